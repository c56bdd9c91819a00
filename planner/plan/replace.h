/*
 * replace: who could sit in the seats of somebody who does not come.
 *
 * Substitutes (ersättare) of her own body and party first, in the order of
 * the file they came from, then those of her body, then others of her party;
 * for an official those of her office, then others.  Only who has no seat in
 * her halves and has not said no.  Each is tried, and counted by verify.
 * Changes nothing: mend with "take" does.
 */
#pragma once

#include "planner/plan/mend.h"

/* JSON: {"absent": what mend_json says of ABSENT, or null, "fault": FAULT,
 * "substitutes": [{"person", "name", "title", "organ_code", "party", "kind",
 * "legal", "reason", "told": {"people", "companies"}, "soft"}]}.  ABSENT is
 * what mend answers to REQUEST (MEND_ABSENT, not kept); where it found nothing
 * legal it is NULL and FAULT says so.  The caller owns the text.  NULL sets
 * ERROR as mend does. */
char *replace_json(Store *store, const MendRequest *request,
                   const MendReport *absent, const char *fault, GError **error);
