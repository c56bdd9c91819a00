#include "planner/plan/prove.h"

#include "planner/solve/bound.h"
#include "planner/solve/exact.h"
#include "planner/solve/verify.h"

/* A round of the bound takes about as long as 100 000 steps of the search on
 * a day of a hundred companies, which has some 70 rounds in it. */
enum { STEPS_ROUND = 100000, COMPANIES = 100, ROUNDS = 250 };

static int
rounds_for(const Problem *problem, gint64 steps)
{
    gint64 size = MAX(1, problem->company_count / COMPANIES);
    return (int)CLAMP(steps / (STEPS_ROUND * size), 1, ROUNDS);
}

static gint64
prove(const Problem *problem, const ProveRequest *request, Solution **plan)
{
    ExactResult exact;
    Solution *better = exact_finish(problem, *plan, &exact);
    if (better) {
        solution_free(*plan);
        *plan = better;
    }
    g_autoptr(Verdict) verdict = verify_day(problem, *plan, FALSE);
    BoundOptions options = { .plan = *plan,
                             .rounds = rounds_for(problem, request->steps),
                             .stop = request->stop,
                             .stop_data = request->stop_data };
    if (exact.proven || verdict->hard > 0)
        return verdict->soft_milli;
    gint64 bound_milli = MAX(exact.bound_milli, bound_day(problem, &options));
    return CLAMP(bound_milli, 0, verdict->soft_milli);
}

gint64
prove_plan(const Problem *problem, const ProveRequest *request, Solution **plan)
{
    Solution *trial = request->kept ? solution_copy(*plan) : *plan;
    gint64 bound_milli = prove(problem, request, &trial);
    if (request->kept)
        solution_free(trial);
    else
        *plan = trial;
    return bound_milli;
}
