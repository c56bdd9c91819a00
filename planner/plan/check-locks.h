/*
 * check-locks: locks that no plan can keep since some fact was changed.
 *
 * Inside planner/plan.
 */
#pragma once

#include "planner/plan/finding.h"
#include "planner/plan/load.h"

/* Adds a finding for each lock of DAY that a fact stands against, and for the
 * first of those that contradict each other. */
void check_locks(const Day *day, GPtrArray *findings);
