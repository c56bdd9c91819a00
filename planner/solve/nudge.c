#include "planner/solve/nudge.h"

/* Tenths of thousandths of a point: what one who moves is held worth, what a
 * tenth of a hard unit is, and by how much a change may be for the worse. */
enum { MOVED = 5000, HARD = 40000, WORSE = 6000 };

static gboolean
person_moved(const State *home, const int *seats, int person)
{
    return seats[HALF_AM] != home->seats[person][HALF_AM] ||
           seats[HALF_PM] != home->seats[person][HALF_PM];
}

/* How many more are moved by the change under way. */
static int
moved_more(const State *home, const State *state)
{
    int more = 0;
    for (int i = 0; i < state->saved_seat_count; i++) {
        const SavedSeats *saved = &state->saved_seats[i];
        more += person_moved(home, state->seats[saved->person], saved->person) -
                person_moved(home, saved->seats, saved->person);
    }
    for (int i = 0; i < state->saved_company_count; i++) {
        const SavedCompany *saved = &state->saved_companies[i];
        int at_home = home->team_of[saved->company];
        more += (state->team_of[saved->company] != at_home) -
                (saved->team != at_home);
    }
    return more;
}

/* Whether TEAM visits the same companies in both. */
static gboolean
same_visits(const State *home, const State *state, int team)
{
    int count[2] = { 0, 0 };
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &home->teams[team].cells[half];
        count[0] += cell->visit_count;
        count[1] += state->teams[team].cells[half].visit_count;
        for (int i = 0; i < cell->visit_count; i++)
            if (state->team_of[cell->visits[i]] != team)
                return FALSE;
    }
    return count[0] == count[1];
}

/* Puts the visits of TEAM in the order that they have in HOME. */
static void
reorder(const State *home, State *state, int team)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &home->teams[team].cells[half];
        for (int i = 0; i < cell->visit_count; i++)
            state_take_visit(state, cell->visits[i]);
    }
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &home->teams[team].cells[half];
        for (int i = 0; i < cell->visit_count; i++)
            state_put_visit(state, cell->visits[i], team, (Half)half, i);
    }
}

/* Another order at the same cost is nobody's gain: the hours stay. */
static void
keep_orders(const State *home, State *state)
{
    for (int team = 0; team < state->team_count; team++) {
        Cost before = state->total;
        if (!same_visits(home, state, team))
            continue;
        state_begin(state);
        reorder(home, state, team);
        state_settle(state);
        if (cost_less(before, state->total))
            state_undo(state);
    }
}

void
nudge(const Lists *lists, const State *home, State *state, gint64 steps,
      Random *random)
{
    g_autoptr(State) best = state_new(state->score);
    gint64 moved = 0; /* more than at the start */
    gint64 best_moved = 0;
    state_copy(best, state);
    for (gint64 step = 0; step < steps; step++) {
        gint64 worse = WORSE * (steps - step) / steps;
        state_begin(state);
        if (!moves_try(lists, state, random))
            continue;
        int more = moved_more(home, state);
        if (!state_settle_within(state, HARD,
                                 worse - 1 - (gint64)more * MOVED)) {
            state_undo(state);
            continue;
        }
        moved += more;
        Cost now = { state->total.hard, state->total.soft + moved * MOVED };
        Cost least = { best->total.hard,
                       best->total.soft + best_moved * MOVED };
        if (!cost_less(now, least))
            continue;
        state_copy(best, state);
        best_moved = moved;
    }
    state_copy(state, best);
    keep_orders(home, state);
}
