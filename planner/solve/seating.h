/*
 * seating: the best seats for routes that stay as they are.
 *
 * An integer program over who sits where, with every rule that speaks of
 * seats; proven best where the branches last.  Visits, times and lunches are
 * taken as given.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct SeatingOptions {
    const gboolean *free_groups; /* by place in the plan: whose seats may
                                    change; NULL: all */
    int max_nodes;               /* branches; 0: as many as are sensible */
    gboolean only_better;        /* nothing unless it costs less than now */
    gint64 below_milli;          /* nothing unless the plan's soft cost is
                                    less; 0: any */
} SeatingOptions;

typedef struct SeatingResult {
    gboolean proven;    /* no seats of these routes are better; or, where
                           nothing came back, none are (legal and) better */
    gint64 bound_milli; /* soft cost that no legal seats of the free groups
                           go below; G_MAXINT64: none are legal */
    int nodes;
} SeatingResult;

/* ROUTES with the legal seats that cost least, or NULL: none found.  The
 * seats that ROUTES has count only for ONLY_BETTER and in groups that are
 * not free.  The caller owns the plan. */
Solution *seating_solve(const Problem *problem, const Solution *routes,
                        const SeatingOptions *options, SeatingResult *result);
