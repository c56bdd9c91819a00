/*
 * verify-day: a plan read against its problem, for verify alone.
 *
 * Sorts visits, decides halves, finds the cells and who sits in them.  What
 * is unknown is told to the caller and left out.
 */
#pragma once

#include "planner/solve/verify.h"

/* A group and a half with at least one visit. */
typedef struct VerifyCell {
    int group;
    Half half;
    GArray *visits; /* Visit, by start */
    GArray *people; /* int, each once, in the plan's order */
    int from_min, to_min;
} VerifyCell;

typedef struct VerifyGroup {
    int number;     /* Group.number */
    GArray *visits; /* Visit, by start; only known companies */
    gboolean has_lunch;
    int lunch_from_min, lunch_to_min;
    gboolean has_cell[HALF_COUNT];
} VerifyGroup;

typedef struct VerifyDay {
    const Problem *problem; /* borrowed */
    GArray *groups;         /* VerifyGroup, one for each of the plan */
    GPtrArray *cells;       /* VerifyCell */
    int *visited;           /* for each company, how often */
    int *seats;             /* times in cells: person * HALF_COUNT + half */
} VerifyDay;

/* Told of each unit of RULE_ALWAYS found while reading. */
typedef void (*VerifyTell)(const Breach *breach, gpointer data);

/* The caller owns the day; PROBLEM must outlive it. */
VerifyDay *verify_day_read(const Problem *problem, const Solution *solution,
                           VerifyTell tell, gpointer data);
void verify_day_free(VerifyDay *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VerifyDay, verify_day_free)

/* Whether one of the COUNT spans from FIRST holds all of FROM_MIN..TO_MIN. */
gboolean verify_covers(const Problem *problem, int first, int count,
                       int from_min, int to_min);

/* How far VALUE lies outside MIN..MAX, where -1 is no limit. */
int verify_outside(int value, int min, int max);
