/*
 * moves: the changes the search tries, one at a time, at random.
 *
 * Stands on state.  Knows nothing of costs and whether a change is kept.
 */
#pragma once

#include "planner/solve/lists.h"
#include "planner/solve/state.h"

/* Makes a random change of STATE, after state_begin.  FALSE: the dice
 * pointed at nothing that could be done, and STATE is as it was. */
gboolean moves_try(const Lists *lists, State *state, Random *random);

/* Opens a team of unvisited companies and free people, after state_begin;
 * FALSE as above. */
gboolean moves_open_team(const Lists *lists, State *state, Random *random);
