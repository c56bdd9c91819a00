/*
 * lock: one at a time at the outbox of a database.
 *
 * An advisory lock on an empty file beside the database (FILE-send); the
 * kernel gives it back when its holder ends, also by kill -9.  So whoever
 * holds it knows that rows marked as being sent were left by a dead run.
 */
#pragma once

#include "planner/store/store.h"

typedef struct OutboxLock OutboxLock;

/* NULL sets HUNDRA_ERROR_REFUSED when another program is sending. */
OutboxLock *outbox_lock(Store *store, GError **error);
void outbox_unlock(OutboxLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxLock, outbox_unlock)
