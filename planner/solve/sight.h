/*
 * sight: what a visit day asks of every plan of it, read off its rules,
 * numbers and locks.
 *
 * Inside planner/solve, for impossible alone.  Everything here binds every
 * plan that breaks no hard rule: bounds, not estimates.
 */
#pragma once

#include "planner/solve/problem.h"

enum { SEAT_FREE = 0, SEAT_NOWHERE = -1, SIGHT_MANY = 1 << 24 };

/* What the locks say of a visit together; -1 or 0: nothing. */
typedef struct Must {
    gboolean must;
    gboolean clash; /* they say two different things */
    int group;
    int start_min, end_min;
} Must;

typedef struct Sight {
    const Problem *problem; /* borrowed */

    /* hard rules; a limit that no rule sets is 0 (min) or SIGHT_MANY (max) */
    gboolean hours, travel, available, conflicts, needs, visitors, both_halves;
    gboolean sides;
    guint64 ruling; /* where SIDES */
    int margin_min;
    int politicians_min, politicians_max, officials_min, officials_max;
    int leaders_min, leaders_max, drivers_min, parties_min;
    int cell_min;     /* the fewest people of a cell */
    int shortest_min; /* the shortest visit */

    int groups_min; /* at least 1 where a lock asks for a group */
    int visits_min; /* of a group; at least 1 */
    int visits_max, groups_max;

    int *first_way_min;       /* by site: the least way from the gathering */
    Must *visits;             /* by company */
    int (*seats)[HALF_COUNT]; /* by person: a group's number, SEAT_FREE,
                                 SEAT_NOWHERE: cannot, or may not */
    int seat_clash;           /* a person whose seats clash, -1: none */
    Half seat_clash_half;
    GArray *groups; /* int: the numbers of groups that locks ask for */
} Sight;

/* PROBLEM must outlive the sight. */
Sight *sight_new(const Problem *problem);
void sight_free(Sight *sight);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sight, sight_free)

/* Whether PERSON can be present in some cell of HALF, whatever the routes. */
gboolean sight_present(const Sight *sight, int person, Half half);

/* The earliest start of a visit to COMPANY from EARLIEST_MIN on; -1: none. */
int sight_start(const Sight *sight, int company, int earliest_min);

/* When COMPANY's visit from START_MIN ends at the earliest. */
int sight_end(const Sight *sight, int company, int start_min);

/* Whether COMPANY can be visited in HALF, whatever else is visited. */
gboolean sight_visitable(const Sight *sight, int company, Half half);

/* Whether PERSON may not take part in a visit to COMPANY. */
gboolean sight_barred(const Sight *sight, int person, int company);

/* Fills LEAST with the least minutes from SITE (site_count: the gathering)
 * to each site, by way of others where that is shorter; no leg is 0 legs. */
void sight_ways(const Problem *problem, int site, int *least);
