#include "planner/solve/reseat.h"

#include "planner/solve/reseat-walk.h"

/* How many more than must hear are tried. */
enum { DEEPEST = 24 };

/* ---- changes -------------------------------------------------------------------- */

static void look(ReseatWalk *walk);

static void
try_seat(ReseatWalk *walk, int person, Half half, int to)
{
    gboolean *fixed = &walk->fixed[person * HALF_COUNT + (int)half];
    guint mark = walk->trail->len;
    int from = walk->state->seats[person][half];
    if (*fixed || walk->cut ||
        (to >= 0 && !reseat_can_sit(walk, person, to, half)))
        return;
    reseat_count_seat(walk, person, half, from, to);
    if (walk->certain <= walk->bound) {
        *fixed = TRUE;
        reseat_put(walk, person, half, to);
        look(walk);
        reseat_put(walk, person, half, from);
        *fixed = FALSE;
    }
    reseat_uncount(walk, mark);
}

static void
try_all_seats(ReseatWalk *walk, int person, Half half)
{
    int from = walk->state->seats[person][half];
    if (from >= 0)
        try_seat(walk, person, half, -1);
    for (int team = 0; team < walk->state->team_count; team++)
        if (team != from)
            try_seat(walk, person, half, team);
}

static void
try_leaving(ReseatWalk *walk, int team, Half half, int asked)
{
    Cell cell = walk->state->teams[team].cells[half]; /* as it is now */
    for (int i = 0; i < cell.person_count; i++) {
        gboolean elected = walk->problem->people[cell.people[i]].politician;
        if (asked & (elected ? FEWER_POLITICIANS : FEWER_OFFICIALS))
            try_all_seats(walk, cell.people[i], half);
    }
}

static void
try_joining(ReseatWalk *walk, int team, Half half, int asked)
{
    for (int person = 0; person < walk->problem->person_count; person++) {
        gboolean elected = walk->problem->people[person].politician;
        if (walk->state->seats[person][half] != team &&
            (asked & (elected ? MORE_POLITICIANS : MORE_OFFICIALS)))
            try_seat(walk, person, half, team);
    }
}

/* ---- what is wrong ---------------------------------------------------------------- */

/* One hard limit that the cell is outside of says who must come or go in any
 * legal answer; where none does, anybody may have to. */
static gboolean
mend_team(ReseatWalk *walk, int team)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        if (walk->state->cell_cost[team][half].hard == 0)
            continue;
        int asked = reseat_ask(walk, team, (Half)half);
        try_joining(walk, team, (Half)half, asked);
        try_leaving(walk, team, (Half)half, asked);
        return TRUE;
    }
    for (int half = 0; half < HALF_COUNT; half++) {
        int person = meter_route_hard(walk->state, team) > 0
                         ? reseat_absentee(walk, team, (Half)half)
                         : -1;
        if (person >= 0) {
            try_all_seats(walk, person, (Half)half);
            return TRUE;
        }
    }
    return FALSE;
}

/* Mends one thing that is wrong in every way that there is. */
static void
mend(ReseatWalk *walk)
{
    for (int team = 0; team < walk->state->team_count; team++)
        if (mend_team(walk, team))
            return;
    for (int person = 0; person < walk->problem->person_count; person++) {
        Cost cost = score_person(walk->score, person,
                                 reseat_seat_of(walk, person, HALF_AM),
                                 reseat_seat_of(walk, person, HALF_PM));
        if (cost.hard == 0)
            continue;
        try_all_seats(walk, person, HALF_AM);
        try_all_seats(walk, person, HALF_PM);
        return;
    }
}

/* ---- what is legal ------------------------------------------------------------------ */

static void
keep(ReseatWalk *walk)
{
    Reseat *reseat = walk->reseat;
    if (walk->meter->told > walk->bound ||
        (reseat->found && walk->state->total.soft >= walk->soft))
        return;
    state_copy(reseat->best, walk->state);
    reseat->found = TRUE;
    reseat->told = walk->meter->told;
    walk->soft = walk->state->total.soft;
}

/* Counts those of a cell who hear as it is now, though not for certain. */
static gboolean
agree(ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    guint mark = walk->trail->len;
    int before = walk->certain;
    for (int i = 0; i < cell->person_count; i++)
        if (walk->meter->hears_person[cell->people[i]])
            reseat_count_reader(walk, cell->people[i]);
    for (int i = 0; i < cell->visit_count; i++)
        if (walk->meter->hears_company[cell->visits[i]])
            reseat_count_reader(walk,
                                walk->problem->person_count + cell->visits[i]);
    if (walk->certain > before)
        return TRUE;
    reseat_uncount(walk, mark);
    return FALSE;
}

/* It is legal, but in some cell more hear than must: they do, or somebody
 * comes or goes there, so that the company gets as many as it was told. */
static void
spare(ReseatWalk *walk)
{
    for (int cell = 0; cell < walk->state->team_count * HALF_COUNT; cell++) {
        guint mark = walk->trail->len;
        int team = cell / HALF_COUNT;
        Half half = (Half)(cell % HALF_COUNT);
        if (walk->agreed[cell] || !agree(walk, team, half))
            continue;
        walk->agreed[cell] = TRUE;
        look(walk);
        walk->agreed[cell] = FALSE;
        reseat_uncount(walk, mark);
        try_joining(walk, team, half, ANY);
        try_leaving(walk, team, half, ANY);
        return;
    }
}

static void
look(ReseatWalk *walk)
{
    if (walk->certain > walk->bound || walk->cut)
        return;
    if (walk->reseat->nodes-- <= 0) {
        walk->cut = TRUE;
        return;
    }
    if (walk->state->total.hard > 0) {
        mend(walk);
        return;
    }
    keep(walk);
    if (walk->meter->told > walk->certain && !walk->reseat->hasty)
        spare(walk);
}

/* ---- the whole ------------------------------------------------------------------------ */

/* A seat that somebody had to leave. */
typedef struct Left {
    int person, team;
    Half half;
} Left;

/* Takes away those who cannot be where they sit; the caller owns the list of
 * Left. */
static GArray *
strip(ReseatWalk *walk)
{
    GArray *left = g_array_new(FALSE, FALSE, sizeof(Left));
    for (int person = 0; person < walk->problem->person_count; person++)
        for (int half = 0; half < HALF_COUNT; half++) {
            int team = reseat_seat_of(walk, person, (Half)half);
            int bound = walk->score->locks->seats[person][half];
            Left seat = { person, team, (Half)half };
            if (team < 0 || (reseat_there(walk, person, team, (Half)half) &&
                             (bound == LOCK_FREE || bound == team)))
                continue;
            if (reseat_might(walk->problem, person, (Half)half))
                walk->loose =
                    MIN(walk->loose,
                        walk->state->teams[team].cells[half].person_count);
            reseat_count_seat(walk, person, (Half)half, team, -1);
            reseat_put(walk, person, (Half)half, -1);
            g_array_append_val(left, seat);
        }
    return left;
}

static void
put_back(ReseatWalk *walk, const GArray *left)
{
    for (guint i = 0; i < left->len; i++) {
        const Left *seat = &g_array_index(left, Left, i);
        reseat_put(walk, seat->person, seat->half, seat->team);
    }
}

/* Counts who hears whatever is done, besides those who had to leave. */
static void
count_forced(ReseatWalk *walk)
{
    Meter *meter = walk->meter;
    int people = walk->problem->person_count;
    for (int team = 0; team < walk->state->team_count; team++)
        for (int half = 0; half < HALF_COUNT; half++) {
            const MeterTeam *was = &meter->was[team];
            gboolean lost = was->leader[half] >= people;
            if (lost || (was->gone[half] > 0 && meter->view->names_visitors))
                reseat_count_hosts(walk, team, (Half)half);
            if (lost || was->lost[half] > 0 || was->driver[half] >= people)
                reseat_count_members(walk, team, (Half)half);
        }
    walk->certain += meter->told; /* the rest of those who hear is gone */
    for (int i = 0; i < people; i++)
        walk->certain -= meter->hears_person[i];
    for (int i = 0; i < walk->problem->company_count; i++)
        walk->certain -= meter->hears_company[i];
}

/* FALSE: some group's way is wrong whoever goes it. */
static gboolean
mendable(const ReseatWalk *walk)
{
    for (int team = 0; team < walk->state->team_count; team++)
        if (meter_route_hard(walk->state, team) > 0 &&
            reseat_absentee(walk, team, HALF_AM) < 0 &&
            reseat_absentee(walk, team, HALF_PM) < 0)
            return FALSE;
    return TRUE;
}

static ReseatWalk
walk_init(Reseat *reseat)
{
    const Score *score = reseat->state->score;
    gsize people = (gsize)score->problem->person_count + 1;
    gsize companies = (gsize)score->problem->company_count;
    gsize teams = (gsize)reseat->state->team_count + 1;
    return (ReseatWalk){ .reseat = reseat,
                         .state = reseat->state,
                         .meter = reseat->meter,
                         .score = score,
                         .problem = score->problem,
                         .hears = g_new0(int, people + companies),
                         .loose = G_MAXINT,
                         .trail = g_array_new(FALSE, FALSE, sizeof(int)),
                         .fixed = g_new0(gboolean, people * HALF_COUNT),
                         .agreed = g_new0(gboolean, teams * HALF_COUNT) };
}

static void
walk_clear(ReseatWalk *walk)
{
    g_free(walk->hears);
    g_free(walk->fixed);
    g_free(walk->agreed);
    g_array_unref(walk->trail);
}

void
reseat_strip(Reseat *reseat)
{
    ReseatWalk walk = walk_init(reseat);
    g_array_unref(strip(&walk)); /* for good */
    walk_clear(&walk);
}

void
reseat_search(Reseat *reseat)
{
    ReseatWalk walk = walk_init(reseat);
    g_autoptr(GArray) left = strip(&walk);
    count_forced(&walk);
    reseat->forced = reseat->excluded = walk.certain;
    reseat->bound = reseat_bound(&walk);
    for (walk.bound = walk.certain;
         mendable(&walk) && walk.bound <= reseat->forced + DEEPEST;
         walk.bound++) {
        look(&walk);
        if (walk.cut || reseat->found)
            break;
        reseat->excluded = walk.bound + 1;
    }
    put_back(&walk, left);
    walk_clear(&walk);
}
