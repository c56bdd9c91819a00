/*
 * search: betters a state by simulated annealing.
 *
 * Metropolis moves with a falling temperature and a price on hard units that
 * adapts, so that the way to a better plan may lead through illegal ones.
 * Kirkpatrick, Gelatt, Vecchi (1983).  Integers only; knows no clock.
 */
#pragma once

#include "planner/solve/moves.h"

typedef struct Search {
    const Lists *lists; /* borrowed, as all here */
    State *state;       /* changed */
    State *best;        /* the best met so far: hard first, then soft */
    Random *random;
    /* Told every SEARCH_TICK steps; FALSE stops the search. */
    gboolean (*tick)(gint64 steps, gpointer data);
    gpointer tick_data;
    gboolean stopped;
} Search;

enum { SEARCH_TICK = 1024 };

/* Anneals for STEPS moves, from HOT to COLD (hundredths of a point). */
void search_anneal(Search *search, gint64 steps, int hot, int cold);
