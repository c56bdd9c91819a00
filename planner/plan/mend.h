/*
 * mend: what to do when somebody falls ill, a company closes its door or a
 * group is late.
 *
 * Changes the fact and mends the plan that people know, in one change of the
 * store, so that the fewest must hear of it; or only says what would happen.
 * Sends nothing: publish is next.
 */
#pragma once

#include <glib.h>

#include "planner/store/store.h"

typedef enum {
    MEND_ABSENT, /* a person does not come */
    MEND_CLOSED, /* a company cannot be visited */
    MEND_LATE,   /* a group needs more time to its next visit */
} MendKind;

enum { MEND_CHOICES = 3, MEND_NO_TIME = -1 };

typedef struct MendRequest {
    gint64 event;
    MendKind kind;
    const char *thing;  /* absent, closed: code or name */
    const char *take;   /* absent: who sits in her seats; NULL: the least
                           change decides */
    const char *half;   /* absent: "am" or "pm" only; NULL: the whole day */
    int group;          /* late: its number */
    int delay_min;      /* late */
    int now_min;        /* what has begun by then stands; MEND_NO_TIME */
    gboolean keep;      /* store fact and plan; FALSE: only look */
    int choice;         /* which answer to keep, from 1 */
    gint64 seed, steps; /* 0: the event's own; a few thousand */
    const char *who;    /* login name */
} MendRequest;

/* An answer; all owned. */
typedef struct MendChoice {
    int people, companies; /* who must hear */
    int dropped;           /* visits that fall out */
    gboolean fewest;       /* proven: fewer cannot hear */
    gint64 soft_milli;
    GPtrArray *sentences; /* char *: what changes */
    GPtrArray *calls;     /* MendCall */
} MendChoice;

/* A company that must hear; all owned. */
typedef struct MendCall {
    char *code, *name;
    char *contact, *phone; /* NULL: not known, or protected */
    gboolean is_protected;
    int before_min, now_min; /* start of the visit; -1: none */
} MendCall;

typedef struct MendReport {
    char *what;         /* a sentence: what has happened */
    gboolean goes_on;   /* absent: the morning had begun and could not be made
                         legal; the group goes on without her until lunch */
    int version;        /* the plan that was mended */
    gboolean in_force;  /* it is the published one */
    int newest;         /* the newest version, when another */
    gint64 soft_milli;  /* of that plan */
    GPtrArray *choices; /* MendChoice, best first */
    int choice;         /* the chosen one, from 1 */
    int kept;           /* the version that was stored; 0: none */
} MendReport;

void mend_report_free(MendReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MendReport, mend_report_free)

/* Does as REQUEST says.  The caller owns the report.  NULL sets ERROR and
 * leaves the store as it was: HUNDRA_ERROR_INPUT for what is not known,
 * HUNDRA_ERROR_REFUSED without a plan or for what has begun,
 * HUNDRA_ERROR_NO_PLAN when nothing legal was found. */
MendReport *mend(Store *store, const MendRequest *request, GError **error);

/* The report as JSON (docs/JSON.md), and in sentences, a line each; the
 * caller owns the text. */
char *mend_json(const MendReport *report);
char *mend_text(const MendReport *report);
