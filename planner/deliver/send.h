/*
 * send: empties the outbox through a transport.
 *
 * Stands on the store, on crew (the connections) and on pace (how fast).  Each
 * message ends as sent, or stays with its reason:
 *
 *   queued > sending > sent
 *                    > deferred   refused for now: again later
 *                    > failed     refused for good
 *                    > unsure     may have arrived: again, same Message-ID
 *
 * What is claimed and what became of it are committed a batch at a time,
 * after the transport has made the batch durable, while the next batch is on
 * its way; only the caller's thread touches the store.  A run that is killed
 * leaves rows as being sent, and receipts (lock.h) of those that had left;
 * the next run, which holds the lock and so knows the other is dead, sends
 * the rest again under the same Message-ID (and, to a Maildir, the same file
 * name).
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
    int capped;        /* wait: their reader has had enough today */
    gboolean stopped;  /* by TICK, or by too many refusals in a row */
    gboolean halted;   /* by the stop switch (hundra outbox stop) */
    gint64 free_utc;   /* the account's day is used up until then; 0: not */
    gint64 left_s;     /* about how long the rest takes; 0: nothing slows it */
    GPtrArray *unsent; /* Unsent */
} SendReport;

void send_report_free(SendReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendReport, send_report_free)

enum { SEND_DAY_MAX = 5 }; /* to one person, without MANY */

typedef struct SendRequest {
    gint64 event;
    const char *who;   /* login name, for the journal; borrowed */
    guint connections; /* 0: as many as the account may have */
    gboolean many;     /* more than SEND_DAY_MAX to one person, if need be */
    /* Called after each batch; FALSE ends the run.  May be NULL. */
    gboolean (*tick)(const SendReport *report, gpointer data);
    /* Lets a second pass where the pace asks for it; FALSE ends the run.
     * NULL: sleeps. */
    gboolean (*rest)(const SendReport *report, gpointer data);
    gpointer data; /* of both */
} SendRequest;

/* Sends what waits in the outbox.  The caller owns the report, which also
 * lists what did not leave.  NULL sets ERROR: HUNDRA_ERROR_REFUSED when
 * another run is sending or the stop switch is on, HUNDRA_ERROR_DELIVERY when TRANSPORT cannot carry
 * anything; what left before that is recorded as sent. */
SendReport *deliver_send(Store *store, Transport *transport,
                         const SendRequest *request, GError **error);

/* How many messages of EVENT wait, and about how many SECONDS they take
 * through VIA (a transport's name); 0: no limit slows them. */
gboolean deliver_forecast(Store *store, gint64 event, const char *via,
                          int *waiting, gint64 *seconds, GError **error);

/* The bytes of message ID of the outbox view, as they will be (or were)
 * sent; the caller owns them.  NULL sets ERROR. */
GBytes *deliver_message(Store *store, gint64 event, gint64 id, GError **error);
