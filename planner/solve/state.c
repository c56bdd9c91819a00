#include "planner/solve/state.h"

#include <string.h>

/* Without a limit of groups: as many as there are companies to visit. */
static int
most_teams(const Problem *problem)
{
    if (problem->groups_max >= 0)
        return MIN(problem->groups_max, problem->company_count);
    return problem->company_count;
}

State *
state_new(const Score *score)
{
    const Problem *problem = score->problem;
    State *state = g_new0(State, 1);
    gsize teams = (gsize)most_teams(problem);
    gsize companies = (gsize)problem->company_count;
    gsize people = (gsize)problem->person_count;
    state->score = score;
    state->team_count = (int)teams;
    state->visit_limit = problem->group_visits_max >= 0
                             ? problem->group_visits_max
                             : CELL_VISITS * HALF_COUNT;
    state->teams = g_new0(Team, teams);
    state->team_cost = g_new0(Cost, teams);
    state->team_of = g_new(int, companies);
    state->seats = g_malloc(people * sizeof(*state->seats));
    state->site_visits = g_new0(int, (gsize)problem->site_count);
    state->team_stamp = g_new0(guint64, teams);
    state->person_stamp = g_new0(guint64, people);
    state->company_stamp = g_new0(guint64, companies);
    state->saved_seats = g_new0(SavedSeats, people);
    state->saved_companies = g_new0(SavedCompany, companies);
    memset(state->team_of, -1, companies * sizeof(int));
    memset(state->seats, -1, people * sizeof(*state->seats));
    state->total = state_recount(state);
    return state;
}

void
state_free(State *state)
{
    g_free(state->teams);
    g_free(state->team_cost);
    g_free(state->team_of);
    g_free(state->seats);
    g_free(state->site_visits);
    g_free(state->team_stamp);
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
    SavedTeam *saved = &state->saved_teams[state->saved_team_count++];
    state->team_stamp[team] = state->stamp;
    saved->index = team;
    saved->team = state->teams[team];
    saved->cost = state->team_cost[team];
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
    touch_team(state, team);
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
    touch_team(state, team);
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
        touch_team(state, before);
        while (cell->people[i] != person)
            i++;
        cell->people[i] = cell->people[--cell->person_count];
    }
    if (team >= 0) {
        Cell *cell = &state->teams[team].cells[half];
        touch_team(state, team);
        cell->people[cell->person_count++] = person;
    }
    state->seats[person][half] = team;
}

gboolean
state_swap_visits(State *state, int team_a, Half half_a, int team_b,
                  Half half_b)
{
    Cell *a = &state->teams[team_a].cells[half_a];
    Cell *b = &state->teams[team_b].cells[half_b];
    int more = b->visit_count - a->visit_count;
    int visits_a = visits_of(&state->teams[team_a]);
    int visits_b = visits_of(&state->teams[team_b]);
    if (team_a != team_b && (visits_a + more > state->visit_limit ||
                             visits_b - more > state->visit_limit ||
                             visits_a + more == 0 || visits_b - more == 0))
        return FALSE;
    touch_team(state, team_a);
    touch_team(state, team_b);
    if ((a->visit_count == 0) != (b->visit_count == 0)) {
        touch_people(state, a);
        touch_people(state, b);
    }
    Cell kept = *a;
    a->visit_count = b->visit_count;
    memcpy(a->visits, b->visits, sizeof a->visits);
    b->visit_count = kept.visit_count;
    memcpy(b->visits, kept.visits, sizeof b->visits);
    for (int i = 0; i < a->visit_count; i++) {
        touch_company(state, a->visits[i]);
        state->team_of[a->visits[i]] = team_a;
    }
    for (int i = 0; i < b->visit_count; i++) {
        touch_company(state, b->visits[i]);
        state->team_of[b->visits[i]] = team_b;
    }
    return TRUE;
}

/* ---- the end of a change ---------------------------------------------- */

static Cost
counts_cost(const State *state)
{
    return score_counts(state->score, state->visit_count, state->site_count,
                        state->open_count);
}

void
state_settle(State *state)
{
    for (int i = 0; i < state->saved_team_count; i++) {
        int team = state->saved_teams[i].index;
        cost_take(&state->total, state->team_cost[team]);
        state->team_cost[team] = score_team(state->score, &state->teams[team]);
        cost_add(&state->total, state->team_cost[team]);
    }
    for (int i = 0; i < state->saved_seat_count; i++) {
        cost_take(&state->total, state->saved_seats[i].cost);
        cost_add(&state->total,
                 person_cost(state, state->saved_seats[i].person));
    }
    for (int i = 0; i < state->saved_company_count; i++) {
        int company = state->saved_companies[i].company;
        cost_take(&state->total,
                  score_company(state->score, company,
                                state->saved_companies[i].team >= 0));
        cost_add(&state->total, score_company(state->score, company,
                                              state->team_of[company] >= 0));
    }
    cost_take(&state->total,
              score_counts(state->score, state->saved_visits,
                           state->saved_sites, state->saved_open));
    cost_add(&state->total, counts_cost(state));
}

void
state_undo(State *state)
{
    const Company *companies = state->score->problem->companies;
    for (int i = 0; i < state->saved_team_count; i++) {
        const SavedTeam *saved = &state->saved_teams[i];
        state->teams[saved->index] = saved->team;
        state->team_cost[saved->index] = saved->cost;
    }
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
    for (int i = 0; i < state->team_count; i++)
        cost_add(&total, score_team(state->score, &state->teams[i]));
    for (int i = 0; i < problem->person_count; i++)
        cost_add(&total, person_cost(state, i));
    for (int i = 0; i < problem->company_count; i++)
        cost_add(&total,
                 score_company(state->score, i, state->team_of[i] >= 0));
    return total;
}

void
state_copy(State *state, const State *from)
{
    const Problem *problem = from->score->problem;
    gsize teams = (gsize)from->team_count;
    memcpy(state->teams, from->teams, teams * sizeof(Team));
    memcpy(state->team_cost, from->team_cost, teams * sizeof(Cost));
    memcpy(state->team_of, from->team_of,
           (gsize)problem->company_count * sizeof(int));
    memcpy(state->seats, from->seats,
           (gsize)problem->person_count * sizeof(*state->seats));
    memcpy(state->site_visits, from->site_visits,
           (gsize)problem->site_count * sizeof(int));
    state->visit_count = from->visit_count;
    state->site_count = from->site_count;
    state->open_count = from->open_count;
    state->total = from->total;
}
