/*
 * rehearse: the whole mailing played on a copy of the database, to a server
 * of our own.
 *
 * Stands on publish and send, which run as they really would, and on
 * calendars/sink and inspect.  The outbox itself is not touched, and nothing
 * leaves this computer.
 */
#pragma once

#include "calendars/inspect.h"
#include "planner/deliver/publish.h"
#include "planner/deliver/send.h"

/* A mail that has arrived; all owned. */
typedef struct Rehearsed {
    char *code;   /* of the participant or company */
    char *sender; /* of its envelope */
    Inspection seen;
    char *file;      /* path, or NULL */
    GBytes *message; /* NULL unless they are kept */
} Rehearsed;

typedef struct RehearseReport {
    PublishReport *published;
    SendReport *sent;
    gint64 seconds;   /* the real mailing takes; 0: no limit slows it */
    GPtrArray *mails; /* Rehearsed, in the order that they arrived */
} RehearseReport;

void rehearse_report_free(RehearseReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RehearseReport, rehearse_report_free)

typedef struct RehearseRequest {
    gint64 event;
    int version;           /* to publish; 0: the newest */
    const char *who;       /* borrowed, as the rest */
    const char *via;       /* the transport's name, for the time it takes */
    const char *templates; /* as in PublishRequest */
    const char *folder;    /* where each mail is written; NULL: nowhere */
    gboolean keep;         /* the bytes in the report */
    /* As in SendRequest. */
    gboolean (*tick)(const SendReport *report, gpointer data);
    gpointer tick_data;
} RehearseRequest;

/* Publishes and sends on COPY (of store_copy), which it changes.  The caller
 * owns the report.  NULL sets ERROR, as deliver_publish and deliver_send do,
 * or HUNDRA_ERROR_SYSTEM when a mail cannot be written. */
RehearseReport *deliver_rehearse(Store *copy, const RehearseRequest *request,
                                 GError **error);
