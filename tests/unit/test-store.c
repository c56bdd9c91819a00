/*
 * test-store: the database file, changes, undo and statements by name.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/store/store.h"
#include "tests/unit/store-dump.h"

typedef struct Place {
    char *folder, *path;
} Place;

static void
place_init(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    place->folder = g_dir_make_tmp("hundra-store-XXXXXX", &error);
    g_assert_no_error(error);
    place->path = g_build_filename(place->folder, "a.db", NULL);
}

static void
place_clear(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GDir) dir = g_dir_open(place->folder, 0, NULL);
    const char *name = NULL;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(place->folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(place->folder), ==, 0);
    g_free(place->folder);
    g_free(place->path);
}

static Store *
open_well(const char *path)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(path, STORE_CREATE, NULL, &error);
    g_assert_no_error(error);
    g_assert_nonnull(store);
    return store;
}

/* A store that stays though nothing is in it: its file was there before. */
static void
make_store(const char *path)
{
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    store_close(open_well(path));
}

static void
expect_closed(const char *path, StoreMode mode, const char *fragment)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(path, mode, NULL, &error);
    g_assert_null(store);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_STORE);
    if (strstr(error->message, fragment) == NULL)
        g_error("expected \"%s\" in: %s", fragment, error->message);
}

/* Runs SQL on the file beside the store, as another program would. */
static void
run_outside(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
}

/* ---- opening ---------------------------------------------------------------- */

static void
test_open(Place *place, gconstpointer data)
{
    (void)data;
    GStatBuf info;
    expect_closed(place->path, STORE_MUST_EXIST, "finns inte");
    g_autoptr(Store) store = open_well(place->path);
    g_assert_nonnull(store);
    g_assert_cmpint(g_stat(place->path, &info), ==, 0);
    g_assert_cmpint(info.st_mode & (S_IRWXG | S_IRWXO), ==, 0);
    g_autoptr(Store) second = open_well(place->path);
    g_assert_nonnull(second); /* already migrated */
}

static void
test_not_ours(Place *place, gconstpointer data)
{
    (void)data;
    expect_closed(place->folder, STORE_CREATE, "är en mapp");
    run_outside(place->path, "CREATE TABLE t (a)");
    expect_closed(place->path, STORE_CREATE, "från ett annat program");
    g_autofree char *text = g_build_filename(place->folder, "b.db", NULL);
    g_assert_true(
        g_file_set_contents(text, "Namn;Ort\nAnna;Ale\nBo;Ale\n", -1, NULL));
    expect_closed(text, STORE_CREATE, "är ingen hel databas");
}

static void
test_unused(Place *place, gconstpointer data)
{
    (void)data;
    store_close(open_well(place->path));
    g_assert_false(g_file_test(place->path, G_FILE_TEST_EXISTS));
    make_store(place->path);
    g_assert_true(g_file_test(place->path, G_FILE_TEST_EXISTS));
}

static void
test_newer(Place *place, gconstpointer data)
{
    (void)data;
    make_store(place->path);
    run_outside(place->path, "PRAGMA user_version = 999");
    expect_closed(place->path, STORE_CREATE, "nyare version");
}

static void
test_corrupt(Place *place, gconstpointer data)
{
    (void)data;
    char *bytes = NULL;
    gsize length = 0;
    make_store(place->path);
    g_assert_true(g_file_get_contents(place->path, &bytes, &length, NULL));
    memset(bytes + 100, 'x', 4000); /* the schema's page, past the header */
    g_assert_true(
        g_file_set_contents(place->path, bytes, (gssize)length, NULL));
    g_free(bytes);
    expect_closed(place->path, STORE_CREATE, "är ingen hel databas");
}

static void
test_missing_folder(Place *place, gconstpointer data)
{
    (void)data;
    g_autofree char *path =
        g_build_filename(place->folder, "saknas", "a.db", NULL);
    expect_closed(path, STORE_CREATE, "går inte att skapa");
}

/* Root may write anywhere: it becomes nobody for the length of this. */
static void
test_read_only(Place *place, gconstpointer data)
{
    enum { NOBODY = 65534 };
    (void)data;
    gboolean root = geteuid() == 0;
    make_store(place->path);
    if (root)
        g_assert_cmpint(chown(place->path, NOBODY, NOBODY) |
                            chown(place->folder, NOBODY, NOBODY),
                        ==, 0);
    g_assert_cmpint(g_chmod(place->path, 0400), ==, 0);
    g_assert_cmpint(g_chmod(place->folder, 0500), ==, 0);
    if (root)
        g_assert_cmpint(seteuid(NOBODY), ==, 0);
    expect_closed(place->path, STORE_CREATE, "går inte att");
    if (root)
        g_assert_cmpint(seteuid(0), ==, 0);
    g_assert_cmpint(g_chmod(place->folder, 0700), ==, 0);
}

static void
test_locked(Place *place, gconstpointer data)
{
    (void)data;
    sqlite3 *other = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    store_wait(store, 1);
    g_assert_cmpint(sqlite3_open(place->path, &other), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                    ==, SQLITE_OK);
    g_autoptr(StoreChange) change = store_change(store, &error);
    g_assert_null(change);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_STORE);
    g_assert_nonnull(strstr(error->message, "används av ett annat program"));
    sqlite3_close(other);
}

/* ---- changes and undo ----------------------------------------------------------- */

static void
put_person(Store *store, const char *surname)
{
    g_autoptr(GError) error = NULL;
    gint64 id = store_number(store, &error, 0, "person_next", "");
    g_assert_no_error(error);
    store_run(store, &error, "person_put",
              "person:i given:s surname:s email:s phone:s home_area:s "
              "protected:i",
              id, "Anna", surname, NULL, NULL, NULL, (gint64)0);
    g_assert_no_error(error);
}

static void
add_person(Store *store, const char *surname)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreChange) change = store_change(store, &error);
    g_assert_no_error(error);
    put_person(store, surname);
    JournalEntry entry = { .who = "test", .command = "edit", .what = surname };
    store_change_commit(change, &entry, &error);
    g_assert_no_error(error);
}

static void
test_undo(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    g_autofree char *empty = store_dump(place->path);
    add_person(store, "Berg");
    g_autofree char *one = store_dump(place->path);
    add_person(store, "Lind");
    char *what = NULL;
    g_assert_true(store_undo(store, "test", &what, &error));
    g_assert_cmpstr(what, ==, "edit: Lind");
    g_free(what);
    g_autofree char *again = store_dump(place->path);
    g_assert_cmpstr(one, ==, again);
    g_assert_true(store_undo(store, "test", NULL, &error));
    g_autofree char *nothing = store_dump(place->path);
    g_assert_cmpstr(empty, ==, nothing);
    g_assert_false(store_undo(store, "test", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
}

static void
test_rollback(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    g_autofree char *empty = store_dump(place->path);
    StoreChange *change = store_change(store, &error);
    g_assert_no_error(error);
    put_person(store, "Berg");
    store_change_free(change); /* not committed */
    g_autofree char *after = store_dump(place->path);
    g_assert_cmpstr(empty, ==, after);
}

static void
test_final(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    StoreChange *change = store_change(store, &error);
    put_person(store, "Berg");
    JournalEntry entry = { .who = "test",
                           .command = "send",
                           .final = "breven är sända" };
    g_assert_true(store_change_commit(change, &entry, &error));
    store_change_free(change);
    g_assert_false(store_undo(store, "test", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_cmpstr(error->message, ==, "breven är sända");
}

/* Another hand has changed what undo would take back. */
static void
test_foreign_hand(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    add_person(store, "Berg");
    run_outside(place->path, "UPDATE person SET given = 'Eva'");
    g_autofree char *before = store_dump(place->path);
    g_assert_false(store_undo(store, "test", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "utanför Hundra"));
    g_autofree char *after = store_dump(place->path);
    g_assert_cmpstr(before, ==, after);
}

/* ---- statements ---------------------------------------------------------------------- */

static void
test_prepares(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(Store) store = open_well(place->path);
    g_auto(GStrv) names = store_statement_names(store);
    g_assert_cmpuint(g_strv_length(names), >, 50);
    for (char **name = names; *name != NULL; name++) {
        g_autoptr(GError) error = NULL;
        if (!store_prepares(store, *name, &error))
            g_error("%s", error->message);
    }
}

static void
test_no_view(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_well(place->path);
    gint64 none =
        store_number(store, &error, 7, "event_by_code", "code:s", "saknas");
    g_assert_no_error(error);
    g_assert_cmpint(none, ==, 7);
    char *text = store_string(store, &error, "event_by_code", "code:s", NULL);
    g_assert_no_error(error);
    g_assert_null(text);
}

#define ADD(name, test) \
    g_test_add("/store/" name, Place, NULL, place_init, test, place_clear)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("open", test_open);
    ADD("not-ours", test_not_ours);
    ADD("unused", test_unused);
    ADD("newer", test_newer);
    ADD("corrupt", test_corrupt);
    ADD("missing-folder", test_missing_folder);
    ADD("read-only", test_read_only);
    ADD("locked", test_locked);
    ADD("undo", test_undo);
    ADD("rollback", test_rollback);
    ADD("final", test_final);
    ADD("foreign-hand", test_foreign_hand);
    ADD("prepares", test_prepares);
    ADD("no-row", test_no_view);
    return g_test_run();
}
