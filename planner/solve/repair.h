/*
 * repair: mends a plan with the least change.
 *
 * Stands on the search, and on told for who must hear again.  First nothing
 * hard is broken, then no visit that was promised falls out, then the fewest
 * people and companies hear, then it costs least.  Knows no clock.
 */
#pragma once

#include "planner/solve/solve.h"
#include "planner/solve/told.h"

typedef struct RepairOptions {
    guint64 seed;
    gint64 steps;         /* of the search that widens; 0: a few thousand */
    const Solution *told; /* what everyone was last told; borrowed; NULL:
                             nobody was told anything */
    gboolean tell_few;    /* fewest told first, then cost; FALSE: cost alone */
    gboolean names_visitors;  /* as in ToldView */
    const gboolean *nameless; /* as in ToldView */
    const Company *gone;      /* as in ToldView */
    int choices;    /* up to so many answers that differ; less than 1: 1 */
    SolveTick tick; /* NULL: never stopped */
    gpointer tick_data;
} RepairOptions;

typedef struct Repair {
    Solution *solution;              /* owned */
    int told_people, told_companies; /* who must hear */
    int dropped;                     /* visits told that fall out */
    gboolean fewest; /* told is proven minimal among what drops no more */
    gint64 hard;     /* 0: legal */
    gint64 soft_milli;
} Repair;

/* Answers to PROBLEM near BASE, best first, with leaders and drivers kept
 * where they can be; at least one.  An index in BASE or in told beyond the
 * problem's is somebody gone.  The first is never worse than BASE where BASE
 * is a legal plan of PROBLEM; hard > 0 there: no legal plan was found.  The
 * same problem, base, seed and steps give the same answers on every machine.
 * What may not move is stated in PROBLEM's locks.  The caller owns the array
 * of Repair and frees it with g_ptr_array_unref. */
GPtrArray *repair_day(const Problem *problem, const Solution *base,
                      const RepairOptions *options);
