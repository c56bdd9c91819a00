/*
 * pricing: the way through a day that is cheapest at given prices.
 *
 * Every way a group can legally go is among those looked at, and some more:
 * what is too hard to count is let through.  Exact in whole numbers, and
 * where the steps do not last, still never above the cheapest.
 */
#pragma once

#include "planner/solve/score.h"

enum { PRICING_VISITS = 8 }; /* the most visits of a group that is handled */

/* A way through the day, and what it costs in tenths of thousandths. */
typedef struct Way {
    int visit_count;
    int visits[PRICING_VISITS];
    gboolean has[HALF_COUNT];
    gint64 cost;
} Way;

/* What is paid for each company visited and for each half with a visit. */
typedef struct Prices {
    gint64 *companies;
    gint64 halves[HALF_COUNT];
    gint64 group; /* ways worth keeping cost less than this beyond the rest */
} Prices;

typedef struct Pricing Pricing;

/* NULL: the problem's rules leave too many ways; SCORE must outlive it. */
Pricing *pricing_new(const Score *score);
void pricing_free(Pricing *pricing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pricing, pricing_free)

/* The least that a way can cost less what is paid for it, or below.  Adds to
 * WAYS (of Way) some of those found to cost less than nothing.  Takes at
 * most STEPS steps. */
gint64 pricing_least(Pricing *pricing, const Prices *prices, int steps,
                     GArray *ways);

/* The steps that the last search took. */
int pricing_taken(const Pricing *pricing);

/* When a visit to a company that nobody reaches before ARRIVAL_MIN ends at the
 * earliest; -1: never. */
int pricing_visit_end(const Pricing *pricing, int index, int arrival_min);

/* The earliest arrival at site TO (site_count: the gathering) from FROM by
 * who is done at AT_MIN, lunch included if it is taken on the way. */
int pricing_arrival(const Pricing *pricing, int from, int to, int at_min,
                    gboolean lunch);

/* The arrival at TO of who makes her first visit there. */
int pricing_first(const Pricing *pricing, int to);

/* Whether hours and travel time bind every way. */
gboolean pricing_timed(const Pricing *pricing);

/* GROUP as a way; FALSE: it is none that can be. */
gboolean pricing_read(Pricing *pricing, const Group *group, Way *way);

/* The cost of a group with no visits; G_MAXINT64: none may be. */
gint64 pricing_empty(const Pricing *pricing);
