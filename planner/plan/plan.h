/*
 * plan: makes a plan of an event, proves it legal and keeps it as a version.
 *
 * Reads the event once, solves, recounts with separate code (verify), and
 * stores what is legal: hard is hard.
 */
#pragma once

#include "planner/solve/solve.h"
#include "planner/store/store.h"

typedef struct PlanRequest {
    gint64 event;
    gint64 seed;           /* 0: the event's own */
    gint64 steps;          /* 0: until TICK stops it */
    gboolean from_scratch; /* not from the published plan */
    int threads;           /* at most so many; 0: one */
    SolveTick tick;        /* may be NULL when steps > 0 */
    SolveLeft left;        /* may be NULL */
    gboolean (*interrupted)(gpointer tick_data); /* ends the bound that comes
                                                    after; may be NULL */
    gpointer tick_data;
    const char *who; /* login name */
} PlanRequest;

typedef struct PlanOutcome {
    int version;
    int visits, groups, people;
    gint64 soft_milli;
    gint64 bound_milli; /* no legal plan costs less */
    gint64 steps;       /* taken */
    gboolean mended;    /* from the published plan; then the next three stand */
    int published;      /* its version */
    int told_people, told_companies; /* who must hear again */
} PlanOutcome;

/* Plans and stores a new version: where one is published, that one mended so
 * that the fewest must hear again, and group numbers stay.  FALSE leaves the
 * store as it was: HUNDRA_ERROR_NO_PLAN says what contradicts what and how to
 * mend it where that is proven, else which rules the best attempt breaks. */
gboolean plan_make(Store *store, const PlanRequest *request,
                   PlanOutcome *outcome, GError **error);

/* Recounts stored VERSION (0: the newest) of EVENT from today's facts.
 * *REPORT (may be NULL) becomes JSON: {"event", "plan", "hard", "soft",
 * "rules": [{"rule", "name", "hard", "units", "cost", "sentence"}],
 * "breaches": [{"rule", "text"}], "agrees": bool}; the caller owns it.
 * FALSE sets HUNDRA_ERROR_FOUND when a hard rule is broken or the stored
 * figures differ; *REPORT is then set too. */
gboolean plan_verify(Store *store, gint64 event, int version, char **report,
                     GError **error);

/* TRUE when stored VERSION (0: the newest) breaks no hard rule by today's
 * facts.  FALSE sets HUNDRA_ERROR_REFUSED naming what it breaks, or another
 * error when it cannot be recounted. */
gboolean plan_still_legal(Store *store, gint64 event, int version,
                          GError **error);
