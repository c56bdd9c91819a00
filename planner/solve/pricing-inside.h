/*
 * pricing-inside: what the parts of pricing share.
 *
 * pricing reads the problem, pricing-rest makes the tables, pricing-search
 * looks for ways.
 */
#pragma once

#include "planner/solve/pricing.h"

#define NEVER (G_MAXINT64 / 16)

struct Pricing {
    const Score *score; /* borrowed, as the next */
    const Problem *problem;
    gboolean timed; /* hours and travel time both bind */
    int margin_min;
    int visits_min, visits_max;
    int lunch_last_min; /* the latest lunch */
    gint64 way_price, no_restaurant, one_half;
    gint64 *own; /* each company's cost when visited */
    int *site_first, *by_site;
    int grid_min, grid; /* minutes a step of the tables, and steps */
    int end_min;        /* of the day that the tables hold */
    int *ends;          /* company * grid + arrival: step it ends in; -1 */
    /* What is still to be paid at least, by visits made, restaurant seen or
     * not, last company and the time its visit ended.  A way may come back
     * to a company there, though not at once; the search may not. */
    gint64 *rest[HALF_COUNT];
    gint64 *enter; /* site * grid + arrival, of one half and count */
    const Prices *prices;
    GArray *ways; /* Way, found by the call under way */
    gboolean gathering;
    int steps, taken;
    gint64 least;
};

/* Makes the tables for the prices at hand. */
void pricing_fill(const Pricing *pricing);

/* What the way between two sites costs. */
gint64 pricing_way_cost(const Pricing *pricing, int from, int to);

/* Whether a morning may end at AT_MIN. */
gboolean pricing_before_lunch(const Pricing *pricing, int at_min);

/* What ending a way in HALF costs, after MADE visits. */
gint64 pricing_ending(const Pricing *pricing, Half half, int made,
                      gboolean seen);

static inline gint64 *
pricing_rest(const Pricing *pricing, Half half, int made, int seen, int company)
{
    gsize companies = (gsize)pricing->problem->company_count;
    gsize row = ((gsize)made * 2 + (gsize)seen) * companies + (gsize)company;
    return pricing->rest[half] + row * (gsize)pricing->grid;
}
