/*
 * check: what stands in the way of an event, before it is planned.
 *
 * Facts that are missing, texts that contradict the facts, and arithmetic.
 * Lists; changes nothing.
 */
#pragma once

#include "planner/plan/finding.h"
#include "planner/store/store.h"

/* Everything found in EVENT: Finding, the graver first.  The caller owns the
 * array and frees it with g_ptr_array_unref.  NULL sets ERROR. */
GPtrArray *check_event(Store *store, gint64 event, GError **error);
