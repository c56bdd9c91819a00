/*
 * answers: what a calendar text from outside says of whom (RFC 5546).
 *
 * Reads the handful of properties that an answer has.  Titles and places are
 * not among them: an answer does not change those.
 */
#pragma once

#include "calendars/intake.h"
#include "calendars/slice.h"
#include "calendars/zones.h"

typedef struct Answers {
    gboolean is_calendar; /* it has a VCALENDAR */
    guint others;         /* components that are no VEVENT, VTIMEZONE */
    guint doubts;         /* IntakeDoubt */
    char *method;         /* upper case; NULL: none */
    GPtrArray *list;      /* IntakeAnswer: one for each attendee of each
                             VEVENT, one without when it has none */
} Answers;

/* What TEXT, which is UTF-8, says; the caller clears it. */
Answers answers_read(Zones *zones, Slice text);
void answers_clear(Answers *answers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answers, answers_clear)

/* TRUE when TEXT starts as a VCALENDAR does, after white space. */
gboolean answers_is_calendar(Slice text);
