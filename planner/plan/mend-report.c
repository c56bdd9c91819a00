/*
 * mend-report: the report of a mend as JSON and as sentences.
 */
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/base/put.h"
#include "planner/plan/mend.h"

/* ---- JSON ------------------------------------------------------------------- */

static void
put_points(JsonBuilder *json, const char *name, gint64 milli)
{
    json_builder_set_member_name(json, name);
    json_builder_add_double_value(json, (double)milli / 1000);
}

static void
put_clock(JsonBuilder *json, const char *name, int minute)
{
    g_autofree char *text =
        minute >= 0 ? g_strdup_printf("%02d:%02d", minute / 60, minute % 60)
                    : NULL;
    put_text(json, name, text);
}

static void
put_call(JsonBuilder *json, const MendCall *call)
{
    json_builder_begin_object(json);
    put_text(json, "company", call->code);
    put_text(json, "name", call->name);
    put_text(json, "contact", call->contact);
    put_text(json, "phone", call->phone);
    put_truth(json, "protected", call->is_protected);
    put_clock(json, "before", call->before_min);
    put_clock(json, "start", call->now_min);
    json_builder_end_object(json);
}

static void
put_choice(JsonBuilder *json, int number, const MendChoice *choice)
{
    json_builder_begin_object(json);
    put_number(json, "choice", number);
    put_number(json, "people", choice->people);
    put_number(json, "companies", choice->companies);
    put_number(json, "dropped", choice->dropped);
    put_truth(json, "fewest", choice->fewest);
    put_points(json, "soft", choice->soft_milli);
    json_builder_set_member_name(json, "changes");
    json_builder_begin_array(json);
    for (guint i = 0; i < choice->sentences->len; i++)
        json_builder_add_string_value(json,
                                      g_ptr_array_index(choice->sentences, i));
    json_builder_end_array(json);
    json_builder_set_member_name(json, "calls");
    json_builder_begin_array(json);
    for (guint i = 0; i < choice->calls->len; i++)
        put_call(json, g_ptr_array_index(choice->calls, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
}

char *
mend_json(const MendReport *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_text(json, "what", report->what);
    put_truth(json, "goes_on", report->goes_on);
    put_number(json, "from", report->version);
    put_truth(json, "in_force", report->in_force);
    put_points(json, "soft", report->soft_milli);
    json_builder_set_member_name(json, "choices");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->choices->len; i++)
        put_choice(json, (int)i + 1, g_ptr_array_index(report->choices, i));
    json_builder_end_array(json);
    put_number(json, "choice", report->choice);
    json_builder_set_member_name(json, "plan");
    if (report->kept > 0)
        json_builder_add_int_value(json, report->kept);
    else
        json_builder_add_null_value(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

/* ---- sentences ---------------------------------------------------------------- */

/* 434200 as "434,2". */
static char *
points(gint64 milli)
{
    return g_strdup_printf("%d,%d", (int)(milli / 1000),
                           (int)(milli % 1000 / 100));
}

static void
say_head(GString *text, int number, const MendChoice *choice, gint64 before)
{
    g_autofree char *people = g_strdup_printf(
        ngettext("%d person", "%d personer", (gulong)choice->people),
        choice->people);
    g_autofree char *was = points(before);
    g_autofree char *is = points(choice->soft_milli);
    g_string_append_printf(
        text,
        _("Val %d: %s och %d företag får nytt besked%s; kostnaden går från %s till "
          "%s.\n"),
        number, people, choice->companies,
        choice->fewest ? _(" (färst möjliga, bevisat)") : _(" (ej bevisat)"),
        was, is);
    if (choice->dropped > 0)
        g_string_append_printf(text, _("  %d utlovade besök ryms inte.\n"),
                               choice->dropped);
    for (guint i = 0; i < choice->sentences->len; i++)
        g_string_append_printf(text, "  %s\n",
                               (char *)g_ptr_array_index(choice->sentences, i));
}

static void
say_call(GString *text, const MendCall *call)
{
    const char *phone = call->phone;
    g_string_append_printf(text, "  %s %s: ", call->code, call->name);
    if (call->is_protected)
        g_string_append(text, _("skyddad kontakt, slå upp numret"));
    else
        g_string_append_printf(text, "%s, %s",
                               call->contact != NULL ? call->contact
                                                     : _("kontakt saknas"),
                               phone != NULL ? phone : _("telefon saknas"));
    if (call->now_min < 0)
        g_string_append_printf(text, _("; besöket kl. %02d.%02d utgår"),
                               call->before_min / 60, call->before_min % 60);
    else if (call->before_min < 0)
        g_string_append_printf(text, _("; nytt besök kl. %02d.%02d"),
                               call->now_min / 60, call->now_min % 60);
    else
        g_string_append_printf(text,
                               _("; kl. %02d.%02d i stället för kl. %02d.%02d"),
                               call->now_min / 60, call->now_min % 60,
                               call->before_min / 60, call->before_min % 60);
    g_string_append_c(text, '\n');
}

/* Who comes may be written; when they come, or that nobody does, is said. */
static void
say_calls(GString *text, const MendReport *report)
{
    const MendChoice *choice =
        g_ptr_array_index(report->choices, (guint)report->choice - 1);
    gboolean any = FALSE;
    for (guint i = 0; i < choice->calls->len; i++) {
        const MendCall *call = g_ptr_array_index(choice->calls, i);
        if (call->now_min == call->before_min)
            continue;
        if (!any)
            g_string_append_printf(text, _("Företag att ringa vid val %d:\n"),
                                   report->choice);
        any = TRUE;
        say_call(text, call);
    }
}

char *
mend_text(const MendReport *report)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text,
                           report->in_force
                               ? _("%s Plan %d, som är publicerad, lagas.\n")
                               : _("%s Plan %d, som inte är publicerad, "
                                   "lagas.\n"),
                           report->what, report->version);
    if (report->goes_on)
        g_string_append(text, _("Förmiddagen har börjat och kan inte lagas "
                                "lagligt; gruppen fortsätter som den är till "
                                "lunch.\n"));
    if (report->newest > report->version)
        g_string_append_printf(text,
                               _("Plan %d är nyare men inte publicerad och "
                                 "räknas inte.\n"),
                               report->newest);
    for (guint i = 0; i < report->choices->len; i++)
        say_head(text, (int)i + 1, g_ptr_array_index(report->choices, i),
                 report->soft_milli);
    say_calls(text, report);
    if (report->kept > 0)
        g_string_append_printf(text,
                               _("Val %d är sparat som plan %d. Inget är "
                                 "skickat; hundra publish är nästa steg."),
                               report->choice, report->kept);
    else
        g_string_append_printf(text, _("Inget är ändrat. --yes sparar val %d."),
                               report->choice);
    return g_string_free(text, FALSE);
}
