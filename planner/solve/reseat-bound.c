#include "planner/solve/reseat-walk.h"

/*
 * An answer that changes the visits or the times of a cell tells all who were
 * told to be there.  What a cell lacks must be mended all the same: somebody
 * who was not there joins it, or it has no visits any more.  Nothing that was
 * promised falls out, so that those visits go to the other half of the group
 * or to another group, whose members hear then.
 */

/* A cell that lacks people whatever it visits. */
typedef struct Lack {
    int team;
    Half half;
    int asked; /* MORE_POLITICIANS or MORE_OFFICIALS */
} Lack;

/* The cells of a team whose visits change; TEAM -1: none. */
typedef struct Changed {
    int team;
    int halves; /* 1 << HALF_AM | 1 << HALF_PM */
} Changed;

static const Cell *
told_cell(const ReseatWalk *walk, int team, Half half)
{
    return &walk->meter->was[team].team.cells[half];
}

/* Whether PERSON hears because she hears anyway or because of CHANGED. */
static gboolean
hears(const ReseatWalk *walk, int person, Changed changed)
{
    const int *was = walk->meter->was_seats[person];
    for (int half = 0; half < HALF_COUNT && changed.team >= 0; half++)
        if ((changed.halves & (1 << half)) && was[half] == changed.team)
            return TRUE;
    return walk->hears[person] > 0;
}

/* Members of a cell who would hear besides. */
static int
members_besides(const ReseatWalk *walk, int team, Half half, Changed changed)
{
    const Cell *cell = told_cell(walk, team, half);
    int count = 0;
    for (int i = 0; i < cell->person_count; i++)
        count += !hears(walk, cell->people[i], changed);
    return count;
}

static int
hosts_besides(const ReseatWalk *walk, int team, Half half)
{
    const Cell *cell = told_cell(walk, team, half);
    int count = 0;
    for (int i = 0; i < cell->visit_count; i++)
        count +=
            walk->hears[walk->problem->person_count + cell->visits[i]] == 0;
    return count;
}

/* Who hears besides when PERSON joins the cell: she, and the companies where
 * she is missed. */
static int
joining(const ReseatWalk *walk, int person, const Lack *lack, Changed changed)
{
    int was = walk->meter->was_seats[person][lack->half];
    int count = !hears(walk, person, changed);
    if (was == lack->team)
        return 0;
    if (was >= 0 && walk->meter->view->names_visitors &&
        !meter_nameless(walk->meter->view, person))
        count += hosts_besides(walk, was, lack->half);
    return count;
}

/* The cheapest that joins. */
static int
cheapest_joining(const ReseatWalk *walk, const Lack *lack, Changed changed)
{
    int least = G_MAXINT / 4;
    for (int person = 0; person < walk->problem->person_count; person++) {
        gboolean elected = walk->problem->people[person].politician;
        int bound = walk->score->locks->seats[person][lack->half];
        if ((lack->asked & (elected ? MORE_POLITICIANS : MORE_OFFICIALS)) ==
                0 ||
            walk->state->seats[person][lack->half] == lack->team ||
            (bound != LOCK_FREE && bound != lack->team) ||
            (walk->score->price[RULE_AVAILABILITY].hard > 0 &&
             !reseat_might(walk->problem, person, lack->half)))
            continue;
        least = MIN(least, joining(walk, person, lack, changed));
    }
    return least;
}

/* The fewest members who hear of visits that go to another group. */
static int
cheapest_other(const ReseatWalk *walk, int team, Changed changed)
{
    int least = G_MAXINT / 4;
    for (int i = 0; i < walk->state->team_count; i++)
        for (int half = 0; half < HALF_COUNT; half++)
            if (i != team && told_cell(walk, i, (Half)half)->visit_count > 0)
                least =
                    MIN(least, members_besides(walk, i, (Half)half, changed));
    return least;
}

static gboolean
read_lack(const ReseatWalk *walk, int team, Half half, Lack *lack)
{
    if (walk->state->cell_cost[team][half].hard == 0)
        return FALSE;
    *lack = (Lack){ .team = team,
                    .half = half,
                    .asked = reseat_ask(walk, team, half) };
    return lack->asked == MORE_POLITICIANS || lack->asked == MORE_OFFICIALS;
}

/* Who hears besides when the lacking cell has no visits any more. */
static int
emptying(const ReseatWalk *walk, const Lack *lack, Changed changed)
{
    Half other = lack->half == HALF_AM ? HALF_PM : HALF_AM;
    Lack twin;
    int count = members_besides(walk, lack->team, lack->half, changed);
    if (!read_lack(walk, lack->team, other, &twin))
        return count;
    if (changed.team != lack->team)
        return count;
    Changed both = { lack->team, 1 << HALF_AM | 1 << HALF_PM };
    int besides = MIN(cheapest_joining(walk, &twin, both),
                      cheapest_other(walk, lack->team, both));
    return count + besides;
}

/* What mending all that lacks costs besides at least. */
static int
mending(const ReseatWalk *walk, Changed changed)
{
    int most = 0;
    for (int team = 0; team < walk->state->team_count; team++)
        for (int half = 0; half < HALF_COUNT; half++) {
            Lack lack;
            if (!read_lack(walk, team, (Half)half, &lack))
                continue;
            most = MAX(most, MIN(cheapest_joining(walk, &lack, changed),
                                 emptying(walk, &lack, changed)));
        }
    return most;
}

int
reseat_bound(const ReseatWalk *walk)
{
    int least = walk->loose;
    for (int team = 0; team < walk->state->team_count; team++)
        for (int half = 0; half < HALF_COUNT; half++) {
            Changed changed = { team, 1 << half };
            if (told_cell(walk, team, (Half)half)->visit_count > 0)
                least = MIN(least, walk->certain +
                                       members_besides(walk, team, (Half)half,
                                                       (Changed){ -1, 0 }) +
                                       mending(walk, changed));
        }
    return least;
}
