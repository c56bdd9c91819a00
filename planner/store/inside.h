/*
 * inside: what the files of planner/store share and nobody else sees.
 */
#pragma once

#include <sqlite3.h>

#include "planner/store/store.h"

struct Store {
    sqlite3 *db;
    const Clock *clock; /* borrowed */
    char *path;
    gboolean fresh;         /* the file was made when it was opened */
    GHashTable *sql;        /* name -> text */
    GHashTable *statements; /* name -> sqlite3_stmt, prepared once */
};

/* Sets ERROR to what SQLite said last, in words a planner can act on.
 * FALSE, so that callers return it. */
gboolean store_fail(Store *store, GError **error);

/* The statement NAME, reset and bare of values.  NULL sets ERROR. */
sqlite3_stmt *store_statement(Store *store, const char *name, GError **error);
