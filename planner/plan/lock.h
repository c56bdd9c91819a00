/*
 * lock: what a planner has stated of an event, and whether a plan keeps it.
 *
 * A lock is a statement with who and why: stored as text, read anew each
 * time the event is.  Every plan keeps every lock, as it does hard rules.
 */
#pragma once

#include "planner/store/store.h"

enum { WHY_CHARACTERS_MAX = 500 }; /* of the reason for a lock */

typedef struct LockRequest {
    gint64 event;
    const char *statement; /* "P051 i grupp 7" */
    const char *why;       /* NULL: not said */
    const char *who;       /* for the journal */
} LockRequest;

/* Stores the statement in one change.  *WHAT (may be NULL) becomes what was
 * done and whether the newest plan keeps it, in words; the caller owns it.
 * FALSE leaves the store as it was: HUNDRA_ERROR_INPUT when it cannot be
 * read or names nobody, HUNDRA_ERROR_REFUSED when a fact, a rule or another
 * lock stands against it. */
gboolean lock_add(Store *store, const LockRequest *request, char **what,
                  GError **error);

/* Takes back the lock that WANTED means: its number in the list, or its
 * statement.  *WHAT as above.  FALSE sets HUNDRA_ERROR_INPUT: no such. */
gboolean lock_drop(Store *store, gint64 event, const char *wanted,
                   const char *who, char **what, GError **error);

/* The event's locks as JSON: the view "locks" and for each lock "text", it in
 * words, and "state": "kept" or "broken" by the newest plan, "rests" while its
 * person or company is not of the day, null where there is no plan.  The
 * caller owns it. */
char *lock_list(Store *store, gint64 event, GError **error);
