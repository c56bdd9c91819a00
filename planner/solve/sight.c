#include "planner/solve/sight.h"

#include <string.h>

/* ---- rules ------------------------------------------------------------- */

static int
at_least(const Rule *rule)
{
    return rule->min >= 0 ? rule->min : 1;
}

static void
narrow(const Rule *rule, int *min, int *max)
{
    *min = MAX(*min, rule->min);
    if (rule->max >= 0)
        *max = MIN(*max, rule->max);
}

static void
read_rule(Sight *sight, const Rule *rule)
{
    switch (rule->kind) {
    case RULE_POLITICIANS_PER_GROUP:
        narrow(rule, &sight->politicians_min, &sight->politicians_max);
        break;
    case RULE_OFFICIALS_PER_GROUP:
        narrow(rule, &sight->officials_min, &sight->officials_max);
        break;
    case RULE_LEADERS_PER_GROUP:
        narrow(rule, &sight->leaders_min, &sight->leaders_max);
        break;
    case RULE_DRIVERS_PER_GROUP:
        sight->drivers_min = MAX(sight->drivers_min, at_least(rule));
        break;
    case RULE_PARTIES_PER_GROUP:
        sight->parties_min = MAX(sight->parties_min, at_least(rule));
        break;
    case RULE_BOTH_SIDES:
        sight->sides = TRUE;
        sight->ruling = rule->parties;
        break;
    case RULE_TRAVEL_TIME:
        sight->travel = TRUE;
        sight->margin_min = MAX(sight->margin_min, rule->margin_min);
        break;
    case RULE_COMPANY_HOURS: sight->hours = TRUE; break;
    case RULE_AVAILABILITY: sight->available = TRUE; break;
    case RULE_CONFLICT_OF_INTEREST: sight->conflicts = TRUE; break;
    case RULE_NEEDS: sight->needs = TRUE; break;
    case RULE_MAX_VISITORS: sight->visitors = TRUE; break;
    case RULE_BOTH_HALVES: sight->both_halves = TRUE; break;
    default: break;
    }
}

static void
read_rules(Sight *sight)
{
    const Problem *problem = sight->problem;
    sight->politicians_max = sight->officials_max = SIGHT_MANY;
    sight->leaders_max = SIGHT_MANY;
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].hard)
            read_rule(sight, &problem->rules[i]);
    sight->cell_min = MAX(MAX(sight->politicians_min, sight->parties_min),
                          sight->sides ? 2 : 0) +
                      MAX(sight->officials_min, sight->leaders_min);
    for (int i = 0; i < problem->company_count; i++)
        sight->shortest_min =
            i == 0 ? problem->companies[i].visit_min
                   : MIN(sight->shortest_min, problem->companies[i].visit_min);
    sight->groups_min = MAX(problem->groups_min, 0);
    sight->groups_max =
        problem->groups_max >= 0 ? problem->groups_max : SIGHT_MANY;
    sight->visits_min = MAX(problem->group_visits_min, 1);
    sight->visits_max =
        problem->group_visits_max >= 0 ? problem->group_visits_max : SIGHT_MANY;
}

/* ---- ways -------------------------------------------------------------- */

void
sight_ways(const Problem *problem, int site, int *least)
{
    int count = problem->site_count;
    g_autofree gboolean *done = g_new0(gboolean, (gsize)count + 1);
    for (int i = 0; i < count; i++)
        least[i] = site == count && !problem->gathers
                       ? 0
                       : problem_travel(problem, site, i);
    for (int turn = 0; turn < count; turn++) {
        int nearest = -1;
        for (int i = 0; i < count; i++)
            if (!done[i] && (nearest < 0 || least[i] < least[nearest]))
                nearest = i;
        done[nearest] = TRUE;
        for (int i = 0; i < count; i++)
            least[i] = MIN(least[i], least[nearest] +
                                         problem_travel(problem, nearest, i));
    }
}

/* ---- visits ------------------------------------------------------------ */

static void
agree(Must *visit, int *value, int wanted, int nothing)
{
    visit->clash = visit->clash ||
                   (wanted != nothing && *value != nothing && *value != wanted);
    if (wanted != nothing)
        *value = wanted;
}

static void
read_visits(Sight *sight)
{
    const Problem *problem = sight->problem;
    for (int i = 0; i < problem->company_count; i++)
        sight->visits[i] = (Must){ .start_min = -1, .end_min = -1 };
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->kind != LOCK_VISIT)
            continue;
        Must *visit = &sight->visits[lock->company];
        visit->must = TRUE;
        agree(visit, &visit->group, lock->group, 0);
        agree(visit, &visit->start_min, lock->start_min, -1);
        agree(visit, &visit->end_min, lock->end_min, -1);
    }
}

int
sight_end(const Sight *sight, int company, int start_min)
{
    const Must *visit = &sight->visits[company];
    if (visit->end_min >= 0)
        return visit->end_min;
    return start_min + sight->problem->companies[company].visit_min;
}

/* Whether a visit from START_MIN keeps COMPANY's hours. */
static gboolean
within_hours(const Sight *sight, int company, int start_min)
{
    const Problem *problem = sight->problem;
    const Company *host = &problem->companies[company];
    int end_min = sight_end(sight, company, start_min);
    if (!sight->hours)
        return TRUE;
    if (start_min < problem->visits_from_min ||
        end_min > problem->visits_to_min ||
        end_min - start_min < host->visit_min)
        return FALSE;
    for (int i = 0; i < host->span_count; i++) {
        const Span *span = &problem->spans[host->span_first + i];
        if (span->from_min <= start_min && end_min <= span->to_min)
            return TRUE;
    }
    return FALSE;
}

int
sight_start(const Sight *sight, int company, int earliest_min)
{
    const Problem *problem = sight->problem;
    const Company *host = &problem->companies[company];
    int bound_min = sight->visits[company].start_min;
    if (bound_min >= 0)
        return bound_min >= earliest_min &&
                       within_hours(sight, company, bound_min)
                   ? bound_min
                   : -1;
    if (!sight->hours)
        return MAX(earliest_min, 0);
    for (int i = 0; i < host->span_count; i++) {
        int start = MAX(MAX(earliest_min, problem->visits_from_min),
                        problem->spans[host->span_first + i].from_min);
        if (within_hours(sight, company, start))
            return start;
    }
    return -1;
}

gboolean
sight_visitable(const Sight *sight, int company, Half half)
{
    const Problem *problem = sight->problem;
    const Company *host = &problem->companies[company];
    int earliest = 0, latest = G_MAXINT;
    if (sight->travel)
        earliest = problem->leave_min + sight->first_way_min[host->site];
    if (half == HALF_AM)
        latest = problem->lunch_to_min - problem->lunch_len_min;
    else
        earliest =
            MAX(earliest, problem->lunch_from_min + problem->lunch_len_min);
    if (sight->visitors && host->max_visitors < sight->cell_min)
        return FALSE;
    int start = sight_start(sight, company, earliest);
    return start >= 0 && sight_end(sight, company, start) <= latest;
}

/* ---- people ------------------------------------------------------------ */

gboolean
sight_barred(const Sight *sight, int person, int company)
{
    const Problem *problem = sight->problem;
    const Person *who = &problem->people[person];
    Access access = problem->companies[company].wheelchair;
    for (int i = 0; sight->conflicts && i < who->conflict_count; i++)
        if (problem->conflicts[who->conflict_first + i] == company)
            return TRUE;
    return sight->needs && ((who->wheelchair && access != ACCESS_YES) ||
                            (who->short_walks && access == ACCESS_NO));
}

/* A morning is from the day's start to the earliest lunch; an afternoon from
 * some end of lunch on, for no less than the shortest visit. */
gboolean
sight_present(const Sight *sight, int person, Half half)
{
    const Problem *problem = sight->problem;
    const Person *who = &problem->people[person];
    for (int i = 0; i < who->span_count; i++) {
        const Span *span = &problem->spans[who->span_first + i];
        int joins = MAX(span->from_min,
                        problem->lunch_from_min + problem->lunch_len_min);
        if (half == HALF_AM ? span->from_min <= problem->day_start_min &&
                                  span->to_min >= problem->lunch_from_min
                            : joins <= problem->lunch_to_min &&
                                  span->to_min >= joins + sight->shortest_min)
            return TRUE;
    }
    return !sight->available;
}

static void
want_seat(Sight *sight, int person, int half, int group)
{
    int *seat = &sight->seats[person][half];
    if (*seat != SEAT_FREE && *seat != group && sight->seat_clash < 0) {
        sight->seat_clash = person;
        sight->seat_clash_half = (Half)half;
    }
    if (*seat == SEAT_FREE)
        *seat = group;
}

static void
read_seat(Sight *sight, const Lock *lock)
{
    int group = lock->kind == LOCK_SEAT ? lock->group : SEAT_NOWHERE;
    if (lock->kind != LOCK_SEAT &&
        (lock->kind != LOCK_NO_SEAT || lock->group > 0))
        return;
    for (int half = 0; half < HALF_COUNT; half++)
        if (lock->halves & (1 << half))
            want_seat(sight, lock->person, half, group);
}

/* Who sits together sits where the other one does; TRUE: news. */
static gboolean
follow(Sight *sight, const Lock *lock, int half)
{
    int a = sight->seats[lock->person][half];
    int b = sight->seats[lock->other][half];
    if (a == b)
        return FALSE;
    gboolean news = a == SEAT_FREE || b == SEAT_FREE;
    if (a != SEAT_FREE)
        want_seat(sight, lock->other, half, a);
    else
        want_seat(sight, lock->person, half, b);
    return news;
}

static void
read_seats(Sight *sight)
{
    const Problem *problem = sight->problem;
    gboolean news = TRUE;
    for (int i = 0; i < problem->person_count; i++)
        for (int half = 0; half < HALF_COUNT; half++)
            sight->seats[i][half] =
                sight_present(sight, i, (Half)half) ? SEAT_FREE : SEAT_NOWHERE;
    for (int i = 0; i < problem->lock_count; i++)
        read_seat(sight, &problem->locks[i]);
    while (news) {
        news = FALSE;
        for (int i = 0; i < problem->lock_count; i++)
            for (int half = 0; half < HALF_COUNT; half++)
                if (problem->locks[i].kind == LOCK_TOGETHER &&
                    follow(sight, &problem->locks[i], half))
                    news = TRUE;
    }
}

/* ---- groups ------------------------------------------------------------ */

/* Where as many groups as may be must be, each number is a group's. */
static gboolean
all_numbers_used(const Sight *sight)
{
    const Problem *problem = sight->problem;
    int numbers = sight->groups_max;
    for (int i = 0; i < problem->lock_count; i++)
        numbers = MAX(numbers, problem->locks[i].group);
    return sight->groups_min >= numbers;
}

static void
need_group(Sight *sight, int number)
{
    for (guint i = 0; i < sight->groups->len; i++)
        if (g_array_index(sight->groups, int, i) == number)
            return;
    if (number > 0)
        g_array_append_val(sight->groups, number);
}

static void
read_groups(Sight *sight)
{
    const Problem *problem = sight->problem;
    gboolean some = FALSE;
    gboolean all = all_numbers_used(sight);
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (all || lock->kind == LOCK_SEAT || lock->kind == LOCK_VISIT)
            need_group(sight, lock->group);
        some = some || lock->kind == LOCK_SEAT || lock->kind == LOCK_VISIT;
    }
    sight->groups_min = MAX(sight->groups_min, (int)sight->groups->len);
    if (some)
        sight->groups_min = MAX(sight->groups_min, 1);
}

Sight *
sight_new(const Problem *problem)
{
    Sight *sight = g_new0(Sight, 1);
    sight->problem = problem;
    sight->seat_clash = -1;
    sight->first_way_min = g_new0(int, (gsize)problem->site_count + 1);
    sight->visits = g_new0(Must, (gsize)problem->company_count + 1);
    sight->seats =
        g_malloc0(((gsize)problem->person_count + 1) * sizeof(*sight->seats));
    sight->groups = g_array_new(FALSE, FALSE, sizeof(int));
    read_rules(sight);
    sight_ways(problem, problem->site_count, sight->first_way_min);
    read_visits(sight);
    read_seats(sight);
    read_groups(sight);
    return sight;
}

void
sight_free(Sight *sight)
{
    g_free(sight->first_way_min);
    g_free(sight->visits);
    g_free(sight->seats);
    g_array_unref(sight->groups);
    g_free(sight);
}
