/*
 * exact: the best plan of a small day, proven by looking at all of them.
 *
 * Every set of ways through the day that may be cheaper than the plan at
 * hand is seated exactly.  Ends by counted work; knows no clock.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct ExactResult {
    gboolean proven;    /* no legal plan is cheaper than the one returned, or,
                          if none was, than the one begun with */
    gint64 bound_milli; /* no legal plan costs less; 0 where too many sets of
                           ways were left */
    int plans, seated;  /* sets of ways looked at, and those seated */
} ExactResult;

/* A legal plan that costs less than PLAN (any, if PLAN is not legal), or
 * NULL.  Days too large, and rules it has no proof for, are left at once:
 * hours, travel time and availability must be hard, and no lock may name a
 * group or a time.  The caller owns the plan. */
Solution *exact_finish(const Problem *problem, const Solution *plan,
                       ExactResult *result);
