/*
 * change: a command as one transaction, its journal row, and undo.
 *
 * SQLite's session extension records the rows that change; the changeset
 * goes into the journal, and undo applies its inverse
 * (sqlite.org/sessionintro.html).
 */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/inside.h"

struct StoreChange {
    Store *store; /* borrowed */
    sqlite3_session *session;
};

/* All tables are recorded but the journal itself, and what lies printed:
 * paper is not taken back by undo, nor in the way of it. */
static int
recorded(void *data, const char *table)
{
    (void)data;
    return strcmp(table, "journal") != 0 && strcmp(table, "printed") != 0;
}

static gboolean
start_recording(StoreChange *change)
{
    if (sqlite3session_create(change->store->db, "main", &change->session) !=
        SQLITE_OK)
        return FALSE;
    sqlite3session_table_filter(change->session, recorded, NULL);
    return sqlite3session_attach(change->session, NULL) == SQLITE_OK;
}

StoreChange *
store_change(Store *store, GError **error)
{
    g_assert(sqlite3_get_autocommit(store->db)); /* one change at a time */
    g_autoptr(StoreChange) change = g_new0(StoreChange, 1);
    change->store = store;
    if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) ==
            SQLITE_OK &&
        start_recording(change))
        return g_steal_pointer(&change);
    store_fail(store, error);
    return NULL;
}

void
store_change_free(StoreChange *change)
{
    if (change == NULL)
        return;
    if (change->session != NULL) /* SQLite does not take a null here */
        sqlite3session_delete(change->session);
    if (!sqlite3_get_autocommit(change->store->db))
        sqlite3_exec(change->store->db, "ROLLBACK", NULL, NULL, NULL);
    g_free(change);
}

typedef struct Tally {
    const char *table; /* borrowed from the iterator's changeset */
    int inserted, updated, deleted;
} Tally;

static Tally *
tally_of(GArray *tallies, const char *table)
{
    for (guint i = 0; i < tallies->len; i++) {
        Tally *tally = &g_array_index(tallies, Tally, i);
        if (strcmp(tally->table, table) == 0)
            return tally;
    }
    Tally fresh = { .table = table };
    g_array_append_val(tallies, fresh);
    return &g_array_index(tallies, Tally, tallies->len - 1);
}

/* {"seat": [inserted, updated, deleted], ...} of a changeset. */
static char *
summarise(int bytes, void *changes)
{
    sqlite3_changeset_iter *iter = NULL;
    g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(Tally));
    if (sqlite3changeset_start(&iter, bytes, changes) != SQLITE_OK)
        return g_strdup("{}");
    while (sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table = NULL;
        int columns = 0, operation = 0;
        sqlite3changeset_op(iter, &table, &columns, &operation, NULL);
        Tally *tally = tally_of(tallies, g_intern_string(table));
        tally->inserted += operation == SQLITE_INSERT;
        tally->updated += operation == SQLITE_UPDATE;
        tally->deleted += operation == SQLITE_DELETE;
    }
    sqlite3changeset_finalize(iter);
    g_autoptr(GString) json = g_string_new("{");
    for (guint i = 0; i < tallies->len; i++) {
        const Tally *tally = &g_array_index(tallies, Tally, i);
        g_string_append_printf(json, "%s\"%s\": [%d, %d, %d]", i ? ", " : "",
                               tally->table, tally->inserted, tally->updated,
                               tally->deleted);
    }
    g_string_append_c(json, '}');
    return g_string_free(g_steal_pointer(&json), FALSE);
}

static gboolean
write_journal(Store *store, const JournalEntry *entry, gint64 undoes, int bytes,
              void *changes, GError **error)
{
    g_autofree char *summary = summarise(bytes, changes);
    /* A final change is never taken back: its rows need not be kept.  The
     * bytes, tens of megabytes for a region, are lent and not copied. */
    g_autoptr(GBytes) blob = entry->final == NULL && undoes == 0
                                 ? g_bytes_new_static(changes, (gsize)bytes)
                                 : NULL;
    return store_run(store, error, "journal_add",
                     "at:i who:s command:s what:s summary:s final:s undoes:i "
                     "changes:b",
                     store_now_utc(store), entry->who, entry->command,
                     entry->what, summary, entry->final, undoes, blob);
}

/* The journal row (unless nothing changed), then COMMIT. */
static gboolean
finish(StoreChange *change, const JournalEntry *entry, gint64 undoes,
       GError **error)
{
    Store *store = change->store;
    int bytes = 0;
    void *changes = NULL;
    if (sqlite3session_changeset(change->session, &bytes, &changes) !=
        SQLITE_OK)
        return store_fail(store, error);
    gboolean ok = bytes == 0 ||
                  write_journal(store, entry, undoes, bytes, changes, error);
    sqlite3_free(changes);
    if (ok && bytes > 0 && undoes != 0)
        ok = store_run(store, error, "journal_undone", "by:i id:i",
                       store_last_id(store), undoes);
    if (!ok)
        return FALSE;
    if (sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        return store_fail(store, error);
    return TRUE;
}

gboolean
store_change_commit(StoreChange *change, const JournalEntry *entry,
                    GError **error)
{
    return finish(change, entry, 0, error);
}

gboolean
store_change_note(StoreChange *change, const JournalEntry *entry,
                  GError **error)
{
    return store_run(change->store, error, "journal_add",
                     "at:i who:s command:s what:s summary:s final:s undoes:i "
                     "changes:b",
                     store_now_utc(change->store), entry->who, entry->command,
                     entry->what, "{}", NULL, (gint64)0, NULL);
}

/* The journal holds every change since: a conflict means a foreign hand. */
static int
refuse_conflict(void *data, int kind, sqlite3_changeset_iter *iter)
{
    (void)data;
    (void)kind;
    (void)iter;
    return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply_inverse(Store *store, GBytes *changes, GError **error)
{
    gsize size = 0;
    int inverse_bytes = 0;
    void *inverse = NULL;
    const void *data = g_bytes_get_data(changes, &size);
    int rc = sqlite3changeset_invert((int)size, data, &inverse_bytes, &inverse);
    if (rc == SQLITE_OK)
        rc = sqlite3changeset_apply(store->db, inverse_bytes, inverse, recorded,
                                    refuse_conflict, NULL);
    sqlite3_free(inverse);
    if (rc == SQLITE_OK)
        return TRUE;
    if (rc == SQLITE_ABORT)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("ändringen går inte att ta tillbaka: databasen "
                             "har ändrats utanför Hundra"));
    return store_fail(store, error);
}

/* Foreign keys are looked at once, at the end: with their actions on, an
 * undone parent would take its children before the changeset gets to them. */
static gboolean
keys_hold(Store *store, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (!store_run(store, error, "printed_forget", ""))
        return FALSE;
    gint64 broken = store_number(store, &inner, 0, "foreign_key_check", "");
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    return broken == 0 ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("ändringen går inte att ta tillbaka: senare "
                         "uppgifter bygger på den"));
}

static gboolean
undo_row(StoreChange *change, StoreRows *last, const char *who, char **what,
         GError **error)
{
    Store *store = change->store;
    gint64 id = store_rows_int(last, 0);
    if (!store_rows_null(last, 3))
        return hundra_fail(error, HUNDRA_ERROR_REFUSED, "%s",
                           store_rows_text(last, 3));
    g_autofree char *sentence = g_strdup_printf(
        "%s: %s", store_rows_text(last, 1), store_rows_text(last, 2));
    g_autoptr(GBytes) changes = store_rows_bytes(last, 4);
    JournalEntry entry = { .who = who, .command = "undo", .what = sentence };
    if (!apply_inverse(store, changes, error) || !keys_hold(store, error) ||
        !finish(change, &entry, id, error))
        return FALSE;
    if (what != NULL)
        *what = g_steal_pointer(&sentence);
    return TRUE;
}

static gboolean
undo_last(Store *store, const char *who, char **what, GError **error)
{
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL)
        return FALSE;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) last = store_query(store, &inner, "journal_last", "");
    if (last != NULL && store_rows_next(last, &inner))
        return undo_row(change, last, who, what, error);
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else
        hundra_fail(error, HUNDRA_ERROR_REFUSED,
                    _("det finns inget att ta tillbaka"));
    return FALSE;
}

gboolean
store_undo(Store *store, const char *who, char **what, GError **error)
{
    if (sqlite3_exec(store->db, "PRAGMA foreign_keys = OFF", NULL, NULL,
                     NULL) != SQLITE_OK)
        return store_fail(store, error);
    gboolean done = undo_last(store, who, what, error);
    sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return done;
}
