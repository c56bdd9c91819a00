/*
 * moment: the time values of an iCalendar text (RFC 5545 3.3.4-3.3.6), and
 * the clock of a VTIMEZONE that comes with it.
 *
 * Answers what UTC one local time is.  Expands no rule: the year asked about
 * is reckoned, and nothing before it.
 */
#pragma once

#include "calendars/slice.h"

/* How a value was written. */
typedef struct Moment {
    gint64 local; /* as the clock shows it, counted from 1970; or UTC */
    gboolean is_utc, is_date;
} Moment;

/* "20261201", "20261201T090000", "20261201T090000Z".  FALSE: none. */
gboolean moment_parse(Slice value, Moment *moment);

/* Seconds of "PT1H30M", "P1D", "-P2W"; FALSE: none. */
gboolean moment_duration(Slice value, gint64 *seconds);

/* "+0100", "-053000": seconds east of UTC.  FALSE: none. */
gboolean moment_offset(Slice value, int *seconds);

/* A STANDARD or DAYLIGHT part of a VTIMEZONE. */
typedef struct ClockShift {
    gint64 start_local;      /* its DTSTART, on the clock before it */
    int from_s, to_s;        /* TZOFFSETFROM, TZOFFSETTO */
    gboolean is_yearly;      /* it comes again each year: */
    int month, nth, weekday; /* nth -5 to 5, weekday 1 = Monday */
    gint64 until;            /* G_MAXINT64: for ever */
    gboolean is_odd;         /* it has a rule that we do not reckon */
} ClockShift;

/* Puts RRULE's VALUE into SHIFT. */
void moment_rule(Slice value, ClockShift *shift);

/* UTC of LOCAL by COUNT shifts; as RFC 5545 3.3.5 has it, an hour that comes
 * twice is the first, a skipped one is counted on from before the gap.
 * FALSE: they do not tell. */
gboolean moment_utc(const ClockShift *shifts, guint count, gint64 local,
                    gint64 *utc);
