/*
 * explain-pairs: the example day through the store, and every question why
 * not asked of a plan of it.  Included by one file a program.
 *
 * What is answered is checked by plans that are made here, one by one, and by
 * verify: not by the code that answered.
 */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/plan/explain.h"
#include "planner/solve/solve.h"
#include "planner/store/import.h"

#define EXAMPLE "docs/examples/foretagsbesok-2022/"

enum { EVENT = 1, AM = 1 << HALF_AM, PM = 1 << HALF_PM };

typedef struct Fixture {
    char *folder;
    Store *store;
    Day *day;
    Solution *base;
    gint64 base_milli;
    int answers[WHY_NOT_COSTS + 1]; /* how many of each kind */
    int asked;
} Fixture;

static inline void
fixture_set_up(Fixture *fixture, gint64 steps)
{
    static const char *const files[] = {
        EXAMPLE "event.json",
        EXAMPLE "sites.csv",
        EXAMPLE "companies.csv",
        EXAMPLE "politicians.csv",
        EXAMPLE "officials.csv",
        EXAMPLE "restider.csv",
        NULL,
    };
    g_autoptr(GError) error = NULL;
    fixture->folder = g_dir_make_tmp("hundra-explain-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(fixture->folder, "day.db", NULL);
    fixture->store = store_open(path, STORE_CREATE, NULL, &error);
    g_assert_no_error(error);
    ImportRequest request = { .files = files, .as = KIND_NONE, .who = "test" };
    g_autoptr(ImportReport) report =
        import_files(fixture->store, &request, &error);
    g_assert_no_error(error);
    fixture->day = day_load(fixture->store, EVENT, &error);
    g_assert_no_error(error);
    SolveOptions options = { .seed = 7, .steps = steps };
    fixture->base = solve_day(fixture->day->problem, &options);
    g_autoptr(Verdict) verdict =
        verify_day(fixture->day->problem, fixture->base, FALSE);
    g_assert_cmpint(verdict->hard, ==, 0);
    fixture->base_milli = verdict->soft_milli;
}

static inline void
fixture_tear_down(Fixture *fixture)
{
    solution_free(fixture->base);
    day_free(fixture->day);
    store_close(fixture->store);
    g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL;
         name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
    g_free(fixture->folder);
}

/* ---- plans made by hand ------------------------------------------------ */

static inline Group *
pairs_group(const Solution *plan, int number)
{
    for (guint i = 0; i < plan->groups->len; i++)
        if (g_array_index(plan->groups, Group, i).number == number)
            return &g_array_index(plan->groups, Group, i);
    g_assert_not_reached();
}

static inline int
pairs_seat(const Solution *plan, int person, Half half)
{
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->person == person && member->half == half)
                return group->number;
        }
    }
    return 0;
}

static inline gboolean
pairs_visits(const Solution *plan, int company, int number)
{
    const Group *group = pairs_group(plan, number);
    for (guint i = 0; i < group->visits->len; i++)
        if (g_array_index(group->visits, Visit, i).company == company)
            return TRUE;
    return FALSE;
}

/* Puts PERSON into NUMBER (0: nowhere) in HALF, out of where she sits. */
static inline void
pairs_put(Solution *plan, int person, Half half, int number)
{
    Member member = { .person = person, .half = half };
    for (guint g = 0; g < plan->groups->len; g++) {
        GArray *members = g_array_index(plan->groups, Group, g).members;
        for (guint i = members->len; i-- > 0;) {
            const Member *old = &g_array_index(members, Member, i);
            if (old->person == person && old->half == half)
                g_array_remove_index(members, i);
        }
    }
    if (number > 0)
        g_array_append_val(pairs_group(plan, number)->members, member);
}

/* ---- one answer -------------------------------------------------------- */

static inline int
pairs_sentences(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += *text == '.' && (text[1] == ' ' || text[1] == '\0');
    return count;
}

/* A legal plan, with her or it there, that costs just so much. */
static inline void
pairs_check_costs(const Fixture *fixture, const WhyNotAsk *ask,
                  const WhyNot *answer)
{
    g_autoptr(Verdict) verdict =
        verify_day(fixture->day->problem, answer->plan, FALSE);
    g_assert_cmpint(verdict->hard, ==, 0);
    g_assert_cmpint(verdict->soft_milli, ==, answer->soft_milli);
    g_assert_cmpint(fixture->base_milli, ==, answer->base_milli);
    if (ask->person < 0)
        g_assert_true(pairs_visits(answer->plan, ask->company, ask->group));
    for (Half half = HALF_AM; half < HALF_COUNT && ask->person >= 0; half++)
        if ((answer->halves & (1 << half)) != 0)
            g_assert_cmpint(pairs_seat(answer->plan, ask->person, half), ==,
                            ask->group);
    if (ask->halves != 0)
        g_assert_cmpint(answer->halves, ==, ask->halves);
}

/* The hard units of the rule (-1: R00) in PLAN; *ALL: of all rules. */
static inline gint64
pairs_units(const Problem *problem, const Solution *plan, int rule, gint64 *all)
{
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    *all = verdict->hard;
    return g_array_index(verdict->counts, RuleCount, (guint)(rule + 1))
        .units_tenths;
}

static inline gboolean
pairs_has_cell(const Group *group, Half half)
{
    for (guint i = 0; i < group->visits->len; i++)
        if ((g_array_index(group->visits, Visit, i).end_min <=
             group->lunch_start_min) == (half == HALF_AM))
            return TRUE;
    return FALSE;
}

/* Every plan that only puts her there in HALF, alone or for one of her kind,
 * breaks something hard; how many break the rule that was named. */
static inline int
pairs_check_swaps(const Fixture *fixture, const WhyNotAsk *ask, Half half,
                  int rule)
{
    const Problem *problem = fixture->day->problem;
    const Group *group = pairs_group(fixture->base, ask->group);
    int named = 0;
    for (int i = -1; i < (int)group->members->len; i++) {
        g_autoptr(Solution) plan = solution_copy(fixture->base);
        int old = pairs_seat(plan, ask->person, half);
        const Member *other =
            i >= 0 ? &g_array_index(group->members, Member, i) : NULL;
        if (other != NULL && (other->half != half ||
                              problem->people[other->person].politician !=
                                  problem->people[ask->person].politician))
            continue;
        gint64 all = 0;
        if (other != NULL)
            pairs_put(plan, other->person, half, old);
        pairs_put(plan, ask->person, half, ask->group);
        named += pairs_units(problem, plan, rule, &all) > 0;
        g_assert_cmpint(all, >, 0);
    }
    return named;
}

/* What stops it does so in the plan that was tried, and whatever is tried
 * here breaks something too. */
static inline void
pairs_check_stops(const Fixture *fixture, const WhyNotAsk *ask,
                  const WhyNot *answer, const char *text)
{
    const Problem *problem = fixture->day->problem;
    gint64 all = 0;
    int named = 0;
    const char *code = day_rule_code(fixture->day, answer->breach.rule);
    g_assert_nonnull(strstr(text, code));
    g_assert_cmpint(answer->breach.lock, ==, -1);
    g_assert_true(answer->breach.rule < 0 ||
                  problem->rules[answer->breach.rule].hard);
    g_assert_cmpint(
        pairs_units(problem, answer->plan, answer->breach.rule, &all), >, 0);
    if (ask->person < 0) {
        g_assert_true(pairs_visits(answer->plan, ask->company, ask->group));
        return;
    }
    for (Half half = HALF_AM; half < HALF_COUNT; half++)
        if ((ask->halves == 0 || (ask->halves & (1 << half)) != 0) &&
            pairs_has_cell(pairs_group(fixture->base, ask->group), half))
            named += pairs_check_swaps(fixture, ask, half, answer->breach.rule);
    g_assert_cmpint(named, >, 0);
}

static inline void
pairs_check_so(const Fixture *fixture, const WhyNotAsk *ask)
{
    if (ask->person < 0)
        g_assert_true(pairs_visits(fixture->base, ask->company, ask->group));
    else
        g_assert_true(
            pairs_seat(fixture->base, ask->person, HALF_AM) == ask->group ||
            pairs_seat(fixture->base, ask->person, HALF_PM) == ask->group);
}

static inline void
pairs_ask(Fixture *fixture, const WhyNotAsk *ask)
{
    g_autoptr(WhyNot) answer =
        whynot_find(fixture->day->problem, fixture->base, ask);
    g_autofree char *text =
        explain_why_not(fixture->day, fixture->base, ask, answer);
    g_assert_cmpint(pairs_sentences(text), >=, 1);
    g_assert_cmpint(pairs_sentences(text), <=, 2);
    if (answer->kind == WHY_NOT_COSTS)
        pairs_check_costs(fixture, ask, answer);
    else if (answer->kind == WHY_NOT_SO)
        pairs_check_so(fixture, ask);
    else if (answer->kind == WHY_NOT_EMPTY)
        g_assert_false(pairs_has_cell(pairs_group(fixture->base, ask->group),
                                      ask->halves == AM ? HALF_AM : HALF_PM));
    else
        pairs_check_stops(fixture, ask, answer, text);
    fixture->answers[answer->kind]++;
    fixture->asked++;
}

/* Asks of each STRIDE-th pair, with HALVES; of companies if COMPANIES. */
static inline void
pairs_all(Fixture *fixture, gboolean companies, int halves, int stride,
          gint64 steps)
{
    const Problem *problem = fixture->day->problem;
    int count = companies ? problem->company_count : problem->person_count;
    int pair = 0;
    for (int i = 0; i < count; i++)
        for (guint g = 0; g < fixture->base->groups->len; g++) {
            WhyNotAsk ask = {
                .person = companies ? -1 : i,
                .company = companies ? i : -1,
                .group = g_array_index(fixture->base->groups, Group, g).number,
                .halves = halves,
                .seed = 1,
                .steps = steps
            };
            if (pair++ % stride == 0)
                pairs_ask(fixture, &ask);
        }
    g_test_message(
        "%d asked: %d so, %d never, %d not here, %d empty, %d cost",
        fixture->asked, fixture->answers[WHY_NOT_SO],
        fixture->answers[WHY_NOT_NEVER], fixture->answers[WHY_NOT_HERE],
        fixture->answers[WHY_NOT_EMPTY], fixture->answers[WHY_NOT_COSTS]);
}
