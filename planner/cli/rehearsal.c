#include "rehearsal.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/base/put.h"
#include "planner/deliver/try.h"

static const char *const CLIENTS[CLIENT_COUNT] = {
    [CLIENT_OUTLOOK] = "Outlook, Exchange",
    [CLIENT_GMAIL] = "Gmail",
    [CLIENT_APPLE] = "Apple",
    [CLIENT_THUNDERBIRD] = "Thunderbird",
};

static const char *const SIGHTS[SIGHT_COUNT] = {
    [SIGHT_INVITATION] = "invitation",
    [SIGHT_UPDATE] = "update",
    [SIGHT_CANCELLATION] = "cancellation",
    [SIGHT_PROPOSAL] = "proposal",
    [SIGHT_NO_BUTTONS] = "no_buttons",
    [SIGHT_ATTACHMENT] = "attachment",
    [SIGHT_TEXT] = "text",
};

static const Rehearsed *
mail_at(const GPtrArray *mails, guint index)
{
    return g_ptr_array_index(mails, index);
}

static void
begin_list(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

/* ---- its lists -------------------------------------------------------------- */

static void
put_clients(JsonBuilder *json, const GPtrArray *mails)
{
    begin_list(json, "clients");
    for (int client = 0; client < CLIENT_COUNT; client++) {
        int counts[SIGHT_COUNT] = { 0 };
        for (guint i = 0; i < mails->len; i++)
            counts[mail_at(mails, i)->seen.sights[client]]++;
        json_builder_begin_object(json);
        put_text(json, "client", CLIENTS[client]);
        for (int sight = 0; sight < SIGHT_COUNT; sight++)
            put_number(json, SIGHTS[sight], counts[sight]);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void
put_fault(JsonBuilder *json, const InspectRule *rule, const char *code,
          int count)
{
    json_builder_begin_object(json);
    put_number(json, "rule", rule->number);
    put_text(json, "reason", _(rule->sentence));
    begin_list(json, "clients");
    for (int client = 0; client < CLIENT_COUNT; client++)
        if ((rule->clients & 1U << client) != 0)
            json_builder_add_string_value(json, CLIENTS[client]);
    json_builder_end_array(json);
    put_number(json, "count", count);
    put_text(json, "code", code);
    json_builder_end_object(json);
}

static void
put_faults(JsonBuilder *json, const GPtrArray *mails)
{
    guint rules = 0;
    const InspectRule *rule = inspect_rules(&rules);
    begin_list(json, "faults");
    for (guint r = 0; r < rules; r++) {
        int count = 0;
        const char *code = NULL;
        for (guint i = 0; i < mails->len; i++) {
            if (!mail_at(mails, i)->seen.broken[r])
                continue;
            code = count++ == 0 ? mail_at(mails, i)->code : code;
        }
        if (count > 0)
            put_fault(json, &rule[r], code, count);
    }
    json_builder_end_array(json);
}

/* What a line of the list of subjects is about; the caller owns it. */
static char *
subject_key(const Inspection *seen)
{
    return g_strdup_printf("%s\n%s", seen->method, seen->subject);
}

/* One line for each subject and method, in the order of the first. */
static void
put_subjects(JsonBuilder *json, const GPtrArray *mails)
{
    g_autoptr(GHashTable) counts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) firsts = g_ptr_array_new();
    for (guint i = 0; i < mails->len; i++) {
        const Inspection *seen = &mail_at(mails, i)->seen;
        char *key = subject_key(seen);
        int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
        if (count == 0)
            g_ptr_array_add(firsts, (gpointer)seen);
        g_hash_table_replace(counts, key, GINT_TO_POINTER(count + 1));
    }
    begin_list(json, "subjects");
    for (guint i = 0; i < firsts->len; i++) {
        const Inspection *seen = g_ptr_array_index(firsts, i);
        g_autofree char *key = subject_key(seen);
        json_builder_begin_object(json);
        put_text(json, "method", seen->method);
        put_text(json, "subject", seen->subject);
        put_number(json, "count",
                   GPOINTER_TO_INT(g_hash_table_lookup(counts, key)));
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void
put_nothing(JsonBuilder *json, const char *code, const char *reason)
{
    json_builder_begin_object(json);
    put_text(json, "code", code);
    put_text(json, "reason", reason);
    json_builder_end_object(json);
}

/* Who would get nothing, and why. */
static void
put_unreached(JsonBuilder *json, const RehearseReport *report)
{
    const GPtrArray *unreached = report->published->unreached;
    const GPtrArray *unsent = report->sent->unsent;
    begin_list(json, "nothing");
    for (guint i = 0; i < unreached->len; i++) {
        const Unreached *one = g_ptr_array_index(unreached, i);
        put_nothing(json, one->code, one->reason);
    }
    for (guint i = 0; i < unsent->len; i++) {
        const Unsent *one = g_ptr_array_index(unsent, i);
        put_nothing(json, one->code, one->reason);
    }
    json_builder_end_array(json);
}

static void
put_tried(JsonBuilder *json, const GPtrArray *tried)
{
    begin_list(json, "tests");
    for (guint i = 0; tried != NULL && i < tried->len; i++) {
        const Rehearsed *mail = mail_at(tried, i);
        g_autofree char *label = try_label(mail);
        g_autofree char *subject =
            g_strdup_printf("%s %s", label, mail->seen.subject);
        json_builder_begin_object(json);
        put_text(json, "code", mail->code);
        put_text(json, "method", mail->seen.method);
        put_text(json, "subject", subject);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

/* ---- the whole ---------------------------------------------------------------- */

static void
put_sizes(JsonBuilder *json, const GPtrArray *mails)
{
    gint64 bytes = 0, utf8 = 0;
    const Rehearsed *largest = NULL;
    for (guint i = 0; i < mails->len; i++) {
        const Rehearsed *mail = mail_at(mails, i);
        bytes += (gint64)mail->seen.bytes;
        utf8 += mail->seen.needs_utf8;
        if (largest == NULL || mail->seen.bytes > largest->seen.bytes)
            largest = mail;
    }
    put_number(json, "mails", mails->len);
    put_number(json, "bytes", bytes);
    put_number(json, "largest_bytes",
               largest != NULL ? (gint64)largest->seen.bytes : 0);
    put_text(json, "largest", largest != NULL ? largest->code : NULL);
    put_number(json, "need_unicode", utf8);
}

char *
rehearsal_json(const RehearseReport *report, const GPtrArray *tried)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_number(json, "plan", report->published->version);
    put_sizes(json, report->mails);
    put_number(json, "held", report->sent->held);
    put_number(json, "capped", report->sent->capped);
    put_number(json, "seconds", report->seconds);
    put_clients(json, report->mails);
    put_faults(json, report->mails);
    put_subjects(json, report->mails);
    put_unreached(json, report);
    put_tried(json, tried);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}
