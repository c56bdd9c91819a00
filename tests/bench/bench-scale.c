/*
 * bench-scale: how time and memory of planning grow with the day.
 *
 *     bench-scale [PROBLEM.txt [FACTOR,... [THREADS]]]
 *
 * Plans a day FACTOR times as large until the first legal plan, or for ten
 * minutes, and prints a line for each factor.  The sites stay as they are:
 * more companies, people and groups share them.  A process for each factor,
 * so that none has the peak of another; its peak is with the verifying, its
 * seconds are without.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

enum { CAP_S = 600 };

static double
seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* TIMES of the COUNT ITEMS, one lot after the other. */
static void *
repeat(const void *items, int count, gsize size, int times)
{
    gsize lot = (gsize)count * size;
    char *all = g_malloc0(lot * (gsize)times + 1);
    for (int i = 0; lot > 0 && i < times; i++)
        memcpy(all + (gsize)i * lot, items, lot);
    return all;
}

/* Each lot of people avoids and has met its own lot. */
static void
part_lots(const Problem *from, Problem *to)
{
    for (int i = 0; i < to->person_count; i++)
        to->people[i].conflict_first +=
            i / from->person_count * from->conflict_count;
    for (int i = 0; i < to->conflict_count; i++)
        to->conflicts[i] += i / from->conflict_count * from->company_count;
    for (int i = 0; i < to->met_count; i++) {
        int first = i / from->met_count * from->person_count;
        to->met[i].one += first;
        to->met[i].other += first;
    }
}

static int
limit_times(int limit, int times)
{
    return limit < 0 ? limit : limit * times;
}

/* Spans and travel are shared; a text states no locks. */
static Problem *
grow(const Problem *from, int times)
{
    Problem *to = g_memdup2(from, sizeof *from);
    gsize ways = (gsize)from->site_count + 1;
    to->visits_wanted *= times;
    to->groups_min = limit_times(from->groups_min, times);
    to->groups_max = limit_times(from->groups_max, times);
    to->company_count *= times;
    to->person_count *= times;
    to->conflict_count *= times;
    to->met_count *= times;
    to->sites = repeat(from->sites, from->site_count, sizeof(Site), 1);
    to->travel_min = g_memdup2(from->travel_min, ways * ways * sizeof(int));
    to->companies =
        repeat(from->companies, from->company_count, sizeof(Company), times);
    to->people =
        repeat(from->people, from->person_count, sizeof(Person), times);
    to->spans = repeat(from->spans, from->span_count, sizeof(Span), 1);
    to->conflicts =
        repeat(from->conflicts, from->conflict_count, sizeof(int), times);
    to->rules = repeat(from->rules, from->rule_count, sizeof(Rule), 1);
    to->locks = NULL;
    to->lock_count = 0;
    to->met = repeat(from->met, from->met_count, sizeof(MetPair), times);
    part_lots(from, to);
    return to;
}

static gboolean
until_legal(const SolveProgress *progress, gpointer data)
{
    const double *start_s = data;
    return progress->hard > 0 && seconds(CLOCK_MONOTONIC) - *start_s < CAP_S;
}

static void
print_plan(const Problem *problem, const Solution *plan)
{
    guint visits = 0;
    for (guint i = 0; i < plan->groups->len; i++)
        visits += g_array_index(plan->groups, Group, i).visits->len;
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    g_print("%d companies, %u visits, %u groups: ", problem->company_count,
            visits, plan->groups->len);
    if (verdict->hard == 0)
        g_print("legal, ");
    else
        g_print("hard %" G_GINT64_FORMAT ", ", verdict->hard);
}

static void
plan_times(const Problem *from, int times, int threads)
{
    g_autoptr(Problem) problem = grow(from, times);
    double start_s = seconds(CLOCK_MONOTONIC);
    double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID);
    SolveOptions options = { .seed = 1,
                             .threads = threads,
                             .tick = until_legal,
                             .tick_data = &start_s };
    g_autoptr(Solution) plan = solve_day(problem, &options);
    cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
    double wall_s = seconds(CLOCK_MONOTONIC) - start_s;
    print_plan(problem, plan);
    g_print("%.3f s wall, %.3f s CPU, ", wall_s, cpu_s);
}

static gboolean
bench_times(const Problem *problem, int times, int threads)
{
    int status = 0;
    struct rusage usage;
    (void)fflush(stdout); /* else the child prints it too */
    pid_t child = fork();
    if (child == 0) {
        plan_times(problem, times, threads);
        _exit(fflush(stdout) == 0 ? 0 : 1);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        g_printerr("bench-scale: factor %d came to nothing\n", times);
        return FALSE;
    }
    g_print("%.1f MiB\n", (double)usage.ru_maxrss / 1024);
    return TRUE;
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "tests/cases/solve/example-day.txt";
    g_auto(GStrv) factors =
        g_strsplit(argc > 2 ? argv[2] : "1,2,7,22,71", ",", -1);
    int threads = argc > 3 ? text_int(argv[3]) : 1;
    g_autoptr(ProblemText) text = problem_text_read(path);
    gboolean all = TRUE;
    for (char **factor = factors; *factor; factor++)
        all &= bench_times(text->problem, text_int(*factor), threads);
    return all ? 0 : 1;
}
