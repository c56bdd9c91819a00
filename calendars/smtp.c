#include <curl/curl.h>
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/carrier.h"
#include "calendars/clean.h"
#include "transport.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

/* Seconds (RFC 5321 4.5.3.2 asks for five minutes at most commands). */
enum {
    CONNECT_S = 30,
    RESPONSE_S = 300,
    MESSAGE_S = 15 * 60,
    STALLED_S = 120,
    STALLED_BYTES = 1,
};

/* libcurl says QUIT after a refusal: its 221 must not hide the reason. */
enum { REPLY_MAX = 512, GO_AHEAD = 354, GOODBYE = 221 };

typedef struct Smtp {
    Transport base;
    CURL *curl;
    char *url;            /* with the EHLO name as its path */
    gboolean offers_utf8; /* the server said SMTPUTF8 */
    GString *reply;       /* the last reply's text, lines joined */
    int reply_code;       /* 0: none yet */
    gboolean reply_ended; /* its last line has come */
    const char *rest;     /* of the message, not yet handed over */
    gsize rest_bytes;
    gboolean handed_over; /* all of it */
} Smtp;

/* ---- what libcurl calls ------------------------------------------------- */

static size_t
give_message(char *buffer, size_t size, size_t count, void *data)
{
    Smtp *smtp = data;
    gsize bytes = MIN(size * count, smtp->rest_bytes);
    memcpy(buffer, smtp->rest, bytes);
    smtp->rest += bytes;
    smtp->rest_bytes -= bytes;
    smtp->handed_over = smtp->rest_bytes == 0;
    return bytes;
}

static void
begin_reply(Smtp *smtp, int code)
{
    g_string_truncate(smtp->reply, 0);
    smtp->reply_code = code;
}

/* One line "550-text" or "550 text" of a reply (RFC 5321 4.2.1). */
static size_t
take_reply(char *line, size_t size, size_t count, void *data)
{
    Smtp *smtp = data;
    size_t length = size * count;
    g_autofree char *text = g_strndup(line, length);
    int code = (int)g_ascii_strtoll(text, NULL, 10);
    if (length < 4 || code < 200 || code > 599 || code == GOODBYE)
        return length;
    if (smtp->reply_ended || code != smtp->reply_code)
        begin_reply(smtp, code);
    smtp->reply_ended = text[3] != '-';
    g_autofree char *words = clean_line(text + 4);
    if (code == 250 && g_ascii_strcasecmp(words, "SMTPUTF8") == 0)
        smtp->offers_utf8 = TRUE;
    if (smtp->reply->len + strlen(words) < REPLY_MAX)
        g_string_append_printf(smtp->reply, "%s%s",
                               smtp->reply->len > 0 ? " " : "", words);
    return length;
}

/* ---- what became of a message ------------------------------------------- */

/* Nothing will pass before someone mends the settings. */
static gboolean
is_setup_fault(const Smtp *smtp, CURLcode rc)
{
    switch (rc) {
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return smtp->reply_code / 100 != 4;
    case CURLE_WEIRD_SERVER_REPLY:   /* 5xx as greeting */
    case CURLE_REMOTE_ACCESS_DENIED: /* 5xx to EHLO */
        return !smtp->handed_over && smtp->reply_code / 100 == 5;
    default: break;
    }
    /* Authentication wanted, too weak, refused (RFC 4954 6). */
    return smtp->reply_code == 530 || smtp->reply_code == 534 ||
           smtp->reply_code == 535 || smtp->reply_code == 538;
}

/* The reply decides, not the CURLcode: libcurl calls a refused receiver
 * "failed sending data".  No reply after the whole message was handed over
 * means that it may have arrived. */
static TransportError
judge(const Smtp *smtp, CURLcode rc)
{
    if (is_setup_fault(smtp, rc))
        return TRANSPORT_ERROR_SETUP;
    if (smtp->reply_code / 100 == 5)
        return TRANSPORT_ERROR_PERMANENT;
    if (smtp->reply_code == GO_AHEAD && smtp->handed_over)
        return TRANSPORT_ERROR_UNSURE;
    return TRANSPORT_ERROR_TEMPORARY;
}

/* What happened, for a reader who does not know libcurl. */
static const char *
reason_of(CURLcode rc)
{
    switch (rc) {
    case CURLE_COULDNT_RESOLVE_HOST: return _("servern går inte att hitta");
    case CURLE_COULDNT_CONNECT: return _("servern går inte att nå");
    case CURLE_OPERATION_TIMEDOUT: return _("servern svarade inte i tid");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return _("serverns certifikat gick inte att godkänna");
    case CURLE_USE_SSL_FAILED: return _("servern erbjuder inte TLS");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER: return _("TLS gick inte att komma överens om");
    case CURLE_LOGIN_DENIED: return _("inloggningen godtogs inte");
    default: return _("förbindelsen bröts");
    }
}

static gboolean
fail(const Smtp *smtp, CURLcode rc, GError **error)
{
    TransportError code = judge(smtp, rc);
    if (code == TRANSPORT_ERROR_UNSURE)
        return transport_fail(error, code,
                              _("%s: förbindelsen bröts innan servern "
                                "kvitterade brevet; det kan ha kommit fram."),
                              smtp->base.name);
    if (smtp->reply_code / 100 >= 4)
        return transport_fail(error, code, _("%s svarade: %d %s"),
                              smtp->base.name, smtp->reply_code,
                              smtp->reply->str);
    const char *format = code == TRANSPORT_ERROR_SETUP
                             ? _("%s: den säkra förbindelsen gick inte att "
                                 "upprätta (%s); se över inställningarna.")
                             : _("%s: ingen kontakt med servern (%s); försök "
                                 "igen senare.");
    return transport_fail(error, code, format, smtp->base.name, reason_of(rc));
}

/* ---- sending ------------------------------------------------------------ */

static CURLcode
try_once(Smtp *smtp, GBytes *message)
{
    smtp->rest = g_bytes_get_data(message, &smtp->rest_bytes);
    smtp->handed_over = FALSE;
    begin_reply(smtp, 0);
    return curl_easy_perform(smtp->curl);
}

/* A kept connection may have been closed by the server in the meantime;
 * that shows as an error before any reply.  Then a new one is tried. */
static CURLcode
perform(Smtp *smtp, GBytes *message)
{
    CURLcode rc = try_once(smtp, message);
    if ((rc == CURLE_SEND_ERROR || rc == CURLE_RECV_ERROR) &&
        smtp->reply_code == 0)
        rc = try_once(smtp, message);
    return rc;
}

/* Connects if need be, without a message, to hear what the server offers. */
static CURLcode
greet(Smtp *smtp)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 0L);
    curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    CURLcode rc = perform(smtp, nothing);
    curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 0L);
    return rc;
}

/* libcurl would send UTF-8 to a server that never offered to take it. */
static gboolean
check_utf8(Smtp *smtp, const char *from, const char *to, GError **error)
{
    if (smtp->offers_utf8 || (g_str_is_ascii(from) && g_str_is_ascii(to)))
        return TRUE;
    CURLcode rc = greet(smtp);
    if (rc != CURLE_OK)
        return fail(smtp, rc, error);
    return smtp->offers_utf8 ||
           transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                          _("%s tar bara emot adresser som är skrivna med "
                            "a till z före @."),
                          smtp->base.name);
}

static gboolean
smtp_send(Transport *transport, const char *from, const char *to,
          const char *name, GBytes *message, GError **error)
{
    (void)name;
    Smtp *smtp = (Smtp *)transport;
    if (!check_utf8(smtp, from, to, error))
        return FALSE;
    g_autofree char *sender = g_strconcat("<", from, ">", NULL);
    g_autofree char *receiver = g_strconcat("<", to, ">", NULL);
    struct curl_slist *receivers = curl_slist_append(NULL, receiver);
    curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE,
                     (curl_off_t)g_bytes_get_size(message));
    CURLcode rc = perform(smtp, message);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(receivers);
    return rc == CURLE_OK || fail(smtp, rc, error);
}

static void
smtp_close(Transport *transport)
{
    Smtp *smtp = (Smtp *)transport;
    curl_easy_cleanup(smtp->curl);
    g_string_free(smtp->reply, TRUE);
    g_free(smtp->url);
    curl_global_cleanup();
}

/* ---- setting up --------------------------------------------------------- */

static gboolean
host_good(const char *host)
{
    return *host != '\0' && strspn(host, "abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789.-") == strlen(host);
}

static gboolean
has_part(CURLU *url, CURLUPart part)
{
    char *value = NULL;
    CURLUcode rc = curl_url_get(url, part, &value, 0);
    gboolean present = rc == CURLUE_OK && strcmp(value, "/") != 0;
    curl_free(value);
    return present;
}

/* PART of URL, which the caller owns; NULL when absent. */
static char *
get_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *value = NULL;
    if (curl_url_get(url, part, &value, flags) != CURLUE_OK)
        return NULL;
    char *copy = g_strdup(value);
    curl_free(value);
    return copy;
}

/* Reads TEXT into the transport's url and name.  The text itself is never
 * told: it might hold a password. */
static gboolean
take_url(Smtp *smtp, const char *text, const char *helo, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    g_autofree char *scheme = get_part(url, CURLUPART_SCHEME, 0);
    g_autofree char *host = get_part(url, CURLUPART_HOST, 0);
    g_autofree char *port = get_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (!parsed || scheme == NULL || host == NULL || port == NULL ||
        (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Servern ska skrivas som "
                                "smtp://post.exempel.se:587 eller "
                                "smtps://post.exempel.se."));
    if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD) ||
        has_part(url, CURLUPART_PATH) || has_part(url, CURLUPART_QUERY) ||
        has_part(url, CURLUPART_FRAGMENT))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Serverns adress får bara ha namn och port; "
                                "användare och lösenord anges för sig."));
    if (!host_good(helo))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Namnet som den här datorn ska hälsa med är "
                                "inte ett giltigt datornamn."));
    smtp->url = g_strdup_printf("%s://%s:%s/%s", scheme, host, port, helo);
    smtp->base.name = g_strdup_printf("%s:%s", host, port);
    return TRUE;
}

static void
set_limits(CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)RESPONSE_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)MESSAGE_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALLED_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALLED_BYTES);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* not the environment's */
}

static void
set_trust(CURL *curl, const TransportLogin *login)
{
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     login->plaintext ? (long)CURLUSESSL_NONE
                                      : (long)CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (login->ca_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, login->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    }
    if (login->user != NULL)
        curl_easy_setopt(curl, CURLOPT_USERNAME, login->user);
    if (login->password != NULL)
        curl_easy_setopt(curl, CURLOPT_PASSWORD, login->password);
    if (login->bearer != NULL)
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->bearer);
}

static gboolean
check_login(const TransportLogin *login, GError **error)
{
    if (login->plaintext && (login->password != NULL || login->bearer != NULL))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Lösenord skickas inte utan kryptering."));
    if (login->ca_file != NULL &&
        !g_file_test(login->ca_file, G_FILE_TEST_IS_REGULAR))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Certifikatfilen %s finns inte."),
                              login->ca_file);
    return TRUE;
}

static void
set_callbacks(Smtp *smtp)
{
    curl_easy_setopt(smtp->curl, CURLOPT_URL, smtp->url);
    curl_easy_setopt(smtp->curl, CURLOPT_READFUNCTION, give_message);
    curl_easy_setopt(smtp->curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(smtp->curl, CURLOPT_HEADERFUNCTION, take_reply);
    curl_easy_setopt(smtp->curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(smtp->curl, CURLOPT_WRITEFUNCTION, take_reply);
    curl_easy_setopt(smtp->curl, CURLOPT_WRITEDATA, smtp);
}

Transport *
transport_smtp(const char *url, const TransportLogin *login, GError **error)
{
    static const Carrier carrier = { smtp_send, NULL, smtp_close };
    static const TransportLogin nobody = { 0 };
    if (login == NULL)
        login = &nobody;
    if (!check_login(login, error))
        return NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT); /* counted; smtp_close undoes it */
    Smtp *smtp = g_new0(Smtp, 1);
    g_autoptr(Transport) transport = &smtp->base;
    smtp->base.carrier = &carrier;
    smtp->reply = g_string_new(NULL);
    smtp->curl = curl_easy_init();
    if (!take_url(smtp, url, login->helo == NULL ? "localhost" : login->helo,
                  error))
        return NULL;
    set_limits(smtp->curl);
    set_trust(smtp->curl, login);
    set_callbacks(smtp);
    return g_steal_pointer(&transport);
}
