#include "planner/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "planner/store/functions.h"
#include "planner/store/inside.h"
#include "planner/store/sql.h"

enum {
    APPLICATION_ID = 0x48756e64, /* "Hund" */
    BUSY_MS = 5000,
};

/* The schema's way here: number N is reached by running line N - 1. */
static const char *const MIGRATIONS[] = {
    "schema.sql",
    "schema-2.sql",
    "schema-3.sql",
};
enum { SCHEMA_VERSION = G_N_ELEMENTS(MIGRATIONS) };

static gboolean
fail_busy(const Store *store, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_STORE,
                       _("%s används av ett annat program; vänta tills "
                         "det är klart och försök igen"),
                       store->path);
}

/* Another program has taken the file away since it was found. */
static gboolean
is_gone(Store *store)
{
    int moved = 0;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0 || !g_file_test(store->path, G_FILE_TEST_EXISTS);
}

gboolean
store_fail(Store *store, GError **error)
{
    const char *path = store->path;
    int code = sqlite3_errcode(store->db);
    if (is_gone(store))
        return fail_busy(store, error);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return fail_busy(store, error);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s går inte att skriva i; ge skrivrätt till "
                             "filen och dess mapp"),
                           path);
    case SQLITE_FULL:
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("disken är full; gör plats och kör igen, "
                             "inget i %s har ändrats"),
                           path);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s är ingen hel databas; återställ den från "
                             "en säkerhetskopia"),
                           path);
    case SQLITE_CANTOPEN:
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s går inte att öppna; kontrollera att mappen "
                             "finns och går att skriva i"),
                           path);
    case SQLITE_IOERR:
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("disken svarade med fel när %s lästes eller "
                             "skrevs; kontrollera disken och kör igen"),
                           path);
    default:
        return hundra_fail(error, HUNDRA_ERROR_STORE, "%s: %s", path,
                           sqlite3_errmsg(store->db));
    }
}

/* The file is born private: it holds personal data. */
static gboolean
make_private(const char *path, GError **error)
{
    int fd = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s går inte att skapa: %s"), path,
                           g_strerror(errno));
    return g_close(fd, error);
}

/* *FRESH: the file was made here. */
static gboolean
reachable(const char *path, StoreMode mode, gboolean *fresh, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s är en mapp; ange en databasfil med --db"),
                           path);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (mode == STORE_CREATE)
        return *fresh = make_private(path, error);
    return hundra_fail(error, HUNDRA_ERROR_STORE,
                       _("%s finns inte; börja med hundra import, eller ange "
                         "databasen med --db"),
                       path);
}

static gboolean
pragma_int(Store *store, const char *sql, int *value, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    gboolean ok = rc == SQLITE_ROW;
    if (ok)
        *value = sqlite3_column_int(stmt, 0);
    else
        store_fail(store, error);
    sqlite3_finalize(stmt);
    return ok;
}

static gboolean
execute(Store *store, const char *sql, GError **error)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return TRUE;
    return store_fail(store, error);
}

/* One step of the schema, with its number, in one transaction. */
static gboolean
migrate_to(Store *store, int version, GError **error)
{
    g_autofree char *number =
        g_strdup_printf("PRAGMA user_version = %d", version);
    g_autofree char *mark =
        g_strdup_printf("PRAGMA application_id = %d", APPLICATION_ID);
    if (!execute(store, "BEGIN IMMEDIATE", error))
        return FALSE;
    /* Another program may have done it while we waited for the lock. */
    int now = 0;
    gboolean ok = pragma_int(store, "PRAGMA user_version", &now, error);
    if (ok && now < version)
        ok = (sql_script(store->db, MIGRATIONS[version - 1]) == SQLITE_OK ||
              store_fail(store, error)) &&
             execute(store, number, error) && execute(store, mark, error);
    if (ok && execute(store, "COMMIT", error))
        return TRUE;
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}

static gboolean
migrate(Store *store, GError **error)
{
    int application = 0, version = 0, objects = 0;
    if (!pragma_int(store, "PRAGMA application_id", &application, error) ||
        !pragma_int(store, "PRAGMA user_version", &version, error) ||
        !pragma_int(store, "SELECT count(*) FROM sqlite_schema", &objects,
                    error))
        return FALSE;
    if (version < 0 ||
        (application != APPLICATION_ID && (objects > 0 || version > 0)))
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s är en databas från ett annat program; ange "
                             "en annan fil med --db"),
                           store->path);
    if (version > SCHEMA_VERSION)
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("%s är skriven av en nyare version av Hundra; "
                             "uppdatera programmet"),
                           store->path);
    for (int next = version + 1; next <= SCHEMA_VERSION; next++)
        if (!migrate_to(store, next, error))
            return FALSE;
    return TRUE;
}

static gboolean
prepare_connection(Store *store, GError **error)
{
    sqlite3_extended_result_codes(store->db, 0);
    store_wait(store, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return functions_register(store->db, error) &&
           execute(store, "PRAGMA journal_mode = WAL", error) &&
           execute(store, "PRAGMA synchronous = FULL", error) &&
           execute(store, "PRAGMA cache_size = -32768", error) && /* KiB */
           execute(store, "PRAGMA temp_store = MEMORY", error) &&
           execute(store, "PRAGMA foreign_keys = ON", error);
}

static void
finalize(gpointer statement)
{
    sqlite3_finalize(statement);
}

Store *
store_open(const char *path, StoreMode mode, const Clock *clock, GError **error)
{
    gboolean fresh = FALSE;
    if (!reachable(path, mode, &fresh, error))
        return NULL;
    g_autoptr(Store) store = g_new0(Store, 1);
    store->fresh = fresh;
    store->clock = clock;
    store->path = g_strdup(path);
    store->sql = sql_load();
    store->statements =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, finalize);
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) {
        store_fail(store, error);
        return NULL;
    }
    if (!prepare_connection(store, error) || !migrate(store, error))
        return NULL;
    /* From here on it cannot go: we hold a lock until we close. */
    if (is_gone(store)) {
        fail_busy(store, error);
        return NULL;
    }
    return g_steal_pointer(&store);
}

/* A first import that failed leaves no empty database behind; if another
 * program has begun to use it, it stays.  TRUE: nobody can, until closed. */
static gboolean
is_unused(Store *store)
{
    if (!store->fresh)
        return FALSE;
    store_wait(store, 0);
    return execute(store, "PRAGMA locking_mode = EXCLUSIVE", NULL) &&
           execute(store, "PRAGMA journal_mode = DELETE", NULL) &&
           execute(store, "BEGIN EXCLUSIVE", NULL) &&
           store_number(store, NULL, 1, "journal_count", "") == 0;
}

void
store_close(Store *store)
{
    if (store == NULL)
        return;
    if (is_unused(store))
        g_unlink(store->path);
    g_hash_table_destroy(store->statements);
    g_hash_table_destroy(store->sql);
    sqlite3_close(store->db);
    if (store->folder != NULL)
        store_copy_remove(store->folder);
    g_free(store->folder);
    g_free(store->path);
    g_free(store);
}

void
store_wait(Store *store, int milliseconds)
{
    sqlite3_busy_timeout(store->db, milliseconds);
}

gint64
store_now_utc(const Store *store)
{
    return clock_now_utc(store->clock);
}
