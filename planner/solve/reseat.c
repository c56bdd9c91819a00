#include "planner/solve/reseat.h"

#include <string.h>

/* How many more than must hear are tried, and what may be asked of a cell. */
enum { DEEPEST = 24 };
enum {
    MORE_POLITICIANS = 1,
    MORE_OFFICIALS = 2,
    FEWER_POLITICIANS = 4,
    FEWER_OFFICIALS = 8,
    ANY = 15
};

/* What a search through seats remembers of its way. */
typedef struct Walk {
    Reseat *reseat; /* borrowed, as all here */
    State *state;
    Meter *meter;
    const Score *score;
    const Problem *problem;
    int bound;        /* nobody beyond so many may hear */
    int certain;      /* who hears whatever comes further on */
    int *hears;       /* people, then companies: how often counted */
    GArray *trail;    /* int: what was counted, in order */
    gboolean *fixed;  /* person * HALF_COUNT + half: this seat stands */
    gboolean *agreed; /* team * HALF_COUNT + half: its readers hear */
    gint64 soft;      /* of the best answer */
    int loose;        /* who hears at least if a group's times change so that
                         somebody may stay */
    gboolean cut;     /* not all was looked at */
} Walk;

/* ---- who hears for certain -------------------------------------------------- */

static void
count_reader(Walk *walk, int reader)
{
    walk->certain += walk->hears[reader]++ == 0;
    g_array_append_val(walk->trail, reader);
}

static void
count_company(Walk *walk, int company)
{
    count_reader(walk, walk->problem->person_count + company);
}

static void
uncount(Walk *walk, guint mark)
{
    while (walk->trail->len > mark) {
        int reader = g_array_index(walk->trail, int, walk->trail->len - 1);
        g_array_set_size(walk->trail, walk->trail->len - 1);
        walk->certain -= --walk->hears[reader] == 0;
    }
}

static void
count_members(Walk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    for (int i = 0; i < cell->person_count; i++)
        count_reader(walk, cell->people[i]);
}

static void
count_hosts(Walk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    for (int i = 0; i < cell->visit_count; i++)
        count_company(walk, cell->visits[i]);
}

/* PERSON no longer sits in TEAM, where she was told to. */
static void
count_leaving(Walk *walk, int person, int team, Half half)
{
    const MeterTeam *was = &walk->meter->was[team];
    if (meter_nameless(walk->meter->view, person))
        return; /* another such may take her place unseen */
    if (walk->meter->view->names_visitors || was->leader[half] == person)
        count_hosts(walk, team, half);
    if (was->leader[half] == person || was->driver[half] == person)
        count_members(walk, team, half);
}

static void
count_seat(Walk *walk, int person, Half half, int from, int to)
{
    int was = walk->meter->was_seats[person][half];
    if (to != was)
        count_reader(walk, person);
    if (from >= 0 && from == was)
        count_leaving(walk, person, from, half);
    if (to >= 0 && to != was && walk->meter->view->names_visitors &&
        !meter_nameless(walk->meter->view, person))
        count_hosts(walk, to, half);
}

/* ---- where a person can sit --------------------------------------------------- */

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

/* Whether PERSON is there as long as TEAM's HALF lasts, by its times now. */
static gboolean
there(const Walk *walk, int person, int team, Half half)
{
    const Problem *problem = walk->problem;
    const Cell *cell = &walk->state->teams[team].cells[half];
    const Times *times = &walk->meter->now[team].times;
    int last = cell->visit_count - 1;
    if (walk->score->price[RULE_AVAILABILITY].hard == 0)
        return TRUE;
    if (half == HALF_AM)
        return covers(problem, &problem->people[person], problem->day_start_min,
                      times->lunch_min);
    return covers(problem, &problem->people[person],
                  times->lunch_min + problem->lunch_len_min,
                  times->start_min[half][last] +
                      problem->companies[cell->visits[last]].visit_min);
}

static gboolean
avoids(const Walk *walk, const Person *person, int company)
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
static gboolean
can_sit(const Walk *walk, int person, int team, Half half)
{
    const Cell *cell = &walk->state->teams[team].cells[half];
    int bound = walk->score->locks->seats[person][half];
    if (cell->visit_count == 0 || cell->person_count >= CELL_PEOPLE ||
        (bound != LOCK_FREE && bound != team) ||
        !there(walk, person, team, half))
        return FALSE;
    for (int i = 0; i < cell->visit_count; i++)
        if (avoids(walk, &walk->problem->people[person], cell->visits[i]))
            return FALSE;
    return TRUE;
}

/* ---- changes -------------------------------------------------------------------- */

static void
put(Walk *walk, int person, Half half, int team)
{
    state_begin(walk->state);
    state_seat(walk->state, person, half, team);
    state_settle(walk->state);
    meter_follow(walk->meter);
}

static void look(Walk *walk);

static void
try_seat(Walk *walk, int person, Half half, int to)
{
    gboolean *fixed = &walk->fixed[person * HALF_COUNT + (int)half];
    guint mark = walk->trail->len;
    int from = walk->state->seats[person][half];
    if (*fixed || walk->cut || (to >= 0 && !can_sit(walk, person, to, half)))
        return;
    count_seat(walk, person, half, from, to);
    if (walk->certain <= walk->bound) {
        *fixed = TRUE;
        put(walk, person, half, to);
        look(walk);
        put(walk, person, half, from);
        *fixed = FALSE;
    }
    uncount(walk, mark);
}

static void
try_all_seats(Walk *walk, int person, Half half)
{
    int from = walk->state->seats[person][half];
    if (from >= 0)
        try_seat(walk, person, half, -1);
    for (int team = 0; team < walk->state->team_count; team++)
        if (team != from)
            try_seat(walk, person, half, team);
}

static void
try_leaving(Walk *walk, int team, Half half, int asked)
{
    Cell cell = walk->state->teams[team].cells[half]; /* as it is now */
    for (int i = 0; i < cell.person_count; i++) {
        gboolean elected = walk->problem->people[cell.people[i]].politician;
        if (asked & (elected ? FEWER_POLITICIANS : FEWER_OFFICIALS))
            try_all_seats(walk, cell.people[i], half);
    }
}

static void
try_joining(Walk *walk, int team, Half half, int asked)
{
    for (int person = 0; person < walk->problem->person_count; person++) {
        gboolean elected = walk->problem->people[person].politician;
        if (walk->state->seats[person][half] != team &&
            (asked & (elected ? MORE_POLITICIANS : MORE_OFFICIALS)))
            try_seat(walk, person, half, team);
    }
}

/* ---- what is wrong ---------------------------------------------------------------- */

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

/* One hard limit that the cell is outside of says who must come or go in any
 * legal answer; where none does, anybody may have to. */
static int
ask_cell(const Walk *walk, int team, Half half)
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
static int
absentee(const Walk *walk, int team, Half half)
{
    const Cell *cell = &walk->state->teams[team].cells[half];
    for (int i = 0; i < cell->person_count && cell->visit_count > 0; i++)
        if (!there(walk, cell->people[i], team, half))
            return cell->people[i];
    return -1;
}

static gboolean
mend_team(Walk *walk, int team)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        if (walk->state->cell_cost[team][half].hard == 0)
            continue;
        int asked = ask_cell(walk, team, (Half)half);
        try_joining(walk, team, (Half)half, asked);
        try_leaving(walk, team, (Half)half, asked);
        return TRUE;
    }
    for (int half = 0; half < HALF_COUNT; half++) {
        int person = walk->state->route_cost[team].hard > 0
                         ? absentee(walk, team, (Half)half)
                         : -1;
        if (person >= 0) {
            try_all_seats(walk, person, (Half)half);
            return TRUE;
        }
    }
    return FALSE;
}

static int
seat_of(const Walk *walk, int person, Half half)
{
    int team = walk->state->seats[person][half];
    return team >= 0 && walk->state->teams[team].cells[half].visit_count > 0
               ? team
               : -1;
}

/* Mends one thing that is wrong in every way that there is. */
static void
mend(Walk *walk)
{
    for (int team = 0; team < walk->state->team_count; team++)
        if (mend_team(walk, team))
            return;
    for (int person = 0; person < walk->problem->person_count; person++) {
        Cost cost =
            score_person(walk->score, person, seat_of(walk, person, HALF_AM),
                         seat_of(walk, person, HALF_PM));
        if (cost.hard == 0)
            continue;
        try_all_seats(walk, person, HALF_AM);
        try_all_seats(walk, person, HALF_PM);
        return;
    }
}

/* ---- what is legal ------------------------------------------------------------------ */

static void
keep(Walk *walk)
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
agree(Walk *walk, int team, Half half)
{
    const Cell *cell = &walk->meter->was[team].team.cells[half];
    guint mark = walk->trail->len;
    int before = walk->certain;
    for (int i = 0; i < cell->person_count; i++)
        if (walk->meter->hears_person[cell->people[i]])
            count_reader(walk, cell->people[i]);
    for (int i = 0; i < cell->visit_count; i++)
        if (walk->meter->hears_company[cell->visits[i]])
            count_company(walk, cell->visits[i]);
    if (walk->certain > before)
        return TRUE;
    uncount(walk, mark);
    return FALSE;
}

/* It is legal, but in some cell more hear than must: they do, or somebody
 * comes or goes there, so that the company gets as many as it was told. */
static void
spare(Walk *walk)
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
        uncount(walk, mark);
        try_joining(walk, team, half, ANY);
        try_leaving(walk, team, half, ANY);
        return;
    }
}

static void
look(Walk *walk)
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
    if (walk->meter->told > walk->certain)
        spare(walk);
}

/* ---- the whole ------------------------------------------------------------------------ */

/* Whether PERSON might be there in HALF if only its times were others. */
static gboolean
might(const Problem *problem, int person, Half half)
{
    const Person *row = &problem->people[person];
    if (half == HALF_AM)
        return covers(problem, row, problem->day_start_min,
                      problem->lunch_from_min);
    for (int i = 0; i < row->span_count; i++)
        if (problem->spans[row->span_first + i].to_min >
            problem->lunch_from_min + problem->lunch_len_min)
            return TRUE;
    return FALSE;
}

/* Takes away those who cannot be where they sit, and counts who hears
 * whatever is done. */
static void
begin(Walk *walk)
{
    Meter *meter = walk->meter;
    int readers = walk->problem->person_count + walk->problem->company_count;
    for (int person = 0; person < walk->problem->person_count; person++)
        for (int half = 0; half < HALF_COUNT; half++) {
            int team = seat_of(walk, person, (Half)half);
            int bound = walk->score->locks->seats[person][half];
            if (team < 0 || (there(walk, person, team, (Half)half) &&
                             (bound == LOCK_FREE || bound == team)))
                continue;
            if (might(walk->problem, person, (Half)half))
                walk->loose =
                    MIN(walk->loose,
                        walk->state->teams[team].cells[half].person_count);
            count_seat(walk, person, (Half)half, team, -1);
            put(walk, person, (Half)half, -1);
        }
    for (int team = 0; team < walk->state->team_count; team++)
        for (int half = 0; half < HALF_COUNT; half++) {
            const MeterTeam *was = &meter->was[team];
            gboolean lost = was->leader[half] >= walk->problem->person_count;
            if (lost || (was->gone[half] > 0 && meter->view->names_visitors))
                count_hosts(walk, team, (Half)half);
            if (lost || was->lost[half] > 0 ||
                was->driver[half] >= walk->problem->person_count)
                count_members(walk, team, (Half)half);
        }
    walk->certain += meter->told;
    for (int i = 0; i < readers; i++)
        walk->certain -=
            i < walk->problem->person_count
                ? meter->hears_person[i]
                : meter->hears_company[i - walk->problem->person_count];
}

/* Who hears at least when some cell's visits or times change: those who were
 * told of them. */
static int
bound_of_routes(const Walk *walk)
{
    int least = walk->loose;
    for (int team = 0; team < walk->state->team_count; team++)
        for (int half = 0; half < HALF_COUNT; half++) {
            const Cell *cell = &walk->meter->was[team].team.cells[half];
            int more = 0;
            for (int i = 0; i < cell->person_count; i++)
                more += walk->hears[cell->people[i]] == 0;
            if (cell->visit_count > 0)
                least = MIN(least, walk->certain + more);
        }
    return least;
}

/* FALSE: some group's way is wrong whoever goes it. */
static gboolean
mendable(const Walk *walk)
{
    for (int team = 0; team < walk->state->team_count; team++)
        if (walk->state->route_cost[team].hard > 0 &&
            absentee(walk, team, HALF_AM) < 0 &&
            absentee(walk, team, HALF_PM) < 0)
            return FALSE;
    return TRUE;
}

static void
walk_clear(Walk *walk)
{
    g_free(walk->hears);
    g_free(walk->fixed);
    g_free(walk->agreed);
    g_array_unref(walk->trail);
}

void
reseat_search(Reseat *reseat)
{
    const Score *score = reseat->state->score;
    gsize people = (gsize)score->problem->person_count;
    gsize companies = (gsize)score->problem->company_count;
    Walk walk = { .reseat = reseat,
                  .state = reseat->state,
                  .meter = reseat->meter,
                  .score = score,
                  .problem = score->problem,
                  .hears = g_new0(int, people + companies + 1),
                  .loose = G_MAXINT,
                  .trail = g_array_new(FALSE, FALSE, sizeof(int)),
                  .fixed = g_new0(gboolean, (people + 1) * HALF_COUNT),
                  .agreed =
                      g_new0(gboolean, ((gsize)reseat->state->team_count + 1) *
                                           HALF_COUNT) };
    begin(&walk);
    reseat->forced = reseat->excluded = walk.certain;
    reseat->bound = bound_of_routes(&walk);
    for (walk.bound = walk.certain;
         mendable(&walk) && walk.bound <= reseat->forced + DEEPEST;
         walk.bound++) {
        look(&walk);
        if (walk.cut || reseat->found)
            break;
        reseat->excluded = walk.bound + 1;
    }
    walk_clear(&walk);
}
