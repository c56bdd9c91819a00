/*
 * calendar: one appointment as iCalendar text (RFC 5545, RFC 5546).
 *
 * Text out; knows nothing of events, people or databases.  What it writes
 * holds to the byte rules that Outlook, Google and Apple need: CRLF, lines
 * of at most 75 octets, one VTIMEZONE of our own making, one attendee.
 */
#pragma once

#include <glib.h>

typedef enum {
    CALENDAR_ERROR_ADDRESS, /* an address fails the strict validator */
    CALENDAR_ERROR_VALUE,   /* end before start, unknown zone, bad UID */
} CalendarError;

#define CALENDAR_ERROR (calendar_error_quark())
GQuark calendar_error_quark(void);

typedef enum {
    METHOD_NONE,
    METHOD_PUBLISH,
    METHOD_REQUEST,
    METHOD_CANCEL,
    METHOD_DECLINECOUNTER, /* RFC 5546 3.2.8 */
} CalendarMethod;

/* An appointment.  All strings are borrowed UTF-8; NULL leaves a part out.
 * ZONE NULL, and a zone whose law no VTIMEZONE of one STANDARD and one
 * DAYLIGHT can state, write the times in UTC.
 * With METHOD_NONE and METHOD_PUBLISH neither organizer nor attendee is
 * written (rule 33: some clients would mail back). */
typedef struct Appointment {
    CalendarMethod method;
    const char *uid;
    int sequence;
    gint64 dtstamp_utc, start_utc, end_utc;       /* seconds since 1970 */
    const char *zone;                             /* IANA: "Europe/Stockholm" */
    const char *summary, *location, *description; /* plain text, LF */
    const char *organizer_name, *organizer_address;
    const char *attendee_name, *attendee_address;
    gboolean no_counter; /* proposals of other times not wanted */
    gboolean cancelled;  /* what METHOD_CANCEL says by itself */
} Appointment;

/* The appointments (same method; just one with REQUEST and CANCEL) as one
 * VCALENDAR; NAME (may be NULL) as its X-WR-CALNAME.  Hold a Zone (zone.h)
 * open while writing many.  The caller owns the text.  NULL sets ERROR. */
char *calendar_write(const Appointment *const *appointments, int count,
                     const char *name, GError **error);

/* The same, made to be subscribed to: NAME also as NAME (RFC 7986), and how
 * often to read it again, an hour, in both ways that clients know (rule 34).
 */
char *calendar_feed(const Appointment *const *appointments, int count,
                    const char *name, GError **error);

/* Seconds since 1970 for local DAY "2022-05-17" at MINUTES since midnight,
 * 0 to 2880 as the clock shows them, in ZONE.  An hour that comes twice
 * means the first pass; one that is skipped is counted on from before the
 * gap (RFC 5545 3.3.5).  G_MININT64 sets ERROR (unknown zone or day). */
gint64 calendar_utc(const char *day, int minutes, const char *zone,
                    GError **error);
