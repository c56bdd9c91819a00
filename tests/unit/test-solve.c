#include <glib.h>
#include <string.h>

#include "planner/solve/export.h"
#include "planner/solve/moves.h"
#include "planner/solve/sizing.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

static const char EXAMPLE[] = "tests/cases/solve/example-day.txt";

/* ---- the search's count ------------------------------------------------ */

static void
assert_same_cost(Cost a, Cost b)
{
    g_assert_cmpint(a.hard, ==, b.hard);
    g_assert_cmpint(a.soft, ==, b.soft);
}

static void
assert_verified(const Problem *problem, const State *state)
{
    g_autoptr(Solution) plan = export_solution(state, NULL);
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    gint64 hard = (state->total.hard + 9) / 10;
    g_assert_cmpint(verdict->hard, ==, hard);
    g_assert_cmpint(verdict->soft_milli, ==, state->total.soft / 10);
}

/* Random moves, most kept and some undone: the running total is what a full
 * recount gives, and now and then what verify gives. */
static void
walk(const Problem *problem, guint64 seed, int steps)
{
    g_autoptr(Score) score = score_new(problem);
    g_autoptr(Lists) lists = lists_new(problem);
    g_autoptr(State) state = state_new(score);
    Random random;
    random_init(&random, seed);
    for (int i = 0; i < steps; i++) {
        Cost before = state->total;
        gboolean open = i < 40;
        state_begin(state);
        if (!(open ? moves_open_team(lists, state, &random)
                   : moves_try(lists, state, &random))) {
            assert_same_cost(state_recount(state), before);
            continue;
        }
        state_settle(state);
        if (!open && random_below(&random, 3) == 0) {
            state_undo(state);
            assert_same_cost(state->total, before);
        }
        assert_same_cost(state_recount(state), state->total);
        if (i % 16 == 0)
            assert_verified(problem, state);
    }
}

static void
test_delta(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    walk(text->problem, 1, 3000);
    walk(text->problem, 2, 3000);
}

/* The other way round: what was hard is soft, margins and rows twice. */
static void
test_delta_other_rules(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Problem *problem = text->problem;
    int count = problem->rule_count;
    problem->rules = g_renew(Rule, problem->rules, count * 2 + 1);
    for (int i = 0; i < count; i++) {
        Rule *twin = &problem->rules[count + i];
        *twin = problem->rules[i];
        twin->hard = !twin->hard;
        twin->weight_milli = 1500 + 10 * i;
        twin->margin_min = twin->margin_min > 0 ? 15 : 0;
        twin->max = twin->max > 0 ? twin->max - 1 : twin->max;
    }
    problem->rules[(gsize)count * 2] =
        (Rule){ .kind = RULE_COMPANY_MUNICIPALITY, .weight_milli = 700 };
    problem->rule_count = count * 2 + 1;
    problem->gathers = FALSE;
    walk(problem, 3, 2000);
    problem->rule_count = 0;
    walk(problem, 4, 500);
}

/* Adds LOCK to PROBLEM. */
static void
add_lock(Problem *problem, Lock lock)
{
    gsize count = (gsize)problem->lock_count + 1;
    problem->locks = g_renew(Lock, problem->locks, count);
    problem->locks[problem->lock_count++] = lock;
}

/* COUNT pairs at random have met before, and a rule asks. */
static void
add_meetings(Problem *problem, Random *random, int count)
{
    gsize rules = (gsize)problem->rule_count + 1;
    problem->rules = g_renew(Rule, problem->rules, rules);
    problem->rules[problem->rule_count++] = (Rule){
        .kind = RULE_NEW_FACES, .weight_milli = 2500, .min = -1, .max = -1
    };
    int people = problem->person_count;
    int chance = people * people / 2 / count;
    problem->met = g_new(MetPair, (gsize)people * (gsize)people);
    for (int a = 0; a < people; a++)
        for (int b = a + 1; b < people; b++)
            if (random_below(random, chance) == 0)
                problem->met[problem->met_count++] = (MetPair){ a, b };
}

/* One lock for each of some people and companies, so that none speaks of
 * what another does. */
static void
add_locks(Problem *problem, Random *random)
{
    for (int p = 0; p + 2 < problem->person_count; p += 5) {
        int group = 1 + random_below(random, 25);
        int halves = 1 + random_below(random, 3);
        int kind = p / 5 % 4;
        Lock lock = { .kind = kind == 3   ? LOCK_APART
                              : kind == 0 ? LOCK_SEAT
                                          : LOCK_NO_SEAT,
                      .person = p,
                      .other = p + 2,
                      .company = -1,
                      .group = kind == 2 ? 0 : group,
                      .halves = halves,
                      .start_min = -1,
                      .end_min = -1 };
        add_lock(problem, lock);
    }
    for (int c = 0; c < problem->company_count; c += 9)
        add_lock(problem, (Lock){ .kind = LOCK_VISIT,
                                  .person = -1,
                                  .other = -1,
                                  .company = c,
                                  .group = random_below(random, 26),
                                  .start_min = -1,
                                  .end_min = -1 });
}

static void
test_delta_locks(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Random random;
    random_init(&random, 11);
    add_meetings(text->problem, &random, 700);
    add_locks(text->problem, &random);
    walk(text->problem, 5, 3000);
    text->problem->rules[text->problem->rule_count - 1].hard = TRUE;
    walk(text->problem, 6, 2000);
}

/* ---- plans ------------------------------------------------------------- */

static Solution *
solve(const Problem *problem, guint64 seed, gint64 steps)
{
    SolveOptions options = { .seed = seed, .steps = steps };
    return solve_day(problem, &options);
}

static void
assert_same_items(const GArray *a, const GArray *b, size_t size)
{
    g_assert_cmpuint(a->len, ==, b->len);
    g_assert_true(a->len == 0 || memcmp(a->data, b->data, a->len * size) == 0);
}

static void
assert_same_plan(const Solution *a, const Solution *b)
{
    g_assert_cmpuint(a->groups->len, ==, b->groups->len);
    for (guint i = 0; i < a->groups->len; i++) {
        const Group *x = &g_array_index(a->groups, Group, i);
        const Group *y = &g_array_index(b->groups, Group, i);
        g_assert_cmpint(x->lunch_start_min, ==, y->lunch_start_min);
        g_assert_cmpint(x->lunch_end_min, ==, y->lunch_end_min);
        assert_same_items(x->visits, y->visits, sizeof(Visit));
        assert_same_items(x->members, y->members, sizeof(Member));
    }
}

static void
count_roles(const Group *group, int half, int *leaders, int *drivers)
{
    *leaders = 0;
    *drivers = 0;
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if ((int)member->half != half)
            continue;
        *leaders += member->leader ? 1 : 0;
        *drivers += member->driver ? 1 : 0;
    }
}

static void
test_example(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) plan = solve(text->problem, 7, 150000);
    g_autoptr(Solution) again = solve(text->problem, 7, 150000);
    g_autoptr(Verdict) verdict = verify_day(text->problem, plan, TRUE);
    int visits = 0;
    assert_same_plan(plan, again);
    g_assert_cmpint(verdict->hard, ==, 0);
    g_assert_cmpint(verdict->soft_milli, <, 700000);
    for (guint i = 0; i < plan->groups->len; i++) {
        const Group *group = &g_array_index(plan->groups, Group, i);
        visits += (int)group->visits->len;
        for (int half = 0; half < HALF_COUNT; half++) {
            int leaders = 0;
            int drivers = 0;
            count_roles(group, half, &leaders, &drivers);
            g_assert_cmpint(leaders, <=, 1);
            g_assert_cmpint(drivers, <=, 1);
        }
    }
    g_assert_cmpint(visits, >=, 100);
}

/* The plan in the file is the best there is, as its head says why. */
static void
test_tiny(gconstpointer path)
{
    g_autoptr(ProblemText) text = problem_text_read(path);
    const PlanText *best = g_ptr_array_index(text->plans, 0);
    g_autoptr(Verdict) goal = verify_day(text->problem, best->solution, FALSE);
    for (guint64 seed = 1; seed <= 3; seed++) {
        g_autoptr(Solution) plan = solve(text->problem, seed, 20000);
        g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
        g_assert_cmpint(verdict->hard, ==, goal->hard);
        g_assert_cmpint(verdict->soft_milli, ==, goal->soft_milli);
    }
}

/* Those who have met are kept apart when it costs less: the plan without
 * the rule has such pairs, the plan with it far fewer. */
static void
test_new_faces(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Problem *problem = text->problem;
    Random random;
    random_init(&random, 3);
    add_meetings(problem, &random, 700);
    Rule *rule = &problem->rules[problem->rule_count - 1];
    gint64 units[2];
    for (int turn = 0; turn < 2; turn++) {
        rule->weight_milli = turn == 0 ? 0 : 4000;
        g_autoptr(Solution) plan = solve(problem, 3, 60000);
        g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
        units[turn] =
            g_array_index(verdict->counts, RuleCount, problem->rule_count)
                .units_tenths;
        g_assert_cmpint(verdict->hard, ==, 0);
    }
    g_assert_cmpint(units[0], >, 0);
    g_assert_cmpint(units[1] * 2, <, units[0]);
}

static void
test_warm_start(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) start = solve(text->problem, 1, 60000);
    g_autoptr(Verdict) before = verify_day(text->problem, start, FALSE);
    SolveOptions options = { .seed = 2, .steps = 20000, .start = start };
    g_autoptr(Solution) plan = solve_day(text->problem, &options);
    g_autoptr(Verdict) after = verify_day(text->problem, plan, FALSE);
    g_assert_true(after->hard < before->hard ||
                  (after->hard == before->hard &&
                   after->soft_milli <= before->soft_milli));
    /* the best plan there is cannot be bettered, and stays as it was */
    g_autoptr(ProblemText) tiny =
        problem_text_read("tests/cases/solve/tiny-people.txt");
    const PlanText *best = g_ptr_array_index(tiny->plans, 0);
    options.start = best->solution;
    g_autoptr(Solution) same = solve_day(tiny->problem, &options);
    assert_same_plan(same, best->solution);
}

/* ---- locks -------------------------------------------------------------- */

/* The search's own count of a start that PLAN is, and verify's: both find
 * it broken, or neither. */
static void
assert_lock_counts(const Problem *problem, const Solution *plan,
                   gboolean broken)
{
    g_autoptr(Score) score = score_new(problem);
    g_autoptr(State) state = state_new(score);
    g_autoptr(Verdict) verdict = verify_day(problem, plan, TRUE);
    export_load(state, plan);
    g_assert_cmpint(verdict->hard > 0, ==, broken);
    /* the search may give a visit its locked time at once */
    if (!broken || problem->locks[problem->lock_count - 1].start_min <= 0)
        g_assert_cmpint(state->total.hard > 0, ==, broken);
    for (guint i = 0; i < verdict->breaches->len; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach->rule < 0)
            g_assert_cmpint(breach->lock, ==, problem->lock_count - 1);
    }
}

/* The member at PLACE of a group of PLAN. */
static int
member_at(const Group *group, guint place)
{
    return g_array_index(group->members, Member, place).person;
}

/* The KIND-th lock that PLAN breaks: made of who sits where in it. */
static Lock
broken_lock(const Solution *plan, guint kind)
{
    const Group *one = &g_array_index(plan->groups, Group, 1);
    const Group *two =
        &g_array_index(plan->groups, Group, plan->groups->len - 2);
    const Visit *visit = &g_array_index(two->visits, Visit, 0);
    const Lock locks[] = {
        { .kind = LOCK_NO_SEAT, .person = member_at(one, 0), .halves = 3 },
        { .kind = LOCK_NO_SEAT,
          .person = member_at(two, 0),
          .group = two->number,
          .halves = 3 },
        { .kind = LOCK_APART,
          .person = member_at(one, 0),
          .other = member_at(one, 1) },
        { .kind = LOCK_TOGETHER,
          .person = member_at(one, 1),
          .other = member_at(two, two->members->len - 1) },
        { .kind = LOCK_VISIT,
          .company = visit->company,
          .group = one->number,
          .start_min = -1,
          .end_min = -1 },
        { .kind = LOCK_VISIT,
          .company = visit->company,
          .start_min = visit->start_min + 3,
          .end_min = -1 },
        { .kind = LOCK_SEAT,
          .person = member_at(one, 2),
          .group = two->number,
          .halves = 1 },
    };
    return locks[kind];
}

/* Each kind of lock, one after the other: a plan that breaks it is seen, and
 * the next plan keeps it. */
static void
test_locks(void)
{
    for (guint kind = 0; kind < 7; kind++) {
        g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
        g_autoptr(Solution) plan = solve(text->problem, 3, 60000);
        add_lock(text->problem, broken_lock(plan, kind));
        assert_lock_counts(text->problem, plan, TRUE);
        SolveOptions options = { .seed = 5, .steps = 60000, .start = plan };
        g_autoptr(Solution) next = solve_day(text->problem, &options);
        assert_lock_counts(text->problem, next, FALSE);
    }
}

/* A group late by so much as its slack, and its lunch where it is. */
static void
test_lock_times(void)
{
    g_autoptr(ProblemText) tiny =
        problem_text_read("tests/cases/solve/tiny-route.txt");
    Problem *problem = tiny->problem;
    const PlanText *best = g_ptr_array_index(tiny->plans, 0);
    SolveOptions options = { .seed = 1,
                             .steps = 20000,
                             .start = best->solution };
    add_lock(problem, (Lock){ .kind = LOCK_VISIT,
                              .company = 0,
                              .group = 1,
                              .start_min = 520,
                              .end_min = 585 });
    add_lock(problem, (Lock){ .kind = LOCK_DELAY, .group = 1, .delay_min = 9 });
    g_autoptr(Verdict) early = verify_day(problem, best->solution, FALSE);
    g_assert_cmpint(early->hard, ==, 2); /* the end, and the delay */
    g_autoptr(Solution) late = solve_day(problem, &options);
    const Group *group = &g_array_index(late->groups, Group, 0);
    g_autoptr(Verdict) verdict = verify_day(problem, late, FALSE);
    g_assert_cmpint(verdict->hard, ==, 0);
    g_assert_cmpint(g_array_index(group->visits, Visit, 0).end_min, ==, 585);
    g_assert_cmpint(g_array_index(group->visits, Visit, 1).start_min, ==,
                    585 + 6 + 5 + 9);
    add_lock(problem,
             (Lock){ .kind = LOCK_LUNCH, .group = 1, .start_min = 690 });
    g_autoptr(Solution) later = solve_day(problem, &options);
    g_autoptr(Verdict) again = verify_day(problem, later, FALSE);
    g_assert_cmpint(again->hard, ==, 0);
    g_assert_cmpint(g_array_index(later->groups, Group, 0).lunch_start_min, ==,
                    690);
}

/* Two runs at once, or one after the other: the same plan. */
static void
test_threads(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) start = solve(text->problem, 1, 20000);
    SolveOptions options = {
        .seed = 2, .steps = 500000, .start = start, .threads = 1
    };
    g_autoptr(Solution) alone = solve_day(text->problem, &options);
    options.threads = 2;
    g_autoptr(Solution) together = solve_day(text->problem, &options);
    assert_same_plan(alone, together);
}

/* The number of groups that the example's rules favour: five visits each
 * reach every company worth one with 26, of which a search that may choose
 * would take fewer. */
static void
test_sizing(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) plan = solve(text->problem, 1, 60000);
    g_autoptr(Score) score = score_new(text->problem);
    g_autoptr(Lists) lists = lists_new(text->problem);
    g_autoptr(State) state = state_new(score);
    export_load(state, plan);
    g_assert_cmpint(sizing_groups(lists, state), ==, 26);
    text->problem->group_visits_max = 4;
    g_autoptr(Score) fewer = score_new(text->problem);
    g_autoptr(State) smaller = state_new(fewer);
    export_load(smaller, plan);
    g_assert_cmpint(sizing_groups(lists, smaller), >, 26);
}

/* A start that names what there is not, or all things twice. */
static void
test_wild_start(void)
{
    g_autoptr(ProblemText) text =
        problem_text_read("tests/cases/solve/rule-alltid.txt");
    for (guint i = 0; i < text->plans->len; i++) {
        const PlanText *wild = g_ptr_array_index(text->plans, i);
        SolveOptions options = { .seed = 1,
                                 .steps = 2000,
                                 .start = wild->solution };
        g_autoptr(Solution) plan = solve_day(text->problem, &options);
        g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
        g_assert_cmpint(verdict->hard, ==, 0);
    }
}

static gboolean
stop_at_once(const SolveProgress *progress, gpointer data)
{
    int *calls = data;
    ++*calls;
    g_assert_cmpint(progress->step, >, 0);
    return FALSE;
}

static void
test_stop(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    int calls = 0;
    SolveOptions options = { .seed = 1,
                             .tick = stop_at_once,
                             .tick_data = &calls };
    g_autoptr(Solution) plan = solve_day(text->problem, &options);
    g_assert_cmpint(calls, ==, 1);
    g_assert_cmpuint(plan->groups->len, >, 0);
}

/* ---- absurd problems --------------------------------------------------- */

static void
test_absurd(void)
{
    for (int turn = 0; turn < 8; turn++) {
        g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
        Problem *problem = text->problem;
        if (turn == 0)
            problem->person_count = 0;
        if (turn == 1)
            problem->company_count = problem->person_count = 0;
        if (turn == 2)
            problem->groups_max = 0;
        if (turn == 3)
            problem->groups_min = 50;
        if (turn == 4)
            problem->group_visits_max = 0;
        if (turn == 5)
            problem->lunch_len_min = 400;
        if (turn == 6)
            problem->visits_to_min = problem->visits_from_min;
        if (turn == 7)
            problem->groups_max = problem->group_visits_max =
                problem->group_visits_min = -1;
        g_autoptr(Solution) plan = solve(problem, 1, 5000);
        g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
        g_assert_cmpint(verdict->hard, >=, turn == 7 ? 0 : 1);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/solve/delta", test_delta);
    g_test_add_func("/solve/delta-other-rules", test_delta_other_rules);
    g_test_add_func("/solve/delta-locks", test_delta_locks);
    g_test_add_func("/solve/new-faces", test_new_faces);
    g_test_add_func("/solve/example", test_example);
    g_test_add_data_func("/solve/tiny-route",
                         "tests/cases/solve/tiny-route.txt", test_tiny);
    g_test_add_data_func("/solve/tiny-noon", "tests/cases/solve/tiny-noon.txt",
                         test_tiny);
    g_test_add_data_func("/solve/tiny-people",
                         "tests/cases/solve/tiny-people.txt", test_tiny);
    g_test_add_data_func("/solve/tiny-short",
                         "tests/cases/solve/tiny-short.txt", test_tiny);
    g_test_add_func("/solve/warm-start", test_warm_start);
    g_test_add_func("/solve/wild-start", test_wild_start);
    g_test_add_func("/solve/stop", test_stop);
    g_test_add_func("/solve/absurd", test_absurd);
    g_test_add_func("/solve/locks", test_locks);
    g_test_add_func("/solve/lock-times", test_lock_times);
    g_test_add_func("/solve/threads", test_threads);
    g_test_add_func("/solve/sizing", test_sizing);
    return g_test_run();
}
