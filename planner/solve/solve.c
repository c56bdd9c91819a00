#include "planner/solve/solve.h"

#include "planner/solve/export.h"
#include "planner/solve/search.h"
#include "planner/solve/verify.h"

/* Steps of the first run, and temperatures in hundredths of a point. */
enum { FIRST_RUN = 200000, HOT = 600, WARM = 150, COLD = 10 };

/* Fresh starts that a search gets when its steps end without a legal plan. */
enum { RESCUES = 6 };

/* The call under way, for the caller's tick. */
typedef struct Job {
    const SolveOptions *options;
    const State *best;
    gint64 step;
} Job;

static gboolean
tell(gint64 steps, gpointer data)
{
    Job *job = data;
    const State *best = job->best;
    SolveProgress progress = { 0 };
    job->step += steps;
    if (!job->options->tick)
        return TRUE;
    progress.step = job->step;
    progress.steps = job->options->steps;
    progress.visits = best->visit_count;
    progress.groups = best->open_count;
    progress.hard = (best->total.hard + 9) / 10;
    progress.soft_milli = best->total.soft / 10;
    return job->options->tick(&progress, job->options->tick_data);
}

/* Opens teams while there are companies and people for them. */
static void
fill(State *state, const Lists *lists, Random *random)
{
    for (int i = 0; i < state->team_count; i++) {
        state_begin(state);
        if (moves_open_team(lists, state, random))
            state_settle(state);
    }
}

/* Runs of twice the length of the one before, each from the best plan, so
 * that whenever the caller stops, a good answer is there. */
static void
run(Search *search, Job *job)
{
    gint64 total = job->options->steps;
    gint64 length = total > 0 ? MIN(FIRST_RUN, total / 4 + 1) : FIRST_RUN;
    int hot = job->options->start ? WARM : HOT;
    while (!search->stopped && (total == 0 || job->step < total)) {
        if (total > 0 && total - job->step < 3 * length)
            length = total - job->step;
        search_anneal(search, length, hot, COLD);
        state_copy(search->state, search->best);
        length *= 2;
        hot = WARM;
    }
}

/* The planner asked for a plan, not for a number of steps: a search that ends
 * with nothing legal begins again, from nothing, a few times. */
static void
rescue(Search *search, const Score *score)
{
    g_autoptr(State) empty = state_new(score);
    for (int i = 0; i < RESCUES; i++) {
        if (search->stopped || search->best->total.hard == 0)
            return;
        state_copy(search->state, empty);
        fill(search->state, search->lists, search->random);
        search_anneal(search, FIRST_RUN, HOT, COLD);
    }
}

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
    g_autoptr(State) state = state_new(score);
    g_autoptr(State) best = state_new(score);
    Random random;
    Job job = { .options = options, .best = best };
    Search search = { .lists = lists,
                      .state = state,
                      .best = best,
                      .random = &random,
                      .tick = tell,
                      .tick_data = &job };
    random_init(&random, options->seed);
    if (options->start)
        export_load(state, options->start);
    else
        fill(state, lists, &random);
    state_copy(best, state);
    run(&search, &job);
    rescue(&search, score);
    Solution *found = export_solution(best, options->start);
    if (!options->start || better(problem, found, options->start))
        return found;
    solution_free(found);
    return solution_copy(options->start);
}
