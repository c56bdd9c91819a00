/*
 * lock-read: statements as rows of a problem's locks.
 *
 * Inside planner/plan.  A statement whose person or company is not there any
 * more rests: it stays stored, and binds again when they come back.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/plan/lock-words.h"

/* What a statement means on a day. */
typedef struct LockMeaning {
    LockWords *words; /* with the day's own codes; owned */
    Lock lock;
} LockMeaning;

void lock_meaning_clear(LockMeaning *meaning);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LockMeaning, lock_meaning_clear)

/* Fills DAY's locks with the event's stored statements, by age. */
gboolean lock_read_all(Store *store, Day *day, GError **error);

/* What STATEMENT means on DAY; its names are codes or names, found as hundra
 * edit finds them.  FALSE sets HUNDRA_ERROR_INPUT in one sentence. */
gboolean lock_read(Store *store, const Day *day, const char *statement,
                   LockMeaning *meaning, GError **error);

/* The index of the one planned person whom NAME means, found the same way.
 * FALSE sets HUNDRA_ERROR_INPUT. */
gboolean lock_person(Store *store, const Day *day, const char *name,
                     int *person, GError **error);

/* The highest group number that the event can have. */
int lock_most_groups(const Problem *problem);
