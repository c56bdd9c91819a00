#include "planner/solve/bound-sides.h"

#include <stdlib.h>

/* Beyond this many groups the halves are counted apart. */
enum { GROUPS_TOGETHER = 400 };

/* ---- people by how many there are -------------------------------------- */

/* Whether PERSON might be in some cell of HALF. */
static gboolean
can_come(const Score *score, int person, Half half)
{
    const Problem *problem = score->problem;
    const Person *row = &problem->people[person];
    if (score->locks->seats[person][half] == LOCK_NOWHERE)
        return FALSE;
    if (score->price[RULE_AVAILABILITY].hard == 0)
        return TRUE;
    for (int i = 0; i < row->span_count; i++) {
        const Span *span = &problem->spans[row->span_first + i];
        int noon = problem->lunch_from_min + problem->lunch_len_min;
        if (half == HALF_AM ? span->from_min <= problem->day_start_min &&
                                  problem->lunch_from_min <= span->to_min
                            : span->from_min <= problem->lunch_to_min &&
                                  noon <= span->to_min)
            return TRUE;
    }
    return FALSE;
}

/* How many of each kind may come. */
typedef struct Crowd {
    int politicians, officials, leaders, drivers;
    int ruling;
} Crowd;

static Crowd
count_crowd(const Score *score, Half half, guint64 ruling)
{
    const Problem *problem = score->problem;
    Crowd crowd = { 0 };
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        if (!can_come(score, i, half))
            continue;
        if (person->politician) {
            crowd.politicians++;
            crowd.ruling += (ruling >> person->party) & 1 ? 1 : 0;
            continue;
        }
        crowd.officials++;
        crowd.leaders += person->can_lead ? 1 : 0;
        crowd.drivers += person->car_seats > 0 ? 1 : 0;
    }
    return crowd;
}

static gboolean
all_by_car(const Problem *problem)
{
    for (int i = 0; i < problem->site_count; i++)
        if (!problem->sites[i].by_car)
            return FALSE;
    return TRUE;
}

static void
add_need(Sides *sides, const PricedRule *row, Half half)
{
    const Problem *problem = sides->score->problem;
    const Rule *rule = row->rule;
    Crowd crowd = count_crowd(sides->score, half, rule->parties);
    int least = rule->min >= 0 ? rule->min : 1;
    Need need = { .half = half, .factor = 1, .price = row->price };
    switch (rule->kind) {
    case RULE_POLITICIANS_PER_GROUP:
        need.factor = rule->min;
        need.available = crowd.politicians;
        break;
    case RULE_OFFICIALS_PER_GROUP:
        need.factor = rule->min;
        need.available = crowd.officials;
        break;
    case RULE_LEADERS_PER_GROUP:
        need.factor = rule->min;
        need.available = crowd.leaders;
        break;
    case RULE_DRIVERS_PER_GROUP:
        need.factor = least > 0 && all_by_car(problem) ? 1 : 0;
        need.available = crowd.drivers / MAX(least, 1);
        break;
    case RULE_PARTIES_PER_GROUP:
        need.factor = least > 0 ? 1 : 0;
        need.available = crowd.politicians / MAX(least, 1);
        break;
    case RULE_BOTH_SIDES:
        need.available = MIN(crowd.ruling, crowd.politicians - crowd.ruling);
        break;
    default: return;
    }
    if (need.factor > 0 && (need.price.hard > 0 || need.price.soft > 0))
        g_array_append_val(sides->needs, need);
}

/* ---- companies --------------------------------------------------------- */

static void
read_seats(Sides *sides)
{
    const Problem *problem = sides->score->problem;
    sides->cell_seats = -1;
    for (int i = 0; i < problem->rule_count; i++) {
        const Rule *rule = &problem->rules[i];
        if (rule->kind == RULE_POLITICIANS_PER_GROUP && rule->hard &&
            rule->max >= 0 &&
            (sides->cell_seats < 0 || rule->max < sides->cell_seats))
            sides->cell_seats = rule->max;
    }
    for (int i = 0; i < problem->person_count; i++)
        sides->politicians += problem->people[i].politician ? 1 : 0;
}

static void
read_companies(Sides *sides)
{
    const Score *score = sides->score;
    const Problem *problem = score->problem;
    Cost price = score->price[RULE_STATUS_PRIORITY];
    for (int i = 0; i < problem->company_count; i++) {
        const Company *company = &problem->companies[i];
        int units = company->status == STATUS_CONFIRMED
                        ? 2 * company->priority_units
                        : company->priority_units;
        if (company->status == STATUS_RESERVE)
            units = 0;
        sides->left_out[i] = 10 * price.soft * MAX(units, 0);
        sides->must[i] =
            score->locks->visits[i].must || (price.hard > 0 && units > 0);
    }
}

Sides *
sides_new(const Score *score)
{
    Sides *sides = g_new0(Sides, 1);
    const Problem *problem = score->problem;
    gsize companies = (gsize)problem->company_count + 1;
    sides->score = score;
    sides->needs = g_array_new(FALSE, FALSE, sizeof(Need));
    sides->left_out = g_new0(gint64, companies);
    sides->must = g_new0(gboolean, companies);
    sides->group_max = problem->company_count;
    if (problem->groups_max >= 0)
        sides->group_max = MIN(sides->group_max, problem->groups_max);
    for (int i = 0; i < score->cell_rule_count; i++)
        for (int half = 0; half < HALF_COUNT; half++)
            add_need(sides, &score->cell_rules[i], (Half)half);
    read_companies(sides);
    read_seats(sides);
    return sides;
}

void
sides_free(Sides *sides)
{
    g_array_unref(sides->needs);
    g_free(sides->left_out);
    g_free(sides->must);
    g_free(sides);
}

/* ---- the least --------------------------------------------------------- */

static int
by_size(gconstpointer a, gconstpointer b)
{
    const gint64 *x = a;
    const gint64 *y = b;
    return (*x > *y) - (*x < *y);
}

/* UNITS at PRICE. */
static gint64
charge(Cost price, gint64 units)
{
    if (units > 0 && price.hard > 0)
        return SIDES_NEVER;
    return units > 0 ? 10 * price.soft * units : 0;
}

/* Which companies to leave out. */
static gint64
least_left_out(const Sides *sides, const SidePrices *prices)
{
    const Problem *problem = sides->score->problem;
    Cost price = sides->score->price[RULE_VISIT_COUNT];
    g_autofree gint64 *costs = g_new(gint64, (gsize)problem->company_count + 1);
    int count = 0;
    gint64 sum = 0;
    gint64 best = SIDES_NEVER;
    for (int i = 0; i < problem->company_count; i++)
        if (!sides->must[i])
            costs[count++] = sides->left_out[i] - prices->companies[i] -
                             prices->seen[i] +
                             prices->unseen[problem->companies[i].site];
    qsort(costs, (gsize)count, sizeof *costs, by_size);
    for (int out = 0; out <= count; out++) {
        int visits = problem->company_count - out;
        best = MIN(best, sum + charge(price, problem->visits_wanted - visits));
        sum += out < count ? costs[out] : 0;
    }
    return best;
}

static int
off_limits(int value, int min, int max)
{
    if (min >= 0 && value < min)
        return min - value;
    return max >= 0 && value > max ? value - max : 0;
}

/* Which sites to see. */
static gint64
least_sites(const Sides *sides, const SidePrices *prices)
{
    const Problem *problem = sides->score->problem;
    Cost price = sides->score->price[RULE_SITE_COUNT];
    gsize count = (gsize)problem->site_count;
    g_autofree gint64 *costs = g_new0(gint64, count + 1);
    gint64 sum = 0;
    gint64 best = SIDES_NEVER;
    for (gsize i = 0; i < count; i++)
        costs[i] = prices->unseen[i];
    for (int i = 0; i < problem->company_count; i++) {
        costs[problem->companies[i].site] -= prices->seen[i];
        sum += prices->seen[i] - prices->unseen[problem->companies[i].site];
    }
    qsort(costs, count, sizeof *costs, by_size);
    for (gsize seen = 0; seen <= count; seen++) {
        int off = off_limits((int)seen, problem->sites_min, problem->sites_max);
        best = MIN(best, sum + charge(price, off));
        sum += seen < count ? costs[seen] : 0;
    }
    return best;
}

/* COUNT cells in HALF: who is missing, and what is paid for them. */
static gint64
cells_cost(const Sides *sides, const SidePrices *prices, Half half, int count)
{
    gint64 cost = prices->halves[half] * count;
    for (guint i = 0; i < sides->needs->len; i++) {
        const Need *need = &g_array_index(sides->needs, Need, i);
        if (need->half != half)
            continue;
        cost +=
            charge(need->price, (gint64)need->factor * count - need->available);
        cost = MIN(cost, SIDES_NEVER);
    }
    return cost;
}

gint64
sides_crowd(const Sides *sides, int cells)
{
    if (sides->cell_seats < 0)
        return 0;
    return charge(sides->score->price[RULE_ALL_POLITICIANS],
                  sides->politicians - (gint64)sides->cell_seats * cells);
}

/* GROUPS with a visit, and as many empty ones as are then wanted. */
static gint64
groups_cost(const Sides *sides, gint64 least_way, gint64 empty, int groups)
{
    int lacking = sides->score->problem->groups_min - groups;
    if (lacking > 0 && empty == G_MAXINT64)
        return SIDES_NEVER;
    return least_way * groups + (lacking > 0 ? empty * lacking : 0);
}

/* The best number of groups between FROM and TO: the cost is straight but
 * for a bend where no more are wanted. */
static gint64
least_groups(const Sides *sides, gint64 least_way, gint64 empty, int from,
             int to)
{
    int bend = CLAMP(sides->score->problem->groups_min, from, to);
    gint64 best = groups_cost(sides, least_way, empty, from);
    best = MIN(best, groups_cost(sides, least_way, empty, to));
    return MIN(best, groups_cost(sides, least_way, empty, bend));
}

static gint64
least_cells(const Sides *sides, const SidePrices *prices, gint64 least_way,
            gint64 empty)
{
    int most = sides->group_max;
    gint64 best = SIDES_NEVER;
    g_autofree gint64 *costs = g_new(gint64, (gsize)(most + 1) * 2);
    gint64 apart[HALF_COUNT] = { SIDES_NEVER, SIDES_NEVER };
    for (int half = 0; half < HALF_COUNT; half++)
        for (int count = 0; count <= most; count++) {
            gint64 cost = cells_cost(sides, prices, (Half)half, count);
            costs[half * (most + 1) + count] = cost;
            apart[half] = MIN(apart[half], cost);
        }
    if (most > GROUPS_TOGETHER)
        return apart[HALF_AM] + apart[HALF_PM] +
               least_groups(sides, least_way, empty, 0, most);
    for (int am = 0; am <= most; am++)
        for (int pm = 0; pm <= most; pm++) {
            gint64 cost =
                costs[am] + costs[most + 1 + pm] + sides_crowd(sides, am + pm);
            if (cost >= SIDES_NEVER / 2)
                continue;
            cost += least_groups(sides, least_way, empty, MAX(am, pm),
                                 MIN(am + pm, most));
            best = MIN(best, cost);
        }
    return best;
}

gint64
sides_least(const Sides *sides, const SidePrices *prices, gint64 least_way,
            gint64 empty)
{
    gint64 least =
        least_left_out(sides, prices) + least_sites(sides, prices) +
        least_cells(sides, prices, MIN(least_way, SIDES_NEVER / 4096), empty);
    if (least >= SIDES_NEVER / 2)
        return SIDES_NEVER;
    for (int i = 0; i < sides->score->problem->company_count; i++)
        least += prices->companies[i];
    return least;
}
