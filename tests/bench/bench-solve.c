/*
 * bench-solve: what the solver reaches, and how fast.
 *
 *     bench-solve [PROBLEM.txt [SECONDS,... [SEEDS]]]
 *
 * Prints the cost at each of the seconds for seeds 1..SEEDS.
 */
#include <string.h>

#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

typedef struct Bench {
    char **seconds; /* ascending; the next one to print at */
    gint64 start_us;
    gint64 legal_us; /* 0: none yet */
    gint64 step;
} Bench;

static gboolean
watch(const SolveProgress *progress, gpointer data)
{
    Bench *bench = data;
    gint64 spent_us = g_get_monotonic_time() - bench->start_us;
    bench->step = progress->step;
    if (progress->hard == 0 && bench->legal_us == 0)
        bench->legal_us = spent_us;
    if ((double)spent_us < g_ascii_strtod(*bench->seconds, NULL) * 1e6)
        return TRUE;
    g_print("  %s s: hard %" G_GINT64_FORMAT ", soft %.2f, %d visits,"
            " %d groups\n",
            *bench->seconds, progress->hard, (double)progress->soft_milli / 1e3,
            progress->visits, progress->groups);
    return *++bench->seconds != NULL;
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "tests/cases/solve/example-day.txt";
    g_auto(GStrv) seconds = g_strsplit(argc > 2 ? argv[2] : "1,10", ",", -1);
    gint64 seeds = argc > 3 ? g_ascii_strtoll(argv[3], NULL, 10) : 3;
    g_autoptr(ProblemText) text = problem_text_read(path);
    for (gint64 seed = 1; seed <= seeds; seed++) {
        Bench bench = { .seconds = seconds,
                        .start_us = g_get_monotonic_time() };
        SolveOptions options = { .seed = (guint64)seed,
                                 .tick = watch,
                                 .tick_data = &bench };
        g_print("seed %" G_GINT64_FORMAT "\n", seed);
        g_autoptr(Solution) plan = solve_day(text->problem, &options);
        gint64 spent_us = g_get_monotonic_time() - bench.start_us;
        g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
        g_print("  verified: hard %" G_GINT64_FORMAT ", soft %.2f;"
                " first legal %.2f s; %.0f steps/s\n",
                verdict->hard, (double)verdict->soft_milli / 1e3,
                (double)bench.legal_us / 1e6,
                (double)bench.step * 1e6 / (double)spent_us);
    }
    return 0;
}
