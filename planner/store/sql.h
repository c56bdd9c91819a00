/*
 * sql: the statements of the .sql files, found by name.
 *
 * Inside planner/store only.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* Name -> SQL text, both owned by the table.  Views are "view:NAME". */
GHashTable *sql_load(void);

/* Runs every statement of the resource file PATH ("schema.sql") on DB. */
int sql_script(sqlite3 *db, const char *path);
