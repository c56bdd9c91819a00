#include "planner/solve/export.h"

#include "planner/solve/timing.h"

/* ---- leader and driver ------------------------------------------------ */

static gboolean
sits_in(const Cell *cell, int person)
{
    for (int i = 0; i < cell->person_count; i++)
        if (cell->people[i] == person)
            return TRUE;
    return FALSE;
}

static gboolean
can_lead(const Problem *problem, const Cell *cell, int person)
{
    const Person *row = &problem->people[person];
    return !row->politician && row->can_lead && sits_in(cell, person);
}

static gboolean
can_drive(const Problem *problem, const Cell *cell, int person)
{
    const Person *row = &problem->people[person];
    return !row->politician && row->car_seats > 0 &&
           row->car_seats >= cell->person_count && sits_in(cell, person);
}

typedef gboolean (*Able)(const Problem *problem, const Cell *cell, int person);

/* The member of HALF who is ABLE, best one who also is in the other half;
 * -1: nobody.  The lowest index, so that both halves choose the same. */
static int
choose(const Problem *problem, const Team *team, Half half, Able able)
{
    const Cell *cell = &team->cells[half];
    const Cell *other = &team->cells[half == HALF_AM ? HALF_PM : HALF_AM];
    int chosen = -1;
    gboolean chosen_both = FALSE;
    for (int i = 0; i < cell->person_count; i++) {
        int person = cell->people[i];
        if (!able(problem, cell, person))
            continue;
        gboolean both = other->visit_count > 0 && able(problem, other, person);
        if (chosen < 0 || (both && !chosen_both) ||
            (both == chosen_both && person < chosen)) {
            chosen = person;
            chosen_both = both;
        }
    }
    return chosen;
}

static gboolean
needs_car(const Problem *problem, const Cell *cell)
{
    for (int i = 0; i < cell->visit_count; i++)
        if (problem->sites[problem->companies[cell->visits[i]].site].by_car)
            return TRUE;
    return FALSE;
}

static int
by_half_and_person(gconstpointer a, gconstpointer b)
{
    const Member *x = a;
    const Member *y = b;
    if (x->half != y->half)
        return x->half < y->half ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

int
export_leader(const Problem *problem, const Team *team, Half half, int kept)
{
    if (kept >= 0 && can_lead(problem, &team->cells[half], kept))
        return kept;
    return choose(problem, team, half, can_lead);
}

int
export_driver(const Problem *problem, const Team *team, Half half, int kept)
{
    if (!needs_car(problem, &team->cells[half]))
        return -1;
    if (kept >= 0 && can_drive(problem, &team->cells[half], kept))
        return kept;
    return choose(problem, team, half, can_drive);
}

/* ---- out -------------------------------------------------------------- */

/* The leader and driver of BEFORE's group NUMBER in HALF; -1: nobody. */
static void
find_duties(const Solution *before, int number, Half half, int *leader,
            int *driver)
{
    *leader = *driver = -1;
    for (guint g = 0; before && g < before->groups->len; g++) {
        const Group *group = &g_array_index(before->groups, Group, g);
        if (group->number != number)
            continue;
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->half == half && member->leader)
                *leader = member->person;
            if (member->half == half && member->driver)
                *driver = member->person;
        }
    }
}

void
export_members(const Problem *problem, const Team *team, Half half,
               const Solution *before, Group *group)
{
    const Cell *cell = &team->cells[half];
    int leader = -1;
    int driver = -1;
    find_duties(before, group->number, half, &leader, &driver);
    leader = export_leader(problem, team, half, leader);
    driver = export_driver(problem, team, half, driver);
    for (int i = 0; i < cell->person_count; i++) {
        Member member = { .person = cell->people[i],
                          .half = half,
                          .leader = cell->people[i] == leader,
                          .driver = cell->people[i] == driver };
        g_array_append_val(group->members, member);
    }
}

static void
export_team(const State *state, const Team *team, const Solution *before,
            Solution *solution)
{
    const Problem *problem = state->score->problem;
    Group *group = solution_add_group(solution);
    Times times;
    if (state->numbered)
        group->number = team->number;
    timing_set(state->score, team, &times);
    group->lunch_start_min = times.presence.lunch_min;
    group->lunch_end_min = times.presence.lunch_min + problem->lunch_len_min;
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &team->cells[half];
        if (cell->visit_count == 0)
            continue; /* nobody sits where nothing is visited */
        for (int i = 0; i < cell->visit_count; i++) {
            int start_min = times.start_min[half][i];
            Visit visit = { .company = cell->visits[i],
                            .start_min = start_min,
                            .end_min = timing_end(state->score, cell->visits[i],
                                                  start_min) };
            g_array_append_val(group->visits, visit);
        }
        export_members(problem, team, (Half)half, before, group);
    }
    g_array_sort(group->members, by_half_and_person);
}

Solution *
export_solution(const State *state, const Solution *before)
{
    Solution *solution = solution_new();
    for (int i = 0; i < state->team_count; i++) {
        const Team *team = &state->teams[i];
        if (team->cells[HALF_AM].visit_count +
                team->cells[HALF_PM].visit_count >
            0)
            export_team(state, team, before, solution);
    }
    return solution;
}

/* ---- in --------------------------------------------------------------- */

static int
by_start(gconstpointer a, gconstpointer b)
{
    const Visit *x = a;
    const Visit *y = b;
    return (x->start_min > y->start_min) - (x->start_min < y->start_min);
}

static void
load_visits(State *state, const Group *group, int team)
{
    const Problem *problem = state->score->problem;
    g_autoptr(GArray) visits = g_array_copy(group->visits);
    g_array_sort(visits, by_start);
    for (guint i = 0; i < visits->len; i++) {
        const Visit *visit = &g_array_index(visits, Visit, i);
        Half half =
            visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
        if (visit->company < 0 || visit->company >= problem->company_count ||
            state->team_of[visit->company] >= 0 ||
            !state_visit_fits(state, team, half))
            continue;
        state_put_visit(state, visit->company, team, half,
                        state->teams[team].cells[half].visit_count);
    }
}

static void
load_members(State *state, const Group *group, int team)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        int half = (int)member->half;
        if (member->person < 0 ||
            member->person >= state->score->problem->person_count || half < 0 ||
            half >= HALF_COUNT || state->seats[member->person][half] >= 0 ||
            !state_person_fits(state, team, member->half))
            continue;
        state_seat(state, member->person, member->half, team);
    }
}

void
export_load(State *state, const Solution *start)
{
    state->numbered = TRUE;
    for (guint i = 0; i < start->groups->len; i++) {
        const Group *group = &g_array_index(start->groups, Group, i);
        int team = group->number - 1;
        if (team < 0 || team >= state->team_count)
            continue;
        state_begin(state);
        load_visits(state, group, team);
        load_members(state, group, team);
        state_settle(state);
    }
}
