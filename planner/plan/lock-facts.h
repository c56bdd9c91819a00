/*
 * lock-facts: one lock against the facts and limits of its day.
 *
 * Inside planner/plan.  What two locks say of one another is lock-clash's.
 */
#pragma once

#include "planner/plan/load.h"

/* FALSE sets HUNDRA_ERROR_REFUSED: no plan can keep LOCK, which the planner
 * knows as SAID, and why. */
gboolean lock_possible(const Day *day, const Lock *lock, const char *said,
                       GError **error);

/* The halves in which LOCK, of a company, may be visited: a sum of
 * 1 << HALF_AM and 1 << HALF_PM, 0 when it cannot be. */
int lock_visit_halves(const Problem *problem, const Lock *lock);

/* The index of the hard rule of KIND, or -1; of several the one with the
 * lowest max. */
int lock_hard_rule(const Problem *problem, RuleKind kind);
