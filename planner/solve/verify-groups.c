#include "planner/solve/verify-rules.h"

static const VerifyCell *
cell_at(const VerifyCounter *counter, guint i)
{
    return g_ptr_array_index(counter->day->cells, i);
}

/* ---- rules of a group ------------------------------------------------- */

/* Minutes to the visit number I of GROUP from where it was before. */
static int
way_to(const VerifyCounter *counter, const VerifyGroup *group, guint i)
{
    const Problem *problem = counter->problem;
    int to = verify_company(counter, verify_visit(group->visits, i))->site;
    int from = problem->site_count;
    if (i == 0 && !problem->gathers)
        return 0;
    if (i > 0)
        from =
            verify_company(counter, verify_visit(group->visits, i - 1))->site;
    return problem_travel(problem, from, to);
}

static gboolean
too_short(const VerifyCounter *counter, const VerifyGroup *group, guint i)
{
    const Problem *problem = counter->problem;
    const Visit *to = verify_visit(group->visits, i);
    int needed = way_to(counter, group, i);
    if (i == 0)
        return to->start_min < problem->leave_min + needed;
    const Visit *from = verify_visit(group->visits, i - 1);
    needed += counter->rule->margin_min;
    if (group->has_lunch && from->end_min <= group->lunch_from_min &&
        group->lunch_from_min < to->end_min)
        needed += problem->lunch_len_min;
    return to->start_min - from->end_min < needed;
}

static void
travel_time(VerifyCounter *counter, const VerifyGroup *group, int number)
{
    for (guint i = 0; i < group->visits->len; i++) {
        Breach breach = verify_units(counter, too_short(counter, group, i));
        breach.group = number;
        breach.company = verify_visit(group->visits, i)->company;
        verify_add(counter, &breach);
    }
}

static void
short_travel(VerifyCounter *counter, const VerifyGroup *group, int number)
{
    for (guint i = 0; i < group->visits->len; i++) {
        Breach breach = verify_units(counter, 0);
        breach.group = number;
        breach.company = verify_visit(group->visits, i)->company;
        breach.units_tenths = way_to(counter, group, i);
        verify_add(counter, &breach);
    }
}

static void
add_group(VerifyCounter *counter, int number, gboolean broken)
{
    Breach breach = verify_units(counter, broken);
    breach.group = number;
    verify_add(counter, &breach);
}

static void
restaurant(VerifyCounter *counter, const VerifyGroup *group, int number)
{
    gboolean found = FALSE;
    for (guint i = 0; i < group->visits->len; i++)
        if (verify_company(counter, verify_visit(group->visits, i))->restaurant)
            found = TRUE;
    add_group(counter, number, !found);
}

static void
both_halves(VerifyCounter *counter, const VerifyGroup *group, int number)
{
    add_group(counter, number,
              group->has_cell[HALF_AM] + group->has_cell[HALF_PM] == 1);
}

/* ---- rules of the whole day ------------------------------------------- */

/* Someone who sits twice, in two groups or twice in one. */
static void
double_seats(VerifyCounter *counter)
{
    for (int p = 0; p < counter->problem->person_count; p++)
        for (int half = 0; half < HALF_COUNT; half++) {
            int seats = counter->day->seats[p * HALF_COUNT + half];
            Breach breach = verify_units(counter, MAX(0, seats - 1));
            breach.half = half;
            breach.person = p;
            verify_add(counter, &breach);
        }
}

static void
status_priority(VerifyCounter *counter)
{
    for (int i = 0; i < counter->problem->company_count; i++) {
        const Company *company = &counter->problem->companies[i];
        gboolean reserve = company->status == STATUS_RESERVE;
        Breach breach = verify_units(counter, 0);
        int count = reserve ? 1 : 0;
        if (counter->day->visited[i] == 0)
            count = reserve ? 0
                            : company->priority_units *
                                  (company->status == STATUS_CONFIRMED ? 2 : 1);
        breach.company = i;
        breach.units_tenths = (gint64)count * 10;
        verify_add(counter, &breach);
    }
}

/* The hours that make a day whole, whatever the event's own hours are. */
static gboolean
whole_day(const Problem *problem, const Person *person)
{
    return verify_covers(problem, person->span_first, person->span_count, 510,
                         675) &&
           verify_covers(problem, person->span_first, person->span_count, 795,
                         900);
}

static gboolean
sits_in(const VerifyCell *cell, int person)
{
    for (guint i = 0; i < cell->people->len; i++)
        if (verify_person(cell, i) == person)
            return TRUE;
    return FALSE;
}

static void
same_group_all_day(VerifyCounter *counter)
{
    for (int p = 0; p < counter->problem->person_count; p++) {
        int group = -1;
        gboolean many = FALSE;
        gboolean halves[HALF_COUNT] = { FALSE, FALSE };
        for (guint c = 0; c < counter->day->cells->len; c++) {
            const VerifyCell *cell = cell_at(counter, c);
            if (!sits_in(cell, p))
                continue;
            many = many || (group >= 0 && group != cell->group);
            group = cell->group;
            halves[cell->half] = TRUE;
        }
        gboolean half_only =
            group >= 0 && !(halves[HALF_AM] && halves[HALF_PM]) &&
            whole_day(counter->problem, &counter->problem->people[p]);
        Breach breach = verify_units(counter, many || half_only);
        breach.group = many ? -1 : group;
        breach.person = p;
        verify_add(counter, &breach);
    }
}

static void
visit_count(VerifyCounter *counter)
{
    int visited = 0;
    for (int i = 0; i < counter->problem->company_count; i++)
        visited += counter->day->visited[i] > 0;
    Breach breach = verify_units(
        counter, MAX(0, counter->problem->visits_wanted - visited));
    verify_add(counter, &breach);
}

static void
all_politicians(VerifyCounter *counter)
{
    for (int p = 0; p < counter->problem->person_count; p++) {
        const int *seats = counter->day->seats + (size_t)p * HALF_COUNT;
        gboolean placed = seats[HALF_AM] > 0 || seats[HALF_PM] > 0;
        Breach breach = verify_units(
            counter, counter->problem->people[p].politician && !placed);
        breach.person = p;
        verify_add(counter, &breach);
    }
}

static void
site_count(VerifyCounter *counter)
{
    const Problem *problem = counter->problem;
    g_autofree gboolean *seen = g_new0(gboolean, (gsize)problem->site_count);
    int count = 0;
    for (int i = 0; i < problem->company_count; i++)
        if (counter->day->visited[i] > 0)
            seen[problem->companies[i].site] = TRUE;
    for (int i = 0; i < problem->site_count; i++)
        count += seen[i] ? 1 : 0;
    Breach breach = verify_units(
        counter, verify_outside(count, problem->sites_min, problem->sites_max));
    verify_add(counter, &breach);
}

/* ---- the rows --------------------------------------------------------- */

// clang-format off
static const VerifyRow ROWS[RULE_KIND_COUNT] = {
    [RULE_AVAILABILITY]          = { .day = double_seats },
    [RULE_TRAVEL_TIME]           = { .group = travel_time },
    [RULE_RESTAURANT]            = { .group = restaurant },
    [RULE_SHORT_TRAVEL]          = { .group = short_travel },
    [RULE_STATUS_PRIORITY]       = { .day = status_priority },
    [RULE_SAME_GROUP_ALL_DAY]    = { .day = same_group_all_day },
    [RULE_VISIT_COUNT]           = { .day = visit_count },
    [RULE_BOTH_HALVES]           = { .group = both_halves },
    [RULE_ALL_POLITICIANS]       = { .day = all_politicians },
    [RULE_SITE_COUNT]            = { .day = site_count },
};
// clang-format on

const VerifyRow *
verify_day_rows(void)
{
    return ROWS;
}
