/*
 * bench-bound: how fast the bound rises, and how fast people are seated.
 *
 *     bench-bound [PROBLEM.txt [TIMES]]
 *
 * TIMES: the day so many times beside itself, half an hour apart.  Seconds
 * are of the processor.
 */
#include <string.h>
#include <time.h>

#include "planner/solve/bound.h"
#include "planner/solve/seating.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

enum { APART_MIN = 30 };

static double
seconds(clock_t since)
{
    return (double)(clock() - since) / CLOCKS_PER_SEC;
}

static void *
repeat(const void *items, int count, gsize size, int times)
{
    char *all = g_malloc0((gsize)count * size * (gsize)times + 1);
    for (int i = 0; i < times; i++)
        if (count > 0)
            memcpy(all + (gsize)i * (gsize)count * size, items,
                   (gsize)count * size);
    return all;
}

static void
grow_travel(const Problem *from, Problem *to, int times)
{
    int small = from->site_count;
    int large = small * times;
    to->travel_min = g_new0(int, (gsize)((large + 1) * (large + 1)));
    for (int a = 0; a <= large; a++)
        for (int b = 0; b <= large; b++) {
            int way = problem_travel(from, a < large ? a % small : small,
                                     b < large ? b % small : small);
            gboolean far = a < large && b < large && a / small != b / small;
            to->travel_min[a * (large + 1) + b] = way + (far ? APART_MIN : 0);
        }
}

static Problem *
grow(const Problem *from, int times)
{
    Problem *to = g_memdup2(from, sizeof *from);
    to->site_count *= times;
    to->company_count *= times;
    to->person_count *= times;
    to->visits_wanted *= times;
    to->sites_min *= times;
    to->sites_max *= times;
    to->groups_min *= times;
    to->groups_max *= times;
    to->sites = repeat(from->sites, from->site_count, sizeof(Site), times);
    to->companies =
        repeat(from->companies, from->company_count, sizeof(Company), times);
    to->people =
        repeat(from->people, from->person_count, sizeof(Person), times);
    to->spans = g_memdup2(from->spans, (gsize)from->span_count * sizeof(Span));
    to->conflicts =
        g_memdup2(from->conflicts, (gsize)from->conflict_count * sizeof(int));
    to->rules = g_memdup2(from->rules, (gsize)from->rule_count * sizeof(Rule));
    to->locks = NULL;
    for (int i = 0; i < to->company_count; i++)
        to->companies[i].site += i / from->company_count * from->site_count;
    grow_travel(from, to, times);
    return to;
}

static void
bench_bound(const Problem *problem, const Solution *plan, gint64 soft_milli)
{
    static const int rounds[] = { 1, 30, 40, 60, 250 };
    gboolean large = problem->company_count > 500; /* no rounds */
    for (gsize i = 0; i < (large ? 1 : G_N_ELEMENTS(rounds)); i++) {
        BoundOptions options = { .plan = plan, .rounds = rounds[i] };
        clock_t start = clock();
        gint64 bound = bound_day(problem, &options);
        double spent = seconds(start);
        g_print("bound, at most %3d rounds: %8.2f in %6.2f s", rounds[i],
                (double)bound / 1e3, spent);
        if (bound > 0)
            g_print("; the plan is at most %.1f %% from the best",
                    100.0 * (double)(soft_milli - bound) / (double)bound);
        g_print("\n");
    }
}

static void
bench_seats(const Problem *problem, const Solution *plan, int free_count)
{
    g_autofree gboolean *free_groups = g_new0(gboolean, plan->groups->len + 1);
    SeatingOptions options = { 0 };
    SeatingResult result;
    for (int i = 0; i < free_count; i++)
        free_groups[(guint)(i * 3) % plan->groups->len] = TRUE;
    if (free_count > 0)
        options.free_groups = free_groups;
    clock_t start = clock();
    g_autoptr(Solution) seated =
        seating_solve(problem, plan, &options, &result);
    double spent = seconds(start);
    g_print("seats of %s groups: bound %.2f, %s, in %.3f s\n",
            free_count > 0 ? "5" : "all", (double)result.bound_milli / 1e3,
            seated && result.proven ? "proven best" : "not proven", spent);
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "tests/cases/solve/example-day.txt";
    int times = argc > 2 ? (int)g_ascii_strtoll(argv[2], NULL, 10) : 1;
    g_autoptr(ProblemText) text = problem_text_read(path);
    g_autoptr(Problem) problem = grow(text->problem, times);
    SolveOptions options = { .seed = 1, .steps = 20000000 };
    g_autoptr(Solution) plan = solve_day(problem, &options);
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    g_print("%d companies, %u groups: soft cost %.2f, hard %" G_GINT64_FORMAT
            "\n",
            problem->company_count, plan->groups->len,
            (double)verdict->soft_milli / 1e3, verdict->hard);
    bench_bound(problem, plan, verdict->soft_milli);
    if (times > 1)
        return 0;
    bench_seats(problem, plan, 0);
    bench_seats(problem, plan, 5);
    return 0;
}
