/*
 * smtp: one connection to a mail server; seen only by the three files that
 * make it: smtp-open (what is asked for), smtp-reply (what the server says),
 * smtp (a message on its way).
 *
 * Stands on libcurl, whose handle keeps the connection.
 */
#pragma once

#include <curl/curl.h>

#include "calendars/carrier.h"

typedef struct Smtp {
    Transport base;
    CURL *curl;
    char *url;       /* with the EHLO name as its path */
    gboolean secure; /* TLS is asked for, and so there */
    TransportOffers offers;
    gboolean greeted;     /* OFFERS are known */
    TransportToken token; /* NULL: none, or one for the whole run */
    gpointer token_data;
    char *bearer;         /* what TOKEN gave last */
    GString *reply;       /* the last reply's text, lines joined */
    int reply_code;       /* 0: none yet */
    gboolean reply_ended; /* its last line has come */
    const char *rest;     /* of the message, not yet handed over */
    gsize rest_bytes;
    gboolean handed_over; /* all of it */
} Smtp;

/* Sets up SMTP for URL and LOGIN.  FALSE sets TRANSPORT_ERROR_SETUP. */
gboolean smtp_set_up(Smtp *smtp, const char *url, const TransportLogin *login,
                     GError **error);

/* Forgets what the server said last. */
void smtp_begin_reply(Smtp *smtp, int code);

/* One line of a reply, as libcurl hands it over; DATA is the Smtp. */
size_t smtp_take_reply(char *line, size_t size, size_t count, void *data);

/* Whether the login was refused (RFC 4954 6). */
gboolean smtp_login_refused(const Smtp *smtp, CURLcode rc);

/* Sets ERROR from RC and from what the server said last, and gives FALSE. */
gboolean smtp_fail(const Smtp *smtp, CURLcode rc, GError **error);
