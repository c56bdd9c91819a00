/*
 * sizing: how many groups are likely to pay.
 *
 * A search settles the number of groups while it is hot, from a plan still
 * bad, and cannot change it later at a price it would accept.  So the number
 * is reckoned beforehand from what more groups bring (companies visited) and
 * take (ways from the gathering, people of each side that do not suffice).
 * A guess to begin with: it decides nothing by itself.
 */
#pragma once

#include "planner/solve/lists.h"
#include "planner/solve/state.h"

/* The number of groups with the least reckoned cost, from the ways of STATE,
 * which has groups; at least 1, at most STATE's teams. */
int sizing_groups(const Lists *lists, const State *state);
