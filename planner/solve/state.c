#include "planner/solve/state.h"

#include <string.h>

#include "planner/solve/timing.h"

/* Without a limit of groups: as many as there are companies to visit; never
 * fewer than the locks name. */
static int
most_teams(const Score *score)
{
    int teams = score->problem->company_count;
    if (score->problem->groups_max >= 0)
        teams = MIN(teams, score->problem->groups_max);
    return MAX(teams, score->locks->teams);
}

State *
state_new(const Score *score)
{
    const Problem *problem = score->problem;
    State *state = g_new0(State, 1);
    /* one more of each, so that none is NULL */
    gsize teams = (gsize)most_teams(score) + 1;
    gsize companies = (gsize)problem->company_count + 1;
    gsize people = (gsize)problem->person_count + 1;
    state->score = score;
    state->team_count = (int)teams - 1;
    state->numbered = score->locks->teams > 0;
    state->visit_limit = problem->group_visits_max >= 0
                             ? problem->group_visits_max
                             : CELL_VISITS * HALF_COUNT;
    state->teams = g_new0(Team, teams);
    state->routes = g_new0(Route, teams);
    state->cell_cost = g_malloc0(teams * sizeof(*state->cell_cost));
    state->team_of = g_new(int, companies);
    state->seats = g_malloc(people * sizeof(*state->seats));
    state->site_visits = g_new0(int, (gsize)problem->site_count + 1);
    state->team_stamp = g_new0(guint64, teams);
    state->team_saved = g_new0(int, teams);
    state->cell_stamp = g_new0(guint64, teams * HALF_COUNT);
    state->person_stamp = g_new0(guint64, people);
    state->company_stamp = g_new0(guint64, companies);
    state->saved_seats = g_new0(SavedSeats, people);
    state->saved_companies = g_new0(SavedCompany, companies);
    memset(state->team_of, -1, companies * sizeof(int));
    memset(state->seats, -1, people * sizeof(*state->seats));
    for (int i = 0; i < state->team_count; i++) {
        state->teams[i].number = i + 1;
        state->routes[i].presence.smooth = TRUE;
    }
    state->total = state_recount(state);
    return state;
}

void
state_free(State *state)
{
    g_free(state->teams);
    g_free(state->routes);
    g_free(state->cell_cost);
    g_free(state->team_of);
    g_free(state->seats);
    g_free(state->site_visits);
    g_free(state->team_stamp);
    g_free(state->team_saved);
    g_free(state->cell_stamp);
    g_free(state->person_stamp);
    g_free(state->company_stamp);
    g_free(state->saved_seats);
    g_free(state->saved_companies);
    g_free(state);
}

/* ---- what a change touches -------------------------------------------- */

void
state_begin(State *state)
{
    state->stamp++;
    state->saved_team_count = 0;
    state->saved_cell_count = 0;
    state->saved_seat_count = 0;
    state->saved_company_count = 0;
    state->saved_visits = state->visit_count;
    state->saved_sites = state->site_count;
    state->saved_open = state->open_count;
    state->saved_total = state->total;
}

static void
touch_team(State *state, int team)
{
    if (state->team_stamp[team] == state->stamp)
        return;
    g_assert(state->saved_team_count < STATE_TOUCH);
    state->team_saved[team] = state->saved_team_count;
    SavedTeam *saved = &state->saved_teams[state->saved_team_count++];
    state->team_stamp[team] = state->stamp;
    saved->index = team;
    saved->moved = FALSE;
    saved->route = state->routes[team];
}

static void
touch_cell(State *state, int team, Half half)
{
    guint64 *stamp = &state->cell_stamp[team * HALF_COUNT + (int)half];
    if (*stamp == state->stamp)
        return;
    touch_team(state, team);
    SavedCell *saved = &state->saved_cells[state->saved_cell_count++];
    *stamp = state->stamp;
    saved->team = team;
    saved->half = half;
    saved->cell = state->teams[team].cells[half];
    saved->cost = state->cell_cost[team][half];
}

/* Before the visits of TEAM's HALF change. */
static void
touch_visits(State *state, int team, Half half)
{
    touch_cell(state, team, half);
    state->saved_teams[state->team_saved[team]].moved = TRUE;
}

/* A seat in a half without visits is no seat. */
static Cost
person_cost(const State *state, int person)
{
    int sits[HALF_COUNT];
    for (int half = 0; half < HALF_COUNT; half++) {
        int team = state->seats[person][half];
        if (team >= 0 && state->teams[team].cells[half].visit_count == 0)
            team = -1;
        sits[half] = team;
    }
    return score_person(state->score, person, sits[HALF_AM], sits[HALF_PM]);
}

static void
touch_person(State *state, int person)
{
    if (state->person_stamp[person] == state->stamp)
        return;
    SavedSeats *saved = &state->saved_seats[state->saved_seat_count++];
    state->person_stamp[person] = state->stamp;
    saved->person = person;
    memcpy(saved->seats, state->seats[person], sizeof saved->seats);
    saved->cost = person_cost(state, person);
}

static void
touch_company(State *state, int company)
{
    if (state->company_stamp[company] == state->stamp)
        return;
    SavedCompany *saved = &state->saved_companies[state->saved_company_count++];
    state->company_stamp[company] = state->stamp;
    saved->company = company;
    saved->team = state->team_of[company];
}

/* Before CELL gets its first visit or loses its last. */
static void
touch_people(State *state, const Cell *cell)
{
    for (int i = 0; i < cell->person_count; i++)
        touch_person(state, cell->people[i]);
}

static int
visits_of(const Team *team)
{
    return team->cells[HALF_AM].visit_count + team->cells[HALF_PM].visit_count;
}

/* ---- changes ---------------------------------------------------------- */

gboolean
state_visit_fits(const State *state, int team, Half half)
{
    return visits_of(&state->teams[team]) < state->visit_limit &&
           state->teams[team].cells[half].visit_count < CELL_VISITS;
}

gboolean
state_person_fits(const State *state, int team, Half half)
{
    return state->teams[team].cells[half].person_count < CELL_PEOPLE;
}

void
state_put_visit(State *state, int company, int team, Half half, int place)
{
    Cell *cell = &state->teams[team].cells[half];
    int site = state->score->problem->companies[company].site;
    touch_visits(state, team, half);
    touch_company(state, company);
    if (cell->visit_count == 0)
        touch_people(state, cell);
    state->open_count += visits_of(&state->teams[team]) == 0;
    memmove(cell->visits + place + 1, cell->visits + place,
            (size_t)(cell->visit_count - place) * sizeof(int));
    cell->visits[place] = company;
    cell->visit_count++;
    state->team_of[company] = team;
    state->visit_count++;
    state->site_count += state->site_visits[site]++ == 0;
}

void
state_find_visit(const State *state, int company, Half *half, int *place)
{
    const Team *team = &state->teams[state->team_of[company]];
    for (int h = 0; h < HALF_COUNT; h++)
        for (int i = 0; i < team->cells[h].visit_count; i++)
            if (team->cells[h].visits[i] == company) {
                *half = (Half)h;
                *place = i;
                return;
            }
    g_assert_not_reached();
}

void
state_take_visit(State *state, int company)
{
    Half half = HALF_AM;
    int place = 0;
    int team = state->team_of[company];
    int site = state->score->problem->companies[company].site;
    state_find_visit(state, company, &half, &place);
    Cell *cell = &state->teams[team].cells[half];
    touch_visits(state, team, half);
    touch_company(state, company);
    if (cell->visit_count == 1)
        touch_people(state, cell);
    cell->visit_count--;
    memmove(cell->visits + place, cell->visits + place + 1,
            (size_t)(cell->visit_count - place) * sizeof(int));
    state->open_count -= visits_of(&state->teams[team]) == 0;
    state->team_of[company] = -1;
    state->visit_count--;
    state->site_count -= --state->site_visits[site] == 0;
}

void
state_seat(State *state, int person, Half half, int team)
{
    int before = state->seats[person][half];
    touch_person(state, person);
    if (before >= 0) {
        Cell *cell = &state->teams[before].cells[half];
        int i = 0;
        touch_cell(state, before, half);
        while (cell->people[i] != person)
            i++;
        cell->people[i] = cell->people[--cell->person_count];
    }
    if (team >= 0) {
        Cell *cell = &state->teams[team].cells[half];
        touch_cell(state, team, half);
        cell->people[cell->person_count++] = person;
    }
    state->seats[person][half] = team;
}

/* Lets the COUNT visits of FROM stand in CELL from TO's place on. */
static void
move_visits(State *state, Cell *cell, Tail to, const int *from, int count)
{
    for (int i = 0; i < count; i++) {
        touch_company(state, from[i]);
        cell->visits[to.place + i] = from[i];
        state->team_of[from[i]] = to.team;
    }
    cell->visit_count = to.place + count;
}

gboolean
state_swap_tails(State *state, Tail at, Tail bt)
{
    Cell *a = &state->teams[at.team].cells[at.half];
    Cell *b = &state->teams[bt.team].cells[bt.half];
    int from_a = a->visit_count - at.place;
    int from_b = b->visit_count - bt.place;
    int more = from_b - from_a; /* what A grows by */
    int visits_a = visits_of(&state->teams[at.team]) + more;
    int visits_b = visits_of(&state->teams[bt.team]) - more;
    int limit = state->visit_limit;
    int kept[CELL_VISITS];
    if (a == b || a->visit_count + more > CELL_VISITS ||
        b->visit_count - more > CELL_VISITS)
        return FALSE;
    if (at.team != bt.team && (visits_a > limit || visits_b > limit ||
                               visits_a == 0 || visits_b == 0))
        return FALSE;
    touch_visits(state, at.team, at.half);
    touch_visits(state, bt.team, bt.half);
    if (a->visit_count == 0 || a->visit_count + more == 0)
        touch_people(state, a);
    if (b->visit_count == 0 || b->visit_count - more == 0)
        touch_people(state, b);
    memcpy(kept, a->visits + at.place, (size_t)from_a * sizeof(int));
    move_visits(state, a, at, b->visits + bt.place, from_b);
    move_visits(state, b, bt, kept, from_a);
    return TRUE;
}

/* ---- the end of a change ---------------------------------------------- */

static Cost
counts_cost(const State *state)
{
    return score_counts(state->score, state->visit_count, state->site_count,
                        state->open_count);
}

/* What was counted for all that the change touched, taken off. */
static void
settle_before(State *state)
{
    Cost *total = &state->total;
    for (int i = 0; i < state->saved_cell_count; i++)
        cost_take(total, state->saved_cells[i].cost);
    for (int i = 0; i < state->saved_team_count; i++) {
        const SavedTeam *saved = &state->saved_teams[i];
        cost_take(total, saved->route.timing);
        if (saved->moved)
            cost_take(total, saved->route.way);
    }
    for (int i = 0; i < state->saved_seat_count; i++)
        cost_take(total, state->saved_seats[i].cost);
    for (int i = 0; i < state->saved_company_count; i++)
        cost_take(total,
                  score_company(state->score, state->saved_companies[i].company,
                                state->saved_companies[i].team));
    cost_take(total, score_counts(state->score, state->saved_visits,
                                  state->saved_sites, state->saved_open));
}

/* What is soon counted: persons, companies, ways. */
static void
settle_parts(State *state)
{
    Cost *total = &state->total;
    for (int i = 0; i < state->saved_seat_count; i++)
        cost_add(total, person_cost(state, state->saved_seats[i].person));
    for (int i = 0; i < state->saved_company_count; i++) {
        int company = state->saved_companies[i].company;
        cost_add(total,
                 score_company(state->score, company, state->team_of[company]));
    }
    for (int i = 0; i < state->saved_team_count; i++) {
        const SavedTeam *saved = &state->saved_teams[i];
        Route *route = &state->routes[saved->index];
        if (!saved->moved)
            continue;
        route->way = score_way(state->score, &state->teams[saved->index]);
        cost_add(total, route->way);
    }
    cost_add(total, counts_cost(state));
}

static void
settle_cell(State *state, const SavedCell *saved)
{
    Cost *cost = &state->cell_cost[saved->team][saved->half];
    *cost =
        score_cell(state->score, &state->teams[saved->team].cells[saved->half]);
    cost_add(&state->total, *cost);
}

/* Times are counted anew only where they may have changed. */
static void
settle_timing(State *state, const SavedTeam *saved)
{
    const Team *team = &state->teams[saved->index];
    Route *route = &state->routes[saved->index];
    gboolean holds = !saved->moved;
    for (int half = 0; half < HALF_COUNT && holds; half++)
        if (state->cell_stamp[saved->index * HALF_COUNT + half] == state->stamp)
            holds =
                timing_holds(state->score, team, (Half)half, &route->presence);
    if (!holds) {
        Times times;
        route->timing = timing_set(state->score, team, &times);
        route->presence = times.presence;
    }
    cost_add(&state->total, route->timing);
}

/* Tenths of hard units that groups beyond the first too few or too many are
 * held worth here: the rule counts them as one, which shows the search no way
 * back once many are missing. */
static gint64
groups_off(const State *state, int groups)
{
    const Problem *problem = state->score->problem;
    int off = 0;
    if (problem->groups_min >= 0)
        off = MAX(off, problem->groups_min - groups);
    if (problem->groups_max >= 0)
        off = MAX(off, groups - problem->groups_max);
    return off > 1 ? 10 * (gint64)(off - 1) : 0;
}

gboolean
state_settle_within(State *state, gint64 hard_price, gint64 limit)
{
    /* No part costs less than nothing: what is counted so far only grows. */
    gint64 most = limit;
    const Cost *total = &state->total;
    if (limit < G_MAXINT64)
        most += (total->hard + groups_off(state, state->saved_open) -
                 groups_off(state, state->open_count)) *
                    hard_price +
                total->soft;
    settle_before(state);
    settle_parts(state);
    for (int i = 0; i < state->saved_cell_count; i++) {
        if (total->hard * hard_price + total->soft > most)
            return FALSE;
        settle_cell(state, &state->saved_cells[i]);
    }
    for (int i = 0; i < state->saved_team_count; i++) {
        if (total->hard * hard_price + total->soft > most)
            return FALSE;
        settle_timing(state, &state->saved_teams[i]);
    }
    return total->hard * hard_price + total->soft <= most;
}

void
state_settle(State *state)
{
    state_settle_within(state, 1, G_MAXINT64);
}

void
state_undo(State *state)
{
    const Company *companies = state->score->problem->companies;
    for (int i = 0; i < state->saved_cell_count; i++) {
        const SavedCell *saved = &state->saved_cells[i];
        state->teams[saved->team].cells[saved->half] = saved->cell;
        state->cell_cost[saved->team][saved->half] = saved->cost;
    }
    for (int i = 0; i < state->saved_team_count; i++)
        state->routes[state->saved_teams[i].index] =
            state->saved_teams[i].route;
    for (int i = 0; i < state->saved_seat_count; i++) {
        const SavedSeats *saved = &state->saved_seats[i];
        memcpy(state->seats[saved->person], saved->seats, sizeof saved->seats);
    }
    for (int i = 0; i < state->saved_company_count; i++) {
        const SavedCompany *saved = &state->saved_companies[i];
        int now = state->team_of[saved->company];
        int site = companies[saved->company].site;
        state->site_visits[site] += (saved->team >= 0) - (now >= 0);
        state->team_of[saved->company] = saved->team;
    }
    state->visit_count = state->saved_visits;
    state->site_count = state->saved_sites;
    state->open_count = state->saved_open;
    state->total = state->saved_total;
}

Cost
state_recount(const State *state)
{
    const Problem *problem = state->score->problem;
    Cost total = counts_cost(state);
    for (int i = 0; i < state->team_count; i++) {
        const Team *team = &state->teams[i];
        Times times;
        cost_add(&total, score_way(state->score, team));
        cost_add(&total, timing_set(state->score, team, &times));
        cost_add(&total, score_cell(state->score, &team->cells[HALF_AM]));
        cost_add(&total, score_cell(state->score, &team->cells[HALF_PM]));
    }
    for (int i = 0; i < problem->person_count; i++)
        cost_add(&total, person_cost(state, i));
    for (int i = 0; i < problem->company_count; i++)
        cost_add(&total, score_company(state->score, i, state->team_of[i]));
    return total;
}

void
state_copy(State *to, const State *from)
{
    const Problem *problem = from->score->problem;
    gsize teams = (gsize)from->team_count;
    memcpy(to->teams, from->teams, teams * sizeof(Team));
    memcpy(to->routes, from->routes, teams * sizeof(Route));
    memcpy(to->cell_cost, from->cell_cost, teams * sizeof(*to->cell_cost));
    memcpy(to->team_of, from->team_of,
           (gsize)problem->company_count * sizeof(int));
    memcpy(to->seats, from->seats,
           (gsize)problem->person_count * sizeof(*to->seats));
    memcpy(to->site_visits, from->site_visits,
           (gsize)problem->site_count * sizeof(int));
    to->numbered = from->numbered;
    to->visit_count = from->visit_count;
    to->site_count = from->site_count;
    to->open_count = from->open_count;
    to->total = from->total;
}
