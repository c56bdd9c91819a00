/*
 * Sending to a mail server, the outbox's commits included.  Aim: at least
 * 2 500 messages of 8 KB a second to Postfix's smtp-sink.
 *
 *     make build/gcc/bench-smtp
 *     build/gcc/bench-smtp PORT [COUNT [BYTES [CONNECTIONS]]]
 *
 * A server that takes all mail in plain text must answer on 127.0.0.1:PORT;
 * tests/bench/bench-smtp.sh starts one.  The database is made in TMPDIR and
 * taken away.  Prints one line: connections, messages, seconds, messages a
 * second.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#include "planner/deliver/send.h"

enum { COUNT = 10000, BYTES = 8192, CONNECTIONS = 4 };

/* :count messages of :bytes, each to its own person. */
static const char FILL[] =
    "INSERT INTO event (id, code, kind, name, day, starts_min, ends_min,"
    " organiser, destroy_after, travel_model, within_site_min) VALUES"
    " (1, 'dag', 'visit_day', 'Dag', '2022-05-17', 480, 1020, 'Staden',"
    "  '2022-05-24', '{}', 6);"
    "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
    " SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n;"
    "INSERT INTO person (id, given, surname, email, match_key)"
    " SELECT i, 'Namn', 'Nr ' || i, 'nr' || i || '@stad.example', 'n' || i"
    " FROM n;"
    "INSERT INTO participant (id, event, code, person, role, windows)"
    " SELECT i, 1, 'X' || i, i, 'official', '[]' FROM n;"
    "INSERT INTO invitation (id, event, participant, uid, organiser, address,"
    " sequence, dtstamp_utc, first_message, told, state, version)"
    " SELECT i, 1, i, 'u' || i || '@stad.example', 'dag@stad.example',"
    " 'nr' || i || '@stad.example', 0, 1, 'm' || i || '@stad.example', '{}',"
    " 'invited', 1 FROM n;"
    "INSERT INTO outbox (id, event, invitation, method, sequence, dtstamp_utc,"
    " message_id, sender, recipient, subject, told, version)"
    " SELECT i, 1, i, 'REQUEST', 0, 1, 'm' || i || '@stad.example',"
    " 'dag@stad.example', 'nr' || i || '@stad.example', 'Inbjudan', '{}', 1"
    " FROM n;"
    "INSERT INTO outbox_body (outbox, message) SELECT i, CAST('Message-ID: <m'"
    " || i || '@stad.example>' || char(13, 10, 13, 10) || replace(hex(zeroblob(%d /"
    " 64)), '00', '%s') AS BLOB) FROM n;";

/* 64 octets in place of each "00". */
static const char LINE[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void
fill(const char *path, int count, int bytes)
{
    sqlite3 *db = NULL;
    char *fault = NULL;
    g_autofree char *line = g_strconcat(LINE, "\r\n", NULL);
    g_autofree char *sql = g_strdup_printf(FILL, count, bytes, line);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, &fault) != SQLITE_OK ||
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        g_error("%s", fault != NULL ? fault : sqlite3_errmsg(db));
    sqlite3_close(db);
}

static double
send_all(const char *path, int port, guint connections, int count)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(path, STORE_CREATE, NULL, &error);
    g_autofree char *url = g_strdup_printf("smtp://127.0.0.1:%d", port);
    TransportLogin login = { .plaintext = TRUE, .helo = "bench.example" };
    g_autoptr(Transport) transport = transport_smtp(url, &login, &error);
    if (transport == NULL)
        g_error("%s", error->message);
    SendRequest request = { .event = 1,
                            .who = "bench",
                            .connections = connections };
    gint64 start_us = g_get_monotonic_time();
    g_autoptr(SendReport) report =
        deliver_send(store, transport, &request, &error);
    gint64 took_us = g_get_monotonic_time() - start_us;
    if (report == NULL)
        g_error("%s", error->message);
    if (report->sent != count)
        g_error("%d of %d sent", report->sent, count);
    return (double)took_us / G_USEC_PER_SEC;
}

static int
number(int argc, char **argv, int index, int otherwise)
{
    return argc > index ? (int)g_ascii_strtoll(argv[index], NULL, 10)
                        : otherwise;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc < 2)
        g_error("bench-smtp PORT [COUNT [BYTES [CONNECTIONS]]]");
    int count = number(argc, argv, 2, COUNT);
    int connections = number(argc, argv, 4, CONNECTIONS);
    g_autofree char *folder = g_dir_make_tmp("bench-XXXXXX", &error);
    if (folder == NULL)
        g_error("%s", error->message);
    g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
    g_file_set_contents(path, "", 0, NULL); /* so that it stays, empty */
    store_close(store_open(path, STORE_CREATE, NULL, &error));
    fill(path, count, number(argc, argv, 3, BYTES));
    double took =
        send_all(path, number(argc, argv, 1, 0), (guint)connections, count);
    printf("%d connections  %d messages  %.2f s  %.0f messages/s\n",
           connections, count, took, count / took);
    static const char *const files[] = { "", "-send", "-wal", "-shm" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *file = g_strconcat(path, files[i], NULL);
        g_remove(file);
    }
    g_rmdir(folder);
    return 0;
}
