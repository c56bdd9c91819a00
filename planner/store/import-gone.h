/*
 * import-gone: what the store has and the files no longer have.
 */
#pragma once

#include "planner/store/stage.h"

/* After all rows of KIND are stored: lists what is gone, or removes it when
 * the user says so.  What a plan or an invitation stands on stays in any
 * case; a file of rejected rows is a part of a list, and nothing is gone
 * from it.  FALSE sets ERROR. */
gboolean gone_settle(Import *import, ImportKind kind, GError **error);
