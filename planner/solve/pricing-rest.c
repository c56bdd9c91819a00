#include "planner/solve/pricing-inside.h"

/* The least from entering each site at each time, as visit number MADE. */
static void
fill_enter(const Pricing *pricing, Half half, int made, int seen)
{
    const Problem *problem = pricing->problem;
    int grid = pricing->grid;
    for (int i = 0; i < problem->site_count * grid; i++)
        pricing->enter[i] = NEVER;
    for (int i = 0; i < problem->company_count; i++) {
        const Company *company = &problem->companies[i];
        gint64 own = pricing->own[i] - pricing->prices->companies[i];
        const gint64 *rest =
            pricing_rest(pricing, half, made, seen || company->restaurant, i);
        const int *ends = pricing->ends + (gsize)i * (gsize)grid;
        gint64 *enter = pricing->enter + (gsize)company->site * (gsize)grid;
        for (int step = 0; step < grid; step++)
            if (ends[step] >= 0 && rest[ends[step]] < NEVER)
                enter[step] = MIN(enter[step], own + rest[ends[step]]);
    }
}

/* The same for COMPANY's own site, which she does not visit again at once. */
static gint64
stay(const Pricing *pricing, Half half, int made, int seen, int company,
     int step)
{
    const Problem *problem = pricing->problem;
    int site = problem->companies[company].site;
    gint64 best = NEVER;
    for (int i = pricing->site_first[site]; i < pricing->site_first[site + 1];
         i++) {
        int next = pricing->by_site[i];
        int end =
            pricing->ends[(gsize)next * (gsize)pricing->grid + (gsize)step];
        if (next == company || end < 0)
            continue;
        gint64 rest = pricing_rest(pricing, half, made,
                                   seen || problem->companies[next].restaurant,
                                   next)[end];
        if (rest < NEVER)
            best = MIN(best, pricing->own[next] -
                                 pricing->prices->companies[next] + rest);
    }
    return best;
}

/* The next visits, in HALF, of a way that stands at a site; into LEAST by
 * step, where those of other sites come out. */
static void
fill_others(const Pricing *pricing, int site, gboolean lunch, gint64 *least)
{
    const Problem *problem = pricing->problem;
    int grid = pricing->grid;
    for (int step = 0; step < grid; step++)
        least[step] = NEVER;
    for (int to = 0; to < problem->site_count; to++) {
        const gint64 *enter = pricing->enter + (gsize)to * (gsize)grid;
        gint64 cost = pricing_way_cost(pricing, site, to);
        if (to == site ||
            pricing->site_first[to] == pricing->site_first[to + 1])
            continue;
        for (int step = 0; step < grid; step++) {
            int at = pricing_arrival(pricing, site, to,
                                     step * pricing->grid_min, lunch) /
                     pricing->grid_min;
            if (at >= grid)
                break;
            if (enter[at] < NEVER)
                least[step] = MIN(least[step], cost + enter[at]);
        }
    }
}

/* Lets every company's rest, after MADE visits in FROM, go on in TO. */
static void
go_on(const Pricing *pricing, Half from, Half to, int made, int seen)
{
    const Problem *problem = pricing->problem;
    gboolean lunch = from != to;
    gint64 extra = lunch ? -pricing->prices->halves[HALF_PM] : 0;
    g_autofree gint64 *least = g_new(gint64, (gsize)pricing->grid);
    fill_enter(pricing, to, made + 1, seen);
    for (int site = 0; site < problem->site_count; site++) {
        gint64 within = pricing_way_cost(pricing, site, site);
        if (pricing->site_first[site] == pricing->site_first[site + 1])
            continue;
        fill_others(pricing, site, lunch, least);
        for (int i = pricing->site_first[site];
             i < pricing->site_first[site + 1]; i++) {
            int company = pricing->by_site[i];
            gint64 *rest = pricing_rest(pricing, from, made, seen, company);
            for (int step = 0; step < pricing->grid; step++) {
                int at_min = step * pricing->grid_min;
                int at = pricing_arrival(pricing, site, site, at_min, lunch) /
                         pricing->grid_min;
                if (from == HALF_AM && !pricing_before_lunch(pricing, at_min))
                    break;
                gint64 best = least[step];
                if (at < pricing->grid)
                    best = MIN(best, within + stay(pricing, to, made + 1, seen,
                                                   company, at));
                if (best < NEVER)
                    rest[step] = MIN(rest[step], best + extra);
            }
        }
    }
}

static void
fill_rest(const Pricing *pricing, Half half, int made)
{
    for (int seen = 0; seen < 2; seen++) {
        gint64 end = pricing_ending(pricing, half, made, seen);
        for (int i = 0; i < pricing->problem->company_count; i++) {
            gint64 *rest = pricing_rest(pricing, half, made, seen, i);
            for (int step = 0; step < pricing->grid; step++)
                rest[step] =
                    half == HALF_AM && !pricing_before_lunch(
                                           pricing, step * pricing->grid_min)
                        ? NEVER
                        : end;
        }
        if (made == pricing->visits_max)
            continue;
        go_on(pricing, half, half, made, seen);
        if (half == HALF_AM)
            go_on(pricing, HALF_AM, HALF_PM, made, seen);
    }
}

void
pricing_fill(const Pricing *pricing)
{
    for (int made = pricing->visits_max; made > 0; made--)
        fill_rest(pricing, HALF_PM, made);
    for (int made = pricing->visits_max; made > 0; made--)
        fill_rest(pricing, HALF_AM, made);
}
