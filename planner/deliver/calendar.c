#include "planner/deliver/calendar.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/calendar.h"
#include "calendars/zone.h"
#include "planner/deliver/edition.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/form.h"

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const char *folder;
    CalendarReport *report;
    Edition edition;
    char *domain; /* of the UIDs */
    Template *template;
    Zone *zone; /* held open: calendar_write shares it */
} Run;

void
calendar_report_free(CalendarReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->files);
    g_free(report);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, calendar_report_free);
    g_clear_pointer(&run->domain, g_free);
    g_clear_pointer(&run->template, template_free);
    g_clear_pointer(&run->zone, zone_close);
    edition_clear(&run->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* Stable for the entry's life, and another one than the invitation's: who
 * imports a file must not overwrite what she was invited to. */
static char *
uid_of(const Run *run, const char *code)
{
    g_autofree char *key =
        g_strdup_printf("%s/%s", run->edition.event_code, code);
    g_autofree char *sum =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
    return g_strdup_printf("%.24s@%s", sum, run->domain);
}

static char *
location_of(JsonObject *facts)
{
    const char *place = facts_text(facts, "meet.place");
    const char *address = facts_text(facts, "meet.address");
    if (place == NULL || address == NULL)
        return g_strdup(place);
    return g_strdup_printf("%s, %s", place, address);
}

static char *
write_entry(const Run *run, JsonObject *facts, const Form *form,
            const char *code, GError **error)
{
    const Edition *edition = &run->edition;
    g_autofree char *uid = uid_of(run, code);
    g_autofree char *location = location_of(facts);
    Appointment entry = {
        .method = METHOD_NONE,
        .uid = uid,
        .dtstamp_utc = edition->made_utc,
        .start_utc = calendar_utc(edition->day, facts_minutes(facts, "start"),
                                  edition->zone, error),
        .zone = edition->zone,
        .summary = form->title,
        .location = location,
        .description = form->text,
    };
    if (entry.start_utc == G_MININT64)
        return NULL;
    entry.end_utc = calendar_utc(edition->day, facts_minutes(facts, "end"),
                                 edition->zone, error);
    if (entry.end_utc == G_MININT64)
        return NULL;
    const Appointment *one = &entry;
    return calendar_write(&one, 1, NULL, error);
}

static gboolean
write_file(Run *run, const char *json, const char *code, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_auto(Form) form = { 0 };
    JsonObject *facts = facts_read(parser, json, error);
    if (facts == NULL ||
        !form_fill(run->template, json_parser_get_root(parser), &form, error))
        return FALSE;
    char *text = write_entry(run, facts, &form, code, error);
    if (text == NULL)
        return FALSE;
    g_autoptr(GBytes) content = g_bytes_new_take(text, strlen(text));
    /* A code is the office's own text: it must not lead out of the folder. */
    g_autofree char *name = g_strconcat(code, ".ics", NULL);
    g_strdelimit(name, "/\\", '_');
    if (*name == '.')
        *name = '_';
    return edition_write(run->folder, name, content, run->report->files, error);
}

/* Column CODE of ROWS names the file. */
static gboolean
write_all(Run *run, StoreRows *rows, int code, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if (!write_file(run, store_rows_text(rows, 0),
                        store_rows_text(rows, code), error)) {
            hundra_adopt(error, HUNDRA_ERROR_INPUT);
            g_prefix_error(error, "%s: ", store_rows_text(rows, code));
            return FALSE;
        }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
write_people(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "view:letter_participant",
                    "plan:i participant:i", run->edition.plan, (gint64)0);
    return write_all(run, rows, 2, error);
}

static gboolean
write_groups(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows = store_query(
        run->store, error, "view:calendar_group", "plan:i", run->edition.plan);
    return write_all(run, rows, 2, error);
}

static gboolean
prepare(Run *run, gint64 event, int version, GError **error)
{
    if (!edition_find(run->store, event, version, &run->edition, error) ||
        !edition_folder(run->folder, error))
        return FALSE;
    const char *sender = run->edition.sender_email;
    g_autofree char *address = sender != NULL ? address_normal(sender) : NULL;
    run->domain =
        g_strdup(address != NULL ? strchr(address, '@') + 1 : "hundra.invalid");
    run->report->version = run->edition.version;
    run->zone = zone_open(run->edition.zone);
    if (run->zone == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("tidszonen %s finns inte på den här datorn"),
                           run->edition.zone);
    run->template = form_load("calendar", error);
    return run->template != NULL;
}

CalendarReport *
deliver_calendar(Store *store, gint64 event, int version, const char *folder,
                 GError **error)
{
    g_auto(Run) run = { .store = store, .folder = folder };
    run.report = g_new0(CalendarReport, 1);
    run.report->files = g_ptr_array_new_with_free_func(g_free);
    if (!prepare(&run, event, version, error) || !write_people(&run, error) ||
        !write_groups(&run, error))
        return NULL;
    return g_steal_pointer(&run.report);
}
