/*
 * nudge: betters a state without leaving the plan that it came from.
 *
 * Inside planner/solve, for whynot alone.  Threshold accepting (Dueck and
 * Scheuer, 1990) with a price on whoever sits, and whatever is visited,
 * elsewhere than in that plan: of two plans that cost much the same, the one
 * that fewer must get used to.
 */
#pragma once

#include "planner/solve/moves.h"

/* Makes STATE the best that STEPS changes lead to: hard first, then soft and
 * the price.  HOME is the plan that it came from, of the same score. */
void nudge(const Lists *lists, const State *home, State *state, gint64 steps,
           Random *random);
