#include "planner/solve/pricing-inside.h"

/* How many ways are found at most, how many of them are kept, and of those
 * with each company. */
enum { WAYS_FOUND = 3000, WAYS_KEPT = 300, USES_KEPT = 60 };

/* A way under way. */
typedef struct Walk {
    Way way;
    Half half;
    gboolean seen;
    int at_min;
    gint64 cost; /* less what is paid */
} Walk;

static void
keep(Pricing *pricing, const Walk *walk)
{
    gint64 cost =
        walk->cost +
        pricing_ending(pricing, walk->half, walk->way.visit_count, walk->seen);
    if (walk->half == HALF_PM && !walk->way.has[HALF_AM])
        cost += pricing->one_half;
    if (cost >= NEVER / 2)
        return;
    pricing->least = MIN(pricing->least, cost);
    if (cost >= pricing->prices->group || !pricing->ways ||
        pricing->ways->len >= WAYS_FOUND)
        return;
    Way way = walk->way;
    way.cost = cost;
    for (int i = 0; i < way.visit_count; i++)
        way.cost += pricing->prices->companies[way.visits[i]];
    for (int half = 0; half < HALF_COUNT; half++)
        way.cost += way.has[half] ? pricing->prices->halves[half] : 0;
    g_array_append_val(pricing->ways, way);
}

static gboolean
visited(const Walk *walk, int company)
{
    for (int i = 0; i < walk->way.visit_count; i++)
        if (walk->way.visits[i] == company)
            return TRUE;
    return FALSE;
}

/* WALK with COMPANY as its next visit; FALSE: too late, or it cannot become
 * cheaper than what counts. */
static gboolean
step_to(const Pricing *pricing, const Walk *walk, int company, Half half,
        Walk *next, gint64 *promise)
{
    const Problem *problem = pricing->problem;
    const Company *row = &problem->companies[company];
    int made = walk->way.visit_count;
    gboolean lunch = made > 0 && half != walk->half;
    int from = made > 0 ? problem->companies[walk->way.visits[made - 1]].site
                        : problem->site_count;
    int at_min = made > 0 ? pricing_arrival(pricing, from, row->site,
                                            walk->at_min, lunch)
                          : pricing_first(pricing, row->site);
    if (made == 0 && half == HALF_PM && pricing->timed)
        at_min = MAX(at_min, problem->lunch_from_min + problem->lunch_len_min);
    int end_min = pricing_visit_end(pricing, company, at_min);
    if (end_min < 0 ||
        (half == HALF_AM && !pricing_before_lunch(pricing, end_min)))
        return FALSE;
    *next = *walk;
    next->way.visits[next->way.visit_count++] = company;
    next->half = half;
    next->seen = walk->seen || row->restaurant;
    next->at_min = end_min;
    next->cost += pricing_way_cost(pricing, from, row->site) +
                  pricing->own[company] - pricing->prices->companies[company];
    if (!next->way.has[half])
        next->cost -= pricing->prices->halves[half];
    next->way.has[half] = TRUE;
    *promise =
        next->cost +
        pricing_rest(
            pricing, half, made + 1, next->seen,
            company)[MIN(end_min / pricing->grid_min, pricing->grid - 1)];
    if (!next->way.has[HALF_AM])
        *promise += pricing->one_half;
    return *promise < NEVER / 2;
}

/* A next visit and the least that a way with it may cost. */
typedef struct Branch {
    gint64 promise;
    int company;
    Half half;
} Branch;

static int
by_promise(gconstpointer a, gconstpointer b)
{
    const Branch *x = a;
    const Branch *y = b;
    if (x->promise != y->promise)
        return x->promise < y->promise ? -1 : 1;
    if (x->half != y->half)
        return x->half < y->half ? -1 : 1;
    return (x->company > y->company) - (x->company < y->company);
}

static GArray *
branches(const Pricing *pricing, const Walk *walk, gint64 limit)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Branch));
    for (int half = (int)walk->half; half < HALF_COUNT; half++)
        for (int i = 0; i < pricing->problem->company_count; i++) {
            Branch branch = { .company = i, .half = (Half)half };
            Walk next;
            if (!visited(walk, i) &&
                step_to(pricing, walk, i, branch.half, &next,
                        &branch.promise) &&
                branch.promise < limit)
                g_array_append_val(found, branch);
        }
    g_array_sort(found, by_promise);
    return found;
}

/* While ways are gathered, all that are worth keeping; then the least. */
static gint64
limit_of(const Pricing *pricing)
{
    return pricing->gathering ? MAX(pricing->least, pricing->prices->group)
                              : pricing->least;
}

/* All ways from WALK on that may cost less than the limit. */
static void
search(Pricing *pricing, const Walk *walk) /* NOLINT(misc-no-recursion) */
{
    int made = walk->way.visit_count;
    if (made > 0)
        keep(pricing, walk);
    if (made == pricing->visits_max)
        return;
    g_autoptr(GArray) list = branches(pricing, walk, limit_of(pricing));
    for (guint i = 0; i < list->len; i++) {
        const Branch *branch = &g_array_index(list, Branch, i);
        Walk next;
        gint64 promise = 0;
        if (branch->promise >= limit_of(pricing))
            return;
        if (pricing->steps <= 0) { /* the others promise no less */
            if (!pricing->gathering)
                pricing->least = MIN(pricing->least, branch->promise);
            return;
        }
        pricing->steps--;
        pricing->taken++;
        if (step_to(pricing, walk, branch->company, branch->half, &next,
                    &promise))
            search(pricing, &next);
    }
}

/* Some ways from each first visit. */
static void
gather(Pricing *pricing, const Walk *start, int steps)
{
    g_autoptr(GArray) list = branches(pricing, start, pricing->prices->group);
    pricing->gathering = TRUE;
    for (guint i = 0; i < list->len; i++) {
        const Branch *branch = &g_array_index(list, Branch, i);
        Walk next;
        gint64 promise = 0;
        pricing->steps = steps / (int)list->len;
        if (step_to(pricing, start, branch->company, branch->half, &next,
                    &promise))
            search(pricing, &next);
    }
    pricing->gathering = FALSE;
}

int
pricing_taken(const Pricing *pricing)
{
    return pricing->taken;
}

static int
by_cost_left(gconstpointer a, gconstpointer b, gpointer data)
{
    const Prices *prices = data;
    const Way *ways[2] = { a, b };
    gint64 left[2];
    for (int w = 0; w < 2; w++) {
        left[w] = ways[w]->cost;
        for (int i = 0; i < ways[w]->visit_count; i++)
            left[w] -= prices->companies[ways[w]->visits[i]];
        for (int half = 0; half < HALF_COUNT; half++)
            left[w] -= ways[w]->has[half] ? prices->halves[half] : 0;
    }
    return (left[0] > left[1]) - (left[0] < left[1]);
}

/* Keeps the cheapest, and of those only some with each company, so that they
 * do not all say the same. */
static void
thin_out(const Pricing *pricing, GArray *ways)
{
    g_autofree int *uses =
        g_new0(int, (gsize)pricing->problem->company_count + 1);
    guint kept = 0;
    for (guint i = 0; i < ways->len && kept < WAYS_KEPT; i++) {
        Way way = g_array_index(ways, Way, i);
        int most = 0;
        for (int v = 0; v < way.visit_count; v++) {
            int *use = &uses[way.visits[v]];
            most = MAX(most, *use);
            ++*use;
        }
        if (most < USES_KEPT)
            g_array_index(ways, Way, kept++) = way;
    }
    g_array_set_size(ways, kept);
}

gint64
pricing_least(Pricing *pricing, const Prices *prices, int steps, GArray *ways)
{
    Walk walk = { .half = HALF_AM, .at_min = pricing->problem->leave_min };
    pricing->prices = prices;
    pricing->ways = ways;
    pricing->taken = 0;
    pricing->least = NEVER;
    pricing_fill(pricing);
    if (ways)
        gather(pricing, &walk, steps / 2);
    pricing->steps = steps - pricing->taken;
    search(pricing, &walk);
    if (ways) {
        g_array_sort_with_data(ways, by_cost_left, (gpointer)prices);
        thin_out(pricing, ways);
    }
    return pricing->least;
}
