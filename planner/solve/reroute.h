/*
 * reroute: mends a group whose visits no longer fit its day.
 *
 * First every order of its own visits; then one visit at a time to or from
 * another group.  The fewest who hear decide, as meter counts them.
 */
#pragma once

#include "planner/solve/meter.h"

/* A group of more visits is not tried in every order. */
enum { REROUTE_MOST = 6 };

/* Whether some group's way, times or number of visits break a hard rule.
 * *TEAM (may be NULL) is the first of them. */
gboolean reroute_needed(const State *state, int *team);

/* Gives TEAM the best order of its visits.  FALSE: it has too many to try. */
gboolean reroute_order(State *state, Meter *meter, int team);

/* Moves single visits, those that fell out too, to or from teams that break
 * something, the best one first, until none helps. */
void reroute_visits(State *state, Meter *meter);

/* Gives up teams that still break something, where that breaks less: their
 * visits fall out and nobody sits there.  TRUE: some team was given up. */
gboolean reroute_close(State *state, Meter *meter);
