/*
 * prove: how good a plan could be at best, once the search is over.
 *
 * Inside planner/plan.  A small day is searched through to the end; any other
 * gets a bound, for a part of the work that the search took.
 */
#pragma once

#include "planner/solve/problem.h"

/* Makes *PLAN, found in STEPS steps, better where that can be proven (with
 * KEPT it stays as it is), and returns a soft cost, in thousandths, that no
 * legal plan goes below: that of *PLAN itself where it is the best.
 * Meaningless if *PLAN is not legal.  The same on every machine. */
gint64 prove_plan(const Problem *problem, gint64 steps, gboolean kept,
                  Solution **plan);
