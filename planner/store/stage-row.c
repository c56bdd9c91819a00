/*
 * stage-row: one row between its fields and the statements' parameters.
 */
#include <string.h>

#include "planner/store/inside.h"
#include "planner/store/stage.h"

const char STAGE_ABSENT[] = "(absent)";

/* Statements name their parameters and columns mostly in the order of the
 * fields: the search goes on where it last stopped. */
static int
field_by_column(const KindRow *kind, const char *column, guint *from)
{
    for (guint i = 0; i < kind->field_count; i++) {
        guint f = (*from + i) % kind->field_count;
        if (strcmp(kind->fields[f].column, column) == 0) {
            *from = f + 1;
            return (int)f;
        }
    }
    return -1;
}

/* Binds a parameter that no field fills. */
static void
bind_fact(sqlite3_stmt *stmt, int index, const char *name,
          const StageFacts *facts)
{
    if (strcmp(name, "event") == 0)
        sqlite3_bind_int64(stmt, index, facts->event);
    else if (strcmp(name, "person") == 0)
        sqlite3_bind_int64(stmt, index, facts->person);
    else if (strcmp(name, "role") == 0)
        sqlite3_bind_text(stmt, index, facts->role, -1, SQLITE_STATIC);
    else
        g_assert_not_reached(); /* a parameter that nobody knows */
}

static sqlite3_stmt *
bound(Store *store, const char *name, const KindRow *kind,
      const char *const *values, const StageFacts *facts, GError **error)
{
    sqlite3_stmt *stmt = store_statement(store, name, error);
    if (stmt == NULL)
        return NULL;
    int count = sqlite3_bind_parameter_count(stmt);
    guint from = 0;
    for (int i = 1; i <= count; i++) {
        const char *parameter = sqlite3_bind_parameter_name(stmt, i) + 1;
        int f = field_by_column(kind, parameter, &from);
        if (f < 0)
            bind_fact(stmt, i, parameter, facts);
        else if (values[f] != NULL && values[f] != STAGE_ABSENT)
            sqlite3_bind_text(stmt, i, values[f], -1, SQLITE_STATIC);
    }
    return stmt;
}

gboolean
stage_run(Store *store, const char *name, const KindRow *kind,
          const char *const *values, const StageFacts *facts, GError **error)
{
    sqlite3_stmt *stmt = bound(store, name, kind, values, facts, error);
    if (stmt == NULL)
        return FALSE;
    int rc = sqlite3_step(stmt);
    if (rc != SQLITE_DONE && rc != SQLITE_ROW) {
        store_fail(store, error);
        g_prefix_error(error, "%s: ", name);
    }
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

/* Whether all of the row's texts are such. */
static gboolean
row_good(sqlite3_stmt *stmt)
{
    for (int i = 0; i < sqlite3_column_count(stmt); i++)
        if (!store_text_good(stmt, i))
            return FALSE;
    return TRUE;
}

static const char **
values_of(sqlite3_stmt *stmt, const KindRow *kind, gint64 *thing,
          gint64 *person)
{
    const char **values = g_new(const char *, kind->field_count + 1);
    guint from = 0;
    for (guint f = 0; f < kind->field_count; f++)
        values[f] = STAGE_ABSENT;
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        const char *name = sqlite3_column_name(stmt, i);
        int f = field_by_column(kind, name, &from);
        if (f >= 0)
            values[f] = g_strdup((const char *)sqlite3_column_text(stmt, i));
        else if (strcmp(name, "thing") == 0 && thing != NULL)
            *thing = sqlite3_column_int64(stmt, i);
        else if (strcmp(name, "person") == 0 && person != NULL)
            *person = sqlite3_column_int64(stmt, i);
    }
    return values;
}

const char **
stage_find(Store *store, const char *name, const KindRow *kind,
           const char *const *values, const StageFacts *facts, gint64 *thing,
           gint64 *person, GError **error)
{
    sqlite3_stmt *stmt = bound(store, name, kind, values, facts, error);
    if (stmt == NULL)
        return NULL;
    const char **found = NULL;
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW && !row_good(stmt))
        store_fail_text(store, error);
    else if (rc == SQLITE_ROW)
        found = values_of(stmt, kind, thing, person);
    else if (rc != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return found;
}

void
stage_values_free(const KindRow *kind, const char **values)
{
    if (values == NULL)
        return;
    for (guint f = 0; f < kind->field_count; f++)
        if (values[f] != STAGE_ABSENT)
            g_free((gpointer)values[f]);
    g_free(values);
}
