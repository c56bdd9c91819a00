/*
 * book: an answer that a planner books by hand, because somebody rang.
 */
#pragma once

#include "planner/store/store.h"

typedef struct BookRequest {
    gint64 event;
    const char *code;     /* of the participant or company */
    const char *partstat; /* "ACCEPTED", "TENTATIVE" or "DECLINED" */
    const char *comment;  /* what was said; NULL: nothing */
    const char *who;      /* login name, for the journal */
} BookRequest;

/* Books the answer to what CODE was last told, as one change.  FALSE sets
 * ERROR and nothing is changed: HUNDRA_ERROR_REFUSED when nobody has been
 * invited by that code. */
gboolean deliver_book(Store *store, const BookRequest *request, GError **error);
