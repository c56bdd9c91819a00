#include "planner/plan/plan.h"

#include <glib/gi18n.h>

#include "planner/plan/prove.h"
#include "planner/plan/reason.h"
#include "planner/plan/save.h"

/* Passes ticks on and remembers how far the search came. */
typedef struct Relay {
    SolveTick tick;
    gpointer data;
    gint64 step;
} Relay;

static gboolean
relay_tick(const SolveProgress *progress, gpointer data)
{
    Relay *relay = data;
    relay->step = progress->step;
    return relay->tick == NULL || relay->tick(progress, relay->data);
}

static void
count_outcome(const SaveRequest *save, PlanOutcome *outcome)
{
    const Solution *solution = save->solution;
    g_autofree gboolean *seated =
        g_new0(gboolean, (gsize)save->day->problem->person_count + 1);
    outcome->groups = (int)solution->groups->len;
    outcome->visits = outcome->people = 0;
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        outcome->visits += (int)group->visits->len;
        for (guint i = 0; i < group->members->len; i++) {
            int person = g_array_index(group->members, Member, i).person;
            outcome->people += !seated[person];
            seated[person] = TRUE;
        }
    }
    outcome->soft_milli = save->verdict->soft_milli;
    outcome->bound_milli = save->bound_milli;
    outcome->steps = save->steps;
}

static gboolean
keep(Store *store, const SaveRequest *save, PlanOutcome *outcome,
     GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    gint64 plan = change != NULL ? plan_save(store, save, error) : 0;
    if (plan == 0)
        return FALSE;
    count_outcome(save, outcome);
    outcome->version =
        (int)store_number(store, &inner, 0, "plan_version", "plan:i", plan);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_autofree char *what = g_strdup_printf(
        _("%s: version %d med %d besök i %d grupper"), save->day->event_code,
        outcome->version, outcome->visits, outcome->groups);
    JournalEntry entry = { .who = save->who, .command = "plan", .what = what };
    return store_change_commit(change, &entry, error);
}

gboolean
plan_make(Store *store, const PlanRequest *request, PlanOutcome *outcome,
          GError **error)
{
    g_autoptr(Day) day = day_load(store, request->event, error);
    if (day == NULL)
        return FALSE;
    Relay relay = { .tick = request->tick, .data = request->tick_data };
    gint64 seed = request->seed != 0 ? request->seed : day->seed;
    SolveOptions options = { .seed = (guint64)seed,
                             .steps = request->steps,
                             .tick = relay_tick,
                             .tick_data = &relay };
    g_autoptr(Solution) solution = solve_day(day->problem, &options);
    gint64 bound_milli = prove_plan(day->problem, relay.step, &solution);
    g_autoptr(Verdict) verdict = verify_day(day->problem, solution, FALSE);
    if (verdict->hard > 0) {
        g_autofree char *words = reason_no_plan(day, verdict);
        return hundra_fail(error, HUNDRA_ERROR_NO_PLAN, "%s", words);
    }
    SaveRequest save = { .day = day,
                         .solution = solution,
                         .verdict = verdict,
                         .bound_milli = bound_milli,
                         .seed = seed,
                         .steps = relay.step,
                         .who = request->who };
    return keep(store, &save, outcome, error);
}
