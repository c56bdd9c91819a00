/*
 * repair-work: one repair under way.
 *
 * Inside repair: the state that is changed, the best so far, and what is
 * proven of it.
 */
#pragma once

#include "planner/solve/drift.h"
#include "planner/solve/repair.h"

/* Prices of one who hears, in soft units (a tenth of a thousandth of a
 * point), and temperatures in hundredths of a point. */
enum { POINT = 10000, DEAR = 5 * POINT, FAIR = 2 * POINT, LOW = POINT / 2 };
enum { HOT = 800, WARM = 300 };

/* One repair under way. */
typedef struct Work {
    const Problem *problem;       /* borrowed */
    const RepairOptions *options; /* borrowed */
    ToldView view;
    Score *score;
    Lists *lists;
    State *state;
    Meter *meter; /* of STATE */
    State *plain; /* as it is with nothing moved; NULL: not legal */
    State *best;
    MeterRank rank; /* of BEST */
    gboolean fewest;
    Random random;
    gint64 step;
    gboolean stopped;
} Work;

/* STATE becomes the best so far, or what FROM is. */
void work_take_best(Work *work);
void work_set_state(Work *work, const State *from);

/* A search from STATE that betters the best. */
Drift work_drift(Work *work, gint64 price, gboolean few);

/* Finds who tells the fewest, and of that the cheapest in reach, from STATE
 * as it was told, by random searches of STEPS where no other way is left. */
void work_find_fewest(Work *work, gint64 steps);
