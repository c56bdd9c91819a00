/*
 * told: who must hear again when one plan takes the place of another.
 *
 * Counts what publishing will decide from the letters: a person hears when
 * her own day changes, a company when its visit does.  Knows plans as arrays
 * only; the letters are planner/deliver's.
 */
#pragma once

#include "planner/solve/problem.h"

/* What readers are told of one another; all borrowed. */
typedef struct ToldView {
    const Problem *problem;
    gboolean names_visitors;  /* companies are told visitors' names; FALSE:
                                  only how many come */
    const gboolean *nameless; /* by person: protected, named to nobody;
                                  NULL: nobody is */
    const Company *gone;      /* whom a plan visits and the problem no longer
                                  has; their indices go on from its own */
} ToldView;

/* What has become of the plan that readers know. */
typedef struct ToldCount {
    int people;    /* who must hear: changed, newly in, fallen out */
    int companies; /* the same */
    int dropped;   /* visited companies of the problem that no longer are */
} ToldCount;

/* Counts from BEFORE, which everyone was told, to NOW.  In BEFORE an index
 * beyond the problem's stands for a person or company that is gone.
 * PEOPLE_HEAR and COMPANIES_HEAR, by index of the problem, become TRUE for
 * those who must hear; each may be NULL. */
ToldCount told_count(const ToldView *view, const Solution *before,
                     const Solution *now, gboolean *people_hear,
                     gboolean *companies_hear);
