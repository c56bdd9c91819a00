#include "planner/plan/plan.h"

#include <glib/gi18n.h>

#include "planner/plan/impossible-words.h"
#include "planner/plan/prove.h"
#include "planner/plan/readers.h"
#include "planner/plan/reason.h"
#include "planner/plan/save.h"
#include "planner/solve/repair.h"

/* Passes ticks on and remembers how far the search came. */
typedef struct Relay {
    SolveTick tick;
    SolveLeft left;
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

static gint64
relay_left(gint64 step, gpointer data)
{
    Relay *relay = data;
    return relay->left != NULL ? relay->left(step, relay->data) : G_MAXINT64;
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

/* The published plan mended; told as few as can be.  The caller owns it. */
static Solution *
mend(const Day *day, const Readers *readers, const SolveOptions *solve,
     PlanOutcome *outcome)
{
    RepairOptions options = { .seed = solve->seed,
                              .steps = solve->steps,
                              .told = readers->told,
                              .tell_few = TRUE,
                              .names_visitors = readers->names_visitors,
                              .nameless = readers->nameless,
                              .gone = readers_gone(readers),
                              .tick = solve->tick,
                              .tick_data = solve->tick_data };
    g_autoptr(GPtrArray) repairs =
        repair_day(day->problem, readers->told, &options);
    const Repair *best = g_ptr_array_index(repairs, 0);
    outcome->mended = TRUE;
    outcome->told_people = best->told_people;
    outcome->told_companies = best->told_companies;
    return solution_copy(best->solution);
}

static gboolean
find_published(Store *store, PlanOutcome *outcome, gint64 event, GError **error)
{
    g_autoptr(GError) inner = NULL;
    outcome->published = (int)store_number(
        store, &inner, 0, "plan_published_version", "event:i", event);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* No search for what is proven not to be. */
static gboolean
possible(const Day *day, GError **error)
{
    g_autoptr(Impossible) impossible = impossible_find(day->problem);
    if (impossible == NULL)
        return TRUE;
    g_autofree char *words = impossible_text(day, impossible);
    return hundra_fail(error, HUNDRA_ERROR_NO_PLAN, "%s", words);
}

gboolean
plan_make(Store *store, const PlanRequest *request, PlanOutcome *outcome,
          GError **error)
{
    g_auto(Readers) readers = { 0 };
    g_autoptr(Day) day = day_load(store, request->event, error);
    *outcome = (PlanOutcome){ 0 };
    if (day == NULL || !readers_read(store, day, &readers, error) ||
        !find_published(store, outcome, request->event, error))
        return FALSE;
    if (!possible(day, error))
        return FALSE;
    Relay relay = { .tick = request->tick,
                    .left = request->left,
                    .data = request->tick_data };
    gint64 seed = request->seed != 0 ? request->seed : day->seed;
    SolveOptions options = { .seed = (guint64)seed,
                             .steps = request->steps,
                             .threads = request->threads,
                             .tick = relay_tick,
                             .left = relay_left,
                             .tick_data = &relay };
    g_autoptr(Solution) solution =
        readers.told != NULL && !request->from_scratch
            ? mend(day, &readers, &options, outcome)
            : solve_day(day->problem, &options);
    ProveRequest prove = { .steps = relay.step,
                           .kept = outcome->mended,
                           .stop = request->interrupted,
                           .stop_data = request->tick_data };
    gint64 bound_milli = prove_plan(day->problem, &prove, &solution);
    g_autoptr(Verdict) verdict = verify_day(day->problem, solution, TRUE);
    if (verdict->hard > 0) {
        g_autofree char *words = reason_no_plan(day, verdict);
        return hundra_fail(error, HUNDRA_ERROR_NO_PLAN, "%s", words);
    }
    if (solution->groups->len == 0)
        return hundra_fail(error, HUNDRA_ERROR_NO_PLAN,
                           _("planen blir tom: evenemanget tillåter högst %d "
                             "grupper, och %d företag och %d människor är med"),
                           MAX(day->problem->groups_max, 0),
                           day->problem->company_count,
                           day->problem->person_count);
    SaveRequest save = { .day = day,
                         .solution = solution,
                         .verdict = verdict,
                         .bound_milli = bound_milli,
                         .seed = seed,
                         .steps = relay.step,
                         .who = request->who };
    return keep(store, &save, outcome, error);
}
