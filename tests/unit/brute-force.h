/*
 * brute-force: the best plan of a small day, by trying all.
 *
 * Shares nothing with the search or the programs: lists every way, every
 * crew, prices them with verify and tries all that may be better than the
 * best so far.  Included by one file a program.
 */
#pragma once

#include "planner/solve/verify.h"
#include "tests/unit/small-event.h"

/* ---- brute force ------------------------------------------------------- */

/* A crew of a cell and what it costs there. */
typedef struct Crew {
    int mask;
    gint64 milli;
} Crew;

/* A way: the cheapest of those with the same visits and the same people
 * there. */
typedef struct Route {
    int am, pm, am_people, pm_people; /* bits */
    int visits;
    gint64 milli; /* tenths of thousandths */
} Route;

typedef struct Force {
    const Problem *problem;
    Problem cells; /* the same day with only the rules on cells */
    GArray *crews[1 << SMALL_COMPANIES]; /* Crew, by cost; NULL: not yet */
    GArray *routes;                      /* Route */
    gint64 best;                         /* tenths; G_MAXINT64: none */
    const Route *chosen[SMALL_GROUPS];
    int count;
    gint64 least[2 * SMALL_GROUPS + 1]; /* of the chosen cells from one on */
} Force;

static inline gint64
force_price(const Problem *problem, RuleKind kind, gboolean *hard)
{
    gint64 price = 0;
    *hard = FALSE;
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == kind) {
            *hard = *hard || problem->rules[i].hard;
            price += problem->rules[i].hard
                         ? 0
                         : (gint64)problem->rules[i].weight_milli * 10;
        }
    return price;
}

/* UNITS of KIND, in tenths; G_MAXINT64 / 8 where hard. */
static inline gint64
force_units(const Problem *problem, RuleKind kind, int units)
{
    gboolean hard = FALSE;
    gint64 price = force_price(problem, kind, &hard);
    if (units > 0 && hard)
        return G_MAXINT64 / 8;
    return price * units;
}

static inline int
force_order(gconstpointer a, gconstpointer b)
{
    const Crew *x = a;
    const Crew *y = b;
    return (x->milli > y->milli) - (x->milli < y->milli);
}

/* What the crews of a cell with VISITS cost, whoever is free. */
static inline GArray *
force_crews(Force *force, int visits)
{
    const Problem *problem = force->problem;
    GArray *crews = force->crews[visits];
    if (crews)
        return crews;
    crews = force->crews[visits] = g_array_new(FALSE, FALSE, sizeof(Crew));
    for (int mask = 0; mask < 1 << problem->person_count; mask++) {
        g_autoptr(Solution) plan = solution_new();
        Group *group = solution_add_group(plan);
        group->lunch_start_min = problem->lunch_from_min;
        group->lunch_end_min = problem->lunch_from_min + problem->lunch_len_min;
        for (int i = 0; i < problem->company_count; i++) {
            Visit visit = { .company = i,
                            .start_min = 900 + i,
                            .end_min = 901 + i };
            if (visits & (1 << i))
                g_array_append_val(group->visits, visit);
        }
        for (int p = 0; p < problem->person_count; p++) {
            Member member = { .person = p, .half = HALF_PM };
            if (mask & (1 << p))
                g_array_append_val(group->members, member);
        }
        g_autoptr(Verdict) verdict = verify_day(&force->cells, plan, FALSE);
        Crew crew = { .mask = mask, .milli = verdict->soft_milli * 10 };
        if (verdict->hard == 0)
            g_array_append_val(crews, crew);
    }
    g_array_sort(crews, force_order);
    return crews;
}

static inline int
force_there(const Problem *problem, int from_min, int to_min)
{
    int there = 0;
    for (int p = 0; p < problem->person_count; p++) {
        const Person *person = &problem->people[p];
        for (int s = 0; s < person->span_count; s++) {
            const Span *span = &problem->spans[person->span_first + s];
            if (span->from_min <= from_min && to_min <= span->to_min)
                there |= 1 << p;
        }
    }
    return there;
}

/* The earliest start of COMPANY from EARLIEST_MIN; -1: none. */
static inline int
force_start(const Problem *problem, int company, int earliest_min)
{
    const Company *row = &problem->companies[company];
    for (int s = 0; s < row->span_count; s++) {
        const Span *span = &problem->spans[row->span_first + s];
        int start =
            MAX(MAX(earliest_min, problem->visits_from_min), span->from_min);
        if (start + row->visit_min <= MIN(span->to_min, problem->visits_to_min))
            return start;
    }
    return -1;
}

/* Walks ORDER, AM of COUNT before lunch at LUNCH_MIN; FALSE: it cannot. */
static inline gboolean
force_walk(const Problem *problem, const int *order, int am, int count,
           int lunch_min, int *end_min)
{
    int at_min = problem->leave_min;
    int lunch_end_min = lunch_min + problem->lunch_len_min;
    for (int i = 0; i < count; i++) {
        int to = problem->companies[order[i]].site;
        int from =
            i > 0 ? problem->companies[order[i - 1]].site : problem->site_count;
        int earliest = at_min + (i > 0 ? 5 : 0);
        if (i > 0 || problem->gathers)
            earliest += problem_travel(problem, from, to);
        if (i == am && am > 0)
            earliest += problem->lunch_len_min;
        if (i >= am)
            earliest = MAX(earliest, lunch_end_min);
        int start = force_start(problem, order[i], earliest);
        if (start < 0)
            return FALSE;
        at_min = start + problem->companies[order[i]].visit_min;
        if (i < am && at_min > lunch_min)
            return FALSE;
    }
    *end_min = at_min;
    return TRUE;
}

/* The whole cost of a way but for its people. */
static inline gint64
force_way(const Problem *problem, const int *order, int am, int count)
{
    int way_min = 0;
    int large = 0;
    int reserves = 0;
    gboolean restaurant = FALSE;
    gboolean hard = FALSE;
    for (int i = 0; i < count; i++) {
        const Company *row = &problem->companies[order[i]];
        if (i > 0 || problem->gathers)
            way_min +=
                problem_travel(problem,
                               i > 0 ? problem->companies[order[i - 1]].site
                                     : problem->site_count,
                               row->site);
        restaurant = restaurant || row->restaurant;
        large += row->large;
        reserves += row->status == STATUS_RESERVE;
    }
    gint64 travel = force_price(problem, RULE_SHORT_TRAVEL, &hard);
    gint64 cost = hard && way_min > 0 ? G_MAXINT64 / 8 : travel / 10 * way_min;
    cost += force_units(problem, RULE_RESTAURANT, !restaurant);
    cost += force_units(problem, RULE_SMALL_FIRST, large);
    cost += force_units(problem, RULE_STATUS_PRIORITY, reserves);
    return cost +
           force_units(problem, RULE_BOTH_HALVES, am == 0 || am == count);
}

static inline void
force_keep(Force *force, const Route *route)
{
    for (guint i = 0; i < force->routes->len; i++) {
        Route *old = &g_array_index(force->routes, Route, i);
        if (old->am != route->am || old->pm != route->pm ||
            old->am_people != route->am_people ||
            old->pm_people != route->pm_people)
            continue;
        old->milli = MIN(old->milli, route->milli);
        return;
    }
    g_array_append_val(force->routes, *route);
}

/* Every split and every lunch, to the minute, of ORDER. */
static inline void
force_order_of(Force *force, const int *order, int count)
{
    const Problem *problem = force->problem;
    int last = problem->lunch_to_min - problem->lunch_len_min;
    if (count < problem->group_visits_min)
        return;
    for (int am = 0; am <= count; am++) {
        Route route = { .visits = count,
                        .milli = force_way(problem, order, am, count) };
        for (int i = 0; i < count; i++)
            *(i < am ? &route.am : &route.pm) |= 1 << order[i];
        if (route.milli >= G_MAXINT64 / 8)
            continue;
        for (int lunch = problem->lunch_from_min; lunch <= last; lunch++) {
            int end = 0;
            if (!force_walk(problem, order, am, count, lunch, &end))
                continue;
            route.am_people =
                am == 0 ? 0
                        : force_there(problem, problem->day_start_min, lunch);
            route.pm_people =
                am == count
                    ? 0
                    : force_there(problem, lunch + problem->lunch_len_min, end);
            force_keep(force, &route);
        }
    }
}

static inline void
force_routes(Force *force, int *order, int count)
{
    const Problem *problem = force->problem;
    if (count > 0)
        force_order_of(force, order, count);
    if (count == problem->group_visits_max)
        return;
    for (int i = 0; i < problem->company_count; i++) {
        gboolean used = FALSE;
        for (int k = 0; k < count; k++)
            used = used || order[k] == i;
        if (used)
            continue;
        order[count] = i;
        force_routes(force, order, count + 1);
    }
}

/* What people cost by where they sit: group of each half, -1: nowhere. */
static inline gint64
force_person(const Force *force, int person, int am, int pm)
{
    const Problem *problem = force->problem;
    gboolean whole = (force_there(problem, 510, 675) &
                      force_there(problem, 795, 900) & (1 << person)) != 0;
    gboolean apart =
        am >= 0 && pm >= 0 ? am != pm : (am >= 0 || pm >= 0) && whole;
    if (am < 0 && pm < 0)
        return force_units(problem, RULE_ALL_POLITICIANS,
                           problem->people[person].politician);
    return force_units(problem, RULE_SAME_GROUP_ALL_DAY, apart);
}

/* The least that each chosen cell costs with anyone who is there, and those
 * after it. */
static inline void
force_least(Force *force)
{
    int cells = 2 * force->count;
    force->least[cells] = 0;
    for (int cell = cells - 1; cell >= 0; cell--) {
        const Route *route = force->chosen[cell / 2];
        int visits = cell % 2 == 0 ? route->am : route->pm;
        int there = cell % 2 == 0 ? route->am_people : route->pm_people;
        gint64 least = visits == 0 ? 0 : G_MAXINT64 / 16;
        const GArray *crews = visits == 0 ? NULL : force_crews(force, visits);
        for (guint i = 0; crews && i < crews->len; i++) {
            const Crew *crew = &g_array_index(crews, Crew, i);
            if (crew->mask & ~there)
                continue;
            least = crew->milli;
            break;
        }
        force->least[cell] = force->least[cell + 1] + least;
    }
}

/* Seats the cells from CELL on; SITS holds the groups of each half. */
static inline void
force_seats(Force *force, int cell, gint64 cost, int (*sits)[SMALL_PEOPLE],
            const int *used)
{
    int group = cell / 2;
    int half = cell % 2;
    if (cost + force->least[cell] >= force->best)
        return;
    if (group == force->count) {
        for (int p = 0; p < force->problem->person_count; p++)
            cost += force_person(force, p, sits[0][p], sits[1][p]);
        force->best = MIN(force->best, cost);
        return;
    }
    const Route *route = force->chosen[group];
    int visits = half == 0 ? route->am : route->pm;
    int there = half == 0 ? route->am_people : route->pm_people;
    if (visits == 0) {
        force_seats(force, cell + 1, cost, sits, used);
        return;
    }
    const GArray *crews = force_crews(force, visits);
    for (guint i = 0; i < crews->len; i++) {
        const Crew *crew = &g_array_index(crews, Crew, i);
        int next[2] = { used[0], used[1] };
        if (cost + crew->milli + force->least[cell + 1] >= force->best)
            return;
        if (crew->mask & ~there || crew->mask & used[half])
            continue;
        next[half] |= crew->mask;
        for (int p = 0; p < force->problem->person_count; p++)
            if (crew->mask & (1 << p))
                sits[half][p] = group;
        force_seats(force, cell + 1, cost + crew->milli, sits, next);
        for (int p = 0; p < force->problem->person_count; p++)
            if (crew->mask & (1 << p))
                sits[half][p] = -1;
    }
}

/* What a set of routes costs by what it leaves out and how much it is. */
static inline gint64
force_counts(const Force *force, int visited)
{
    const Problem *problem = force->problem;
    gboolean seen[8] = { FALSE };
    gint64 cost = 0;
    int sites = 0;
    int units = 0;
    for (int i = 0; i < problem->company_count; i++) {
        const Company *row = &problem->companies[i];
        if (visited & (1 << i))
            seen[row->site] = TRUE;
        else if (row->status != STATUS_RESERVE)
            units +=
                row->priority_units * (row->status == STATUS_CONFIRMED ? 2 : 1);
    }
    for (int i = 0; i < problem->site_count; i++)
        sites += seen[i];
    cost += force_units(problem, RULE_STATUS_PRIORITY, units);
    cost += force_units(
        problem, RULE_VISIT_COUNT,
        MAX(0, problem->visits_wanted - __builtin_popcount((guint)visited)));
    units = problem->sites_min >= 0 ? MAX(0, problem->sites_min - sites) : 0;
    if (problem->sites_max >= 0)
        units += MAX(0, sites - problem->sites_max);
    return cost + force_units(problem, RULE_SITE_COUNT, units);
}

/* Every set of disjoint routes, from the one at FIRST on. */
static inline void
force_sets(Force *force, guint first, int visited, gint64 cost)
{
    int sits[2][SMALL_PEOPLE];
    const int none[2] = { 0, 0 };
    memset(sits, -1, sizeof sits);
    if (force->count >= MAX(1, force->problem->groups_min)) {
        gint64 counts = force_counts(force, visited);
        force_least(force);
        if (counts < G_MAXINT64 / 8)
            force_seats(force, 0, cost + counts, sits, none);
    }
    if (force->count == force->problem->groups_max)
        return;
    for (guint i = first; i < force->routes->len; i++) {
        const Route *route = &g_array_index(force->routes, Route, i);
        if ((route->am | route->pm) & visited ||
            cost + route->milli >= force->best)
            continue;
        force->chosen[force->count++] = route;
        force_sets(force, i + 1, visited | route->am | route->pm,
                   cost + route->milli);
        force->count--;
    }
}

static inline gboolean
force_cell_rule(RuleKind kind)
{
    return kind != RULE_AVAILABILITY && kind != RULE_COMPANY_HOURS &&
           kind != RULE_TRAVEL_TIME && kind != RULE_SMALL_FIRST &&
           kind != RULE_RESTAURANT && kind != RULE_SHORT_TRAVEL &&
           kind != RULE_STATUS_PRIORITY && kind != RULE_SAME_GROUP_ALL_DAY &&
           kind != RULE_VISIT_COUNT && kind != RULE_BOTH_HALVES &&
           kind != RULE_ALL_POLITICIANS && kind != RULE_SITE_COUNT;
}

/* The least soft cost of a legal plan of PROBLEM, in thousandths; -1: there
 * is none. */
static inline gint64
small_best(const Problem *problem)
{
    Force force = { .problem = problem,
                    .cells = *problem,
                    .best = G_MAXINT64 / 8 };
    int order[SMALL_COMPANIES];
    force.routes = g_array_new(FALSE, FALSE, sizeof(Route));
    force.cells.rules = g_new0(Rule, (gsize)problem->rule_count + 1);
    force.cells.rule_count = 0;
    force.cells.groups_min = force.cells.group_visits_min = -1;
    for (int i = 0; i < problem->rule_count; i++)
        if (force_cell_rule(problem->rules[i].kind))
            force.cells.rules[force.cells.rule_count++] = problem->rules[i];
    force_routes(&force, order, 0);
    force_sets(&force, 0, 0, 0);
    for (int i = 0; i < 1 << SMALL_COMPANIES; i++)
        if (force.crews[i])
            g_array_unref(force.crews[i]);
    g_array_unref(force.routes);
    g_free(force.cells.rules);
    return force.best >= G_MAXINT64 / 8 ? -1 : force.best / 10;
}
