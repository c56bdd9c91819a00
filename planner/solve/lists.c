#include "planner/solve/lists.h"

/* The most people a new team takes of a kind, and how many near sites a
 * company is brought to. */
enum { RECRUITS_MAX = 12, NEAR_SITES = 8 };

static int
by_distance(gconstpointer a, gconstpointer b, gpointer data)
{
    const gint64 *distances = data;
    int x = *(const int *)a;
    int y = *(const int *)b;
    if (distances[x] != distances[y])
        return distances[x] < distances[y] ? -1 : 1;
    return x - y;
}

/* For each site all sites, itself first, then by the way there and back. */
static void
list_near_sites(Lists *lists)
{
    const Problem *problem = lists->problem;
    int count = problem->site_count;
    g_autofree gint64 *distances = g_new0(gint64, (gsize)count);
    lists->near = g_new0(int, (gsize)count *(gsize)count);
    for (int site = 0; site < count; site++) {
        int *near = lists->near + (size_t)site * (size_t)count;
        for (int other = 0; other < count; other++) {
            near[other] = other;
            distances[other] = (gint64)problem_travel(problem, site, other) +
                               problem_travel(problem, other, site);
        }
        distances[site] = -1;
        g_qsort_with_data(near, count, sizeof(int), by_distance, distances);
    }
}

static void
list_companies(Lists *lists)
{
    const Problem *problem = lists->problem;
    int *first = g_new0(int, (gsize)problem->site_count + 1);
    lists->by_site = g_new0(int, (gsize)problem->company_count);
    lists->site_first = first;
    for (int i = 0; i < problem->company_count; i++)
        first[problem->companies[i].site + 1]++;
    for (int i = 0; i < problem->site_count; i++)
        first[i + 1] += first[i];
    g_autofree int *next =
        g_memdup2(first, (gsize)problem->site_count * sizeof(int));
    for (int i = 0; i < problem->company_count; i++)
        lists->by_site[next[problem->companies[i].site]++] = i;
}

/* Lists everyone who might do HALF; those who never can only cost time. */
static void
list_people(Lists *lists, gboolean hours_bind)
{
    const Problem *problem = lists->problem;
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        for (int half = 0; half < HALF_COUNT; half++) {
            IndexList *list = &lists->who[person->politician ? 1 : 0][half];
            gboolean can =
                half == HALF_AM
                    ? problem_covers(problem, person, problem->day_start_min,
                                     problem->lunch_from_min)
                    : problem_covers(problem, person, problem->lunch_to_min,
                                     problem->lunch_to_min);
            if (!list->items)
                list->items = g_new0(int, (gsize)problem->person_count);
            if (can || !hours_bind)
                list->items[list->count++] = i;
        }
    }
}

static void
read_rules(Lists *lists, gboolean *hours_bind)
{
    const Problem *problem = lists->problem;
    lists->politicians = 0;
    lists->officials = 1;
    *hours_bind = FALSE;
    for (int i = 0; i < problem->rule_count; i++) {
        const Rule *rule = &problem->rules[i];
        if (rule->kind == RULE_AVAILABILITY && rule->hard)
            *hours_bind = TRUE;
        if (rule->kind == RULE_POLITICIANS_PER_GROUP)
            lists->politicians =
                CLAMP(rule->min, lists->politicians, RECRUITS_MAX);
        if (rule->kind == RULE_OFFICIALS_PER_GROUP)
            lists->officials = CLAMP(rule->min, lists->officials, RECRUITS_MAX);
    }
}

Lists *
lists_new(const Problem *problem)
{
    Lists *lists = g_new0(Lists, 1);
    gboolean hours_bind = FALSE;
    lists->problem = problem;
    read_rules(lists, &hours_bind);
    list_near_sites(lists);
    list_companies(lists);
    list_people(lists, hours_bind);
    return lists;
}

void
lists_free(Lists *lists)
{
    g_free(lists->near);
    g_free(lists->site_first);
    g_free(lists->by_site);
    for (int kind = 0; kind < 2; kind++)
        for (int half = 0; half < HALF_COUNT; half++)
            g_free(lists->who[kind][half].items);
    g_free(lists);
}

/* ---- dice ------------------------------------------------------------- */

int
lists_company_near(const Lists *lists, int site, Random *random)
{
    int sites = lists->problem->site_count;
    int rank = 0;
    if (random_below(random, 2) == 0)
        rank = random_below(random, MIN(NEAR_SITES, sites));
    else if (random_below(random, 8) == 0)
        rank = random_below(random, sites);
    int there = lists->near[(size_t)site * (size_t)sites + (size_t)rank];
    int first = lists->site_first[there];
    int count = lists->site_first[there + 1] - first;
    return count > 0 ? lists->by_site[first + random_below(random, count)] : -1;
}

int
lists_any_company(const Lists *lists, Random *random)
{
    int count = lists->problem->company_count;
    return count > 0 ? random_below(random, count) : -1;
}

int
lists_any_person(const Lists *lists, gboolean politician, Half half,
                 Random *random)
{
    const IndexList *list = &lists->who[politician ? 1 : 0][half];
    return list->count > 0 ? list->items[random_below(random, list->count)]
                           : -1;
}
