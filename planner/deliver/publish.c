#include "planner/deliver/publish.h"

#include <glib/gi18n.h>

#include "calendars/address.h"
#include "planner/deliver/catch-up.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/tell.h"

/* One publish on its way. */
typedef struct Run {
    Store *store;                  /* borrowed */
    const PublishRequest *request; /* borrowed */
    PublishReport *report;
    gint64 plan;
    char *zone, *sender;
    KnownAll *known;
    Letters *letters;
    Press *press;
    Teller teller; /* of all these */
} Run;

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, publish_report_free);
    g_clear_pointer(&run->zone, g_free);
    g_clear_pointer(&run->sender, g_free);
    g_clear_pointer(&run->known, known_free);
    g_clear_pointer(&run->press, press_free);
    g_clear_pointer(&run->letters, letters_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static void
free_unreached(gpointer data)
{
    Unreached *one = data;
    g_free(one->code);
    g_free(one->name);
    g_free(one->reason);
    g_free(one);
}

void
publish_report_free(PublishReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->hearings);
    g_ptr_array_unref(report->unreached);
    g_free(report);
}

/* ---- all of them ------------------------------------------------------------------- */

char *
publish_fault(const char *email, gboolean is_protected)
{
    if (email == NULL)
        return g_strdup(_("e-postadress saknas; lägg till den med hundra edit "
                          "eller en ny import"));
    if (is_protected)
        return g_strdup(_("e-postadressen duger inte; rätta den med hundra "
                          "edit eller en ny import"));
    return address_fault(email);
}

static void
add_unreached(Run *run, const StoreRows *rows)
{
    Unreached *one = g_new0(Unreached, 1);
    one->code = g_strdup(store_rows_text(rows, 2));
    one->name = g_strdup(store_rows_text(rows, 4));
    one->reason =
        publish_fault(store_rows_text(rows, 3), store_rows_int(rows, 5) != 0);
    g_ptr_array_add(run->report->unreached, one);
}

/* One row of a letter view: told, or listed as out of reach.  An older
 * invitation of somebody out of reach stands: she still takes part. */
static gboolean
take_row(Run *run, LetterKind kind, const StoreRows *rows, GError **error)
{
    const char *email = store_rows_text(rows, 3);
    g_autofree char *address = email != NULL ? address_normal(email) : NULL;
    TellRow row = {
        .kind = kind,
        .thing = store_rows_int(rows, 1),
        .code = store_rows_text(rows, 2),
        .facts = store_rows_text(rows, 0),
        .name = store_rows_text(rows, 4),
        .is_protected = store_rows_int(rows, 5) != 0,
        .address = address,
    };
    if (address != NULL)
        return tell_row(&run->teller, &row, error);
    add_unreached(run, rows);
    const GPtrArray *hers = known_of(run->known, kind, row.thing);
    for (guint i = 0; hers != NULL && i < hers->len; i++)
        ((Known *)g_ptr_array_index(hers, i))->seen = TRUE;
    return TRUE;
}

static gboolean
tell_all(Run *run, LetterKind kind, StoreRows *rows, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if (!take_row(run, kind, rows, error))
            return FALSE;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
tell_participants(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "view:letter_participant",
                    "plan:i participant:i", run->plan, (gint64)0);
    return tell_all(run, LETTER_PARTICIPANT, rows, error);
}

static gboolean
tell_companies(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "view:letter_company",
                    "plan:i company:i", run->plan, (gint64)0);
    return tell_all(run, LETTER_COMPANY, rows, error);
}

static gboolean
retire_gone(Run *run, GError **error)
{
    for (guint i = 0; i < known_count(run->known); i++) {
        const Known *known = known_at(run->known, i);
        if (!known->seen && !known->leaving &&
            !tell_gone(&run->teller, known, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- before and after ---------------------------------------------------------------- */

static gboolean
read_event(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(run->store, error, "publish_event",
                                            "event:i", run->request->event);
    if (rows == NULL)
        return FALSE;
    if (!store_rows_next(rows, &inner)) {
        if (inner == NULL)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("evenemanget finns inte"));
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    const char *sender = store_rows_text(rows, 1);
    run->zone = g_strdup(store_rows_text(rows, 0));
    if (sender == NULL)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("avsändare saknas; ange den med hundra set "
                             "avsändare.e-post ADRESS"));
    run->sender = address_normal(sender);
    if (run->sender != NULL)
        return TRUE;
    g_autofree char *fault = address_fault(sender);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("avsändaren duger inte: %s; ange en annan med hundra "
                         "set avsändare.e-post ADRESS"),
                       fault);
}

static gboolean
read_plan(Run *run, GError **error)
{
    int version = run->request->version;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "publish_plan", "event:i version:i",
                    run->request->event, (gint64)version);
    if (rows == NULL)
        return FALSE;
    if (store_rows_next(rows, &inner)) {
        run->plan = store_rows_int(rows, 0);
        run->report->version = (int)store_rows_int(rows, 1);
        run->report->newest = (int)store_rows_int(rows, 3);
        return TRUE;
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (version == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("det finns ingen plan att publicera; gör en med "
                             "hundra plan"));
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("plan %d finns inte; hundra show plans listar dem "
                         "som finns"),
                       version);
}

static gboolean
prepare(Run *run, GError **error)
{
    if (!read_event(run, error) || !read_plan(run, error) ||
        !store_run(run->store, error, "send_recover", "event:i",
                   run->request->event))
        return FALSE;
    run->letters = letters_open(run->request->templates, run->zone, error);
    if (run->letters == NULL ||
        !catch_up(run->store, run->request->event, run->letters, error))
        return FALSE;
    run->known = known_read(run->store, run->request->event, error);
    if (run->known == NULL)
        return FALSE;
    run->press = press_new(run->store, run->letters, run->request->event,
                           run->report->version);
    run->teller = (Teller){
        .store = run->store,
        .event = run->request->event,
        .version = run->report->version,
        .sender = run->sender,
        .seeded = run->request->seeded,
        .known = run->known,
        .press = run->press,
        .report = run->report,
    };
    return TRUE;
}

static gboolean
mark_published(Run *run, GError **error)
{
    return store_run(run->store, error, "publish_plan_mark", "now:i plan:i",
                     store_now_utc(run->store), run->plan) &&
           store_run(run->store, error, "publish_event_mark",
                     "version:i event:i", (gint64)run->report->version,
                     run->request->event);
}

static gboolean
commit(Run *run, StoreChange *change, GError **error)
{
    const PublishReport *report = run->report;
    g_autofree char *what = g_strdup_printf(
        _("plan %d: %d inbjudna, %d ändrade, %d inställda"), report->version,
        report->invited, report->updated, report->cancelled);
    JournalEntry entry = { .who = run->request->who,
                           .command = "publish",
                           .what = what };
    return store_change_commit(change, &entry, error);
}

PublishReport *
deliver_publish(Store *store, const PublishRequest *request, GError **error)
{
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    if (lock == NULL)
        return NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    g_auto(Run) run = { .store = store, .request = request };
    run.report = g_new0(PublishReport, 1);
    run.report->hearings = hearings_new();
    run.report->unreached = g_ptr_array_new_with_free_func(free_unreached);
    if (change == NULL || !prepare(&run, error) ||
        !tell_participants(&run, error) || !tell_companies(&run, error) ||
        !retire_gone(&run, error) || !press_finish(run.press, error) ||
        !mark_published(&run, error) ||
        (!request->dry_run && !commit(&run, change, error)))
        return NULL;
    hearings_sort(run.report->hearings);
    return g_steal_pointer(&run.report);
}
