/*
 * deliver-day: a small published day in a temporary folder, for the tests of
 * planner/deliver.
 */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "calendars/transport.h"
#include "planner/deliver/publish.h"
#include "planner/deliver/send.h"
#include "planner/store/store.h"

typedef struct Day {
    char *folder;
    Clock clock;
    Store *store;
    sqlite3 *db; /* beside the store: tests change facts by hand */
    GRand *random;
} Day;

static inline void
day_sql(Day *day, const char *sql)
{
    char *fault = NULL;
    if (sqlite3_exec(day->db, sql, NULL, NULL, &fault) != SQLITE_OK)
        g_error("%s: %s", sql, fault);
}

static inline gint64
day_number(Day *day, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    g_assert_cmpint(sqlite3_prepare_v2(day->db, sql, -1, &stmt, NULL), ==,
                    SQLITE_OK);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    gint64 number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return number;
}

/* All rows of SQL as lines, columns apart by a space. */
static inline char *
day_lines(Day *day, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    g_autoptr(GString) lines = g_string_new(NULL);
    g_assert_cmpint(sqlite3_prepare_v2(day->db, sql, -1, &stmt, NULL), ==,
                    SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            g_string_append_printf(lines, "%s%s", i > 0 ? " " : "",
                                   (const char *)sqlite3_column_text(stmt, i));
        g_string_append_c(lines, '\n');
    }
    sqlite3_finalize(stmt);
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

static inline char *
day_path(Day *day, const char *name)
{
    return g_build_filename(day->folder, name, NULL);
}

static inline void
day_reopen(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = day_path(day, "hundra.db");
    g_clear_pointer(&day->store, store_close);
    day->store = store_open(path, STORE_CREATE, &day->clock, &error);
    g_assert_no_error(error);
}

static inline void
day_connect(Day *day)
{
    g_autofree char *path = day_path(day, "hundra.db");
    g_assert_cmpint(sqlite3_open(path, &day->db), ==, SQLITE_OK);
    sqlite3_busy_timeout(day->db, 10000);
}

/* Puts a backup of the database aside; and in its place again. */
static inline void
day_backup(Day *day)
{
    g_autofree char *path = day_path(day, "backup.db");
    g_autofree char *sql = g_strdup_printf("VACUUM INTO '%s'", path);
    g_remove(path);
    day_sql(day, sql);
}

static inline void
day_restore(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *from = day_path(day, "backup.db");
    g_autofree char *to = day_path(day, "hundra.db");
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_clear_pointer(&day->store, store_close);
    g_assert_cmpint(sqlite3_close(day->db), ==, SQLITE_OK);
    g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
    g_file_set_contents(to, bytes, (gssize)length, &error);
    g_assert_no_error(error);
    day_reopen(day);
    day_connect(day);
}

/* The folder and the small day of tests/cases/deliver/day.sql. */
static inline void
day_open(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *sql = NULL;
    *day = (Day){ .clock.fixed_utc = 1652191500 }; /* 10 May 2022 */
    day->folder = g_dir_make_tmp("hundra-XXXXXX", &error);
    g_assert_no_error(error);
    day_reopen(day);
    day_connect(day);
    g_file_get_contents("tests/cases/deliver/day.sql", &sql, NULL, &error);
    g_assert_no_error(error);
    day_sql(day, sql);
    day->random = g_rand_new_with_seed(2022);
}

static inline void
remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    g_remove(path);
}

static inline void
day_close(Day *day)
{
    g_clear_pointer(&day->store, store_close);
    sqlite3_close(day->db);
    g_rand_free(day->random);
    remove_tree(day->folder);
    g_free(day->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Day, day_close)

static inline PublishReport *
day_publish(Day *day, int version, GError **error)
{
    PublishRequest request = {
        .event = 1, .version = version, .who = "anna", .seeded = day->random
    };
    day->clock.fixed_utc += 60;
    return deliver_publish(day->store, &request, error);
}

/* Sends all to the Maildir "post" of the day's folder. */
static inline SendReport *
day_send(Day *day, GError **error)
{
    g_autofree char *path = day_path(day, "post");
    SendRequest request = { .event = 1, .who = "anna", .connections = 1 };
    g_autoptr(Transport) transport = transport_maildir(path, error);
    day->clock.fixed_utc += 60;
    if (transport == NULL)
        return NULL;
    return deliver_send(day->store, transport, &request, error);
}
