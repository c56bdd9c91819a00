#include "planner/solve/locks.h"

/* Two locks that contradict each other cannot both stand in a table of one
 * place each: the later one is what the search follows, and verify tells. */

static void
bind_visit(LockTable *locks, const Lock *lock)
{
    BoundVisit *visit = &locks->visits[lock->company];
    visit->must = TRUE;
    if (lock->group > 0)
        visit->team = lock->group - 1;
    if (lock->start_min >= 0)
        visit->start_min = lock->start_min;
    if (lock->end_min >= 0)
        visit->end_min = lock->end_min;
}

static void
bind_seat(LockTable *locks, const Lock *lock)
{
    int team = LOCK_NOWHERE;
    if (lock->kind == LOCK_SEAT)
        team = lock->group - 1;
    for (int half = 0; half < HALF_COUNT; half++)
        if (lock->halves & (1 << half))
            locks->seats[lock->person][half] = team;
}

static void
bind_pair(LockTable *locks, const Lock *lock)
{
    gboolean ban = lock->kind == LOCK_NO_SEAT;
    BoundPair pair = { .person = lock->person,
                       .other = ban ? lock->group - 1 : lock->other,
                       .halves = lock->halves,
                       .kind = lock->kind };
    locks->paired[lock->person] = TRUE;
    if (!ban)
        locks->paired[lock->other] = TRUE;
    locks->pairs[locks->pair_count++] = pair;
}

static void
bind(LockTable *locks, const Lock *lock)
{
    switch (lock->kind) {
    case LOCK_VISIT: bind_visit(locks, lock); break;
    case LOCK_SEAT: bind_seat(locks, lock); break;
    case LOCK_NO_SEAT:
        if (lock->group > 0)
            bind_pair(locks, lock);
        else
            bind_seat(locks, lock);
        break;
    case LOCK_APART:
    case LOCK_TOGETHER: bind_pair(locks, lock); break;
    case LOCK_LUNCH: locks->lunch_min[lock->group - 1] = lock->start_min; break;
    case LOCK_DELAY: locks->delay_min[lock->group - 1] = lock->delay_min; break;
    case LOCK_KIND_COUNT: break;
    }
}

LockTable *
locks_new(const Problem *problem)
{
    LockTable *locks = g_new0(LockTable, 1);
    gsize companies = (gsize)problem->company_count + 1;
    gsize people = (gsize)problem->person_count + 1;
    locks->count = problem->lock_count;
    for (int i = 0; i < problem->lock_count; i++)
        locks->teams = MAX(locks->teams, problem->locks[i].group);
    locks->visits = g_new0(BoundVisit, companies);
    locks->seats = g_malloc(people * sizeof(*locks->seats));
    locks->paired = g_new0(gboolean, people);
    locks->pairs = g_new0(BoundPair, (gsize)problem->lock_count + 1);
    locks->lunch_min = g_new0(int, (gsize)locks->teams + 1);
    locks->delay_min = g_new0(int, (gsize)locks->teams + 1);
    for (gsize i = 0; i < companies; i++)
        locks->visits[i] =
            (BoundVisit){ .team = LOCK_FREE, .start_min = -1, .end_min = -1 };
    for (gsize i = 0; i < people; i++)
        locks->seats[i][HALF_AM] = locks->seats[i][HALF_PM] = LOCK_FREE;
    for (int i = 0; i < locks->teams; i++)
        locks->lunch_min[i] = -1;
    for (int i = 0; i < problem->lock_count; i++)
        bind(locks, &problem->locks[i]);
    return locks;
}

static void
forget(KnownTimes *known)
{
    if (known == NULL)
        return;
    g_free(known->team);
    g_free(known->start_min);
    g_free(known->lunch_min);
    g_free(known);
}

void
locks_free(LockTable *locks)
{
    g_free(locks->visits);
    g_free(locks->seats);
    g_free(locks->paired);
    g_free(locks->pairs);
    g_free(locks->lunch_min);
    g_free(locks->delay_min);
    forget(locks->known);
    g_free(locks);
}

/* The places that the groups of TOLD have. */
static int
places(const Solution *told)
{
    int count = 0;
    for (guint g = 0; g < told->groups->len; g++)
        count = MAX(count, g_array_index(told->groups, Group, g).number);
    return count;
}

void
locks_know(LockTable *locks, const Problem *problem, const Solution *told)
{
    gsize companies = (gsize)problem->company_count + 1;
    KnownTimes *known = g_new0(KnownTimes, 1);
    known->teams = places(told);
    known->team = g_new(int, companies);
    known->start_min = g_new0(int, companies);
    known->lunch_min = g_new(int, (gsize)known->teams + 1);
    for (gsize i = 0; i < companies; i++)
        known->team[i] = LOCK_NOWHERE;
    for (int i = 0; i <= known->teams; i++)
        known->lunch_min[i] = -1;
    for (guint g = 0; g < told->groups->len; g++) {
        const Group *group = &g_array_index(told->groups, Group, g);
        if (group->number < 1)
            continue;
        known->lunch_min[group->number - 1] = group->lunch_start_min;
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (visit->company < 0 || visit->company >= problem->company_count)
                continue;
            known->team[visit->company] = group->number - 1;
            known->start_min[visit->company] = visit->start_min;
        }
    }
    forget(locks->known);
    locks->known = known;
}

/* Whether she sits in team OTHER in a half of the ban PAIR. */
static int
banned(const BoundPair *pair, const int *sits)
{
    int count = 0;
    for (int half = 0; half < HALF_COUNT; half++)
        count += (pair->halves & (1 << half)) && sits[half] == pair->other;
    return count;
}

int
locks_of_person(const LockTable *locks, int person, int am, int pm)
{
    const int sits[HALF_COUNT] = { am, pm };
    int broken = 0;
    for (int half = 0; half < HALF_COUNT; half++) {
        int bound = locks->seats[person][half];
        broken += bound != LOCK_FREE && bound != sits[half];
    }
    for (int i = 0; locks->paired[person] && i < locks->pair_count; i++) {
        const BoundPair *pair = &locks->pairs[i];
        if (pair->kind == LOCK_NO_SEAT && pair->person == person)
            broken += banned(pair, sits);
    }
    return broken;
}

int
locks_of_company(const LockTable *locks, int company, int team)
{
    const BoundVisit *visit = &locks->visits[company];
    if (!visit->must)
        return 0;
    return team < 0 || (visit->team != LOCK_FREE && visit->team != team);
}

static gboolean
among(const int *people, int count, int person)
{
    for (int i = 0; i < count; i++)
        if (people[i] == person)
            return TRUE;
    return FALSE;
}

int
locks_of_people(const LockTable *locks, const int *people, int count)
{
    int broken = 0;
    gboolean any = FALSE;
    for (int i = 0; i < count; i++)
        any = any || locks->paired[people[i]];
    for (int i = 0; any && i < locks->pair_count; i++) {
        const BoundPair *pair = &locks->pairs[i];
        if (pair->kind == LOCK_NO_SEAT)
            continue;
        gboolean one = among(people, count, pair->person);
        gboolean other = among(people, count, pair->other);
        broken += pair->kind == LOCK_APART ? one && other : one != other;
    }
    return broken;
}
