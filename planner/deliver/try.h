/*
 * try: letters of a rehearsal sent to one who looks at them in her own
 * client.
 *
 * Each has another UID than the real one and a subject that says whose it
 * is; nothing is written in any outbox.
 */
#pragma once

#include "planner/deliver/rehearse.h"

typedef struct TryRequest {
    const char *to;   /* the address of whoever looks */
    const char *only; /* codes, with commas; NULL: all */
    gboolean sample;  /* one of each kind */
    gboolean as_file; /* as a file to open, not an invitation */
    gint64 now_utc;
} TryRequest;

/* The mails of REPORT that REQUEST asks for, borrowed from it.  NULL sets
 * ERROR: HUNDRA_ERROR_INPUT for a code that gets no letter,
 * HUNDRA_ERROR_USAGE for an address that is none. */
GPtrArray *try_choose(const RehearseReport *report, const TryRequest *request,
                      GError **error);

/* What the subject of MAIL's test begins with; the caller owns it. */
char *try_label(const Rehearsed *mail);

/* Sends MAILS, whose bytes were kept, through TRANSPORT.  *SENT becomes how
 * many left.  FALSE sets ERROR at the first that did not. */
gboolean try_send(const GPtrArray *mails, Transport *transport,
                  const TryRequest *request, int *sent, GError **error);
