/* What a mail server offers, and what is asked of it for that: rules 60 to
 * 64 of what makes invitations work, against real servers. */
#include <glib.h>
#include <string.h>

#include "calendars/transport.h"
#include "tests/unit/smtp-peer.h"

static const char FROM[] = "planner@hundra.test";
static const char TO[] = "o'brien+x=1@example.test";
static const char MESSAGE[] = "From: planner@hundra.test\r\n"
                              "Subject: Hej\r\n"
                              "\r\n"
                              "Hej\r\n";
static const TransportLogin OPEN = { .plaintext = TRUE,
                                     .helo = "planner.hundra.test" };

static Transport *
open_transport(const Peer *peer, const char *scheme, const char *host,
               const TransportLogin *login)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *url = peer_url(peer, scheme, host);
    Transport *transport = transport_smtp(url, login, &error);
    g_assert_no_error(error);
    return transport;
}

static gboolean
give(Transport *transport, const char *to, GError **error)
{
    g_autoptr(GBytes) message = g_bytes_new_static(MESSAGE, strlen(MESSAGE));
    return transport_send(transport, FROM, to, "b1+x.0@hundra.test", message,
                          error);
}

static void
give_well(Transport *transport, const char *to)
{
    g_autoptr(GError) error = NULL;
    give(transport, to, &error);
    g_assert_no_error(error);
}

/* ---- rules 60 and 61 ------------------------------------------------------- */

static void
test_helo(void)
{
    Peer peer = { 0 };
    peer_start_sink(&peer, "-d FOLDER/mail.");
    g_autoptr(Transport) transport =
        open_transport(&peer, "smtp", "127.0.0.1", &OPEN);
    give_well(transport, TO);
    g_autofree char *text = peer_read(&peer, "mail.");
    g_assert_nonnull(strstr(text, "X-Helo-Args: planner.hundra.test\n"));
    peer_stop(&peer);
}

static void
test_dsn(void)
{
    Peer peer = { 0 };
    peer_start_sink(&peer, "-d FOLDER/mail.");
    g_autoptr(Transport) transport =
        open_transport(&peer, "smtp", "127.0.0.1", &OPEN);
    give_well(transport, TO);
    g_autofree char *text = peer_read(&peer, "mail.");
    g_assert_nonnull(strstr(text, "X-Mail-Args: <planner@hundra.test> RET=HDRS "
                                  "ENVID=<b1+2Bx.0@hundra.test>\n"));
    g_assert_nonnull(strstr(text, "X-Rcpt-Args: <o'brien+x=1@example.test> "
                                  "NOTIFY=FAILURE,DELAY ORCPT=rfc822;"
                                  "<o'brien+2Bx+3D1@example.test>\n"));
    peer_stop(&peer);
}

/* No address that could be read as a command or a parameter goes out. */
static void
test_dsn_strict(void)
{
    static const char *const hostile[] = {
        "a@b.test\r\nRCPT TO:<c@d.test>",
        "a@b.test> NOTIFY=NEVER",
        "a b@c.test",
        "<a@b.test>",
        "a@b.test ORCPT=rfc822;c@d.test",
    };
    Peer peer = { 0 };
    peer_start_sink(&peer, "-d FOLDER/mail.");
    g_autoptr(Transport) transport =
        open_transport(&peer, "smtp", "127.0.0.1", &OPEN);
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(give(transport, hostile[i], &error));
        g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
    }
    give_well(transport, TO);
    g_autofree char *text = peer_read(&peer, "mail.");
    g_assert_cmpint(peer_count(text, "X-Rcpt-Args: "), ==, 1);
    peer_stop(&peer);
}

/* ---- a server with TLS ------------------------------------------------------- */

/* One whose certificate is trusted, started with WORDS. */
typedef struct Secure {
    Peer peer;
    char *folder, *ca;
} Secure;

static void
secure_start(Secure *secure, const char *words)
{
    secure->folder = peer_certificates();
    secure->ca = g_build_filename(secure->folder, "ca.pem", NULL);
    peer_start_tls(&secure->peer, secure->folder, words);
}

static Transport *
secure_open(const Secure *secure, TransportLogin login)
{
    login.ca_file = secure->ca;
    if (login.user == NULL)
        login.user = "planner";
    return open_transport(&secure->peer, "smtp", "localhost", &login);
}

/* Ends the server; the caller owns its log. */
static char *
secure_stop(Secure *secure)
{
    char *log = peer_read(&secure->peer, "log");
    peer_stop(&secure->peer);
    peer_remove_certificates(secure->folder);
    g_free(secure->folder);
    g_free(secure->ca);
    return log;
}

static void
test_no_dsn(void)
{
    Secure secure = { 0 };
    secure_start(&secure, "");
    g_autoptr(Transport) transport =
        secure_open(&secure, (TransportLogin){ .password = "hemligt" });
    give_well(transport, TO);
    g_clear_pointer(&transport, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_nonnull(strstr(log, "RCPT TO:<o'brien+x=1@example.test>\n"));
    g_assert_null(strstr(log, "ENVID"));
}

static void
test_offers(void)
{
    Secure secure = { 0 };
    TransportOffers offers = { 0 };
    g_autoptr(GError) error = NULL;
    secure_start(&secure, "offer=DSN offer=SIZE_100");
    g_autoptr(Transport) transport =
        secure_open(&secure, (TransportLogin){ .password = "hemligt" });
    transport_greet(transport, &offers, &error);
    g_assert_no_error(error);
    g_assert_true(offers.tls && offers.dsn && offers.utf8);
    g_assert_cmpint(offers.size_max, ==, 100);
    g_assert_cmpstr(offers.auth, ==, "PLAIN XOAUTH2");
    g_autoptr(GBytes) large = g_bytes_new_take(g_strnfill(101, 'x'), 101);
    g_assert_false(transport_send(transport, FROM, TO, "b1", large, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
    g_assert_nonnull(strstr(error->message, "100 byte"));
    g_clear_pointer(&transport, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_null(strstr(log, "MAIL")); /* nothing was sent */
}

static void
test_login(void)
{
    Secure secure = { 0 };
    secure_start(&secure, "auth=LOGIN");
    g_autoptr(Transport) transport =
        secure_open(&secure, (TransportLogin){ .password = "hemligt" });
    give_well(transport, TO);
    g_clear_pointer(&transport, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_nonnull(strstr(log, "AUTH LOGIN"));
}

/* ---- rule 63: tokens ------------------------------------------------------- */

typedef struct Office {
    const char *tokens[4]; /* given one after the other when refused */
    int at, asked;
} Office;

static char *
give_token(gboolean refused, gpointer data, GError **error)
{
    Office *office = data;
    office->asked++;
    office->at += refused ? 1 : 0;
    const char *token = office->tokens[office->at];
    if (token == NULL)
        g_set_error_literal(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP,
                            "no more tokens");
    return g_strdup(token);
}

static void
check_token(const char *words, const char *mechanism, Office office, int auths)
{
    Secure secure = { 0 };
    secure_start(&secure, words);
    g_autoptr(Transport) transport =
        secure_open(&secure, (TransportLogin){ .token = give_token,
                                               .token_data = &office });
    give_well(transport, TO);
    give_well(transport, TO);
    g_clear_pointer(&transport, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_cmpint(peer_count(log, mechanism), ==, auths);
    g_assert_cmpint(peer_count(log, "message "), ==, 2);
}

static void
test_token(void)
{
    Office good = { .tokens = { "biljett" } };
    Office stale = { .tokens = { "gammal", "biljett" } };
    check_token("", "token XOAUTH2\n", good, 1);
    check_token("", "token XOAUTH2\n", stale, 2);
    check_token("auth=OAUTHBEARER,XOAUTH2", "token OAUTHBEARER\n", good, 1);
    check_token("auth=OAUTHBEARER", "token OAUTHBEARER\n", stale, 2);
}

/* Renewed once, not for ever; and what is wrong with it is told. */
static void
test_token_once(void)
{
    Secure secure = { 0 };
    g_autoptr(GError) error = NULL;
    Office office = { .tokens = { "gammal", "gammal2", "biljett" } };
    secure_start(&secure, "");
    g_autoptr(Transport) transport =
        secure_open(&secure, (TransportLogin){ .token = give_token,
                                               .token_data = &office });
    g_assert_false(give(transport, TO, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP);
    g_assert_null(strstr(error->message, "gammal"));
    g_assert_cmpint(office.asked, ==, 2);
    g_clear_pointer(&transport, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_cmpint(peer_count(log, "token "), ==, 2);
}

/* A token never goes where there is no TLS. */
static void
test_token_plain(void)
{
    Office office = { .tokens = { "biljett" } };
    g_autoptr(GError) error = NULL;
    TransportLogin login = { .user = "planner",
                             .token = give_token,
                             .token_data = &office,
                             .plaintext = TRUE };
    g_assert_null(transport_smtp("smtp://localhost:1", &login, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP);
    g_assert_cmpint(office.asked, ==, 0);
}

/* ---- rule 64: nobody waits for ever ------------------------------------------- */

enum { PATIENCE_US = 8 * 1000 * 1000 };

static void
check_patience(const char *options, int code)
{
    Peer peer = { 0 };
    g_autoptr(GError) error = NULL;
    TransportLogin login = OPEN;
    login.response_s = 1;
    peer_start_sink(&peer, options);
    g_autoptr(Transport) transport =
        open_transport(&peer, "smtp", "127.0.0.1", &login);
    gint64 began_us = g_get_monotonic_time();
    g_assert_false(give(transport, TO, &error));
    g_assert_cmpint(g_get_monotonic_time() - began_us, <, PATIENCE_US);
    g_assert_error(error, TRANSPORT_ERROR, code);
    peer_stop(&peer);
}

static void
test_patience(void)
{
    g_assert_cmpint(TRANSPORT_CONNECT_S, ==, 30);
    g_assert_cmpint(TRANSPORT_RESPONSE_S, ==, 300);
    g_assert_cmpint(TRANSPORT_MESSAGE_S, ==, 900);
    g_assert_cmpint(TRANSPORT_STALLED_S, ==, 120);
    check_patience("-W MAIL:10", TRANSPORT_ERROR_TEMPORARY);
    check_patience("-W .:10", TRANSPORT_ERROR_UNSURE);
}

/* ---- several connections ------------------------------------------------------ */

static void
test_another(void)
{
    Secure secure = { 0 };
    secure_start(&secure, "once");
    g_autoptr(Transport) first =
        secure_open(&secure, (TransportLogin){ .password = "hemligt" });
    g_autoptr(Transport) second = transport_another(first);
    g_assert_cmpstr(transport_name(second), ==, transport_name(first));
    give_well(first, TO);
    g_clear_pointer(&first, transport_close);
    give_well(second, TO);
    g_clear_pointer(&second, transport_close);
    g_autofree char *log = secure_stop(&secure);
    g_assert_cmpint(peer_count(log, "message "), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/offers/rule 60: the EHLO name is the one given",
                    test_helo);
    g_test_add_func("/offers/rule 61: delivery reports are asked for",
                    test_dsn);
    g_test_add_func("/offers/rule 61: of valid addresses only",
                    test_dsn_strict);
    g_test_add_func("/offers/rule 61: where they are offered", test_no_dsn);
    g_test_add_func("/offers/greet", test_offers);
    g_test_add_func("/offers/login", test_login);
    g_test_add_func("/offers/rule 62: no token without TLS", test_token_plain);
    g_test_add_func("/offers/rule 63: a token is renewed", test_token);
    g_test_add_func("/offers/rule 63: once", test_token_once);
    g_test_add_func("/offers/rule 64: nobody waits for ever", test_patience);
    g_test_add_func("/offers/another", test_another);
    return g_test_run();
}
