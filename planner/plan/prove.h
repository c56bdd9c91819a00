/*
 * prove: how good a plan could be at best, once the search is over.
 *
 * Inside planner/plan.  A small day is searched through to the end; any other
 * gets a bound, for a part of the work that the search took.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct ProveRequest {
    gint64 steps;                    /* that the search took */
    gboolean kept;                   /* the plan stays as it is */
    gboolean (*stop)(gpointer data); /* asked now and then; may be NULL */
    gpointer stop_data;
} ProveRequest;

/* Makes *PLAN better where that can be proven, and returns a soft cost, in
 * thousandths, that no legal plan goes below: that of *PLAN itself where it
 * is the best.  Meaningless if *PLAN is not legal.  The same on every
 * machine, unless stopped. */
gint64 prove_plan(const Problem *problem, const ProveRequest *request,
                  Solution **plan);
