/*
 * ways: changes that give an impossible day a plan.
 *
 * Inside planner/solve, for impossible alone.
 */
#pragma once

#include "planner/solve/impossible.h"

/* Up to four ways out of what IMPOSSIBLE's clash and facts say, each enough
 * alone; the caller owns the array (WayOut). */
GArray *ways_out(const Problem *problem, const Impossible *impossible);
