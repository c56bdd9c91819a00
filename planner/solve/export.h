/*
 * export: between the search's state and a solution.
 *
 * Out: times, leaders and drivers; in: the groups of a warm start.
 */
#pragma once

#include "planner/solve/state.h"

/* STATE's open teams as groups, with times, leaders and drivers; who leads or
 * drives a half in the same group of BEFORE (NULL: none) goes on where that
 * is possible.  The caller owns the solution. */
Solution *export_solution(const State *state, const Solution *before);

/* Who leads, or drives, TEAM in HALF: KEPT (-1: nobody) where that is still
 * possible, so that nobody need hear of another; -1: nobody can. */
int export_leader(const Problem *problem, const Team *team, Half half,
                  int kept);
int export_driver(const Problem *problem, const Team *team, Half half,
                  int kept);

/* Adds TEAM's members of HALF to GROUP, with leader and driver. */
void export_members(const Problem *problem, const Team *team, Half half,
                    const Solution *before, Group *group);

/* Puts START's groups into STATE, which must be empty, each at the place that
 * its number says; leaves out what does not fit there: an unknown index, a
 * second visit, a second seat, a number beyond STATE's teams. */
void export_load(State *state, const Solution *start);
