/*
 * rules-read: the event's rule rows as rows of a problem.
 *
 * Inside planner/plan.
 */
#pragma once

#include "planner/plan/codes.h"
#include "planner/plan/load.h"

/* Fills DAY's rules.  FALSE sets HUNDRA_ERROR_INPUT: an unknown rule. */
gboolean rules_read(Store *store, Day *day, Codes *codes, GError **error);
