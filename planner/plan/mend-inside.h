/*
 * mend-inside: what the files of mend share.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/plan/mend.h"
#include "planner/solve/repair.h"

/* A person or a company as sentences call it. */
typedef struct MendName {
    gint64 id;
    char *label; /* "P051 Anna Ek"; a protected person: "P051" */
    char *code;
    char *name, *contact, *phone; /* NULL: none, or protected */
    gboolean is_protected;
} MendName;

/* One mend on its way; owned, but for STORE and REQUEST. */
typedef struct MendRun {
    Store *store;
    const MendRequest *request;
    gint64 plan; /* the one that people know */
    gboolean names_visitors;
    Day *day; /* as it is now */
    DayGone *gone;
    Solution *told;                 /* the plan, with those who are gone */
    gboolean *nameless;             /* by person */
    GHashTable *people, *companies; /* gint64 id to MendName */
    int absent_halves; /* absent: bits of the halves that she is not there */
    int left_halves;   /* those of them that had begun */
    gint64 absent;     /* participant, or company, that it is about; 0: none */
    MendReport *report;
} MendRun;

/* Fills RUN, of which STORE and REQUEST are set, within a change of the
 * store: the fact is stored and the day read.  FALSE sets ERROR. */
gboolean mend_prepare(MendRun *run, GError **error);
void mend_run_clear(MendRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MendRun, mend_run_clear)

/* Locks what has begun by the request's time, in the run's problem: visits,
 * lunches, seats; and nothing new begins before it.  FALSE sets ERROR: what
 * is to be changed has begun. */
gboolean mend_freeze(MendRun *run, GError **error);

/* Adds LOCK to the run's problem. */
void mend_lock(MendRun *run, Lock lock);

/* Reads names of everyone in the event. */
gboolean mend_read_names(MendRun *run, GError **error);

/* What REPAIR changes, as a choice; the caller owns it. */
MendChoice *mend_choice(const MendRun *run, const Repair *repair);
void mend_choice_free(gpointer choice_data);
