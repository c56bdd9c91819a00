#include "planner/solve/verify.h"

#include "planner/solve/verify-day.h"

/* The row being counted and what it has come to. */
typedef struct Counter {
    const Problem *problem;
    const VerifyDay *day;
    const Rule *rule;
    int row; /* -1: RULE_ALWAYS */
    gint64 units_tenths;
    GArray *breaches; /* NULL: not asked for */
} Counter;

/* ---- telling ---------------------------------------------------------- */

static void
add(Counter *counter, const Breach *breach)
{
    if (breach->units_tenths == 0)
        return;
    counter->units_tenths += breach->units_tenths;
    if (counter->breaches)
        g_array_append_val(counter->breaches, *breach);
}

/* UNITS whole units of COUNTER's row; -1 where there is none. */
static Breach
units(const Counter *counter, int count)
{
    return (Breach){ .rule = counter->row,
                     .group = -1,
                     .half = -1,
                     .company = -1,
                     .person = -1,
                     .other = -1,
                     .units_tenths = (gint64)count * 10 };
}

static void
add_cell(Counter *counter, const VerifyCell *cell, int count)
{
    Breach breach = units(counter, count);
    breach.group = cell->group;
    breach.half = (int)cell->half;
    add(counter, &breach);
}

static void
add_person(Counter *counter, const VerifyCell *cell, int person, int company,
           gboolean broken)
{
    Breach breach = units(counter, broken);
    breach.group = cell->group;
    breach.half = (int)cell->half;
    breach.person = person;
    breach.company = company;
    add(counter, &breach);
}

static void
add_visit(Counter *counter, const VerifyCell *cell, int company,
          gboolean broken)
{
    add_person(counter, cell, -1, company, broken);
}

/* ---- looking ---------------------------------------------------------- */

static const VerifyCell *
cell_at(const Counter *counter, guint i)
{
    return g_ptr_array_index(counter->day->cells, i);
}

static int
person_at(const VerifyCell *cell, guint i)
{
    return g_array_index(cell->people, int, i);
}

static const Visit *
visit_at(const GArray *visits, guint i)
{
    return &g_array_index(visits, Visit, i);
}

static const Company *
company_of(const Counter *counter, const Visit *visit)
{
    return &counter->problem->companies[visit->company];
}

static const Person *
person_of(const Counter *counter, const VerifyCell *cell, guint i)
{
    return &counter->problem->people[person_at(cell, i)];
}

/* The least a row asks for, 1 where it does not say. */
static int
at_least(const Rule *rule)
{
    return rule->min >= 0 ? rule->min : 1;
}

/* ---- rules of a cell -------------------------------------------------- */

static void
politicians_per_group(Counter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++)
        count += person_of(counter, cell, i)->politician ? 1 : 0;
    add_cell(counter, cell,
             verify_outside(count, counter->rule->min, counter->rule->max));
}

static void
officials_per_group(Counter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++)
        count += person_of(counter, cell, i)->politician ? 0 : 1;
    add_cell(counter, cell,
             verify_outside(count, counter->rule->min, counter->rule->max));
}

static void
leaders_per_group(Counter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        count += !person->politician && person->can_lead ? 1 : 0;
    }
    add_cell(counter, cell,
             verify_outside(count, counter->rule->min, counter->rule->max));
}

static void
drivers_per_group(Counter *counter, const VerifyCell *cell)
{
    gboolean by_car = FALSE;
    int count = 0;
    for (guint i = 0; i < cell->visits->len; i++) {
        int site = company_of(counter, visit_at(cell->visits, i))->site;
        by_car = by_car || counter->problem->sites[site].by_car;
    }
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        if (!person->politician && person->car_seats > 0 &&
            person->car_seats >= (int)cell->people->len)
            count++;
    }
    add_cell(counter, cell, by_car && count < at_least(counter->rule));
}

static gboolean
avoids(const Problem *problem, const Person *person, int company)
{
    for (int i = 0; i < person->conflict_count; i++)
        if (problem->conflicts[person->conflict_first + i] == company)
            return TRUE;
    return FALSE;
}

static void
conflict_of_interest(Counter *counter, const VerifyCell *cell)
{
    for (guint i = 0; i < cell->people->len; i++) {
        int found = -1;
        for (guint v = 0; v < cell->visits->len && found < 0; v++) {
            int company = visit_at(cell->visits, v)->company;
            if (avoids(counter->problem, person_of(counter, cell, i), company))
                found = company;
        }
        add_person(counter, cell, person_at(cell, i), found, found >= 0);
    }
}

static void
availability(Counter *counter, const VerifyCell *cell)
{
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        gboolean there =
            verify_covers(counter->problem, person->span_first,
                          person->span_count, cell->from_min, cell->to_min);
        add_person(counter, cell, person_at(cell, i), -1, !there);
    }
}

static void
needs(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    Access access = company_of(counter, visit)->wheelchair;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        gboolean wheelchair = person->wheelchair && access != ACCESS_YES;
        gboolean walks = person->short_walks && access == ACCESS_NO;
        add_person(counter, cell, person_at(cell, i), visit->company,
                   wheelchair || walks);
    }
}

static void
parties_per_group(Counter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (int party = 0; party < SETS_MAX; party++) {
        gboolean there = FALSE;
        for (guint i = 0; i < cell->people->len; i++) {
            const Person *person = person_of(counter, cell, i);
            there = there || (person->politician && person->party == party);
        }
        count += there ? 1 : 0;
    }
    add_cell(counter, cell, count < at_least(counter->rule));
}

static void
both_sides(Counter *counter, const VerifyCell *cell)
{
    gboolean ruling = FALSE;
    gboolean other = FALSE;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        if (!person->politician)
            continue;
        if ((counter->rule->parties >> person->party) & 1)
            ruling = TRUE;
        else
            other = TRUE;
    }
    add_cell(counter, cell, !(ruling && other));
}

/* Pairs of members of one exact organ or office. */
static void
same_pairs(Counter *counter, const VerifyCell *cell, gboolean politicians)
{
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *a = person_of(counter, cell, i);
        for (guint j = i + 1; j < cell->people->len; j++) {
            const Person *b = person_of(counter, cell, j);
            Breach breach = units(counter, 1);
            if ((a->politician ? TRUE : FALSE) != politicians ||
                (b->politician ? TRUE : FALSE) != politicians ||
                a->organ == CODE_NONE || a->organ != b->organ)
                continue;
            breach.group = cell->group;
            breach.half = (int)cell->half;
            breach.person = person_at(cell, i);
            breach.other = person_at(cell, j);
            add(counter, &breach);
        }
    }
}

static void
different_bodies(Counter *counter, const VerifyCell *cell)
{
    same_pairs(counter, cell, TRUE);
}

static void
different_offices(Counter *counter, const VerifyCell *cell)
{
    same_pairs(counter, cell, FALSE);
}

static void
max_from_body(Counter *counter, const VerifyCell *cell)
{
    int most = counter->rule->max >= 0 ? counter->rule->max : 1;
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        if (person->politician && (person->bodies & counter->rule->bodies) != 0)
            count++;
    }
    add_cell(counter, cell, MAX(0, count - most));
}

static gboolean
seen_before(const Counter *counter, const VerifyCell *cell, guint visit)
{
    int site = company_of(counter, visit_at(cell->visits, visit))->site;
    for (guint i = 0; i < visit; i++)
        if (company_of(counter, visit_at(cell->visits, i))->site == site)
            return TRUE;
    return FALSE;
}

static void
not_home_area(Counter *counter, const VerifyCell *cell)
{
    for (guint v = 0; v < cell->visits->len; v++) {
        const Visit *visit = visit_at(cell->visits, v);
        const Company *company = company_of(counter, visit);
        int area = counter->problem->sites[company->site].area;
        if (area == AREA_NONE || seen_before(counter, cell, v))
            continue;
        for (guint i = 0; i < cell->people->len; i++) {
            const Person *person = person_of(counter, cell, i);
            add_person(counter, cell, person_at(cell, i), visit->company,
                       person->politician && person->home_area == area);
        }
    }
}

/* ---- rules of a visit ------------------------------------------------- */

static void
company_hours(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    const Problem *problem = counter->problem;
    const Company *company = company_of(counter, visit);
    gboolean inside =
        verify_covers(problem, company->span_first, company->span_count,
                      visit->start_min, visit->end_min) &&
        visit->start_min >= problem->visits_from_min &&
        visit->end_min <= problem->visits_to_min;
    gboolean long_enough =
        visit->end_min - visit->start_min >= company->visit_min;
    add_visit(counter, cell, visit->company, !(inside && long_enough));
}

static void
max_visitors(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    add_visit(counter, cell, visit->company,
              (int)cell->people->len >
                  company_of(counter, visit)->max_visitors);
}

static void
small_first(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    add_visit(counter, cell, visit->company, company_of(counter, visit)->large);
}

static void
wished_body(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    guint64 wishes = company_of(counter, visit)->wishes;
    guint64 there = 0;
    for (guint i = 0; i < cell->people->len; i++)
        there |= person_of(counter, cell, i)->bodies;
    add_visit(counter, cell, visit->company,
              wishes != 0 && (wishes & there) == 0);
}

static void
language(Counter *counter, const VerifyCell *cell, const Visit *visit)
{
    guint64 wanted = company_of(counter, visit)->languages;
    guint64 spoken = 0;
    for (guint i = 0; i < cell->people->len; i++)
        spoken |= person_of(counter, cell, i)->languages;
    add_visit(counter, cell, visit->company,
              wanted != 0 && (wanted & spoken) == 0);
}

static void
company_municipality(Counter *counter, const VerifyCell *cell,
                     const Visit *visit)
{
    int wanted = company_of(counter, visit)->municipality;
    gboolean politician = FALSE;
    gboolean official = FALSE;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        if (person->municipality == wanted && person->politician)
            politician = TRUE;
        if (person->municipality == wanted && !person->politician)
            official = TRUE;
    }
    add_visit(counter, cell, visit->company, !(politician && official));
}

/* ---- rules of a group ------------------------------------------------- */

/* Minutes to the visit number I of GROUP from where it was before. */
static int
way_to(const Counter *counter, const VerifyGroup *group, guint i)
{
    const Problem *problem = counter->problem;
    int to = company_of(counter, visit_at(group->visits, i))->site;
    int from = problem->site_count;
    if (i == 0 && !problem->gathers)
        return 0;
    if (i > 0)
        from = company_of(counter, visit_at(group->visits, i - 1))->site;
    return problem_travel(problem, from, to);
}

static gboolean
too_short(const Counter *counter, const VerifyGroup *group, guint i)
{
    const Problem *problem = counter->problem;
    const Visit *to = visit_at(group->visits, i);
    int needed = way_to(counter, group, i);
    if (i == 0)
        return to->start_min < problem->leave_min + needed;
    const Visit *from = visit_at(group->visits, i - 1);
    needed += counter->rule->margin_min;
    if (group->has_lunch && from->end_min <= group->lunch_from_min &&
        group->lunch_from_min < to->end_min)
        needed += problem->lunch_len_min;
    return to->start_min - from->end_min < needed;
}

static void
travel_time(Counter *counter, const VerifyGroup *group, int number)
{
    for (guint i = 0; i < group->visits->len; i++) {
        Breach breach = units(counter, too_short(counter, group, i));
        breach.group = number;
        breach.company = visit_at(group->visits, i)->company;
        add(counter, &breach);
    }
}

static void
short_travel(Counter *counter, const VerifyGroup *group, int number)
{
    for (guint i = 0; i < group->visits->len; i++) {
        Breach breach = units(counter, 0);
        breach.group = number;
        breach.company = visit_at(group->visits, i)->company;
        breach.units_tenths = way_to(counter, group, i);
        add(counter, &breach);
    }
}

static void
add_group(Counter *counter, int number, gboolean broken)
{
    Breach breach = units(counter, broken);
    breach.group = number;
    add(counter, &breach);
}

static void
restaurant(Counter *counter, const VerifyGroup *group, int number)
{
    gboolean found = FALSE;
    for (guint i = 0; i < group->visits->len; i++)
        if (company_of(counter, visit_at(group->visits, i))->restaurant)
            found = TRUE;
    add_group(counter, number, !found);
}

static void
both_halves(Counter *counter, const VerifyGroup *group, int number)
{
    add_group(counter, number,
              group->has_cell[HALF_AM] + group->has_cell[HALF_PM] == 1);
}

/* ---- rules of the whole day ------------------------------------------- */

/* Someone who sits twice, in two groups or twice in one. */
static void
double_seats(Counter *counter)
{
    for (int p = 0; p < counter->problem->person_count; p++)
        for (int half = 0; half < HALF_COUNT; half++) {
            int seats = counter->day->seats[p * HALF_COUNT + half];
            Breach breach = units(counter, MAX(0, seats - 1));
            breach.half = half;
            breach.person = p;
            add(counter, &breach);
        }
}

static void
status_priority(Counter *counter)
{
    for (int i = 0; i < counter->problem->company_count; i++) {
        const Company *company = &counter->problem->companies[i];
        gboolean reserve = company->status == STATUS_RESERVE;
        Breach breach = units(counter, 0);
        int count = reserve ? 1 : 0;
        if (counter->day->visited[i] == 0)
            count = reserve ? 0
                            : company->priority_units *
                                  (company->status == STATUS_CONFIRMED ? 2 : 1);
        breach.company = i;
        breach.units_tenths = (gint64)count * 10;
        add(counter, &breach);
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
        if (person_at(cell, i) == person)
            return TRUE;
    return FALSE;
}

static void
same_group_all_day(Counter *counter)
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
        Breach breach = units(counter, many || half_only);
        breach.group = many ? -1 : group;
        breach.person = p;
        add(counter, &breach);
    }
}

static void
visit_count(Counter *counter)
{
    int visited = 0;
    for (int i = 0; i < counter->problem->company_count; i++)
        visited += counter->day->visited[i] > 0;
    Breach breach =
        units(counter, MAX(0, counter->problem->visits_wanted - visited));
    add(counter, &breach);
}

static void
all_politicians(Counter *counter)
{
    for (int p = 0; p < counter->problem->person_count; p++) {
        const int *seats = counter->day->seats + (size_t)p * HALF_COUNT;
        gboolean placed = seats[HALF_AM] > 0 || seats[HALF_PM] > 0;
        Breach breach =
            units(counter, counter->problem->people[p].politician && !placed);
        breach.person = p;
        add(counter, &breach);
    }
}

static void
site_count(Counter *counter)
{
    const Problem *problem = counter->problem;
    g_autofree gboolean *seen = g_new0(gboolean, (gsize)problem->site_count);
    int count = 0;
    for (int i = 0; i < problem->company_count; i++)
        if (counter->day->visited[i] > 0)
            seen[problem->companies[i].site] = TRUE;
    for (int i = 0; i < problem->site_count; i++)
        count += seen[i] ? 1 : 0;
    Breach breach = units(
        counter, verify_outside(count, problem->sites_min, problem->sites_max));
    add(counter, &breach);
}

/* ---- the rows --------------------------------------------------------- */

typedef struct CountRow {
    void (*cell)(Counter *counter, const VerifyCell *cell);
    void (*visit)(Counter *counter, const VerifyCell *cell, const Visit *visit);
    void (*group)(Counter *counter, const VerifyGroup *group, int number);
    void (*day)(Counter *counter);
} CountRow;

// clang-format off
static const CountRow ROWS[RULE_KIND_COUNT] = {
    [RULE_ALWAYS]                = { NULL }, /* counted while reading */
    [RULE_POLITICIANS_PER_GROUP] = { .cell = politicians_per_group },
    [RULE_OFFICIALS_PER_GROUP]   = { .cell = officials_per_group },
    [RULE_LEADERS_PER_GROUP]     = { .cell = leaders_per_group },
    [RULE_DRIVERS_PER_GROUP]     = { .cell = drivers_per_group },
    [RULE_CONFLICT_OF_INTEREST]  = { .cell = conflict_of_interest },
    [RULE_COMPANY_HOURS]         = { .visit = company_hours },
    [RULE_AVAILABILITY]          = { .cell = availability,
                                     .day = double_seats },
    [RULE_TRAVEL_TIME]           = { .group = travel_time },
    [RULE_MAX_VISITORS]          = { .visit = max_visitors },
    [RULE_NEEDS]                 = { .visit = needs },
    [RULE_PARTIES_PER_GROUP]     = { .cell = parties_per_group },
    [RULE_BOTH_SIDES]            = { .cell = both_sides },
    [RULE_DIFFERENT_BODIES]      = { .cell = different_bodies },
    [RULE_DIFFERENT_OFFICES]     = { .cell = different_offices },
    [RULE_MAX_FROM_BODY]         = { .cell = max_from_body },
    [RULE_SMALL_FIRST]           = { .visit = small_first },
    [RULE_WISHED_BODY]           = { .visit = wished_body },
    [RULE_LANGUAGE]              = { .visit = language },
    [RULE_RESTAURANT]            = { .group = restaurant },
    [RULE_NOT_HOME_AREA]         = { .cell = not_home_area },
    [RULE_SHORT_TRAVEL]          = { .group = short_travel },
    [RULE_STATUS_PRIORITY]       = { .day = status_priority },
    [RULE_SAME_GROUP_ALL_DAY]    = { .day = same_group_all_day },
    [RULE_VISIT_COUNT]           = { .day = visit_count },
    [RULE_BOTH_HALVES]           = { .group = both_halves },
    [RULE_ALL_POLITICIANS]       = { .day = all_politicians },
    [RULE_SITE_COUNT]            = { .day = site_count },
    [RULE_COMPANY_MUNICIPALITY]  = { .visit = company_municipality },
};
// clang-format on

static void
count_visits(Counter *counter, const CountRow *row)
{
    for (guint i = 0; i < counter->day->cells->len; i++) {
        const VerifyCell *cell = cell_at(counter, i);
        for (guint v = 0; v < cell->visits->len; v++)
            row->visit(counter, cell, visit_at(cell->visits, v));
    }
}

static void
count_row(Counter *counter)
{
    const CountRow *row = &ROWS[counter->rule->kind];
    const GArray *groups = counter->day->groups;
    for (guint i = 0; row->cell && i < counter->day->cells->len; i++)
        row->cell(counter, cell_at(counter, i));
    if (row->visit)
        count_visits(counter, row);
    for (guint i = 0; row->group && i < groups->len; i++)
        row->group(counter, &g_array_index(groups, VerifyGroup, i), (int)i);
    if (row->day)
        row->day(counter);
}

/* ---- the verdict ------------------------------------------------------ */

static void
tell_always(const Breach *breach, gpointer data)
{
    add(data, breach);
}

static void
close_row(const Counter *counter, Verdict *verdict, gint64 *hard_tenths)
{
    RuleCount count = { .rule = counter->row,
                        .units_tenths = counter->units_tenths };
    if (!counter->rule || counter->rule->hard)
        *hard_tenths += counter->units_tenths;
    else
        count.cost_milli =
            counter->units_tenths * counter->rule->weight_milli / 10;
    verdict->soft_milli += count.cost_milli;
    g_array_append_val(verdict->counts, count);
}

Verdict *
verify_day(const Problem *problem, const Solution *solution,
           gboolean with_breaches)
{
    Verdict *verdict = g_new0(Verdict, 1);
    gint64 hard_tenths = 0;
    verdict->counts = g_array_new(FALSE, FALSE, sizeof(RuleCount));
    if (with_breaches)
        verdict->breaches = g_array_new(FALSE, FALSE, sizeof(Breach));
    Counter counter = { .problem = problem,
                        .row = -1,
                        .breaches = verdict->breaches };
    g_autoptr(VerifyDay) day =
        verify_day_read(problem, solution, tell_always, &counter);
    counter.day = day;
    close_row(&counter, verdict, &hard_tenths);
    for (int i = 0; i < problem->rule_count; i++) {
        counter.row = i;
        counter.rule = &problem->rules[i];
        counter.units_tenths = 0;
        count_row(&counter);
        close_row(&counter, verdict, &hard_tenths);
    }
    verdict->hard = (hard_tenths + 9) / 10; /* travel may be a hard rule */
    return verdict;
}

void
verdict_free(Verdict *verdict)
{
    g_array_unref(verdict->counts);
    if (verdict->breaches)
        g_array_unref(verdict->breaches);
    g_free(verdict);
}
