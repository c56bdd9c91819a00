/*
 * reseat: mends a plan by moving people alone, so that the fewest hear.
 *
 * Looks at every way to do it, at one more who hears at a time, so that the
 * first answer is the best of its kind.  Visits keep order and times.
 */
#pragma once

#include "planner/solve/meter.h"

typedef struct Reseat {
    State *state;   /* borrowed, as all here; at the end as at the start */
    Meter *meter;   /* of STATE */
    gint64 nodes;   /* how many changes may be tried; counts down */
    gboolean hasty; /* takes it that a company hears when anybody comes or
                       goes, though only numbers are told: soon done, and
                       proves nothing */
    State *best;    /* becomes the answer when FOUND */
    gboolean found; /* legal, and of those that tell TOLD the cheapest seen */
    int told;
    int excluded; /* no legal answer by seats alone tells fewer than this */
    int forced;   /* so many hear whatever is done */
    int bound;    /* and so many if the visits or times of a group change */
} Reseat;

/* Searches.  All counts are those of METER. */
void reseat_search(Reseat *reseat);

/* Takes away those who cannot be where they sit. */
void reseat_strip(Reseat *reseat);
