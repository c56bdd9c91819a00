/*
 * load: reads a visit day out of the store, once, into plain arrays.
 *
 * The only way from the nouns to planner/solve; keeps the tables that lead
 * from an index back to an id.
 */
#pragma once

#include "planner/solve/problem.h"
#include "planner/store/store.h"

/* One thing of the problem and where it came from. */
typedef struct DayThing {
    gint64 id;  /* company, participant or place */
    char *code; /* of the input files: F001, P001, PL01 */
    char *name; /* places only */
} DayThing;

typedef struct DayRule {
    char *code;     /* R12 */
    char *sentence; /* in the event's own words */
} DayRule;

typedef struct DayLock {
    gint64 id;       /* of the stored row */
    char *statement; /* "P051 in group 7", as it is stored */
} DayLock;

typedef struct Day {
    gint64 event;
    char *event_code;
    gint64 seed; /* the event's own */
    Problem *problem;
    GArray *companies; /* DayThing, by index in problem->companies */
    GArray *people;    /* DayThing, by index in problem->people */
    GArray *sites;     /* DayThing, by index in problem->sites */
    GArray *rules;     /* DayRule, by index in problem->rules */
    GArray *locks;     /* DayLock, by index in problem->locks; whoever adds
                          locks of her own appends after them */
} Day;

/* Reads EVENT.  The caller owns the day.  NULL sets ERROR:
 * HUNDRA_ERROR_INPUT names the fact that is missing or cannot be. */
Day *day_load(Store *store, gint64 event, GError **error);
void day_free(Day *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Day, day_free)

/* The plan with row id PLAN as a solution of DAY.  NULL sets ERROR; also
 * when it seats somebody or visits a company that DAY no longer has. */
Solution *day_load_plan(Store *store, const Day *day, gint64 plan,
                        GError **error);

/* Who a plan knows and its day no longer has; indices go on from the
 * problem's own. */
typedef struct DayGone {
    GArray *people;    /* DayThing, only their ids */
    GArray *things;    /* DayThing of companies, only their ids */
    GArray *companies; /* Company, only site and group_lunch */
} DayGone;

DayGone *day_gone_new(void);
void day_gone_free(DayGone *gone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DayGone, day_gone_free)

/* The same, and whoever DAY no longer has is put into GONE, which is empty. */
Solution *day_load_plan_told(Store *store, const Day *day, gint64 plan,
                             DayGone *gone, GError **error);

/* A table from row id to index in THINGS, which must outlive it.  The caller
 * owns it. */
GHashTable *day_index(GArray *things);

/* The index of ID in a table of day_index, or -1. */
int day_find(GHashTable *table, gint64 id);

/* The code of the rule at index RULE ("R12"); -1: "R00".  Borrowed. */
const char *day_rule_code(const Day *day, int rule);
