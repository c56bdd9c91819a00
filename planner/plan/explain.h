/*
 * explain: why a plan has a person, a company or a group as it has, and what
 * another wish would cost.
 *
 * Everything told is counted by verify on the plan, or on the plan changed in
 * that one thing.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/whynot.h"

typedef struct ExplainRequest {
    gint64 event;
    int version;         /* of the plan; 0: the newest */
    const char *subject; /* a code, a name, "grupp 7" or "7" */

    int why_not;     /* a group's number; 0: explain SUBJECT as it is */
    int halves;      /* 1 << HALF_AM or 1 << HALF_PM; 0: where she can */
    gint64 steps;    /* of the search for another plan; 0: the usual ones */
    gboolean keep;   /* store the other plan as a version */
    const char *who; /* for the journal */
} ExplainRequest;

/* The answer as JSON, in the shapes of docs/JSON.md; the caller owns it.
 * NULL sets ERROR: HUNDRA_ERROR_INPUT (nobody of that name, no such group),
 * HUNDRA_ERROR_REFUSED (no plan yet). */
char *explain_json(Store *store, const ExplainRequest *request, GError **error);

/* An answer of whynot_find on BASE in one or two sentences.  The caller owns
 * them. */
char *explain_why_not(const Day *day, const Solution *base,
                      const WhyNotAsk *ask, const WhyNot *whynot);
