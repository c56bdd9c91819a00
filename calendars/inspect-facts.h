/*
 * inspect-facts: what of a mail the rules of inspect look at.
 *
 * Inside this room only.
 */
#pragma once

#include "calendars/mail-decode.h"
#include "calendars/mail-head.h"

/* All owned but the spans, which lie in the mail; NULL where absent. */
typedef struct InspectFacts {
    /* The mail. */
    Slice head_bytes;
    Head head;
    char *top;         /* "multipart/alternative" */
    GString *leaves;   /* their types, each after a space */
    int calendars;     /* leaves that are text/calendar; of the first: */
    char *type;        /* its Content-Type, whole */
    char *disposition; /* its Content-Disposition */
    char *encoding;    /* its Content-Transfer-Encoding */
    Decoded calendar;

    /* The calendar: values, and parameters of them. */
    char *method, *version, *prodid;
    char *uid, *dtstamp, *sequence, *status;
    char *start, *start_zone, *end, *end_zone;
    char *organizer, *attendee, *rsvp, *partstat;
    char *zone, *standard_rule, *standard_from, *standard_to;
    char *daylight_rule, *daylight_from, *daylight_to;
    int events, uids, attendees, zones, standards, daylights;
    gboolean method_first; /* before any component */
} InspectFacts;

/* Reads MAIL, which must outlive FACTS. */
void inspect_read(Slice mail, InspectFacts *facts);
void inspect_facts_clear(InspectFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(InspectFacts, inspect_facts_clear)
