#include "planner/solve/solve.h"

#include "planner/solve/export.h"
#include "planner/solve/rounds.h"
#include "planner/solve/verify.h"

static gboolean
better(const Problem *problem, const Solution *a, const Solution *b)
{
    g_autoptr(Verdict) x = verify_day(problem, a, FALSE);
    g_autoptr(Verdict) y = verify_day(problem, b, FALSE);
    return x->hard != y->hard ? x->hard < y->hard
                              : x->soft_milli < y->soft_milli;
}

Solution *
solve_day(const Problem *problem, const SolveOptions *options)
{
    g_autoptr(Score) score = score_new(problem);
    g_autoptr(Lists) lists = lists_new(problem);
    g_autoptr(State) best = state_new(score);
    Rounds rounds = {
        .lists = lists, .score = score, .options = options, .best = best
    };
    if (options->start)
        export_load(best, options->start);
    rounds_run(&rounds);
    Solution *found = export_solution(best, options->start);
    if (!options->start || better(problem, found, options->start))
        return found;
    solution_free(found);
    return solution_copy(options->start);
}
