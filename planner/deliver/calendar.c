#include "planner/deliver/calendar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/entry.h"

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const char *folder;
    CalendarReport *report;
    Edition edition;
    Entries *entries;
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
    g_clear_pointer(&run->entries, entries_close);
    edition_clear(&run->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static gboolean
write_file(Run *run, const char *facts, const char *code, GError **error)
{
    g_auto(Entry) entry = { 0 };
    g_autofree char *uid = entries_uid(run->entries, code);
    if (!entries_fill(run->entries, uid, facts, &entry, error))
        return FALSE;
    const Appointment *one = &entry.appointment;
    char *text = calendar_write(&one, 1, NULL, error);
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
    run->report->version = run->edition.version;
    run->entries = entries_open(&run->edition, error);
    return run->entries != NULL;
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
