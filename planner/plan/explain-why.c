/*
 * Why a person, a company or a group is where it is: the rules that speak of
 * it now, and those that would without it.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/arithmetic.h"
#include "planner/plan/breach-words.h"
#include "planner/plan/explain-inside.h"
#include "planner/plan/impossible-words.h"
#include "planner/plan/reason.h"

static const char *
code_of(GArray *things, int index)
{
    return g_array_index(things, DayThing, index).code;
}

/* ---- rules ------------------------------------------------------------- */

static void
add_code(JsonBuilder *builder, const char *name, GArray *things, int index)
{
    explain_string(builder, name, index >= 0 ? code_of(things, index) : NULL);
}

/* One unit: rule, where, who, what it costs and WORDS (owned here). */
static void
add_breach(const Day *day, const Breach *breach, char *words,
           JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    explain_string(builder, "rule", day_rule_code(day, breach->rule));
    json_builder_set_member_name(builder, "hard");
    json_builder_add_boolean_value(builder, breach_hard(day, breach));
    json_builder_set_member_name(builder, "group");
    if (breach->group > 0)
        json_builder_add_int_value(builder, breach->group);
    else
        json_builder_add_null_value(builder);
    explain_half(builder, breach->half);
    add_code(builder, "company", day->companies, breach->company);
    add_code(builder, "person", day->people, breach->person);
    add_code(builder, "other", day->people, breach->other);
    explain_points(builder, "cost", breach_cost(day, breach));
    explain_string(builder, "text", words);
    json_builder_end_object(builder);
    g_free(words);
}

typedef gboolean (*Concerns)(const Explained *about, const Breach *breach);

static gboolean
of_person(const Explained *about, const Breach *breach)
{
    return breach->person == about->person || breach->other == about->person;
}

static gboolean
of_company(const Explained *about, const Breach *breach)
{
    return breach->company == about->company;
}

static gboolean
of_group(const Explained *about, const Breach *breach)
{
    return breach->group == about->group;
}

/* The units of the plan that concern ABOUT, and their sum. */
static void
add_rules(const Explained *about, Concerns concerns, JsonBuilder *builder)
{
    gint64 cost_milli = 0;
    json_builder_set_member_name(builder, "rules");
    json_builder_begin_array(builder);
    for (guint i = 0; i < about->verdict->breaches->len; i++) {
        const Breach *breach =
            &g_array_index(about->verdict->breaches, Breach, i);
        if (!concerns(about, breach))
            continue;
        cost_milli += breach_cost(about->day, breach);
        add_breach(about->day, breach, breach_words(about->day, breach),
                   builder);
    }
    json_builder_end_array(builder);
    explain_points(builder, "cost", cost_milli);
}

static gboolean
same_place(const Breach *a, const Breach *b)
{
    return a->rule == b->rule && a->group == b->group && a->half == b->half &&
           a->company == b->company && a->person == b->person &&
           a->other == b->other && a->lock == b->lock;
}

/* What BREACH has more in it than the same one in BEFORE; 0: nothing. */
static gint64
more_units(const GArray *before, const Breach *breach)
{
    for (guint i = 0; i < before->len; i++) {
        const Breach *old = &g_array_index(before, Breach, i);
        if (same_place(old, breach))
            return MAX(breach->units_tenths - old->units_tenths, 0);
    }
    return breach->units_tenths;
}

/* Ends the account: what PLAN, which lacks ABOUT, breaks or pays more. */
static void
add_without(const Explained *about, const Solution *plan, JsonBuilder *builder)
{
    g_autoptr(Verdict) verdict = verify_day(about->day->problem, plan, TRUE);
    json_builder_set_member_name(builder, "without");
    json_builder_begin_array(builder);
    for (guint i = 0; i < verdict->breaches->len; i++) {
        Breach breach = g_array_index(verdict->breaches, Breach, i);
        breach.units_tenths = more_units(about->verdict->breaches, &breach);
        if (breach.units_tenths > 0)
            add_breach(about->day, &breach,
                       breach_without_words(about->day, &breach), builder);
    }
    json_builder_end_array(builder);
    explain_int(builder, "without_hard", verdict->hard - about->verdict->hard);
    explain_points(builder, "without_soft",
                   verdict->soft_milli - about->verdict->soft_milli);
}

/* ---- what binds -------------------------------------------------------- */

/* The locks that name ABOUT. */
static void
add_locks(const Explained *about, JsonBuilder *builder)
{
    const Problem *problem = about->day->problem;
    json_builder_set_member_name(builder, "locks");
    json_builder_begin_array(builder);
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        gboolean pair = lock->kind == LOCK_APART || lock->kind == LOCK_TOGETHER;
        gboolean seat = lock->kind == LOCK_SEAT || lock->kind == LOCK_NO_SEAT;
        gboolean named =
            about->person >= 0
                ? ((pair || seat) && lock->person == about->person) ||
                      (pair && lock->other == about->person)
            : about->company >= 0
                ? lock->kind == LOCK_VISIT && lock->company == about->company
                : lock->group == about->group;
        g_autofree char *words = impossible_lock_words(about->day, lock);
        if (named)
            json_builder_add_string_value(builder, words);
    }
    json_builder_end_array(builder);
}

static void
add_bar(const Explained *about, RuleKind kind, const Group *group,
        const Visit *visit, JsonBuilder *builder)
{
    const Problem *problem = about->day->problem;
    Breach breach = { .rule = -1,
                      .group = group->number,
                      .half = visit->end_min <= group->lunch_start_min
                                  ? HALF_AM
                                  : HALF_PM,
                      .company = visit->company,
                      .person = about->person,
                      .other = -1,
                      .lock = -1 };
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == kind && problem->rules[i].hard)
            breach.rule = i;
    if (breach.rule >= 0)
        add_breach(about->day, &breach, breach_words(about->day, &breach),
                   builder);
}

/* The halves in which the hard rules keep her from a group of the plan: an
 * interest, or a need. */
static void
add_bars(const Explained *about, JsonBuilder *builder)
{
    const Problem *problem = about->day->problem;
    const Person *person = &problem->people[about->person];
    json_builder_set_member_name(builder, "bars");
    json_builder_begin_array(builder);
    for (guint g = 0; g < about->plan->groups->len; g++) {
        const Group *group = &g_array_index(about->plan->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            Access access = problem->companies[visit->company].wheelchair;
            for (int c = 0; c < person->conflict_count; c++)
                if (problem->conflicts[person->conflict_first + c] ==
                    visit->company)
                    add_bar(about, RULE_CONFLICT_OF_INTEREST, group, visit,
                            builder);
            if ((person->wheelchair && access != ACCESS_YES) ||
                (person->short_walks && access == ACCESS_NO))
                add_bar(about, RULE_NEEDS, group, visit, builder);
        }
    }
    json_builder_end_array(builder);
}

/* ---- a person ---------------------------------------------------------- */

static void
add_seat(const Group *group, const Member *member, JsonBuilder *builder)
{
    json_builder_begin_object(builder);
    explain_half(builder, (int)member->half);
    explain_int(builder, "group", group->number);
    json_builder_set_member_name(builder, "leader");
    json_builder_add_boolean_value(builder, member->leader);
    json_builder_set_member_name(builder, "driver");
    json_builder_add_boolean_value(builder, member->driver);
    json_builder_end_object(builder);
}

static void
add_unplaced(const Explained *about, const gboolean *seated,
             JsonBuilder *builder)
{
    const Person *person = &about->day->problem->people[about->person];
    json_builder_set_member_name(builder, "unplaced");
    json_builder_begin_array(builder);
    for (Half half = HALF_AM; half < HALF_COUNT; half++) {
        if (seated[half])
            continue;
        g_autofree char *reason =
            arithmetic_can(about->day->problem, person, half)
                ? reason_person(about->day, about->plan, about->person, half)
                : g_strdup_printf(_("%s kan inte vara med %s."),
                                  code_of(about->day->people, about->person),
                                  breach_half((int)half));
        json_builder_begin_object(builder);
        explain_half(builder, (int)half);
        explain_string(builder, "reason", reason);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

void
explain_person(const Explained *about, JsonBuilder *builder)
{
    g_autoptr(Solution) without = solution_copy(about->plan);
    gboolean seated[HALF_COUNT] = { FALSE, FALSE };
    json_builder_set_member_name(builder, "seats");
    json_builder_begin_array(builder);
    for (guint g = 0; g < without->groups->len; g++) {
        const Group *group = &g_array_index(without->groups, Group, g);
        for (guint i = group->members->len; i-- > 0;) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->person != about->person)
                continue;
            seated[member->half] = TRUE;
            add_seat(group, member, builder);
            g_array_remove_index(group->members, i);
        }
    }
    json_builder_end_array(builder);
    add_unplaced(about, seated, builder);
    add_rules(about, of_person, builder);
    add_without(about, without, builder);
    add_bars(about, builder);
    add_locks(about, builder);
}

/* ---- a company --------------------------------------------------------- */

/* Whether somebody of the visit stands for BODIES or speaks LANGUAGES. */
static gboolean
is_met(const Explained *about, const Group *group, const Visit *visit,
       guint64 bodies, guint64 languages)
{
    Half half = visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        const Person *person = &about->day->problem->people[member->person];
        if (member->half == half && ((person->bodies & bodies) != 0 ||
                                     (person->languages & languages) != 0))
            return TRUE;
    }
    return FALSE;
}

static void
add_wish(JsonBuilder *builder, const char *name, gboolean wished, gboolean met)
{
    json_builder_set_member_name(builder, name);
    if (wished)
        json_builder_add_boolean_value(builder, met);
    else
        json_builder_add_null_value(builder);
}

static void
add_visit(const Explained *about, const Group *group, const Visit *visit,
          JsonBuilder *builder)
{
    const Company *host = &about->day->problem->companies[about->company];
    g_autofree char *start = g_strdup_printf("%02d:%02d", visit->start_min / 60,
                                             visit->start_min % 60);
    g_autofree char *end =
        g_strdup_printf("%02d:%02d", visit->end_min / 60, visit->end_min % 60);
    json_builder_begin_object(builder);
    explain_int(builder, "group", group->number);
    explain_string(builder, "start", start);
    explain_string(builder, "end", end);
    add_wish(builder, "wish_met", host->wishes != 0,
             is_met(about, group, visit, host->wishes, 0));
    add_wish(builder, "language_met", host->languages != 0,
             is_met(about, group, visit, 0, host->languages));
    json_builder_end_object(builder);
}

void
explain_company(const Explained *about, JsonBuilder *builder)
{
    g_autoptr(Solution) without = solution_copy(about->plan);
    gboolean visited = FALSE;
    json_builder_set_member_name(builder, "visit");
    for (guint g = 0; g < without->groups->len && !visited; g++) {
        const Group *group = &g_array_index(without->groups, Group, g);
        for (guint i = 0; i < group->visits->len && !visited; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (visit->company != about->company)
                continue;
            add_visit(about, group, visit, builder);
            g_array_remove_index(group->visits, i);
            visited = TRUE;
        }
    }
    if (!visited)
        json_builder_add_null_value(builder);
    g_autofree char *reason =
        visited ? NULL
                : reason_company(about->day, about->plan, about->company);
    explain_string(builder, "unvisited", reason);
    add_rules(about, of_company, builder);
    add_without(about, without, builder);
    add_locks(about, builder);
}

/* ---- a group ----------------------------------------------------------- */

/* What each rule costs the group: {"rule", "units", "cost", "sentence"}. */
static void
add_sums(const Explained *about, JsonBuilder *builder)
{
    const Day *day = about->day;
    json_builder_set_member_name(builder, "sums");
    json_builder_begin_array(builder);
    for (int rule = -1; rule < day->problem->rule_count; rule++) {
        gint64 tenths = 0, cost_milli = 0;
        for (guint i = 0; i < about->verdict->breaches->len; i++) {
            const Breach *breach =
                &g_array_index(about->verdict->breaches, Breach, i);
            if (breach->rule != rule || breach->group != about->group)
                continue;
            tenths += breach->units_tenths;
            cost_milli += breach_cost(day, breach);
        }
        if (tenths == 0)
            continue;
        json_builder_begin_object(builder);
        explain_string(builder, "rule", day_rule_code(day, rule));
        explain_points(builder, "units", tenths * 100);
        explain_points(builder, "cost", cost_milli);
        explain_string(builder, "sentence", reason_rule(day, rule));
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

void
explain_group(const Explained *about, JsonBuilder *builder)
{
    add_sums(about, builder);
    add_rules(about, of_group, builder);
    add_locks(about, builder);
}
