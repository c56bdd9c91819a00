#include "planner/solve/sizing.h"

/* Hard and soft in one number: a hard unit outweighs any soft cost. */
enum { HARD_UNIT = 1000000000 };

static gint64
worth(Cost cost)
{
    return cost.hard * HARD_UNIT + cost.soft;
}

static int
by_worth(gconstpointer a, gconstpointer b)
{
    gint64 x = *(const gint64 *)a;
    gint64 y = *(const gint64 *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* What each company brings when it is visited, the dearest first. */
static gint64 *
gains(const State *state)
{
    int count = state->score->problem->company_count;
    gint64 *gain = g_new0(gint64, (gsize)count + 1);
    for (int i = 0; i < count; i++)
        gain[i] = worth(score_company(state->score, i, -1)) -
                  worth(score_company(state->score, i, 0));
    qsort(gain, (size_t)count, sizeof(gint64), by_worth);
    return gain;
}

/* People of a kind who can do HALF and, with MASK, are of those parties. */
static int
able(const Lists *lists, gboolean politician, Half half, guint64 mask)
{
    const IndexList *list = &lists->who[politician ? 1 : 0][half];
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        const Person *person = &lists->problem->people[list->items[i]];
        count +=
            !politician || (mask & G_GUINT64_CONSTANT(1) << person->party) != 0;
    }
    return count;
}

/* Units of RULE that GROUPS cells in HALF cannot do without. */
static int
short_units(const Lists *lists, const Rule *rule, Half half, int groups)
{
    const guint64 all = G_MAXUINT64;
    int least = MAX(rule->min, 0);
    int ruling = 0;
    switch (rule->kind) {
    case RULE_POLITICIANS_PER_GROUP:
        return MAX(0, groups * least - able(lists, TRUE, half, all));
    case RULE_OFFICIALS_PER_GROUP:
        return MAX(0, groups * least - able(lists, FALSE, half, all));
    case RULE_BOTH_SIDES:
        ruling = able(lists, TRUE, half, rule->parties);
        return MAX(0, groups -
                          MIN(ruling, able(lists, TRUE, half, ~rule->parties)));
    default: return 0;
    }
}

static gint64
short_cost(const Lists *lists, int groups)
{
    gint64 total = 0;
    for (int i = 0; i < lists->problem->rule_count; i++) {
        const Rule *rule = &lists->problem->rules[i];
        Cost price = { rule->hard ? 1 : 0,
                       rule->hard ? 0 : rule->weight_milli };
        Cost cost = { 0, 0 };
        for (int half = 0; half < HALF_COUNT; half++)
            cost_charge(&cost, price,
                        short_units(lists, rule, (Half)half, groups));
        total += worth(cost);
    }
    return total;
}

/* Minutes from the gathering to a first visit, on average in STATE. */
static int
first_way_min(const State *state)
{
    const Problem *problem = state->score->problem;
    gint64 sum = 0;
    for (int i = 0; i < state->team_count && problem->gathers; i++) {
        const Cell *cell = &state->teams[i].cells[HALF_AM];
        if (cell->visit_count == 0)
            cell = &state->teams[i].cells[HALF_PM];
        if (cell->visit_count > 0)
            sum += problem_travel(problem, problem->site_count,
                                  problem->companies[cell->visits[0]].site);
    }
    return (int)(sum / MAX(state->open_count, 1));
}

int
sizing_groups(const Lists *lists, const State *state)
{
    const Problem *problem = lists->problem;
    g_autofree gint64 *gain = gains(state);
    gint64 way_price = worth(state->score->price[RULE_SHORT_TRAVEL]);
    gint64 group_price = way_price * first_way_min(state);
    gint64 visit_price = way_price * problem->within_site_min;
    gint64 visited = 0;
    gint64 least = G_MAXINT64;
    int best = 1;
    int visits = 0;
    for (int groups = 1; groups <= state->team_count; groups++) {
        int room = groups * state->visit_limit;
        for (; visits < MIN(room, problem->company_count); visits++)
            visited += MAX(0, gain[visits] - visit_price);
        gint64 cost = group_price * groups - visited +
                      short_cost(lists, groups) +
                      worth(score_counts(state->score, visits,
                                         state->site_count, groups));
        if (cost < least) {
            least = cost;
            best = groups;
        }
    }
    return best;
}
