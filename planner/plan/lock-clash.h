/*
 * lock-clash: locks that cannot all be kept.
 *
 * Inside planner/plan.  Reads the locks of a problem against one another and
 * against its hard rules; no search, so what it does not find may still be
 * impossible.
 */
#pragma once

#include "planner/plan/load.h"

enum { CLASH_LOCKS = 3 };

typedef struct LockClash {
    int locks[CLASH_LOCKS]; /* indices in Problem.locks, rising; -1: none */
    int rule; /* index of the hard rule they break together; -1: none but
                 RULE_ALWAYS, or they contradict each other */
    gboolean by_rule; /* RULE says it; else they contradict each other */
} LockClash;

/* TRUE: *CLASH is the first contradiction among PROBLEM's locks. */
gboolean lock_clash(const Problem *problem, LockClash *clash);

/* CLASH as a sentence about the lock at index ABOUT, which is one of them;
 * SAID (an array of char *, by index) is how each lock reads.  The caller
 * owns it. */
char *lock_clash_text(const Day *day, const LockClash *clash, int about,
                      const GPtrArray *said);
