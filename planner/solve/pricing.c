#include "planner/solve/pricing.h"

#include <string.h>

#include "planner/solve/timing.h"

/* Times in tables, and how large the tables may be together. */
enum { DAY_MIN = 1440, TABLE_CELLS = 40000000 };
enum { WAYS_FOUND = 3000, WAYS_KEPT = 300, USES_KEPT = 60 };
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

/* ---- what a problem allows --------------------------------------------- */

static void
read_rules(Pricing *pricing)
{
    const Problem *problem = pricing->problem;
    gboolean hours = FALSE;
    gboolean travel = FALSE;
    for (int i = 0; i < problem->rule_count; i++) {
        const Rule *rule = &problem->rules[i];
        if (rule->kind == RULE_COMPANY_HOURS && rule->hard)
            hours = TRUE;
        if (rule->kind != RULE_TRAVEL_TIME || !rule->hard)
            continue;
        pricing->margin_min = travel
                                  ? MAX(pricing->margin_min, rule->margin_min)
                                  : rule->margin_min;
        travel = TRUE;
    }
    pricing->timed = hours && travel && pricing->margin_min >= 0;
}

static int
shortest_visit(const Problem *problem)
{
    int least = DAY_MIN;
    for (int i = 0; i < problem->company_count; i++)
        least = MIN(least, problem->companies[i].visit_min);
    return least;
}

/* FALSE: more visits than are handled. */
static gboolean
read_counts(Pricing *pricing)
{
    const Problem *problem = pricing->problem;
    int most = problem->company_count;
    int shortest = shortest_visit(problem);
    if (pricing->timed && shortest > 0)
        most = MIN(most, (problem->visits_to_min - problem->visits_from_min) /
                             shortest);
    if (problem->group_visits_max >= 0)
        most = MIN(most, problem->group_visits_max);
    pricing->visits_max = MAX(most, 0);
    pricing->visits_min = MAX(problem->group_visits_min, 1);
    return most <= PRICING_VISITS;
}

/* A soft price of ten tenths; a hard rule's violation is no way at all. */
static gint64
unit_price(const Score *score, RuleKind kind)
{
    Cost price = score->price[kind];
    return price.hard > 0 ? NEVER : 10 * price.soft;
}

static void
read_prices(Pricing *pricing)
{
    const Problem *problem = pricing->problem;
    const Score *score = pricing->score;
    Cost way = score->price[RULE_SHORT_TRAVEL];
    pricing->way_price = way.hard > 0 ? NEVER : way.soft;
    pricing->no_restaurant = unit_price(score, RULE_RESTAURANT);
    pricing->one_half = unit_price(score, RULE_BOTH_HALVES);
    pricing->own = g_new0(gint64, (gsize)problem->company_count + 1);
    for (int i = 0; i < problem->company_count; i++) {
        const Company *company = &problem->companies[i];
        if (company->large)
            pricing->own[i] += unit_price(score, RULE_SMALL_FIRST);
        if (company->status == STATUS_RESERVE)
            pricing->own[i] += unit_price(score, RULE_STATUS_PRIORITY);
    }
}

static void
list_sites(Pricing *pricing)
{
    const Problem *problem = pricing->problem;
    int *first = g_new0(int, (gsize)problem->site_count + 2);
    pricing->by_site = g_new0(int, (gsize)problem->company_count + 1);
    pricing->site_first = first;
    for (int i = 0; i < problem->company_count; i++)
        first[problem->companies[i].site + 2]++;
    for (int i = 0; i <= problem->site_count; i++)
        first[i + 1] += first[i];
    for (int i = 0; i < problem->company_count; i++)
        pricing->by_site[first[problem->companies[i].site + 1]++] = i;
}

int
pricing_visit_end(const Pricing *pricing, int index, int arrival_min)
{
    const Problem *problem = pricing->problem;
    const Company *company = &problem->companies[index];
    const BoundVisit *bound = &pricing->score->locks->visits[index];
    int earliest = MAX(arrival_min, problem->visits_from_min);
    if (!pricing->timed)
        return arrival_min;
    if (bound->start_min >= 0) {
        if (bound->start_min < earliest)
            return -1;
        earliest = bound->start_min;
    }
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        int start = MAX(earliest, span->from_min);
        int end = MAX(start + company->visit_min, bound->end_min);
        if (end <= MIN(span->to_min, problem->visits_to_min))
            return end;
    }
    return -1;
}

static void
fill_ends(Pricing *pricing)
{
    gsize count = (gsize)pricing->problem->company_count;
    gsize grid = (gsize)pricing->grid;
    pricing->ends = g_new(int, count *grid + 1);
    for (gsize i = 0; i < count; i++)
        for (gsize step = 0; step < grid; step++) {
            int end = pricing_visit_end(pricing, (int)i,
                                        (int)step * pricing->grid_min);
            pricing->ends[i * grid + step] =
                end < 0 ? -1 : MIN(end / pricing->grid_min, (int)grid - 1);
        }
}

/* The finest steps that the tables have room for. */
static void
choose_grid(Pricing *pricing)
{
    static const int steps[] = { 5, 10, 15, 30, 60 };
    gint64 companies = pricing->problem->company_count;
    gint64 sites = pricing->problem->site_count;
    gint64 layers = (gint64)(pricing->visits_max + 1) * 2;
    gint64 rows = layers * (companies * 4 + sites * sites);
    pricing->end_min = CLAMP(pricing->problem->visits_to_min, 0, DAY_MIN) + 1;
    pricing->grid_min = pricing->end_min; /* no times at all */
    for (gsize i = G_N_ELEMENTS(steps); pricing->timed && i-- > 0;)
        if (rows * (pricing->end_min / steps[i]) <= TABLE_CELLS)
            pricing->grid_min = steps[i];
    pricing->grid = pricing->end_min / pricing->grid_min + 1;
}

Pricing *
pricing_new(const Score *score)
{
    g_autoptr(Pricing) pricing = g_new0(Pricing, 1);
    pricing->score = score;
    pricing->problem = score->problem;
    read_rules(pricing);
    if (!read_counts(pricing))
        return NULL;
    pricing->lunch_last_min =
        pricing->problem->lunch_to_min - pricing->problem->lunch_len_min;
    read_prices(pricing);
    list_sites(pricing);
    choose_grid(pricing);
    fill_ends(pricing);
    gsize cells = (gsize)(pricing->visits_max + 1) * 2 *
                  (gsize)pricing->problem->company_count * (gsize)pricing->grid;
    for (int half = 0; half < HALF_COUNT; half++)
        pricing->rest[half] = g_new(gint64, cells + 1);
    pricing->enter = g_new(gint64, (gsize)(pricing->problem->site_count + 1) *
                                       (gsize)pricing->grid);
    return g_steal_pointer(&pricing);
}

void
pricing_free(Pricing *pricing)
{
    g_free(pricing->own);
    g_free(pricing->site_first);
    g_free(pricing->by_site);
    g_free(pricing->ends);
    for (int half = 0; half < HALF_COUNT; half++)
        g_free(pricing->rest[half]);
    g_free(pricing->enter);
    g_free(pricing);
}

gboolean
pricing_timed(const Pricing *pricing)
{
    return pricing->timed;
}

gint64
pricing_empty(const Pricing *pricing)
{
    return pricing->problem->group_visits_min > 0 ||
                   pricing->no_restaurant >= NEVER
               ? G_MAXINT64
               : pricing->no_restaurant;
}

/* ---- what is still to be paid ------------------------------------------ */

static gint64 *
rest_at(const Pricing *pricing, Half half, int made, int seen, int company)
{
    gsize companies = (gsize)pricing->problem->company_count;
    gsize row = ((gsize)made * 2 + (gsize)seen) * companies + (gsize)company;
    return pricing->rest[half] + row * (gsize)pricing->grid;
}

static int
way_min(const Pricing *pricing, int from, int to)
{
    const Problem *problem = pricing->problem;
    if (from == problem->site_count && !problem->gathers)
        return 0;
    return problem_travel(problem, from, to);
}

int
pricing_arrival(const Pricing *pricing, int from, int to, int at_min,
                gboolean lunch)
{
    const Problem *problem = pricing->problem;
    if (!pricing->timed)
        return 0;
    int arrival_min = at_min + way_min(pricing, from, to) + pricing->margin_min;
    if (!lunch)
        return arrival_min;
    int noon_min = MAX(problem->lunch_from_min, at_min);
    return MAX(noon_min, arrival_min) + problem->lunch_len_min;
}

/* What the way costs; no minute of it may be where the rule is hard. */
static gint64
way_cost(const Pricing *pricing, int from, int to)
{
    int way = way_min(pricing, from, to);
    if (pricing->way_price >= NEVER)
        return way > 0 ? NEVER : 0;
    return way * pricing->way_price;
}

/* The first way needs no margin. */
int
pricing_first(const Pricing *pricing, int to)
{
    const Problem *problem = pricing->problem;
    return pricing->timed
               ? problem->leave_min + way_min(pricing, problem->site_count, to)
               : 0;
}

/* Whether a morning may end at AT_MIN. */
static gboolean
before_lunch(const Pricing *pricing, int at_min)
{
    return !pricing->timed || at_min <= pricing->lunch_last_min;
}

/* What ending a way costs, after MADE visits. */
static gint64
ending(const Pricing *pricing, Half half, int made, gboolean seen)
{
    gint64 cost = seen ? 0 : pricing->no_restaurant;
    if (made < pricing->visits_min)
        return NEVER;
    if (half == HALF_AM)
        cost += pricing->one_half;
    return MIN(cost, NEVER);
}

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
            rest_at(pricing, half, made, seen || company->restaurant, i);
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
        gint64 rest =
            rest_at(pricing, half, made,
                    seen || problem->companies[next].restaurant, next)[end];
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
        gint64 cost = way_cost(pricing, site, to);
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
        gint64 within = way_cost(pricing, site, site);
        if (pricing->site_first[site] == pricing->site_first[site + 1])
            continue;
        fill_others(pricing, site, lunch, least);
        for (int i = pricing->site_first[site];
             i < pricing->site_first[site + 1]; i++) {
            int company = pricing->by_site[i];
            gint64 *rest = rest_at(pricing, from, made, seen, company);
            for (int step = 0; step < pricing->grid; step++) {
                int at_min = step * pricing->grid_min;
                int at = pricing_arrival(pricing, site, site, at_min, lunch) /
                         pricing->grid_min;
                if (from == HALF_AM && !before_lunch(pricing, at_min))
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
        gint64 end = ending(pricing, half, made, seen);
        for (int i = 0; i < pricing->problem->company_count; i++) {
            gint64 *rest = rest_at(pricing, half, made, seen, i);
            for (int step = 0; step < pricing->grid; step++)
                rest[step] =
                    half == HALF_AM &&
                            !before_lunch(pricing, step * pricing->grid_min)
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

/* ---- the search from the front ----------------------------------------- */

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
    gint64 cost = walk->cost + ending(pricing, walk->half,
                                      walk->way.visit_count, walk->seen);
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
    if (end_min < 0 || (half == HALF_AM && !before_lunch(pricing, end_min)))
        return FALSE;
    *next = *walk;
    next->way.visits[next->way.visit_count++] = company;
    next->half = half;
    next->seen = walk->seen || row->restaurant;
    next->at_min = end_min;
    next->cost += way_cost(pricing, from, row->site) + pricing->own[company] -
                  pricing->prices->companies[company];
    if (!next->way.has[half])
        next->cost -= pricing->prices->halves[half];
    next->way.has[half] = TRUE;
    *promise =
        next->cost +
        rest_at(pricing, half, made + 1, next->seen,
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

gboolean
pricing_read(Pricing *pricing, const Group *group, Way *way)
{
    const Problem *problem = pricing->problem;
    int site = problem->site_count;
    gboolean seen = FALSE;
    *way = (Way){ 0 };
    if (group->visits->len == 0 || group->visits->len > PRICING_VISITS)
        return FALSE;
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *company = &problem->companies[visit->company];
        gboolean am = visit->end_min <= group->lunch_start_min;
        way->visits[way->visit_count++] = visit->company;
        way->has[am ? HALF_AM : HALF_PM] = TRUE;
        way->cost += pricing->own[visit->company] +
                     way_cost(pricing, site, company->site);
        seen = seen || company->restaurant;
        site = company->site;
    }
    way->cost += seen ? 0 : pricing->no_restaurant;
    if (!way->has[HALF_AM] || !way->has[HALF_PM])
        way->cost += pricing->one_half;
    return way->cost < NEVER / 2;
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
        for (int v = 0; v < way.visit_count; v++)
            most = MAX(most, uses[way.visits[v]]++);
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
    for (int made = pricing->visits_max; made > 0; made--)
        fill_rest(pricing, HALF_PM, made);
    for (int made = pricing->visits_max; made > 0; made--)
        fill_rest(pricing, HALF_AM, made);
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
