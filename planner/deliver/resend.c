#include "planner/deliver/resend.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/lock.h"
#include "planner/deliver/press.h"
#include "planner/deliver/token.h"

static void
free_resent(gpointer data)
{
    Resent *resent = data;
    g_free(resent->code);
    g_free(resent->subject);
    g_clear_pointer(&resent->message, g_bytes_unref);
    g_free(resent);
}

static gboolean
add(Store *store, gint64 id, gboolean fresh, GPtrArray *list, GError **error)
{
    g_autoptr(StoreRows) row =
        store_query(store, error, "resend_shown", "id:i", id);
    if (row == NULL || !store_rows_next(row, error))
        return FALSE;
    Resent *resent = g_new0(Resent, 1);
    resent->id = id;
    resent->fresh = fresh;
    resent->code = g_strdup(store_rows_text(row, 0));
    resent->subject = g_strdup(store_rows_text(row, 1));
    resent->message = store_rows_bytes(row, 2);
    g_ptr_array_add(list, resent);
    return TRUE;
}

/* Writes the newest facts of ROW's invitation afresh; gives the new row. */
static gboolean
write_fresh(Store *store, const StoreRows *row, const ResendRequest *request,
            gboolean declines, gint64 *id, GError **error)
{
    gint64 invitation = store_rows_int(row, 1);
    gint64 sequence = store_rows_int(row, 6);
    gboolean cancelled = store_rows_int(row, 10) != 0;
    gint64 dtstamp_utc = MAX(store_now_utc(store), store_rows_int(row, 7) + 1);
    g_autofree char *name =
        token_message_id(store_rows_text(row, 3), (int)sequence, dtstamp_utc);
    g_autoptr(Letters) letters =
        letters_open(request->templates, store_rows_text(row, 11), error);
    if (letters == NULL)
        return FALSE;
    LetterTask task = {
        .kind =
            store_rows_int(row, 2) != 0 ? LETTER_COMPANY : LETTER_PARTICIPANT,
        .purpose = declines    ? LETTER_KEEP
                   : cancelled ? LETTER_CANCEL
                               : LETTER_REQUEST,
        .facts = store_rows_text(row, 9),
        .uid = store_rows_text(row, 3),
        .message_id = name,
        .first_message = store_rows_text(row, 8),
        .organiser = store_rows_text(row, 4),
        .address = store_rows_text(row, 5),
        .sequence = (int)sequence,
        .dtstamp_utc = dtstamp_utc,
    };
    g_autoptr(Press) press =
        press_new(store, letters, request->event, store_rows_int(row, 12));
    if (!press_add(press, invitation, store_rows_text(row, 13), &task, error) ||
        !press_finish(press, error) ||
        !store_run(store, error, "resend_mark", "purpose:s message:s",
                   declines ? "answer" : "resend", name) ||
        !store_run(store, error, "resend_stamp", "dtstamp:i invitation:i",
                   dtstamp_utc, invitation))
        return FALSE;
    *id = store_number(store, error, 0, "resend_id", "message:s", name);
    return *id != 0;
}

static gboolean
refuse(gint64 id, const char *why, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("brev %" G_GINT64_FORMAT ": %s"), id, why);
}

/* ---- letters without a calendar entry ------------------------------------------ */

/* Writes the letter ROW afresh, as write_fresh does an invitation. */
static gboolean
write_letter(Store *store, const StoreRows *row, const ResendRequest *request,
             gint64 *id, GError **error)
{
    gint64 mailing = store_rows_int(row, 1);
    gint64 dtstamp_utc = MAX(store_now_utc(store), store_rows_int(row, 8) + 1);
    g_autofree char *name =
        token_message_id(store_rows_text(row, 3), 0, dtstamp_utc);
    LetterPurpose purpose = LETTER_THANKS;
    letter_purpose(store_rows_text(row, 7), &purpose);
    g_autoptr(Letters) letters =
        letters_open(request->templates, store_rows_text(row, 9), error);
    if (letters == NULL)
        return FALSE;
    LetterTask task = {
        .kind =
            store_rows_int(row, 2) != 0 ? LETTER_COMPANY : LETTER_PARTICIPANT,
        .purpose = purpose,
        .facts = store_rows_text(row, 6),
        .uid = store_rows_text(row, 3),
        .message_id = name,
        .first_message = name,
        .organiser = store_rows_text(row, 4),
        .address = store_rows_text(row, 5),
        .dtstamp_utc = dtstamp_utc,
    };
    g_autoptr(Press) press =
        press_new(store, letters, request->event, store_rows_int(row, 10));
    if (!press_add(press, mailing, store_rows_text(row, 11), &task, error) ||
        !press_finish(press, error) ||
        !store_run(store, error, "resend_mark", "purpose:s message:s", "resend",
                   name) ||
        !store_run(store, error, "ledger_mailing_raise", "mailing:i dtstamp:i",
                   mailing, dtstamp_utc))
        return FALSE;
    *id = store_number(store, error, 0, "resend_id", "message:s", name);
    return *id != 0;
}

/* ROW is one of resend_read or, for a LETTER without a calendar entry, of
 * resend_letter. */
static gboolean
resend_row(Store *store, const StoreRows *row, const ResendRequest *request,
           gint64 id, gboolean letter, GPtrArray *list, GError **error)
{
    const char *state = store_rows_text(row, 0);
    gint64 newer = store_rows_int(row, letter ? 12 : 14), fresh = 0;
    if (strcmp(state, "withdrawn") == 0 || strcmp(state, "dropped") == 0)
        return refuse(id,
                      _("det är återtaget eller struket; publicera igen så får "
                        "mottagaren det som gäller"),
                      error);
    if (strcmp(state, "failed") == 0 && newer == 0)
        return store_run(store, error, "resend_requeue", "id:i", id) &&
               add(store, id, FALSE, list, error);
    if (store_rows_int(row, letter ? 13 : 15) != 0)
        return refuse(id, _("mottagaren har redan ett brev som väntar"), error);
    return (letter ? write_letter(store, row, request, &fresh, error)
                   : write_fresh(store, row, request, FALSE, &fresh, error)) &&
           add(store, fresh, TRUE, list, error);
}

static gboolean
resend_one(Store *store, const ResendRequest *request, gint64 id,
           GPtrArray *list, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) row = store_query(store, &inner, "resend_read",
                                           "event:i id:i", request->event, id);
    if (inner == NULL && store_rows_next(row, &inner))
        return resend_row(store, row, request, id, FALSE, list, error);
    g_autoptr(StoreRows) letter =
        inner == NULL ? store_query(store, &inner, "resend_letter",
                                    "event:i id:i", request->event, id)
                      : NULL;
    if (inner == NULL && store_rows_next(letter, &inner))
        return resend_row(store, letter, request, id, TRUE, list, error);
    if (inner == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("brev %" G_GINT64_FORMAT " finns inte; hundra "
                             "outbox listar breven"),
                           id);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ROW: the newest message of an invitation. */
static gboolean
decline(Store *store, const StoreRows *row, const ResendRequest *request,
        gint64 newest, gint64 *id, GError **error)
{
    if (store_rows_int(row, 10) != 0)
        return refuse(newest, _("inbjudan är redan avbokad"), error);
    if (store_rows_int(row, 15) != 0)
        return refuse(newest, _("mottagaren har redan ett brev som väntar"),
                      error);
    return write_fresh(store, row, request, TRUE, id, error);
}

gboolean
resend_answer(Store *store, gint64 invitation, gboolean declines,
              const char *templates, gint64 *id, GError **error)
{
    gint64 newest = store_number(store, error, 0, "resend_newest",
                                 "invitation:i", invitation);
    const ResendRequest request = {
        .event = store_number(store, error, 0, "resend_event", "invitation:i",
                              invitation),
        .ids = &newest,
        .count = 1,
        .templates = templates,
    };
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_resent);
    g_autoptr(StoreRows) row = store_query(
        store, error, "resend_read", "event:i id:i", request.event, newest);
    if (row == NULL || !store_rows_next(row, error))
        return FALSE;
    if (declines)
        return decline(store, row, &request, newest, id, error);
    if (!resend_row(store, row, &request, newest, FALSE, list, error))
        return FALSE;
    *id = ((const Resent *)g_ptr_array_index(list, 0))->id;
    return TRUE;
}

GPtrArray *
deliver_resend(Store *store, const ResendRequest *request, GError **error)
{
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    g_autoptr(StoreChange) change =
        lock != NULL ? store_change(store, error) : NULL;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_resent);
    if (change == NULL)
        return NULL;
    for (guint i = 0; i < request->count; i++)
        if (!resend_one(store, request, request->ids[i], list, error))
            return NULL;
    g_autofree char *what =
        g_strdup_printf(_("%u brev läggs ut en gång till"), request->count);
    JournalEntry entry = { .who = request->who,
                           .command = "outbox",
                           .what = what };
    if (request->keep && !store_change_commit(change, &entry, error))
        return NULL;
    return g_steal_pointer(&list);
}
