/*
 * whynot: what keeps a person or a company from a group, or what it would
 * cost.
 *
 * Stands on clash for what no plan can have, and on the search for a plan
 * near the one asked of that has it.  Knows no clock.
 */
#pragma once

#include "planner/solve/solve.h"
#include "planner/solve/verify.h"

typedef struct WhyNotAsk {
    int person;   /* index; -1: the company is asked for */
    int company;  /* index, where PERSON is -1 */
    int group;    /* Group.number, one of the plan's */
    int halves;   /* 1 << HALF_AM or 1 << HALF_PM: there; 0: where she can.
                     Of a company: 0 */
    guint64 seed; /* of the repair */
    gint64 steps; /* of the repair; 0: some that take a tenth of a second on
                     a common day */
} WhyNotAsk;

typedef enum {
    WHY_NOT_SO,    /* it is so already */
    WHY_NOT_NEVER, /* proven: no legal plan has it */
    WHY_NOT_HERE,  /* no legal plan near this one was found that has it */
    WHY_NOT_EMPTY, /* as HERE, but all that stops her is that the group makes
                      no visits in that half */
    WHY_NOT_COSTS, /* PLAN has it */
} WhyNotKind;

typedef struct WhyNot {
    WhyNotKind kind;
    int halves;     /* of a person: where she sits then, or was put */
    Breach breach;  /* NEVER, HERE: what the first hard rule that PLAN breaks
                       counts there; rule -1 and lock -1: R00 */
    Solution *plan; /* owned; NEVER, HERE: she or it put there, with the
                       least that that breaks.  NULL: SO */
    gint64 base_milli, soft_milli; /* COSTS: of the base, and of PLAN */
} WhyNot;

/* Asks of BASE, a plan of PROBLEM.  The same question, seed and steps give
 * the same answer on every machine.  The caller owns it. */
WhyNot *whynot_find(const Problem *problem, const Solution *base,
                    const WhyNotAsk *ask);
void whynot_free(WhyNot *whynot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WhyNot, whynot_free)

/* A copy of PROBLEM in which what is asked for is locked, in HALVES; the
 * caller owns it. */
Problem *whynot_locked(const Problem *problem, const WhyNotAsk *ask,
                       int halves);
