/*
 * resend: a letter once more, for whoever has lost it or never got it.
 *
 * What was sent goes as a fresh message of the same invitation: same UID and
 * SEQUENCE, later DTSTAMP, a Message-ID of its own that answers the first.
 * What was refused for good goes as it was, bytes and Message-ID, for it
 * never arrived.
 */
#pragma once

#include "planner/store/store.h"

typedef struct ResendRequest {
    gint64 event;
    const gint64 *ids; /* of the outbox; borrowed */
    guint count;
    gboolean keep; /* FALSE: only to be looked at */
    const char *who;
    const char *templates; /* folder of the office's own; NULL: none */
} ResendRequest;

/* A message that waits again; all owned. */
typedef struct Resent {
    gint64 id; /* the new one's, or the old one's */
    gboolean fresh;
    char *code, *subject;
    GBytes *message;
} Resent;

/* Puts them into the outbox, in one change; the caller owns the array of
 * Resent.  NULL sets ERROR and nothing is changed: HUNDRA_ERROR_INPUT when
 * there is no such message, HUNDRA_ERROR_REFUSED when one waits already, was
 * withdrawn or dropped, or while the outbox is being sent. */
GPtrArray *deliver_resend(Store *store, const ResendRequest *request,
                          GError **error);

/* For INVITATION, in the caller's change and under his outbox lock: what its
 * reader was told last goes once more, or, with DECLINES, the word that her
 * proposal of another time is not taken (DECLINECOUNTER), by the office's own
 * TEMPLATES (may be NULL).  *ID becomes the
 * message's.  FALSE sets ERROR, as deliver_resend. */
gboolean resend_answer(Store *store, gint64 invitation, gboolean declines,
                       const char *templates, gint64 *id, GError **error);
