#include "planner/solve/putting.h"

enum { NOBODY = -1, PARTNERS_MAX = CELL_PEOPLE + 1 };

/* The plan of least cost so far, and one under trial. */
typedef struct Best {
    const State *from; /* borrowed, as all here */
    State *trial, *plan;
    gboolean some;
} Best;

/* Begins a change of the plan as it was. */
static void
begin(Best *best)
{
    state_copy(best->trial, best->from);
    state_begin(best->trial);
}

static void
offer(Best *best)
{
    state_settle(best->trial);
    if (!best->some || cost_less(best->trial->total, best->plan->total))
        state_copy(best->plan, best->trial);
    best->some = TRUE;
}

/* ---- a person ---------------------------------------------------------- */

/* NOBODY, then those of PERSON's kind in CELL. */
static int
partners(const State *state, const Cell *cell, int person, int *people)
{
    const Person *who = state->score->problem->people;
    int count = 0;
    people[count++] = NOBODY;
    for (int i = 0; i < cell->person_count; i++)
        if (cell->people[i] != person &&
            !who[cell->people[i]].politician == !who[person].politician)
            people[count++] = cell->people[i];
    return count;
}

/* OTHER goes where PERSON sat, so far as there is room. */
static void
put_person(State *state, int person, int team, Half half, int other)
{
    int old = state->seats[person][half];
    if (other != NOBODY)
        state_seat(state, other, half, -1);
    if (state_person_fits(state, team, half))
        state_seat(state, person, half, team);
    if (other != NOBODY && old >= 0)
        state_seat(state, other, half, old);
}

void
putting_person(const State *from, int person, int team, int halves, State *best)
{
    g_autoptr(State) trial = state_new(from->score);
    Best found = { .from = from, .trial = trial, .plan = best };
    int people[HALF_COUNT][PARTNERS_MAX];
    int counts[HALF_COUNT];
    for (int half = 0; half < HALF_COUNT; half++) {
        gboolean moves =
            (halves & (1 << half)) != 0 && from->seats[person][half] != team;
        counts[half] = moves ? partners(from, &from->teams[team].cells[half],
                                        person, people[half])
                             : 0;
    }
    for (int i = 0; i < MAX(counts[HALF_AM], 1); i++)
        for (int k = 0; k < MAX(counts[HALF_PM], 1); k++) {
            begin(&found);
            if (counts[HALF_AM] > 0)
                put_person(trial, person, team, HALF_AM, people[HALF_AM][i]);
            if (counts[HALF_PM] > 0)
                put_person(trial, person, team, HALF_PM, people[HALF_PM][k]);
            offer(&found);
        }
}

/* ---- a company --------------------------------------------------------- */

/* COMPANY before visit AT of TEAM's HALF, or last. */
static void
try_more(Best *best, int company, int team, Half half, int at)
{
    State *state = best->trial;
    begin(best);
    if (state->team_of[company] >= 0)
        state_take_visit(state, company);
    if (!state_visit_fits(state, team, half))
        return;
    state_put_visit(state, company, team, half, at);
    offer(best);
}

/* COMPANY in the place of OTHER, which goes to where COMPANY was visited if
 * SWAP, else nowhere. */
static void
try_instead(Best *best, int company, int other, gboolean swap)
{
    State *state = best->trial;
    Half half = HALF_AM, old_half = HALF_AM;
    int place = 0, old_place = 0;
    begin(best);
    int team = state->team_of[other];
    int old = state->team_of[company];
    state_find_visit(state, other, &half, &place);
    if (old >= 0) {
        state_find_visit(state, company, &old_half, &old_place);
        state_take_visit(state, company);
    }
    state_take_visit(state, other);
    state_put_visit(state, company, team, half, place);
    if (swap && old >= 0)
        state_put_visit(state, other, old, old_half, old_place);
    offer(best);
}

void
putting_company(const State *from, int company, int team, State *best)
{
    g_autoptr(State) trial = state_new(from->score);
    Best found = { .from = from, .trial = trial, .plan = best };
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &from->teams[team].cells[half];
        for (int at = 0; at <= cell->visit_count; at++)
            try_more(&found, company, team, (Half)half, at);
        for (int at = 0; at < cell->visit_count; at++) {
            try_instead(&found, company, cell->visits[at], TRUE);
            try_instead(&found, company, cell->visits[at], FALSE);
        }
    }
}
