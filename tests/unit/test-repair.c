/* Who must hear again, and repairs that tell the fewest: against a plain
 * comparison of what each reader is told, and against every plan there is. */
#include <glib.h>
#include <string.h>

#include "planner/solve/export.h"
#include "planner/solve/lunch.h"
#include "planner/solve/meter.h"
#include "planner/solve/moves.h"
#include "planner/solve/repair.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

static const char EXAMPLE[] = "tests/cases/solve/example-day.txt";
static const char TINY[] = "tests/cases/solve/tiny-mend.txt";

/* ---- what a reader is told, as text ---------------------------------------- */

static Half
half_of(const Group *group, const Visit *visit)
{
    return visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
}

/* PERSON as READER reads her. */
static void
write_name(GString *text, const ToldView *view, int person, int reader)
{
    if (person < 0 ||
        (person != reader && view->nameless != NULL &&
         person < view->problem->person_count && view->nameless[person]))
        g_string_append(text, " -");
    else
        g_string_append_printf(text, " %d", person);
}

static int
duty_of(const Group *group, Half half, gboolean leader)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->half == half && (leader ? member->leader : member->driver))
            return member->person;
    }
    return -1;
}

static gboolean
visited(const Group *group, Half half)
{
    for (guint i = 0; i < group->visits->len; i++)
        if (half_of(group, &g_array_index(group->visits, Visit, i)) == half)
            return TRUE;
    return FALSE;
}

static const Group *
group_of(const Solution *plan, int person, Half half)
{
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->person == person && member->half == half &&
                visited(group, half))
                return group;
        }
    }
    return NULL;
}

static void
write_table(GString *text, const ToldView *view, const Group *group)
{
    int host = lunch_company(view->problem, view->gone, group);
    g_string_append_printf(
        text, " at %d %d", host,
        host < 0 ? lunch_site(view->problem, view->gone, group) : 0);
}

static char *
person_text(const ToldView *view, const Solution *plan, int person)
{
    GString *text = g_string_new(NULL);
    for (int half = 0; half < HALF_COUNT; half++) {
        const Group *group = group_of(plan, person, (Half)half);
        if (group == NULL)
            continue;
        g_string_append_printf(text, "[%d %d led", half, group->number);
        write_name(text, view, duty_of(group, (Half)half, TRUE), person);
        write_name(text, view, duty_of(group, (Half)half, FALSE), person);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (half_of(group, visit) == (Half)half)
                g_string_append_printf(text, " %d:%d-%d", visit->company,
                                       visit->start_min, visit->end_min);
        }
        if (half == HALF_AM)
            g_string_append_printf(text, " lunch %d", group->lunch_start_min);
        if (half == HALF_AM || group_of(plan, person, HALF_AM) == NULL) {
            g_string_append_printf(text, " until %d", group->lunch_end_min);
            write_table(text, view, group);
        }
        g_string_append_c(text, ']');
    }
    return g_string_free(text, FALSE);
}

static int
by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
write_guests(GString *text, const ToldView *view, const Group *group, Half half)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        g_autoptr(GString) name = g_string_new(NULL);
        if (member->half != half)
            continue;
        write_name(name, view, member->person, -1);
        g_ptr_array_add(names, g_strdup(name->str));
    }
    g_ptr_array_sort(names, by_text);
    g_string_append_printf(text, " %u", names->len);
    for (guint i = 0; view->names_visitors && i < names->len; i++)
        g_string_append(text, g_ptr_array_index(names, i));
    write_name(text, view, duty_of(group, half, TRUE), -1);
    g_string_append(text, duty_of(group, half, FALSE) >= 0 ? " car" : " walk");
}

static char *
company_text(const ToldView *view, const Solution *plan, int company)
{
    GString *text = g_string_new(NULL);
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (visit->company != company)
                continue;
            g_string_append_printf(text, "%d %d-%d", group->number,
                                   visit->start_min, visit->end_min);
            if (lunch_company(view->problem, view->gone, group) == company)
                g_string_append_printf(text, " lunch %d-%d",
                                       group->lunch_start_min,
                                       group->lunch_end_min);
            write_guests(text, view, group, half_of(group, visit));
        }
    }
    return g_string_free(text, FALSE);
}

typedef char *(*Writer)(const ToldView *view, const Solution *plan, int who);

static int
count_other(const ToldView *view, const Solution *before, const Solution *now,
            int count, Writer write)
{
    int hear = 0;
    for (int i = 0; i < count; i++) {
        g_autofree char *was = write(view, before, i);
        g_autofree char *is = write(view, now, i);
        hear += strcmp(was, is) != 0;
    }
    return hear;
}

static void
assert_told(const ToldView *view, const Solution *before, const Solution *now,
            int people, int companies)
{
    ToldCount told = told_count(view, before, now, NULL, NULL);
    g_assert_cmpint(told.people, ==,
                    count_other(view, before, now, people, person_text));
    g_assert_cmpint(told.companies, ==,
                    count_other(view, before, now, companies, company_text));
}

/* ---- counts hold together --------------------------------------------------- */

/* A legal plan of the example day, quickly found. */
static Solution *
example_plan(const Problem *problem)
{
    SolveOptions options = { .seed = 4, .steps = 200000 };
    Solution *plan = solve_day(problem, &options);
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    g_assert_cmpint(verdict->hard, ==, 0);
    return plan;
}

/* Random changes from PLAN, some undone: meter and told agree, and told with
 * the texts of readers. */
static void
walk(const ToldView *view, const Solution *plan, guint64 seed, int steps)
{
    const Problem *problem = view->problem;
    g_autoptr(Score) score = score_new(problem);
    locks_know(score->locks, problem, plan);
    g_autoptr(Lists) lists = lists_new(problem);
    g_autoptr(State) state = state_new(score);
    export_load(state, plan);
    g_autoptr(Meter) meter = meter_new(state, view, plan);
    Random random;
    random_init(&random, seed);
    g_assert_cmpint(meter->told, ==, 0);
    for (int i = 0; i < steps; i++) {
        state_begin(state);
        if (!moves_try(lists, state, &random))
            continue;
        state_settle(state);
        meter_follow(meter);
        if (random_below(&random, 4) != 0) {
            state_undo(state);
            meter_follow(meter);
        }
        if (i % 40 != 0)
            continue;
        g_autoptr(Solution) now = export_solution(state, plan);
        ToldCount told = told_count(view, plan, now, NULL, NULL);
        g_assert_cmpint(meter->told, ==, told.people + told.companies);
        g_assert_cmpint(meter->dropped, ==, told.dropped);
        if (i % 400 == 0)
            assert_told(view, plan, now, problem->person_count,
                        problem->company_count);
    }
}

static void
test_counts(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    const Problem *problem = text->problem;
    g_autoptr(Solution) plan = example_plan(problem);
    g_autofree gboolean *nameless =
        g_new0(gboolean, (gsize)problem->person_count);
    for (int i = 0; i < problem->person_count; i += 3)
        nameless[i] = TRUE;
    ToldView views[] = {
        { .problem = problem, .names_visitors = TRUE },
        { .problem = problem, .names_visitors = FALSE },
        { .problem = problem, .names_visitors = TRUE, .nameless = nameless },
        { .problem = problem, .nameless = nameless },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(views); i++)
        walk(&views[i], plan, 7 + i, 4000);
}

/* Who is gone from the problem still hears, and so do those who knew her. */
static void
test_gone(void)
{
    g_autoptr(ProblemText) text = problem_text_read(TINY);
    const PlanText *told = g_ptr_array_index(text->plans, 0);
    Problem *problem = text->problem;
    ToldView view = { .problem = problem, .names_visitors = TRUE };
    g_autoptr(Solution) now = solution_copy(told->solution);
    Group *group = &g_array_index(now->groups, Group, 0);
    problem->person_count--; /* the last official sits nowhere */
    g_array_remove_index(group->members, 1);
    ToldCount count = told_count(&view, told->solution, now, NULL, NULL);
    g_assert_cmpint(count.people, ==, 1);
    g_assert_cmpint(count.companies, ==, 1);
    g_assert_cmpint(count.dropped, ==, 0);
    Group *other = &g_array_index(now->groups, Group, 1);
    g_array_remove_index(other->visits, 1);
    count = told_count(&view, told->solution, now, NULL, NULL);
    g_assert_cmpint(count.people, ==, 1 + 3);
    g_assert_cmpint(count.companies, ==, 2);
    g_assert_cmpint(count.dropped, ==, 1);
    problem->company_count--; /* it is gone too: nobody is let down */
    count = told_count(&view, told->solution, now, NULL, NULL);
    g_assert_cmpint(count.companies, ==, 2);
    g_assert_cmpint(count.dropped, ==, 0);
    problem->company_count++;
    problem->person_count++;
}

/* ---- the fewest, against every plan ------------------------------------------- */

/* All plans of the tiny day; pm is nobody's, so that seats are of mornings. */
typedef struct All {
    State *state;
    Meter *meter;
    const Problem *problem;
    MeterRank best;
} All;

static void
try_people(All *all, int person)
{
    if (person == all->problem->person_count) {
        MeterRank rank = meter_rank(all->meter);
        if (meter_rank_less(rank, all->best))
            all->best = rank;
        return;
    }
    for (int team = -1; team < all->state->team_count; team++) {
        state_begin(all->state);
        state_seat(all->state, person, HALF_AM, team);
        state_settle(all->state);
        meter_follow(all->meter);
        try_people(all, person + 1);
    }
}

/* Places COMPANY and those after it in every way, mornings and afternoons,
 * or nowhere. */
static void
try_visits(All *all, int company)
{
    if (company == all->problem->company_count) {
        try_people(all, 0);
        return;
    }
    try_visits(all, company + 1);
    for (int team = 0; team < all->state->team_count; team++)
        for (int i = 0; i <= all->state->teams[team].cells[HALF_AM].visit_count;
             i++) {
            state_begin(all->state);
            state_put_visit(all->state, company, team, HALF_AM, i);
            state_settle(all->state);
            meter_follow(all->meter);
            try_visits(all, company + 1);
            state_begin(all->state);
            state_take_visit(all->state, company);
            state_settle(all->state);
            meter_follow(all->meter);
        }
}

static MeterRank
best_of_all(const ToldView *view, const Solution *told)
{
    g_autoptr(Score) score = score_new(view->problem);
    locks_know(score->locks, view->problem, told);
    g_autoptr(State) state = state_new(score);
    g_autoptr(Meter) meter = meter_new(state, view, told);
    state->numbered = TRUE;
    All all = { .state = state, .meter = meter, .problem = view->problem };
    all.best = meter_rank(meter);
    try_visits(&all, 0);
    return all.best;
}

static void
assert_best(const Problem *problem, const Solution *told, gboolean names)
{
    ToldView view = { .problem = problem, .names_visitors = names };
    RepairOptions options = { .seed = 3,
                              .told = told,
                              .tell_few = TRUE,
                              .names_visitors = names,
                              .choices = 3 };
    MeterRank best = best_of_all(&view, told);
    g_autoptr(GPtrArray) repairs = repair_day(problem, told, &options);
    const Repair *first = g_ptr_array_index(repairs, 0);
    g_assert_cmpint(first->hard, ==, best.hard / 10);
    if (best.hard > 0)
        return;
    g_assert_cmpint(first->dropped, ==, best.dropped);
    g_assert_cmpint(first->told_people + first->told_companies, >=, best.told);
    if (first->fewest)
        g_assert_cmpint(first->told_people + first->told_companies, ==,
                        best.told);
    g_test_message("told %d, proven %d",
                   first->told_people + first->told_companies, first->fewest);
}

static void
test_fewest(void)
{
    g_autoptr(ProblemText) text = problem_text_read(TINY);
    Problem *problem = text->problem;
    const PlanText *told = g_ptr_array_index(text->plans, 0);
    for (int person = 0; person < problem->person_count; person++) {
        Person *row = &problem->people[person];
        int spans = row->span_count;
        row->span_count = 0;
        assert_best(problem, told->solution, TRUE);
        assert_best(problem, told->solution, FALSE);
        row->span_count = spans;
    }
    Lock late = { .kind = LOCK_DELAY, .group = 2, .delay_min = 20 };
    problem->locks = g_memdup2(&late, sizeof late);
    problem->lock_count = 1;
    assert_best(problem, told->solution, TRUE);
}

/* ---- promises ------------------------------------------------------------------ */

/* Absences on the example day: legal, the same twice, no dearer choices. */
static void
test_absences(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    Problem *problem = text->problem;
    g_autoptr(Solution) plan = example_plan(problem);
    for (int person = 0; person < problem->person_count; person += 9) {
        Person *row = &problem->people[person];
        int spans = row->span_count;
        RepairOptions options = { .seed = 5,
                                  .steps = 4000,
                                  .told = plan,
                                  .tell_few = TRUE,
                                  .names_visitors = TRUE,
                                  .choices = 3 };
        row->span_count = 0;
        g_autoptr(GPtrArray) one = repair_day(problem, plan, &options);
        g_autoptr(GPtrArray) two = repair_day(problem, plan, &options);
        row->span_count = spans;
        g_assert_cmpuint(one->len, ==, two->len);
        for (guint i = 0; i < one->len; i++) {
            const Repair *a = g_ptr_array_index(one, i);
            const Repair *b = g_ptr_array_index(two, i);
            ToldView view = { .problem = problem, .names_visitors = TRUE };
            ToldCount told =
                told_count(&view, a->solution, b->solution, NULL, NULL);
            g_assert_cmpint(told.people + told.companies, ==, 0);
            g_assert_cmpint(a->hard, ==, 0);
            g_assert_cmpint(a->soft_milli, ==, b->soft_milli);
            if (i > 0)
                g_assert_cmpint(
                    a->soft_milli, <,
                    ((Repair *)g_ptr_array_index(one, i - 1))->soft_milli);
        }
    }
}

/* A legal plan stays, whoever looks for a better one. */
static void
test_never_worse(void)
{
    g_autoptr(ProblemText) text = problem_text_read(EXAMPLE);
    g_autoptr(Solution) plan = example_plan(text->problem);
    g_autoptr(Verdict) verdict = verify_day(text->problem, plan, FALSE);
    RepairOptions options = { .seed = 5,
                              .steps = 4000,
                              .told = plan,
                              .tell_few = TRUE,
                              .names_visitors = TRUE };
    g_autoptr(GPtrArray) few = repair_day(text->problem, plan, &options);
    const Repair *kept = g_ptr_array_index(few, 0);
    g_assert_cmpuint(few->len, ==, 1);
    g_assert_cmpint(kept->told_people + kept->told_companies, ==, 0);
    g_assert_true(kept->fewest);
    options.tell_few = FALSE;
    g_autoptr(GPtrArray) cheap = repair_day(text->problem, plan, &options);
    const Repair *better = g_ptr_array_index(cheap, 0);
    g_assert_cmpint(better->hard, ==, 0);
    g_assert_cmpint(better->soft_milli, <=, verdict->soft_milli);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/repair/counts", test_counts);
    g_test_add_func("/repair/gone", test_gone);
    g_test_add_func("/repair/fewest", test_fewest);
    g_test_add_func("/repair/absences", test_absences);
    g_test_add_func("/repair/never-worse", test_never_worse);
    return g_test_run();
}
