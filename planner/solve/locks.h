/*
 * locks: what a planner has stated, by what it binds, for the search.
 *
 * Made once from Problem.locks, so that a change looks up only what it
 * touches.  Teams are named by place: Group.number less one.
 */
#pragma once

#include "planner/solve/problem.h"

enum { LOCK_FREE = -2, LOCK_NOWHERE = -1 };

/* A visit that is bound; MUST is FALSE where nothing is stated. */
typedef struct BoundVisit {
    gboolean must;
    int team;               /* LOCK_FREE: any */
    int start_min, end_min; /* -1: not bound */
} BoundVisit;

/* Two people, or (a ban) a person and the team she may not sit in. */
typedef struct BoundPair {
    int person;
    int other;
    int halves; /* of a ban */
    LockKind kind;
} BoundPair;

/* What readers were told, which a repair keeps where it can. */
typedef struct KnownTimes {
    int *team;      /* by company: the place of its team; LOCK_NOWHERE */
    int *start_min; /* by company */
    int *lunch_min; /* by place; -1: none */
    int teams;
} KnownTimes;

typedef struct LockTable {
    int count;                /* of all locks; 0: the rest need not be asked */
    int teams;                /* places that the locks name: the highest + 1 */
    BoundVisit *visits;       /* by company */
    int (*seats)[HALF_COUNT]; /* by person: a place, LOCK_FREE, LOCK_NOWHERE */
    gboolean *paired;         /* by person: she stands in some pair */
    BoundPair *pairs;         /* bans too */
    int pair_count;
    int *lunch_min;    /* by place; -1: free */
    int *delay_min;    /* by place */
    KnownTimes *known; /* NULL: nobody was told anything */
} LockTable;

LockTable *locks_new(const Problem *problem);
void locks_free(LockTable *locks);

/* From now on no visit that stays with its team of TOLD, and no lunch, comes
 * earlier than there, unless that would cost something. */
void locks_know(LockTable *locks, const Problem *problem, const Solution *told);

/* Broken locks on PERSON's seats: a team's place for each half, -1: none. */
int locks_of_person(const LockTable *locks, int person, int am, int pm);

/* Broken locks on COMPANY visited by the team at that place; -1: by none. */
int locks_of_company(const LockTable *locks, int company, int team);

/* Broken locks between the COUNT PEOPLE of one cell and others. */
int locks_of_people(const LockTable *locks, const int *people, int count);

static inline int
locks_lunch(const LockTable *locks, int team)
{
    return team < locks->teams ? locks->lunch_min[team] : -1;
}

static inline int
locks_delay(const LockTable *locks, int team)
{
    return team < locks->teams ? locks->delay_min[team] : 0;
}
