#include "planner/solve/pricing-inside.h"

/* Minutes of a day, and how large the tables may be together. */
enum { DAY_MIN = 1440, TABLE_CELLS = 40000000 };

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

/* ---- a way ------------------------------------------------------------- */

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
gint64
pricing_way_cost(const Pricing *pricing, int from, int to)
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

gboolean
pricing_before_lunch(const Pricing *pricing, int at_min)
{
    return !pricing->timed || at_min <= pricing->lunch_last_min;
}

gint64
pricing_ending(const Pricing *pricing, Half half, int made, gboolean seen)
{
    gint64 cost = seen ? 0 : pricing->no_restaurant;
    if (made < pricing->visits_min)
        return NEVER;
    if (half == HALF_AM)
        cost += pricing->one_half;
    return MIN(cost, NEVER);
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
                     pricing_way_cost(pricing, site, company->site);
        seen = seen || company->restaurant;
        site = company->site;
    }
    way->cost += seen ? 0 : pricing->no_restaurant;
    if (!way->has[HALF_AM] || !way->has[HALF_PM])
        way->cost += pricing->one_half;
    return way->cost < NEVER / 2;
}
