#include "planner/plan/reason.h"

#include <glib/gi18n.h>

#include "planner/plan/arithmetic.h"
#include "planner/solve/rules.h"

/* The first hard test that a company fails in a group, or a person in a
 * cell; TEST_NONE: it would fit. */
typedef enum {
    TEST_NONE,
    TEST_FULL,
    TEST_TIME,
    TEST_CONFLICT,
    TEST_ACCESS,
    TEST_SIZE,
    TEST_COUNT
} Test;

static const char *const COMPANY_TESTS[TEST_COUNT] = {
    [TEST_FULL] = N_("är det redan flest tillåtna besök"),
    [TEST_TIME] = N_("passar inte tiderna"),
    [TEST_CONFLICT] = N_("är någon jävig"),
    [TEST_ACCESS] = N_("har någon ett behov som inte kan mötas där"),
    [TEST_SIZE] = N_("är gruppen för stor för företaget"),
};

static const char *const PERSON_TESTS[TEST_COUNT] = {
    [TEST_FULL] = N_("är platserna redan tagna"),
    [TEST_TIME] = N_("räcker inte tiden"),
    [TEST_CONFLICT] = N_("finns jäv"),
    [TEST_ACCESS] = N_("går behoven inte att möta"),
    [TEST_SIZE] = N_("är gruppen så stor som företagen eller bilen rymmer"),
};

static int
margin_min(const Problem *problem)
{
    for (int r = 0; r < problem->rule_count; r++)
        if (problem->rules[r].kind == RULE_TRAVEL_TIME)
            return problem->rules[r].margin_min;
    return 0;
}

static gboolean
covers(const Problem *problem, int first, int count, int from, int to)
{
    for (int i = first; i < first + count; i++)
        if (problem->spans[i].from_min <= from &&
            to <= problem->spans[i].to_min)
            return TRUE;
    return FALSE;
}

static gboolean
has_conflict(const Problem *problem, const Person *person, int company)
{
    for (int i = 0; i < person->conflict_count; i++)
        if (problem->conflicts[person->conflict_first + i] == company)
            return TRUE;
    return FALSE;
}

static gboolean
access_fits(const Person *person, const Company *company)
{
    return !(person->wheelchair && company->wheelchair != ACCESS_YES) &&
           !(person->short_walks && company->wheelchair == ACCESS_NO);
}

static Half
half_of(const Group *group, const Visit *visit)
{
    return visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
}

/* ---- a company ----------------------------------------------------------------- */

/* The free time of GROUP for COMPANY in HALF, before visit AT (after the
 * last: AT == count), with the ways there and on taken off; lunch stays. */
static Span
gap_before(const Problem *problem, const Group *group, guint at, Half half,
           int company)
{
    int site = problem->companies[company].site, margin = margin_min(problem);
    Span gap = { problem->visits_from_min, problem->visits_to_min };
    if (at > 0) {
        const Visit *before = &g_array_index(group->visits, Visit, at - 1);
        int from = problem->companies[before->company].site;
        gboolean lunch = half == HALF_PM && half_of(group, before) == HALF_AM;
        gap.from_min = before->end_min + margin +
                       problem_travel(problem, from, site) +
                       (lunch ? problem->lunch_len_min : 0);
    } else if (problem->gathers) {
        int way = problem_travel(problem, problem->site_count, site);
        gap.from_min = MAX(gap.from_min, problem->leave_min + way);
    }
    if (at < group->visits->len) {
        const Visit *after = &g_array_index(group->visits, Visit, at);
        int to = problem->companies[after->company].site;
        gboolean lunch = half == HALF_AM && half_of(group, after) == HALF_PM;
        gap.to_min = after->start_min - margin -
                     problem_travel(problem, site, to) -
                     (lunch ? problem->lunch_len_min : 0);
    }
    return gap;
}

/* The earliest start of COMPANY inside GAP on the given side of lunch, or
 * -1. */
static int
start_in(const Problem *problem, const Group *group, Span gap, Half half,
         int company)
{
    const Company *host = &problem->companies[company];
    if (half == HALF_AM)
        gap.to_min = MIN(gap.to_min, group->lunch_start_min);
    else
        gap.from_min = MAX(gap.from_min, group->lunch_end_min);
    for (int i = 0; i < host->span_count; i++) {
        const Span *span = &problem->spans[host->span_first + i];
        int start = MAX(gap.from_min, span->from_min);
        if (start + host->visit_min <= MIN(gap.to_min, span->to_min))
            return start;
    }
    return -1;
}

static Test
members_test(const Problem *problem, const Group *group, Half half, int company)
{
    const Company *host = &problem->companies[company];
    int size = 0;
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->half != half)
            continue;
        size++;
        const Person *person = &problem->people[member->person];
        if (has_conflict(problem, person, company))
            return TEST_CONFLICT;
        if (!access_fits(person, host))
            return TEST_ACCESS;
    }
    return size > host->max_visitors ? TEST_SIZE : TEST_NONE;
}

/* *VISIT is the first visit that passes, with its half. */
static Test
company_test(const Problem *problem, const Group *group, int company,
             Visit *visit)
{
    Test best = TEST_TIME;
    if (problem->group_visits_max >= 0 &&
        (int)group->visits->len >= problem->group_visits_max)
        return TEST_FULL;
    for (guint at = 0; at <= group->visits->len; at++)
        for (Half half = HALF_AM; half < HALF_COUNT; half++) {
            Span gap = gap_before(problem, group, at, half, company);
            int start = start_in(problem, group, gap, half, company);
            if (start < 0)
                continue;
            visit->company = company;
            visit->start_min = start;
            visit->end_min = start + problem->companies[company].visit_min;
            best = members_test(problem, group, half, company);
            if (best == TEST_NONE)
                return best;
        }
    return best;
}

/* "i 12 grupper är det redan ..., i 16 passar inte tiderna". */
static void
append_tally(GString *text, const int tally[TEST_COUNT],
             const char *const phrases[TEST_COUNT])
{
    const char *comma = "";
    for (int test = TEST_FULL; test < TEST_COUNT; test++) {
        if (tally[test] == 0)
            continue;
        g_string_append_printf(text,
                               g_dngettext(NULL, "%si %d grupp %s",
                                           "%si %d grupper %s",
                                           (gulong)tally[test]),
                               comma, tally[test], _(phrases[test]));
        comma = ", ";
    }
}

static gint
by_start(gconstpointer a, gconstpointer b)
{
    const Visit *one = a, *other = b;
    return one->start_min - other->start_min;
}

/* What putting VISIT or MEMBER (NULL: not that) into group G would do to
 * the soft cost, in words; by the same recount that judges the plan. */
static char *
reason_trial(const Day *day, const Solution *solution, guint g,
             const Visit *visit, const Member *member)
{
    g_autoptr(Solution) trial = solution_copy(solution);
    Group *group = &g_array_index(trial->groups, Group, g);
    if (visit != NULL) {
        g_array_append_vals(group->visits, visit, 1);
        g_array_sort(group->visits, by_start);
    }
    if (member != NULL)
        g_array_append_vals(group->members, member, 1);
    g_autoptr(Verdict) before = verify_day(day->problem, solution, FALSE);
    g_autoptr(Verdict) after = verify_day(day->problem, trial, FALSE);
    gint64 delta = (after->soft_milli - before->soft_milli) / 100;
    if (after->hard > before->hard)
        return g_strdup_printf(
            _("Tid och plats finns i grupp %d, men en annan hård regel "
              "bryts där."),
            group->number);
    g_autofree char *points = g_strdup_printf("%d,%d", (int)(ABS(delta) / 10),
                                              (int)(ABS(delta) % 10));
    return g_strdup_printf(
        delta < 0 ? _("Får plats i grupp %d, och planen blir då %s poäng "
                      "bättre: räkna gärna längre.")
                  : _("Får plats i grupp %d om inget annat ändras, men planen "
                      "blir %s poäng dyrare."),
        group->number, points);
}

char *
reason_company(const Day *day, const Solution *solution, int company)
{
    const Problem *problem = day->problem;
    int tally[TEST_COUNT] = { 0 };
    if (problem->companies[company].status == STATUS_RESERVE)
        return g_strdup(
            _("Reserv: besöks bara om någon annan lämnar återbud."));
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        Visit visit = { 0 };
        Test test = company_test(problem, group, company, &visit);
        if (test == TEST_NONE)
            return reason_trial(day, solution, g, &visit, NULL);
        tally[test]++;
    }
    g_autoptr(GString) text = g_string_new(_("Som planen ligger: "));
    append_tally(text, tally, COMPANY_TESTS);
    g_string_append_c(text, '.');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- a person -------------------------------------------------------------------- */

static int
cell_limit(const Problem *problem, gboolean politician)
{
    RuleKind kind =
        politician ? RULE_POLITICIANS_PER_GROUP : RULE_OFFICIALS_PER_GROUP;
    for (int r = 0; r < problem->rule_count; r++)
        if (problem->rules[r].kind == kind && problem->rules[r].hard &&
            problem->rules[r].max >= 0)
            return problem->rules[r].max;
    return G_MAXINT;
}

static gboolean
cell_driver_fits(const Problem *problem, const Group *group, Half half,
                 int size)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->half == half && member->driver)
            return problem->people[member->person].car_seats >= size;
    }
    return TRUE; /* nobody drives: no road, or no such rule */
}

static Test
visits_test(const Problem *problem, const Group *group, Half half,
            const Person *person, int size)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *host = &problem->companies[visit->company];
        if (half_of(group, visit) != half)
            continue;
        if (has_conflict(problem, person, visit->company))
            return TEST_CONFLICT;
        if (!access_fits(person, host))
            return TEST_ACCESS;
        if (size > host->max_visitors)
            return TEST_SIZE;
    }
    return cell_driver_fits(problem, group, half, size) ? TEST_NONE : TEST_SIZE;
}

/* The present time of the cell; FALSE when it has no visits. */
static gboolean
cell_present(const Problem *problem, const Group *group, Half half,
             Span *present)
{
    int last = -1;
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if (half_of(group, visit) == half)
            last = MAX(last, visit->end_min);
    }
    present->from_min =
        half == HALF_AM ? problem->day_start_min : group->lunch_end_min;
    present->to_min = half == HALF_AM ? group->lunch_start_min : last;
    return last >= 0;
}

static Test
person_test(const Problem *problem, const Group *group, Half half,
            const Person *person, Span present)
{
    int same = 0, size = 1;
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->half != half)
            continue;
        size++;
        same +=
            problem->people[member->person].politician == person->politician;
    }
    if (same >= cell_limit(problem, person->politician))
        return TEST_FULL;
    if (!covers(problem, person->span_first, person->span_count,
                present.from_min, present.to_min))
        return TEST_TIME;
    return visits_test(problem, group, half, person, size);
}

char *
reason_person(const Day *day, const Solution *solution, int person, Half half)
{
    const Problem *problem = day->problem;
    const Person *who = &problem->people[person];
    int tally[TEST_COUNT] = { 0 };
    if (!arithmetic_can(problem, who, half))
        return NULL;
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        Span present = { 0 };
        if (!cell_present(problem, group, half, &present))
            continue;
        Test test = person_test(problem, group, half, who, present);
        if (test == TEST_NONE) {
            Member member = { .person = person, .half = half };
            return reason_trial(day, solution, g, NULL, &member);
        }
        tally[test]++;
    }
    g_autoptr(GString) text = g_string_new(_("Som planen ligger: "));
    append_tally(text, tally, PERSON_TESTS);
    g_string_append_c(text, '.');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- breaches ---------------------------------------------------------------------- */

const char *
reason_rule(const Day *day, int rule)
{
    if (rule < 0)
        return rules_rows()[RULE_ALWAYS].sentence_sv;
    const char *own = g_array_index(day->rules, DayRule, rule).sentence;
    if (own != NULL && *own != '\0')
        return own;
    return rules_rows()[day->problem->rules[rule].kind].sentence_sv;
}

static void
append_code(GString *text, GArray *things, int index)
{
    if (index >= 0)
        g_string_append_printf(text, ", %s",
                               g_array_index(things, DayThing, index).code);
}

char *
reason_breach(const Day *day, const Breach *breach)
{
    GString *text = g_string_new(day_rule_code(day, breach->rule));
    if (breach->group >= 0)
        g_string_append_printf(text, _(", grupp %d"), breach->group);
    if (breach->half >= 0)
        g_string_append_printf(text, ", %s",
                               breach->half == HALF_AM ? _("förmiddag")
                                                       : _("eftermiddag"));
    append_code(text, day->companies, breach->company);
    append_code(text, day->people, breach->person);
    append_code(text, day->people, breach->other);
    g_string_append_printf(text, ": %s", reason_rule(day, breach->rule));
    return g_string_free(text, FALSE);
}

char *
reason_no_plan(const Day *day, const Verdict *verdict)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(lines, g_strdup(_("ingen laglig plan hittades; det bästa "
                                      "försöket bryter mot")));
    for (guint i = 0; i < verdict->counts->len; i++) {
        const RuleCount *count = &g_array_index(verdict->counts, RuleCount, i);
        gboolean hard =
            count->rule < 0 || day->problem->rules[count->rule].hard;
        if (hard && count->units_tenths > 0)
            g_ptr_array_add(lines,
                            g_strdup_printf(_("  %s %s: %d gånger"),
                                            day_rule_code(day, count->rule),
                                            reason_rule(day, count->rule),
                                            (int)(count->units_tenths / 10)));
    }
    arithmetic_shortages(day->problem, MAX(day->problem->groups_min, 1), lines);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}
