/*
 * impossible-words: what makes a day impossible, and what would mend it, in
 * a planner's words.
 *
 * Inside planner/plan.  Says codes, never names or needs.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/impossible.h"

/* What the facts ask for and there is not: "40 grupper behöver 80
 * tjänstepersoner på eftermiddagen, 58 kan"; "" when the facts say it all.
 * The caller owns it. */
char *impossible_clash_words(const Day *day, const Clash *clash);

/* One fact, without a full stop.  The caller owns it. */
char *impossible_fact_words(const Day *day, const Fact *fact);

/* One way out, as something to do; the command stands in it where there is
 * one.  The caller owns it. */
char *impossible_way_words(const Day *day, const WayOut *way);

/* All of it, a line each, for the message of a plan that cannot be made.
 * The caller owns it. */
char *impossible_text(const Day *day, const Impossible *impossible);

/* What LOCK states: "P051 i grupp 7 på förmiddagen".  The caller owns it. */
char *impossible_lock_words(const Day *day, const Lock *lock);
