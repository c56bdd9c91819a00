/*
 * verify-locks: whether a plan keeps what the planner has stated, for verify
 * alone.
 *
 * Reads Problem.locks and the plan; shares nothing with the search.
 */
#pragma once

#include "planner/solve/verify-day.h"

/* Tells one unit for each lock and place (a half, a visit, a lunch) where
 * DAY breaks it; Breach.lock names the lock. */
void verify_locks(const VerifyDay *day, VerifyTell tell, gpointer data);
