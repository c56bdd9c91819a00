#include "planner/solve/export.h"
#include "planner/solve/repair-work.h"
#include "planner/solve/reroute.h"
#include "planner/solve/reseat.h"

/* Groups whose orders are tried, tries to find a legal plan, and changes of
 * seats that are looked at. */
enum { ORDERS = 4, TRIES = 8, NODES = 30000, NODES_AGAIN = 10000 };

/* ---- the fewest --------------------------------------------------------------- */

/* STATE becomes the best so far. */
void
work_take_best(Work *work)
{
    work->rank = meter_rank(work->meter);
    state_copy(work->best, work->state);
}

void
work_set_state(Work *work, const State *from)
{
    state_copy(work->state, from);
    meter_recount(work->meter);
}

/* A group of its own, made of nobody who was told anything, can only serve a
 * rule of the whole day. */
static gboolean
day_rules_bind(const Score *score)
{
    static const RuleKind kinds[] = { RULE_ALL_POLITICIANS, RULE_VISIT_COUNT,
                                      RULE_STATUS_PRIORITY, RULE_SITE_COUNT };
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (score->price[kinds[i]].hard > 0)
            return TRUE;
    return FALSE;
}

/* Whether a group goes another way, or at other times, than was told; visits
 * to companies that are gone are not missed. */
static gboolean
other_route(const Meter *meter, int team)
{
    for (int half = 0; half < HALF_COUNT; half++)
        if (meter->was[team].team.cells[half].visit_count > 0 &&
            meter->was[team].lost[half] == 0 &&
            !(meter->same[team].stops[half] && meter->same[team].lunch))
            return TRUE;
    return FALSE;
}

static gboolean
same_routes(const Meter *meter)
{
    for (int team = 0; team < meter->team_count; team++)
        if (other_route(meter, team))
            return FALSE;
    return TRUE;
}

/*
 * Who must hear at least is proven where every cheaper way by seats alone has
 * been looked at, and any way that changes a visit or a time tells all those
 * who were told of it: reseat counts both.
 */
static gboolean
reseat(Work *work, gint64 nodes, gboolean hasty)
{
    Reseat search = { .state = work->state,
                      .meter = work->meter,
                      .nodes = nodes,
                      .hasty = hasty,
                      .best = work->best };
    reseat_search(&search);
    if (!search.found)
        return FALSE;
    gboolean same = same_routes(work->meter);
    work->fewest =
        search.told == search.forced ||
        (same && !hasty && search.told <= search.excluded &&
         search.told <= search.bound && !day_rules_bind(work->score));
    work_set_state(work, work->best);
    work->rank = meter_rank(work->meter);
    return TRUE;
}

/* Members of TEAM's HALF who were told to be there and are not among those of
 * OTHER. */
static int
members_beside(const Meter *meter, int team, Half half, int other)
{
    const Cell *cell = &meter->was[team].team.cells[half];
    int count = 0;
    for (int i = 0; i < cell->person_count; i++) {
        const int *seats = meter->was_seats[cell->people[i]];
        count += seats[HALF_AM] != other && seats[HALF_PM] != other;
    }
    return count;
}

/* Who hears at least when the visits of TEAM change and those of another
 * group too. */
static int
bound_of_two(const Meter *meter, int team)
{
    int own = G_MAXINT;
    int others = G_MAXINT;
    for (int half = 0; half < HALF_COUNT; half++)
        if (meter->was[team].team.cells[half].visit_count > 0)
            own = MIN(own, meter->was[team].team.cells[half].person_count);
    for (int i = 0; i < meter->team_count; i++)
        for (int half = 0; half < HALF_COUNT; half++)
            if (i != team && meter->was[i].team.cells[half].visit_count > 0)
                others =
                    MIN(others, members_beside(meter, i, (Half)half, team));
    return own == G_MAXINT || others == G_MAXINT ? 0 : own + others + 1;
}

/* Groups whose visits do not fit, or not as they were told: their own orders,
 * then one visit at a time.  The fewest is proven where one group alone had
 * to change, and every order of its visits was tried. */
static void
reroute(Work *work)
{
    const State *state = work->state;
    int changed = -1;
    int teams = 0;
    gboolean all = TRUE;
    for (int team = 0; team < state->team_count; team++) {
        if (meter_route_hard(state, team) == 0 &&
            !other_route(work->meter, team))
            continue;
        all = teams < ORDERS && reroute_order(work->state, work->meter, team) &&
              all;
        changed = team;
        teams++;
    }
    if (reroute_needed(state, NULL) || work->meter->dropped > 0) {
        reroute_visits(work->state, work->meter);
        if (reroute_close(work->state, work->meter))
            reroute_visits(work->state, work->meter);
    } else
        work->fewest = all && teams == 1 && state->total.hard == 0 &&
                       !day_rules_bind(work->score) &&
                       work->meter->told <= bound_of_two(work->meter, changed);
    work_take_best(work);
}

static gboolean
relay(gint64 steps, gpointer data)
{
    Work *work = data;
    SolveProgress progress = { .step = work->step += steps,
                               .visits = work->best->visit_count,
                               .groups = work->best->open_count,
                               .hard = (work->best->total.hard + 9) / 10,
                               .soft_milli = work->best->total.soft / 10 };
    if (work->options->tick == NULL ||
        work->options->tick(&progress, work->options->tick_data))
        return TRUE;
    work->stopped = TRUE;
    return FALSE;
}

Drift
work_drift(Work *work, gint64 price, gboolean few)
{
    return (Drift){ .lists = work->lists,
                    .state = work->state,
                    .meter = work->meter,
                    .random = &work->random,
                    .price = price,
                    .few = few,
                    .best = work->best,
                    .rank = work->rank,
                    .tick = relay,
                    .tick_data = work,
                    .stopped = work->stopped };
}

/* Looks further and further around until something legal is found. */
static void
search_legal(Work *work, gint64 steps)
{
    for (int i = 0; i < TRIES && work->rank.hard > 0 && !work->stopped; i++) {
        Drift drift = work_drift(work, DEAR, TRUE);
        drift_search(&drift, steps << (i / 2), i % 2 == 0 ? WARM : HOT);
        work->rank = drift.rank;
        if (i % 2 == 1)
            work_set_state(work, work->best);
    }
    work_set_state(work, work->best);
}

/* What no search has mended: groups that break something are given up, and
 * others take their visits and their members where they can. */
static void
give_up_groups(Work *work)
{
    if (!reroute_close(work->state, work->meter))
        return;
    reroute_visits(work->state, work->meter);
    if (meter_rank_less(meter_rank(work->meter), work->rank))
        work_take_best(work);
    if (work->rank.hard > 0)
        reseat(work, NODES_AGAIN, TRUE);
}

/* Nothing near is legal: first at random, then with fewer groups; whichever
 * lets fewer down. */
static void
search_far(Work *work, gint64 steps)
{
    g_autoptr(State) start = state_new(work->score);
    state_copy(start, work->state);
    search_legal(work, steps);
    if (work->rank.hard == 0 && work->rank.dropped == 0)
        return;
    work_set_state(work, start);
    give_up_groups(work);
    work_set_state(work, work->best);
}

static void
search_fewest(Work *work, gint64 steps)
{
    work_take_best(work);
    if (work->rank.hard == 0) {
        work->plain = state_new(work->score);
        state_copy(work->plain, work->best);
    }
    if (work->rank.hard == 0 && work->rank.told == 0) {
        work->fewest = TRUE;
        return;
    }
    gboolean same = same_routes(work->meter);
    if (same && (reseat(work, NODES, FALSE) || reseat(work, NODES, TRUE)))
        return;
    Reseat strip = { .state = work->state, .meter = work->meter };
    reseat_strip(&strip);
    if (!same || reroute_needed(work->state, NULL))
        reroute(work);
    else
        work_take_best(work);
    if (work->rank.hard > 0 && !reroute_needed(work->state, NULL) &&
        reseat(work, NODES_AGAIN, TRUE)) {
        work->fewest = FALSE; /* of this way through the day only */
        return;
    }
    if (work->rank.hard > 0)
        search_far(work, steps);
}

/* What is not proven may be bettered. */
static void
search_fewer(Work *work, gint64 steps)
{
    Drift drift = work_drift(work, DEAR, TRUE);
    drift_search(&drift, steps, HOT);
    work->rank = drift.rank;
}

/* ---- the cheapest that tells no more -------------------------------------------- */

/* PERSON's seats in HALVES go to TEAM; whether it is better. */
static gboolean
try_seats(Work *work, int person, int halves, int team)
{
    State *state = work->state;
    gboolean changed = FALSE;
    state_begin(state);
    for (int half = 0; half < HALF_COUNT; half++)
        if ((halves & (1 << half)) && state->seats[person][half] != team &&
            (team < 0 || state_person_fits(state, team, (Half)half))) {
            state_seat(state, person, (Half)half, team);
            changed = TRUE;
        }
    if (!changed)
        return FALSE;
    state_settle(state);
    meter_follow(work->meter);
    MeterRank rank = meter_rank(work->meter);
    if (meter_rank_less(rank, work->rank)) {
        work->rank = rank;
        return TRUE;
    }
    state_undo(state);
    meter_follow(work->meter);
    return FALSE;
}

/* TEAM is told of somebody new in any case, or nobody is told there. */
static gboolean
open_cell(const Work *work, int team)
{
    const Meter *meter = work->meter;
    return !meter->same[team].guests[HALF_AM] ||
           !meter->same[team].guests[HALF_PM] || !meter->view->names_visitors;
}

/* Those who hear anyway, or sit nowhere, go where it costs less. */
static gboolean
polish_once(Work *work)
{
    gboolean any = FALSE;
    for (int person = 0; person < work->problem->person_count; person++) {
        const int *seats = work->state->seats[person];
        if (!work->meter->hears_person[person] && seats[HALF_AM] >= 0 &&
            seats[HALF_PM] >= 0)
            continue;
        for (int halves = 1; halves < 1 << HALF_COUNT; halves++) {
            any = try_seats(work, person, halves, -1) || any;
            for (int team = 0; team < work->state->team_count; team++)
                if (open_cell(work, team))
                    any = try_seats(work, person, halves, team) || any;
        }
    }
    return any;
}

static void
polish(Work *work)
{
    work_set_state(work, work->best);
    work->rank = meter_rank(work->meter);
    while (polish_once(work))
        ;
    state_copy(work->best, work->state);
}

void
work_find_fewest(Work *work, gint64 steps)
{
    search_fewest(work, steps);
    if (work->rank.hard == 0 && !work->fewest && !work->stopped)
        search_fewer(work, steps);
    if (work->rank.hard == 0)
        polish(work);
}
