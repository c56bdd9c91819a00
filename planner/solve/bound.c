#include "planner/solve/bound.h"

#include <math.h>
#include <string.h>

#include "planner/solve/bound-sides.h"
#include "planner/solve/lp.h"
#include "planner/solve/mip.h"
#include "planner/solve/pricing.h"

/* Costs are in tenths of thousandths; the linear program sees points. */
static const double POINT = 10000;

/* Rounds of column generation, and the steps of search in all. */
enum { BLEND_TENTHS = 5, STALE = 4 };
enum { ROUNDS = 250, STEPS_FIRST = 10000, STEPS_LAST = 160000 };
enum { STEPS_ALL = 3000000, COMPANIES = 100, COMPANIES_MAX = 500 };

/* Where the rows of the master program begin. */
typedef struct Rows {
    int companies; /* one each: visited once, or left out */
    int groups;
    int halves; /* two: cells used are cells manned */
    int wanted;
    int seen, unseen; /* by company, by site; -1: sites cost nothing */
    int sites;
    int needs;
    int seats; /* -1: there is no limit */
} Rows;

typedef struct Master {
    const Score *score;
    const Problem *problem;
    Sides *sides;
    Pricing *pricing;
    Lp *lp;
    Rows rows;
    int steps; /* of a search, at most, and of all */
    int steps_last, steps_all;
    int stale; /* rounds since a better bound */
    SidePrices prices, best_prices;
    gint64 best; /* bound, and the prices that gave it */
} Master;

static gboolean
counts(Cost price)
{
    return price.hard > 0 || price.soft > 0;
}

/* ---- the master program ------------------------------------------------ */

static double
limit_of(int limit)
{
    return limit >= 0 ? limit : MIP_FREE;
}

static void
add_rows(Master *master)
{
    const Problem *problem = master->problem;
    Rows *rows = &master->rows;
    for (int i = 0; i < problem->company_count; i++)
        lp_row(master->lp, 1, 1);
    rows->groups = lp_row(master->lp, MAX(problem->groups_min, 0),
                          limit_of(problem->groups_max));
    rows->halves = lp_row(master->lp, 0, 0);
    lp_row(master->lp, 0, 0);
    rows->wanted = lp_row(master->lp, -MIP_FREE,
                          problem->company_count - problem->visits_wanted);
    for (guint i = 0; i < master->sides->needs->len; i++) {
        const Need *need = &g_array_index(master->sides->needs, Need, i);
        int row = lp_row(master->lp, -MIP_FREE, need->available);
        if (i == 0)
            rows->needs = row;
    }
    rows->seats = -1;
    if (master->sides->cell_seats >= 0)
        rows->seats = lp_row(master->lp, master->sides->politicians, MIP_FREE);
    rows->seen = -1;
    if (!counts(master->score->price[RULE_SITE_COUNT]))
        return;
    rows->sites = lp_row(
        master->lp,
        limit_of(problem->sites_min) == MIP_FREE ? 0 : problem->sites_min,
        limit_of(problem->sites_max));
    for (int i = 0; i < problem->company_count; i++) {
        int row = lp_row(master->lp, 1, MIP_FREE);
        rows->seen = i == 0 ? row : rows->seen;
    }
    for (int i = 0; i < problem->site_count; i++) {
        int there = 0;
        for (int c = 0; c < problem->company_count; c++)
            there += problem->companies[c].site == i;
        int row = lp_row(master->lp, -MIP_FREE, there);
        rows->unseen = i == 0 ? row : rows->unseen;
    }
}

/* A column that only pays: what it takes to be a unit off ROW. */
static void
add_slack(Master *master, int row, double factor, Cost price, double upper)
{
    LpTerm term = { row, factor };
    lp_column(master->lp, (double)price.soft * 10 / POINT,
              price.hard > 0 ? 0 : upper, &term, 1);
}

static void
add_left_out(Master *master, int company)
{
    const Rows *rows = &master->rows;
    const Sides *sides = master->sides;
    LpTerm terms[4] = { { company, 1 }, { rows->wanted, 1 } };
    int count = 2;
    if (rows->seen >= 0) {
        int site = master->problem->companies[company].site;
        terms[count++] = (LpTerm){ rows->seen + company, 1 };
        terms[count++] = (LpTerm){ rows->unseen + site, 1 };
    }
    lp_column(master->lp, (double)sides->left_out[company] / POINT,
              sides->must[company] ? 0 : 1, terms, count);
}

static void
add_site(Master *master, int site)
{
    const Problem *problem = master->problem;
    const Rows *rows = &master->rows;
    g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(LpTerm));
    LpTerm term = { rows->sites, 1 };
    g_array_append_val(terms, term);
    term = (LpTerm){ rows->unseen + site, 1 };
    g_array_append_val(terms, term);
    for (int i = 0; i < problem->company_count; i++) {
        term = (LpTerm){ rows->seen + i, 1 };
        if (problem->companies[i].site == site)
            g_array_append_val(terms, term);
    }
    lp_column(master->lp, 0, 1, (LpTerm *)(void *)terms->data, (int)terms->len);
}

static void
add_cells(Master *master, Half half)
{
    const GArray *needs = master->sides->needs;
    g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(LpTerm));
    LpTerm term = { master->rows.halves + (int)half, -1 };
    g_array_append_val(terms, term);
    for (guint i = 0; i < needs->len; i++) {
        const Need *need = &g_array_index(needs, Need, i);
        term = (LpTerm){ master->rows.needs + (int)i, need->factor };
        if (need->half == half)
            g_array_append_val(terms, term);
    }
    term = (LpTerm){ master->rows.seats, master->sides->cell_seats };
    if (master->rows.seats >= 0)
        g_array_append_val(terms, term);
    lp_column(master->lp, 0, MIP_FREE, (LpTerm *)(void *)terms->data,
              (int)terms->len);
}

/* What a row must come to at least, whatever it costs, while the ways that
 * can do it are still to be found. */
static void
add_makeshift(Master *master, double cost)
{
    for (int i = 0; i <= master->rows.groups; i++) {
        LpTerm term = { i, 1 };
        lp_column(master->lp, cost, MIP_FREE, &term, 1);
    }
}

static double
makeshift_cost(const Master *master)
{
    double most = 10;
    for (int kind = 0; kind < RULE_KIND_COUNT; kind++)
        most = MAX(most, (double)master->score->price[kind].soft / 1000);
    return most * 50;
}

static void
add_columns(Master *master)
{
    const Problem *problem = master->problem;
    const Cost *price = master->score->price;
    const Rows *rows = &master->rows;
    for (int i = 0; i < problem->company_count; i++)
        add_left_out(master, i);
    add_slack(master, rows->wanted, -1, price[RULE_VISIT_COUNT], MIP_FREE);
    for (int half = 0; half < HALF_COUNT; half++)
        add_cells(master, (Half)half);
    for (guint i = 0; i < master->sides->needs->len; i++)
        add_slack(master, rows->needs + (int)i, -1,
                  g_array_index(master->sides->needs, Need, i).price, MIP_FREE);
    if (rows->seats >= 0)
        add_slack(master, rows->seats, 1, price[RULE_ALL_POLITICIANS],
                  MIP_FREE);
    add_makeshift(master, makeshift_cost(master));
    if (rows->seen < 0)
        return;
    for (int i = 0; i < problem->site_count; i++)
        add_site(master, i);
    add_slack(master, rows->sites, 1, price[RULE_SITE_COUNT], MIP_FREE);
    add_slack(master, rows->sites, -1, price[RULE_SITE_COUNT], MIP_FREE);
}

static void
add_way(Master *master, const Way *way)
{
    LpTerm terms[PRICING_VISITS + 3];
    int count = 0;
    for (int i = 0; i < way->visit_count; i++)
        terms[count++] = (LpTerm){ way->visits[i], 1 };
    terms[count++] = (LpTerm){ master->rows.groups, 1 };
    for (int half = 0; half < HALF_COUNT; half++)
        if (way->has[half])
            terms[count++] = (LpTerm){ master->rows.halves + half, 1 };
    lp_column(master->lp, (double)way->cost / POINT, MIP_FREE, terms, count);
}

/* ---- rounds ------------------------------------------------------------ */

static gint64
whole(double dual)
{
    return (gint64)llround(CLAMP(dual * POINT, -1e15, 1e15));
}

/* What the LP's DUAL says, drawn towards OLD, which gave the best bound so
 * far: the duals alone swing wildly. */
static gint64
blend(gint64 old, double dual, int old_tenths)
{
    return (old * old_tenths + whole(dual) * (10 - old_tenths)) / 10;
}

/* Any prices give a bound; these come from the master program. */
static void
read_prices(Master *master, const double *duals, int tenths)
{
    const Problem *problem = master->problem;
    const Rows *rows = &master->rows;
    const SidePrices *old = &master->best_prices;
    SidePrices *prices = &master->prices;
    gboolean sites = rows->seen >= 0;
    for (int i = 0; i < problem->company_count; i++) {
        prices->companies[i] = blend(old->companies[i], duals[i], tenths);
        if (sites)
            prices->seen[i] =
                MAX(0, blend(old->seen[i], duals[rows->seen + i], tenths));
    }
    for (int i = 0; i < problem->site_count && sites; i++)
        prices->unseen[i] =
            MAX(0, blend(old->unseen[i], -duals[rows->unseen + i], tenths));
    for (int half = 0; half < HALF_COUNT; half++)
        prices->halves[half] =
            blend(old->halves[half], duals[rows->halves + half], tenths);
}

static void
keep_prices(Master *master)
{
    SidePrices *to = &master->best_prices;
    const SidePrices *from = &master->prices;
    gsize companies = (gsize)master->problem->company_count;
    gsize sites = (gsize)master->problem->site_count;
    memcpy(to->companies, from->companies, companies * sizeof(gint64));
    memcpy(to->seen, from->seen, companies * sizeof(gint64));
    memcpy(to->unseen, from->unseen, sites * sizeof(gint64));
    memcpy(to->halves, from->halves, sizeof to->halves);
}

/* A way's price for a half is what a cell there is charged. */
static gint64
price_ways(Master *master, gint64 group, GArray *ways)
{
    const SidePrices *prices = &master->prices;
    Prices paid = { .companies = prices->companies, .group = group };
    for (int half = 0; half < HALF_COUNT; half++)
        paid.halves[half] = prices->halves[half];
    return pricing_least(master->pricing, &paid, master->steps, ways);
}

static void
take_plan(Master *master, const Solution *plan)
{
    for (guint i = 0; plan && i < plan->groups->len; i++) {
        Way way;
        if (pricing_read(master->pricing,
                         &g_array_index(plan->groups, Group, i), &way))
            add_way(master, &way);
    }
}

/* Adds the ways that the program has a use for; how many. */
static int
add_ways(Master *master, const GArray *ways, const double *duals)
{
    int added = 0;
    for (guint i = 0; i < ways->len; i++) {
        const Way *way = &g_array_index(ways, Way, i);
        double left = (double)way->cost / POINT - duals[master->rows.groups];
        for (int v = 0; v < way->visit_count; v++)
            left -= duals[way->visits[v]];
        for (int half = 0; half < HALF_COUNT; half++)
            left -= way->has[half] ? duals[master->rows.halves + half] : 0;
        added += left < -1e-7;
    }
    for (guint i = 0; i < ways->len; i++)
        add_way(master, &g_array_index(ways, Way, i));
    return added;
}

/* One round: prices, a bound from them, new ways; FALSE: nothing is left to
 * find. */
static gboolean
generate_once(Master *master, GArray *ways, int *tenths)
{
    double cost = 0;
    const double *duals = NULL;
    gint64 groups = 0;
    if (!lp_solve(master->lp, &cost, &duals))
        return FALSE;
    read_prices(master, duals, *tenths);
    groups = whole(duals[master->rows.groups]);
    g_array_set_size(ways, 0);
    gint64 least = price_ways(master, groups, ways);
    gint64 bound = sides_least(master->sides, &master->prices, least,
                               pricing_empty(master->pricing));
    master->stale++;
    if (bound > master->best) {
        master->best = bound;
        master->stale = 0;
        keep_prices(master);
    }
    int added = add_ways(master, ways, duals);
    gboolean done = added == 0 && *tenths == 0;
    if (done && master->steps >= master->steps_last)
        return FALSE;
    if ((done || master->stale > STALE) && master->steps < master->steps_last) {
        master->steps *= 2; /* look more closely */
        master->stale = 0;
    }
    *tenths = added == 0 ? 0 : BLEND_TENTHS;
    return (double)master->best < cost * POINT - 1;
}

/* The shortest way to SITE, from another or, where COMPANIES are there, from
 * one of them to the next. */
static int
shortest_way(const Problem *problem, int site, int companies)
{
    int least = problem->gathers
                    ? problem_travel(problem, problem->site_count, site)
                    : 0;
    for (int from = 0; from < problem->site_count; from++)
        if (from != site || companies > 1)
            least = MIN(least, problem_travel(problem, from, site));
    return least;
}

/* Pays for each visit the shortest way to it: no way is then paid for more
 * than it costs. */
static void
price_entering(Master *master)
{
    const Problem *problem = master->problem;
    const Sides *sides = master->sides;
    Cost price = master->score->price[RULE_SHORT_TRAVEL];
    g_autofree int *there = g_new0(int, (gsize)problem->site_count + 1);
    g_autofree int *ways = g_new0(int, (gsize)problem->site_count + 1);
    for (int i = 0; i < problem->company_count; i++)
        there[problem->companies[i].site]++;
    for (int i = 0; i < problem->site_count; i++)
        ways[i] = shortest_way(problem, i, there[i]);
    for (int i = 0; i < problem->company_count; i++) {
        gint64 way = price.soft * ways[problem->companies[i].site];
        master->prices.companies[i] =
            sides->must[i] ? way : MIN(way, sides->left_out[i]);
    }
}

/* A bound that is there at once.  Its prices are none to go on from: tried,
 * they held the rounds back. */
static gint64
first_bound(Master *master)
{
    price_entering(master);
    gint64 least = price_ways(master, 0, NULL);
    return sides_least(master->sides, &master->prices, least,
                       pricing_empty(master->pricing));
}

static void
generate(Master *master, const BoundOptions *options)
{
    g_autoptr(GArray) ways = g_array_new(FALSE, FALSE, sizeof(Way));
    int rounds = options->rounds > 0 ? options->rounds : ROUNDS;
    int steps = 0;
    int tenths = 0;
    gint64 first = first_bound(master);
    if (master->problem->company_count > COMPANIES_MAX)
        rounds = 0; /* too many of them would be needed */
    for (int round = 0; round < rounds && steps < master->steps_all; round++) {
        if (options->stop && options->stop(options->stop_data))
            break;
        if (!generate_once(master, ways, &tenths))
            break;
        steps += pricing_taken(master->pricing);
    }
    master->best = MAX(master->best, first);
}

/* ---- from outside ------------------------------------------------------ */

static gint64
gcd(gint64 a, gint64 b)
{
    while (b != 0) {
        gint64 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* What every plan's soft cost is a multiple of. */
static gint64
cost_step(const Score *score)
{
    gint64 step = 0;
    for (int i = 0; i < score->problem->rule_count; i++) {
        const Rule *rule = &score->problem->rules[i];
        gint64 unit = rule->kind == RULE_SHORT_TRAVEL ? 1 : 10;
        if (!rule->hard)
            step = gcd(step, unit * rule->weight_milli);
    }
    return MAX(step, 1);
}

/* Thousandths, no higher than what verify makes of the cost: it drops the
 * rest of a thousandth of each row on travel. */
static gint64
in_milli(const Score *score, gint64 cost)
{
    gint64 step = cost_step(score);
    gint64 milli = 0;
    if (cost <= 0)
        return 0;
    if (cost >= SIDES_NEVER)
        return G_MAXINT64;
    milli = (cost + step - 1) / step * step / 10;
    for (int i = 0; i < score->problem->rule_count; i++) {
        const Rule *rule = &score->problem->rules[i];
        if (rule->kind == RULE_SHORT_TRAVEL && rule->weight_milli % 10 != 0)
            milli--;
    }
    return MAX(milli, 0);
}

static void
prices_init(SidePrices *prices, gsize companies, gsize sites)
{
    prices->companies = g_new0(gint64, companies);
    prices->seen = g_new0(gint64, companies);
    prices->unseen = g_new0(gint64, sites);
}

static void
prices_clear(SidePrices *prices)
{
    g_free(prices->companies);
    g_free(prices->seen);
    g_free(prices->unseen);
}

/* A step looks at every company: the more there are, the fewer steps. */
static int
fewer(const Problem *problem, int steps)
{
    return MAX(1, steps / MAX(1, problem->company_count / COMPANIES));
}

static void
master_init(Master *master, const Score *score, Pricing *pricing)
{
    gsize companies = (gsize)score->problem->company_count + 1;
    gsize sites = (gsize)score->problem->site_count + 1;
    master->score = score;
    master->problem = score->problem;
    master->sides = sides_new(score);
    master->pricing = pricing;
    master->lp = lp_new();
    master->steps = fewer(score->problem, STEPS_FIRST);
    master->steps_last = fewer(score->problem, STEPS_LAST);
    master->steps_all = fewer(score->problem, STEPS_ALL);
    prices_init(&master->prices, companies, sites);
    prices_init(&master->best_prices, companies, sites);
    add_rows(master);
    add_columns(master);
}

static void
master_clear(Master *master)
{
    sides_free(master->sides);
    lp_free(master->lp);
    prices_clear(&master->prices);
    prices_clear(&master->best_prices);
}

gint64
bound_day(const Problem *problem, const BoundOptions *options)
{
    g_autoptr(Score) score = score_new(problem);
    g_autoptr(Pricing) pricing = pricing_new(score);
    Master master = { .best = G_MININT64 };
    if (!pricing)
        return 0;
    master_init(&master, score, pricing);
    take_plan(&master, options->plan);
    generate(&master, options);
    master_clear(&master);
    return in_milli(score, master.best);
}
