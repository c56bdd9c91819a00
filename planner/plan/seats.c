#include "planner/plan/seats.h"

Group *
seats_group(Solution *solution, int number)
{
    for (guint g = 0; g < solution->groups->len; g++) {
        Group *group = &g_array_index(solution->groups, Group, g);
        if (group->number == number)
            return group;
    }
    return NULL;
}

static gboolean
in_half(const Group *group, const Visit *visit, Half half)
{
    return (visit->end_min <= group->lunch_start_min) == (half == HALF_AM);
}

gboolean
seats_visited(const Group *group, Half half)
{
    for (guint i = 0; i < group->visits->len; i++)
        if (in_half(group, &g_array_index(group->visits, Visit, i), half))
            return TRUE;
    return FALSE;
}

/* Her seat in HALF of GROUP, borrowed; NULL: none.  *PLACE (may be NULL) is
 * where in the list. */
static Member *
member_of(const Group *group, int person, Half half, guint *place)
{
    for (guint i = 0; i < group->members->len; i++) {
        Member *member = &g_array_index(group->members, Member, i);
        if (member->person != person || member->half != half)
            continue;
        if (place != NULL)
            *place = i;
        return member;
    }
    return NULL;
}

int
seats_of_person(const Solution *solution, int person, Half half)
{
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        if (member_of(group, person, half, NULL) != NULL)
            return group->number;
    }
    return 0;
}

/* ---- leader and driver ------------------------------------------------------ */

static int
count_of(const Group *group, Half half)
{
    int count = 0;
    for (guint i = 0; i < group->members->len; i++)
        count += g_array_index(group->members, Member, i).half == half;
    return count;
}

static gboolean
by_car(const Problem *problem, const Group *group, Half half)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        int site = problem->companies[visit->company].site;
        if (in_half(group, visit, half) && problem->sites[site].by_car)
            return TRUE;
    }
    return FALSE;
}

/* Whether PERSON may lead, or drive a car of SIZE people. */
static gboolean
able(const Person *person, gboolean drives, int size)
{
    if (person->politician)
        return FALSE;
    return drives ? person->car_seats > 0 && person->car_seats >= size
                  : person->can_lead;
}

/* Who should have the duty in HALF: who has it, else who has it in the other
 * half, else the first who can; NULL: nobody. */
static Member *
choose(const Problem *problem, Group *group, Half half, gboolean drives)
{
    int size = count_of(group, half), best = 0;
    Member *chosen = NULL;
    for (guint i = 0; i < group->members->len; i++) {
        Member *member = &g_array_index(group->members, Member, i);
        if (member->half != half ||
            !able(&problem->people[member->person], drives, size))
            continue;
        const Member *twin = member_of(
            group, member->person, half == HALF_AM ? HALF_PM : HALF_AM, NULL);
        gboolean has = drives ? member->driver : member->leader;
        gboolean had = twin != NULL && (drives ? twin->driver : twin->leader);
        int worth = has ? 3 : had ? 2 : 1;
        if (worth > best) {
            best = worth;
            chosen = member;
        }
    }
    return chosen;
}

static void
mend_duties(const Problem *problem, Group *group, Half half)
{
    const Member *leader = choose(problem, group, half, FALSE);
    const Member *driver = by_car(problem, group, half)
                               ? choose(problem, group, half, TRUE)
                               : NULL;
    for (guint i = 0; i < group->members->len; i++) {
        Member *member = &g_array_index(group->members, Member, i);
        if (member->half != half)
            continue;
        member->leader = member == leader;
        member->driver = member == driver;
    }
}

/* ---- a change ----------------------------------------------------------------- */

static int
by_half_and_person(gconstpointer a, gconstpointer b)
{
    const Member *x = a, *y = b;
    if (x->half != y->half)
        return x->half < y->half ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

void
seats_put(const Problem *problem, Solution *solution, int person, int group,
          Half half)
{
    for (guint g = 0; g < solution->groups->len; g++) {
        Group *from = &g_array_index(solution->groups, Group, g);
        guint place = 0;
        if (member_of(from, person, half, &place) == NULL)
            continue;
        g_array_remove_index(from->members, place);
        mend_duties(problem, from, half);
    }
    Group *to = seats_group(solution, group);
    if (to == NULL)
        return;
    Member member = { .person = person, .half = half };
    g_array_append_val(to->members, member);
    g_array_sort(to->members, by_half_and_person);
    mend_duties(problem, to, half);
}

/* ---- the gone ----------------------------------------------------------------- */

/* Bits of the halves that somebody is taken out of. */
static int
drop_members(const Problem *problem, Group *group)
{
    int halves = 0;
    for (guint i = group->members->len; i-- > 0;) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->person < problem->person_count)
            continue;
        halves |= 1 << member->half;
        g_array_remove_index(group->members, i);
    }
    return halves;
}

void
seats_drop_gone(const Problem *problem, Solution *solution)
{
    for (guint g = 0; g < solution->groups->len; g++) {
        Group *group = &g_array_index(solution->groups, Group, g);
        int halves = drop_members(problem, group);
        for (guint i = group->visits->len; i-- > 0;)
            if (g_array_index(group->visits, Visit, i).company >=
                problem->company_count)
                g_array_remove_index(group->visits, i);
        for (Half half = HALF_AM; half < HALF_COUNT; half++)
            if (halves & (1 << half))
                mend_duties(problem, group, half);
    }
}
