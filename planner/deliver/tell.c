#include "planner/deliver/tell.h"

#include <string.h>

#include "planner/deliver/facts.h"
#include "planner/deliver/hearing.h"
#include "planner/deliver/news.h"
#include "planner/deliver/token.h"

/* ---- one message --------------------------------------------------------------- */

static gboolean
remember(Teller *teller, const Known *known, const LetterTask *task,
         const char *state, GError **error)
{
    return store_run(teller->store, error, "invitation_tell",
                     "sequence:i dtstamp:i first:s told:s state:s version:i "
                     "id:i",
                     (gint64)task->sequence, task->dtstamp_utc,
                     task->first_message, task->facts, state, teller->version,
                     known->id);
}

/* Takes back what waits for the reader of KNOWN, but for message KEEP (0:
 * none): something newer is known. */
static gboolean
withdraw(Teller *teller, const Known *known, gint64 keep, int *count,
         GError **error)
{
    if (!store_run(teller->store, error, "publish_withdraw",
                   "invitation:i keep:i", known->id, keep))
        return FALSE;
    *count = store_changed(teller->store);
    return TRUE;
}

/* The same, when all is to be as the newest that she may have heard says:
 * that one is sent again until it has arrived. */
static gboolean
withdraw_newer(Teller *teller, const Known *known, int *count, GError **error)
{
    return withdraw(teller, known, known->heard_id, count, error) &&
           store_run(teller->store, error, "publish_revive", "id:i",
                     known->heard_id);
}

/* ---- who hears what -------------------------------------------------------------- */

static gboolean
invite(Teller *teller, const TellRow *row, GError **error)
{
    g_autofree char *token = token_new(teller->seeded, error);
    if (token == NULL)
        return FALSE;
    gint64 now_utc = store_now_utc(teller->store);
    const char *at = strchr(teller->sender, '@');
    g_assert(at != NULL); /* a valid address */
    g_autofree char *uid = g_strconcat(token, at, NULL);
    g_autofree char *id = token_message_id(uid, 0, now_utc);
    gboolean own = row->kind == LETTER_PARTICIPANT;
    if (!store_run(teller->store, error, "invitation_add",
                   "event:i participant:i company:i uid:s organiser:s "
                   "address:s dtstamp:i message:s told:s version:i",
                   teller->event, own ? row->thing : (gint64)0,
                   own ? (gint64)0 : row->thing, uid, teller->sender,
                   row->address, now_utc, id, row->facts, teller->version))
        return FALSE;
    LetterTask task = {
        .kind = row->kind,
        .purpose = LETTER_REQUEST,
        .facts = row->facts,
        .uid = uid,
        .message_id = id,
        .first_message = id,
        .organiser = teller->sender,
        .address = row->address,
        .dtstamp_utc = now_utc,
    };
    teller->report->invited++;
    hearing_add(teller->report->hearings, HEARS_NEW, row->code, row->name,
                row->is_protected, NULL);
    return press_add(teller->press, store_last_id(teller->store), row->code,
                     &task, error);
}

/* The next message of KNOWN: MOVED lifts it above all that she has heard. */
static LetterTask
next_task(const Teller *teller, const Known *known, gboolean moved)
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
        .sequence =
            first ? known->sequence : known->heard_sequence + (moved ? 1 : 0),
        .dtstamp_utc =
            MAX(store_now_utc(teller->store), known->dtstamp_utc + 1),
    };
}

static gboolean
send_task(Teller *teller, const Known *known, const char *code,
          LetterTask *task, GError **error)
{
    g_autofree char *id =
        token_message_id(task->uid, task->sequence, task->dtstamp_utc);
    task->message_id = id;
    if (known->heard == NULL)
        task->first_message = id;
    gboolean cancels = task->purpose == LETTER_CANCEL;
    return press_add(teller->press, known->id, code, task, error) &&
           remember(teller, known, task, cancels ? "cancelled" : "invited",
                    error);
}

/* She knows all this already; what waited to tell her otherwise is gone. */
static gboolean
settle(Teller *teller, const Known *known, const TellRow *row, int withdrawn,
       GError **error)
{
    LetterTask task = next_task(teller, known, FALSE);
    task.facts = row->facts;
    task.sequence = known->sequence;
    task.dtstamp_utc = known->dtstamp_utc;
    teller->report->withdrawn += withdrawn;
    teller->report->unchanged++;
    return remember(teller, known, &task, "invited", error);
}

/* What has happened to ROW's reader since she was told BEFORE. */
static gboolean
has_changed(const char *before, const TellRow *row, FactsChange *change,
            GError **error)
{
    if (facts_compare(before, row->facts, change, error))
        return TRUE;
    g_prefix_error(error, "%s: ", row->code);
    return FALSE;
}

/* Lists ROW's reader with what is new to her. */
static gboolean
list(Teller *teller, const Known *known, const TellRow *row, GError **error)
{
    g_autoptr(GPtrArray) changes = NULL;
    if (known->heard != NULL) {
        changes = news_for_planner(known->heard, row->facts, error);
        if (changes == NULL)
            return FALSE;
    }
    hearing_add(teller->report->hearings,
                known->heard == NULL ? HEARS_NEW : HEARS_CHANGED, row->code,
                row->name, row->is_protected, changes);
    return TRUE;
}

static gboolean
update(Teller *teller, const Known *known, const TellRow *row, GError **error)
{
    int withdrawn = 0;
    FactsChange change = FACTS_MOVED;
    if (!has_changed(known->told, row, &change, error))
        return FALSE;
    if (!known->leaving && change == FACTS_SAME) {
        teller->report->unchanged++;
        return TRUE;
    }
    change = FACTS_MOVED;
    if (known->heard != NULL && !has_changed(known->heard, row, &change, error))
        return FALSE;
    if (change == FACTS_SAME)
        return withdraw_newer(teller, known, &withdrawn, error) &&
               settle(teller, known, row, withdrawn, error);
    LetterTask task = next_task(teller, known, change == FACTS_MOVED);
    task.facts = row->facts;
    if (known->heard == NULL)
        teller->report->invited++;
    else
        teller->report->updated++;
    return withdraw(teller, known, 0, &withdrawn, error) &&
           list(teller, known, row, error) &&
           send_task(teller, known, row->code, &task, error);
}

gboolean
tell_again(Teller *teller, const Known *known, const char *code,
           const char *facts, gboolean automatic, GError **error)
{
    LetterTask task = next_task(teller, known, FALSE);
    task.purpose = LETTER_REMIND;
    task.facts = facts;
    task.sequence = known->sequence;
    task.automatic = automatic;
    return send_task(teller, known, code, &task, error);
}

/* Ends KNOWN.  Who has heard nothing of it need not hear that it is off; who
 * may have is first told of it for certain: a calendar does not know how to
 * cancel what it has not. */
gboolean
tell_gone(Teller *teller, const Known *known, GError **error)
{
    int withdrawn = 0;
    if (!(known->certain ? withdraw(teller, known, 0, &withdrawn, error)
                         : withdraw_newer(teller, known, &withdrawn, error)))
        return FALSE;
    LetterTask task = next_task(teller, known, TRUE);
    task.purpose = LETTER_CANCEL;
    if (known->heard == NULL) {
        task.facts = known->told;
        teller->report->withdrawn += withdrawn;
        return remember(teller, known, &task, "cancelled", error);
    }
    task.facts = known->heard;
    teller->report->cancelled++;
    hearing_add(teller->report->hearings, HEARS_CANCELLED, known->code,
                known->name, known->is_protected, NULL);
    return send_task(teller, known, known->code, &task, error);
}

/* The one of ALL (may be NULL) that goes on: to the same address and from the
 * same sender; one in force before one that is leaving. */
static Known *
find_same(const Teller *teller, const GPtrArray *all, const TellRow *row)
{
    Known *found = NULL;
    for (guint i = 0; all != NULL && i < all->len; i++) {
        Known *one = g_ptr_array_index(all, i);
        if (strcmp(one->address, row->address) == 0 &&
            strcmp(one->organiser, teller->sender) == 0 &&
            (found == NULL || found->leaving))
            found = one;
    }
    return found;
}

gboolean
tell_row(Teller *teller, const TellRow *row, GError **error)
{
    const GPtrArray *all = known_of(teller->known, row->kind, row->thing);
    Known *same = find_same(teller, all, row);
    for (guint i = 0; all != NULL && i < all->len; i++) {
        Known *one = g_ptr_array_index(all, i);
        one->seen = TRUE;
        if (one != same && !one->leaving && !tell_gone(teller, one, error))
            return FALSE;
    }
    return same == NULL ? invite(teller, row, error)
                        : update(teller, same, row, error);
}
