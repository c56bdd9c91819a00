#include "planner/solve/repair.h"

#include "planner/solve/export.h"
#include "planner/solve/repair-work.h"
#include "planner/solve/verify.h"

/* Random changes for each further answer. */
enum { STEPS = 16000 };

static void
work_clear(Work *work)
{
    g_clear_pointer(&work->meter, meter_free);
    g_clear_pointer(&work->plain, state_free);
    g_clear_pointer(&work->best, state_free);
    g_clear_pointer(&work->state, state_free);
    g_clear_pointer(&work->lists, lists_free);
    g_clear_pointer(&work->score, score_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static void
repair_free(gpointer data)
{
    Repair *repair = data;
    solution_free(repair->solution);
    g_free(repair);
}

/* ---- answers ---------------------------------------------------------------- */

/* SOLUTION, which the answer takes over, as it is judged by separate code. */
static Repair *
judge(const Problem *problem, const RepairOptions *options,
      const ToldView *view, Solution *solution)
{
    Repair *repair = g_new0(Repair, 1);
    g_autoptr(Verdict) verdict = verify_day(problem, solution, FALSE);
    repair->solution = solution;
    repair->hard = verdict->hard;
    repair->soft_milli = verdict->soft_milli;
    if (options->told != NULL) {
        ToldCount told = told_count(view, options->told, solution, NULL, NULL);
        repair->told_people = told.people;
        repair->told_companies = told.companies;
        repair->dropped = told.dropped;
    }
    return repair;
}

/* ---- the whole -------------------------------------------------------------------- */

static void
add_best(Work *work, GPtrArray *repairs)
{
    Repair *repair = judge(work->problem, work->options, &work->view,
                           export_solution(work->best, work->options->told));
    repair->fewest = work->fewest && repair->hard == 0;
    g_ptr_array_add(repairs, repair);
}

/* The best is one more answer, if it costs less than the last. */
static void
add_cheaper(Work *work, GPtrArray *repairs)
{
    const Repair *last = g_ptr_array_index(repairs, repairs->len - 1);
    work->fewest = FALSE;
    add_best(work, repairs);
    const Repair *repair = g_ptr_array_index(repairs, repairs->len - 1);
    if (repair->hard > 0 || repair->dropped > last->dropped ||
        repair->soft_milli >= last->soft_milli)
        g_ptr_array_set_size(repairs, (int)repairs->len - 1);
}

/* Nothing moved, though more hear: a late group goes on as it went. */
static void
add_plain(Work *work, GPtrArray *repairs)
{
    if (work->plain == NULL || work->plain->total.soft >= work->rank.soft)
        return;
    work_set_state(work, work->plain);
    if (work->meter->dropped > work->rank.dropped)
        return;
    work_take_best(work);
    add_cheaper(work, repairs);
}

/* One more answer, that costs less and tells more, if one is found. */
static void
widen(Work *work, gint64 price, gint64 steps, GPtrArray *repairs)
{
    work_set_state(work, work->best);
    work->rank = meter_rank(work->meter);
    Drift drift = work_drift(work, price, FALSE);
    drift_search(&drift, steps, WARM);
    work->rank = drift.rank;
    if (drift.found)
        add_cheaper(work, repairs);
}

static void
repair_few(Work *work, const Solution *base, GPtrArray *repairs)
{
    static const gint64 prices[] = { FAIR, LOW };
    gint64 steps = work->options->steps > 0 ? work->options->steps : STEPS;
    export_load(work->state, base);
    work->meter = meter_new(work->state, &work->view, work->options->told);
    work_find_fewest(work, steps);
    add_best(work, repairs);
    if ((int)repairs->len < work->options->choices && work->rank.hard == 0)
        add_plain(work, repairs);
    for (int i = 0; i < 2 && work->rank.hard == 0 && !work->stopped &&
                    (int)repairs->len < work->options->choices;
         i++)
        widen(work, prices[i], steps, repairs);
}

/* Without anyone to spare: the search itself, from BASE. */
static void
repair_cost(Work *work, const Solution *base, GPtrArray *repairs)
{
    const RepairOptions *options = work->options;
    SolveOptions solve = { .seed = options->seed,
                           .steps = options->steps > 0 ? options->steps : STEPS,
                           .start = base,
                           .tick = options->tick,
                           .tick_data = options->tick_data };
    g_ptr_array_add(repairs, judge(work->problem, options, &work->view,
                                   solve_day(work->problem, &solve)));
}

GPtrArray *
repair_day(const Problem *problem, const Solution *base,
           const RepairOptions *options)
{
    GPtrArray *repairs = g_ptr_array_new_with_free_func(repair_free);
    g_auto(Work) work = { .problem = problem,
                          .options = options,
                          .view = { .problem = problem,
                                    .names_visitors = options->names_visitors,
                                    .nameless = options->nameless,
                                    .gone = options->gone } };
    if (!options->tell_few || options->told == NULL) {
        repair_cost(&work, base, repairs);
        return repairs;
    }
    work.score = score_new(problem);
    locks_know(work.score->locks, problem, options->told);
    work.lists = lists_new(problem);
    work.state = state_new(work.score);
    work.best = state_new(work.score);
    random_init(&work.random, options->seed);
    repair_few(&work, base, repairs);
    return repairs;
}
