/*
 * zone: a time zone's clock, and its law as a VTIMEZONE of our own making.
 *
 * Stands on the machine's tz data through GLib.  libical's built-in zones
 * carry a vendor prefix and five STANDARD parts; Exchange reads one.
 */
#pragma once

#include <glib.h>

typedef struct Zone Zone;

/* The IANA zone NAME, "Europe/Stockholm" or "UTC".  NULL: no such zone.
 * Opening reads a file (0.3 ms); while one Zone is open, further ones of
 * the same name share its data and cost nothing, calendar_write and
 * calendar_utc included: hold one for the length of a run. */
Zone *zone_open(const char *name);
void zone_close(Zone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zone, zone_close)

/* UTC seconds since 1970 for LOCAL, the same count of what the clock shows.
 * As RFC 5545 3.3.5 has it, an hour that comes twice means the first, and
 * one that is skipped is counted on from before the gap. */
gint64 zone_utc(const Zone *zone, gint64 local);

/* What the clock shows at UTC.  *EXACT is FALSE in an hour that comes twice:
 * only UTC names it for every reader (ical.js takes the second pass). */
gint64 zone_local(const Zone *zone, gint64 utc, gboolean *exact);

/* Finds the law that holds from the year before FIRST to the year after
 * LAST: no change of clock, or one to and one from summer time, each on the
 * n-th or last weekday of a month.  FALSE when there is none (a year with
 * changed rules, Ramadan in Morocco) and for UTC: then write times in UTC.
 */
gboolean zone_find_law(Zone *zone, int first, int last);

/* Adds the VTIMEZONE of the law found: CRLF lines, one STANDARD, at most
 * one DAYLIGHT, counted from 1970, so good for times from then on. */
void zone_write(const Zone *zone, GString *out);
