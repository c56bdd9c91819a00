/*
 * solve: makes a plan of a visit day: routes, seats, and both together.
 *
 * Any time a best answer; the same problem, seed and steps give the same
 * plan on every machine.  Knows no clock: the caller's callback may stop it.
 */
#pragma once

#include "planner/solve/problem.h"

/* What the search has reached, told every thousand steps or so. */
typedef struct SolveProgress {
    gint64 step, steps;
    int visits; /* placed in the best plan */
    int groups;
    gint64 hard;       /* hard units broken by the best plan */
    gint64 soft_milli; /* its soft cost */
} SolveProgress;

/* Return FALSE to stop; the best plan so far is then the answer. */
typedef gboolean (*SolveTick)(const SolveProgress *progress, gpointer data);

/* How many steps more one thread has time for, STEP having been taken by all
 * of them; G_MAXINT64: no end is set.  What is planned fits in it. */
typedef gint64 (*SolveLeft)(gint64 step, gpointer data);

typedef struct SolveOptions {
    guint64 seed;
    gint64 steps;          /* 0: until TICK stops it; a search that ends with
                              nothing legal takes up to 1.2 million more */
    const Solution *start; /* warm start, borrowed; NULL: from nothing.
                               The answer is never worse. */
    int threads;           /* at most so many; 0: one.  The plan is the same. */
    SolveTick tick;        /* NULL: never stopped.  Called by one thread at a
                              time, not always the caller's */
    SolveLeft left;        /* NULL: unknown; not asked where STEPS is given */
    gpointer tick_data;
} SolveOptions;

/* The best plan found: legal if any legal one was found, else the one that
 * breaks the fewest hard units.  Members carry leader and driver.  Never
 * NULL; the caller owns it.  Groups are numbered by their order. */
Solution *solve_day(const Problem *problem, const SolveOptions *options);
