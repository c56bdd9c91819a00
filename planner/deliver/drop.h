/*
 * drop: a letter that waits is not sent after all.
 *
 * Its reader has then not heard it: the invitation goes back to what she was
 * told before, so that the next publish tells her again.
 */
#pragma once

#include "planner/store/store.h"

/* Drops the messages IDS (COUNT of them) of EVENT because of WHY, in one
 * change.  FALSE sets ERROR and nothing is changed: HUNDRA_ERROR_INPUT when
 * there is no such message, HUNDRA_ERROR_REFUSED when one has left, or may
 * have, or while the outbox is being sent. */
gboolean deliver_drop(Store *store, gint64 event, const gint64 *ids,
                      guint count, const char *why, const char *who,
                      GError **error);
