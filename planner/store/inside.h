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
    char *folder;           /* of a copy, which goes with it; else NULL */
    gboolean fresh;         /* the file was made when it was opened */
    GHashTable *sql;        /* name -> text */
    GHashTable *statements; /* name -> sqlite3_stmt, prepared once */
};

/* Sets ERROR to what SQLite said last, in words a planner can act on.
 * FALSE, so that callers return it. */
gboolean store_fail(Store *store, GError **error);

/* Whether what stands in COLUMN of STMT's row, if it is text, is UTF-8
 * without a zero byte: another program may have written it. */
gboolean store_text_good(sqlite3_stmt *stmt, int column);

/* Sets ERROR to where text stands that is not; FALSE, as store_fail. */
gboolean store_fail_text(Store *store, GError **error);

/* The statement NAME, reset and bare of values.  NULL sets ERROR. */
sqlite3_stmt *store_statement(Store *store, const char *name, GError **error);

/* Takes away the FOLDER of a copy (copy.h) and what lies in it. */
void store_copy_remove(const char *folder);
