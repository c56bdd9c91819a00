/*
 * clash-inside: the checks of clash, each in the file of its subject.
 *
 * Inside planner/solve.  TRUE: it clashes, and CLASH says what.
 */
#pragma once

#include "planner/solve/clash.h"
#include "planner/solve/sight.h"

/* clash-count.c: numbers of people, companies, minutes */
gboolean clash_limits(const Sight *sight, Clash *clash);
gboolean clash_cells(const Sight *sight, Clash *clash);
gboolean clash_companies(const Sight *sight, Clash *clash);
gboolean clash_day(const Sight *sight, Clash *clash);

/* clash-locks.c: one lock, or two */
gboolean clash_visits(const Sight *sight, Clash *clash);
gboolean clash_seats(const Sight *sight, Clash *clash);
gboolean clash_pairs(const Sight *sight, Clash *clash);

/* clash-groups.c: what is locked into one group */
gboolean clash_groups(const Sight *sight, Clash *clash);
