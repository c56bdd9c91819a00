#include "planner/solve/facts.h"

#include <string.h>

enum { DAY_MIN = 24 * 60 };

static void
add(GArray *facts, FactKind kind, int index, int other)
{
    Fact fact = { .kind = kind, .index = index, .other = other };
    g_array_append_val(facts, fact);
}

static void
add_people(const Problem *problem, GArray *facts)
{
    for (int i = 0; i < problem->person_count; i++)
        add(facts, FACT_PERSON_HOURS, i, -1);
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        for (int c = 0; c < person->conflict_count; c++)
            add(facts, FACT_CONFLICT, i,
                problem->conflicts[person->conflict_first + c]);
    }
}

static void
add_companies(const Problem *problem, GArray *facts)
{
    for (int i = 0; i < problem->company_count; i++)
        add(facts, FACT_COMPANY_HOURS, i, -1);
    for (int i = 0; i < problem->company_count; i++)
        add(facts, FACT_VISIT_LENGTH, i, -1);
    for (int i = 0; i < problem->company_count; i++)
        if (problem->companies[i].max_visitors < G_MAXINT)
            add(facts, FACT_MAX_VISITORS, i, -1);
    for (int i = 0; i < problem->company_count; i++)
        if (problem->companies[i].wheelchair != ACCESS_YES)
            add(facts, FACT_ACCESS, i, -1);
}

static void
add_numbers(const Problem *problem, GArray *facts)
{
    if (problem->groups_min > 0)
        add(facts, FACT_GROUPS_MIN, -1, -1);
    if (problem->groups_max >= 0)
        add(facts, FACT_GROUPS_MAX, -1, -1);
    if (problem->group_visits_min > 1)
        add(facts, FACT_VISITS_MIN, -1, -1);
    if (problem->group_visits_max >= 0)
        add(facts, FACT_VISITS_MAX, -1, -1);
}

GArray *
facts_all(const Problem *problem)
{
    GArray *facts = g_array_new(FALSE, FALSE, sizeof(Fact));
    add_people(problem, facts);
    add_companies(problem, facts);
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].hard)
            add(facts, FACT_RULE, i, -1);
    add_numbers(problem, facts);
    for (int i = 0; i < problem->lock_count; i++)
        add(facts, FACT_LOCK, i, -1);
    return facts;
}

Problem *
facts_copy(const Problem *problem)
{
    Problem *copy = g_new(Problem, 1);
    gsize sites = (gsize)problem->site_count;
    *copy = *problem;
    copy->sites = g_memdup2(problem->sites, sites * sizeof(Site));
    copy->travel_min =
        g_memdup2(problem->travel_min, (sites + 1) * (sites + 1) * sizeof(int));
    copy->companies = g_memdup2(
        problem->companies, (gsize)problem->company_count * sizeof(Company));
    copy->people = g_memdup2(problem->people,
                             (gsize)problem->person_count * sizeof(Person));
    copy->spans =
        g_memdup2(problem->spans, (gsize)problem->span_count * sizeof(Span));
    copy->conflicts = g_memdup2(problem->conflicts,
                                (gsize)problem->conflict_count * sizeof(int));
    copy->rules =
        g_memdup2(problem->rules, (gsize)problem->rule_count * sizeof(Rule));
    copy->locks =
        g_memdup2(problem->locks, (gsize)problem->lock_count * sizeof(Lock));
    copy->met =
        g_memdup2(problem->met, (gsize)problem->met_count * sizeof(MetPair));
    return copy;
}

/* ---- relaxing ---------------------------------------------------------- */

static void
drop_conflict(Problem *problem, int index, int company)
{
    Person *person = &problem->people[index];
    int *own = problem->conflicts + person->conflict_first;
    int kept = 0;
    for (int i = 0; i < person->conflict_count; i++)
        if (own[i] != company)
            own[kept++] = own[i];
    person->conflict_count = kept;
}

/* ALL_DAY is the index of a span that holds the whole day. */
static void
relax(Problem *problem, const Fact *fact, int all_day)
{
    Company *companies = problem->companies;
    switch (fact->kind) {
    case FACT_PERSON_HOURS:
        problem->people[fact->index].span_first = all_day;
        problem->people[fact->index].span_count = 1;
        break;
    case FACT_CONFLICT: drop_conflict(problem, fact->index, fact->other); break;
    case FACT_COMPANY_HOURS:
        companies[fact->index].span_first = all_day;
        companies[fact->index].span_count = 1;
        break;
    case FACT_VISIT_LENGTH: companies[fact->index].visit_min = 1; break;
    case FACT_MAX_VISITORS:
        companies[fact->index].max_visitors = G_MAXINT;
        break;
    case FACT_ACCESS: companies[fact->index].wheelchair = ACCESS_YES; break;
    case FACT_RULE:
        problem->rules[fact->index].hard = FALSE;
        problem->rules[fact->index].weight_milli = 0;
        break;
    case FACT_GROUPS_MIN: problem->groups_min = -1; break;
    case FACT_GROUPS_MAX: problem->groups_max = -1; break;
    case FACT_VISITS_MIN: problem->group_visits_min = 1; break;
    case FACT_VISITS_MAX: problem->group_visits_max = -1; break;
    default: break; /* locks go last, as that moves the others */
    }
}

static void
drop_locks(Problem *problem, const gboolean *dropped)
{
    int kept = 0;
    for (int i = 0; i < problem->lock_count; i++)
        if (!dropped[i])
            problem->locks[kept++] = problem->locks[i];
    problem->lock_count = kept;
}

Problem *
facts_relax(const Problem *problem, const GArray *facts,
            const gboolean *relaxed)
{
    Problem *copy = facts_copy(problem);
    g_autofree gboolean *dropped =
        g_new0(gboolean, (gsize)problem->lock_count + 1);
    copy->spans = g_renew(Span, copy->spans, (gsize)copy->span_count + 1);
    copy->spans[copy->span_count] = (Span){ 0, DAY_MIN };
    copy->span_count++;
    for (guint i = 0; i < facts->len; i++) {
        const Fact *fact = &g_array_index(facts, Fact, i);
        if (!relaxed[i])
            continue;
        relax(copy, fact, copy->span_count - 1);
        if (fact->kind == FACT_LOCK)
            dropped[fact->index] = TRUE;
    }
    drop_locks(copy, dropped);
    return copy;
}
