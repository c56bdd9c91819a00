#include "planner/solve/verify-rules.h"

/* ---- telling and looking ---------------------------------------------- */

static void
add_cell(VerifyCounter *counter, const VerifyCell *cell, int count)
{
    Breach breach = verify_units(counter, count);
    breach.group = cell->group;
    breach.half = (int)cell->half;
    verify_add(counter, &breach);
}

static void
add_person(VerifyCounter *counter, const VerifyCell *cell, int person,
           int company, gboolean broken)
{
    Breach breach = verify_units(counter, broken);
    breach.group = cell->group;
    breach.half = (int)cell->half;
    breach.person = person;
    breach.company = company;
    verify_add(counter, &breach);
}

static void
add_visit(VerifyCounter *counter, const VerifyCell *cell, int company,
          gboolean broken)
{
    add_person(counter, cell, -1, company, broken);
}

static const Person *
person_of(const VerifyCounter *counter, const VerifyCell *cell, guint i)
{
    return &counter->problem->people[verify_person(cell, i)];
}

/* The least a row asks for, 1 where it does not say. */
static int
at_least(const Rule *rule)
{
    return rule->min >= 0 ? rule->min : 1;
}

/* ---- rules of a cell -------------------------------------------------- */

static void
politicians_per_group(VerifyCounter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++)
        count += person_of(counter, cell, i)->politician ? 1 : 0;
    add_cell(counter, cell,
             verify_outside(count, counter->rule->min, counter->rule->max));
}

static void
officials_per_group(VerifyCounter *counter, const VerifyCell *cell)
{
    int count = 0;
    for (guint i = 0; i < cell->people->len; i++)
        count += person_of(counter, cell, i)->politician ? 0 : 1;
    add_cell(counter, cell,
             verify_outside(count, counter->rule->min, counter->rule->max));
}

static void
leaders_per_group(VerifyCounter *counter, const VerifyCell *cell)
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
drivers_per_group(VerifyCounter *counter, const VerifyCell *cell)
{
    gboolean by_car = FALSE;
    int count = 0;
    for (guint i = 0; i < cell->visits->len; i++) {
        int site = verify_company(counter, verify_visit(cell->visits, i))->site;
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
conflict_of_interest(VerifyCounter *counter, const VerifyCell *cell)
{
    for (guint i = 0; i < cell->people->len; i++) {
        int found = -1;
        for (guint v = 0; v < cell->visits->len && found < 0; v++) {
            int company = verify_visit(cell->visits, v)->company;
            if (avoids(counter->problem, person_of(counter, cell, i), company))
                found = company;
        }
        add_person(counter, cell, verify_person(cell, i), found, found >= 0);
    }
}

static void
availability(VerifyCounter *counter, const VerifyCell *cell)
{
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        gboolean there =
            verify_covers(counter->problem, person->span_first,
                          person->span_count, cell->from_min, cell->to_min);
        add_person(counter, cell, verify_person(cell, i), -1, !there);
    }
}

static void
needs(VerifyCounter *counter, const VerifyCell *cell, const Visit *visit)
{
    Access access = verify_company(counter, visit)->wheelchair;
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *person = person_of(counter, cell, i);
        gboolean wheelchair = person->wheelchair && access != ACCESS_YES;
        gboolean walks = person->short_walks && access == ACCESS_NO;
        add_person(counter, cell, verify_person(cell, i), visit->company,
                   wheelchair || walks);
    }
}

static void
parties_per_group(VerifyCounter *counter, const VerifyCell *cell)
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
both_sides(VerifyCounter *counter, const VerifyCell *cell)
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
same_pairs(VerifyCounter *counter, const VerifyCell *cell, gboolean politicians)
{
    for (guint i = 0; i < cell->people->len; i++) {
        const Person *a = person_of(counter, cell, i);
        for (guint j = i + 1; j < cell->people->len; j++) {
            const Person *b = person_of(counter, cell, j);
            Breach breach = verify_units(counter, 1);
            if ((a->politician ? TRUE : FALSE) != politicians ||
                (b->politician ? TRUE : FALSE) != politicians ||
                a->organ == CODE_NONE || a->organ != b->organ)
                continue;
            breach.group = cell->group;
            breach.half = (int)cell->half;
            breach.person = verify_person(cell, i);
            breach.other = verify_person(cell, j);
            verify_add(counter, &breach);
        }
    }
}

static void
different_bodies(VerifyCounter *counter, const VerifyCell *cell)
{
    same_pairs(counter, cell, TRUE);
}

static void
different_offices(VerifyCounter *counter, const VerifyCell *cell)
{
    same_pairs(counter, cell, FALSE);
}

static gboolean
have_met(const Problem *problem, int a, int b)
{
    MetPair pair = { MIN(a, b), MAX(a, b) };
    int from = 0, to = problem->met_count;
    while (from < to) {
        int middle = from + (to - from) / 2;
        const MetPair *here = &problem->met[middle];
        if (here->one == pair.one && here->other == pair.other)
            return TRUE;
        if (here->one < pair.one ||
            (here->one == pair.one && here->other < pair.other))
            from = middle + 1;
        else
            to = middle;
    }
    return FALSE;
}

static void
new_faces(VerifyCounter *counter, const VerifyCell *cell)
{
    for (guint i = 0; i < cell->people->len; i++)
        for (guint j = i + 1; j < cell->people->len; j++) {
            int a = verify_person(cell, i), b = verify_person(cell, j);
            Breach breach =
                verify_units(counter, have_met(counter->problem, a, b));
            breach.group = cell->group;
            breach.half = (int)cell->half;
            breach.person = a;
            breach.other = b;
            verify_add(counter, &breach);
        }
}

static void
max_from_body(VerifyCounter *counter, const VerifyCell *cell)
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
seen_before(const VerifyCounter *counter, const VerifyCell *cell, guint visit)
{
    int site = verify_company(counter, verify_visit(cell->visits, visit))->site;
    for (guint i = 0; i < visit; i++)
        if (verify_company(counter, verify_visit(cell->visits, i))->site ==
            site)
            return TRUE;
    return FALSE;
}

static void
not_home_area(VerifyCounter *counter, const VerifyCell *cell)
{
    for (guint v = 0; v < cell->visits->len; v++) {
        const Visit *visit = verify_visit(cell->visits, v);
        const Company *company = verify_company(counter, visit);
        int area = counter->problem->sites[company->site].area;
        if (area == AREA_NONE || seen_before(counter, cell, v))
            continue;
        for (guint i = 0; i < cell->people->len; i++) {
            const Person *person = person_of(counter, cell, i);
            add_person(counter, cell, verify_person(cell, i), visit->company,
                       person->politician && person->home_area == area);
        }
    }
}

/* ---- rules of a visit ------------------------------------------------- */

static void
company_hours(VerifyCounter *counter, const VerifyCell *cell,
              const Visit *visit)
{
    const Problem *problem = counter->problem;
    const Company *company = verify_company(counter, visit);
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
max_visitors(VerifyCounter *counter, const VerifyCell *cell, const Visit *visit)
{
    add_visit(counter, cell, visit->company,
              (int)cell->people->len >
                  verify_company(counter, visit)->max_visitors);
}

static void
small_first(VerifyCounter *counter, const VerifyCell *cell, const Visit *visit)
{
    add_visit(counter, cell, visit->company,
              verify_company(counter, visit)->large);
}

static void
wished_body(VerifyCounter *counter, const VerifyCell *cell, const Visit *visit)
{
    guint64 wishes = verify_company(counter, visit)->wishes;
    guint64 there = 0;
    for (guint i = 0; i < cell->people->len; i++)
        there |= person_of(counter, cell, i)->bodies;
    add_visit(counter, cell, visit->company,
              wishes != 0 && (wishes & there) == 0);
}

static void
language(VerifyCounter *counter, const VerifyCell *cell, const Visit *visit)
{
    guint64 wanted = verify_company(counter, visit)->languages;
    guint64 spoken = 0;
    for (guint i = 0; i < cell->people->len; i++)
        spoken |= person_of(counter, cell, i)->languages;
    add_visit(counter, cell, visit->company,
              wanted != 0 && (wanted & spoken) == 0);
}

static void
company_municipality(VerifyCounter *counter, const VerifyCell *cell,
                     const Visit *visit)
{
    int wanted = verify_company(counter, visit)->municipality;
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

/* ---- the rows --------------------------------------------------------- */

// clang-format off
static const VerifyRow ROWS[RULE_KIND_COUNT] = {
    [RULE_POLITICIANS_PER_GROUP] = { .cell = politicians_per_group },
    [RULE_OFFICIALS_PER_GROUP]   = { .cell = officials_per_group },
    [RULE_LEADERS_PER_GROUP]     = { .cell = leaders_per_group },
    [RULE_DRIVERS_PER_GROUP]     = { .cell = drivers_per_group },
    [RULE_CONFLICT_OF_INTEREST]  = { .cell = conflict_of_interest },
    [RULE_COMPANY_HOURS]         = { .visit = company_hours },
    [RULE_AVAILABILITY]          = { .cell = availability },
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
    [RULE_NOT_HOME_AREA]         = { .cell = not_home_area },
    [RULE_COMPANY_MUNICIPALITY]  = { .visit = company_municipality },
    [RULE_NEW_FACES]             = { .cell = new_faces },
};
// clang-format on

const VerifyRow *
verify_cell_rows(void)
{
    return ROWS;
}
