/*
 * version: a stored plan by its number.
 *
 * Inside planner/plan.
 */
#pragma once

#include "planner/store/store.h"

typedef struct PlanVersion {
    gint64 plan; /* row id */
    int version;
    gint64 soft_milli; /* as it was stored */
} PlanVersion;

/* Fills FOUND with VERSION (0: the newest) of EVENT.  FALSE sets
 * HUNDRA_ERROR_INPUT (no such version) or HUNDRA_ERROR_REFUSED (none). */
gboolean version_find(Store *store, gint64 event, int version,
                      PlanVersion *found, GError **error);
