#include "planner/solve/rounds.h"

#include "planner/solve/sizing.h"

/* Temperatures in hundredths of a point.  What is not legal yet is looked for
 * hotter: it has farther to go. */
enum { SEEK = 600, HOT = 150, WARM = 60, COLD = 10 };

/* Steps of the first run and the fewest that are worth a race, for a day of
 * COMPANIES_USUAL companies; a larger one takes more in proportion. */
enum { FIRST_RUN = 200000, RACE_LEAST = 4000000, COMPANIES_USUAL = 140 };

/* Steps that are worth two runs at once rather than one. */
enum { PAIR_LEAST = 400000 };

/* Fresh starts that a search gets when its steps end without a legal plan. */
enum { RESCUES = 6 };

/* Numbers of groups that race: the reckoned one and its neighbours. */
enum { RACERS = 3 };

/* A race of so many steps or more ends with two long runs rather than one. */
enum { RACE_LONG = 80000000 };

/* A search that knows neither its steps nor its time races for so many steps
 * first, then for four times as many, and so on. */
enum { ENDLESS_FIRST = 5000000, ENDLESS_GROWTH = 4 };

/* Of the steps that the time left is thought good for, so many in a hundred
 * are planned with: a run cut short has not become cold. */
enum { TRUSTED_PERCENT = 92 };

/* The call under way, for the caller's tick; every thread has the lock while
 * it tells. */
typedef struct Job {
    Rounds *rounds;
    GMutex lock;
    gint64 step;
    gint stopped;
    gboolean any; /* best is some run's, or the start */
    SolveProgress reached;
} Job;

/* One run and what came of it. */
typedef struct Run {
    Job *job;
    Search search;
    Random random;
    gint64 steps;
    int hot;
    int goal;
} Run;

/* ---- progress --------------------------------------------------------------- */

static void
reach(SolveProgress *reached, const State *best)
{
    gint64 hard = (best->total.hard + 9) / 10;
    gint64 soft_milli = best->total.soft / 10;
    if (reached->groups > 0 &&
        (hard > reached->hard ||
         (hard == reached->hard && soft_milli >= reached->soft_milli)))
        return;
    reached->hard = hard;
    reached->soft_milli = soft_milli;
    reached->visits = best->visit_count;
    reached->groups = best->open_count;
}

static gboolean
tell(gint64 steps, gpointer data)
{
    Run *run = data;
    Job *job = run->job;
    const SolveOptions *options = job->rounds->options;
    g_mutex_lock(&job->lock);
    job->step += steps;
    reach(&job->reached, run->search.best);
    job->reached.step = job->step;
    job->reached.steps = options->steps;
    if (options->tick && !options->tick(&job->reached, options->tick_data))
        g_atomic_int_set(&job->stopped, 1);
    g_mutex_unlock(&job->lock);
    return !g_atomic_int_get(&job->stopped);
}

static gboolean
stopped(Job *job)
{
    return g_atomic_int_get(&job->stopped) != 0;
}

/* ---- a run ------------------------------------------------------------------ */

static Run *
run_new(Job *job, gint64 steps, int hot, int goal)
{
    Run *run = g_new0(Run, 1);
    Rounds *rounds = job->rounds;
    run->job = job;
    run->steps = steps;
    run->hot = hot;
    run->goal = goal;
    run->search = (Search){ .lists = rounds->lists,
                            .state = state_new(rounds->score),
                            .best = state_new(rounds->score),
                            .random = &run->random,
                            .tick = tell,
                            .tick_data = run };
    return run;
}

static void
run_free(Run *run)
{
    state_free(run->search.state);
    state_free(run->search.best);
    g_free(run);
}

/* Opens teams while there are companies and people for them. */
static void
fill(Run *run)
{
    State *state = run->search.state;
    int most = run->goal > 0 ? run->goal : state->team_count;
    for (int i = 0; i < state->team_count && state->open_count < most; i++) {
        state_begin(state);
        if (moves_open_team(run->search.lists, state, &run->random))
            state_settle(state);
    }
}

static void
run_start(Run *run)
{
    Search *search = &run->search;
    search->state->goal = run->goal;
    if (search->state->open_count == 0)
        fill(run);
    state_copy(search->best, search->state);
    search_anneal(search, run->steps, run->hot, COLD);
}

static void
run_in_thread(gpointer data, gpointer unused)
{
    (void)unused;
    run_start(data);
}

/* ---- a round ---------------------------------------------------------------- */

/* Starts the COUNT runs, as many at once as the caller allows, and keeps the
 * best.  Their dice are thrown in their order. */
static void
round_run(Job *job, Run **runs, int count, Random *random)
{
    int threads = MIN(MAX(job->rounds->options->threads, 1), count);
    GThreadPool *pool = threads > 1 ? g_thread_pool_new(run_in_thread, NULL,
                                                        threads, FALSE, NULL)
                                    : NULL;
    for (int i = 0; i < count; i++)
        random_init(&runs[i]->random, random_next(random));
    for (int i = 0; i < count; i++)
        if (pool)
            g_thread_pool_push(pool, runs[i], NULL);
        else if (!stopped(job))
            run_start(runs[i]);
    if (pool)
        g_thread_pool_free(pool, FALSE, TRUE);
    for (int i = 0; i < count; i++)
        if (!job->any ||
            cost_less(runs[i]->search.best->total, job->rounds->best->total)) {
            state_copy(job->rounds->best, runs[i]->search.best);
            job->any = TRUE;
        }
}

static int
by_cost(gconstpointer a, gconstpointer b, gpointer unused)
{
    (void)unused;
    const Run *x = *(Run *const *)a;
    const Run *y = *(Run *const *)b;
    if (cost_less(x->search.best->total, y->search.best->total))
        return -1;
    if (cost_less(y->search.best->total, x->search.best->total))
        return 1;
    return x->goal - y->goal;
}

/* STEPS for the usual day, for this one. */
static gint64
scaled(const Job *job, gint64 steps)
{
    int companies = job->rounds->score->problem->company_count;
    return MAX(steps, steps / COMPANIES_USUAL * companies);
}

/* ---- from nothing ------------------------------------------------------------ */

/* How a race's steps are shared out. */
typedef struct Heat {
    int runs;  /* so many numbers of groups are still in it */
    int share; /* thousandths of all steps, for all of these runs */
    int hot;
    gboolean fresh; /* from nothing; else from the best so far of the number */
} Heat;

// clang-format off
static const Heat SHORT_RACE[] = {
    { 1,      900, HOT,  TRUE },
    { 1,      100, WARM, FALSE },
    { 0,        0, 0,    FALSE },
};
static const Heat LONG_RACE[] = {
    { RACERS, 140, HOT,  TRUE },
    { 2,      560, HOT,  TRUE },
    { 2,      300, WARM, FALSE },
    { 0,        0, 0,    FALSE },
};
// clang-format on

/* One heat: the best COUNT of RUNS, which are sorted, run again. */
static void
race_heat(Job *job, Run **runs, const Heat *heat, gint64 steps, Random *random)
{
    int count = MIN(heat->runs, RACERS);
    for (int i = 0; i < count; i++) {
        Run *run = run_new(job, steps * heat->share / MAX(count, 1) / 1000,
                           heat->hot, runs[i]->goal);
        if (!heat->fresh)
            state_copy(run->search.state, runs[i]->search.best);
        run_free(runs[i]);
        runs[i] = run;
    }
    round_run(job, runs, count, random);
    g_qsort_with_data(runs, count, sizeof(Run *), by_cost, NULL);
}

static void
race(Job *job, gint64 steps, Random *random)
{
    static const int neighbours[RACERS] = { 0, -1, 1 };
    Run *runs[RACERS] = { NULL };
    Rounds *rounds = job->rounds;
    gboolean longer = steps >= scaled(job, RACE_LONG);
    const Heat *heats = longer ? LONG_RACE : SHORT_RACE;
    int goal = sizing_groups(rounds->lists, rounds->best);
    for (int i = 0; i < RACERS; i++)
        runs[i] =
            run_new(job, 0, HOT,
                    CLAMP(goal + neighbours[i], 1, rounds->best->team_count));
    for (; heats->runs > 0 && !stopped(job); heats++)
        race_heat(job, runs, heats, steps, random);
    for (int i = 0; i < RACERS; i++)
        run_free(runs[i]);
}

/* ---- from a plan -------------------------------------------------------------- */

/* COUNT runs of LENGTH steps, from nothing (SEEK) or the best plan so far. */
static void
repeat(Job *job, int count, gint64 length, int hot, Random *random)
{
    Run *runs[2];
    for (int i = 0; i < count; i++) {
        runs[i] = run_new(job, length, hot, 0);
        if (hot <= HOT)
            state_copy(runs[i]->search.state, job->rounds->best);
    }
    round_run(job, runs, count, random);
    for (int i = 0; i < count; i++)
        run_free(runs[i]);
}

/* ---- all of it ------------------------------------------------------------------ */

/* Steps still to be taken by all threads; G_MAXINT64: nobody knows. */
static gint64
steps_left(const Job *job)
{
    const SolveOptions *options = job->rounds->options;
    if (options->steps > 0)
        return options->steps - job->step;
    if (!options->left)
        return G_MAXINT64;
    return options->left(job->step, options->tick_data) *
           MAX(options->threads, 1) / 100 * TRUSTED_PERCENT;
}

static gboolean
legal(const Job *job)
{
    return job->rounds->best->total.hard == 0;
}

/* Something legal, soon: runs from nothing, each round twice as long. */
static void
begin(Job *job, Random *random)
{
    gint64 length = scaled(job, FIRST_RUN);
    if (job->rounds->options->steps > 0)
        length = MIN(length, job->rounds->options->steps / 4 + 1);
    repeat(job, 1, length, SEEK, random);
    while (!legal(job) && !stopped(job) && steps_left(job) > 4 * length) {
        length *= 2;
        repeat(job, 2, length, SEEK, random);
    }
}

/* The planner asked for a plan, not for a number of steps: a search that ends
 * with nothing legal begins again, from nothing, a few times. */
static void
rescue(Job *job, Random *random)
{
    for (int i = 0; i < RESCUES && !legal(job) && !stopped(job); i++)
        repeat(job, 1, FIRST_RUN, SEEK, random);
}

void
rounds_run(Rounds *rounds)
{
    Job job = { .rounds = rounds, .any = rounds->options->start != NULL };
    gint64 endless = scaled(&job, ENDLESS_FIRST);
    Random random;
    gboolean fresh = rounds->options->start == NULL;
    g_mutex_init(&job.lock);
    random_init(&random, rounds->options->seed);
    if (fresh)
        begin(&job, &random);
    gboolean raced = FALSE;
    for (gint64 left = steps_left(&job); left > 0 && !stopped(&job);
         left = steps_left(&job)) {
        gint64 length = MIN(left, endless);
        raced = raced && left < G_MAXINT64;
        if (fresh && !raced && legal(&job) &&
            length >= scaled(&job, RACE_LEAST)) {
            race(&job, left == G_MAXINT64 ? length : left, &random);
            raced = TRUE;
        } else
            repeat(&job, length > PAIR_LEAST ? 2 : 1,
                   length > PAIR_LEAST ? length / 2 : length,
                   legal(&job) ? WARM : HOT, &random);
        endless *= ENDLESS_GROWTH;
    }
    rescue(&job, &random);
    g_mutex_clear(&job.lock);
}
