/*
 * lock-words: a planner's statement as text, and what it says.
 *
 * English and Swedish words are both read; one form is stored.  Knows no
 * store and no day: who and which company the names mean is lock-read's.
 */
#pragma once

#include "planner/solve/problem.h"

enum { LOCK_GROUP_END = 10000 }; /* a group number that no day has */

/* One reading of a statement.  LOCK_SEAT stands also for "in group" of a
 * company, until it is known what the subject is. */
typedef struct LockWords {
    LockKind kind; /* SEAT, NO_SEAT, VISIT, APART or TOGETHER */
    char *subject; /* a code or a name */
    char *other;   /* the same, of a pair; NULL */
    int group;     /* as written, at most LOCK_GROUP_END; 0 and below too */
    gboolean in_group;
    int halves;    /* 1 << HALF_AM | 1 << HALF_PM; 0: not said */
    int start_min; /* -1: not said */
} LockWords;

void lock_words_free(LockWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LockWords, lock_words_free)

/* Every way to read TEXT, the shortest subject first: a name may hold the
 * words of a statement.  Empty when there is none.  The caller owns the
 * array, the array its LockWords. */
GPtrArray *lock_words_read(const char *text);

/* The one form that is stored: "F044 at 10:00 in group 3".  The caller owns
 * it. */
char *lock_words_stored(const LockWords *words);

/* The same in the user's language: "F044 kl. 10.00 i grupp 3".  The caller
 * owns it. */
char *lock_words_said(const LockWords *words);

/* What a STORED statement says, in the user's language; as it is when it
 * cannot be read.  The caller owns it. */
char *lock_words_of(const char *stored);
