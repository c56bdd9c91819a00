/*
 * rounds: spends a search's steps on runs that compete with one another.
 *
 * How many groups a day has is settled while a run is hot, and then for good:
 * so short runs for each number race, the better ones get longer runs, and
 * the best plans of those are bettered.  The runs of a round share nothing
 * and may go on at once; what comes of them depends on seed and steps alone.
 */
#pragma once

#include "planner/solve/search.h"
#include "planner/solve/solve.h"

typedef struct Rounds {
    const Lists *lists;          /* borrowed, as all here */
    const Score *score;          /* borrowed */
    const SolveOptions *options; /* borrowed; its start is in BEST already */
    State *best;                 /* the best of all runs, bettered */
} Rounds;

/* Runs rounds until the steps are used up or the tick says stop. */
void rounds_run(Rounds *rounds);
