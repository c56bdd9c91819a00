#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "planner/store/inside.h"

struct StoreRows {
    Store *store;       /* borrowed */
    sqlite3_stmt *stmt; /* the store's; reset when the reader is freed */
};

sqlite3_stmt *
store_statement(Store *store, const char *name, GError **error)
{
    sqlite3_stmt *stmt = g_hash_table_lookup(store->statements, name);
    if (stmt != NULL) {
        g_assert(!sqlite3_stmt_busy(stmt)); /* one reader a name */
        sqlite3_reset(stmt);
        sqlite3_clear_bindings(stmt);
        return stmt;
    }
    gpointer key = NULL, sql = NULL;
    gboolean found = g_hash_table_lookup_extended(store->sql, name, &key, &sql);
    g_assert(found); /* a statement we never wrote */
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
                           NULL) != SQLITE_OK) {
        store_fail(store, error);
        g_prefix_error(error, "%s: ", name);
        return NULL;
    }
    g_hash_table_insert(store->statements, key, stmt);
    return stmt;
}

static void
bind_text(sqlite3_stmt *stmt, int index, const char *text,
          sqlite3_destructor_type keep)
{
    if (text != NULL)
        sqlite3_bind_text(stmt, index, text, -1, keep);
}

static void
bind_bytes(sqlite3_stmt *stmt, int index, GBytes *bytes,
           sqlite3_destructor_type keep)
{
    gsize size = 0;
    if (bytes == NULL)
        return;
    const void *data = g_bytes_get_data(bytes, &size);
    sqlite3_bind_blob64(stmt, index, size > 0 ? data : "", size, keep);
}

/* One word "name:letter" of a format and its value. */
static void
bind_word(sqlite3_stmt *stmt, const char *word, va_list *args,
          sqlite3_destructor_type keep)
{
    const char *colon = strchr(word, ':');
    g_assert(colon != NULL);
    g_autofree char *name = g_strdup_printf(":%.*s", (int)(colon - word), word);
    int index = sqlite3_bind_parameter_index(stmt, name);
    g_assert(index > 0); /* the statement has no such parameter */
    switch (colon[1]) {
    case 'i': sqlite3_bind_int64(stmt, index, va_arg(*args, gint64)); break;
    case 'd': sqlite3_bind_double(stmt, index, va_arg(*args, double)); break;
    case 's': bind_text(stmt, index, va_arg(*args, const char *), keep); break;
    case 'b': bind_bytes(stmt, index, va_arg(*args, GBytes *), keep); break;
    default: g_assert_not_reached();
    }
}

/* KEEP: whether SQLite copies texts and bytes, or the caller outlives the
 * statement (SQLITE_STATIC). */
static sqlite3_stmt *
prepare(Store *store, GError **error, const char *name, const char *format,
        va_list *args, sqlite3_destructor_type keep)
{
    sqlite3_stmt *stmt = store_statement(store, name, error);
    if (stmt == NULL)
        return NULL;
    g_auto(GStrv) words = g_strsplit(format, " ", -1);
    int count = 0;
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        bind_word(stmt, *word, args, keep);
        count++;
    }
    g_assert(count == sqlite3_bind_parameter_count(stmt));
    return stmt;
}

gboolean
store_run(Store *store, GError **error, const char *name, const char *format,
          ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_stmt *stmt =
        prepare(store, error, name, format, &args, SQLITE_STATIC);
    va_end(args);
    if (stmt == NULL)
        return FALSE;
    int rc = sqlite3_step(stmt);
    if (rc != SQLITE_DONE && rc != SQLITE_ROW) {
        store_fail(store, error);
        g_prefix_error(error, "%s: ", name);
    }
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt); /* they are the caller's */
    return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

gint64
store_last_id(const Store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int
store_changed(const Store *store)
{
    return sqlite3_changes(store->db);
}

static StoreRows *
rows_new(Store *store, sqlite3_stmt *stmt)
{
    if (stmt == NULL)
        return NULL;
    StoreRows *rows = g_new0(StoreRows, 1);
    rows->store = store;
    rows->stmt = stmt;
    return rows;
}

StoreRows *
store_query(Store *store, GError **error, const char *name, const char *format,
            ...)
{
    va_list args;
    va_start(args, format);
    StoreRows *rows = rows_new(
        store, prepare(store, error, name, format, &args, SQLITE_TRANSIENT));
    va_end(args);
    return rows;
}

void
store_rows_free(StoreRows *rows)
{
    if (rows == NULL)
        return;
    sqlite3_reset(rows->stmt);
    g_free(rows);
}

gboolean
store_rows_next(StoreRows *rows, GError **error)
{
    int rc = sqlite3_step(rows->stmt);
    for (int i = 0; rc == SQLITE_ROW && i < sqlite3_data_count(rows->stmt); i++)
        if (!store_text_good(rows->stmt, i))
            return store_fail_text(rows->store, error);
    if (rc == SQLITE_ROW)
        return TRUE;
    if (rc != SQLITE_DONE)
        store_fail(rows->store, error);
    return FALSE;
}

gboolean
store_rows_null(const StoreRows *rows, int column)
{
    return sqlite3_column_type(rows->stmt, column) == SQLITE_NULL;
}

gint64
store_rows_int(const StoreRows *rows, int column)
{
    return sqlite3_column_int64(rows->stmt, column);
}

int
store_rows_small(const StoreRows *rows, int column)
{
    enum { SMALL_MAX = 1000000 };
    return (int)CLAMP(store_rows_int(rows, column), -SMALL_MAX, SMALL_MAX);
}

double
store_rows_double(const StoreRows *rows, int column)
{
    return sqlite3_column_double(rows->stmt, column);
}

const char *
store_rows_text(const StoreRows *rows, int column)
{
    return (const char *)sqlite3_column_text(rows->stmt, column);
}

GBytes *
store_rows_bytes(const StoreRows *rows, int column)
{
    const void *data = sqlite3_column_blob(rows->stmt, column);
    return g_bytes_new(data, (gsize)sqlite3_column_bytes(rows->stmt, column));
}

gint64
store_number(Store *store, GError **error, gint64 fallback, const char *name,
             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autoptr(StoreRows) rows = rows_new(
        store, prepare(store, error, name, format, &args, SQLITE_TRANSIENT));
    va_end(args);
    if (rows == NULL || !store_rows_next(rows, error) ||
        store_rows_null(rows, 0))
        return fallback;
    return store_rows_int(rows, 0);
}

char *
store_string(Store *store, GError **error, const char *name, const char *format,
             ...)
{
    va_list args;
    va_start(args, format);
    g_autoptr(StoreRows) rows = rows_new(
        store, prepare(store, error, name, format, &args, SQLITE_TRANSIENT));
    va_end(args);
    if (rows == NULL || !store_rows_next(rows, error))
        return NULL;
    return g_strdup(store_rows_text(rows, 0));
}

char *
store_view(Store *store, GError **error, const char *name, const char *format,
           ...)
{
    g_autofree char *full = g_strconcat("view:", name, NULL);
    va_list args;
    va_start(args, format);
    g_autoptr(StoreRows) rows = rows_new(
        store, prepare(store, error, full, format, &args, SQLITE_TRANSIENT));
    va_end(args);
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return NULL;
    if (store_rows_next(rows, &inner) && !store_rows_null(rows, 0))
        return g_strdup(store_rows_text(rows, 0));
    if (inner != NULL)
        g_propagate_prefixed_error(error, g_steal_pointer(&inner),
                                   "%s: ", name);
    else
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("det finns inget sådant"));
    return NULL;
}

char **
store_statement_names(const Store *store)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    GHashTableIter iter;
    gpointer name = NULL;
    g_hash_table_iter_init(&iter, store->sql);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        g_strv_builder_add(names, name);
    return g_strv_builder_end(names);
}

gboolean
store_prepares(Store *store, const char *name, GError **error)
{
    return store_statement(store, name, error) != NULL;
}
