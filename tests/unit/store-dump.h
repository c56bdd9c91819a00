/*
 * store-dump: a database as text, for tests that compare two of them.
 *
 * Opens the file by itself, beside the store, and leaves out the journal:
 * it tells of time.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* One line a row, by table and key.  The caller owns it. */
static inline char *
store_dump(const char *path)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(g_free);
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    g_assert_cmpint(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), ==,
                    SQLITE_OK);
    g_assert_cmpint(
        sqlite3_prepare_v2(db,
                           "SELECT name FROM sqlite_schema WHERE type = 'table'"
                           " AND name <> 'journal' ORDER BY name",
                           -1, &stmt, NULL),
        ==, SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        g_ptr_array_add(tables,
                        g_strdup((const char *)sqlite3_column_text(stmt, 0)));
    sqlite3_finalize(stmt);
    for (guint i = 0; i < tables->len; i++) {
        const char *table = g_ptr_array_index(tables, i);
        g_autofree char *sql = g_strdup_printf("SELECT * FROM %s", table);
        g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), ==,
                        SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            g_string_append(text, table);
            for (int c = 0; c < sqlite3_column_count(stmt); c++) {
                const char *value = (const char *)sqlite3_column_text(stmt, c);
                g_string_append_printf(text, "|%s=%s",
                                       sqlite3_column_name(stmt, c),
                                       value != NULL ? value : "(null)");
            }
            g_string_append_c(text, '\n');
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
