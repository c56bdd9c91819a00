/*
 * press: letters written many at a time, on all processors, and put into the
 * outbox in the order they were asked for, while the next are being written.
 *
 * Stands on letter and the store.  Only the caller's thread touches the
 * store; the others turn facts into bytes.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

typedef struct Press Press;

/* For the letters of VERSION of EVENT.  STORE and LETTERS are borrowed. */
Press *press_new(Store *store, Letters *letters, gint64 event, gint64 version);
void press_free(Press *press);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Press, press_free)

/* Takes the letter TASK (copied) of the invitation THING, or of the mailing
 * where it goes without a calendar entry; CODE (may be NULL) stands in
 * error texts.  Now and then puts what has gathered into the outbox.  FALSE
 * sets ERROR, maybe that of an earlier letter. */
gboolean press_add(Press *press, gint64 thing, const char *code,
                   const LetterTask *task, GError **error);

/* Puts the rest into the outbox. */
gboolean press_finish(Press *press, GError **error);
