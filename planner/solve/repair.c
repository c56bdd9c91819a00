#include "planner/solve/repair.h"

#include "planner/solve/drift.h"
#include "planner/solve/export.h"
#include "planner/solve/reroute.h"
#include "planner/solve/reseat.h"
#include "planner/solve/verify.h"

/* Groups whose orders are tried, random changes for each further answer, tries to find a legal one, and
 * changes of seats that are looked at. */
enum {
    ORDERS = 4,
    STEPS = 16000,
    TRIES = 8,
    NODES = 30000,
    NODES_AGAIN = 10000
};

/* Prices of one who hears, in soft units (a tenth of a thousandth of a
 * point), and temperatures in hundredths of a point. */
enum { POINT = 10000, DEAR = 5 * POINT, FAIR = 2 * POINT, LOW = POINT / 2 };
enum { HOT = 800, WARM = 300 };

/* One repair under way. */
typedef struct Work {
    const Problem *problem;       /* borrowed */
    const RepairOptions *options; /* borrowed */
    ToldView view;
    Score *score;
    Lists *lists;
    State *state;
    Meter *meter; /* of STATE */
    State *plain; /* as it is with nothing moved; NULL: not legal */
    State *best;
    MeterRank rank; /* of BEST */
    gboolean fewest;
    Random random;
    gint64 step;
    gboolean stopped;
} Work;

static void
work_clear(Work *work)
{
    g_clear_pointer(&work->meter, meter_free);
    g_clear_pointer(&work->plain, state_free);
    g_clear_pointer(&work->best, state_free);
    g_clear_pointer(&work->state, state_free);
    g_clear_pointer(&work->lists, lists_free);
    g_clear_pointer(&work->score, score_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static void
repair_free(gpointer data)
{
    Repair *repair = data;
    solution_free(repair->solution);
    g_free(repair);
}

/* ---- answers ---------------------------------------------------------------- */

/* SOLUTION, which the answer takes over, as it is judged by separate code. */
static Repair *
judge(const Problem *problem, const RepairOptions *options,
      const ToldView *view, Solution *solution)
{
    Repair *repair = g_new0(Repair, 1);
    g_autoptr(Verdict) verdict = verify_day(problem, solution, FALSE);
    repair->solution = solution;
    repair->hard = verdict->hard;
    repair->soft_milli = verdict->soft_milli;
    if (options->told != NULL) {
        ToldCount told = told_count(view, options->told, solution, NULL, NULL);
        repair->told_people = told.people;
        repair->told_companies = told.companies;
        repair->dropped = told.dropped;
    }
    return repair;
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

/* ---- the fewest --------------------------------------------------------------- */

/* STATE becomes the best so far. */
static void
take_best(Work *work)
{
    work->rank = meter_rank(work->meter);
    state_copy(work->best, work->state);
}

static void
set_state(Work *work, const State *from)
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
    set_state(work, work->best);
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
    take_best(work);
}

static Drift
drift_of(Work *work, gint64 price, gboolean few)
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
        Drift drift = drift_of(work, DEAR, TRUE);
        drift_search(&drift, steps << (i / 2), i % 2 == 0 ? WARM : HOT);
        work->rank = drift.rank;
        if (i % 2 == 1)
            set_state(work, work->best);
    }
    set_state(work, work->best);
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
        take_best(work);
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
    set_state(work, start);
    give_up_groups(work);
    set_state(work, work->best);
}

static void
find_fewest(Work *work, gint64 steps)
{
    take_best(work);
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
        take_best(work);
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
    Drift drift = drift_of(work, DEAR, TRUE);
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
    set_state(work, work->best);
    work->rank = meter_rank(work->meter);
    while (polish_once(work))
        ;
    state_copy(work->best, work->state);
}

/* ---- the whole -------------------------------------------------------------------- */

static void
add_best(Work *work, GPtrArray *repairs)
{
    Repair *repair = judge(work->problem, work->options, &work->view,
                           export_solution(work->best, work->options->told));
    repair->fewest = work->fewest && repair->hard == 0;
    g_ptr_array_add(repairs, repair);
}

/* The best is one more answer, if it costs less than the last. */
static void
add_cheaper(Work *work, GPtrArray *repairs)
{
    const Repair *last = g_ptr_array_index(repairs, repairs->len - 1);
    work->fewest = FALSE;
    add_best(work, repairs);
    const Repair *repair = g_ptr_array_index(repairs, repairs->len - 1);
    if (repair->hard > 0 || repair->dropped > last->dropped ||
        repair->soft_milli >= last->soft_milli)
        g_ptr_array_set_size(repairs, (int)repairs->len - 1);
}

/* Nothing moved, though more hear: a late group goes on as it went. */
static void
add_plain(Work *work, GPtrArray *repairs)
{
    if (work->plain == NULL || work->plain->total.soft >= work->rank.soft)
        return;
    set_state(work, work->plain);
    if (work->meter->dropped > work->rank.dropped)
        return;
    take_best(work);
    add_cheaper(work, repairs);
}

/* One more answer, that costs less and tells more, if one is found. */
static void
widen(Work *work, gint64 price, gint64 steps, GPtrArray *repairs)
{
    set_state(work, work->best);
    work->rank = meter_rank(work->meter);
    Drift drift = drift_of(work, price, FALSE);
    drift_search(&drift, steps, WARM);
    work->rank = drift.rank;
    if (drift.found)
        add_cheaper(work, repairs);
}

static void
repair_few(Work *work, const Solution *base, GPtrArray *repairs)
{
    static const gint64 prices[] = { FAIR, LOW };
    gint64 steps = work->options->steps > 0 ? work->options->steps : STEPS;
    export_load(work->state, base);
    work->meter = meter_new(work->state, &work->view, work->options->told);
    find_fewest(work, steps);
    if (work->rank.hard == 0 && !work->fewest && !work->stopped)
        search_fewer(work, steps);
    if (work->rank.hard == 0)
        polish(work);
    add_best(work, repairs);
    if ((int)repairs->len < work->options->choices && work->rank.hard == 0)
        add_plain(work, repairs);
    for (int i = 0; i < 2 && work->rank.hard == 0 && !work->stopped &&
                    (int)repairs->len < work->options->choices;
         i++)
        widen(work, prices[i], steps, repairs);
}

/* Without anyone to spare: the search itself, from BASE. */
static void
repair_cost(Work *work, const Solution *base, GPtrArray *repairs)
{
    const RepairOptions *options = work->options;
    SolveOptions solve = { .seed = options->seed,
                           .steps = options->steps > 0 ? options->steps : STEPS,
                           .start = base,
                           .tick = options->tick,
                           .tick_data = options->tick_data };
    g_ptr_array_add(repairs, judge(work->problem, options, &work->view,
                                   solve_day(work->problem, &solve)));
}

GPtrArray *
repair_day(const Problem *problem, const Solution *base,
           const RepairOptions *options)
{
    GPtrArray *repairs = g_ptr_array_new_with_free_func(repair_free);
    g_auto(Work) work = { .problem = problem,
                          .options = options,
                          .view = { .problem = problem,
                                    .names_visitors = options->names_visitors,
                                    .nameless = options->nameless,
                                    .gone = options->gone } };
    if (!options->tell_few || options->told == NULL) {
        repair_cost(&work, base, repairs);
        return repairs;
    }
    work.score = score_new(problem);
    locks_know(work.score->locks, problem, options->told);
    work.lists = lists_new(problem);
    work.state = state_new(work.score);
    work.best = state_new(work.score);
    random_init(&work.random, options->seed);
    repair_few(&work, base, repairs);
    return repairs;
}
