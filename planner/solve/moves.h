/*
 * moves: the changes the search tries, one at a time, at random.
 *
 * Stands on state.  Knows nothing of costs and whether a change is kept.
 */
#pragma once

#include "planner/solve/random.h"
#include "planner/solve/state.h"

typedef struct Moves Moves;

/* PROBLEM must outlive the moves. */
Moves *moves_new(const Problem *problem);
void moves_free(Moves *moves);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Moves, moves_free)

/* Makes a random change of STATE, after state_begin.  FALSE: the dice
 * pointed at nothing that could be done, and STATE is as it was. */
gboolean moves_try(const Moves *moves, State *state, Random *random);

/* Opens a team of unvisited companies and free people, after state_begin;
 * FALSE as above. */
gboolean moves_open_team(const Moves *moves, State *state, Random *random);
