/*
 * exact-ways: every way that a group of a small day can go.
 *
 * Of ways with the same visits in the same halves only those are kept that
 * none is better than: cheaper, and open to all who could come along.
 */
#pragma once

#include "planner/solve/pricing.h"

typedef struct FullWay {
    guint64 visits[HALF_COUNT]; /* company bits */
    guint64 people[HALF_COUNT]; /* bits of those who can be there */
    gint64 cost;                /* tenths of thousandths */
    int lunch_min;
    int visit_count;
    Visit order[PRICING_VISITS];
} FullWay;

enum { EXACT_BITS = 64 }; /* the most companies, and the most people */

/* FullWay, each; NULL: more than MAX_WAYS were tried. */
GArray *exact_ways(const Problem *problem, Pricing *pricing, int max_ways);
