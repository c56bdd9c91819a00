/*
 * mend-take: one person in the seats that another leaves.
 *
 * Inside planner/plan.
 */
#pragma once

#include "planner/plan/mend-inside.h"

/* The index of whoever stays away, as the told plan has it; may be beyond the
 * problem's people. */
int mend_absentee(const MendRun *run);

/* The told plan with PERSON in the seats of the run's absent one, counted; the
 * caller owns the repair. */
Repair *mend_seat_in(const MendRun *run, int person);
void mend_repair_free(gpointer repair_data);

/* Whether PERSON has a seat in one of the halves that would be hers. */
gboolean mend_is_seated(const MendRun *run, int person);

/* What stops PERSON; the caller owns it.  NULL: nothing. */
char *mend_bar(const MendRun *run, const Repair *repair);

/* The answer that the request's taker is; the caller owns the array of
 * Repair.  NULL sets HUNDRA_ERROR_REFUSED: why it cannot be. */
GPtrArray *mend_take(MendRun *run, GError **error);
