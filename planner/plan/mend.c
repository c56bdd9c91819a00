#include "planner/plan/mend.h"

#include <glib/gi18n.h>

#include "planner/plan/mend-fact.h"
#include "planner/plan/mend-inside.h"
#include "planner/plan/mend-take.h"
#include "planner/plan/reason.h"
#include "planner/plan/save.h"

void
mend_run_clear(MendRun *run)
{
    g_clear_pointer(&run->day, day_free);
    g_clear_pointer(&run->gone, day_gone_free);
    g_clear_pointer(&run->told, solution_free);
    g_clear_pointer(&run->nameless, g_free);
    g_clear_pointer(&run->people, g_hash_table_unref);
    g_clear_pointer(&run->companies, g_hash_table_unref);
    g_clear_pointer(&run->report, mend_report_free);
}

void
mend_report_free(MendReport *report)
{
    g_free(report->what);
    g_ptr_array_unref(report->choices);
    g_free(report);
}

/* ---- what there is -------------------------------------------------------- */

static gboolean
find_plan(MendRun *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(run->store, error, "mend_plan",
                                            "event:i", run->request->event);
    if (rows == NULL)
        return FALSE;
    if (!store_rows_next(rows, &inner)) {
        if (inner == NULL)
            return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                               _("det finns ingen plan än; börja med hundra "
                                 "plan"));
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    run->plan = store_rows_int(rows, 0);
    run->report->version = (int)store_rows_int(rows, 1);
    run->report->soft_milli = store_rows_int(rows, 2);
    run->report->in_force = store_rows_int(rows, 3) != 0;
    run->report->newest = (int)store_rows_int(rows, 4);
    run->names_visitors = store_rows_int(rows, 5) != 0;
    return TRUE;
}

static void
find_nameless(MendRun *run)
{
    const GArray *people = run->day->people;
    run->nameless = g_new0(gboolean, (gsize)people->len + 1);
    for (guint i = 0; i < people->len; i++) {
        gint64 id = g_array_index(people, DayThing, i).id;
        const MendName *name = g_hash_table_lookup(run->people, &id);
        run->nameless[i] = name != NULL && name->is_protected;
    }
}

static gboolean
read_day(MendRun *run, GError **error)
{
    run->day = day_load(run->store, run->request->event, error);
    if (run->day == NULL)
        return FALSE;
    run->gone = day_gone_new();
    run->told =
        day_load_plan_told(run->store, run->day, run->plan, run->gone, error);
    if (run->told == NULL || !mend_read_names(run, error))
        return FALSE;
    find_nameless(run);
    return TRUE;
}

void
mend_lock(MendRun *run, Lock lock)
{
    Problem *problem = run->day->problem;
    problem->locks =
        g_renew(Lock, problem->locks, (gsize)problem->lock_count + 1);
    problem->locks[problem->lock_count++] = lock;
}

/* ---- a late group ----------------------------------------------------------- */

static gboolean
delay_group(MendRun *run, GError **error)
{
    const MendRequest *request = run->request;
    g_autoptr(GString) numbers = g_string_new(NULL);
    for (guint g = 0; g < run->told->groups->len; g++) {
        int number = g_array_index(run->told->groups, Group, g).number;
        g_string_append_printf(numbers, "%s%d", g > 0 ? ", " : "", number);
        if (number != request->group)
            continue;
        mend_lock(run, (Lock){ .kind = LOCK_DELAY,
                               .group = request->group,
                               .delay_min = request->delay_min });
        run->report->what = g_strdup_printf(_("Grupp %d är %d minuter sen."),
                                            request->group, request->delay_min);
        return TRUE;
    }
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("plan %d har ingen grupp %d; grupperna är %s"),
                       run->report->version, request->group, numbers->str);
}

/* ---- answers ------------------------------------------------------------------ */

static GPtrArray *
find_repairs(const MendRun *run)
{
    const MendRequest *request = run->request;
    gint64 seed = request->seed != 0 ? request->seed : run->day->seed;
    RepairOptions options = {
        .seed = (guint64)seed,
        .steps = request->steps,
        .told = run->told,
        .tell_few = TRUE,
        .names_visitors = run->names_visitors,
        .nameless = run->nameless,
        .gone = (const Company *)(const void *)run->gone->companies->data,
        .choices = MEND_CHOICES,
    };
    return repair_day(run->day->problem, run->told, &options);
}

static gboolean
take_choices(MendRun *run, const GPtrArray *repairs, GError **error)
{
    const Repair *best = g_ptr_array_index(repairs, 0);
    MendReport *report = run->report;
    if (best->hard > 0) {
        g_autoptr(Verdict) verdict =
            verify_day(run->day->problem, best->solution, FALSE);
        g_autofree char *words = reason_no_plan(run->day, verdict);
        return hundra_fail(error, HUNDRA_ERROR_NO_PLAN, "%s", words);
    }
    for (guint i = 0; i < repairs->len; i++)
        g_ptr_array_add(report->choices,
                        mend_choice(run, g_ptr_array_index(repairs, i)));
    report->choice = MAX(run->request->choice, 1);
    return report->choice <= (int)repairs->len ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("val %d finns inte; det finns %d"), report->choice,
                       (int)repairs->len);
}

static const char *
command_of(MendKind kind)
{
    static const char *const names[] = { "absent", "closed", "late" };
    return names[kind];
}

static gboolean
keep(MendRun *run, const Repair *repair, StoreChange *change, GError **error)
{
    g_autoptr(GError) inner = NULL;
    const MendRequest *request = run->request;
    g_autoptr(Verdict) verdict =
        verify_day(run->day->problem, repair->solution, FALSE);
    SaveRequest save = { .day = run->day,
                         .solution = repair->solution,
                         .verdict = verdict,
                         .bound_milli = -1,
                         .seed = request->seed != 0 ? request->seed
                                                    : run->day->seed,
                         .steps = request->steps,
                         .who = request->who };
    gint64 plan = plan_save(run->store, &save, error);
    if (plan == 0)
        return FALSE;
    int version = (int)store_number(run->store, &inner, 0, "plan_version",
                                    "plan:i", plan);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_autofree char *what = g_strdup_printf(
        _("%s Version %d, %d personer och %d företag hör."), run->report->what,
        version, repair->told_people, repair->told_companies);
    JournalEntry entry = { .who = request->who,
                           .command = request->take != NULL
                                          ? "replace"
                                          : command_of(request->kind),
                           .what = what };
    if (!store_change_commit(change, &entry, error))
        return FALSE;
    run->report->kept = version;
    return TRUE;
}

gboolean
mend_prepare(MendRun *run, GError **error)
{
    const MendRequest *request = run->request;
    run->report = g_new0(MendReport, 1);
    run->report->choices = g_ptr_array_new_with_free_func(mend_choice_free);
    if (!find_plan(run, error))
        return FALSE;
    if (request->kind != MEND_LATE && !mend_fact(run, error))
        return FALSE;
    if (!read_day(run, error))
        return FALSE;
    if (request->kind == MEND_LATE && !delay_group(run, error))
        return FALSE;
    return request->now_min < 0 || mend_freeze(run, error);
}

/* One try.  *LEFT becomes bits of the halves that had begun when she left. */
static MendReport *
try_mend(Store *store, const MendRequest *request, int *left, GError **error)
{
    g_auto(MendRun) run = { .store = store, .request = request };
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !mend_prepare(&run, error))
        return NULL;
    *left = run.left_halves;
    g_autoptr(GPtrArray) repairs =
        request->take != NULL ? mend_take(&run, error) : find_repairs(&run);
    if (repairs == NULL || !take_choices(&run, repairs, error))
        return NULL;
    const Repair *chosen =
        g_ptr_array_index(repairs, (guint)run.report->choice - 1);
    if (request->keep && !keep(&run, chosen, change, error))
        return NULL;
    return g_steal_pointer(&run.report);
}

/* Where a morning that has begun cannot be made legal, those who are out go on
 * without her until lunch, and the afternoon is mended. */
MendReport *
mend(Store *store, const MendRequest *request, GError **error)
{
    g_autoptr(GError) inner = NULL;
    int left = 0;
    MendReport *report = try_mend(store, request, &left, &inner);
    if (report == NULL && request->half == NULL && left == 1 << HALF_AM &&
        g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_NO_PLAN)) {
        MendRequest rest = *request;
        rest.half = "pm";
        g_clear_error(&inner);
        report = try_mend(store, &rest, &left, &inner);
        if (report != NULL)
            report->goes_on = TRUE;
    }
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    return report;
}
