/*
 * small-event: random small days, few enough for brute-force.h to try all.
 *
 * Included by one file a program.
 */
#pragma once

#include <string.h>

#include "planner/solve/problem.h"
#include "planner/solve/random.h"

enum { SMALL_COMPANIES = 6, SMALL_PEOPLE = 9, SMALL_GROUPS = 3 };

/* ---- random days ------------------------------------------------------- */

static inline int
pick(Random *random, const int *choices, int count)
{
    return choices[random_below(random, count)];
}

static inline gboolean
chance(Random *random, int percent)
{
    return random_below(random, 100) < percent;
}

/* 0..COUNT-1, the low ones more often: force has its price. */
static inline int
few(Random *random, int count)
{
    int a = random_below(random, count);
    int b = random_below(random, count);
    return MIN(a, b);
}

static inline int
small_spans(GArray *spans, Random *random, gboolean person, int *first)
{
    static const Span days[] = { { 480, 1020 }, { 480, 735 }, { 735, 1020 },
                                 { 480, 870 },  { 480, 705 }, { 780, 1020 } };
    static const Span hours[] = {
        { 510, 960 }, { 510, 720 }, { 780, 960 }, { 600, 960 }, { 540, 660 }
    };
    *first = (int)spans->len;
    if (!person && chance(random, 20)) {
        const Span two[] = { { 510, 645 }, { 780, 990 } };
        g_array_append_vals(spans, two, 2);
        return 2;
    }
    int any = chance(random, person ? 70 : 50) ? 0 : random_below(random, 5);
    g_array_append_vals(spans, person ? &days[any] : &hours[any], 1);
    return 1;
}

static inline void
small_sites(Problem *problem, Random *random)
{
    int count = 1 + random_below(random, 4);
    problem->site_count = count;
    problem->sites = g_new0(Site, (gsize)count);
    problem->travel_min = g_new0(int, (gsize)((count + 1) * (count + 1)));
    for (int i = 0; i < count; i++) {
        problem->sites[i].by_car = chance(random, 80);
        problem->sites[i].area = random_below(random, 4) - 1;
    }
    for (int i = 0; i <= count; i++)
        for (int j = 0; j <= count; j++)
            problem->travel_min[i * (count + 1) + j] =
                i == j ? 6 : 5 + random_below(random, 40);
}

static inline void
small_companies(Problem *problem, GArray *spans, Random *random)
{
    static const int most[] = { 3, 4, 5, 8, G_MAXINT };
    problem->company_count = 2 + few(random, SMALL_COMPANIES - 1);
    problem->companies = g_new0(Company, SMALL_COMPANIES);
    for (int i = 0; i < problem->company_count; i++) {
        Company *company = &problem->companies[i];
        company->site = random_below(random, problem->site_count);
        company->visit_min = 30 + 5 * random_below(random, 7);
        company->span_count =
            small_spans(spans, random, FALSE, &company->span_first);
        company->max_visitors = pick(random, most, 5);
        company->priority_units = random_below(random, 4);
        company->status = chance(random, 70) ? STATUS_CONFIRMED
                                             : (Status)random_below(random, 3);
        company->wheelchair = (Access)random_below(random, 4);
        company->restaurant = chance(random, 30);
        company->large = chance(random, 15);
        company->languages =
            chance(random, 30) ? 1U << random_below(random, 3) : 0;
        company->wishes =
            chance(random, 60) ? 1U << random_below(random, 4) : 0;
        company->municipality = random_below(random, 2);
    }
}

static inline void
small_people(Problem *problem, GArray *spans, GArray *conflicts, Random *random)
{
    static const int seats[] = { 0, 3, 4, 5, 7 };
    problem->person_count = 4 + few(random, SMALL_PEOPLE - 3);
    problem->people = g_new0(Person, SMALL_PEOPLE);
    for (int i = 0; i < problem->person_count; i++) {
        Person *person = &problem->people[i];
        person->politician = i % 2 == 0;
        person->span_count =
            small_spans(spans, random, TRUE, &person->span_first);
        person->languages = 1U << random_below(random, 3);
        person->bodies = 1U << random_below(random, 4);
        person->organ = random_below(random, 4) - 1;
        person->party = random_below(random, 4);
        person->home_area = random_below(random, 5) - 1;
        person->municipality = random_below(random, 2);
        person->wheelchair = chance(random, 8);
        person->short_walks = chance(random, 8);
        person->can_lead = !person->politician && chance(random, 80);
        person->car_seats = person->politician ? 0 : pick(random, seats, 5);
        person->conflict_first = (int)conflicts->len;
        if (chance(random, 15)) {
            int company = random_below(random, problem->company_count);
            g_array_append_val(conflicts, company);
            person->conflict_count = 1;
        }
    }
}

/* Time rules are hard, the others this or that, in one row or two. */
static inline void
small_rules(Problem *problem, Random *random)
{
    static const int weights[] = { 0,    500,  1000, 2000,  3000,
                                   4000, 5000, 8000, 10000, 15000 };
    problem->rules = g_new0(Rule, (gsize)RULE_KIND_COUNT * 2);
    for (int kind = 1; kind < RULE_KIND_COUNT; kind++) {
        gboolean time = kind == RULE_COMPANY_HOURS ||
                        kind == RULE_AVAILABILITY || kind == RULE_TRAVEL_TIME;
        gboolean usual = kind == RULE_POLITICIANS_PER_GROUP ||
                         kind == RULE_OFFICIALS_PER_GROUP;
        int rows = time || usual ? 1 : random_below(random, 9) / 4;
        for (int row = 0; row < rows; row++) {
            Rule *rule = &problem->rules[problem->rule_count++];
            rule->kind = (RuleKind)kind;
            rule->hard = time || chance(random, usual ? 80 : 15);
            rule->weight_milli = pick(random, weights, 10);
            rule->min = rule->max = -1;
            if (kind == RULE_TRAVEL_TIME)
                rule->margin_min = 5;
            if (usual) {
                rule->min = 1;
                rule->max = 1 + random_below(random, 3);
            }
            if (kind == RULE_LEADERS_PER_GROUP ||
                kind == RULE_DRIVERS_PER_GROUP ||
                kind == RULE_PARTIES_PER_GROUP)
                rule->min = 1 + random_below(random, 2);
            if (kind == RULE_MAX_FROM_BODY)
                rule->bodies = 1U << random_below(random, 4);
            rule->parties = 3;
        }
    }
}

static inline void
small_goal(Problem *problem, Random *random)
{
    problem->day_start_min = 480;
    problem->visits_from_min = problem->leave_min = 510;
    problem->visits_to_min = 960;
    problem->lunch_from_min = 675;
    problem->lunch_to_min = 795;
    problem->lunch_len_min = 45;
    problem->within_site_min = 6;
    problem->gathers = chance(random, 80);
    problem->groups_min = 1;
    problem->groups_max = 1 + random_below(random, SMALL_GROUPS);
    problem->group_visits_min = chance(random, 30) ? 2 : 1;
    problem->group_visits_max = chance(random, 50) ? 3 : 5;
    problem->visits_wanted = random_below(random, SMALL_COMPANIES + 1);
    problem->sites_min = random_below(random, 4) - 1;
    problem->sites_max = chance(random, 50) ? -1 : 1 + random_below(random, 3);
}

/* The caller owns the day. */
static inline Problem *
small_event(guint64 seed)
{
    Problem *problem = g_new0(Problem, 1);
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
    GArray *conflicts = g_array_new(FALSE, TRUE, sizeof(int));
    Random random;
    random_init(&random, seed);
    small_goal(problem, &random);
    small_sites(problem, &random);
    small_companies(problem, spans, &random);
    small_people(problem, spans, conflicts, &random);
    small_rules(problem, &random);
    if (problem->company_count == SMALL_COMPANIES)
        problem->groups_max = MIN(problem->groups_max, 2); /* force's limit */
    problem->span_count = (int)spans->len;
    problem->spans = (Span *)(void *)g_array_free(spans, FALSE);
    problem->conflict_count = (int)conflicts->len;
    problem->conflicts = (int *)(void *)g_array_free(conflicts, FALSE);
    return problem;
}
