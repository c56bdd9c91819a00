#include "planner/solve/verify-locks.h"

/* One lock being counted. */
typedef struct Count {
    const VerifyDay *day;
    const Lock *lock;
    int index;
    VerifyTell tell;
    gpointer data;
} Count;

static void
broken(const Count *count, int group, int half)
{
    const Lock *lock = count->lock;
    Breach breach = { .rule = -1,
                      .group = group,
                      .half = half,
                      .company = -1,
                      .person = -1,
                      .other = -1,
                      .lock = count->index,
                      .units_tenths = 10 };
    switch (lock->kind) {
    case LOCK_VISIT: breach.company = lock->company; break;
    case LOCK_SEAT:
    case LOCK_NO_SEAT: breach.person = lock->person; break;
    case LOCK_APART:
    case LOCK_TOGETHER:
        breach.person = lock->person;
        breach.other = lock->other;
        break;
    default: break;
    }
    count->tell(&breach, count->data);
}

static const VerifyGroup *
group_at(const VerifyDay *day, int place)
{
    return &g_array_index(day->groups, VerifyGroup, place);
}

static gboolean
sits_in(const VerifyCell *cell, int person)
{
    for (guint i = 0; i < cell->people->len; i++)
        if (g_array_index(cell->people, int, i) == person)
            return TRUE;
    return FALSE;
}

/* The cell where PERSON sits in HALF, or NULL. */
static const VerifyCell *
cell_of(const VerifyDay *day, int person, Half half)
{
    for (guint i = 0; i < day->cells->len; i++) {
        const VerifyCell *cell = g_ptr_array_index(day->cells, i);
        if (cell->half == half && sits_in(cell, person))
            return cell;
    }
    return NULL;
}

static void
count_seat(const Count *count, Half half)
{
    const Lock *lock = count->lock;
    const VerifyCell *cell = cell_of(count->day, lock->person, half);
    int number = cell ? group_at(count->day, cell->group)->number : 0;
    gboolean there = cell && (lock->group == 0 || number == lock->group);
    if (lock->halves & (1 << half) && there != (lock->kind == LOCK_SEAT))
        broken(count, cell ? cell->group : -1, (int)half);
}

static void
count_pair(const Count *count, Half half)
{
    const Lock *lock = count->lock;
    const VerifyCell *a = cell_of(count->day, lock->person, half);
    const VerifyCell *b = cell_of(count->day, lock->other, half);
    gboolean breaks = lock->kind == LOCK_APART ? a && a == b : a != b;
    if (breaks)
        broken(count, a ? a->group : b->group, (int)half);
}

static void
count_visit(const Count *count)
{
    const Lock *lock = count->lock;
    for (guint g = 0; g < count->day->groups->len; g++) {
        const VerifyGroup *group = group_at(count->day, (int)g);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (visit->company != lock->company)
                continue;
            if ((lock->group > 0 && group->number != lock->group) ||
                (lock->start_min >= 0 && visit->start_min != lock->start_min) ||
                (lock->end_min >= 0 && visit->end_min != lock->end_min))
                broken(count, (int)g, -1);
            return;
        }
    }
    broken(count, -1, -1);
}

/* Whether some lock says when the visit to COMPANY ends. */
static gboolean
ends_by_lock(const Problem *problem, int company)
{
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->kind == LOCK_VISIT && lock->company == company &&
            lock->end_min >= 0)
            return TRUE;
    }
    return FALSE;
}

/* The travel time that binds: the widest hard margin. */
static int
margin_of(const Problem *problem)
{
    int margin = 0;
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == RULE_TRAVEL_TIME &&
            problem->rules[i].hard)
            margin = MAX(margin, problem->rules[i].margin_min);
    return margin;
}

/* The earliest start of visit I of GROUP, by travel time alone. */
static int
earliest(const Problem *problem, const VerifyGroup *group, guint i)
{
    const Visit *to = &g_array_index(group->visits, Visit, i);
    int site = problem->companies[to->company].site;
    if (i == 0)
        return problem->leave_min +
               (problem->gathers
                    ? problem_travel(problem, problem->site_count, site)
                    : 0);
    const Visit *from = &g_array_index(group->visits, Visit, i - 1);
    int lunch = group->has_lunch && from->end_min <= group->lunch_from_min &&
                        group->lunch_from_min < to->end_min
                    ? problem->lunch_len_min
                    : 0;
    return from->end_min + lunch + margin_of(problem) +
           problem_travel(problem, problem->companies[from->company].site,
                          site);
}

static void
count_group(const Count *count, const VerifyGroup *group, int place)
{
    const Problem *problem = count->day->problem;
    const Lock *lock = count->lock;
    guint i = 0;
    if (lock->kind == LOCK_LUNCH) {
        if (group->has_lunch && group->lunch_from_min != lock->start_min)
            broken(count, place, -1);
        return;
    }
    while (
        i < group->visits->len &&
        ends_by_lock(problem, g_array_index(group->visits, Visit, i).company))
        i++;
    if (i < group->visits->len &&
        g_array_index(group->visits, Visit, i).start_min <
            earliest(problem, group, i) + lock->delay_min)
        broken(count, place, -1);
}

static void
count_groups(const Count *count)
{
    for (guint g = 0; g < count->day->groups->len; g++) {
        const VerifyGroup *group = group_at(count->day, (int)g);
        if (group->number == count->lock->group)
            count_group(count, group, (int)g);
    }
}

static void
count_halves(const Count *count, void (*one)(const Count *count, Half half))
{
    for (int half = 0; half < HALF_COUNT; half++)
        one(count, (Half)half);
}

void
verify_locks(const VerifyDay *day, VerifyTell tell, gpointer data)
{
    for (int i = 0; i < day->problem->lock_count; i++) {
        Count count = { .day = day,
                        .lock = &day->problem->locks[i],
                        .index = i,
                        .tell = tell,
                        .data = data };
        switch (count.lock->kind) {
        case LOCK_SEAT:
        case LOCK_NO_SEAT: count_halves(&count, count_seat); break;
        case LOCK_APART:
        case LOCK_TOGETHER: count_halves(&count, count_pair); break;
        case LOCK_VISIT: count_visit(&count); break;
        default: count_groups(&count); break;
        }
    }
}
