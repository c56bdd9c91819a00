/*
 * lock: one at a time at the outbox of a database.
 *
 * An advisory lock on a file beside the database (FILE-send); the kernel
 * gives it back when its holder ends, also by kill -9.  So whoever holds it
 * knows that rows marked as being sent were left by a dead run.
 *
 * The file holds the receipts of the run: a line for each message that a
 * server has taken, written the moment it says so and long before the next
 * commit.  A run that is killed so leaves behind what had left, and only
 * messages whose receipt had not come yet, one for each connection, may be
 * sent twice.  (After a power cut some may be missing: then more are.)
 */
#pragma once

#include "planner/store/store.h"

typedef struct OutboxLock OutboxLock;

/* NULL sets HUNDRA_ERROR_REFUSED when another program is sending. */
OutboxLock *outbox_lock(Store *store, GError **error);
void outbox_unlock(OutboxLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxLock, outbox_unlock)

/* Keeps that VIA took MESSAGE_ID at NOW_UTC; from any thread.  A disk that is
 * full loses receipts, never a message. */
void outbox_receipt(OutboxLock *lock, const char *message_id, const char *via,
                    gint64 now_utc);

/* The receipts that a dead run left, as JSON: [{"message_id", "via",
 * "sent_utc"}].  The caller owns it.  NULL sets ERROR. */
char *outbox_receipts(OutboxLock *lock, GError **error);

/* Forgets them, once they stand in the database. */
void outbox_forget(OutboxLock *lock);
