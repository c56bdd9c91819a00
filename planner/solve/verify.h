/*
 * verify: recounts a plan from nothing.
 *
 * Shares no code with the search (only problem.h), so that the two cannot
 * be wrong in the same way.  Slow and plain on purpose; the words are those
 * of docs/RULES.md.
 */
#pragma once

#include "planner/solve/problem.h"

/* What one row of Problem.rules came to.  Soft cost is
 * units_tenths * weight_milli / 10, in thousandths of a point. */
typedef struct RuleCount {
    int rule;            /* index in Problem.rules; -1: RULE_ALWAYS */
    gint64 units_tenths; /* tenths: travel is counted in ten minutes */
    gint64 cost_milli;   /* 0 for a hard rule */
} RuleCount;

/* One violated hard rule or one soft unit, for showing. */
typedef struct Breach {
    int rule;    /* index in Problem.rules; -1: RULE_ALWAYS */
    int group;   /* Group.number; -1: none */
    int half;    /* -1: both or none */
    int company; /* -1: none */
    int person;  /* -1: none */
    int other;   /* a second person, -1: none */
    int lock;    /* index in Problem.locks that is broken, with rule -1;
                    -1: none */
    gint64 units_tenths;
} Breach;

typedef struct Verdict {
    gint64 hard;       /* units of hard rules */
    gint64 soft_milli; /* thousandths of a point */
    GArray *counts;    /* RuleCount: ALWAYS first, then each rule */
    GArray *breaches;  /* Breach; NULL unless asked for */
} Verdict;

/* Counts every rule on SOLUTION.  WITH_BREACHES also lists each unit.
 * Never fails; the caller owns the verdict. */
Verdict *verify_day(const Problem *problem, const Solution *solution,
                    gboolean with_breaches);
void verdict_free(Verdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verdict, verdict_free)
