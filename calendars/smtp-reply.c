/*
 * What the server says, and what it means for a message (RFC 5321 4.2).
 */
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/clean.h"
#include "calendars/smtp.h"
#include "calendars/wire.h"

/* libcurl says QUIT after a refusal: its 221 must not hide the reason. */
enum {
    REPLY_MAX = 512,
    READY = 220,
    GOODBYE = 221,
    DONE = 250,
    GO_AHEAD = 354,
};

/* ---- what it offers ------------------------------------------------------ */

/* WORDS, one line of the answer to EHLO (RFC 5321 4.1.1.1). */
static void
take_offer(TransportOffers *offers, const char *words)
{
    g_auto(GStrv) word = g_strsplit(words, " ", 2);
    const char *rest = word[0] != NULL ? word[1] : NULL;
    if (word[0] == NULL)
        return;
    offers->utf8 |= g_ascii_strcasecmp(word[0], "SMTPUTF8") == 0;
    offers->dsn |= g_ascii_strcasecmp(word[0], "DSN") == 0;
    if (g_ascii_strcasecmp(word[0], "SIZE") == 0 && rest != NULL)
        offers->size_max = g_ascii_strtoll(rest, NULL, 10);
    if (g_ascii_strcasecmp(word[0], "AUTH") == 0 && rest != NULL)
        g_strlcpy(offers->auth, rest, sizeof offers->auth);
}

void
smtp_begin_reply(Smtp *smtp, int code)
{
    g_string_truncate(smtp->reply, 0);
    smtp->reply_code = code;
}

/* One line "550-text" or "550 text" of a reply (RFC 5321 4.2.1). */
size_t
smtp_take_reply(char *line, size_t size, size_t count, void *data)
{
    Smtp *smtp = data;
    size_t length = size * count;
    g_autofree char *text = g_strndup(line, length);
    int code = (int)g_ascii_strtoll(text, NULL, 10);
    if (length < 4 || code < 200 || code > 599 || code == GOODBYE)
        return length;
    if (smtp->reply_ended || code != smtp->reply_code)
        smtp_begin_reply(smtp, code);
    smtp->reply_ended = text[3] != '-';
    g_autofree char *words = clean_line(text + 4);
    if (code == READY) /* a new connection, or a new one inside it */
        smtp->offers = (TransportOffers){ .tls = smtp->secure };
    if (code == DONE)
        take_offer(&smtp->offers, words);
    if (smtp->reply->len + strlen(words) < REPLY_MAX)
        g_string_append_printf(smtp->reply, "%s%s",
                               smtp->reply->len > 0 ? " " : "", words);
    return length;
}

/* ---- what became of a message -------------------------------------------- */

gboolean
smtp_login_refused(const Smtp *smtp, CURLcode rc)
{
    return smtp->reply_code == 535 ||
           (rc == CURLE_LOGIN_DENIED && smtp->reply_code / 100 != 4);
}

/* Nothing will pass before someone mends the settings. */
static gboolean
is_setup_fault(const Smtp *smtp, CURLcode rc)
{
    if (wire_needs_setup(rc))
        return smtp->reply_code / 100 != 4;
    /* 5xx as greeting, or to EHLO */
    if (rc == CURLE_WEIRD_SERVER_REPLY || rc == CURLE_REMOTE_ACCESS_DENIED)
        return !smtp->handed_over && smtp->reply_code / 100 == 5;
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

gboolean
smtp_fail(const Smtp *smtp, CURLcode rc, GError **error)
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
    return transport_fail(error, code, format, smtp->base.name,
                          wire_reason(rc));
}
