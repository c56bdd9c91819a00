/*
 * verify-rules: what each rule counts, for verify alone.
 *
 * One plain function a rule, over a whole cell, a visit, a group or the day.
 */
#pragma once

#include "planner/solve/verify-day.h"

/* The row being counted and what it has come to. */
typedef struct VerifyCounter {
    const Problem *problem;
    const VerifyDay *day;
    const Rule *rule;
    int row; /* -1: RULE_ALWAYS */
    gint64 units_tenths;
    GArray *breaches; /* NULL: not asked for */
} VerifyCounter;

/* The functions of a rule; NULL where it counts no such thing. */
typedef struct VerifyRow {
    void (*cell)(VerifyCounter *counter, const VerifyCell *cell);
    void (*visit)(VerifyCounter *counter, const VerifyCell *cell,
                  const Visit *visit);
    void (*group)(VerifyCounter *counter, const VerifyGroup *group, int number);
    void (*day)(VerifyCounter *counter);
} VerifyRow;

/* The rules of cells and visits, indexed by kind. */
const VerifyRow *verify_cell_rows(void);

/* The rules of groups and of the day, indexed by kind. */
const VerifyRow *verify_day_rows(void);

/* Adds BREACH to the row, unless it is of no units. */
void verify_add(VerifyCounter *counter, const Breach *breach);

/* COUNT units of COUNTER's row, of no place yet. */
Breach verify_units(const VerifyCounter *counter, int count);

static inline const Visit *
verify_visit(const GArray *visits, guint i)
{
    return &g_array_index(visits, Visit, i);
}

static inline const Company *
verify_company(const VerifyCounter *counter, const Visit *visit)
{
    return &counter->problem->companies[visit->company];
}

/* The place of a member in Problem.people. */
static inline int
verify_person(const VerifyCell *cell, guint i)
{
    return g_array_index(cell->people, int, i);
}
