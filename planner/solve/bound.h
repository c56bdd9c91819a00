/*
 * bound: a soft cost that no legal plan of a day goes below.
 *
 * A relaxation: ways through the day by column generation, people only by
 * how many there are.  Whatever the linear program answers, the bound is
 * recounted in whole numbers, so that it holds; a rule that is not modelled
 * counts nothing.  A legal plan breaks no hard rule, seats nobody twice in a
 * half, and each of its groups has its own number.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct BoundOptions {
    const Solution *plan; /* to begin with, borrowed; NULL: nothing */
    int rounds;           /* of column generation; 0: as many as pay off */
    gboolean (*stop)(gpointer data); /* asked before each round; may be NULL */
    gpointer stop_data;
} BoundOptions;

/* The bound, in thousandths of a point; the same on every machine,
 * unless stopped. */
gint64 bound_day(const Problem *problem, const BoundOptions *options);
