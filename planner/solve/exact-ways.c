#include "planner/solve/exact-ways.h"

#include <string.h>

typedef struct Builder {
    const Problem *problem;
    Pricing *pricing;
    GHashTable *places; /* visits of both halves -> GArray of FullWay */
    GArray *lunches;    /* int: other lunches worth a try */
    int visits_max;
    int left; /* tries */
} Builder;

static guint64
bit(int place)
{
    return G_GUINT64_CONSTANT(1) << place;
}

static guint64
who_can(const Problem *problem, int from_min, int to_min)
{
    guint64 people = 0;
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        for (int s = 0; s < person->span_count; s++) {
            const Span *span = &problem->spans[person->span_first + s];
            if (span->from_min <= from_min && to_min <= span->to_min)
                people |= bit(i);
        }
    }
    return people;
}

static gboolean
within(guint64 few, guint64 many)
{
    return (few & ~many) == 0;
}

/* Whether A is as good as B, of the same visits. */
static gboolean
as_good(const FullWay *a, const FullWay *b)
{
    return a->visits[HALF_AM] == b->visits[HALF_AM] &&
           a->visits[HALF_PM] == b->visits[HALF_PM] && a->cost <= b->cost &&
           within(b->people[HALF_AM], a->people[HALF_AM]) &&
           within(b->people[HALF_PM], a->people[HALF_PM]);
}

static guint
hash_visits(gconstpointer key)
{
    const FullWay *way = key;
    guint64 mixed =
        way->visits[HALF_AM] * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) +
        way->visits[HALF_PM];
    return (guint)(mixed ^ (mixed >> 29));
}

static gboolean
same_visits(gconstpointer a, gconstpointer b)
{
    const FullWay *x = a;
    const FullWay *y = b;
    return x->visits[HALF_AM] == y->visits[HALF_AM] &&
           x->visits[HALF_PM] == y->visits[HALF_PM];
}

static void
keep(Builder *builder, const FullWay *way)
{
    GArray *list = g_hash_table_lookup(builder->places, way);
    if (!list) {
        list = g_array_new(FALSE, FALSE, sizeof(FullWay));
        g_hash_table_insert(builder->places, g_memdup2(way, sizeof *way), list);
    }
    for (guint i = 0; i < list->len; i++)
        if (as_good(&g_array_index(list, FullWay, i), way))
            return;
    for (guint i = list->len; i-- > 0;)
        if (as_good(way, &g_array_index(list, FullWay, i)))
            g_array_remove_index(list, i);
    g_array_append_val(list, *way);
}

/* The cost of WAY by its order, as a group. */
static gboolean
price(const Builder *builder, FullWay *way)
{
    g_autoptr(Solution) plan = solution_new();
    Group *group = solution_add_group(plan);
    Way priced;
    group->lunch_start_min = way->lunch_min;
    g_array_append_vals(group->visits, way->order, (guint)way->visit_count);
    if (!pricing_read(builder->pricing, group, &priced))
        return FALSE;
    way->cost = priced.cost;
    return TRUE;
}

static int
site_of(const Builder *builder, int company)
{
    return builder->problem->companies[company].site;
}

/* Adds COMPANY's visit after arriving at ARRIVAL_MIN; FALSE: too late. */
static gboolean
append(const Builder *builder, FullWay *way, int company, Half half,
       int arrival_min)
{
    int end_min = pricing_visit_end(builder->pricing, company, arrival_min);
    Visit visit = {
        .company = company,
        .end_min = end_min,
        .start_min = end_min - builder->problem->companies[company].visit_min
    };
    if (end_min < 0)
        return FALSE;
    way->order[way->visit_count++] = visit;
    way->visits[half] |= bit(company);
    return TRUE;
}

static void
finish(Builder *builder, const FullWay *way)
{
    const Problem *problem = builder->problem;
    FullWay whole = *way;
    int lunch_end_min = way->lunch_min + problem->lunch_len_min;
    int end_min = way->order[way->visit_count - 1].end_min;
    whole.people[HALF_AM] =
        whole.visits[HALF_AM] == 0
            ? 0
            : who_can(problem, problem->day_start_min, way->lunch_min);
    whole.people[HALF_PM] = whole.visits[HALF_PM] == 0
                                ? 0
                                : who_can(problem, lunch_end_min, end_min);
    if (way->visit_count >= problem->group_visits_min && price(builder, &whole))
        keep(builder, &whole);
}

/* The afternoon from the last visit of WAY on. */
static void
afternoon(Builder *builder, const FullWay *way) /* NOLINT(misc-no-recursion) */
{
    const Visit *last = &way->order[way->visit_count - 1];
    guint64 made = way->visits[HALF_AM] | way->visits[HALF_PM];
    finish(builder, way);
    for (int i = 0; i < builder->problem->company_count; i++) {
        FullWay next = *way;
        int at =
            pricing_arrival(builder->pricing, site_of(builder, last->company),
                            site_of(builder, i), last->end_min, FALSE);
        if (made & bit(i) || way->visit_count == builder->visits_max ||
            builder->left-- <= 0 || !append(builder, &next, i, HALF_PM, at))
            continue;
        afternoon(builder, &next);
    }
}

/* The first visit after lunch at LUNCH_MIN. */
static void
after_lunch(Builder *builder, const FullWay *way, int lunch_min)
{
    const Problem *problem = builder->problem;
    const Visit *last =
        way->visit_count > 0 ? &way->order[way->visit_count - 1] : NULL;
    int from = last ? site_of(builder, last->company) : problem->site_count;
    for (int i = 0; i < problem->company_count; i++) {
        FullWay next = *way;
        int at =
            pricing_arrival(builder->pricing, from, site_of(builder, i),
                            last ? last->end_min : problem->leave_min, FALSE);
        if (last)
            at += problem->lunch_len_min;
        else
            at = pricing_first(builder->pricing, site_of(builder, i));
        next.lunch_min = lunch_min;
        if (way->visits[HALF_AM] & bit(i) ||
            way->visit_count == builder->visits_max || builder->left-- <= 0 ||
            !append(builder, &next, i, HALF_PM,
                    MAX(at, lunch_min + problem->lunch_len_min)))
            continue;
        afternoon(builder, &next);
    }
}

/* Lunch as early as can be, or when someone comes. */
static void
lunch(Builder *builder, const FullWay *way)
{
    const Problem *problem = builder->problem;
    int last_min = problem->lunch_to_min - problem->lunch_len_min;
    int first_min = problem->lunch_from_min;
    if (way->visit_count > 0)
        first_min = MAX(first_min, way->order[way->visit_count - 1].end_min);
    if (first_min > last_min)
        return;
    if (way->visit_count > 0) {
        FullWay only = *way;
        only.lunch_min = first_min;
        finish(builder, &only);
    }
    after_lunch(builder, way, first_min);
    for (guint i = 0; i < builder->lunches->len; i++) {
        int lunch_min = g_array_index(builder->lunches, int, i);
        if (lunch_min > first_min && lunch_min <= last_min)
            after_lunch(builder, way, lunch_min);
    }
}

static void
morning(Builder *builder, const FullWay *way) /* NOLINT(misc-no-recursion) */
{
    const Visit *last =
        way->visit_count > 0 ? &way->order[way->visit_count - 1] : NULL;
    lunch(builder, way);
    for (int i = 0; i < builder->problem->company_count; i++) {
        FullWay next = *way;
        int to = site_of(builder, i);
        int at = last ? pricing_arrival(builder->pricing,
                                        site_of(builder, last->company), to,
                                        last->end_min, FALSE)
                      : pricing_first(builder->pricing, to);
        if (way->visits[HALF_AM] & bit(i) ||
            way->visit_count == builder->visits_max || builder->left-- <= 0 ||
            !append(builder, &next, i, HALF_AM, at))
            continue;
        morning(builder, &next);
    }
}

static int
by_number(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* Lunches that end when somebody comes. */
static GArray *
list_lunches(const Problem *problem)
{
    GArray *lunches = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        for (int s = 0; s < person->span_count; s++) {
            const Span *span = &problem->spans[person->span_first + s];
            int lunch_min = span->from_min - problem->lunch_len_min;
            gboolean known = lunch_min < problem->lunch_from_min;
            for (guint k = 0; k < lunches->len && !known; k++)
                known = g_array_index(lunches, int, k) == lunch_min;
            if (!known)
                g_array_append_val(lunches, lunch_min);
        }
    }
    g_array_sort(lunches, by_number);
    return lunches;
}

static void
free_list(gpointer list)
{
    g_array_unref(list);
}

static int
by_order(gconstpointer a, gconstpointer b)
{
    const FullWay *x = a;
    const FullWay *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    for (int half = 0; half < HALF_COUNT; half++)
        if (x->visits[half] != y->visits[half])
            return x->visits[half] < y->visits[half] ? -1 : 1;
    return x->lunch_min - y->lunch_min;
}

GArray *
exact_ways(const Problem *problem, Pricing *pricing, int max_ways)
{
    FullWay none = { 0 };
    Builder builder = { .problem = problem,
                        .pricing = pricing,
                        .visits_max = PRICING_VISITS,
                        .left = max_ways };
    GHashTableIter iter;
    gpointer list = NULL;
    if (problem->group_visits_max >= 0)
        builder.visits_max = MIN(PRICING_VISITS, problem->group_visits_max);
    builder.places =
        g_hash_table_new_full(hash_visits, same_visits, g_free, free_list);
    builder.lunches = list_lunches(problem);
    morning(&builder, &none);
    GArray *ways = g_array_new(FALSE, FALSE, sizeof(FullWay));
    g_hash_table_iter_init(&iter, builder.places);
    while (g_hash_table_iter_next(&iter, NULL, &list)) {
        GArray *some = list;
        g_array_append_vals(ways, some->data, some->len);
    }
    g_array_sort(ways, by_order); /* whatever order the table has */
    g_hash_table_unref(builder.places);
    g_array_unref(builder.lunches);
    if (builder.left > 0)
        return ways;
    g_array_unref(ways);
    return NULL;
}
