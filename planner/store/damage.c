#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/inside.h"

gboolean
store_text_good(sqlite3_stmt *stmt, int column)
{
    if (sqlite3_column_type(stmt, column) != SQLITE_TEXT)
        return TRUE;
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    return text != NULL &&
           g_utf8_validate_len(text, (gsize)sqlite3_column_bytes(stmt, column),
                               NULL);
}

/* What people call the row: its code, or else what stands first in it. */
static char *
row_name(sqlite3_stmt *stmt)
{
    int named = 0;
    for (int i = 0; i < sqlite3_column_count(stmt); i++)
        if (strcmp(sqlite3_column_name(stmt, i), "code") == 0)
            named = i;
    const char *text = (const char *)sqlite3_column_text(stmt, named);
    return text != NULL ? g_utf8_make_valid(text, -1) : g_strdup("");
}

/* Names the first text of the row that is none; FALSE: there is none. */
static gboolean
find_in_row(sqlite3_stmt *stmt, const char *table, GError **error)
{
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        if (store_text_good(stmt, i))
            continue;
        g_autofree char *name = row_name(stmt);
        hundra_fail(error, HUNDRA_ERROR_STORE,
                    _("databasen är skadad: tabellen %s, raden %s, kolumnen "
                      "%s har tecken som inte är UTF-8; rätta dem, eller "
                      "återställ databasen från en säkerhetskopia"),
                    table, name, sqlite3_column_name(stmt, i));
        return TRUE;
    }
    return FALSE;
}

static gboolean
find_in_table(Store *store, const char *table, const char *select,
              GError **error)
{
    sqlite3_stmt *stmt = NULL;
    gboolean found = FALSE;
    if (sqlite3_prepare_v2(store->db, select, -1, &stmt, NULL) == SQLITE_OK)
        while (!found && sqlite3_step(stmt) == SQLITE_ROW)
            found = find_in_row(stmt, table, error);
    sqlite3_finalize(stmt);
    return found;
}

gboolean
store_fail_text(Store *store, GError **error)
{
    sqlite3_stmt *tables = store_statement(store, "damage_tables", NULL);
    gboolean found = FALSE;
    while (tables != NULL && !found && sqlite3_step(tables) == SQLITE_ROW)
        found =
            find_in_table(store, (const char *)sqlite3_column_text(tables, 0),
                          (const char *)sqlite3_column_text(tables, 1), error);
    if (tables != NULL)
        sqlite3_reset(tables);
    if (!found)
        hundra_fail(error, HUNDRA_ERROR_STORE,
                    _("databasen är skadad: den har tecken som inte är UTF-8; "
                      "återställ den från en säkerhetskopia"));
    return FALSE;
}
