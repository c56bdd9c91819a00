/*
 * catch-up: tells a database that was restored from a backup what has left
 * since.
 *
 * Stands on ledger and letter.  What left becomes rows of the outbox again,
 * and the invitations of it get back their high marks (SEQUENCE, DTSTAMP),
 * so that the next publish tells each one just what is new to her, and ends
 * what nobody plans any more.  Somebody whom the backup does not have is
 * kept by her code (invitation.ghost) until she is known again.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

/* Does so for EVENT, within the caller's change.  What may have arrived is
 * written anew by LETTERS, under its Message-ID, to be sent again.  FALSE
 * sets ERROR. */
gboolean catch_up(Store *store, gint64 event, Letters *letters, GError **error);
