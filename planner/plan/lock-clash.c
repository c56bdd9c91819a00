#include "planner/plan/lock-clash.h"

#include <glib/gi18n.h>

#include "planner/plan/arithmetic.h"
#include "planner/plan/lock-facts.h"
#include "planner/plan/reason.h"

/* What the locks come to together.  People who are locked together count as
 * one: the lowest of them stands for all. */
typedef struct Bound {
    const Problem *problem;
    int *root;                   /* by person: who stands for her */
    int (*group)[HALF_COUNT];    /* by root: 0 free */
    int (*by)[HALF_COUNT];       /* by root: the lock that says so */
    int *visit_group, *visit_at; /* by company: the lock that says so, -1 */
} Bound;

/* ---- what is found ---------------------------------------------------------- */

/* Sets CLASH to the locks A, B and C (-1: none; each is named once). */
static gboolean
found(LockClash *clash, int a, int b, int c)
{
    int given[CLASH_LOCKS] = { a, b, c };
    int count = 0;
    *clash = (LockClash){ .locks = { -1, -1, -1 }, .rule = -1 };
    for (int i = 0; i < CLASH_LOCKS; i++) {
        gboolean known = given[i] < 0;
        for (int k = 0; k < count; k++)
            known = known || clash->locks[k] == given[i];
        if (!known)
            clash->locks[count++] = given[i];
    }
    for (int i = 1; i < count; i++) /* the oldest first */
        for (int k = i; k > 0 && clash->locks[k] < clash->locks[k - 1]; k--) {
            int swap = clash->locks[k];
            clash->locks[k] = clash->locks[k - 1];
            clash->locks[k - 1] = swap;
        }
    return TRUE;
}

/* The same against the hard rule at index RULE; -1: RULE_ALWAYS. */
static gboolean
found_rule(LockClash *clash, int a, int b, int rule)
{
    found(clash, a, b, -1);
    clash->rule = rule;
    clash->by_rule = TRUE;
    return TRUE;
}

/* ---- people ------------------------------------------------------------------ */

static void
bound_init(Bound *bound, const Problem *problem)
{
    gsize people = (gsize)problem->person_count + 1;
    gsize companies = (gsize)problem->company_count + 1;
    bound->problem = problem;
    bound->root = g_new0(int, people);
    bound->group = g_malloc0(people * sizeof(*bound->group));
    bound->by = g_malloc0(people * sizeof(*bound->by));
    bound->visit_group = g_new(int, companies);
    bound->visit_at = g_new(int, companies);
    for (gsize i = 0; i < people; i++)
        bound->root[i] = (int)i;
    for (gsize i = 0; i < companies; i++)
        bound->visit_group[i] = bound->visit_at[i] = -1;
}

static void
bound_clear(Bound *bound)
{
    g_free(bound->root);
    g_free(bound->group);
    g_free(bound->by);
    g_free(bound->visit_group);
    g_free(bound->visit_at);
}

static int
root_of(const Bound *bound, int person)
{
    while (bound->root[person] != person)
        person = bound->root[person];
    return person;
}

static void
join_together(Bound *bound)
{
    for (int i = 0; i < bound->problem->lock_count; i++) {
        const Lock *lock = &bound->problem->locks[i];
        if (lock->kind != LOCK_TOGETHER)
            continue;
        int a = root_of(bound, lock->person), b = root_of(bound, lock->other);
        bound->root[MAX(a, b)] = MIN(a, b);
    }
}

/* The newest lock that holds PERSON to somebody; -1: none. */
static int
together_by(const Bound *bound, int person)
{
    for (int i = bound->problem->lock_count - 1; i >= 0; i--) {
        const Lock *lock = &bound->problem->locks[i];
        if (lock->kind == LOCK_TOGETHER &&
            (lock->person == person || lock->other == person))
            return i;
    }
    return -1;
}

static gboolean
clash_seat(Bound *bound, int index, LockClash *clash)
{
    const Lock *lock = &bound->problem->locks[index];
    int root = root_of(bound, lock->person);
    for (int half = 0; half < HALF_COUNT; half++) {
        if (!(lock->halves & (1 << half)))
            continue;
        if (bound->group[root][half] != 0 &&
            bound->group[root][half] != lock->group) {
            int other = bound->by[root][half];
            gboolean same = bound->problem->locks[other].person == lock->person;
            return found(clash, index, other,
                         same ? -1 : together_by(bound, lock->person));
        }
        bound->group[root][half] = lock->group;
        bound->by[root][half] = index;
    }
    return FALSE;
}

static gboolean
clash_no_seat(Bound *bound, int index, LockClash *clash)
{
    const Lock *lock = &bound->problem->locks[index];
    int root = root_of(bound, lock->person);
    for (int half = 0; half < HALF_COUNT; half++) {
        int by = bound->by[root][half];
        if (lock->halves & (1 << half) &&
            bound->group[root][half] == lock->group)
            return found(clash, index, by,
                         bound->problem->locks[by].person == lock->person
                             ? -1
                             : together_by(bound, lock->person));
    }
    return FALSE;
}

static gboolean
clash_apart(Bound *bound, int index, LockClash *clash)
{
    const Lock *lock = &bound->problem->locks[index];
    int a = root_of(bound, lock->person), b = root_of(bound, lock->other);
    if (a == b)
        return found(clash, index, together_by(bound, lock->person),
                     together_by(bound, lock->other));
    for (int half = 0; half < HALF_COUNT; half++)
        if (bound->group[a][half] != 0 &&
            bound->group[a][half] == bound->group[b][half])
            return found(clash, index, bound->by[a][half], bound->by[b][half]);
    return FALSE;
}

/* Held to somebody who is locked to a half that she herself cannot do. */
static gboolean
clash_together(Bound *bound, int index, LockClash *clash)
{
    const Problem *problem = bound->problem;
    const Lock *lock = &problem->locks[index];
    int root = root_of(bound, lock->person);
    for (int half = 0; half < HALF_COUNT; half++)
        if (bound->group[root][half] != 0 &&
            (!arithmetic_can(problem, &problem->people[lock->person],
                             (Half)half) ||
             !arithmetic_can(problem, &problem->people[lock->other],
                             (Half)half)))
            return found_rule(clash, index, bound->by[root][half],
                              lock_hard_rule(problem, RULE_AVAILABILITY));
    return FALSE;
}

/* ---- companies --------------------------------------------------------------- */

static gboolean
clash_visit(Bound *bound, int index, LockClash *clash)
{
    const Lock *lock = &bound->problem->locks[index];
    int *group = &bound->visit_group[lock->company];
    int *at = &bound->visit_at[lock->company];
    if (lock->group > 0 && *group >= 0 &&
        bound->problem->locks[*group].group != lock->group)
        return found(clash, index, *group, -1);
    if (lock->start_min >= 0 && *at >= 0 &&
        bound->problem->locks[*at].start_min != lock->start_min)
        return found(clash, index, *at, -1);
    if (lock->group > 0)
        *group = index;
    if (lock->start_min >= 0)
        *at = index;
    return FALSE;
}

static int
group_of_visit(const Bound *bound, int company)
{
    int by = bound->visit_group[company];
    return by >= 0 ? bound->problem->locks[by].group : 0;
}

/* The halves in which COMPANY may be visited, all its locks kept. */
static int
halves_of_visit(const Bound *bound, int company)
{
    int at = bound->visit_at[company];
    Lock lock = { .company = company,
                  .start_min =
                      at >= 0 ? bound->problem->locks[at].start_min : -1 };
    return lock_visit_halves(bound->problem, &lock);
}

/* Two visits of one group at times that do not go together. */
static gboolean
clash_times(const Bound *bound, int a, int b, LockClash *clash)
{
    const Problem *problem = bound->problem;
    int rule = lock_hard_rule(problem, RULE_TRAVEL_TIME);
    int one = bound->visit_at[a], other = bound->visit_at[b];
    if (one < 0 || other < 0 || group_of_visit(bound, a) == 0 ||
        group_of_visit(bound, a) != group_of_visit(bound, b) || rule < 0)
        return FALSE;
    if (problem->locks[one].start_min > problem->locks[other].start_min)
        return clash_times(bound, b, a, clash);
    int there = problem->locks[one].start_min +
                problem->companies[a].visit_min +
                problem->rules[rule].margin_min +
                problem_travel(problem, problem->companies[a].site,
                               problem->companies[b].site);
    return there > problem->locks[other].start_min &&
           found_rule(clash, one, other, rule);
}

static gboolean
clash_visits(const Bound *bound, LockClash *clash)
{
    const Problem *problem = bound->problem;
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        int count = 0, last = -1;
        if (lock->kind != LOCK_VISIT)
            continue;
        for (int k = 0; k < problem->lock_count; k++) {
            const Lock *other = &problem->locks[k];
            if (other->kind != LOCK_VISIT)
                continue;
            if (other->company != lock->company &&
                clash_times(bound, lock->company, other->company, clash))
                return TRUE;
            if (lock->group > 0 && other->group == lock->group &&
                bound->visit_group[other->company] == k) {
                count++;
                last = k;
            }
        }
        if (problem->group_visits_max >= 0 && count > problem->group_visits_max)
            return found_rule(clash, i, last, -1);
    }
    return FALSE;
}

/* ---- people and companies ------------------------------------------------------ */

/* The lock that puts PERSON in GROUP in HALF, or -1. */
static int
seated_by(const Bound *bound, int person, int group, int half)
{
    int root = root_of(bound, person);
    return bound->group[root][half] == group ? bound->by[root][half] : -1;
}

/* More of them in GROUP in HALF than the hard rule of KIND allows. */
static gboolean
clash_crowd(const Bound *bound, int group, int half, RuleKind kind,
            LockClash *clash)
{
    const Problem *problem = bound->problem;
    int rule = lock_hard_rule(problem, kind);
    int count = 0, first = -1, last = -1;
    if (rule < 0 || problem->rules[rule].max < 0)
        return FALSE;
    for (int p = 0; p < problem->person_count; p++) {
        int by = seated_by(bound, p, group, half);
        if (by < 0 || (problem->people[p].politician ? TRUE : FALSE) !=
                          (kind == RULE_POLITICIANS_PER_GROUP))
            continue;
        count++;
        first = first < 0 ? by : MIN(first, by);
        last = MAX(last, by);
    }
    return count > problem->rules[rule].max &&
           found_rule(clash, first, last, rule);
}

static gboolean
has_conflict(const Problem *problem, const Person *person, int company)
{
    for (int i = 0; i < person->conflict_count; i++)
        if (problem->conflicts[person->conflict_first + i] == company)
            return TRUE;
    return FALSE;
}

/* The hard rule that keeps PERSON from COMPANY, or -1. */
static int
rule_between(const Problem *problem, const Person *person, int company)
{
    Access access = problem->companies[company].wheelchair;
    if (has_conflict(problem, person, company))
        return lock_hard_rule(problem, RULE_CONFLICT_OF_INTEREST);
    if ((person->wheelchair && access != ACCESS_YES) ||
        (person->short_walks && access == ACCESS_NO))
        return lock_hard_rule(problem, RULE_NEEDS);
    return -1;
}

/* Somebody locked to the group in every half in which it may visit COMPANY,
 * and who may not; or too many for it. */
static gboolean
clash_guests(const Bound *bound, int company, LockClash *clash)
{
    const Problem *problem = bound->problem;
    int group = group_of_visit(bound, company);
    int halves = group > 0 ? halves_of_visit(bound, company) : 0;
    int crowded = halves, last = -1;
    for (int half = 0; half < HALF_COUNT; half++) {
        int count = 0;
        for (int p = 0; p < problem->person_count && group > 0; p++) {
            int by = seated_by(bound, p, group, half);
            int other = seated_by(bound, p, group, 1 - half);
            int sits =
                (by >= 0 ? 1 << half : 0) | (other >= 0 ? 1 << (1 - half) : 0);
            int rule = by >= 0
                           ? rule_between(problem, &problem->people[p], company)
                           : -1;
            if (rule >= 0 && halves != 0 && (halves & ~sits) == 0)
                return found_rule(clash, by, bound->visit_group[company], rule);
            count += by >= 0;
            last = MAX(last, by);
        }
        if (count > problem->companies[company].max_visitors)
            crowded &= ~(1 << half);
    }
    int rule = lock_hard_rule(problem, RULE_MAX_VISITORS);
    return halves != 0 && crowded == 0 && rule >= 0 &&
           found_rule(clash, last, bound->visit_group[company], rule);
}

static gboolean
clash_groups(const Bound *bound, LockClash *clash)
{
    const Problem *problem = bound->problem;
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->kind == LOCK_VISIT &&
            clash_guests(bound, lock->company, clash))
            return TRUE;
        for (int half = 0; half < HALF_COUNT; half++)
            if (lock->kind == LOCK_SEAT && lock->halves & (1 << half) &&
                (clash_crowd(bound, lock->group, half,
                             RULE_POLITICIANS_PER_GROUP, clash) ||
                 clash_crowd(bound, lock->group, half, RULE_OFFICIALS_PER_GROUP,
                             clash)))
                return TRUE;
    }
    return FALSE;
}

/* ---- all of them ----------------------------------------------------------------- */

typedef gboolean (*ClashOne)(Bound *bound, int index, LockClash *clash);

static gboolean
each_lock(Bound *bound, LockKind kind, ClashOne look, LockClash *clash)
{
    for (int i = 0; i < bound->problem->lock_count; i++)
        if (bound->problem->locks[i].kind == kind && look(bound, i, clash))
            return TRUE;
    return FALSE;
}

gboolean
lock_clash(const Problem *problem, LockClash *clash)
{
    Bound bound;
    bound_init(&bound, problem);
    join_together(&bound);
    gboolean clashes =
        each_lock(&bound, LOCK_SEAT, clash_seat, clash) ||
        each_lock(&bound, LOCK_NO_SEAT, clash_no_seat, clash) ||
        each_lock(&bound, LOCK_APART, clash_apart, clash) ||
        each_lock(&bound, LOCK_TOGETHER, clash_together, clash) ||
        each_lock(&bound, LOCK_VISIT, clash_visit, clash) ||
        clash_visits(&bound, clash) || clash_groups(&bound, clash);
    bound_clear(&bound);
    return clashes;
}

char *
lock_clash_text(const Day *day, const LockClash *clash, int about,
                const GPtrArray *said)
{
    g_autoptr(GString) others = g_string_new(NULL);
    for (int i = 0; i < CLASH_LOCKS && clash->locks[i] >= 0; i++)
        if (clash->locks[i] != about)
            g_string_append_printf(
                others, "%s\"%s\"", others->len > 0 ? _(" och ") : "",
                (const char *)g_ptr_array_index(said, (guint)clash->locks[i]));
    const char *own = g_ptr_array_index(said, (guint)about);
    const char *rule = reason_rule(day, clash->rule);
    const char *code = day_rule_code(day, clash->rule);
    if (!clash->by_rule)
        return g_strdup_printf(_("%s går inte ihop med låset %s"), own,
                               others->str);
    if (others->len == 0)
        return g_strdup_printf(_("%s går inte ihop med regeln %s: %s"), own,
                               code, rule);
    return g_strdup_printf(_("%s går inte ihop med låset %s och regeln %s: %s"),
                           own, others->str, code, rule);
}
