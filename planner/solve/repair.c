#include "planner/solve/repair.h"

#include "planner/solve/verify.h"

enum { STEPS = 20000 };

static void
repair_free(gpointer data)
{
    Repair *repair = data;
    solution_free(repair->solution);
    g_free(repair);
}

GPtrArray *
repair_day(const Problem *problem, const Solution *base,
           const RepairOptions *options)
{
    GPtrArray *repairs = g_ptr_array_new_with_free_func(repair_free);
    SolveOptions solve = { .seed = options->seed,
                           .steps = options->steps > 0 ? options->steps : STEPS,
                           .start = base,
                           .tick = options->tick,
                           .tick_data = options->tick_data };
    ToldView view = { .problem = problem,
                      .names_visitors = options->names_visitors,
                      .nameless = options->nameless };
    Repair *repair = g_new0(Repair, 1);
    repair->solution = solve_day(problem, &solve);
    g_autoptr(Verdict) verdict = verify_day(problem, repair->solution, FALSE);
    repair->hard = verdict->hard;
    repair->soft_milli = verdict->soft_milli;
    if (options->told != NULL) {
        ToldCount told =
            told_count(&view, options->told, repair->solution, NULL, NULL);
        repair->told_people = told.people;
        repair->told_companies = told.companies;
        repair->dropped = told.dropped;
    }
    g_ptr_array_add(repairs, repair);
    return repairs;
}
