/*
 * remind: asks those once more who have not answered.
 *
 * A reminder is the invitation again: same UID and SEQUENCE, a later DTSTAMP,
 * so that the buttons show again and no answer is reset.  Fills the outbox,
 * as publish does; sends nothing.
 *
 * Nobody is reminded who has answered what was last told, whose letter waits,
 * bounced or never left, who no longer takes part, or who was reminded
 * earlier the same day.  A ladder is a list of days: from each of them on,
 * those are reminded once whom that step has not reminded.
 */
#pragma once

#include "planner/store/store.h"

typedef struct RemindRequest {
    gint64 event;
    /* Codes (P001, F007), NULL-terminated, as the planner picked them,
     * whatever the ladder says; NULL: all who have not answered. */
    const char *const *codes;
    gboolean scheduled;    /* nobody pressed: by the ladder only, and said so in
                           the letter's header (RFC 3834) */
    gboolean keep;         /* FALSE: only look */
    const char *who;       /* login name, for the journal */
    const char *templates; /* folder of the office's own; NULL: none */
} RemindRequest;

/* One who was to be reminded; all owned. */
typedef struct Reminded {
    char *code;
    char *name;   /* NULL: protected */
    char *reason; /* why not, in words; NULL: she is */
} Reminded;

typedef struct RemindReport {
    char *step;      /* the ladder's day ("2022-05-03"); NULL: no step */
    char *next;      /* its next day to come; NULL: none */
    int count;       /* of those who are reminded */
    GPtrArray *list; /* Reminded, by code; who is skipped stands only among
                        those who were picked by hand */
} RemindReport;

void remind_report_free(RemindReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RemindReport, remind_report_free)

/* Does as REQUEST says, in one change.  The caller owns the report.  NULL
 * sets ERROR and nothing is changed: HUNDRA_ERROR_REFUSED before the first
 * publish, without a ladder for what is scheduled, or while the outbox is
 * being sent. */
RemindReport *deliver_remind(Store *store, const RemindRequest *request,
                             GError **error);

enum { LADDER_STEPS_MAX = 20 };

/* Makes DAYS ("2022-05-03,2022-05-10"; "": none) the event's ladder, in one
 * change for WHO.  What older steps have reminded stays known.  FALSE sets
 * HUNDRA_ERROR_INPUT for what is no day before the event's. */
gboolean deliver_ladder(Store *store, gint64 event, const char *days,
                        const char *who, GError **error);
