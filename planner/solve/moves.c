#include "planner/solve/moves.h"

/* How many near sites a visit may move to, and how often a die is thrown
 * again before a move gives up. */
enum { NEAR_SITES = 8, TRIES = 8 };

enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM, ALL_DAY = AM | PM };

typedef struct IndexList {
    int count;
    int *items;
} IndexList;

struct Moves {
    const Problem *problem;
    int *near;       /* site * site_count + rank: the sites by distance */
    int *site_first; /* companies by site: where each site's begin */
    int *by_site;
    IndexList who[2][HALF_COUNT]; /* who can be there: politician or not */
    int politicians, officials;   /* how many a new team takes */
};

/* ---- what does not change --------------------------------------------- */

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
list_near_sites(Moves *moves)
{
    const Problem *problem = moves->problem;
    int count = problem->site_count;
    g_autofree gint64 *distances = g_new0(gint64, (gsize)count);
    moves->near = g_new0(int, (gsize)count *(gsize)count);
    for (int site = 0; site < count; site++) {
        int *near = moves->near + (size_t)site * (size_t)count;
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
list_companies(Moves *moves)
{
    const Problem *problem = moves->problem;
    int *first = g_new0(int, (gsize)problem->site_count + 1);
    moves->by_site = g_new0(int, (gsize)problem->company_count);
    moves->site_first = first;
    for (int i = 0; i < problem->company_count; i++)
        first[problem->companies[i].site + 1]++;
    for (int i = 0; i < problem->site_count; i++)
        first[i + 1] += first[i];
    g_autofree int *next =
        g_memdup2(first, (gsize)problem->site_count * sizeof(int));
    for (int i = 0; i < problem->company_count; i++)
        moves->by_site[next[problem->companies[i].site]++] = i;
}

static gboolean
covers(const Problem *problem, const Person *person, int from_min, int to_min)
{
    for (int i = 0; i < person->span_count; i++) {
        const Span *span = &problem->spans[person->span_first + i];
        if (span->from_min <= from_min && to_min <= span->to_min)
            return TRUE;
    }
    return FALSE;
}

/* Lists everyone who might do HALF; those who never can only cost time. */
static void
list_people(Moves *moves, gboolean hours_bind)
{
    const Problem *problem = moves->problem;
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        for (int half = 0; half < HALF_COUNT; half++) {
            IndexList *list = &moves->who[person->politician ? 1 : 0][half];
            gboolean can = half == HALF_AM
                               ? covers(problem, person, problem->day_start_min,
                                        problem->lunch_from_min)
                               : covers(problem, person, problem->lunch_to_min,
                                        problem->lunch_to_min);
            if (!list->items)
                list->items = g_new0(int, (gsize)problem->person_count);
            if (can || !hours_bind)
                list->items[list->count++] = i;
        }
    }
}

static void
read_rules(Moves *moves, gboolean *hours_bind)
{
    const Problem *problem = moves->problem;
    moves->politicians = 0;
    moves->officials = 1;
    *hours_bind = FALSE;
    for (int i = 0; i < problem->rule_count; i++) {
        const Rule *rule = &problem->rules[i];
        if (rule->kind == RULE_AVAILABILITY && rule->hard)
            *hours_bind = TRUE;
        if (rule->kind == RULE_POLITICIANS_PER_GROUP)
            moves->politicians =
                CLAMP(rule->min, moves->politicians, CELL_PEOPLE / 2);
        if (rule->kind == RULE_OFFICIALS_PER_GROUP)
            moves->officials =
                CLAMP(rule->min, moves->officials, CELL_PEOPLE / 2);
    }
}

Moves *
moves_new(const Problem *problem)
{
    Moves *moves = g_new0(Moves, 1);
    gboolean hours_bind = FALSE;
    moves->problem = problem;
    read_rules(moves, &hours_bind);
    list_near_sites(moves);
    list_companies(moves);
    list_people(moves, hours_bind);
    return moves;
}

void
moves_free(Moves *moves)
{
    g_free(moves->near);
    g_free(moves->site_first);
    g_free(moves->by_site);
    for (int kind = 0; kind < 2; kind++)
        for (int half = 0; half < HALF_COUNT; half++)
            g_free(moves->who[kind][half].items);
    g_free(moves);
}

/* ---- dice ------------------------------------------------------------- */

/* Some company at SITE or near it, or -1. */
static int
company_near(const Moves *moves, int site, Random *random)
{
    int sites = moves->problem->site_count;
    int rank = 0;
    if (random_below(random, 2) == 0)
        rank = random_below(random, MIN(NEAR_SITES, sites));
    else if (random_below(random, 8) == 0)
        rank = random_below(random, sites);
    int there = moves->near[(size_t)site * (size_t)sites + (size_t)rank];
    int first = moves->site_first[there];
    int count = moves->site_first[there + 1] - first;
    return count > 0 ? moves->by_site[first + random_below(random, count)] : -1;
}

static int
any_company(const Moves *moves, Random *random)
{
    int count = moves->problem->company_count;
    return count > 0 ? random_below(random, count) : -1;
}

/* A company nobody visits, or -1. */
static int
unvisited(const Moves *moves, const State *state, Random *random)
{
    for (int i = 0; i < TRIES; i++) {
        int company = any_company(moves, random);
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

static int
any_person(const Moves *moves, gboolean politician, Half half, Random *random)
{
    const IndexList *list = &moves->who[politician ? 1 : 0][half];
    return list->count > 0 ? list->items[random_below(random, list->count)]
                           : -1;
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
resettle(const Moves *moves, State *state, int out, Tail left, Random *random)
{
    int near = company_near(moves, moves->problem->companies[out].site, random);
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
bring(const Moves *moves, State *state, int company, int beside, Random *random)
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
        resettle(moves, state, out, left, random);
    return TRUE;
}

static gboolean
bring_any(const Moves *moves, State *state, Random *random)
{
    int company = any_company(moves, random);
    if (company < 0)
        return FALSE;
    int beside =
        company_near(moves, moves->problem->companies[company].site, random);
    if (beside < 0 || beside == company || state->team_of[beside] < 0)
        return FALSE;
    return bring(moves, state, company, beside, random);
}

static gboolean
bring_unvisited(const Moves *moves, State *state, Random *random)
{
    int company = unvisited(moves, state, random);
    if (company < 0)
        return FALSE;
    int beside =
        company_near(moves, moves->problem->companies[company].site, random);
    if (beside < 0 || state->team_of[beside] < 0)
        return FALSE;
    return bring(moves, state, company, beside, random);
}

static gboolean
drop_visit(const Moves *moves, State *state, Random *random)
{
    int company = any_company(moves, random);
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
exchange_visits(const Moves *moves, State *state, Random *random)
{
    int company = any_company(moves, random);
    if (company < 0)
        return FALSE;
    int other =
        company_near(moves, moves->problem->companies[company].site, random);
    if (other < 0 || other == company || state->team_of[other] < 0)
        return FALSE;
    return exchange_companies(state, company, other);
}

static gboolean
replace_visit(const Moves *moves, State *state, Random *random)
{
    int company = unvisited(moves, state, random);
    if (company < 0)
        return FALSE;
    int other =
        company_near(moves, moves->problem->companies[company].site, random);
    if (other < 0 || state->team_of[other] < 0)
        return FALSE;
    return exchange_companies(state, company, other);
}

/* The half routes of two teams, or the two of one. */
static gboolean
exchange_routes(const Moves *moves, State *state, Random *random)
{
    Tail a = { .team = open_team(state, random) };
    Tail b = { .team = open_team(state, random) };
    a.half = (Half)random_below(random, HALF_COUNT);
    b.half = random_below(random, 4) == 0
                 ? (Half)random_below(random, HALF_COUNT)
                 : a.half;
    (void)moves;
    if (a.team < 0 || b.team < 0)
        return FALSE;
    return state_swap_tails(state, a, b);
}

/* What follows a visit gives way for what begins with one near it. */
static gboolean
exchange_tails(const Moves *moves, State *state, Random *random)
{
    Tail a = { 0 };
    Tail b = { 0 };
    int company = any_company(moves, random);
    if (company < 0 || state->team_of[company] < 0)
        return FALSE;
    int next =
        company_near(moves, moves->problem->companies[company].site, random);
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
exchange_people(const Moves *moves, State *state, Random *random)
{
    int team = open_team(state, random);
    Half half = (Half)random_below(random, HALF_COUNT);
    if (team < 0)
        return FALSE;
    int person = any_member(state, team, half, random);
    if (person < 0)
        return FALSE;
    int other = any_person(moves, moves->problem->people[person].politician,
                           half, random);
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
move_person(const Moves *moves, State *state, Random *random)
{
    Half half = (Half)random_below(random, HALF_COUNT);
    gboolean politician = random_below(random, 4) != 0;
    int person = any_person(moves, politician, half, random);
    int team = open_team(state, random);
    int halves = random_below(random, 2) == 0 ? 1 << half : ALL_DAY;
    if (team < 0 || person < 0)
        return FALSE;
    return move_seats(state, person, team, halves);
}

static gboolean
unseat_person(const Moves *moves, State *state, Random *random)
{
    int team = open_team(state, random);
    Half half = (Half)random_below(random, HALF_COUNT);
    int halves = random_below(random, 2) == 0 ? 1 << half : ALL_DAY;
    (void)moves;
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
recruit(const Moves *moves, State *state, int team, gboolean politician,
        int count, Random *random)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        int missing = count;
        for (int i = 0; i < state->teams[team].cells[half].person_count; i++) {
            int person = state->teams[team].cells[half].people[i];
            missing -=
                !moves->problem->people[person].politician == !politician;
        }
        for (int i = 0; i < 4 * TRIES && missing > 0; i++) {
            int person = any_person(moves, politician, (Half)half, random);
            if (person < 0 || state->seats[person][half] >= 0)
                continue;
            gboolean all_day =
                half == HALF_AM && state->seats[person][HALF_PM] < 0;
            move_seats(state, person, team, all_day ? ALL_DAY : 1 << half);
            missing--;
        }
    }
}

gboolean
moves_open_team(const Moves *moves, State *state, Random *random)
{
    const Problem *problem = moves->problem;
    int team = closed_team(state, random);
    int company = unvisited(moves, state, random);
    int wanted = MAX(problem->group_visits_min, 1) + random_below(random, 2);
    if (team < 0 || company < 0)
        return FALSE;
    wanted = MIN(wanted, state->visit_limit);
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = state->teams[team].cells[half].person_count; i > 0; i--)
            state_seat(state, state->teams[team].cells[half].people[i - 1],
                       (Half)half, -1);
    for (int i = 0; i < 4 * TRIES && wanted > 0; i++) {
        Half half = wanted % 2 == 0 ? HALF_AM : HALF_PM;
        if (company >= 0 && state->team_of[company] < 0 &&
            state_visit_fits(state, team, half)) {
            state_put_visit(state, company, team, half,
                            state->teams[team].cells[half].visit_count);
            wanted--;
        }
        if (company >= 0)
            company =
                company_near(moves, problem->companies[company].site, random);
        else
            company = unvisited(moves, state, random);
    }
    recruit(moves, state, team, FALSE, moves->officials, random);
    recruit(moves, state, team, TRUE, moves->politicians, random);
    return TRUE;
}

static gboolean
close_team(const Moves *moves, State *state, Random *random)
{
    int team = open_team(state, random);
    (void)moves;
    if (team < 0)
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

/* A team that visits in one half only gets the other one too, with those of
 * its members who are free. */
static gboolean
spread_team(const Moves *moves, State *state, Random *random)
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
    recruit(moves, state, team, FALSE, moves->officials, random);
    recruit(moves, state, team, TRUE, moves->politicians, random);
    return TRUE;
}

/* ---- the rows --------------------------------------------------------- */

typedef struct MoveRow {
    gboolean (*make)(const Moves *moves, State *state, Random *random);
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
    { exchange_routes,  40 },
    { exchange_tails,   50 },
    { drop_visit,       20 },
    { moves_open_team,   3 },
    { close_team,        3 },
    { spread_team,       4 },
};
// clang-format on

gboolean
moves_try(const Moves *moves, State *state, Random *random)
{
    int die = random_below(random, 1000);
    guint row = 0;
    while (die >= ROWS[row].share)
        die -= ROWS[row++].share;
    return ROWS[row].make(moves, state, random);
}
