/*
 * check-inside: shared by the files that check.  Inside planner/plan.
 */
#pragma once

#include "planner/plan/check.h"

/* Appends a finding; ABOUT is copied, TEXT and ADVICE (NULL: none) taken. */
void check_add(GPtrArray *findings, FindingLevel level, const char *about,
               char *text, char *advice);

/* Remarks in free text that contradict the facts beside them; listed, never
 * acted on.  FALSE sets ERROR. */
gboolean check_remarks(Store *store, gint64 event, GPtrArray *findings,
                       GError **error);
