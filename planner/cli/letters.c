#include "planner/cli/letters.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/put.h"
#include "planner/deliver/edition.h"
#include "planner/deliver/mailing.h"
#include "planner/deliver/preview.h"
#include "planner/deliver/publish.h"
#include "planner/deliver/remind.h"

struct LetterCounts {
    LetterCount each[LETTER_PURPOSES];
};

void
letter_counts_free(LetterCounts *counts)
{
    if (counts == NULL)
        return;
    for (int i = 0; i < LETTER_PURPOSES; i++) {
        g_free(counts->each[i].hinder);
        g_clear_pointer(&counts->each[i].list, g_ptr_array_unref);
    }
    g_free(counts);
}

const LetterCount *
letter_count(const LetterCounts *counts, LetterPurpose purpose)
{
    return &counts->each[purpose];
}

/* ---- counting -------------------------------------------------------------------- */

static void
free_lack(gpointer data)
{
    Mailed *one = data;
    g_free(one->code);
    g_free(one->name);
    g_free(one->reason);
    g_free(one);
}

static void
add_lack(LetterCount *count, const char *code, const char *name,
         const char *reason)
{
    if (count->list == NULL)
        count->list = g_ptr_array_new_with_free_func(free_lack);
    Mailed *one = g_new0(Mailed, 1);
    one->code = g_strdup(code);
    one->name = g_strdup(name);
    one->reason = g_strdup(reason);
    g_ptr_array_add(count->list, one);
    count->lack++;
}

/* What is in the way is told beside the letter, and the others are counted
 * all the same; but a store that fails fails for all.  Takes ERROR's. */
static gboolean
hinder(LetterCount *count, GError *inner, GError **error)
{
    count->gets = -1;
    count->had = -1;
    if (!g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED)) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    count->hinder = g_strdup(inner->message);
    g_error_free(inner);
    return TRUE;
}

static gboolean
count_published(const Call *call, LetterCounts *counts, GError **error)
{
    GError *inner = NULL;
    LetterCount *new = &counts->each[LETTER_REQUEST];
    const PublishRequest request = { .event = call->event,
                                     .templates = call_templates(call),
                                     .who = call->who,
                                     .dry_run = TRUE };
    g_autoptr(PublishReport) report =
        deliver_publish(call->store, &request, &inner);
    counts->each[LETTER_UPDATE].had = counts->each[LETTER_CANCEL].had = -1;
    if (report == NULL) {
        counts->each[LETTER_UPDATE].gets = counts->each[LETTER_CANCEL].gets =
            -1;
        return hinder(new, inner, error);
    }
    new->gets = report->invited;
    new->had = report->unchanged + report->updated;
    counts->each[LETTER_UPDATE].gets = report->updated;
    counts->each[LETTER_CANCEL].gets = report->cancelled;
    for (guint i = 0; i < report->unreached->len; i++) {
        const Unreached *one = g_ptr_array_index(report->unreached, i);
        add_lack(new, one->code, one->name, one->reason);
    }
    return TRUE;
}

static gboolean
count_reminded(const Call *call, LetterCounts *counts, GError **error)
{
    GError *inner = NULL;
    LetterCount *count = &counts->each[LETTER_REMIND];
    const RemindRequest request = { .event = call->event,
                                    .templates = call_templates(call),
                                    .who = call->who };
    g_autoptr(RemindReport) report =
        deliver_remind(call->store, &request, &inner);
    if (report == NULL)
        return hinder(count, inner, error);
    count->gets = report->count;
    count->had = -1;
    return TRUE;
}

static gboolean
count_mailing(const Call *call, LetterCounts *counts, LetterPurpose purpose,
              GError **error)
{
    GError *inner = NULL;
    LetterCount *count = &counts->each[purpose];
    const MailingRequest request = { .event = call->event,
                                     .purpose = purpose,
                                     .templates = call_templates(call),
                                     .who = call->who };
    g_autoptr(MailingReport) report =
        deliver_mailing(call->store, &request, &inner);
    if (report == NULL)
        return hinder(count, inner, error);
    count->gets = report->count;
    count->had = report->had;
    for (guint i = 0; i < report->list->len; i++) {
        const Mailed *one = g_ptr_array_index(report->list, i);
        if (one->reason != NULL)
            add_lack(count, one->code, one->name, one->reason);
    }
    return TRUE;
}

LetterCounts *
letter_counts(const Call *call, GError **error)
{
    g_autoptr(LetterCounts) counts = g_new0(LetterCounts, 1);
    if (!count_published(call, counts, error) ||
        !count_reminded(call, counts, error))
        return NULL;
    for (int i = 0; i < LETTER_PURPOSES; i++)
        if (letter_is_plain((LetterPurpose)i) &&
            !count_mailing(call, counts, (LetterPurpose)i, error))
            return NULL;
    return g_steal_pointer(&counts);
}

/* ---- showing ---------------------------------------------------------------------- */

static void
put_letter(JsonBuilder *json, const Preview *one)
{
    json_builder_begin_object(json);
    put_text(json, "code", one->code);
    put_text(json, "name", one->name);
    put_text(json, "kind", letter_kind_of(one->purpose)->name);
    json_builder_set_member_name(json, "hard");
    json_builder_begin_array(json);
    for (guint i = 0; i < one->reasons->len; i++)
        json_builder_add_string_value(json, g_ptr_array_index(one->reasons, i));
    json_builder_end_array(json);
    put_text(json, "language", one->sight.tongue);
    put_text(json, "from", one->sender);
    put_text(json, "to", one->address);
    put_text(json, "subject", one->sight.subject);
    put_text(json, "text", one->sight.text);
    put_text(json, "html", one->sight.html);
    json_builder_end_object(json);
}

static char *
letters_json(const GPtrArray *letters)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "letters");
    json_builder_begin_array(json);
    for (guint i = 0; i < letters->len; i++)
        put_letter(json, g_ptr_array_index(letters, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

/* "Anna Berg <anna@x>", or what there is of it. */
static char *
mailbox(const char *name, const char *address)
{
    if (address == NULL)
        return g_strdup_printf(_("%s (ingen adress som duger)"),
                               name != NULL ? name : "");
    return name != NULL ? g_strdup_printf("%s <%s>", name, address)
                        : g_strdup(address);
}

static void
print_reasons(const Preview *one, GString *out)
{
    for (guint i = 0; i < one->reasons->len; i++)
        g_string_append_printf(
            out, "%s%s", i == 0 ? _("Svårt: ") : "; ",
            (const char *)g_ptr_array_index(one->reasons, i));
    if (one->reasons->len > 0)
        g_string_append_c(out, '\n');
}

/* The head may hold what others wrote; the text has been cleaned as it was
 * filled in, and keeps its spaces. */
static void
print_letter(const Preview *one)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "---- %s, %s ----\n", one->code,
                           _(letter_kind_of(one->purpose)->title));
    print_reasons(one, out);
    if (one->sight.text == NULL) {
        g_string_append_printf(
            out, _("Brevet visas bara för sig: hundra letters preview %s"),
            one->code);
    } else {
        g_autofree char *from = mailbox(one->sight.from, one->sender);
        g_autofree char *to = mailbox(one->sight.to, one->address);
        g_string_append_printf(out, _("Från: %s\nTill: %s\nÄmne: %s\n"), from,
                               to, one->sight.subject);
    }
    g_autofree char *head = call_harmless(out->str);
    call_put(head);
    if (one->sight.text != NULL)
        call_put(one->sight.text);
}

static gboolean
write_page(const Call *call, const Preview *one, const char *path,
           GError **error)
{
    const char *html = one->sight.html;
    if (strcmp(path, "-") == 0) {
        call_put(html);
        return TRUE;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
    if (!edition_write(folder, name, bytes, files, error))
        return FALSE;
    call_say(call, _("Brevet till %s ligger i %s."), one->code, path);
    return TRUE;
}

gboolean
letters_show(const Call *call, const GPtrArray *letters, const char *html,
             GError **error)
{
    if (html != NULL)
        return write_page(call, g_ptr_array_index(letters, 0), html, error);
    if (call->globals->json) {
        g_autofree char *json = letters_json(letters);
        call_put(json);
        return TRUE;
    }
    for (guint i = 0; i < letters->len; i++)
        print_letter(g_ptr_array_index(letters, i));
    if (letters->len == 0)
        call_say(call, _("Ingen ska ha det brevet."));
    return TRUE;
}
