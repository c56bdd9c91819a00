#include "planner/solve/reseat-walk.h"

/* ---- who hears for certain -------------------------------------------------- */

void
reseat_count_reader(ReseatWalk *walk, int reader)
{
    walk->certain += walk->hears[reader]++ == 0;
    g_array_append_val(walk->trail, reader);
}

static void
count_company(ReseatWalk *walk, int company)
{
    reseat_count_reader(walk, walk->problem->person_count + company);
}

void
reseat_uncount(ReseatWalk *walk, guint mark)
{
    while (walk->trail->len > mark) {
        int reader = g_array_index(walk->trail, int, walk->trail->len - 1);
        g_array_set_size(walk->trail, walk->trail->len - 1);
        walk->certain -= --walk->hears[reader] == 0;
    }
}

void
reseat_count_members(ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    for (int i = 0; i < cell->person_count; i++)
        reseat_count_reader(walk, cell->people[i]);
}

void
reseat_count_hosts(ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    for (int i = 0; i < cell->visit_count; i++)
        count_company(walk, cell->visits[i]);
}

static gboolean
tells_names(const ReseatWalk *walk)
{
    return walk->meter->view->names_visitors || walk->reseat->hasty;
}

/* PERSON no longer sits in TEAM, where she was told to. */
static void
count_leaving(ReseatWalk *walk, int person, int team, Half half)
{
    const MeterTeam *was = &walk->meter->was[team];
    if (meter_nameless(walk->meter->view, person))
        return; /* another such may take her place unseen */
    if (tells_names(walk) || was->leader[half] == person)
        reseat_count_hosts(walk, team, half);
    if (was->leader[half] == person || was->driver[half] == person)
        reseat_count_members(walk, team, half);
}

void
reseat_count_seat(ReseatWalk *walk, int person, Half half, int from, int to)
{
    int was = walk->meter->was_seats[person][half];
    if (to != was)
        reseat_count_reader(walk, person);
    if (from >= 0 && from == was)
        count_leaving(walk, person, from, half);
    if (to >= 0 && to != was && tells_names(walk) &&
        !meter_nameless(walk->meter->view, person))
        reseat_count_hosts(walk, to, half);
}

/* ---- where a person can sit --------------------------------------------------- */

/* Whether PERSON is there as long as TEAM's HALF lasts, by its times now. */
gboolean
reseat_there(const ReseatWalk *walk, int person, int team, Half half)
{
    const Problem *problem = walk->problem;
    const Cell *cell = &walk->state->teams[team].cells[half];
    const Times *times = &walk->meter->now[team].times;
    int last = cell->visit_count - 1;
    if (walk->score->price[RULE_AVAILABILITY].hard == 0)
        return TRUE;
    if (half == HALF_AM)
        return problem_covers(problem, &problem->people[person],
                              problem->day_start_min,
                              times->presence.lunch_min);
    return problem_covers(problem, &problem->people[person],
                          times->presence.lunch_min + problem->lunch_len_min,
                          times->start_min[half][last] +
                              problem->companies[cell->visits[last]].visit_min);
}

static gboolean
avoids(const ReseatWalk *walk, const Person *person, int company)
{
    const Problem *problem = walk->problem;
    Access access = problem->companies[company].wheelchair;
    if (walk->score->price[RULE_NEEDS].hard > 0 &&
        ((person->wheelchair && access != ACCESS_YES) ||
         (person->short_walks && access == ACCESS_NO)))
        return TRUE;
    if (walk->score->price[RULE_CONFLICT_OF_INTEREST].hard > 0)
        for (int i = 0; i < person->conflict_count; i++)
            if (problem->conflicts[person->conflict_first + i] == company)
                return TRUE;
    return FALSE;
}

/* Whether nothing that stands as long as visits do keeps PERSON out. */
gboolean
reseat_can_sit(const ReseatWalk *walk, int person, int team, Half half)
{
    const Cell *cell = &walk->state->teams[team].cells[half];
    int bound = walk->score->locks->seats[person][half];
    if (cell->visit_count == 0 || cell->person_count >= CELL_PEOPLE ||
        (bound != LOCK_FREE && bound != team) ||
        !reseat_there(walk, person, team, half))
        return FALSE;
    for (int i = 0; i < cell->visit_count; i++)
        if (avoids(walk, &walk->problem->people[person], cell->visits[i]))
            return FALSE;
    return TRUE;
}

/* Whether PERSON might be there in HALF if only its times were others. */
gboolean
reseat_might(const Problem *problem, int person, Half half)
{
    const Person *row = &problem->people[person];
    if (half == HALF_AM)
        return problem_covers(problem, row, problem->day_start_min,
                              problem->lunch_from_min);
    for (int i = 0; i < row->span_count; i++)
        if (problem->spans[row->span_first + i].to_min >
            problem->lunch_from_min + problem->lunch_len_min)
            return TRUE;
    return FALSE;
}

/* ---- what is asked of a cell ------------------------------------------------ */

/* What LIMIT asks of a cell that has COUNT; 0: nothing. */
static int
ask_limit(const Rule *limit, int count, int more, int fewer)
{
    if (limit->min >= 0 && count < limit->min)
        return more;
    return limit->max >= 0 && count > limit->max ? fewer : 0;
}

static int
ask_rule(const Rule *rule, int politicians, int officials, int leaders)
{
    switch (rule->kind) {
    case RULE_POLITICIANS_PER_GROUP:
        return ask_limit(rule, politicians, MORE_POLITICIANS,
                         FEWER_POLITICIANS);
    case RULE_OFFICIALS_PER_GROUP:
        return ask_limit(rule, officials, MORE_OFFICIALS, FEWER_OFFICIALS);
    case RULE_LEADERS_PER_GROUP:
        return ask_limit(rule, leaders, MORE_OFFICIALS, FEWER_OFFICIALS);
    default: return 0;
    }
}

int
reseat_ask(const ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = &walk->state->teams[team].cells[half];
    int politicians = 0;
    int leaders = 0;
    for (int i = 0; i < cell->person_count; i++) {
        const Person *person = &walk->problem->people[cell->people[i]];
        politicians += person->politician ? 1 : 0;
        leaders += !person->politician && person->can_lead;
    }
    for (int i = 0; i < walk->score->cell_rule_count; i++) {
        const Rule *rule = walk->score->cell_rules[i].rule;
        int asked = 0;
        if (rule->hard)
            asked = ask_rule(rule, politicians,
                             cell->person_count - politicians, leaders);
        if (asked != 0)
            return asked;
    }
    return ANY;
}

/* Somebody who is not there as long as the group is; -1: nobody. */
int
reseat_absentee(const ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = &walk->state->teams[team].cells[half];
    for (int i = 0; i < cell->person_count && cell->visit_count > 0; i++)
        if (!reseat_there(walk, cell->people[i], team, half))
            return cell->people[i];
    return -1;
}

int
reseat_seat_of(const ReseatWalk *walk, int person, Half half)
{
    int team = walk->state->seats[person][half];
    return team >= 0 && walk->state->teams[team].cells[half].visit_count > 0
               ? team
               : -1;
}

/* ---- a change ------------------------------------------------------------- */

void
reseat_put(ReseatWalk *walk, int person, Half half, int team)
{
    state_begin(walk->state);
    state_seat(walk->state, person, half, team);
    state_settle(walk->state);
    meter_follow(walk->meter);
}
