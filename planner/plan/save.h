/*
 * save: a legal solution becomes a plan version in the store.
 *
 * Inside planner/plan.  Runs within the caller's StoreChange.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/verify.h"

typedef struct SaveRequest {
    const Day *day;
    const Solution *solution;
    const Verdict *verdict; /* of SOLUTION; nothing hard is broken */
    gint64 bound_milli;     /* no legal plan costs less; -1: unknown */
    gint64 seed, steps;
    const char *who;
} SaveRequest;

/* The row id of the new plan; 0 sets ERROR. */
gint64 plan_save(Store *store, const SaveRequest *request, GError **error);
