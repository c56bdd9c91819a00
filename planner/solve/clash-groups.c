/*
 * What is locked into one group: who, where, and in what order.
 */
#include "planner/solve/clash-inside.h"

enum { ROUTE_MAX = 10 }; /* longer ones are not tried in every order */

/* A group that locks ask for. */
typedef struct Locked {
    const Sight *sight;
    int number;
    GArray *visits;             /* int: companies */
    GArray *people[HALF_COUNT]; /* int */
} Locked;

static void
read_locked(Locked *locked)
{
    const Sight *sight = locked->sight;
    locked->visits = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 0; i < sight->problem->company_count; i++)
        if (sight->visits[i].must && sight->visits[i].group == locked->number)
            g_array_append_val(locked->visits, i);
    for (int half = 0; half < HALF_COUNT; half++) {
        locked->people[half] = g_array_new(FALSE, FALSE, sizeof(int));
        for (int i = 0; i < sight->problem->person_count; i++)
            if (sight->seats[i][half] == locked->number)
                g_array_append_val(locked->people[half], i);
    }
}

static void
clear_locked(Locked *locked)
{
    g_array_unref(locked->visits);
    for (int half = 0; half < HALF_COUNT; half++)
        g_array_unref(locked->people[half]);
}

static int
visit_at(const Locked *locked, guint i)
{
    return g_array_index(locked->visits, int, i);
}

/* ---- the route --------------------------------------------------------- */

/* The earliest end of a set of visits by the last of them, before and after
 * lunch; G_MAXINT: it cannot be. */
typedef struct Route {
    const Locked *locked;
    int *ways; /* from visit to visit: a * ROUTE_MAX + b */
    int lunch_from_min, lunch_to_min;
    int (*ends)[ROUTE_MAX][2];
} Route;

static void
route_lunch(Route *route)
{
    const Problem *problem = route->locked->sight->problem;
    route->lunch_from_min = problem->lunch_from_min;
    route->lunch_to_min = problem->lunch_to_min - problem->lunch_len_min;
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->kind == LOCK_LUNCH && lock->group == route->locked->number) {
            route->lunch_from_min = MAX(route->lunch_from_min, lock->start_min);
            route->lunch_to_min = MIN(route->lunch_to_min, lock->start_min);
        }
    }
}

static void
reach(Route *route, guint set, guint visit, gboolean eaten, int earliest)
{
    const Sight *sight = route->locked->sight;
    int company = visit_at(route->locked, visit);
    int *end = &route->ends[set | (1U << visit)][visit][eaten];
    int start = sight_start(sight, company, earliest);
    if (start >= 0)
        *end = MIN(*end, sight_end(sight, company, start));
}

/* The end of a lunch that begins after END_MIN; G_MAXINT: it cannot. */
static int
lunch_after(const Route *route, int end_min)
{
    int start = MAX(end_min, route->lunch_from_min);
    return start <= route->lunch_to_min
               ? start + route->locked->sight->problem->lunch_len_min
               : G_MAXINT;
}

/* From visit A, last of SET, to B. */
static void
step(Route *route, guint set, guint a, guint b)
{
    const Sight *sight = route->locked->sight;
    int way = route->ways[a * ROUTE_MAX + b] + sight->margin_min;
    int before = route->ends[set][a][FALSE];
    int after = route->ends[set][a][TRUE];
    if (before < G_MAXINT) {
        int lunch_end = lunch_after(route, before);
        reach(route, set, b, FALSE, before + way);
        if (lunch_end < G_MAXINT)
            reach(route, set, b, TRUE,
                  MAX(lunch_end, before + way + sight->problem->lunch_len_min));
    }
    if (after < G_MAXINT)
        reach(route, set, b, TRUE, after + way);
}

static void
first_steps(Route *route, guint count)
{
    const Sight *sight = route->locked->sight;
    const Problem *problem = sight->problem;
    int lunch_end = lunch_after(route, 0);
    for (guint set = 0; set < 1U << count; set++)
        for (guint i = 0; i < count; i++)
            route->ends[set][i][FALSE] = route->ends[set][i][TRUE] = G_MAXINT;
    for (guint i = 0; i < count; i++) {
        int site = problem->companies[visit_at(route->locked, i)].site;
        int arrival = problem->leave_min + sight->first_way_min[site];
        reach(route, 0, i, FALSE, arrival);
        if (lunch_end < G_MAXINT)
            reach(route, 0, i, TRUE, MAX(arrival, lunch_end));
    }
}

static void
read_ways(Route *route, guint count)
{
    const Problem *problem = route->locked->sight->problem;
    g_autofree int *least = g_new0(int, (gsize)problem->site_count + 1);
    for (guint a = 0; a < count; a++) {
        int company = visit_at(route->locked, a);
        sight_ways(problem, problem->companies[company].site, least);
        for (guint b = 0; b < count; b++)
            route->ways[a * ROUTE_MAX + b] =
                least[problem->companies[visit_at(route->locked, b)].site];
    }
}

/* Whether COMPANY's visit can be before or after a lunch at START_MIN. */
static gboolean
beside_lunch(const Sight *sight, int company, int start_min)
{
    int before = sight_start(sight, company, 0);
    int after =
        sight_start(sight, company, start_min + sight->problem->lunch_len_min);
    return after >= 0 ||
           (before >= 0 && sight_end(sight, company, before) <= start_min);
}

/* Whether there is no time for lunch, however short the ways. */
static gboolean
lunch_clashes(const Route *route)
{
    const Locked *locked = route->locked;
    for (int at = route->lunch_from_min; at <= route->lunch_to_min; at++) {
        gboolean fits = TRUE;
        for (guint i = 0; i < locked->visits->len && fits; i++)
            fits = beside_lunch(locked->sight, visit_at(locked, i), at);
        if (fits)
            return FALSE;
    }
    return TRUE;
}

/* Whether no order of the locked visits keeps time. */
static gboolean
route_clashes(const Locked *locked)
{
    guint count = locked->visits->len;
    int ways[ROUTE_MAX * ROUTE_MAX];
    Route route = { .locked = locked, .ways = ways };
    route_lunch(&route);
    if (lunch_clashes(&route))
        return TRUE;
    if (!locked->sight->travel || count == 0 || count > ROUTE_MAX)
        return FALSE;
    g_autofree void *ends = g_malloc(((gsize)1 << count) * sizeof(*route.ends));
    route.ends = ends;
    read_ways(&route, count);
    first_steps(&route, count);
    for (guint set = 1; set < 1U << count; set++)
        for (guint a = 0; a < count; a++)
            for (guint b = 0; b < count && (set >> a & 1) != 0; b++)
                if ((set >> b & 1) == 0)
                    step(&route, set, a, b);
    for (guint a = 0; a < count; a++) {
        const int *end = route.ends[(1U << count) - 1][a];
        if (end[TRUE] < G_MAXINT ||
            (end[FALSE] < G_MAXINT &&
             lunch_after(&route, end[FALSE]) < G_MAXINT))
            return FALSE;
    }
    return TRUE;
}

/* ---- the people -------------------------------------------------------- */

static const Person *
person_at(const Locked *locked, int half, guint i)
{
    int person = g_array_index(locked->people[half], int, i);
    return &locked->sight->problem->people[person];
}

/* Too many of a kind, or no room left for those whom the cell lacks. */
static gboolean
cell_clashes(const Locked *locked, int half, Clash *clash)
{
    const Sight *sight = locked->sight;
    int politicians = 0, officials = 0, leaders = 0, parties = 0;
    guint64 seen = 0;
    for (guint i = 0; i < locked->people[half]->len; i++) {
        const Person *person = person_at(locked, half, i);
        politicians += person->politician;
        officials += !person->politician;
        leaders += !person->politician && person->can_lead;
        if (person->politician && ((seen >> person->party) & 1) == 0) {
            seen |= G_GUINT64_CONSTANT(1) << person->party;
            parties++;
        }
    }
    clash->kind = CLASH_GROUP_PEOPLE;
    clash->half = half;
    return politicians + MAX(sight->parties_min - parties, 0) >
               sight->politicians_max ||
           officials + MAX(sight->leaders_min - leaders, 0) >
               sight->officials_max ||
           leaders > sight->leaders_max;
}

/* ---- people and visits ------------------------------------------------- */

/* Whether the locked visit to COMPANY can only be in HALF. */
static gboolean
only_in(const Sight *sight, int company, int half)
{
    return !sight_visitable(sight, company,
                            half == HALF_AM ? HALF_PM : HALF_AM);
}

static gboolean
sits_all_day(const Locked *locked, int person)
{
    const int *seats = locked->sight->seats[person];
    return seats[HALF_AM] == locked->number && seats[HALF_PM] == locked->number;
}

/* PERSON, locked into HALF, against the locked visits: one that she must
 * make and may not, or, when the group makes no others, none that she may. */
static gboolean
person_clashes(const Locked *locked, int half, int person, Clash *clash)
{
    const Sight *sight = locked->sight;
    gboolean full = (int)locked->visits->len >= sight->visits_max;
    gboolean some = FALSE;
    clash->kind = CLASH_GROUP_BARRED;
    clash->half = half;
    clash->person = person;
    for (guint i = 0; i < locked->visits->len; i++) {
        int company = visit_at(locked, i);
        gboolean barred = sight_barred(sight, person, company);
        if (barred)
            clash->company = company;
        if (barred &&
            (sits_all_day(locked, person) || only_in(sight, company, half)))
            return TRUE;
        some = some || (!barred && sight_visitable(sight, company, (Half)half));
    }
    return full && !some;
}

static gboolean
size_clashes(const Locked *locked, int half, Clash *clash)
{
    const Sight *sight = locked->sight;
    int size = 0;
    int officials = 0;
    for (guint i = 0; i < locked->people[half]->len; i++)
        officials += !person_at(locked, half, i)->politician;
    int politicians = (int)locked->people[half]->len - officials;
    /* those locked, and those whom the cell still lacks */
    size = MAX(politicians, MAX(sight->politicians_min, sight->parties_min)) +
           MAX(officials, MAX(sight->officials_min, sight->leaders_min));
    clash->kind = CLASH_GROUP_SIZE;
    clash->half = half;
    clash->needed = size;
    for (guint i = 0; i < locked->visits->len && sight->visitors; i++) {
        int company = visit_at(locked, i);
        clash->company = company;
        clash->found = sight->problem->companies[company].max_visitors;
        if (size > clash->found && only_in(sight, company, half))
            return TRUE;
    }
    return FALSE;
}

static gboolean
half_clashes(const Locked *locked, int half, Clash *clash)
{
    if (cell_clashes(locked, half, clash) || size_clashes(locked, half, clash))
        return TRUE;
    for (guint i = 0; i < locked->people[half]->len; i++)
        if (person_clashes(locked, half,
                           g_array_index(locked->people[half], int, i), clash))
            return TRUE;
    return FALSE;
}

static gboolean
group_clashes(const Locked *locked, Clash *clash)
{
    clash->group = locked->number;
    clash->kind = CLASH_GROUP_VISITS;
    clash->needed = (int)locked->visits->len;
    clash->found = locked->sight->visits_max;
    if (clash->needed > clash->found)
        return TRUE;
    clash->needed = clash->found = 0;
    clash->kind = CLASH_GROUP_ROUTE;
    if (route_clashes(locked))
        return TRUE;
    for (int half = 0; half < HALF_COUNT; half++)
        if (half_clashes(locked, half, clash))
            return TRUE;
    return FALSE;
}

gboolean
clash_groups(const Sight *sight, Clash *clash)
{
    gboolean clashes = FALSE;
    for (guint i = 0; i < sight->groups->len && !clashes; i++) {
        Locked locked = { .sight = sight,
                          .number = g_array_index(sight->groups, int, i) };
        read_locked(&locked);
        clashes = group_clashes(&locked, clash);
        clear_locked(&locked);
    }
    return clashes;
}
