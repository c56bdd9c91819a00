/*
 * bench-absence: one person after the other falls ill on the example day.
 *
 *     bench-absence [SECONDS [names|count [SEED [PROBLEM.txt]]]]
 *
 * Plans for SECONDS (from 1000 on: so many steps), then mends the plan without each person, and prints a
 * line each and a summary: seconds of wall and of processor, who hears.
 */
#include <string.h>
#include <time.h>

#include "planner/solve/repair.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

typedef struct Absence {
    double wall_s, cpu_s;
    int told;
    gboolean legal, fewest;
    int choices;
} Absence;

static gboolean
in_time(const SolveProgress *progress, gpointer data)
{
    gint64 *end_us = data;
    (void)progress;
    return g_get_monotonic_time() < *end_us;
}

static double
cpu_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static Absence
mend(const Problem *problem, const Solution *plan, gboolean names, int person)
{
    RepairOptions options = { .seed = 1,
                              .told = plan,
                              .tell_few = TRUE,
                              .names_visitors = names,
                              .choices = 3 };
    Absence absence = { .cpu_s = cpu_s() };
    int spans = problem->people[person].span_count;
    gint64 start_us = g_get_monotonic_time();
    problem->people[person].span_count = 0;
    g_autoptr(GPtrArray) repairs = repair_day(problem, plan, &options);
    problem->people[person].span_count = spans;
    absence.wall_s = (double)(g_get_monotonic_time() - start_us) / 1e6;
    absence.cpu_s = cpu_s() - absence.cpu_s;
    const Repair *best = g_ptr_array_index(repairs, 0);
    absence.told = best->told_people + best->told_companies;
    absence.legal = best->hard == 0;
    absence.fewest = best->fewest;
    absence.choices = (int)repairs->len;
    g_print("person %d: %s, %d people and %d companies hear%s, soft", person,
            absence.legal ? "legal" : "NOT LEGAL", best->told_people,
            best->told_companies, best->fewest ? " (proven)" : "");
    for (guint i = 0; i < repairs->len; i++) {
        const Repair *repair = g_ptr_array_index(repairs, i);
        g_print(" %.1f/%d", (double)repair->soft_milli / 1e3,
                repair->told_people + repair->told_companies);
    }
    g_print(", %.3f s, %.3f s of processor\n", absence.wall_s, absence.cpu_s);
    return absence;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void
print_spread(const char *what, double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_number);
    g_print("| %s | %.3g | %.3g |\n", what, values[count / 2],
            values[count - 1]);
}

static void
print_summary(const Absence *absences, int count)
{
    g_autofree double *values = g_new(double, (gsize)count);
    int legal = 0, fewest = 0, late = 0;
    for (int i = 0; i < count; i++) {
        legal += absences[i].legal;
        fewest += absences[i].fewest;
        late += absences[i].wall_s > 2;
    }
    g_print("%d absences: %d legal, %d over 2 s; in %d (%.0f %%) it is proven"
            " that fewer cannot hear.\n\n",
            count, legal, late, fewest, 100.0 * fewest / count);
    g_print("| | median | worst |\n|---|---|---|\n");
    for (int i = 0; i < count; i++)
        values[i] = absences[i].told;
    print_spread("people and companies who hear", values, count);
    for (int i = 0; i < count; i++)
        values[i] = absences[i].wall_s;
    print_spread("seconds", values, count);
    for (int i = 0; i < count; i++)
        values[i] = absences[i].cpu_s;
    print_spread("seconds of processor", values, count);
}

int
main(int argc, char **argv)
{
    double seconds = argc > 1 ? g_ascii_strtod(argv[1], NULL) : 10;
    gboolean names = argc < 3 || strcmp(argv[2], "count") != 0;
    gint64 seed = argc > 3 ? g_ascii_strtoll(argv[3], NULL, 10) : 1;
    const char *path = argc > 4 ? argv[4] : "tests/cases/solve/example-day.txt";
    g_autoptr(ProblemText) text = problem_text_read(path);
    gint64 end_us = g_get_monotonic_time() + (gint64)(seconds * 1e6);
    SolveOptions options = { .seed = (guint64)seed,
                             .steps = seconds >= 1000 ? (gint64)seconds : 0,
                             .tick = in_time,
                             .tick_data = &end_us };
    g_autoptr(Solution) plan = solve_day(text->problem, &options);
    g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
    int count = text->problem->person_count;
    g_autofree Absence *absences = g_new0(Absence, (gsize)count);
    g_print("plan: hard %d, soft %.1f\n", (int)verdict->hard,
            (double)verdict->soft_milli / 1e3);
    for (int i = 0; i < count; i++)
        absences[i] = mend(text->problem, plan, names, i);
    print_summary(absences, count);
    return 0;
}
