/*
 * planted-day: a small day that can be planned, for plants to spoil.
 *
 * Included by one file a program.
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "planner/solve/problem.h"
#include "planner/solve/random.h"
#include "tests/unit/problem-text.h"

/* ---- a day that can be planned ----------------------------------------- */

typedef struct Days {
    Problem *problem;
    GArray *people, *companies, *spans, *conflicts, *locks;
} Days;

static int
add_hours(Days *day, int from_min, int to_min)
{
    Span span = { from_min, to_min };
    g_array_append_val(day->spans, span);
    return (int)day->spans->len - 1;
}

static void
add_person(Days *day, gboolean politician, int party)
{
    Person person = { .politician = politician,
                      .party = party,
                      .organ = CODE_NONE,
                      .home_area = AREA_NONE,
                      .municipality = CODE_NONE,
                      .can_lead = !politician,
                      .car_seats = politician ? 0 : 6,
                      .span_first = add_hours(day, 480, 1020),
                      .span_count = 1 };
    g_array_append_val(day->people, person);
}

static void
add_company(Days *day, int site, int visit_min)
{
    Company company = { .site = site,
                        .visit_min = visit_min,
                        .max_visitors = 8,
                        .priority_units = 1,
                        .wheelchair = ACCESS_PARTLY,
                        .municipality = CODE_NONE,
                        .span_first = add_hours(day, 510, 960),
                        .span_count = 1 };
    g_array_append_val(day->companies, company);
}

static const Rule RULES[] = {
    { .kind = RULE_POLITICIANS_PER_GROUP, .hard = TRUE, .min = 1, .max = 2 },
    { .kind = RULE_OFFICIALS_PER_GROUP, .hard = TRUE, .min = 1, .max = 2 },
    { .kind = RULE_LEADERS_PER_GROUP, .hard = TRUE, .min = 1, .max = -1 },
    { .kind = RULE_DRIVERS_PER_GROUP, .hard = TRUE, .min = 1, .max = -1 },
    { .kind = RULE_CONFLICT_OF_INTEREST, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_COMPANY_HOURS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_AVAILABILITY, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_TRAVEL_TIME,
      .hard = TRUE,
      .min = -1,
      .max = -1,
      .margin_min = 5 },
    { .kind = RULE_MAX_VISITORS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_NEEDS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_SHORT_TRAVEL, .weight_milli = 2000, .min = -1, .max = -1 },
    { .kind = RULE_BOTH_HALVES, .weight_milli = 500, .min = -1, .max = -1 },
};

/* The places of rows above. */
enum {
    R_POLITICIANS,
    R_OFFICIALS,
    R_LEADERS,
    R_DRIVERS,
    R_HALVES = G_N_ELEMENTS(RULES) - 1,
    SITES = 3,
};

static void
add_sites(Problem *problem, int way_min)
{
    int count = SITES + 1;
    problem->site_count = SITES;
    problem->sites = g_new0(Site, SITES);
    problem->travel_min = g_new0(int, (gsize)count *(gsize)count);
    for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            problem->travel_min[a * count + b] = a == b ? 4 : way_min + a + b;
    for (int i = 0; i < SITES; i++)
        problem->sites[i] = (Site){ .by_car = TRUE, .area = AREA_NONE };
}

/* GROUPS groups, with two politicians and two officials for each and three
 * companies; one of each to spare. */
static void
day_begin(Days *day, int groups)
{
    Problem *problem = g_new0(Problem, 1);
    *problem = (Problem){ .day_start_min = 480,
                          .visits_from_min = 510,
                          .visits_to_min = 960,
                          .leave_min = 510,
                          .lunch_from_min = 675,
                          .lunch_to_min = 795,
                          .lunch_len_min = 45,
                          .visits_wanted = groups,
                          .sites_min = -1,
                          .sites_max = -1,
                          .groups_min = groups,
                          .groups_max = groups,
                          .group_visits_min = 1,
                          .group_visits_max = 3,
                          .within_site_min = 4,
                          .gathers = TRUE };
    *day = (Days){ .problem = problem,
                   .people = g_array_new(FALSE, TRUE, sizeof(Person)),
                   .companies = g_array_new(FALSE, TRUE, sizeof(Company)),
                   .spans = g_array_new(FALSE, TRUE, sizeof(Span)),
                   .conflicts = g_array_new(FALSE, TRUE, sizeof(int)),
                   .locks = g_array_new(FALSE, TRUE, sizeof(Lock)) };
    add_sites(problem, 10);
    for (int i = 0; i < 2 * groups + 1; i++)
        add_person(day, TRUE, i % 2);
    for (int i = 0; i < 2 * groups + 1; i++)
        add_person(day, FALSE, 0);
    for (int i = 0; i < 3 * groups + 1; i++)
        add_company(day, i % SITES, 30 + 5 * (i % 3));
    problem->rules = g_memdup2(RULES, sizeof RULES);
    problem->rule_count = G_N_ELEMENTS(RULES);
}

static Problem *
day_end(Days *day)
{
    Problem *problem = day->problem;
    TEXT_HAND_OVER(Person, day->people, problem->people, problem->person_count);
    TEXT_HAND_OVER(Company, day->companies, problem->companies,
                   problem->company_count);
    TEXT_HAND_OVER(Span, day->spans, problem->spans, problem->span_count);
    TEXT_HAND_OVER(int, day->conflicts, problem->conflicts,
                   problem->conflict_count);
    TEXT_HAND_OVER(Lock, day->locks, problem->locks, problem->lock_count);
    return problem;
}
