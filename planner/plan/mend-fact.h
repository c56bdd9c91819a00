/*
 * mend-fact: stores that a person does not come or a company is closed.
 *
 * Inside mend; runs within its StoreChange.
 */
#pragma once

#include "planner/plan/mend-inside.h"

/* Finds who RUN's request is about and changes the fact.  Sets the run's
 * absent, absent_halves and what has happened.  FALSE sets ERROR. */
gboolean mend_fact(MendRun *run, GError **error);
