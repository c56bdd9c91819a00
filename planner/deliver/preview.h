/*
 * preview: letters as their receivers would see them; nothing is written.
 *
 * Of one reader, or the hardest cases first.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

enum { PREVIEW_FEW = 12 };

typedef struct PreviewRequest {
    gint64 event;
    const char *code;             /* NULL: the hardest cases */
    const LetterPurpose *purpose; /* NULL: the invitation; of who has no place
                                     the letter that says so */
    const char *tongue;           /* "sv", "en"; NULL: the reader's */
    const char *until;            /* as in MailingRequest */
    const char *templates;        /* as in PublishRequest */
} PreviewRequest;

/* A letter; all owned.  Among the hardest cases a protected reader's is not
 * shown: its SIGHT is empty. */
typedef struct Preview {
    char *code;
    char *name; /* NULL: protected */
    LetterPurpose purpose;
    char *sender, *address; /* NULL: none that works */
    GPtrArray *reasons;     /* char *: what makes it hard */
    LetterSight sight;
} Preview;

/* The Preview of REQUEST; the caller owns the array.  NULL sets ERROR:
 * HUNDRA_ERROR_REFUSED without a plan, HUNDRA_ERROR_INPUT for a reader to
 * whom no such letter goes. */
GPtrArray *deliver_preview(Store *store, const PreviewRequest *request,
                           GError **error);
