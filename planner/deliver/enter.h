/*
 * enter: one mail that came back, entered where it belongs.
 *
 * Stands on match (whose) and judge (what it may do).  The caller has begun
 * the change.
 */
#pragma once

#include "calendars/intake.h"
#include "planner/store/store.h"

/* A mail on its way in; all borrowed. */
typedef struct Arrival {
    const char *source, *source_id; /* as in the table inbox */
    GBytes *bytes;                  /* NULL: they could not be had */
    const Intake *intake;
} Arrival;

typedef struct EnterCounts {
    int booked, waiting, problems, noted;
    int known; /* had been booked before: nothing was written */
} EnterCounts;

/* Enters ARRIVAL and counts it.  AUTHSERV as judge takes it.  FALSE sets
 * ERROR. */
gboolean enter(Store *store, const Arrival *arrival, const char *authserv,
               EnterCounts *counts, GError **error);
