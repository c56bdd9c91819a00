/*
 * copy: a private copy of the database, to try things on.
 */
#pragma once

#include "planner/store/store.h"

/* STORE as it is now, in a folder of its owner's beside it; closing the copy
 * takes both away.  NULL sets ERROR. */
Store *store_copy(Store *store, GError **error);
