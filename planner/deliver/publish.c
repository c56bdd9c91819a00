#include "planner/deliver/publish.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/known.h"
#include "planner/deliver/letter.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/token.h"

/* One publish on its way. */
typedef struct Run {
    Store *store;                  /* borrowed */
    const PublishRequest *request; /* borrowed */
    PublishReport *report;
    gint64 plan;
    char *zone, *sender, *name;
    KnownAll *known;
    Letters *letters;
} Run;

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, publish_report_free);
    g_clear_pointer(&run->zone, g_free);
    g_clear_pointer(&run->sender, g_free);
    g_clear_pointer(&run->name, g_free);
    g_clear_pointer(&run->known, known_free);
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
    g_ptr_array_unref(report->unreached);
    g_free(report);
}

/* A row of a letter view. */
typedef struct Row {
    LetterKind kind;
    gint64 thing;
    const char *facts, *address; /* borrowed; ADDRESS is valid */
} Row;

/* ---- one message --------------------------------------------------------------- */

/* "token@domain" and what makes a message of it unique, so made once. */
static char *
message_id(const char *uid, int sequence, gint64 dtstamp_utc)
{
    const char *at = strchr(uid, '@');
    g_assert(at != NULL);
    return g_strdup_printf("%.*s.%d.%" G_GINT64_FORMAT "%s", (int)(at - uid),
                           uid, sequence, dtstamp_utc, at);
}

static gboolean
queue(Run *run, gint64 invitation, const LetterTask *task, GError **error)
{
    g_auto(Letter) letter = { 0 };
    if (!letter_write(run->letters, task, &letter, error)) {
        g_prefix_error(error, "%s: ", task->address);
        return FALSE;
    }
    gboolean cancels = task->purpose == LETTER_CANCEL;
    return store_run(run->store, error, "outbox_add",
                     "event:i invitation:i method:s sequence:i dtstamp:i "
                     "message:s sender:s recipient:s subject:s told:s "
                     "version:i",
                     run->request->event, invitation,
                     cancels ? "CANCEL" : "REQUEST", (gint64)task->sequence,
                     task->dtstamp_utc, task->message_id, task->organiser,
                     task->address, letter.subject, task->facts,
                     (gint64)run->report->version) &&
           store_run(run->store, error, "outbox_body_add", "outbox:i message:b",
                     store_last_id(run->store), letter.message);
}

static gboolean
remember(Run *run, const Known *known, const LetterTask *task,
         const char *state, GError **error)
{
    return store_run(run->store, error, "invitation_tell",
                     "sequence:i dtstamp:i first:s told:s state:s version:i "
                     "id:i",
                     (gint64)task->sequence, task->dtstamp_utc,
                     task->first_message, task->facts, state,
                     (gint64)run->report->version, known->id);
}

/* Takes back what waits for the reader of KNOWN: something newer is known. */
static gboolean
withdraw(Run *run, const Known *known, int *count, GError **error)
{
    if (!store_run(run->store, error, "publish_withdraw", "invitation:i",
                   known->id))
        return FALSE;
    *count = store_changed(run->store);
    return TRUE;
}

/* ---- who hears what -------------------------------------------------------------- */

static gboolean
invite(Run *run, const Row *row, GError **error)
{
    g_autofree char *token = token_new(run->request->seeded, error);
    if (token == NULL)
        return FALSE;
    gint64 now_utc = store_now_utc(run->store);
    g_autofree char *uid = g_strconcat(token, strchr(run->sender, '@'), NULL);
    g_autofree char *id = message_id(uid, 0, now_utc);
    gboolean own = row->kind == LETTER_PARTICIPANT;
    if (!store_run(run->store, error, "invitation_add",
                   "event:i participant:i company:i uid:s organiser:s "
                   "address:s dtstamp:i message:s told:s version:i",
                   run->request->event, own ? row->thing : (gint64)0,
                   own ? (gint64)0 : row->thing, uid, run->sender, row->address,
                   now_utc, id, row->facts, (gint64)run->report->version))
        return FALSE;
    LetterTask task = {
        .kind = row->kind,
        .purpose = LETTER_REQUEST,
        .facts = row->facts,
        .uid = uid,
        .message_id = id,
        .first_message = id,
        .organiser = run->sender,
        .address = row->address,
        .dtstamp_utc = now_utc,
    };
    run->report->invited++;
    return queue(run, store_last_id(run->store), &task, error);
}

/* The next message of KNOWN: MOVED lifts it above all that she has heard. */
static LetterTask
next_task(const Run *run, const Known *known, gboolean moved)
{
    gboolean first = known->heard == NULL;
    return (LetterTask){
        .kind = known->kind,
        .purpose = first ? LETTER_REQUEST : LETTER_UPDATE,
        .heard = known->heard,
        .uid = known->uid,
        .first_message = known->first_message,
        .organiser = known->organiser,
        .address = known->address,
        .moved = moved,
        .sequence = first ? known->sequence
                          : MAX(known->sequence,
                                known->heard_sequence + (moved ? 1 : 0)),
        .dtstamp_utc = MAX(store_now_utc(run->store), known->dtstamp_utc + 1),
    };
}

static gboolean
send_task(Run *run, const Known *known, LetterTask *task, GError **error)
{
    g_autofree char *id =
        message_id(task->uid, task->sequence, task->dtstamp_utc);
    task->message_id = id;
    if (known->heard == NULL)
        task->first_message = id;
    gboolean cancels = task->purpose == LETTER_CANCEL;
    return queue(run, known->id, task, error) &&
           remember(run, known, task, cancels ? "cancelled" : "invited", error);
}

/* She knows all this already; what waited to tell her otherwise is gone. */
static gboolean
settle(Run *run, const Known *known, const Row *row, int withdrawn,
       GError **error)
{
    LetterTask task = next_task(run, known, FALSE);
    task.facts = row->facts;
    task.sequence = known->sequence;
    task.dtstamp_utc = known->dtstamp_utc;
    run->report->withdrawn += withdrawn;
    run->report->unchanged++;
    return remember(run, known, &task, "invited", error);
}

static gboolean
update(Run *run, const Known *known, const Row *row, GError **error)
{
    int withdrawn = 0;
    if (!known->leaving &&
        facts_compare(known->told, row->facts) == FACTS_SAME) {
        run->report->unchanged++;
        return TRUE;
    }
    if (!withdraw(run, known, &withdrawn, error))
        return FALSE;
    FactsChange change = known->heard == NULL
                             ? FACTS_MOVED
                             : facts_compare(known->heard, row->facts);
    if (change == FACTS_SAME)
        return settle(run, known, row, withdrawn, error);
    LetterTask task = next_task(run, known, change == FACTS_MOVED);
    task.facts = row->facts;
    if (known->heard == NULL)
        run->report->invited++;
    else
        run->report->updated++;
    return send_task(run, known, &task, error);
}

/* Ends KNOWN.  Who has heard nothing of it need not hear that it is off. */
static gboolean
retire(Run *run, const Known *known, GError **error)
{
    int withdrawn = 0;
    if (!withdraw(run, known, &withdrawn, error))
        return FALSE;
    LetterTask task = next_task(run, known, TRUE);
    task.purpose = LETTER_CANCEL;
    if (known->heard == NULL) {
        task.facts = known->told;
        run->report->withdrawn += withdrawn;
        return remember(run, known, &task, "cancelled", error);
    }
    task.facts = known->heard;
    run->report->cancelled++;
    return send_task(run, known, &task, error);
}

static gboolean
tell(Run *run, const Row *row, GError **error)
{
    Known *known = known_find(run->known, row->kind, row->thing);
    if (known == NULL)
        return invite(run, row, error);
    known->seen = TRUE;
    if (g_strcmp0(known->address, row->address) == 0 &&
        g_strcmp0(known->organiser, run->sender) == 0)
        return update(run, known, row, error);
    if (!known->leaving && !retire(run, known, error))
        return FALSE;
    return invite(run, row, error);
}

/* ---- all of them ------------------------------------------------------------------- */

static void
add_unreached(Run *run, const StoreRows *rows, const char *fault)
{
    Unreached *one = g_new0(Unreached, 1);
    one->code = g_strdup(store_rows_text(rows, 2));
    one->name = g_strdup(store_rows_text(rows, 4));
    one->reason = g_strdup(
        fault != NULL ? fault
                      : _("e-postadress saknas; lägg till den med hundra edit "
                          "eller en ny import"));
    g_ptr_array_add(run->report->unreached, one);
}

/* One row of a letter view: told, or listed as out of reach.  An older
 * invitation of somebody out of reach stands: she still takes part. */
static gboolean
tell_row(Run *run, LetterKind kind, const StoreRows *rows, GError **error)
{
    const char *email = store_rows_text(rows, 3);
    g_autofree char *address = email != NULL ? address_normal(email) : NULL;
    Row row = {
        .kind = kind,
        .thing = store_rows_int(rows, 1),
        .facts = store_rows_text(rows, 0),
        .address = address,
    };
    if (address != NULL)
        return tell(run, &row, error);
    g_autofree char *fault = email != NULL ? address_fault(email) : NULL;
    add_unreached(run, rows, fault);
    Known *known = known_find(run->known, kind, row.thing);
    if (known != NULL)
        known->seen = TRUE;
    return TRUE;
}

static gboolean
tell_all(Run *run, LetterKind kind, StoreRows *rows, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if (!tell_row(run, kind, rows, error))
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
        if (!known->seen && !known->leaving && !retire(run, known, error))
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
    const char *sender = store_rows_text(rows, 2);
    run->name = g_strdup(store_rows_text(rows, 0));
    run->zone = g_strdup(store_rows_text(rows, 1));
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
    if (!read_event(run, error) || !read_plan(run, error))
        return FALSE;
    run->known = known_read(run->store, run->request->event, error);
    if (run->known == NULL)
        return FALSE;
    run->letters = letters_open(run->zone, error);
    return run->letters != NULL;
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
    run.report->unreached = g_ptr_array_new_with_free_func(free_unreached);
    if (change == NULL || !prepare(&run, error) ||
        !tell_participants(&run, error) || !tell_companies(&run, error) ||
        !retire_gone(&run, error) || !mark_published(&run, error) ||
        !commit(&run, change, error))
        return NULL;
    return g_steal_pointer(&run.report);
}
