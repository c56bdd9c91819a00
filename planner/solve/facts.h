/*
 * facts: the facts of a visit day that may contradict one another, each of
 * which can be taken back.
 *
 * Stands on problem.  A relaxed day is a copy in which some facts no longer
 * bind: whatever is a plan of the day is a plan of the relaxed one.
 */
#pragma once

#include "planner/solve/problem.h"

typedef enum {
    FACT_PERSON_HOURS,  /* INDEX: the person's availability */
    FACT_CONFLICT,      /* INDEX: a person, OTHER: the company she avoids */
    FACT_COMPANY_HOURS, /* INDEX: a company, as the next three */
    FACT_VISIT_LENGTH,
    FACT_MAX_VISITORS,
    FACT_ACCESS,
    FACT_RULE, /* INDEX: a hard rule */
    FACT_GROUPS_MIN,
    FACT_GROUPS_MAX,
    FACT_VISITS_MIN, /* of a group */
    FACT_VISITS_MAX,
    FACT_LOCK, /* INDEX: a lock */
    FACT_KIND_COUNT
} FactKind;

typedef struct Fact {
    FactKind kind;
    int index, other; /* -1: the kind has none */
} Fact;

/* Every fact of PROBLEM that binds; the order is that of FactKind.  The
 * caller owns the array (Fact). */
GArray *facts_all(const Problem *problem);

/* A copy of PROBLEM that the caller owns, changed or not. */
Problem *facts_copy(const Problem *problem);

/* A copy in which each fact of FACTS whose place in RELAXED is TRUE does not
 * bind: people and companies have all day, no limit is set, a rule is soft
 * and free, a lock is gone.  A group still makes at least one visit. */
Problem *facts_relax(const Problem *problem, const GArray *facts,
                     const gboolean *relaxed);
