/* The bound is below every plan, and small days are proven best.  (With the
 * sanitizers each plan of tests/cli is bounded, too.) */
#include "planner/solve/bound.h"
#include "planner/solve/exact.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/brute-force.h"
#include "tests/unit/problem-text.h"

#define EXAMPLE "tests/cases/solve/example-day.txt"

enum { EVENTS = 200 };

static Solution *
solve(const Problem *problem, guint64 seed, gint64 steps)
{
    SolveOptions options = { .seed = seed, .steps = steps };
    return solve_day(problem, &options);
}

static gboolean
stop_early(const SolveProgress *progress, gpointer data)
{
    return progress->step < *(const gint64 *)data;
}

/* A plan of few steps, even where none is legal. */
static Solution *
glance(const Problem *problem, guint64 seed)
{
    gint64 steps = 4000;
    SolveOptions options = {
        .seed = seed, .steps = steps, .tick = stop_early, .tick_data = &steps
    };
    return solve_day(problem, &options);
}

/* The program's best plan of a small day, and that it knows it. */
static void
assert_small(guint64 seed)
{
    g_autoptr(Problem) problem = small_event(seed);
    gint64 best = small_best(problem);
    g_autoptr(Solution) plan = glance(problem, seed);
    BoundOptions options = { .plan = plan };
    ExactResult result;
    gint64 bound = bound_day(problem, &options);
    g_autoptr(Solution) better = exact_finish(problem, plan, &result);
    g_autoptr(Verdict) verdict =
        verify_day(problem, better ? better : plan, FALSE);
    g_test_message("day %" G_GUINT64_FORMAT ": best %" G_GINT64_FORMAT
                   ", bound %" G_GINT64_FORMAT ", found %" G_GINT64_FORMAT
                   ", hard %" G_GINT64_FORMAT ", %d plans, %d seated",
                   seed, best, bound, verdict->soft_milli, verdict->hard,
                   result.plans, result.seated);
    g_assert_true(result.proven);
    if (best < 0) {
        g_assert_cmpint(verdict->hard, >, 0);
        return;
    }
    g_assert_cmpint(verdict->hard, ==, 0);
    g_assert_cmpint(verdict->soft_milli, ==, best);
    g_assert_cmpint(bound, <=, best);
    g_assert_cmpint(result.bound_milli, ==, best);
}

static void
test_small(void)
{
    for (guint64 seed = 1; seed <= EVENTS; seed++)
        assert_small(seed);
}

/* Part of the example, its rules turned about: hard ones soft, soft ones
 * hard, rows twice, none at all, limits on sites and groups. */
static void
turn_rules(Problem *problem, int turn)
{
    problem->company_count = 36;
    problem->groups_min = turn == 5 ? -1 : 6;
    problem->groups_max = turn == 5 ? -1 : 9;
    problem->sites_min = turn == 1 ? 12 : -1;
    problem->sites_max = turn == 2 ? 5 : 20;
    problem->visits_wanted = 34;
    problem->gathers = turn != 3;
    for (int i = 0; i < problem->rule_count; i++) {
        Rule *rule = &problem->rules[i];
        if (turn == 2 || (turn == 3 && i % 2 == 0) || turn == 4)
            rule->hard = FALSE;
        if (turn == 4 || turn == 5)
            rule->weight_milli = 700 + 130 * ((i * 7) % 11);
        if (turn == 5 && rule->kind == RULE_BOTH_HALVES)
            rule->hard = TRUE;
    }
    if (turn == 6)
        problem->rule_count = 0;
    if (turn == 7) {
        problem->group_visits_max = -1;
        problem->people[0].span_count = 0;
    }
}

static void
test_below(void)
{
    gboolean some = FALSE;
    for (int turn = 0; turn < 8; turn++) {
        g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
        turn_rules(text->problem, turn);
        g_autoptr(Solution) plan = solve(text->problem, 1, 60000);
        g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
        BoundOptions options = { .plan = turn % 2 == 0 ? plan : NULL,
                                 .rounds = 25 };
        gint64 bound = bound_day(text->problem, &options);
        g_test_message("turn %d: bound %" G_GINT64_FORMAT
                       ", found %" G_GINT64_FORMAT ", hard %" G_GINT64_FORMAT,
                       turn, bound, verdict->soft_milli, verdict->hard);
        g_assert_cmpint(verdict->hard, ==, 0);
        g_assert_cmpint(bound, <=, verdict->soft_milli);
        g_assert_cmpint(bound, >=, 0);
        some = some || bound > verdict->soft_milli / 2;
    }
    g_assert_true(some);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bound/small", test_small);
    g_test_add_func("/bound/below", test_below);
    return g_test_run();
}
