/*
 * receive: what has come back, read and booked a batch at a time.
 *
 * From an IMAP mailbox (by its own cursor: flags are left alone), a Maildir
 * folder or files.  Each batch is one change with one journal row: the rows
 * and the cursor are there together or not at all, so a run that is cut off
 * loses nothing and doubles nothing.  A mail that cannot be read is kept
 * whole, tried again in later runs (three times in all), and never stops the
 * rest.
 */
#pragma once

#include "calendars/imap.h"
#include "planner/deliver/enter.h"

typedef struct ReceiveReport {
    int seen; /* mails read */
    EnterCounts counts;
    gboolean stopped; /* by TICK */
} ReceiveReport;

typedef struct ReceiveRequest {
    const char *who;      /* login name, for the journal; borrowed */
    const char *authserv; /* as judge takes it; may be NULL */
    /* Called after each batch; FALSE ends the run.  May be NULL. */
    gboolean (*tick)(const ReceiveReport *report, gpointer data);
    gpointer tick_data;
} ReceiveRequest;

typedef struct Receiver Receiver;

/* STORE and REQUEST are borrowed.  NULL sets ERROR. */
Receiver *receiver_open(Store *store, const ReceiveRequest *request,
                        GError **error);
void receiver_close(Receiver *receiver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Receiver, receiver_close)

/* Each reads its source to the end; FALSE sets ERROR, and what was booked
 * before stays.  HUNDRA_ERROR_INPUT: no such file or folder;
 * HUNDRA_ERROR_DELIVERY: the mailbox cannot be read. */
gboolean receiver_retry(Receiver *receiver, GError **error);
gboolean receiver_imap(Receiver *receiver, Imap *imap, GError **error);
gboolean receiver_maildir(Receiver *receiver, const char *path, GError **error);
gboolean receiver_file(Receiver *receiver, const char *path,
                       GError **error); /* "-": standard input */

const ReceiveReport *receiver_report(const Receiver *receiver); /* borrowed */
