/*
 * clash: a demand that no plan of a visit day can meet.
 *
 * Inside planner/solve, for impossible alone.  Each check is a relaxation:
 * it looks at a part of the day and forgets the rest, so that what it finds
 * holds of every plan.  Whoever finds nothing has proven nothing.
 */
#pragma once

#include "planner/solve/problem.h"

typedef enum {
    CLASH_NONE,
    CLASH_LIMITS,      /* a least number above the most */
    CLASH_POLITICIANS, /* too few for so many groups; HALF: where */
    CLASH_OFFICIALS,   /* the same, and so on */
    CLASH_LEADERS,
    CLASH_DRIVERS,
    CLASH_LEADING_DRIVERS, /* officials who must both lead and drive */
    CLASH_RULING,
    CLASH_OPPOSITION,
    CLASH_HOSTS,        /* companies to visit in a half */
    CLASH_COMPANIES,    /* companies in all for the visits */
    CLASH_DAY,          /* too short for the visits of a group */
    CLASH_VISIT,        /* a locked visit that cannot be, at COMPANY */
    CLASH_SEAT,         /* PERSON's seats in HALF */
    CLASH_PAIR,         /* PERSON and OTHER in HALF */
    CLASH_GROUP_COUNT,  /* more groups are asked for than there may be */
    CLASH_GROUP_VISITS, /* too many locked into GROUP */
    CLASH_GROUP_ROUTE,  /* GROUP's locked visits in one day */
    CLASH_GROUP_PEOPLE, /* those locked into GROUP in HALF */
    CLASH_GROUP_BARRED, /* PERSON in GROUP, which must visit COMPANY */
    CLASH_GROUP_SIZE,   /* GROUP is too large for COMPANY */
    CLASH_KIND_COUNT
} ClashKind;

typedef struct Clash {
    ClashKind kind;
    int group, half; /* -1: none */
    int company, person, other;
    int needed, found; /* of what KIND speaks of, 0: no number */
} Clash;

/* How many checks there are. */
int clash_check_count(void);

/* What check number CHECK finds in PROBLEM; CLASH_NONE: nothing. */
Clash clash_check(const Problem *problem, int check);

/* The first demand of PROBLEM that no plan can meet; CLASH_NONE: all that
 * is checked can be met. */
Clash clash_find(const Problem *problem);
