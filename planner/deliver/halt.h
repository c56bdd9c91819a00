/*
 * halt: the stop switch of the outbox, and what its owner says of an account.
 *
 * Both are rows of the store that a run in another process looks at between
 * two batches.
 */
#pragma once

#include "planner/store/store.h"

/* *WHO turned the switch on, and *WHY ("" when nothing was said); the caller
 * owns both, NULL when it is off. */
gboolean halt_find(Store *store, char **who, char **why, GError **error);

/* Turns the switch on, for REASON (may be NULL).  WHO is a login name. */
gboolean halt_on(Store *store, const char *who, const char *reason,
                 GError **error);

/* Turns it off.  FALSE sets HUNDRA_ERROR_REFUSED when it is. */
gboolean halt_off(Store *store, const char *who, GError **error);
