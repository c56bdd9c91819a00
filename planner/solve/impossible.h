/*
 * impossible: why a visit day has no legal plan, and what would mend it.
 *
 * Stands on facts and clash.  What it finds is proven; what it does not find
 * may still be so.  Knows no clock: a few seconds on the largest days.
 */
#pragma once

#include "planner/solve/clash.h"
#include "planner/solve/facts.h"

typedef enum {
    WAY_DROP,      /* the lock is taken back, the rule made soft, the company
                      made accessible: the fact does not bind any more */
    WAY_HOURS,     /* a person or company has SPAN too */
    WAY_START,     /* the lock's time is VALUE (minutes) */
    WAY_LENGTH,    /* the company is content with VALUE minutes */
    WAY_VISITORS,  /* the company receives VALUE */
    WAY_MIN,       /* a rule's or number's least is VALUE */
    WAY_MAX,       /* its most is VALUE */
    WAY_PEOPLE,    /* VALUE more people such as LIKE */
    WAY_COMPANIES, /* VALUE more companies, open all day, that are content
                      with WAY_VISIT_MIN minutes */
    WAY_KIND_COUNT
} WayKind;

enum { WAY_VISIT_MIN = 30 };

/* One change that is enough. */
typedef struct WayOut {
    WayKind kind;
    Fact fact; /* that it changes; none for the last two */
    int value;
    Span span;
    Person like;
    gboolean proven;  /* a legal plan was found with it; FALSE: only nothing
                         that stops one */
    gboolean partial; /* it mends what the facts say, but something else stops
                         the day too */
} WayOut;

typedef struct Impossible {
    Clash clash;   /* what the facts ask for together */
    GArray *facts; /* Fact: no plan keeps them all, and without any one of
                      them CLASH is gone */
    GArray *ways;  /* WayOut, proven ones first; partial ones last, and
                      only where the others are fewer than two */
} Impossible;

/* NULL: no proof that there is no plan.  The caller owns the answer. */
Impossible *impossible_find(const Problem *problem);
void impossible_free(Impossible *impossible);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Impossible, impossible_free)

/* A copy of PROBLEM with WAY taken; the caller owns it. */
Problem *impossible_apply(const Problem *problem, const WayOut *way);
