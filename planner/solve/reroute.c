#include "planner/solve/reroute.h"

/* One visit is moved at a time, and not for ever. */
enum { ROUNDS = 6 };

/* The visits of a team in some order; the first SPLIT before lunch. */
typedef struct Order {
    int team;
    int count;
    int visits[REROUTE_MOST];
    int split;
} Order;

typedef struct Orders {
    State *state; /* borrowed */
    Meter *meter; /* borrowed */
    Order best;
    MeterRank rank; /* of the best */
} Orders;

gboolean
reroute_needed(const State *state, int *team)
{
    for (int i = 0; i < state->team_count; i++)
        if (meter_route_hard(state, i) > 0) {
            if (team != NULL)
                *team = i;
            return TRUE;
        }
    return FALSE;
}

/* ---- the order of one team -------------------------------------------------- */

static void
apply(State *state, Meter *meter, const Order *order)
{
    state_begin(state);
    for (int i = 0; i < order->count; i++)
        state_take_visit(state, order->visits[i]);
    for (int i = 0; i < order->count; i++) {
        gboolean am = i < order->split;
        state_put_visit(state, order->visits[i], order->team,
                        am ? HALF_AM : HALF_PM, am ? i : i - order->split);
    }
    state_settle(state);
    meter_follow(meter);
}

static void
try_order(Orders *orders, Order *order)
{
    for (order->split = 0; order->split <= order->count; order->split++) {
        apply(orders->state, orders->meter, order);
        MeterRank rank = meter_rank(orders->meter);
        if (meter_rank_less(rank, orders->rank)) {
            orders->rank = rank;
            orders->best = *order;
        }
    }
}

static void
swap(int *a, int *b)
{
    int kept = *a;
    *a = *b;
    *b = kept;
}

static void
permute(Orders *orders, Order *order, int from)
{
    if (from >= order->count - 1) {
        try_order(orders, order);
        return;
    }
    for (int i = from; i < order->count; i++) {
        swap(&order->visits[from], &order->visits[i]);
        permute(orders, order, from + 1);
        swap(&order->visits[from], &order->visits[i]);
    }
}

gboolean
reroute_order(State *state, Meter *meter, int team)
{
    const Cell *cells = state->teams[team].cells;
    Order order = { .team = team, .split = cells[HALF_AM].visit_count };
    if (order.split + cells[HALF_PM].visit_count > REROUTE_MOST)
        return FALSE;
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = 0; i < cells[half].visit_count; i++)
            order.visits[order.count++] = cells[half].visits[i];
    Orders orders = {
        .state = state, .meter = meter, .best = order, .rank = meter_rank(meter)
    };
    permute(&orders, &order, 0);
    apply(state, meter, &orders.best);
    return TRUE;
}

/* ---- one visit to another place ------------------------------------------------ */

/* COMPANY goes to PLACE in TEAM's HALF; TEAM -1: to nobody. */
typedef struct Place {
    int company;
    int team;
    Half half;
    int place;
} Place;

static void
take(State *state, Meter *meter, int company)
{
    state_begin(state);
    state_take_visit(state, company);
    state_settle(state);
    meter_follow(meter);
}

static void
give(State *state, Meter *meter, const Place *to)
{
    state_begin(state);
    state_put_visit(state, to->company, to->team, to->half, to->place);
    state_settle(state);
    meter_follow(meter);
}

/* Tries COMPANY, which nobody visits now, everywhere in TEAM. */
static void
try_team(State *state, Meter *meter, int company, int team, Place *best,
         MeterRank *rank)
{
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = 0; i <= state->teams[team].cells[half].visit_count &&
                        state_visit_fits(state, team, (Half)half);
             i++) {
            Place to = { company, team, (Half)half, i };
            give(state, meter, &to);
            MeterRank now = meter_rank(meter);
            if (meter_rank_less(now, *rank)) {
                *rank = now;
                *best = to;
            }
            take(state, meter, company);
        }
}

/* COMPANY away from where it is, to any of the teams that BROKEN names, or to
 * all when it comes from such a team or fell out. */
static void
try_company(State *state, Meter *meter, int company, const gboolean *broken,
            Place *best, MeterRank *rank)
{
    int from = state->team_of[company];
    Place back = { .company = company, .team = from };
    gboolean all = from >= 0 ? broken[from] : meter->was_team[company] >= 0;
    if (from >= 0) {
        state_find_visit(state, company, &back.half, &back.place);
        take(state, meter, company);
        MeterRank without = meter_rank(meter);
        if (all && meter_rank_less(without, *rank)) {
            *rank = without;
            *best = (Place){ .company = company, .team = -1 };
        }
    }
    for (int team = 0; team < state->team_count; team++)
        if ((all || broken[team]) &&
            state->teams[team].cells[HALF_AM].visit_count +
                    state->teams[team].cells[HALF_PM].visit_count >
                0)
            try_team(state, meter, company, team, best, rank);
    if (from >= 0)
        give(state, meter, &back);
}

static gboolean
move_one(State *state, Meter *meter)
{
    int count = state->score->problem->company_count;
    g_autofree gboolean *broken =
        g_new0(gboolean, (gsize)state->team_count + 1);
    Place best = { .company = -1 };
    MeterRank rank = meter_rank(meter);
    gboolean any = meter->dropped > 0;
    for (int i = 0; i < state->team_count; i++) {
        broken[i] = meter_route_hard(state, i) > 0;
        any = any || broken[i];
    }
    for (int company = 0; any && company < count; company++)
        try_company(state, meter, company, broken, &best, &rank);
    if (best.company < 0)
        return FALSE;
    if (state->team_of[best.company] >= 0)
        take(state, meter, best.company);
    if (best.team >= 0)
        give(state, meter, &best);
    return TRUE;
}

void
reroute_visits(State *state, Meter *meter)
{
    for (int i = 0; i < ROUNDS && move_one(state, meter); i++)
        if (!reroute_needed(state, NULL) && meter->dropped == 0)
            return;
}

/* ---- a team given up ---------------------------------------------------------- */

static gboolean
close_team(State *state, Meter *meter, int team)
{
    MeterRank before = meter_rank(meter);
    state_begin(state);
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &state->teams[team].cells[half];
        while (cell->visit_count > 0)
            state_take_visit(state, cell->visits[cell->visit_count - 1]);
        while (cell->person_count > 0)
            state_seat(state, cell->people[cell->person_count - 1], (Half)half,
                       -1);
    }
    state_settle(state);
    meter_follow(meter);
    if (state->total.hard < before.hard)
        return TRUE;
    state_undo(state);
    meter_follow(meter);
    return FALSE;
}

gboolean
reroute_close(State *state, Meter *meter)
{
    gboolean any = FALSE;
    for (int team = 0; team < state->team_count; team++)
        if (meter_route_hard(state, team) > 0 ||
            state->cell_cost[team][HALF_AM].hard > 0 ||
            state->cell_cost[team][HALF_PM].hard > 0)
            any = close_team(state, meter, team) || any;
    return any;
}
