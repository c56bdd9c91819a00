/*
 * repeat: the times at which a simple rule lets an entry come again.
 *
 * FREQ=DAILY and WEEKLY, with INTERVAL, COUNT, UNTIL and weekdays (RFC 5545
 * 3.3.10), counted on the clock of the entry's own zone.  Everything else is
 * not expanded, and so unknown.
 */
#pragma once

#include "calendars/agenda.h"

enum { REPEAT_COUNT_MAX = 20000 }; /* times counted from the first on */

/* The starts (gint64, UTC) of ENTRY that make it overlap FROM_UTC to TO_UTC,
 * but for its exceptions; the caller owns them.  NULL: its rule is not one
 * that we expand. */
GArray *repeat_starts(const AgendaEntry *entry, gint64 from_utc, gint64 to_utc);
