/*
 * edit: one fact of a person or a company, set by hand.
 *
 * An edit is an import of one cell: the same headings, the same reading,
 * the same checks.  The field is remembered as edited, so that a later
 * import that disagrees asks before it changes it.
 */
#pragma once

#include <glib.h>

#include "planner/store/store.h"

typedef struct EditRequest {
    gint64 event;
    const char *code;  /* of a participant or a company: "P051", "F044" */
    const char *field; /* any of its headings: "Telefon", "phone" */
    const char *value; /* as an office writes it; "": nothing */
    const char *who;   /* for the journal */
} EditRequest;

/* Sets the field in one change.  *WHAT (may be NULL) becomes a sentence of
 * what changed, or of that nothing did; the caller owns it.  FALSE sets
 * ERROR: HUNDRA_ERROR_INPUT when the code, the field or the value is not
 * known or readable. */
gboolean edit_set(Store *store, const EditRequest *request, char **what,
                  GError **error);

/* The code of the one person or company of EVENT that WANTED means: a code,
 * or a name that nobody shares; the caller owns it.  FALSE sets
 * HUNDRA_ERROR_INPUT. */
gboolean edit_find(Store *store, gint64 event, const char *wanted, char **code,
                   GError **error);
