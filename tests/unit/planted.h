/*
 * planted: one contradiction each, put into a day that can be planned.
 *
 * A row a kind in the table at the end.  Included by one file a program.
 */
#pragma once

#include "tests/unit/planted-day.h"

/* ---- plants ------------------------------------------------------------ */

static int
groups_of(const Days *day)
{
    return day->problem->groups_min;
}

static Person *
person_at(const Days *day, int index)
{
    return &g_array_index(day->people, Person, index);
}

static Company *
company_at(const Days *day, int index)
{
    return &g_array_index(day->companies, Company, index);
}

static int
first_official(const Days *day)
{
    return 2 * groups_of(day) + 1;
}

static Span *
hours_of_person(const Days *day, int index)
{
    return &g_array_index(day->spans, Span, person_at(day, index)->span_first);
}

static Span *
hours_of_company(const Days *day, int index)
{
    return &g_array_index(day->spans, Span, company_at(day, index)->span_first);
}

static void
add_lock(Days *day, Lock lock)
{
    g_array_append_val(day->locks, lock);
}

static void
lock_visit(Days *day, int company, int group, int start_min, int end_min)
{
    add_lock(day, (Lock){ .kind = LOCK_VISIT,
                          .company = company,
                          .group = group,
                          .start_min = start_min,
                          .end_min = end_min });
}

static void
lock_seat(Days *day, int person, int group, int halves)
{
    add_lock(day, (Lock){ .kind = LOCK_SEAT,
                          .person = person,
                          .group = group,
                          .halves = halves });
}

static void
avoid(Days *day, int person, int company)
{
    person_at(day, person)->conflict_first = (int)day->conflicts->len;
    person_at(day, person)->conflict_count = 1;
    g_array_append_val(day->conflicts, company);
}

enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM, DAY = AM | PM };

/* VARIANT is 0..3 in each. */
static void
few_politicians(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_POLITICIANS];
    rule->max = 20;
    rule->min = 2 * groups_of(day) + 2 + variant;
    for (int i = 0; i < (int)day->people->len; i++)
        person_at(day, i)->car_seats *= 4;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->max_visitors = 40;
}

static void
few_officials(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_OFFICIALS];
    rule->max = 20;
    rule->min = 2 * groups_of(day) + 2 + variant;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->max_visitors = 40;
    for (int i = 0; i < (int)day->people->len; i++)
        person_at(day, i)->car_seats *= 4;
}

static void
few_leaders(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = groups - 1; i < 2 * groups + 1; i++)
        person_at(day, first_official(day) + i)->can_lead = FALSE;
    if (variant % 2 == 1) /* one could, but leaves at noon */
        person_at(day, first_official(day) + groups)->can_lead = TRUE;
    if (variant % 2 == 1)
        hours_of_person(day, first_official(day) + groups)->to_min =
            700 + variant;
}

static void
few_drivers(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = 0; i < 2 * groups + 1; i++) {
        if (i >= groups - 1)
            person_at(day, first_official(day) + i)->car_seats = variant % 2;
    }
}

static void
few_companies(Days *day, int variant)
{
    day->problem->group_visits_min = 3;
    g_array_set_size(day->companies,
                     (guint)(3 * groups_of(day) - 1 - variant % 3));
}

static void
closed_company(Days *day, int variant)
{
    lock_visit(day, variant, 0, -1, -1);
    *hours_of_company(day, variant) =
        (Span){ 180 + 240 * variant, 200 + 240 * variant };
}

static void
wrong_time(Days *day, int variant)
{
    hours_of_company(day, variant)->to_min = 720;
    lock_visit(day, variant, variant % 2, 780 + 15 * variant, -1);
}

static void
not_there(Days *day, int variant)
{
    int person = variant % 2 == 0 ? 0 : first_official(day);
    if (variant < 2)
        hours_of_person(day, person)->to_min = 660;
    else
        hours_of_person(day, person)->from_min = 720;
    lock_seat(day, person, 1, variant < 2 ? PM : AM);
}

static void
two_seats(Days *day, int variant)
{
    lock_seat(day, variant, 1, variant == 0 ? DAY : AM);
    lock_seat(day, variant, 2, variant == 1 ? DAY : AM);
}

static void
seat_and_ban(Days *day, int variant)
{
    lock_seat(day, variant, 1 + variant % 2, DAY);
    add_lock(day, (Lock){ .kind = LOCK_NO_SEAT,
                          .person = variant,
                          .group = variant < 2 ? 1 + variant % 2 : 0,
                          .halves = variant == 3 ? PM : DAY });
}

static void
apart(Days *day, int variant)
{
    lock_seat(day, variant, 2, DAY);
    lock_seat(day, first_official(day), 2, variant < 2 ? AM : PM);
    add_lock(day,
             (Lock){ .kind = LOCK_APART,
                     .person = variant % 2 ? variant : first_official(day),
                     .other = variant % 2 ? first_official(day) : variant });
}

static void
together(Days *day, int variant)
{
    int other = first_official(day) + variant;
    lock_seat(day, 0, 1, AM);
    if (variant < 2)
        lock_seat(day, other, 2, AM);
    else
        hours_of_person(day, other)->from_min = 700 + variant;
    add_lock(day, (Lock){ .kind = LOCK_TOGETHER, .person = 0, .other = other });
}

static void
tight_route(Days *day, int variant)
{
    int gap = 25 + 5 * variant; /* 30 and more for the visit, 5 and the way */
    lock_visit(day, 0, 1, 600, -1);
    lock_visit(day, 1, 1, 600 + gap, -1);
}

/* Two visits that leave lunch no room between them, before or after. */
static void
no_lunch(Days *day, int variant)
{
    lock_visit(day, 0, 2, 660 - variant, 740);
    lock_visit(day, 1, 2, 765 + variant, -1);
    company_at(day, 1)->visit_min = 40;
}

static void
far_away(Days *day, int variant)
{
    int site = company_at(day, variant)->site;
    for (int from = 0; from <= SITES; from++)
        if (from != site)
            day->problem->travel_min[from * (SITES + 1) + site] = 60;
    hours_of_company(day, variant)->to_min = 590;
    lock_visit(day, variant, variant % 2, -1, -1);
}

static void
interest(Days *day, int variant)
{
    int person = variant % 2 == 0 ? 1 : first_official(day) + 1;
    avoid(day, person, 2);
    if (variant < 2) {
        lock_seat(day, person, 2, DAY);
        lock_visit(day, 2, 2, -1, -1);
        return;
    }
    lock_seat(day, person, 2, PM);
    lock_visit(day, 2, 2, 840 + variant, -1);
}

static void
need(Days *day, int variant)
{
    person_at(day, variant)->wheelchair = variant < 2;
    person_at(day, variant)->short_walks = variant >= 2;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->wheelchair = ACCESS_YES;
    company_at(day, 3)->wheelchair = variant < 2 ? ACCESS_PARTLY : ACCESS_NO;
    lock_seat(day, variant, 1, variant % 2 == 0 ? DAY : AM);
    lock_visit(day, 3, 1, variant % 2 == 0 ? -1 : 540, -1);
}

static void
small_company(Days *day, int variant)
{
    company_at(day, variant)->max_visitors = 1;
    lock_visit(day, variant, variant % 3, -1, -1);
}

static void
crowd(Days *day, int variant)
{
    company_at(day, 2)->max_visitors = 3;
    lock_visit(day, 2, 1, 540 + variant, -1);
    for (int i = 0; i < 2; i++) {
        lock_seat(day, variant % 2 + i, 1, AM);
        lock_seat(day, first_official(day) + i, 1, AM);
    }
}

static void
two_visits(Days *day, int variant)
{
    if (variant < 2) {
        lock_visit(day, variant, 1, -1, -1);
        lock_visit(day, variant, 2, -1, -1);
        return;
    }
    lock_visit(day, variant, 0, 540, -1);
    lock_visit(day, variant, variant == 3 ? 2 : 0, 840, -1);
}

static void
many_visits(Days *day, int variant)
{
    day->problem->group_visits_max = 1 + variant % 2;
    for (int i = 0; i < 2 + variant % 2; i++)
        lock_visit(day, i + variant / 2, 1, -1, -1);
}

static void
many_people(Days *day, int variant)
{
    int first = variant % 2 == 0 ? 0 : first_official(day);
    for (int i = 0; i < 3; i++)
        lock_seat(day, first + i, 2, variant < 2 ? AM : PM);
}

/* Both officials of a group that none of them can lead. */
static void
no_leader(Days *day, int variant)
{
    for (int i = 0; i < 2; i++) {
        person_at(day, first_official(day) + i)->can_lead = FALSE;
        lock_seat(day, first_official(day) + i, 1, variant % 2 ? AM : PM);
    }
    if (variant >= 2)
        add_person(day, TRUE, 1);
}

static void
narrow_limits(Days *day, int variant)
{
    Rule *rules = day->problem->rules;
    if (variant < 2) {
        rules[R_HALVES].kind = RULE_PARTIES_PER_GROUP;
        rules[R_HALVES].hard = TRUE;
        rules[R_HALVES].min = 2;
        rules[R_POLITICIANS].max = 1;
        rules[R_POLITICIANS].min = variant;
        return;
    }
    rules[R_LEADERS].min = 2;
    rules[R_OFFICIALS].max = 1;
    rules[R_OFFICIALS].min = variant - 2;
}

static void
group_numbers(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->groups_max = groups - 1;
    if (variant < 2)
        return;
    day->problem->groups_min = 1;
    for (int i = 0; i < groups; i++)
        lock_visit(day, i, i + 1, -1, -1);
    day->problem->group_visits_max = 3;
}

static void
one_side(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_HALVES];
    rule->kind = RULE_BOTH_SIDES;
    rule->hard = TRUE;
    rule->parties = 1 << (variant % 2);
    for (int i = 0; i < first_official(day); i++)
        person_at(day, i)->party = variant < 2 ? variant % 2 : 1 - variant % 2;
}

static void
closed_afternoon(Days *day, int variant)
{
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = 0; i < (int)day->companies->len; i++)
        if (i >= groups_of(day) - 1)
            hours_of_company(day, i)->to_min = 700 + variant;
}

static void
long_visits(Days *day, int variant)
{
    day->problem->group_visits_min = 3;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->visit_min = 140 + variant;
}

static void
wrong_lunch(Days *day, int variant)
{
    lock_visit(day, variant, 1, -1, -1);
    add_lock(day, (Lock){ .kind = LOCK_LUNCH,
                          .group = 1,
                          .start_min = variant % 2 ? 640 : 770 });
}

static void
too_short(Days *day, int variant)
{
    company_at(day, variant)->visit_min = 60;
    lock_visit(day, variant, variant % 2, 540, 570 + variant);
}

typedef struct Plant {
    const char *name;
    void (*plant)(Days *day, int variant);
    gboolean small; /* two groups only: with more the search would need long
                       to find the few plans that there are */
} Plant;

enum { VARIANTS = 4 };

static const Plant PLANTS[] = {
    { "politicians", few_politicians, TRUE },
    { "officials", few_officials, TRUE },
    { "leaders", few_leaders, FALSE },
    { "drivers", few_drivers, FALSE },
    { "companies", few_companies, FALSE },
    { "closed", closed_company, FALSE },
    { "time", wrong_time, FALSE },
    { "absent", not_there, FALSE },
    { "two-seats", two_seats, FALSE },
    { "ban", seat_and_ban, FALSE },
    { "apart", apart, FALSE },
    { "together", together, FALSE },
    { "route", tight_route, FALSE },
    { "no-lunch", no_lunch, FALSE },
    { "far", far_away, FALSE },
    { "interest", interest, FALSE },
    { "need", need, FALSE },
    { "small", small_company, FALSE },
    { "crowd", crowd, FALSE },
    { "two-visits", two_visits, FALSE },
    { "many-visits", many_visits, FALSE },
    { "many-people", many_people, FALSE },
    { "no-leader", no_leader, FALSE },
    { "limits", narrow_limits, FALSE },
    { "group-count", group_numbers, FALSE },
    { "one-side", one_side, FALSE },
    { "afternoon", closed_afternoon, TRUE },
    { "long-visits", long_visits, TRUE },
    { "lunch", wrong_lunch, FALSE },
    { "short", too_short, FALSE },
};
