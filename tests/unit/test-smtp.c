/* SMTP against real servers: what is accepted arrives as it was, every kind
 * of refusal is told apart, and nothing is said without TLS. */
#include <glib.h>
#include <string.h>

#include "calendars/transport.h"
#include "tests/unit/smtp-peer.h"

static const char FROM[] = "planner@hundra.test";
static const char TO[] = "eva@example.test";
static const char MESSAGE[] = "From: planner@hundra.test\r\n"
                              "Subject: Hej\r\n"
                              "\r\n"
                              ".\r\n"
                              "..dots\r\n"
                              "end\r\n";

static gboolean
give(Transport *transport, const char *to, GError **error)
{
    g_autoptr(GBytes) message = g_bytes_new_static(MESSAGE, strlen(MESSAGE));
    return transport_send(transport, FROM, to, "b1.0", message, error);
}

static Transport *
open_smtp(const Peer *peer, const char *host, const TransportLogin *login)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *url = peer_url(peer, "smtp", host);
    Transport *transport = transport_smtp(url, login, &error);
    g_assert_no_error(error);
    return transport;
}

static void
test_accepted(void)
{
    static const TransportLogin login = { .plaintext = TRUE,
                                          .helo = "planner.hundra.test" };
    Peer peer = { 0 };
    g_autoptr(GError) error = NULL;
    peer_start_sink(&peer, "-d FOLDER/mail.");
    g_autoptr(Transport) transport = open_smtp(&peer, "127.0.0.1", &login);
    g_assert_true(give(transport, "o'brien+x=1@Example.test", &error));
    g_assert_no_error(error);
    g_autofree char *text = peer_read(&peer, "mail.");
    g_assert_nonnull(strstr(text, "X-Helo-Args: planner.hundra.test\n"));
    g_assert_nonnull(strstr(text, "X-Mail-Args: <planner@hundra.test>"));
    g_assert_nonnull(strstr(text, "X-Rcpt-Args: <o'brien+x=1@example.test>"));
    g_assert_nonnull(strstr(text, "Subject: Hej\n\n.\n..dots\nend\n"));
    g_assert_true(transport_flush(transport, &error));
    peer_stop(&peer);
}

/* How smtp-sink misbehaves, and what it means for the message. */
static void
test_faults(void)
{
    static const struct {
        const char *options;
        int code;
        const char *words; /* of the server, in the error's text */
    } rows[] = {
        { "-r MAIL", TRANSPORT_ERROR_TEMPORARY, "450 4.3.0" },
        { "-f MAIL", TRANSPORT_ERROR_PERMANENT, "500 5.3.0" },
        { "-r RCPT", TRANSPORT_ERROR_TEMPORARY, "450 4.3.0" },
        { "-f RCPT", TRANSPORT_ERROR_PERMANENT, "500 5.3.0" },
        { "-f RCPT -B '550 5.1.1 no such person'", TRANSPORT_ERROR_PERMANENT,
          "550 5.1.1 no such person" },
        { "-r DATA", TRANSPORT_ERROR_TEMPORARY, "450" },
        { "-f DATA", TRANSPORT_ERROR_PERMANENT, "500" },
        { "-r .", TRANSPORT_ERROR_TEMPORARY, "450" },
        { "-f .", TRANSPORT_ERROR_PERMANENT, "500" },
        { "-q MAIL", TRANSPORT_ERROR_TEMPORARY, "" },
        { "-q RCPT", TRANSPORT_ERROR_TEMPORARY, "" },
        { "-q DATA", TRANSPORT_ERROR_TEMPORARY, "" },
        { "-q .", TRANSPORT_ERROR_UNSURE, "" },
        { "-Q RCPT", TRANSPORT_ERROR_TEMPORARY, "421" },
        { "-Q .", TRANSPORT_ERROR_TEMPORARY, "421" },
        { "-f CONNECT", TRANSPORT_ERROR_SETUP, "500" },
        { "-r CONNECT", TRANSPORT_ERROR_TEMPORARY, "450" },
        { "-q CONNECT", TRANSPORT_ERROR_TEMPORARY, "" },
        { "-f EHLO,HELO", TRANSPORT_ERROR_SETUP, "500" },
        { "-f MAIL -B '530 5.7.0 log in'", TRANSPORT_ERROR_SETUP, "530" },
    };
    static const TransportLogin login = { .plaintext = TRUE };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Peer peer = { 0 };
        g_autoptr(GError) error = NULL;
        peer_start_sink(&peer, rows[i].options);
        g_autoptr(Transport) transport = open_smtp(&peer, "127.0.0.1", &login);
        g_assert_false(give(transport, TO, &error));
        g_test_message("%s: %s", rows[i].options, error->message);
        g_assert_error(error, TRANSPORT_ERROR, rows[i].code);
        g_assert_nonnull(strstr(error->message, rows[i].words));
        peer_stop(&peer);
    }
}

/* A refusal leaves the handle good for the next message. */
static void
test_after_refusal(void)
{
    static const TransportLogin login = { .plaintext = TRUE };
    Peer peer = { 0 };
    g_autoptr(GError) error = NULL;
    peer_start_sink(&peer, "-f RCPT");
    int port = peer.port;
    g_autoptr(Transport) transport = open_smtp(&peer, "127.0.0.1", &login);
    g_assert_false(give(transport, TO, NULL));
    g_assert_false(give(transport, TO, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
    g_clear_error(&error);
    peer_stop(&peer);
    g_assert_false(give(transport, TO, &error)); /* nobody there */
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY);
    g_assert_nonnull(strstr(error->message, "127.0.0.1"));
    g_assert_cmpint(port, >, 0);
}

static void
test_no_utf8(void)
{
    static const TransportLogin login = { .plaintext = TRUE };
    Peer peer = { 0 };
    g_autoptr(GError) error = NULL;
    peer_start_sink(&peer, "");
    g_autoptr(Transport) transport = open_smtp(&peer, "127.0.0.1", &login);
    g_assert_false(give(transport, "åsa@example.test", &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
    g_clear_error(&error);
    g_assert_true(give(transport, "asa@räksmörgås.test", &error));
    g_assert_no_error(error);
    peer_stop(&peer);
}

/* ---- over TLS ----------------------------------------------------------- */

static void
check_tls(const char *scheme, const char *mode, TransportLogin login,
          int connections)
{
    Peer peer = { 0 };
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = peer_certificates();
    g_autofree char *ca = g_build_filename(folder, "ca.pem", NULL);
    peer_start_tls(&peer, folder, mode);
    login.ca_file = ca;
    g_autofree char *url = peer_url(&peer, scheme, "localhost");
    Transport *transport = transport_smtp(url, &login, &error);
    g_assert_no_error(error);
    for (int i = 0; i < 3; i++) {
        give(transport, i == 1 ? "åsa@example.test" : TO, &error);
        g_assert_no_error(error);
    }
    transport_close(transport);
    g_autofree char *log = peer_read(&peer, "log");
    g_autofree char *message =
        g_strdup_printf("message %zu\n", strlen(MESSAGE));
    g_assert_cmpint(peer_count(log, message), ==, 3);
    g_assert_cmpint(peer_count(log, "AUTH "), ==, connections);
    g_assert_cmpint(peer_count(log, "RCPT TO:<åsa@example.test>"), ==, 1);
    g_assert_cmpint(peer_count(log, "SMTPUTF8\n"), >=, 1);
    peer_stop(&peer);
    peer_remove_certificates(folder);
}

static void
test_tls(void)
{
    check_tls("smtp", "",
              (TransportLogin){ .user = "planner", .password = "hemligt" }, 1);
    check_tls("smtp", "",
              (TransportLogin){ .user = "planner", .bearer = "biljett" }, 1);
    check_tls("smtps", "smtps",
              (TransportLogin){ .user = "planner", .password = "hemligt" }, 1);
}

/* The server hangs up after each message; the next one connects anew. */
static void
test_tls_once(void)
{
    check_tls("smtp", "once",
              (TransportLogin){ .user = "planner", .password = "hemligt" }, 3);
}

static void
expect_setup(const Peer *peer, const char *host, const TransportLogin *login)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Transport) transport = open_smtp(peer, host, login);
    g_assert_false(give(transport, TO, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP);
    g_assert_null(strstr(error->message, "hemligt"));
}

static void
test_tls_refused(void)
{
    Peer peer = { 0 };
    Peer sink = { 0 };
    g_autofree char *folder = peer_certificates();
    g_autofree char *ca = g_build_filename(folder, "ca.pem", NULL);
    g_autofree char *other = g_build_filename(folder, "other.pem", NULL);
    TransportLogin login = { .user = "planner",
                             .password = "hemligt",
                             .ca_file = ca };
    peer_start_tls(&peer, folder, "");
    peer_start_sink(&sink, "");
    expect_setup(&sink, "127.0.0.1", &login); /* offers no STARTTLS */
    expect_setup(&peer, "127.0.0.1", &login); /* another name than asked */
    login.ca_file = other;
    expect_setup(&peer, "localhost", &login);
    login.ca_file = NULL; /* the system's do not know this CA either */
    expect_setup(&peer, "localhost", &login);
    g_autofree char *before = peer_read(&peer, "log");
    g_assert_cmpint(peer_count(before, "AUTH"), ==, 0);
    login.ca_file = ca;
    login.password = "hemligt2";
    expect_setup(&peer, "localhost", &login);
    g_autofree char *after = peer_read(&peer, "log");
    g_assert_cmpint(peer_count(after, "AUTH"), ==, 1);
    g_assert_cmpint(peer_count(after, "message"), ==, 0);
    peer_stop(&sink);
    peer_stop(&peer);
    peer_remove_certificates(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/smtp/accepted", test_accepted);
    g_test_add_func("/smtp/faults", test_faults);
    g_test_add_func("/smtp/after-refusal", test_after_refusal);
    g_test_add_func("/smtp/no-utf8", test_no_utf8);
    g_test_add_func("/smtp/tls", test_tls);
    g_test_add_func("/smtp/tls-once", test_tls_once);
    g_test_add_func("/smtp/tls-refused", test_tls_refused);
    return g_test_run();
}
