#include "planner/plan/arithmetic.h"

#include <glib/gi18n.h>

static int
shortest_visit(const Problem *problem)
{
    int shortest = G_MAXINT;
    for (int i = 0; i < problem->company_count; i++)
        shortest = MIN(shortest, problem->companies[i].visit_min);
    return problem->company_count > 0 ? shortest : 0;
}

/* Morning: from the day's start to the earliest lunch.  Afternoon: from some
 * end of lunch on, for at least the shortest visit. */
static gboolean
span_serves(const Problem *problem, const Span *span, Half half)
{
    if (half == HALF_AM)
        return span->from_min <= problem->day_start_min &&
               span->to_min >= problem->lunch_from_min;
    int first_end = problem->lunch_from_min + problem->lunch_len_min;
    int joins = MAX(span->from_min, first_end);
    return joins <= problem->lunch_to_min &&
           span->to_min >= joins + shortest_visit(problem);
}

gboolean
arithmetic_can(const Problem *problem, const Person *person, Half half)
{
    for (int i = 0; i < person->span_count; i++)
        if (span_serves(problem, &problem->spans[person->span_first + i], half))
            return TRUE;
    return FALSE;
}

Supply
arithmetic_supply(const Problem *problem)
{
    Supply supply = { 0 };
    for (int p = 0; p < problem->person_count; p++) {
        const Person *person = &problem->people[p];
        for (Half half = HALF_AM; half < HALF_COUNT; half++) {
            if (!arithmetic_can(problem, person, half))
                continue;
            supply.politicians[half] += person->politician;
            supply.officials[half] += !person->politician;
            supply.leaders[half] += !person->politician && person->can_lead;
            supply.drivers[half] +=
                !person->politician && person->car_seats > 0;
        }
    }
    return supply;
}

/* One row for each kind of people that a rule asks a number of. */
typedef struct Demand {
    RuleKind kind;
    gsize offset;     /* of int[HALF_COUNT] in Supply */
    const char *what; /* in the plural */
} Demand;

static const Demand DEMANDS[] = {
    { RULE_POLITICIANS_PER_GROUP, G_STRUCT_OFFSET(Supply, politicians),
      N_("politiker") },
    { RULE_OFFICIALS_PER_GROUP, G_STRUCT_OFFSET(Supply, officials),
      N_("tjänstepersoner") },
    { RULE_LEADERS_PER_GROUP, G_STRUCT_OFFSET(Supply, leaders),
      N_("tjänstepersoner som kan leda") },
    { RULE_DRIVERS_PER_GROUP, G_STRUCT_OFFSET(Supply, drivers),
      N_("tjänstepersoner som kan köra") },
};

/* A cell that only visits sites without a road needs no driver: at most one
 * group for each company there. */
static int
groups_without_road(const Problem *problem)
{
    int count = 0;
    for (int i = 0; i < problem->company_count; i++)
        count += !problem->sites[problem->companies[i].site].by_car;
    return count;
}

static void
add_shortage(const Problem *problem, const Demand *demand, int groups,
             const Supply *supply, GPtrArray *sentences)
{
    const char *const halves[] = { _("på förmiddagen"), _("på eftermiddagen") };
    const int *counts =
        (const int *)(const void *)((const char *)supply + demand->offset);
    if (demand->kind == RULE_DRIVERS_PER_GROUP)
        groups -= MIN(groups, groups_without_road(problem));
    for (int r = 0; r < problem->rule_count; r++) {
        const Rule *rule = &problem->rules[r];
        if (rule->kind != demand->kind || !rule->hard || rule->min <= 0)
            continue;
        for (int half = 0; half < HALF_COUNT; half++)
            if (counts[half] < rule->min * groups)
                g_ptr_array_add(
                    sentences,
                    g_strdup_printf(
                        _("%d grupper behöver %d %s %s, %d kan; högst %d "
                          "grupper %s"),
                        groups, rule->min * groups, _(demand->what),
                        halves[half], counts[half], counts[half] / rule->min,
                        halves[half]));
    }
}

void
arithmetic_shortages(const Problem *problem, int groups, GPtrArray *sentences)
{
    Supply supply = arithmetic_supply(problem);
    for (gsize i = 0; i < G_N_ELEMENTS(DEMANDS); i++)
        add_shortage(problem, &DEMANDS[i], groups, &supply, sentences);
}

int
arithmetic_most_groups(const Problem *problem)
{
    int most = G_MAXINT;
    Supply supply = arithmetic_supply(problem);
    for (gsize i = 0; i < G_N_ELEMENTS(DEMANDS); i++) {
        const int *counts = (const int *)(const void *)((const char *)&supply +
                                                        DEMANDS[i].offset);
        for (int r = 0; r < problem->rule_count; r++) {
            const Rule *rule = &problem->rules[r];
            if (rule->kind != DEMANDS[i].kind || !rule->hard || rule->min <= 0)
                continue;
            int groups =
                counts[HALF_AM] / rule->min + counts[HALF_PM] / rule->min;
            if (rule->kind == RULE_DRIVERS_PER_GROUP)
                groups += groups_without_road(problem);
            most = MIN(most, groups);
        }
    }
    return most;
}
