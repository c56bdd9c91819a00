#include "planner/solve/drift.h"

enum { SOFT_PER_CENTIPOINT = 100 };

/* Soft units for a tenth of a hard unit, and for a visit that falls out. */
enum { HARD_PRICE = 60000, DROP_PRICE = 1000000 };

static gint64
energy(const Drift *drift)
{
    const Meter *meter = drift->meter;
    return meter->state->total.hard * HARD_PRICE +
           (gint64)meter->dropped * DROP_PRICE +
           (gint64)meter->told * drift->price + meter->state->total.soft;
}

static gboolean
better(const Drift *drift, MeterRank a, MeterRank b)
{
    if (drift->few || a.hard != b.hard || a.dropped != b.dropped)
        return meter_rank_less(a, b);
    return a.told * drift->price + a.soft < b.told * drift->price + b.soft;
}

/* A cell that breaks something hard, or -1. */
static int
broken_cell(const State *state, Random *random)
{
    int cells = state->team_count * HALF_COUNT;
    int first = cells > 0 ? random_below(random, cells) : 0;
    for (int i = 0; i < cells; i++) {
        int cell = (first + i) % cells;
        int team = cell / HALF_COUNT;
        if (state->teams[team].cells[cell % HALF_COUNT].visit_count > 0 &&
            (state->cell_cost[team][cell % HALF_COUNT].hard > 0 ||
             meter_route_hard(state, team) > 0))
            return cell;
    }
    return -1;
}

/* Somebody joins a cell where something is wrong, in place of somebody there
 * half of the time. */
static gboolean
mend_cell(const Drift *drift, int cell)
{
    State *state = drift->state;
    int team = cell / HALF_COUNT;
    Half half = (Half)(cell % HALF_COUNT);
    const Cell *at = &state->teams[team].cells[half];
    int other = at->person_count > 0 && random_below(drift->random, 2) == 0
                    ? at->people[random_below(drift->random, at->person_count)]
                    : -1;
    gboolean elected = other >= 0
                           ? drift->lists->problem->people[other].politician
                           : random_below(drift->random, 2) == 0;
    int person = lists_any_person(drift->lists, elected, half, drift->random);
    if (person < 0 || state->seats[person][half] == team ||
        !state_person_fits(state, team, half))
        return FALSE;
    int from = state->seats[person][half];
    if (other >= 0)
        state_seat(state, other, half, -1);
    state_seat(state, person, half, team);
    if (other >= 0 && from >= 0)
        state_seat(state, other, half, from);
    return TRUE;
}

static gboolean
change(const Drift *drift)
{
    int cell = -1;
    if (drift->state->total.hard > 0 && random_below(drift->random, 2) == 0)
        cell = broken_cell(drift->state, drift->random);
    return cell >= 0 ? mend_cell(drift, cell)
                     : moves_try(drift->lists, drift->state, drift->random);
}

static void
step(Drift *drift, gint64 threshold)
{
    gint64 before = energy(drift);
    state_begin(drift->state);
    if (!change(drift))
        return;
    state_settle(drift->state);
    meter_follow(drift->meter);
    gint64 slack =
        threshold > 0 ? random_below(drift->random, (int)threshold) : 0;
    if (energy(drift) - before > slack) {
        state_undo(drift->state);
        meter_follow(drift->meter);
        return;
    }
    MeterRank rank = meter_rank(drift->meter);
    if (!better(drift, rank, drift->rank))
        return;
    drift->rank = rank;
    drift->found = TRUE;
    state_copy(drift->best, drift->state);
}

void
drift_search(Drift *drift, gint64 steps, int hot)
{
    for (gint64 i = 0; i < steps && !drift->stopped; i++) {
        gint64 threshold =
            (gint64)hot * SOFT_PER_CENTIPOINT * (steps - i) / steps;
        step(drift, threshold);
        if ((i + 1) % DRIFT_TICK == 0 && drift->tick &&
            !drift->tick(DRIFT_TICK, drift->tick_data))
            drift->stopped = TRUE;
    }
}
