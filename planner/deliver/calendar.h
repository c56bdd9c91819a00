/*
 * calendar: the day of each person and each group as a plain .ics file.
 *
 * For those who import rather than answer: no METHOD, organiser or attendee
 * (some clients would mail them), one entry to a file.  Stands on the views
 * letter_participant and calendar_group.
 */
#pragma once

#include "planner/store/store.h"

typedef struct CalendarReport {
    int version;
    GPtrArray *files; /* paths, in the order written */
} CalendarReport;

void calendar_report_free(CalendarReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CalendarReport, calendar_report_free)

/* Writes P001.ics ... and grupp-01.ics ... of VERSION (0: the one in force,
 * else the newest) into FOLDER, each whole or not at all, for their owner
 * only.  Same plan, same bytes.  NULL sets ERROR. */
CalendarReport *deliver_calendar(Store *store, gint64 event, int version,
                                 const char *folder, GError **error);
