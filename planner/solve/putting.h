/*
 * putting: the plans that differ from another only in that a person sits, or
 * a company is visited, in a certain group.
 *
 * Inside planner/solve, for whynot alone.  Teams as in state.h: a place, one
 * less than the group's number.
 */
#pragma once

#include "planner/solve/state.h"

/* Makes BEST the one of least cost that has PERSON in TEAM in HALVES, alone
 * or for one of her kind who then takes her seat.  FROM is as it was. */
void putting_person(const State *from, int person, int team, int halves,
                    State *best);

/* The same of COMPANY visited by TEAM, as one more visit or in place of one,
 * which may take its old place. */
void putting_company(const State *from, int company, int team, State *best);
