/*
 * drift: looks around a plan for a better one, with a price on being told.
 *
 * Threshold accepting (Dueck and Scheuer, 1990) with random changes, some of
 * them where something is wrong.  Integers only; knows no clock.
 */
#pragma once

#include "planner/solve/meter.h"
#include "planner/solve/moves.h"

typedef struct Drift {
    const Lists *lists; /* borrowed, as all here */
    State *state;       /* changed */
    Meter *meter;       /* of STATE */
    Random *random;
    gint64 price;   /* soft units (a tenth of a thousandth of a point) for
                       each who hears */
    gboolean few;   /* the best is who tells fewest; FALSE: by the price */
    State *best;    /* the best met, when FOUND */
    MeterRank rank; /* of the best; at first: what there is to better */
    gboolean found;
    /* Told of every DRIFT_TICK steps; FALSE stops. */
    gboolean (*tick)(gint64 steps, gpointer data);
    gpointer tick_data;
    gboolean stopped;
} Drift;

enum { DRIFT_TICK = 1024 };

/* Takes STEPS, at first accepting what is worse by up to HOT hundredths of a
 * point. */
void drift_search(Drift *drift, gint64 steps, int hot);
