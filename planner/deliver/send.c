#include "planner/deliver/send.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/deliver/ledger.h"
#include "planner/deliver/lock.h"

enum {
    BATCH = 64,        /* messages to a commit: fsync is what costs */
    LEASE_S = 20 * 60, /* longer than a batch may take */
    BACKOFF_FIRST_S = 5 * 60,
    BACKOFF_MAX_S = 4 * 60 * 60,
    REFUSALS_MAX = 8, /* temporary ones in a row: the server is not well */
};

/* What became of one message. */
typedef struct Outcome {
    gint64 id;
    const char *state;
    char *answer;
    gint64 not_before_utc;
} Outcome;

typedef struct Run {
    Store *store; /* borrowed, as the two below */
    Transport *transport;
    const SendRequest *request;
    SendReport *report;
    Ledger *ledger;    /* opened for the first batch */
    GArray *claimed;   /* gint64 */
    GArray *outcomes;  /* Outcome */
    GHashTable *stuck; /* gint64: invitations of which one did not leave */
    gint64 after;      /* the last id tried: each is tried once in a run */
    gint64 journal;    /* the row of the newest claim, till something left */
    gboolean left;     /* something has, or may have, reached a server */
    int refusals;      /* in a row */
    GError *broken;    /* the transport can carry nothing more */
} Run;

static void
clear_outcome(gpointer data)
{
    Outcome *outcome = data;
    g_free(outcome->answer);
}

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
    g_clear_pointer(&run->report, send_report_free);
    g_clear_pointer(&run->ledger, ledger_close);
    g_clear_pointer(&run->claimed, g_array_unref);
    g_clear_pointer(&run->outcomes, g_array_unref);
    g_clear_pointer(&run->stuck, g_hash_table_destroy);
    g_clear_error(&run->broken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static void
run_init(Run *run)
{
    run->report = g_new0(SendReport, 1);
    run->report->unsent = g_ptr_array_new_with_free_func(free_unsent);
    run->claimed = g_array_new(FALSE, FALSE, sizeof(gint64));
    run->outcomes = g_array_new(FALSE, FALSE, sizeof(Outcome));
    g_array_set_clear_func(run->outcomes, clear_outcome);
    run->stuck =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

/* ---- claiming -------------------------------------------------------------------- */

static gint
compare_ids(gconstpointer a, gconstpointer b)
{
    gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;
    return one < other ? -1 : one > other;
}

/* Marks the next batch as being sent; one statement, one transaction. */
static gboolean
claim(Run *run, GError **error)
{
    gint64 now_utc = store_now_utc(run->store);
    g_autoptr(GError) inner = NULL;
    g_array_set_size(run->claimed, 0);
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "send_claim",
                    "lease:i event:i now:i after:i count:i", now_utc + LEASE_S,
                    run->request->event, now_utc, run->after, (gint64)BATCH);
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
    if (run->claimed->len > 0)
        run->after = g_array_index(run->claimed, gint64, run->claimed->len - 1);
    return TRUE;
}

/* Puts back into the queue what a run that was cut off had claimed; it may
 * have arrived. */
static gboolean
recover(Run *run, GError **error)
{
    gint64 event = run->request->event;
    g_autoptr(GError) inner = NULL;
    if (!store_run(run->store, error, "send_recover", "event:i", event))
        return FALSE;
    run->report->recovered = store_changed(run->store);
    run->report->waiting = (int)store_number(run->store, &inner, 0,
                                             "send_waiting", "event:i", event);
    if (inner == NULL)
        run->left = store_number(run->store, &inner, 0, "send_unsure",
                                 "event:i", event) > 0;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* A database restored from a backup would send again, or out of turn.  What
 * may have left, and has, as the ledger knows, is only noted as sent. */
static gboolean
check_ledger(const Run *run, GError **error)
{
    g_autoptr(GPtrArray) news =
        ledger_news(run->store, run->request->event, error);
    if (news == NULL)
        return FALSE;
    guint unknown = 0;
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
claim_first(Run *run, GError **error)
{
    g_autoptr(StoreChange) change = store_change(run->store, error);
    if (change == NULL || !recover(run, error) ||
        (run->ledger == NULL && !check_ledger(run, error)) ||
        !claim(run, error) || !commit(run, change, TRUE, error))
        return FALSE;
    if (run->claimed->len > 0)
        run->journal = store_last_id(run->store);
    return TRUE;
}

/* ---- delivering ------------------------------------------------------------------ */

static gint64
next_try_utc(const Run *run, gint64 id, gint64 attempts)
{
    gint64 wait_s = BACKOFF_FIRST_S;
    for (gint64 i = 1; i < attempts && wait_s < BACKOFF_MAX_S; i++)
        wait_s *= 2;
    /* Spread out, so that not all come back in the same second. */
    return store_now_utc(run->store) + MIN(wait_s, BACKOFF_MAX_S) + id % 60;
}

/* The server's words; they often repeat the address, which of a protected
 * person stands in no list. */
static char *
words_of(const StoreRows *row, const GError *failure)
{
    g_autoptr(GString) words = g_string_new(failure->message);
    if (store_rows_int(row, 6) != 0)
        g_string_replace(words, store_rows_text(row, 1),
                         _("(skyddade uppgifter)"), 0);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static void
note(Run *run, const StoreRows *row, const char *words, gboolean final)
{
    Unsent *unsent = g_new0(Unsent, 1);
    unsent->code = g_strdup(store_rows_text(row, 5));
    unsent->reason = g_strdup(words);
    unsent->final = final;
    g_ptr_array_add(run->report->unsent, unsent);
}

static gboolean
is_temporary(const GError *failure)
{
    return g_error_matches(failure, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY);
}

/* Fills OUTCOME from why the message of ROW did not leave. */
static void
judge(Run *run, const StoreRows *row, GError *failure, Outcome *outcome)
{
    SendReport *report = run->report;
    gint64 again_utc = next_try_utc(run, outcome->id, store_rows_int(row, 3));
    if (g_error_matches(failure, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP)) {
        outcome->state = "queued";
        run->broken = g_error_copy(failure);
        return;
    }
    outcome->answer = words_of(row, failure);
    if (is_temporary(failure)) {
        outcome->state = "deferred";
        outcome->not_before_utc = again_utc;
        report->deferred++;
    } else if (g_error_matches(failure, TRANSPORT_ERROR,
                               TRANSPORT_ERROR_UNSURE)) {
        outcome->state = "unsure";
        outcome->not_before_utc = again_utc;
        report->unsure++;
    } else {
        outcome->state = "failed";
        report->failed++;
    }
    note(run, row, outcome->answer, strcmp(outcome->state, "failed") == 0);
}

/* What has not left holds up the invitation's later messages: an end must
 * not overtake its beginning.  What was refused for good does not. */
static void
hold_up(Run *run, const StoreRows *row, const Outcome *outcome)
{
    if (strcmp(outcome->state, "sent") == 0 ||
        strcmp(outcome->state, "failed") == 0)
        return;
    gint64 *invitation = g_new(gint64, 1);
    *invitation = store_rows_int(row, 7);
    g_hash_table_add(run->stuck, invitation);
}

static gboolean
is_held_up(const Run *run, const StoreRows *row)
{
    gint64 invitation = store_rows_int(row, 7);
    return g_hash_table_contains(run->stuck, &invitation);
}

static gboolean
deliver(Run *run, gint64 id, GError **error)
{
    g_autoptr(GError) failure = NULL;
    Outcome outcome = { .id = id, .state = "sent" };
    g_autoptr(StoreRows) row =
        store_query(run->store, error, "send_message", "id:i", id);
    if (row == NULL || !store_rows_next(row, error))
        return FALSE;
    g_autoptr(GBytes) message = store_rows_bytes(row, 4);
    if (is_held_up(run, row))
        outcome.state = "queued";
    else if (!transport_send(run->transport, store_rows_text(row, 0),
                             store_rows_text(row, 1), store_rows_text(row, 2),
                             message, &failure))
        judge(run, row, failure, &outcome);
    hold_up(run, row, &outcome);
    gboolean refused = failure != NULL && is_temporary(failure);
    run->refusals = refused ? run->refusals + 1 : 0;
    g_array_append_val(run->outcomes, outcome);
    return TRUE;
}

static gboolean
must_stop(const Run *run)
{
    return run->broken != NULL || run->refusals >= REFUSALS_MAX;
}

/* ---- recording ------------------------------------------------------------------- */

static char *
outcomes_json(const GArray *outcomes)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_array(builder);
    for (guint i = 0; i < outcomes->len; i++) {
        const Outcome *outcome = &g_array_index(outcomes, Outcome, i);
        json_builder_begin_object(builder);
        json_builder_set_member_name(builder, "id");
        json_builder_add_int_value(builder, outcome->id);
        json_builder_set_member_name(builder, "state");
        json_builder_add_string_value(builder, outcome->state);
        json_builder_set_member_name(builder, "answer");
        json_builder_add_string_value(builder, outcome->answer);
        json_builder_set_member_name(builder, "not_before");
        json_builder_add_int_value(builder, outcome->not_before_utc);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, FALSE);
}

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

static gboolean
has_left(const Outcome *outcome)
{
    return strcmp(outcome->state, "sent") == 0 ||
           strcmp(outcome->state, "unsure") == 0;
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
    for (guint i = 0; i < run->outcomes->len; i++)
        if (has_left(&g_array_index(run->outcomes, Outcome, i)))
            run->left = TRUE;
    g_autofree char *outcomes = outcomes_json(run->outcomes);
    if (run->ledger != NULL)
        ledger_end(run->ledger, outcomes,
                   run->broken == NULL ? &run->broken : NULL);
    gboolean ok = run->left ? write_left(run, outcomes, error)
                            : record_in_vain(run, outcomes, error);
    g_array_set_size(run->outcomes, 0);
    return ok;
}

/* Nothing is handed over that the ledger does not know of. */
static void
begin(Run *run)
{
    if (run->ledger == NULL)
        run->ledger = ledger_open(run->store, &run->broken);
    if (run->ledger != NULL)
        ledger_begin(run->ledger, run->claimed, &run->broken);
}

/* Delivers the claimed batch and records it; what is not tried any more goes
 * back into the queue. */
static gboolean
send_batch(Run *run, GError **error)
{
    begin(run);
    for (guint i = 0; i < run->claimed->len; i++) {
        gint64 id = g_array_index(run->claimed, gint64, i);
        if (must_stop(run)) {
            Outcome outcome = { .id = id, .state = "queued" };
            g_array_append_val(run->outcomes, outcome);
        } else if (!deliver(run, id, error)) {
            return FALSE;
        }
    }
    flush(run);
    return record(run, error);
}

static gboolean
send_all(Run *run, GError **error)
{
    const SendRequest *request = run->request;
    while (run->claimed->len > 0) {
        if (!send_batch(run, error))
            return FALSE;
        if (must_stop(run) ||
            (request->tick != NULL &&
             !request->tick(run->report, request->tick_data))) {
            run->report->stopped = TRUE;
            return TRUE;
        }
        if (!(run->left ? claim(run, error) : claim_first(run, error)))
            return FALSE;
    }
    return TRUE;
}

static gboolean
finish(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (run->broken != NULL)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY, "%s",
                           run->broken->message);
    run->report->held =
        (int)store_number(run->store, &inner, 0, "send_later", "event:i now:i",
                          run->request->event, store_now_utc(run->store));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

SendReport *
deliver_send(Store *store, Transport *transport, const SendRequest *request,
             GError **error)
{
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    if (lock == NULL)
        return NULL;
    g_auto(Run)
        run = { .store = store, .transport = transport, .request = request };
    run_init(&run);
    if (!claim_first(&run, error) || !send_all(&run, error) ||
        !finish(&run, error))
        return NULL;
    return g_steal_pointer(&run.report);
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
