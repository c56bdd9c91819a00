#include "planner/deliver/try.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/retarget.h"

static gboolean
is_any_of(const char *code, char **codes)
{
    for (; *codes != NULL; codes++)
        if (g_ascii_strcasecmp(code, *codes) == 0)
            return TRUE;
    return FALSE;
}

/* A code that gets no letter is a slip worth a word. */
static gboolean
all_get_one(const RehearseReport *report, char **codes, GError **error)
{
    for (; *codes != NULL; codes++) {
        gboolean found = FALSE;
        for (guint i = 0; i < report->mails->len && !found; i++) {
            const Rehearsed *mail = g_ptr_array_index(report->mails, i);
            found = g_ascii_strcasecmp(mail->code, *codes) == 0;
        }
        if (!found)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("%s får inget brev; hundra rehearse säger "
                                 "vilka som får"),
                               *codes);
    }
    return TRUE;
}

/* Letters to people and to companies, new, changed and cancelled. */
static char *
kind_of(const Rehearsed *mail)
{
    return g_strdup_printf("%c %s %d", mail->code[0], mail->seen.method,
                           mail->seen.sights[CLIENT_THUNDERBIRD]);
}

GPtrArray *
try_choose(const RehearseReport *report, const TryRequest *request,
           GError **error)
{
    g_autofree char *fault = address_fault(request->to);
    if (fault != NULL) {
        hundra_fail(error, HUNDRA_ERROR_USAGE, "--to: %s", fault);
        return NULL;
    }
    g_auto(GStrv) codes =
        request->only != NULL ? g_strsplit(request->only, ",", -1) : NULL;
    if (codes != NULL && !all_get_one(report, codes, error))
        return NULL;
    g_autoptr(GHashTable) kinds =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; i < report->mails->len; i++) {
        Rehearsed *mail = g_ptr_array_index(report->mails, i);
        if (codes != NULL && !is_any_of(mail->code, codes))
            continue;
        if (!request->sample || g_hash_table_add(kinds, kind_of(mail)))
            g_ptr_array_add(chosen, mail);
    }
    return chosen;
}

char *
try_label(const Rehearsed *mail)
{
    return g_strdup_printf(_("[TEST till %s]"), mail->code);
}

static gboolean
send_one(const Rehearsed *mail, Transport *transport, const TryRequest *request,
         GError **error)
{
    g_autofree char *label = try_label(mail);
    g_autofree char *salt = g_strdup_printf("%" G_GINT64_FORMAT " %s",
                                            request->now_utc, request->to);
    g_autofree char *to = address_normal(request->to);
    const Retarget target = { .to = request->to,
                              .label = label,
                              .salt = salt,
                              .as_file = request->as_file };
    g_autoptr(GBytes) message = message_retarget(mail->message, &target, error);
    return message != NULL &&
           transport_send(transport, mail->sender, to, mail->seen.message_id,
                          message, error);
}

gboolean
try_send(const GPtrArray *mails, Transport *transport,
         const TryRequest *request, int *sent, GError **error)
{
    *sent = 0;
    for (guint i = 0; i < mails->len; i++) {
        g_autoptr(GError) inner = NULL;
        const Rehearsed *mail = g_ptr_array_index(mails, i);
        if (!send_one(mail, transport, request, &inner))
            return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                               _("provbrevet till %s: %s; %d av %d har "
                                 "skickats"),
                               mail->code, inner->message, *sent, mails->len);
        ++*sent;
    }
    return TRUE;
}
