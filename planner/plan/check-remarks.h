/*
 * check-remarks: free text that contradicts the facts beside it.
 *
 * Inside planner/plan.  Listed for the planner, never acted on.
 */
#pragma once

#include "planner/store/store.h"

/* Appends what the remarks of EVENT's companies and people contradict to
 * FINDINGS (finding.h).  FALSE sets ERROR. */
gboolean check_remarks(Store *store, gint64 event, GPtrArray *findings,
                       GError **error);
