/*
 * agenda: what somebody else's calendar says, as far as we ask it.
 *
 * Bytes in, entries and busy times out.  Reads content lines (RFC 5545 3.1)
 * however they are broken and folded, in one pass and in bounded memory; no
 * recurrence is expanded here and no VTIMEZONE is run.  What cannot be read
 * is said, never guessed.
 */
#pragma once

#include <glib.h>

enum {
    AGENDA_BYTES_MAX = 32 * 1024 * 1024,
    AGENDA_ENTRIES_MAX = 50000,
    AGENDA_VALUE_MAX = 65536,  /* bytes of one line that are kept */
    AGENDA_MOMENTS_MAX = 4000, /* in the EXDATEs of one entry */
};

#define AGENDA_NO_TIME G_MININT64

/* A moment as it was written: what a clock in ZONE shows. */
typedef struct AgendaTime {
    gint64 local;    /* seconds since 1970 by that clock; or AGENDA_NO_TIME */
    gint64 utc;      /* or AGENDA_NO_TIME: none, or the zone is unknown */
    char *zone;      /* IANA name, "UTC"; owned; NULL: none that we know */
    gboolean is_day; /* VALUE=DATE */
} AgendaTime;

/* A VEVENT; all owned, NULL where absent. */
typedef struct AgendaEntry {
    char *uid, *summary, *location, *description; /* unescaped, cleaned */
    AgendaTime start, end; /* END made from DURATION where need be */
    AgendaTime recurrence; /* RECURRENCE-ID */
    char *rrule;
    GArray *exceptions; /* gint64: EXDATE, UTC */
    gboolean cancelled, tentative, transparent;
    gboolean away; /* out of office, as Exchange says it */
    gboolean odd;  /* has an RDATE, or something that cannot be read */
} AgendaEntry;

typedef enum { AGENDA_BUSY, AGENDA_TENTATIVE, AGENDA_AWAY } AgendaKind;

typedef struct AgendaPeriod {
    gint64 from_utc, to_utc;
    AgendaKind kind;
} AgendaPeriod;

typedef struct Agenda {
    GPtrArray *entries;      /* AgendaEntry */
    gboolean is_calendar;    /* there was a VCALENDAR, and it ended */
    gboolean is_freebusy;    /* there was a VFREEBUSY */
    gint64 from_utc, to_utc; /* that it covers; AGENDA_NO_TIME: not told */
    GArray *periods;         /* AgendaPeriod, of it */
    gboolean broken;         /* something of it was left out */
} Agenda;

/* Reads LENGTH bytes of TEXT; times without a zone are by the clock of ZONE
 * (an IANA name).  Never NULL. */
Agenda *agenda_read(const char *text, gsize length, const char *zone);
void agenda_free(Agenda *agenda);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Agenda, agenda_free)

/* Seconds that TEXT ("PT1H30M", RFC 5545 3.3.6) takes; -1: it is none,
 * negative, or longer than ten years. */
gint64 agenda_duration(const char *text);
