/*
 * sync: a published event in a calendar that an office shares, both ways.
 *
 * Puts what shared.h makes of the plan, and sees what others have changed
 * there.  Nobody's change is applied to the plan, and none is overwritten
 * unless the planner says so.  Reads the store, speaks with the server, and
 * writes what came of it in one change at the end: a run that dies in
 * between finds its own entries again.  Stands on post and caldav.
 */
#pragma once

#include "calendars/caldav.h"
#include "planner/store/store.h"

typedef struct SyncReport SyncReport;

typedef struct SyncRequest {
    gint64 event;
    const char *who; /* login name, for the journal; borrowed */
    gboolean ours;   /* put ours back where others have changed it */
    /* Called before each entry; FALSE: stop, and keep what is done. */
    gboolean (*tick)(int done, int total, gpointer data);
    gpointer tick_data;
} SyncRequest;

/* One thing that somebody has changed; all owned. */
typedef struct SyncTheirs {
    char *code;      /* "grupp-07" */
    char *title;     /* of our entry */
    char *what;      /* "moved", "deleted", ...: as shared_compare */
    char *from, *to; /* NULL where there is nothing to show */
} SyncTheirs;

struct SyncReport {
    int version;
    int added, changed, removed, unchanged;
    int others;        /* entries there that are not ours; left alone */
    int elsewhere;     /* that the server says lie outside; not read */
    int unsettled;     /* changed by others each time we tried */
    gboolean stopped;  /* by tick */
    GPtrArray *theirs; /* SyncTheirs, in the order of codes */
};

void sync_report_free(SyncReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SyncReport, sync_report_free)

/* Brings CALDAV and the published plan of REQUEST's event together.  The
 * caller owns the report.  NULL sets ERROR: HUNDRA_ERROR_REFUSED without a
 * published plan, HUNDRA_ERROR_DELIVERY when the server fails; what was done
 * until then is kept. */
SyncReport *deliver_sync(Store *store, Caldav *caldav,
                         const SyncRequest *request, GError **error);
