#include "planner/solve/moves.h"

/* How often a die is thrown again before a move gives up. */
enum { TRIES = 8 };

enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM, ALL_DAY = AM | PM };

/* ---- dice ------------------------------------------------------------- */

/* A company nobody visits, or -1. */
static int
unvisited(const Lists *lists, const State *state, Random *random)
{
    for (int i = 0; i < TRIES; i++) {
        int company = lists_any_company(lists, random);
        if (company >= 0 && state->team_of[company] < 0)
            return company;
    }
    return -1;
}

/* A team with visits, or -1. */
static int
open_team(const State *state, Random *random)
{
    for (int i = 0; i < TRIES && state->open_count > 0; i++) {
        int team = random_below(random, state->team_count);
        const Cell *cells = state->teams[team].cells;
        if (cells[HALF_AM].visit_count + cells[HALF_PM].visit_count > 0)
            return team;
    }
    return -1;
}

/* A member of TEAM's HALF, or -1. */
static int
any_member(const State *state, int team, Half half, Random *random)
{
    const Cell *cell = &state->teams[team].cells[half];
    return cell->person_count > 0
               ? cell->people[random_below(random, cell->person_count)]
               : -1;
}

/* ---- visits ----------------------------------------------------------- */

/* A visit of TEAM other than KEPT, or -1. */
static int
other_visit(const State *state, int team, int kept, Random *random)
{
    const Cell *am = &state->teams[team].cells[HALF_AM];
    const Cell *pm = &state->teams[team].cells[HALF_PM];
    int i = random_below(random, am->visit_count + pm->visit_count);
    int visit =
        i < am->visit_count ? am->visits[i] : pm->visits[i - am->visit_count];
    return visit != kept ? visit : -1;
}

/* Puts COMPANY beside BESIDE, or sometimes into the other half of its team;
 * there must be room in the team. */
static gboolean
put_beside(State *state, int company, int beside, Random *random)
{
    Half half = HALF_AM;
    int place = 0;
    int team = state->team_of[beside];
    state_find_visit(state, beside, &half, &place);
    place += random_below(random, 2);
    if (random_below(random, 8) == 0) {
        half = half == HALF_AM ? HALF_PM : HALF_AM;
        place = random_below(random,
                             state->teams[team].cells[half].visit_count + 1);
    }
    if (!state_visit_fits(state, team, half))
        return FALSE;
    state_put_visit(state, company, team, half, place);
    return TRUE;
}

/* Gives OUT, just taken from its team, the place in TEAM that another left,
 * or one near it elsewhere, or none. */
static void
resettle(const Lists *lists, State *state, int out, Tail left, Random *random)
{
    int near =
        lists_company_near(lists, lists->problem->companies[out].site, random);
    if (left.team >= 0 && random_below(random, 2) == 0) {
        int count = state->teams[left.team].cells[left.half].visit_count;
        if (state_visit_fits(state, left.team, left.half))
            state_put_visit(state, out, left.team, left.half,
                            MIN(left.place, count));
    } else if (near >= 0 && near != out && state->team_of[near] >= 0)
        put_beside(state, out, near, random);
}

/* Brings COMPANY to the team of BESIDE; where that is full, and sometimes
 * elsewhere, another visit leaves it. */
static gboolean
bring(const Lists *lists, State *state, int company, int beside, Random *random)
{
    Tail left = { .team = state->team_of[company] };
    int team = state->team_of[beside];
    int out = -1;
    if (left.team >= 0) {
        state_find_visit(state, company, &left.half, &left.place);
        state_take_visit(state, company);
    }
    if (!state_visit_fits(state, team, HALF_AM) ||
        random_below(random, 4) == 0) {
        out = other_visit(state, team, beside, random);
        if (out >= 0)
            state_take_visit(state, out);
    }
    if (!put_beside(state, company, beside, random)) {
        state_undo(state);
        return FALSE;
    }
    if (out >= 0)
        resettle(lists, state, out, left, random);
    return TRUE;
}

static gboolean
bring_any(const Lists *lists, State *state, Random *random)
{
    int company = lists_any_company(lists, random);
    if (company < 0)
        return FALSE;
    int beside = lists_company_near(
        lists, lists->problem->companies[company].site, random);
    if (beside < 0 || beside == company || state->team_of[beside] < 0)
        return FALSE;
    return bring(lists, state, company, beside, random);
}

static gboolean
bring_unvisited(const Lists *lists, State *state, Random *random)
{
    int company = unvisited(lists, state, random);
    if (company < 0)
        return FALSE;
    int beside = lists_company_near(
        lists, lists->problem->companies[company].site, random);
    if (beside < 0 || state->team_of[beside] < 0)
        return FALSE;
    return bring(lists, state, company, beside, random);
}

static gboolean
drop_visit(const Lists *lists, State *state, Random *random)
{
    int company = lists_any_company(lists, random);
    if (company < 0 || state->team_of[company] < 0)
        return FALSE;
    state_take_visit(state, company);
    return TRUE;
}

/* Puts COMPANY in the place of OTHER, and OTHER where COMPANY was. */
static gboolean
exchange_companies(State *state, int company, int other)
{
    Half half = HALF_AM;
    Half old_half = HALF_AM;
    int place = 0;
    int old_place = 0;
    int team = state->team_of[other];
    int old_team = state->team_of[company];
    state_find_visit(state, other, &half, &place);
    if (old_team >= 0)
        state_find_visit(state, company, &old_half, &old_place);
    if (old_team == team && old_half == half) {
        /* the later one first, so that the earlier place stands */
        if (old_place < place)
            return exchange_companies(state, other, company);
        state_take_visit(state, company);
        state_take_visit(state, other);
        state_put_visit(state, company, team, half, place);
        state_put_visit(state, other, team, half, old_place);
        return TRUE;
    }
    if (old_team >= 0)
        state_take_visit(state, company);
    state_take_visit(state, other);
    state_put_visit(state, company, team, half, place);
    if (old_team >= 0)
        state_put_visit(state, other, old_team, old_half, old_place);
    return TRUE;
}

static gboolean
exchange_visits(const Lists *lists, State *state, Random *random)
{
    int company = lists_any_company(lists, random);
    if (company < 0)
        return FALSE;
    int other = lists_company_near(
        lists, lists->problem->companies[company].site, random);
    if (other < 0 || other == company || state->team_of[other] < 0)
        return FALSE;
    return exchange_companies(state, company, other);
}

static gboolean
replace_visit(const Lists *lists, State *state, Random *random)
{
    int company = unvisited(lists, state, random);
    if (company < 0)
        return FALSE;
    int other = lists_company_near(
        lists, lists->problem->companies[company].site, random);
    if (other < 0 || state->team_of[other] < 0)
        return FALSE;
    return exchange_companies(state, company, other);
}

/* The half routes of two teams, or the two of one. */
static gboolean
exchange_routes(const Lists *lists, State *state, Random *random)
{
    Tail a = { .team = open_team(state, random) };
    Tail b = { .team = open_team(state, random) };
    a.half = (Half)random_below(random, HALF_COUNT);
    b.half = random_below(random, 4) == 0
                 ? (Half)random_below(random, HALF_COUNT)
                 : a.half;
    (void)lists;
    if (a.team < 0 || b.team < 0)
        return FALSE;
    return state_swap_tails(state, a, b);
}

/* What follows a visit gives way for what begins with one near it. */
static gboolean
exchange_tails(const Lists *lists, State *state, Random *random)
{
    Tail a = { 0 };
    Tail b = { 0 };
    int company = lists_any_company(lists, random);
    if (company < 0 || state->team_of[company] < 0)
        return FALSE;
    int next = lists_company_near(
        lists, lists->problem->companies[company].site, random);
    if (next < 0 || next == company || state->team_of[next] < 0)
        return FALSE;
    a.team = state->team_of[company];
    b.team = state->team_of[next];
    state_find_visit(state, company, &a.half, &a.place);
    state_find_visit(state, next, &b.half, &b.place);
    a.place++;
    return state_swap_tails(state, a, b);
}

/* ---- people ----------------------------------------------------------- */

/* PERSON and OTHER take each other's seats in HALVES. */
static gboolean
exchange_seats(State *state, int person, int other, int halves)
{
    gboolean changed = FALSE;
    for (int half = 0; half < HALF_COUNT; half++) {
        int a = state->seats[person][half];
        int b = state->seats[other][half];
        if (!(halves & (1 << half)) || a == b)
            continue;
        state_seat(state, person, (Half)half, -1);
        state_seat(state, other, (Half)half, a);
        state_seat(state, person, (Half)half, b);
        changed = TRUE;
    }
    return changed;
}

static gboolean
exchange_people(const Lists *lists, State *state, Random *random)
{
    int team = open_team(state, random);
    Half half = (Half)random_below(random, HALF_COUNT);
    if (team < 0)
        return FALSE;
    int person = any_member(state, team, half, random);
    if (person < 0)
        return FALSE;
    int other = lists_any_person(
        lists, lists->problem->people[person].politician, half, random);
    if (other < 0 || other == person)
        return FALSE;
    int halves = random_below(random, 4) == 0 ? 1 << half : ALL_DAY;
    return exchange_seats(state, person, other, halves);
}

static gboolean
move_seats(State *state, int person, int team, int halves)
{
    gboolean changed = FALSE;
    for (int half = 0; half < HALF_COUNT; half++) {
        if (!(halves & (1 << half)) || state->seats[person][half] == team ||
            (team >= 0 && !state_person_fits(state, team, (Half)half)))
            continue;
        state_seat(state, person, (Half)half, team);
        changed = TRUE;
    }
    return changed;
}

/* Someone who can do the half joins a team, or follows it all day. */
static gboolean
move_person(const Lists *lists, State *state, Random *random)
{
    Half half = (Half)random_below(random, HALF_COUNT);
    gboolean politician = random_below(random, 4) != 0;
    int person = lists_any_person(lists, politician, half, random);
    int team = open_team(state, random);
    int halves = random_below(random, 2) == 0 ? 1 << half : ALL_DAY;
    if (team < 0 || person < 0)
        return FALSE;
    return move_seats(state, person, team, halves);
}

static gboolean
unseat_person(const Lists *lists, State *state, Random *random)
{
    int team = open_team(state, random);
    Half half = (Half)random_below(random, HALF_COUNT);
    int halves = random_below(random, 2) == 0 ? 1 << half : ALL_DAY;
    (void)lists;
    if (team < 0)
        return FALSE;
    int person = any_member(state, team, half, random);
    return person >= 0 && move_seats(state, person, -1, halves);
}

/* ---- teams ------------------------------------------------------------ */

static int
closed_team(const State *state, Random *random)
{
    int first =
        state->team_count > 0 ? random_below(random, state->team_count) : 0;
    for (int i = 0; i < state->team_count; i++) {
        int team = (first + i) % state->team_count;
        const Cell *cells = state->teams[team].cells;
        if (cells[HALF_AM].visit_count + cells[HALF_PM].visit_count == 0)
            return team;
    }
    return -1;
}

/* Seats COUNT free people in TEAM, for the whole day where they are free. */
static void
recruit(const Lists *lists, State *state, int team, gboolean politician,
        int count, Random *random)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        int missing = count;
        for (int i = 0; i < state->teams[team].cells[half].person_count; i++) {
            int person = state->teams[team].cells[half].people[i];
            missing -=
                !lists->problem->people[person].politician == !politician;
        }
        for (int i = 0; i < 4 * TRIES && missing > 0; i++) {
            int person =
                lists_any_person(lists, politician, (Half)half, random);
            if (person < 0 || state->seats[person][half] >= 0)
                continue;
            gboolean all_day =
                half == HALF_AM && state->seats[person][HALF_PM] < 0;
            move_seats(state, person, team, all_day ? ALL_DAY : 1 << half);
            missing--;
        }
    }
}

/* Whether COMPANY can be visited before lunch, or after it. */
static gboolean
takes_half(const Problem *problem, int company, Half half)
{
    const Company *row = &problem->companies[company];
    int last_lunch_min = problem->lunch_to_min - problem->lunch_len_min;
    int first_end_min = problem->lunch_from_min + problem->lunch_len_min;
    for (int i = 0; i < row->span_count; i++) {
        const Span *span = &problem->spans[row->span_first + i];
        if (half == HALF_AM &&
            span->from_min + row->visit_min <= last_lunch_min)
            return TRUE;
        if (half == HALF_PM && span->to_min - row->visit_min >= first_end_min)
            return TRUE;
    }
    return FALSE;
}

gboolean
moves_open_team(const Lists *lists, State *state, Random *random)
{
    const Problem *problem = lists->problem;
    int team = closed_team(state, random);
    int company = unvisited(lists, state, random);
    int wanted = MAX(problem->group_visits_min, 1) + random_below(random, 2);
    if (team < 0 || company < 0 ||
        (state->goal > 0 && state->open_count >= state->goal))
        return FALSE;
    wanted = MIN(wanted, state->visit_limit);
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = state->teams[team].cells[half].person_count; i > 0; i--)
            state_seat(state, state->teams[team].cells[half].people[i - 1],
                       (Half)half, -1);
    for (int i = 0; i < 4 * TRIES && wanted > 0; i++) {
        Half half = wanted % 2 == 0 ? HALF_AM : HALF_PM;
        if (company >= 0 && !takes_half(problem, company, half))
            half = half == HALF_AM ? HALF_PM : HALF_AM;
        if (company >= 0 && state->team_of[company] < 0 &&
            state_visit_fits(state, team, half)) {
            state_put_visit(state, company, team, half,
                            state->teams[team].cells[half].visit_count);
            wanted--;
        }
        if (company >= 0)
            company = lists_company_near(
                lists, problem->companies[company].site, random);
        else
            company = unvisited(lists, state, random);
    }
    recruit(lists, state, team, FALSE, lists->officials, random);
    recruit(lists, state, team, TRUE, lists->politicians, random);
    return TRUE;
}

static gboolean
close_team(const Lists *lists, State *state, Random *random)
{
    int team = open_team(state, random);
    (void)lists;
    if (team < 0 || (state->goal > 0 && state->open_count <= state->goal))
        return FALSE;
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &state->teams[team].cells[half];
        while (cell->visit_count > 0)
            state_take_visit(state, cell->visits[cell->visit_count - 1]);
        while (cell->person_count > 0)
            state_seat(state, cell->people[cell->person_count - 1], (Half)half,
                       -1);
    }
    return TRUE;
}

/* A team does in the morning what it did in the afternoon, and the other way
 * round; those who are taken elsewhere stay where they are. */
static gboolean
flip_team(const Lists *lists, State *state, Random *random)
{
    int team = open_team(state, random);
    (void)lists;
    if (team < 0)
        return FALSE;
    const Team before = state->teams[team];
    if (!state_swap_tails(state, (Tail){ team, HALF_AM, 0 },
                          (Tail){ team, HALF_PM, 0 }))
        return FALSE;
    for (int half = 0; half < HALF_COUNT; half++) {
        Half other = half == HALF_AM ? HALF_PM : HALF_AM;
        for (int i = 0; i < before.cells[half].person_count; i++) {
            int person = before.cells[half].people[i];
            if (state->seats[person][other] >= 0 ||
                !state_person_fits(state, team, other))
                continue;
            state_seat(state, person, (Half)half, -1);
            state_seat(state, person, other, team);
        }
    }
    return TRUE;
}

/* A team that visits in one half only gets the other one too, with those of
 * its members who are free. */
static gboolean
spread_team(const Lists *lists, State *state, Random *random)
{
    int team = open_team(state, random);
    if (team < 0)
        return FALSE;
    Cell *cells = state->teams[team].cells;
    Half empty = cells[HALF_AM].visit_count == 0 ? HALF_AM : HALF_PM;
    Half full = empty == HALF_AM ? HALF_PM : HALF_AM;
    int count = cells[full].visit_count;
    if (cells[empty].visit_count > 0 || count < 2)
        return FALSE;
    for (int moved = random_below(random, count / 2) + 1; moved > 0; moved--) {
        int company = cells[full].visits[0];
        if (full == HALF_AM)
            company = cells[full].visits[cells[full].visit_count - 1];
        state_take_visit(state, company);
        state_put_visit(state, company, team, empty,
                        full == HALF_AM ? 0 : cells[empty].visit_count);
    }
    for (int i = 0; i < cells[full].person_count; i++) {
        int person = cells[full].people[i];
        if (state->seats[person][empty] < 0)
            move_seats(state, person, team, 1 << empty);
    }
    recruit(lists, state, team, FALSE, lists->officials, random);
    recruit(lists, state, team, TRUE, lists->politicians, random);
    return TRUE;
}

/* ---- the rows --------------------------------------------------------- */

typedef struct MoveRow {
    gboolean (*make)(const Lists *lists, State *state, Random *random);
    int share; /* of a thousand */
} MoveRow;

// clang-format off
static const MoveRow ROWS[] = {
    { exchange_people, 300 },
    { move_person,     130 },
    { unseat_person,    20 },
    { bring_any,       130 },
    { bring_unvisited, 100 },
    { exchange_visits, 130 },
    { replace_visit,    70 },
    { exchange_routes,  36 },
    { exchange_tails,   50 },
    { drop_visit,       20 },
    { moves_open_team,   3 },
    { close_team,        3 },
    { spread_team,       4 },
    { flip_team,         4 },
};
// clang-format on

gboolean
moves_try(const Lists *lists, State *state, Random *random)
{
    int die = random_below(random, 1000);
    guint row = 0;
    while (die >= ROWS[row].share)
        die -= ROWS[row++].share;
    return ROWS[row].make(lists, state, random);
}
