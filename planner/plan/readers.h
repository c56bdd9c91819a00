/*
 * readers: what everyone was last told, and whom a new plan makes hear again.
 *
 * What was told is the published plan; nobody has been told anything before
 * there is one.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/told.h"

typedef struct Readers {
    Solution *told; /* owned; NULL: nobody was told anything */
    DayGone *gone;  /* who stands in TOLD and is of the day no more; owned */
    gboolean names_visitors;
    gboolean *nameless; /* by person; owned */
} Readers;

/* FALSE sets ERROR; READERS is then empty. */
gboolean readers_read(Store *store, const Day *day, Readers *readers,
                      GError **error);
void readers_clear(Readers *readers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Readers, readers_clear)

/* ToldView's "gone", borrowed. */
const Company *readers_gone(const Readers *readers);

/* Who hears when PLAN is published; nobody where nobody was told. */
ToldCount readers_count(const Readers *readers, const Day *day,
                        const Solution *plan);

/* "1 människa och 7 företag"; the caller owns it. */
char *readers_said(int people, int companies);
