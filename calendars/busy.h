/*
 * busy: when somebody is busy on a day, as her calendar says.
 *
 * From a VFREEBUSY, else from her entries; a rule that repeats is expanded
 * only where it is simple, and only over the day asked for.  What a calendar
 * does not cover, or says in a way we do not read, is unknown and never free
 * (rule 42).  Stands on agenda, whose reading it does in a confined child.
 */
#pragma once

#include "calendars/agenda.h"

typedef enum {
    BUSY_KNOWN,
    BUSY_NO_CALENDAR, /* it is none, or not a whole one */
    BUSY_NO_SPAN,     /* a VFREEBUSY that does not say what time it covers */
    BUSY_OTHER_TIME,  /* it covers another time */
    BUSY_UNREAD,      /* an entry that may lie on the day cannot be placed */
    BUSY_TOO_MUCH,    /* reading it took more than it may */
} BusyFault;

typedef struct Busy {
    BusyFault fault;         /* otherwise nothing below holds */
    gint64 from_utc, to_utc; /* what it covers of the time asked for */
    GArray *periods;         /* AgendaPeriod, within it, by time */
} Busy;

/* What the calendars TEXTS (GBytes, one or more of the same person) say of
 * FROM_UTC to TO_UTC, seconds since 1970; times without a zone are ZONE's.
 * Never NULL. */
Busy *busy_read(const GPtrArray *texts, const char *zone, gint64 from_utc,
                gint64 to_utc);

/* The same of one text, in this process: for the child, and for tests. */
Busy *busy_of(const char *text, gsize length, const char *zone, gint64 from_utc,
              gint64 to_utc);

void busy_free(Busy *busy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Busy, busy_free)
