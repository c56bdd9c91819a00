/* Seats for routes that stay: proven best, priced as verify prices them. */
#include "planner/solve/seating.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

#define EXAMPLE "tests/cases/solve/example-day.txt"

static Solution *
solve(const Problem *problem, guint64 seed, gint64 steps)
{
    SolveOptions options = { .seed = seed, .steps = steps };
    return solve_day(problem, &options);
}

/* Whether A's visits and lunches are B's. */
static void
assert_same_routes(const Solution *a, const Solution *b)
{
    g_assert_cmpuint(a->groups->len, ==, b->groups->len);
    for (guint i = 0; i < a->groups->len; i++) {
        const Group *x = &g_array_index(a->groups, Group, i);
        const Group *y = &g_array_index(b->groups, Group, i);
        g_assert_cmpint(x->number, ==, y->number);
        g_assert_cmpint(x->lunch_start_min, ==, y->lunch_start_min);
        g_assert_cmpuint(x->visits->len, ==, y->visits->len);
        g_assert_true(memcmp(x->visits->data, y->visits->data,
                             x->visits->len * sizeof(Visit)) == 0);
    }
}

/* All seats of PLAN's routes anew: no worse, and priced as verify has it. */
static gint64
assert_best(const Problem *problem, const Solution *plan, int nodes)
{
    SeatingOptions options = { .max_nodes = nodes };
    SeatingResult result;
    g_autoptr(Verdict) before = verify_day(problem, plan, FALSE);
    g_autoptr(Solution) seated =
        seating_solve(problem, plan, &options, &result);
    if (!seated) { /* the branches did not last */
        g_assert_false(result.proven);
        g_assert_cmpint(result.bound_milli, <=, before->soft_milli);
        return before->soft_milli;
    }
    g_autoptr(Verdict) after = verify_day(problem, seated, FALSE);
    assert_same_routes(plan, seated);
    g_assert_cmpint(after->hard, ==, 0);
    g_assert_cmpint(result.bound_milli, <=, after->soft_milli);
    if (result.proven)
        g_assert_cmpint(result.bound_milli, ==, after->soft_milli);
    if (before->hard == 0)
        g_assert_cmpint(result.bound_milli, <=, before->soft_milli);
    if (before->hard == 0 && result.proven)
        g_assert_cmpint(after->soft_milli, <=, before->soft_milli);
    return after->soft_milli;
}

/* A day of the example with only some of its groups and people, so that the
 * programs are small enough for the sanitizers. */
static Solution *
few_groups(ProblemText *text, guint groups)
{
    Problem *problem = text->problem;
    problem->groups_min = problem->sites_min = -1;
    problem->groups_max = (int)groups;
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == RULE_VISIT_COUNT)
            problem->rules[i].weight_milli = 100;
    return solve(problem, 3, 30000);
}

static void
test_best(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) plan = few_groups(text, 5);
    gint64 best = assert_best(text->problem, plan, 2000);
    /* a second time there is nothing better */
    SeatingOptions options = { .only_better = TRUE };
    SeatingResult result;
    g_autoptr(Solution) seated =
        seating_solve(text->problem, plan, &options, &result);
    g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
    if (!seated)
        g_assert_cmpint(verdict->soft_milli, ==, best);
    g_assert_true(result.proven);
    g_assert_cmpint(result.bound_milli, ==, best);
}

/* Every rule the other way: what was hard is soft, what was soft is hard
 * where a plan still keeps it. */
static void
test_other_rules(void)
{
    for (int turn = 0; turn < 4; turn++) {
        g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
        Problem *problem = text->problem;
        int count = problem->rule_count;
        g_autoptr(Solution) plan = few_groups(text, 3);
        problem->rules = g_renew(Rule, problem->rules, count * 2 + 1);
        for (int i = 0; i < count; i++) {
            Rule *twin = &problem->rules[count + i];
            gboolean odd = (i + turn) % 2 == 0;
            if (problem->rules[i].hard && odd)
                problem->rules[i].hard = FALSE;
            problem->rules[i].weight_milli = 500 + 130 * ((i * 7) % 11);
            *twin = problem->rules[i];
            twin->hard = FALSE;
            twin->max = twin->max > 0 ? twin->max - 1 : twin->max;
            twin->min = twin->min > 0 ? twin->min + 1 : twin->min;
        }
        problem->rules[(gsize)count * 2] =
            (Rule){ .kind = RULE_COMPANY_MUNICIPALITY, .weight_milli = 700 };
        problem->rule_count = count * 2 + 1;
        if (turn == 3)
            problem->rule_count = 0;
        (void)assert_best(problem, plan, 100);
    }
}

/* Everyone who sits together in the plan has met before: what the seats cost
 * then is what verify counts, and others are chosen. */
static void
test_new_faces(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Problem *problem = text->problem;
    g_autoptr(Solution) plan = few_groups(text, 3);
    gint64 before = assert_best(problem, plan, 100);
    const Group *group = &g_array_index(plan->groups, Group, 0);
    guint count = group->members->len;
    problem->met = g_new(MetPair, (gsize)count * count);
    for (guint i = 0; i < count; i++)
        for (guint j = i + 1; j < count; j++) {
            const Member *a = &g_array_index(group->members, Member, i);
            const Member *b = &g_array_index(group->members, Member, j);
            if (a->half == HALF_AM && b->half == HALF_AM)
                problem->met[problem->met_count++] =
                    (MetPair){ a->person, b->person };
        }
    problem->rules =
        g_renew(Rule, problem->rules, (gsize)problem->rule_count + 1);
    problem->rules[problem->rule_count++] =
        (Rule){ .kind = RULE_NEW_FACES, .weight_milli = 900 };
    g_assert_cmpint(assert_best(problem, plan, 100), >=, before);
}

static void
add_lock(Problem *problem, Lock lock)
{
    gsize count = (gsize)problem->lock_count + 1;
    problem->locks = g_renew(Lock, problem->locks, count);
    problem->locks[problem->lock_count++] = lock;
}

static int
member_at(const Solution *plan, guint group, guint place)
{
    const Group *row = &g_array_index(plan->groups, Group, group);
    return g_array_index(row->members, Member, place).person;
}

/* Locks that the plan breaks: the new seats keep them. */
static void
test_locks(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) plan = few_groups(text, 5);
    int one = member_at(plan, 0, 0);
    int two = member_at(plan, 1, 1);
    gint64 best = assert_best(text->problem, plan, 2000);
    add_lock(
        text->problem,
        (Lock){ .kind = LOCK_NO_SEAT, .person = one, .group = 1, .halves = 3 });
    add_lock(text->problem,
             (Lock){ .kind = LOCK_TOGETHER, .person = one, .other = two });
    add_lock(text->problem, (Lock){ .kind = LOCK_APART,
                                    .person = member_at(plan, 2, 0),
                                    .other = member_at(plan, 2, 1) });
    add_lock(text->problem, (Lock){ .kind = LOCK_SEAT,
                                    .person = member_at(plan, 3, 1),
                                    .group = 4,
                                    .halves = 1 << HALF_AM });
    g_assert_cmpint(assert_best(text->problem, plan, 2000), >=, best);
    /* and those that nobody can keep have no seats at all */
    add_lock(text->problem,
             (Lock){ .kind = LOCK_APART, .person = one, .other = two });
    add_lock(text->problem, (Lock){ .kind = LOCK_SEAT,
                                    .person = one,
                                    .group = 2,
                                    .halves = 1 << HALF_AM });
    SeatingOptions options = { 0 };
    SeatingResult result;
    g_assert_null(seating_solve(text->problem, plan, &options, &result));
    g_assert_true(result.proven);
}

/* A few groups at a time: those that are not free stay, and a plan comes back
 * only when it is better. */
static void
test_some_groups(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Solution *plan = solve(text->problem, 5, 60000);
    gboolean free_groups[64] = { FALSE };
    guint count = plan->groups->len;
    int found = 0;
    for (guint turn = 0; turn < 12; turn++) {
        SeatingOptions options = { .free_groups = free_groups,
                                   .only_better = TRUE };
        SeatingResult result;
        memset(free_groups, 0, sizeof free_groups);
        for (guint i = 0; i < 3; i++)
            free_groups[(turn * 5 + i * 3) % count] = TRUE;
        g_autoptr(Verdict) before = verify_day(text->problem, plan, FALSE);
        Solution *next = seating_solve(text->problem, plan, &options, &result);
        g_assert_true(result.proven);
        if (!next) {
            g_assert_cmpint(result.bound_milli, ==, before->soft_milli);
            continue;
        }
        g_autoptr(Verdict) after = verify_day(text->problem, next, FALSE);
        g_assert_cmpint(after->soft_milli, <, before->soft_milli);
        g_assert_cmpint(after->soft_milli, ==, result.bound_milli);
        found++;
        solution_free(plan);
        plan = next;
    }
    g_assert_cmpint(found, >, 0);
    solution_free(plan);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/seating/best", test_best);
    g_test_add_func("/seating/new-faces", test_new_faces);
    g_test_add_func("/seating/other-rules", test_other_rules);
    g_test_add_func("/seating/locks", test_locks);
    g_test_add_func("/seating/some-groups", test_some_groups);
    return g_test_run();
}
