/*
 * meter: who must hear of the state that a repair is changing.
 *
 * Goes with a state, change by change, and counts as told does, which has
 * the last word on a plan.
 */
#pragma once

#include "planner/solve/state.h"
#include "planner/solve/told.h"

/* What is said of a team; times as they follow from its visits. */
typedef struct MeterTeam {
    Team team; /* visits and people as they were told */
    Times times;
    int host, site;                             /* of its lunch */
    int leader[HALF_COUNT], driver[HALF_COUNT]; /* -1: nobody */
    int gone[HALF_COUNT]; /* members who are no longer in the problem */
    int lost[HALF_COUNT]; /* visits to companies that are not */
} MeterTeam;

/* Whether a team is to its readers what it was. */
typedef struct MeterSame {
    gboolean cell[HALF_COUNT];   /* visits, times, leader, driver */
    gboolean guests[HALF_COUNT]; /* what companies are told of visitors */
    gboolean stops[HALF_COUNT];  /* visits and times alone */
    gboolean lunch;              /* for those who eat, or come after it */
} MeterSame;

typedef struct Meter {
    const State *state;   /* borrowed */
    const ToldView *view; /* borrowed */
    int team_count;
    MeterTeam *was, *now;
    MeterSame *same;
    int (*was_seats)[HALF_COUNT]; /* by person: team, -1: none */
    int *was_team;                /* by company */
    gboolean *hears_person, *hears_company;
    int told;    /* who hear, those who are gone among them */
    int dropped; /* companies that were to be visited and are not */
} Meter;

/* Whether PERSON is named to nobody. */
static inline gboolean
meter_nameless(const ToldView *view, int person)
{
    return person >= 0 && person < view->problem->person_count &&
           view->nameless != NULL && view->nameless[person];
}

/* Hard tenths of TEAM's way and times. */
static inline gint64
meter_route_hard(const State *state, int team)
{
    return state->routes[team].way.hard + state->routes[team].timing.hard;
}

/* How good a state is to those who were told, the less the better. */
typedef struct MeterRank {
    gint64 hard;
    int dropped;
    int told;
    gint64 soft;
} MeterRank;

static inline MeterRank
meter_rank(const Meter *meter)
{
    return (MeterRank){ .hard = meter->state->total.hard,
                        .dropped = meter->dropped,
                        .told = meter->told,
                        .soft = meter->state->total.soft };
}

static inline gboolean
meter_rank_less(MeterRank a, MeterRank b)
{
    if (a.hard != b.hard)
        return a.hard < b.hard;
    if (a.dropped != b.dropped)
        return a.dropped < b.dropped;
    return a.told != b.told ? a.told < b.told : a.soft < b.soft;
}

/* Everyone was told TOLD; STATE and it must outlive the meter. */
Meter *meter_new(const State *state, const ToldView *view,
                 const Solution *told);
void meter_free(Meter *meter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meter, meter_free)

/* Follows the change of STATE under way: after state_settle, and again after
 * state_undo. */
void meter_follow(Meter *meter);

/* Counts all of STATE again. */
void meter_recount(Meter *meter);
