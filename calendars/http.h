/*
 * http: one request to a calendar server, and its answer.
 *
 * TLS only, but for a server on this machine; answers are capped while they
 * come in; a redirect is followed only to https on the same host (rule 43),
 * so that a password goes nowhere else.  Knows nothing of calendars.
 */
#pragma once

#include <glib.h>

#include "calendars/transport.h"

enum {
    HTTP_BYTES_MAX = 32 * 1024 * 1024, /* of an answer */
    HTTP_REDIRECTS_MAX = 5,
};

/* A connection, kept and reused; used by one thread at a time. */
typedef struct Http Http;

/* LOGIN as for mail: its strings are copied where they must live on.  With
 * PLAINTEXT http:// is allowed, without credentials and to this machine
 * alone.  NULL sets ERROR (TRANSPORT_ERROR_SETUP). */
Http *http_open(const TransportLogin *login, GError **error);
void http_close(Http *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Http, http_close)

/* TEXT, a URL as somebody typed it, in normal form; NULL sets ERROR: it is no URL
 * of a kind that HTTP may ask, or holds a user, a password, a query or a
 * fragment.  The caller owns it.  TEXT itself is never told. */
char *http_url(const Http *http, const char *text, GError **error);

/* What is asked; all borrowed. */
typedef struct HttpRequest {
    const char *method;
    const char *url;            /* in normal form */
    const char *const *headers; /* "Depth: 1"; NULL ends them; may be NULL */
    const char *body;           /* NULL: none */
    gsize body_bytes;
} HttpRequest;

typedef struct HttpAnswer {
    int status;
    char *url;  /* that answered at last; owned, as the next */
    char *etag; /* as it came, quotes and W/ and all (rule 41) */
    char *dav;  /* all DAV headers, joined by commas */
    GString *body;
} HttpAnswer;

void http_answer_clear(HttpAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HttpAnswer, http_answer_clear)

/* Asks REQUEST and fills ANSWER, whatever its status.  FALSE sets ERROR
 * (TRANSPORT_ERROR_*): no answer, one over the limit, or a redirect that
 * must not be followed. */
gboolean http_ask(Http *http, const HttpRequest *request, HttpAnswer *answer,
                  GError **error);
