/*
 * diff: what one version of a plan changes from another, in people's terms.
 *
 * The differences themselves are the view "diff"; this says them.
 */
#pragma once

#include "planner/store/store.h"

/* The view as JSON text; the caller owns it.  NULL sets ERROR:
 * HUNDRA_ERROR_INPUT when EVENT lacks one of the versions. */
char *diff_json(Store *store, gint64 event, gint64 from, gint64 to,
                GError **error);

/* VIEW, as diff_json gives it, in sentences, a line each: first how many are
 * touched, then people, companies, lunches.  The caller owns the text.  NULL
 * sets ERROR: VIEW is no such JSON. */
char *diff_text(const char *view, GError **error);
