/*
 * reason: why a company is not visited, why a person has no seat, and what
 * a broken rule means, in a planner's words.
 *
 * Inside planner/plan.  Every reason is checked against the plan as it
 * stands: "with everything else unchanged".
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/verify.h"

/* Why COMPANY is not visited in SOLUTION; the caller owns the sentence. */
char *reason_company(const Day *day, const Solution *solution, int company);

/* Why PERSON has no seat in HALF; NULL when she cannot come at all in that
 * half (no reason needed).  The caller owns the sentence. */
char *reason_person(const Day *day, const Solution *solution, int person,
                    Half half);

/* What the rule at index RULE says (-1: R00), in the event's own words where
 * it has some; borrowed. */
const char *reason_rule(const Day *day, int rule);

/* One breach as a sentence; the caller owns it. */
char *reason_breach(const Day *day, const Breach *breach);

/* What stands in the way of a legal plan: each broken hard rule with its
 * sentence and how many units, then the shortages that arithmetic proves.
 * The caller owns the text. */
char *reason_no_plan(const Day *day, const Verdict *verdict);
