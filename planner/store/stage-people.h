/*
 * stage-people: whose a row of people is.
 *
 * Inside planner/store, for stage.c.  Stands on import-people, which knows
 * people by name, address and phone.
 */
#pragma once

#include "planner/store/merge.h"

/* What the store knows to be protected (OLD, the row as it is) no message
 * shows, whatever the file says or leaves out. */
void people_heed(Import *import, const Section *section, StageRow *row,
                 const char *const *old);

/* Settles who ROW's person is.  *DONE: the row is an alias, stored, or of
 * somebody unknown and protected. */
gboolean people_settle(Import *import, Section *section, StageRow *row,
                       Merge *merge, gboolean *done, GError **error);
