/*
 * rules: one row for each kind of rule, by the name that event files use.
 *
 * Import, scoring, explaining, the pre-check, the rules page and the manual
 * are made from these rows.  Stands on problem.h alone.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct RuleRow {
    RuleKind kind;
    gboolean hard;           /* what it is unless the event says otherwise */
    const char *name;        /* "politiker_per_grupp", as in event.json */
    const char *params;      /* "min max", what the event may set; "" none */
    const char *sentence_sv; /* "2–3 politiker i varje grupp", in general */
    const char *sentence_en;
    const char *unit_sv; /* what one unit is: "en grupp och halvdag ..." */
    const char *unit_en;
} RuleRow;

/* The rows, RULE_KIND_COUNT of them, indexed by kind. */
const RuleRow *rules_rows(void);

/* The row named NAME, or NULL. */
const RuleRow *rules_find(const char *name);
