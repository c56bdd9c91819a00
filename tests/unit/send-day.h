/*
 * send-day: the small day of deliver-day.h published, and sent to real places:
 * its Maildir, a mail server that takes it or refuses, and one that is not
 * there.
 */
#pragma once

#include "tests/unit/deliver-day.h"
#include "tests/unit/smtp-peer.h"

static inline void
day_publish_well(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PublishReport) report = day_publish(day, 0, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
}

static inline void
day_open_published(Day *day)
{
    day_open(day);
    day_publish_well(day);
}

/* How many messages of the outbox fit WHERE. */
static inline gint64
day_count(Day *day, const char *where)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM outbox WHERE %s", where);
    return day_number(day, sql);
}

/* Message-IDs in the Maildir, one per file, in the order of files. */
static inline GPtrArray *
delivered(Day *day)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *post = day_path(day, "post/new");
    g_autoptr(GDir) dir = g_dir_open(post, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(post, name, NULL);
        g_autofree char *text = NULL;
        gboolean read = g_file_get_contents(path, &text, NULL, NULL);
        g_assert_true(read);
        g_assert_true(g_str_has_suffix(text, "\r\n"));
        const char *id = g_strstr_len(text, -1, "Message-ID: <");
        if (id == NULL)
            id = g_strstr_len(text, -1, "Message-Id: <");
        g_assert_nonnull(id);
        g_ptr_array_add(ids, g_strndup(id, strcspn(id, "\r")));
    }
    return ids;
}

/* Sends to smtp-sink started with OPTIONS; REQUEST NULL: on one connection. */
static inline SendReport *
day_send_request(Day *day, const char *options, const SendRequest *request,
                 GError **error)
{
    static const SendRequest plain = { .event = 1,
                                       .who = "anna",
                                       .connections = 1 };
    Peer peer = { 0 };
    peer_start_sink(&peer, options);
    g_autofree char *url = peer_url(&peer, "smtp", "127.0.0.1");
    TransportLogin login = { .plaintext = TRUE };
    g_autoptr(Transport) transport = transport_smtp(url, &login, error);
    g_assert_nonnull(transport);
    SendReport *report = deliver_send(
        day->store, transport, request != NULL ? request : &plain, error);
    g_clear_pointer(&transport, transport_close);
    peer_stop(&peer);
    return report;
}

static inline SendReport *
send_to(Day *day, const char *options)
{
    g_autoptr(GError) error = NULL;
    SendReport *report = day_send_request(day, options, NULL, &error);
    g_assert_no_error(error);
    return report;
}

static inline void
send_to_nobody(Day *day)
{
    g_autoptr(GError) error = NULL;
    TransportLogin login = { .plaintext = TRUE };
    SendRequest request = { .event = 1, .who = "anna", .connections = 1 };
    g_autoptr(Transport) transport =
        transport_smtp("smtp://127.0.0.1:1", &login, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) report =
        deliver_send(day->store, transport, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent + report->unsure + report->failed, ==, 0);
    g_assert_cmpint(report->deferred, >, 0);
}

static inline void
refuse_undo(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(store_undo(day->store, "anna", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "publicera igen"));
}
