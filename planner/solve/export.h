/*
 * export: between the search's state and a solution.
 *
 * Out: times, leaders and drivers; in: the groups of a warm start.
 */
#pragma once

#include "planner/solve/state.h"

/* STATE's open teams as groups, with times, leaders and drivers.  The
 * caller owns the solution. */
Solution *export_solution(const State *state);

/* Adds TEAM's members of HALF to GROUP, with leader and driver. */
void export_members(const Problem *problem, const Team *team, Half half,
                    Group *group);

/* Puts START's groups into STATE, which must be empty, each at the place that
 * its number says; leaves out what does not fit there: an unknown index, a
 * second visit, a second seat, a number beyond STATE's teams. */
void export_load(State *state, const Solution *start);
