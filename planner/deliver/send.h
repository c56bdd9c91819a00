/*
 * send: empties the outbox through a transport.
 *
 * Stands on the store and on calendars/transport.  Each message ends as
 * sent, or stays with its reason:
 *
 *   queued > sending > sent
 *                    > deferred   refused for now: again later
 *                    > failed     refused for good
 *                    > unsure     may have arrived: again, same Message-ID
 *
 * What is claimed and what became of it are committed a batch at a time,
 * after the transport has made the batch durable.  A run that is killed
 * leaves rows as being sent; the next one sends them again under the same
 * Message-ID (and, to a Maildir, the same file name).
 */
#pragma once

#include "calendars/transport.h"
#include "planner/store/store.h"

/* A message that did not leave; all owned. */
typedef struct Unsent {
    char *code;   /* of the participant or company: never an address */
    char *reason; /* the server's words */
    gboolean final;
} Unsent;

typedef struct SendReport {
    int waiting; /* when the run began */
    int sent, deferred, failed, unsure;
    int recovered;     /* left by a run that was cut off, and sent again */
    int held;          /* still wait for their time to be tried again */
    gboolean stopped;  /* by TICK, or by too many refusals in a row */
    GPtrArray *unsent; /* Unsent */
} SendReport;

void send_report_free(SendReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendReport, send_report_free)

typedef struct SendRequest {
    gint64 event;
    const char *who; /* login name, for the journal; borrowed */
    /* Called after each batch; FALSE ends the run.  May be NULL. */
    gboolean (*tick)(const SendReport *report, gpointer data);
    gpointer tick_data;
} SendRequest;

/* Sends what waits in the outbox.  The caller owns the report, which also
 * lists what did not leave.  NULL sets ERROR: HUNDRA_ERROR_REFUSED when
 * another run is sending, HUNDRA_ERROR_DELIVERY when TRANSPORT cannot carry
 * anything; what left before that is recorded as sent. */
SendReport *deliver_send(Store *store, Transport *transport,
                         const SendRequest *request, GError **error);

/* The bytes of message ID of the outbox view, as they will be (or were)
 * sent; the caller owns them.  NULL sets ERROR. */
GBytes *deliver_message(Store *store, gint64 event, gint64 id, GError **error);
