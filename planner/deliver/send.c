#include "planner/deliver/send.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/halt.h"
#include "planner/deliver/ledger.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/outcome.h"
#include "planner/deliver/pace.h"

enum {
    BATCH = 64,        /* messages to a commit: fsync is what costs */
    LEASE_S = 20 * 60, /* longer than a batch may take */
    RECORD_EVERY_US = 1000 * 1000, /* at the latest, when the server is slow */
    NO_LIMIT = 1000 * 1000,
};

typedef struct Run {
    Store *store; /* borrowed, as the two below */
    Transport *transport;
    const SendRequest *request;
    SendReport *report;
    OutboxLock *lock;
    Ledger *ledger; /* opened for the first batch */
    Crew *crew;
    char *host;       /* whose pace counts; NULL: a folder */
    GArray *claimed;  /* gint64 */
    GArray *outcomes; /* Outcome */
    gint64 journal;   /* the row of the newest claim, till something left */
    gboolean left;    /* something has, or may have, reached a server */
    gboolean empty;   /* nothing more waits for this run */
    GError *broken;   /* the transport can carry nothing more */
} Run;

static void
free_unsent(gpointer data)
{
    Unsent *unsent = data;
    g_free(unsent->code);
    g_free(unsent->reason);
    g_free(unsent);
}

void
send_report_free(SendReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->unsent);
    g_free(report);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->crew, crew_close);
    g_clear_pointer(&run->ledger, ledger_close);
    g_clear_pointer(&run->lock, outbox_unlock);
    g_clear_pointer(&run->report, send_report_free);
    g_clear_pointer(&run->claimed, g_array_unref);
    g_clear_pointer(&run->outcomes, g_array_unref);
    g_clear_pointer(&run->host, g_free);
    g_clear_error(&run->broken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* ---- how much, and whether at all -------------------------------------------------- */

static gboolean
refuse_halt(const Run *run, GError **error)
{
    g_autofree char *who = NULL, *why = NULL;
    if (!halt_find(run->store, &who, &why, error))
        return FALSE;
    if (who == NULL)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("%s har stoppat utskicken%s%s; hundra outbox go "
                         "släpper fram dem"),
                       who, *why != '\0' ? ": " : "", why);
}

static void
stop(Run *run)
{
    run->report->stopped = TRUE;
    crew_stop(run->crew);
}

/* Lets a second pass.  Longer than to the next minute nobody waits. */
static gboolean
wait_for_room(Run *run, const Pace *pace)
{
    const SendRequest *request = run->request;
    gint64 free_utc = pace_free_utc(pace);
    if (free_utc - store_now_utc(run->store) > PACE_MINUTE_S) {
        run->report->free_utc = free_utc;
        return FALSE;
    }
    if (request->rest != NULL)
        return request->rest(run->report, request->data);
    g_usleep(G_USEC_PER_SEC);
    return TRUE;
}

/* How many more may be claimed now, waiting for the first where nothing is
 * on its way; *ROOM 0: none. */
static gboolean
find_room(Run *run, gint64 *room, GError **error)
{
    Pace pace = { 0 };
    *room = 0;
    for (;;) {
        g_autofree char *who = NULL, *why = NULL;
        if (!pace_read(run->store, run->host, &pace, error) ||
            !halt_find(run->store, &who, &why, error))
            return FALSE;
        run->report->halted = who != NULL;
        gint64 load = crew_load(run->crew);
        run->report->left_s =
            pace_forecast_s(&pace, run->report->waiting - run->report->sent);
        if (run->report->halted)
            stop(run);
        else
            *room = pace_room(&pace, BATCH + load) - load;
        if (crew_stopped(run->crew) || *room > 0 || load > 0)
            return TRUE;
        if (!wait_for_room(run, &pace)) {
            stop(run);
            return TRUE;
        }
    }
}

/* ---- claiming -------------------------------------------------------------------- */

static gint
compare_ids(gconstpointer a, gconstpointer b)
{
    gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;
    return one < other ? -1 : one > other;
}

/* Marks the next, at most COUNT, as being sent; one statement, one
 * transaction. */
static gboolean
claim(Run *run, gint64 count, GError **error)
{
    const SendRequest *request = run->request;
    gint64 now_utc = store_now_utc(run->store);
    g_autoptr(GError) inner = NULL;
    g_array_set_size(run->claimed, 0);
    g_autoptr(StoreRows) rows = store_query(
        run->store, error, "send_claim",
        "lease:i event:i now:i day:i most:i count:i", now_utc + LEASE_S,
        request->event, now_utc, now_utc - PACE_DAY_S,
        request->many ? (gint64)NO_LIMIT : (gint64)SEND_DAY_MAX, count);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        gint64 id = store_rows_int(rows, 0);
        g_array_append_val(run->claimed, id);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_array_sort(run->claimed, compare_ids);
    run->empty = run->claimed->len == 0;
    return TRUE;
}

/* Books what a run that was cut off had sent, and puts back what it had
 * claimed; that may have arrived. */
static gboolean
recover(Run *run, GError **error)
{
    gint64 event = run->request->event;
    g_autoptr(GError) inner = NULL;
    g_autofree char *receipts = outbox_receipts(run->lock, error);
    if (receipts == NULL || !store_run(run->store, error, "send_receipts",
                                       "receipts:s event:i", receipts, event))
        return FALSE;
    int booked = store_changed(run->store);
    if (!store_run(run->store, error, "send_recover", "event:i", event))
        return FALSE;
    run->report->recovered += booked + store_changed(run->store);
    run->report->waiting = (int)store_number(run->store, &inner, 0,
                                             "send_waiting", "event:i", event);
    if (inner == NULL)
        run->left =
            booked > 0 || store_number(run->store, &inner, 0, "send_unsure",
                                       "event:i", event) > 0;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* A database restored from a backup would send again, or out of turn. */
static gboolean
check_ledger(const Run *run, GError **error)
{
    guint unknown = 0;
    g_autoptr(GPtrArray) news =
        ledger_news(run->store, run->request->event, error);
    if (news == NULL)
        return FALSE;
    for (guint i = 0; i < news->len; i++) {
        const LedgerNews *one = g_ptr_array_index(news, i);
        if (!store_run(run->store, error, "ledger_settle", "message:s",
                       one->sent ? one->message_id : ""))
            return FALSE;
        unknown += store_changed(run->store) == 0;
    }
    return unknown == 0 ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("databasen är äldre än det som har skickats: %u brev "
                         "gick iväg sedan säkerhetskopian togs; kör hundra "
                         "publish, som tar hänsyn till dem, och sedan hundra "
                         "send"),
                       unknown);
}

/* Commits CHANGE, FINAL if there is no way back from it. */
static gboolean
commit(const Run *run, StoreChange *change, gboolean final, GError **error)
{
    int waiting = run->report->waiting;
    const char *through = transport_name(run->transport);
    g_autofree char *what =
        final ? g_strdup_printf(_("%d brev i utkorgen, genom %s"), waiting,
                                through)
              : g_strdup_printf(_("%d brev i utkorgen, inget gick iväg genom "
                                  "%s"),
                                waiting, through);
    JournalEntry entry = {
        .who = run->request->who,
        .command = "send",
        .what = what,
        .final = final ? _("brev har gått iväg, eller kan ha gjort det; "
                           "ändra, planera och publicera igen")
                       : NULL,
    };
    return store_change_commit(change, &entry, error);
}

/* As long as nothing has left, a batch is claimed with the journal row that
 * says there is no way back: killed after that, nobody knows what left. */
static gboolean
claim_first(Run *run, gint64 count, GError **error)
{
    g_autoptr(StoreChange) change = store_change(run->store, error);
    if (change == NULL || !recover(run, error) ||
        (run->ledger == NULL && !check_ledger(run, error)) ||
        !claim(run, count, error) || !commit(run, change, TRUE, error))
        return FALSE;
    if (run->claimed->len > 0)
        run->journal = store_last_id(run->store);
    outbox_forget(run->lock);
    return TRUE;
}

/* ---- giving and taking ------------------------------------------------------------- */

/* Nothing is handed over that the ledger does not know of: where it cannot be
 * written, the claimed go back into the queue. */
static gboolean
tell_ledger(Run *run)
{
    if (run->ledger == NULL)
        run->ledger = ledger_open(run->store, &run->broken);
    if (run->ledger != NULL &&
        ledger_begin(run->ledger, run->claimed, &run->broken))
        return TRUE;
    for (guint i = 0; i < run->claimed->len; i++) {
        Outcome outcome = { .id = g_array_index(run->claimed, gint64, i),
                            .state = "queued" };
        g_array_append_val(run->outcomes, outcome);
    }
    stop(run);
    return FALSE;
}

static gboolean
give(Run *run, gint64 id, GError **error)
{
    g_autoptr(StoreRows) row =
        store_query(run->store, error, "send_message", "id:i", id);
    if (row == NULL || !store_rows_next(row, error))
        return FALSE;
    Parcel *parcel = g_new0(Parcel, 1);
    parcel->id = id;
    parcel->from = g_strdup(store_rows_text(row, 0));
    parcel->to = g_strdup(store_rows_text(row, 1));
    parcel->message_id = g_strdup(store_rows_text(row, 2));
    parcel->attempts = store_rows_int(row, 3);
    parcel->message = store_rows_bytes(row, 4);
    parcel->code = g_strdup(store_rows_text(row, 5));
    parcel->is_protected = store_rows_int(row, 6) != 0;
    parcel->given_utc = store_now_utc(run->store);
    crew_give(run->crew, parcel);
    return TRUE;
}

static gboolean
give_all(Run *run, GError **error)
{
    for (guint i = 0; i < run->claimed->len; i++)
        if (!give(run, g_array_index(run->claimed, gint64, i), error))
            return FALSE;
    return TRUE;
}

/* Keeps the crew busy: a batch on its way while the one before is recorded;
 * but just one as long as all may have to be taken back. */
static gboolean
top_up(Run *run, GError **error)
{
    guint window = run->left ? 2 * BATCH : BATCH;
    while (!run->empty && !crew_stopped(run->crew) &&
           crew_load(run->crew) + BATCH <= window) {
        gint64 room = 0;
        if (!find_room(run, &room, error))
            return FALSE;
        if (room <= 0)
            return TRUE;
        gint64 count = MIN(room, BATCH);
        if (!(run->left ? claim(run, count, error)
                        : claim_first(run, count, error)))
            return FALSE;
        if (run->empty || !tell_ledger(run))
            return TRUE;
        if (!give_all(run, error))
            return FALSE;
    }
    return TRUE;
}

static void
note(Run *run, const Parcel *parcel, const Outcome *outcome)
{
    SendReport *report = run->report;
    gboolean failed = strcmp(outcome->state, "failed") == 0;
    if (failed)
        report->failed++;
    else if (strcmp(outcome->state, "deferred") == 0)
        report->deferred++;
    else
        report->unsure++;
    Unsent *unsent = g_new0(Unsent, 1);
    unsent->code = g_strdup(parcel->code);
    unsent->reason = g_strdup(outcome->answer);
    unsent->final = failed;
    g_ptr_array_add(report->unsent, unsent);
}

static void
take(Run *run, const Parcel *parcel)
{
    Outcome outcome = outcome_of(parcel, store_now_utc(run->store));
    run->left |= outcome_left(&outcome);
    if (outcome.answer != NULL)
        note(run, parcel, &outcome);
    if (g_error_matches(parcel->failure, TRANSPORT_ERROR,
                        TRANSPORT_ERROR_SETUP) &&
        run->broken == NULL)
        run->broken = g_error_copy(parcel->failure);
    g_array_append_val(run->outcomes, outcome);
}

/* Waits for a batch of outcomes, or what there is after a second; for all of
 * them as long as nothing has left. */
static void
collect(Run *run)
{
    gint64 until_us = g_get_monotonic_time() + RECORD_EVERY_US;
    while (crew_load(run->crew) > 0) {
        gint64 now_us = g_get_monotonic_time();
        if (run->left && run->outcomes->len > 0 &&
            (now_us >= until_us || run->outcomes->len >= BATCH))
            return;
        g_autoptr(Parcel) parcel =
            crew_take(run->crew, MAX(until_us, now_us + RECORD_EVERY_US));
        if (parcel != NULL)
            take(run, parcel);
    }
}

/* ---- recording ------------------------------------------------------------------- */

/* Makes the batch durable.  If that fails nobody knows which files lie
 * there: sent again under the same names they do not double. */
static void
flush(Run *run)
{
    gboolean durable = transport_flush(
        run->transport, run->broken == NULL ? &run->broken : NULL);
    for (guint i = 0; i < run->outcomes->len; i++) {
        Outcome *outcome = &g_array_index(run->outcomes, Outcome, i);
        if (strcmp(outcome->state, "sent") != 0)
            continue;
        if (durable) {
            run->report->sent++;
            continue;
        }
        outcome->state = "unsure";
        run->left = TRUE;
        run->report->unsure++;
    }
}

static gboolean
write_outcomes(Run *run, const char *outcomes, GError **error)
{
    return store_run(run->store, error, "send_record", "outcomes:s via:s now:i",
                     outcomes, transport_name(run->transport),
                     store_now_utc(run->store));
}

/* Nothing has left, so all can be taken back: the batch is unclaimed, then
 * its outcomes written as a change from there. */
static gboolean
record_in_vain(Run *run, const char *outcomes, GError **error)
{
    if (!store_run(run->store, error, "send_unclaim", "outcomes:s", outcomes))
        return FALSE;
    g_autoptr(StoreChange) change = store_change(run->store, error);
    return change != NULL &&
           store_run(run->store, error, "send_forget", "id:i", run->journal) &&
           write_outcomes(run, outcomes, error) &&
           commit(run, change, FALSE, error);
}

/* What has left is told of in the ledger, and then in the store. */
static gboolean
write_left(Run *run, const char *outcomes, GError **error)
{
    return write_outcomes(run, outcomes, error) &&
           (run->ledger == NULL ||
            ledger_mark(run->ledger, run->request->event, error));
}

static gboolean
record(Run *run, GError **error)
{
    g_autofree char *outcomes = outcomes_json(run->outcomes);
    if (run->ledger != NULL)
        ledger_end(run->ledger, outcomes,
                   run->broken == NULL ? &run->broken : NULL);
    gboolean ok = run->left ? write_left(run, outcomes, error)
                            : record_in_vain(run, outcomes, error);
    g_array_set_size(run->outcomes, 0);
    return ok;
}

static gboolean
send_all(Run *run, GError **error)
{
    const SendRequest *request = run->request;
    for (;;) {
        if (!top_up(run, error))
            return FALSE;
        if (crew_load(run->crew) == 0 && run->outcomes->len == 0)
            return TRUE;
        collect(run);
        flush(run);
        if (!record(run, error))
            return FALSE;
        if (crew_stopped(run->crew) || run->broken != NULL ||
            (request->tick != NULL &&
             !request->tick(run->report, request->data)))
            stop(run);
    }
}

static gboolean
finish(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    SendReport *report = run->report;
    if (run->broken != NULL)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY, "%s",
                           run->broken->message);
    gint64 event = run->request->event;
    gint64 now_utc = store_now_utc(run->store);
    report->held = (int)store_number(run->store, &inner, 0, "send_later",
                                     "event:i now:i", event, now_utc);
    if (inner == NULL && run->empty)
        report->capped = (int)store_number(run->store, &inner, 0, "send_capped",
                                           "event:i now:i", event, now_utc);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
open_crew(Run *run, GError **error)
{
    Pace pace = { 0 };
    run->host = pace_host(transport_name(run->transport));
    if (!pace_read(run->store, run->host, &pace, error))
        return FALSE;
    gint64 most =
        pace.connections_max > 0 ? pace.connections_max : PACE_CONNECTIONS;
    guint wanted = run->request->connections;
    run->crew = crew_open(run->transport,
                          wanted > 0 ? MIN(wanted, (guint)most) : (guint)most,
                          run->lock);
    return TRUE;
}

SendReport *
deliver_send(Store *store, Transport *transport, const SendRequest *request,
             GError **error)
{
    g_auto(Run)
        run = { .store = store, .transport = transport, .request = request };
    run.report = g_new0(SendReport, 1);
    run.report->unsent = g_ptr_array_new_with_free_func(free_unsent);
    run.claimed = g_array_new(FALSE, FALSE, sizeof(gint64));
    run.outcomes = outcomes_new();
    run.lock = outbox_lock(store, error);
    if (run.lock == NULL || !refuse_halt(&run, error) ||
        !open_crew(&run, error) || !send_all(&run, error) ||
        !finish(&run, error))
        return NULL;
    outbox_forget(run.lock);
    return g_steal_pointer(&run.report);
}

gboolean
deliver_forecast(Store *store, gint64 event, const char *via, int *waiting,
                 gint64 *seconds, GError **error)
{
    Pace pace = { 0 };
    g_autoptr(GError) inner = NULL;
    g_autofree char *host = via != NULL ? pace_host(via) : NULL;
    *waiting =
        (int)store_number(store, &inner, 0, "send_waiting", "event:i", event);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (!pace_read(store, host, &pace, error))
        return FALSE;
    *seconds = pace_forecast_s(&pace, *waiting);
    return TRUE;
}

GBytes *
deliver_message(Store *store, gint64 event, gint64 id, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "send_body", "event:i id:i", event, id);
    if (inner == NULL && store_rows_next(rows, &inner))
        return store_rows_bytes(rows, 0);
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("brev %" G_GINT64_FORMAT " finns inte; hundra send "
                      "--dry-run listar breven"),
                    id);
    return NULL;
}
