/*
 * timing: gives the visits of a team and its lunch their times.
 *
 * Every visit as early as it can be, which no later visit can regret; only
 * lunch has a choice, made for those who come at noon or leave by then.
 */
#pragma once

#include "planner/solve/score.h"

/* When COMPANY's visit that starts at START_MIN ends. */
static inline int
timing_end(const Score *score, int company, int start_min)
{
    int end_min = score->locks->visits[company].end_min;
    return end_min > start_min
               ? end_min
               : start_min + score->problem->companies[company].visit_min;
}

/* Fills TIMES with the cheapest times for TEAM, and returns what hours,
 * travel time, availability and lunch limits cost there.  A team without
 * visits costs nothing, and its TIMES say nothing. */
Cost timing_set(const Score *score, const Team *team, Times *times);

/* Whether PRESENCE, once set for a team with the visits of TEAM, is the one
 * that timing_set would choose for TEAM's members of HALF, at no cost. */
gboolean timing_holds(const Score *score, const Team *team, Half half,
                      const Presence *presence);
