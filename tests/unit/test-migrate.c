/*
 * A database as the first version left it comes to the newest with all its
 * rows: the outbox, its bodies, invitations and plans.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "planner/store/store.h"
#include "tests/unit/deliver-day.h"

/* What one outbox row of version 1 may hold, in each of its states. */
static const char OLD_ROWS[] =
    "INSERT INTO invitation (id, event, participant, uid, organiser, address,"
    " sequence, dtstamp_utc, first_message, told, state, version) VALUES"
    " (1, 1, 1, 'a@x', 'o@x', 'anna@x', 2, 100, 'm1@x', '{\"a\": 1}',"
    "  'invited', 1),"
    " (7, 1, 3, 'b@x', 'o@x', 'cia@x', 0, 101, 'm2@x', '{}', 'cancelled', 1);"
    "INSERT INTO outbox (id, event, invitation, method, sequence, dtstamp_utc,"
    " message_id, sender, recipient, subject, told, version, state, attempts,"
    " not_before_utc, lease_utc, answer, sent_utc, via) VALUES"
    " (1, 1, 1, 'REQUEST', 0, 99, 'm1@x', 'o@x', 'anna@x', 'Hej', '{}', 1,"
    "  'sent', 1, 0, NULL, NULL, 500, 'h:25'),"
    " (2, 1, 1, 'REQUEST', 2, 100, 'm3@x', 'o@x', 'anna@x', 'Hej', '{}', 1,"
    "  'deferred', 3, 900, NULL, '450 senare', NULL, NULL),"
    " (5, 1, 7, 'REQUEST', 0, 98, 'm2@x', 'o@x', 'cia@x', 'Hej', '{}', 1,"
    "  'sending', 1, 0, 700, NULL, NULL, NULL),"
    " (6, 1, 7, 'CANCEL', 1, 101, 'm4@x', 'o@x', 'cia@x', 'Hej', '{}', 1,"
    "  'withdrawn', 0, 0, NULL, NULL, NULL, NULL);"
    "INSERT INTO outbox_body (outbox, message) VALUES"
    " (1, x'00ff0d0a'), (2, CAST('brev 2' AS BLOB)), (5, zeroblob(70000)),"
    " (6, CAST('brev 6' AS BLOB));";

static const char *const KEPT[] = {
    "SELECT id, event, invitation, method, sequence, dtstamp_utc, message_id,"
    " sender, recipient, subject, told, version, state, attempts,"
    " not_before_utc, ifnull(lease_utc, '-'), ifnull(answer, '-'),"
    " ifnull(sent_utc, '-'), ifnull(via, '-') FROM outbox ORDER BY id",
    "SELECT outbox, length(message), hex(substr(message, 1, 8))"
    " FROM outbox_body ORDER BY outbox",
    "SELECT id, event, participant, uid, organiser, address, sequence,"
    " dtstamp_utc, first_message, told, state, version FROM invitation"
    " ORDER BY id",
    "SELECT id, event, version FROM plan ORDER BY id",
    "SELECT * FROM seat"
    " ORDER BY plan, participant, part",
};

/* A database at PATH as version 1 made it, from its schema alone. */
static sqlite3 *
make_old(const char *path)
{
    static const char *const files[] = { "planner/store/schema.sql",
                                         "tests/cases/deliver/day.sql" };
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    Day day = { .db = db };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *sql = NULL;
        g_assert_true(g_file_get_contents(files[i], &sql, NULL, NULL));
        day_sql(&day, sql);
    }
    day_sql(&day, OLD_ROWS);
    day_sql(&day, "PRAGMA user_version = 1");
    day_sql(&day, "PRAGMA application_id = 0x48756e64");
    return db;
}

static void
test_migrate(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("hundra-old-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(folder, "old.db", NULL);
    Day day = { .db = make_old(path) };
    char *before[G_N_ELEMENTS(KEPT)];
    for (gsize i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        before[i] = day_lines(&day, KEPT[i]);
        g_assert_cmpstr(before[i], !=, "");
    }
    g_autoptr(Store) store =
        store_open(path, STORE_MUST_EXIST, &day.clock, &error);
    g_assert_no_error(error);
    g_assert_cmpint(day_number(&day, "PRAGMA user_version"), >=, 2);
    for (gsize i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        g_autofree char *after = day_lines(&day, KEPT[i]);
        g_assert_cmpstr(after, ==, before[i]);
        g_free(before[i]);
    }
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"
                                     " WHERE purpose = 'tell'"),
                    ==, 4);
    g_assert_cmpint(day_number(&day, "SELECT count(*)"
                                     " FROM pragma_foreign_key_check"),
                    ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*)"
                                     " FROM pragma_integrity_check"
                                     " WHERE integrity_check <> 'ok'"),
                    ==, 0);
    /* A body still goes with its row, and only with it. */
    day_sql(&day, "PRAGMA foreign_keys = ON; DELETE FROM outbox WHERE id = 6");
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox_body"), ==,
                    3);
    g_clear_pointer(&store, store_close);
    sqlite3_close(day.db);
    remove_tree(folder);
}

/* The second version's reminders stay with their messages. */
static void
test_reminders(void)
{
    static const char *const files[] = { "planner/store/schema.sql",
                                         "planner/store/schema-2.sql",
                                         "tests/cases/deliver/day.sql" };
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("hundra-old-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(folder, "old.db", NULL);
    Day day = { 0 };
    g_assert_cmpint(sqlite3_open(path, &day.db), ==, SQLITE_OK);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *sql = NULL;
        g_assert_true(g_file_get_contents(files[i], &sql, NULL, NULL));
        day_sql(&day, sql);
    }
    day_sql(&day, OLD_ROWS);
    day_sql(&day, "INSERT INTO reminder VALUES (2, 1, '2022-05-03', 77),"
                  " (5, 7, NULL, 78);"
                  "UPDATE outbox SET bounce = 'failed' WHERE id = 1;"
                  "PRAGMA user_version = 2;"
                  "PRAGMA application_id = 0x48756e64");
    g_autoptr(Store) store =
        store_open(path, STORE_MUST_EXIST, &day.clock, &error);
    g_assert_no_error(error);
    g_autofree char *reminders =
        day_lines(&day, "SELECT outbox, invitation, ifnull(day, '-'), made_utc"
                        " FROM reminder ORDER BY outbox");
    g_assert_cmpstr(reminders, ==, "2 1 2022-05-03 77\n5 7 - 78\n");
    g_autofree char *rows =
        day_lines(&day, "SELECT id, ifnull(bounce, '-'), ifnull(mailing, '-')"
                        " FROM outbox ORDER BY id");
    g_assert_cmpstr(rows, ==, "1 failed -\n2 - -\n5 - -\n6 - -\n");
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox_body"), ==,
                    4);
    g_assert_cmpint(day_number(&day, "SELECT count(*)"
                                     " FROM pragma_foreign_key_check"),
                    ==, 0);
    g_clear_pointer(&store, store_close);
    sqlite3_close(day.db);
    remove_tree(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/migrate/rows and bodies stay", test_migrate);
    g_test_add_func("/migrate/reminders stay", test_reminders);
    return g_test_run();
}
