/*
 * A message on its way to a mail server (RFC 5321).
 */
#include "calendars/smtp.h"

#include <glib/gi18n.h>
#include <string.h>

/* An ENVID may hold 100 octets, an ORCPT 500 (RFC 3461 4.4, 4.2). */
enum { ENVID_MAX = 100, ORCPT_MAX = 500 };

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

/* ---- one exchange --------------------------------------------------------- */

/* Takes the token to log in with, where there is one that is renewed;
 * REFUSED: the server did not accept the last. */
static gboolean
take_token(Smtp *smtp, gboolean refused, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (smtp->token == NULL)
        return TRUE;
    char *token = smtp->token(refused, smtp->token_data, &inner);
    if (token == NULL)
        return transport_fail(error, TRANSPORT_ERROR_SETUP, "%s",
                              inner->message);
    if (g_strcmp0(token, smtp->bearer) != 0)
        curl_easy_setopt(smtp->curl, CURLOPT_XOAUTH2_BEARER, token);
    g_free(smtp->bearer);
    smtp->bearer = token;
    return TRUE;
}

static CURLcode
try_once(Smtp *smtp, GBytes *message)
{
    smtp->rest = g_bytes_get_data(message, &smtp->rest_bytes);
    smtp->handed_over = FALSE;
    smtp_begin_reply(smtp, 0);
    return curl_easy_perform(smtp->curl);
}

/* A kept connection may have been closed by the server in the meantime;
 * that shows as an error before any reply.  Then a new one is tried. */
static CURLcode
try_again(Smtp *smtp, GBytes *message)
{
    CURLcode rc = try_once(smtp, message);
    if ((rc == CURLE_SEND_ERROR || rc == CURLE_RECV_ERROR) &&
        smtp->reply_code == 0)
        rc = try_once(smtp, message);
    return rc;
}

/* A token may have expired before its time: it is renewed once. */
static gboolean
perform(Smtp *smtp, GBytes *message, GError **error)
{
    if (!take_token(smtp, FALSE, error))
        return FALSE;
    CURLcode rc = try_again(smtp, message);
    if (smtp->token != NULL && smtp_login_refused(smtp, rc)) {
        if (!take_token(smtp, TRUE, error))
            return FALSE;
        rc = try_again(smtp, message);
    }
    return rc == CURLE_OK || smtp_fail(smtp, rc, error);
}

/* Connects if need be, without a message, to hear what the server offers. */
static gboolean
greet(Smtp *smtp, GError **error)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 0L);
    curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    smtp->greeted = perform(smtp, nothing, error);
    curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 0L);
    return smtp->greeted;
}

static gboolean
smtp_greet(Transport *transport, TransportOffers *offers, GError **error)
{
    Smtp *smtp = (Smtp *)transport;
    if (!greet(smtp, error))
        return FALSE;
    *offers = smtp->offers;
    return TRUE;
}

/* ---- the envelope --------------------------------------------------------- */

/* TEXT as xtext (RFC 3461 4).  "<" and ">" are added by whoever calls. */
static char *
xtext(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p > ' ' && *p <= '~' && *p != '+' && *p != '=')
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "+%02X", (guint)(guchar)*p);
    }
    return g_string_free(out, FALSE);
}

/* libcurl closes whatever it is given with a ">": so the last value of each
 * stands in angle brackets, as a Message-ID and a path do anyway. */
static char *
sender_of(const Smtp *smtp, const char *from, const char *name)
{
    g_autofree char *id = xtext(name);
    if (!smtp->offers.dsn || strlen(id) + strlen("<>") > ENVID_MAX)
        return g_strconcat("<", from, ">", NULL);
    return g_strconcat("<", from, "> RET=HDRS ENVID=<", id, ">", NULL);
}

static char *
receiver_of(const Smtp *smtp, const char *to)
{
    g_autofree char *original = xtext(to);
    if (!smtp->offers.dsn || !g_str_is_ascii(to) ||
        strlen(original) + strlen("rfc822;<>") > ORCPT_MAX)
        return g_strconcat("<", to, ">", NULL);
    return g_strconcat("<", to, "> NOTIFY=FAILURE,DELAY ORCPT=rfc822;<",
                       original, ">", NULL);
}

/* What the server has not offered is not asked of it: libcurl would send
 * UTF-8 to one that never said it takes it. */
static gboolean
fits(const Smtp *smtp, const char *from, const char *to, gsize bytes,
     GError **error)
{
    if (!smtp->offers.utf8 && !(g_str_is_ascii(from) && g_str_is_ascii(to)))
        return transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                              _("%s tar bara emot adresser som är skrivna med "
                                "a till z före @."),
                              smtp->base.name);
    gint64 max = smtp->offers.size_max;
    return max <= 0 || (gint64)bytes <= max ||
           transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                          _("%s tar emot brev på högst %" G_GINT64_FORMAT
                            " byte; det här har %" G_GINT64_FORMAT "."),
                          smtp->base.name, max, (gint64)bytes);
}

static gboolean
smtp_send(Transport *transport, const char *from, const char *to,
          const char *name, GBytes *message, GError **error)
{
    Smtp *smtp = (Smtp *)transport;
    gsize bytes = g_bytes_get_size(message);
    if ((!smtp->greeted && !greet(smtp, error)) ||
        !fits(smtp, from, to, bytes, error))
        return FALSE;
    g_autofree char *sender = sender_of(smtp, from, name);
    g_autofree char *receiver = receiver_of(smtp, to);
    struct curl_slist *receivers = curl_slist_append(NULL, receiver);
    curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)bytes);
    gboolean sent = perform(smtp, message, error);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(receivers);
    return sent;
}

/* ---- the handle ------------------------------------------------------------ */

static void
smtp_close(Transport *transport)
{
    Smtp *smtp = (Smtp *)transport;
    curl_easy_cleanup(smtp->curl);
    g_string_free(smtp->reply, TRUE);
    if (smtp->bearer != NULL)
        explicit_bzero(smtp->bearer, strlen(smtp->bearer));
    g_free(smtp->bearer);
    g_free(smtp->url);
    curl_global_cleanup();
}

static Transport *smtp_another(const Transport *transport);

/* A handle around CURL, which it owns. */
static Smtp *
wrap(CURL *curl)
{
    static const Carrier carrier = {
        .send = smtp_send,
        .greet = smtp_greet,
        .another = smtp_another,
        .close = smtp_close,
    };
    Smtp *smtp = g_new0(Smtp, 1);
    smtp->base.carrier = &carrier;
    smtp->reply = g_string_new(NULL);
    smtp->curl = curl;
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, smtp_take_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, smtp_take_reply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, smtp);
    return smtp;
}

static Transport *
smtp_another(const Transport *transport)
{
    const Smtp *first = (const Smtp *)transport;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Smtp *smtp = wrap(curl_easy_duphandle(first->curl));
    smtp->base.name = g_strdup(first->base.name);
    smtp->url = g_strdup(first->url);
    smtp->secure = first->secure;
    smtp->token = first->token;
    smtp->token_data = first->token_data;
    return &smtp->base;
}

Transport *
transport_smtp(const char *url, const TransportLogin *login, GError **error)
{
    static const TransportLogin nobody = { 0 };
    curl_global_init(CURL_GLOBAL_DEFAULT); /* counted; smtp_close undoes it */
    Smtp *smtp = wrap(curl_easy_init());
    g_autoptr(Transport) transport = &smtp->base;
    if (!smtp_set_up(smtp, url, login != NULL ? login : &nobody, error))
        return NULL;
    curl_easy_setopt(smtp->curl, CURLOPT_URL, smtp->url);
    return g_steal_pointer(&transport);
}
