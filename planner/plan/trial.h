/*
 * trial: a plan beside the one that would take its place, before anything
 * is stored: what breaks, what it costs, who must hear.
 *
 * Inside planner/plan.  Counted by verify, as every plan is.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/plan/readers.h"
#include "planner/solve/verify.h"

typedef struct Trial {
    Day *day; /* owned, as all here */
    int version;
    Solution *base; /* the newest plan */
    Verdict *before;
    Readers readers;
} Trial;

/* The newest plan of EVENT, with its count.  The caller owns the trial.
 * NULL sets ERROR: HUNDRA_ERROR_REFUSED when there is none. */
Trial *trial_open(Store *store, gint64 event, GError **error);
void trial_free(Trial *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trial, trial_free)

/* The first hard unit of VERDICT in words; the caller owns it.  NULL: none. */
char *trial_breach(const Trial *trial, const Verdict *verdict);

/* Whose day changes from the base to NEXT. */
ToldCount trial_changed(const Trial *trial, const Solution *next);

/* NEXT in the base's place as JSON: {"event", "plan", "stored", "soft":
 * {"before", "after"}, "changed": {"people", "companies"} (whose day does),
 * "told": {"people", "companies"} (who hears again), "rules": [{"rule",
 * "before", "after", "sentence"}] (those that change), "people": [{"person",
 * "half", "before", "after"}] (groups), "companies": [{"company", "before",
 * "after"}] (groups)}.  STORED is its version, 0: none yet.  The caller owns
 * the text. */
char *trial_json(const Trial *trial, const Solution *next, int stored);

/* Keeps NEXT, which must be legal, as a new version in one change.  COMMAND
 * and WHAT are for the journal.  0 sets ERROR. */
int trial_store(Store *store, const Trial *trial, const Solution *next,
                const char *who, const char *command, const char *what,
                GError **error);
