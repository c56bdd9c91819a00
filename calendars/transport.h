/*
 * transport: hands finished messages to a Maildir folder or an SMTP server.
 *
 * One handle per run; an SMTP connection is kept and reused.  Knows no
 * outbox: whoever calls records what became of each message.
 */
#pragma once

#include <glib.h>

typedef enum {
    TRANSPORT_ERROR_SETUP,     /* bad URL, folder, certificate or login: no
                                  message will pass before it is mended */
    TRANSPORT_ERROR_TEMPORARY, /* try again later: 4xx, no connection */
    TRANSPORT_ERROR_PERMANENT, /* refused for good: 5xx */
    TRANSPORT_ERROR_UNSURE,    /* lost after DATA: may have arrived; resend
                                  with the same Message-ID */
} TransportError;

#define TRANSPORT_ERROR (transport_error_quark())
GQuark transport_error_quark(void);

typedef struct Transport Transport;

/* Gives the access token (OAuth 2.0) to log in with, which the caller owns;
 * REFUSED: the one it gave last was not accepted, so another is wanted.  NULL
 * sets ERROR.  Called from each thread that sends. */
typedef char *(*TransportToken)(gboolean refused, gpointer data,
                                GError **error);

/* How long a mail server is waited for, in seconds (RFC 5321 4.5.3.2 asks for
 * five minutes at most commands). */
enum {
    TRANSPORT_CONNECT_S = 30,
    TRANSPORT_RESPONSE_S = 300,
    TRANSPORT_MESSAGE_S = 15 * 60,
    TRANSPORT_STALLED_S = 120, /* without a byte a second */
};

/* Credentials and trust for SMTP; all borrowed, may be NULL. */
typedef struct TransportLogin {
    const char *user, *password, *bearer; /* never logged, never in argv */
    TransportToken token;                 /* instead of BEARER: is renewed */
    gpointer token_data;                  /* outlives the transport */
    const char *ca_file;                  /* PEM; NULL: the system's */
    const char *helo;                     /* EHLO name; NULL: localhost */
    int response_s;     /* tests: in place of TRANSPORT_RESPONSE_S; 0: not */
    gboolean plaintext; /* allow smtp:// without TLS: loopback, tests */
} TransportLogin;

enum { TRANSPORT_AUTH_MAX = 256 };

/* What a mail server says it can do (EHLO, RFC 5321 4.1.1.1). */
typedef struct TransportOffers {
    gboolean tls;    /* the connection is encrypted, the certificate good */
    gboolean dsn;    /* delivery reports as asked for (RFC 3461) */
    gboolean utf8;   /* addresses beyond ASCII (RFC 6531) */
    gint64 size_max; /* bytes of a message; 0: not said */
    char auth[TRANSPORT_AUTH_MAX]; /* "PLAIN LOGIN XOAUTH2"; "": none */
} TransportOffers;

/* A Maildir at PATH, made if missing: tmp -> disk -> new.  Closing without
 * a flush throws away what was not flushed. */
Transport *transport_maildir(const char *path, GError **error);

/* smtp://host[:port] (STARTTLS required unless plaintext), smtps://.
 * A URL that holds a user, password or path is refused, and so are
 * credentials with PLAINTEXT.  Connects at the first message. */
Transport *transport_smtp(const char *url, const TransportLogin *login,
                          GError **error);
void transport_close(Transport *transport);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transport, transport_close)

/* A further handle to the same place, with a connection of its own, for
 * another thread.  NULL: one is all there can be (a Maildir). */
Transport *transport_another(const Transport *transport);

/* Connects and logs in if need be, sends nothing, and tells what is offered
 * (nothing, by a Maildir).  FALSE sets ERROR. */
gboolean transport_greet(Transport *transport, TransportOffers *offers,
                         GError **error);

/* Delivers MESSAGE, CRLF throughout, from the envelope address FROM to TO.
 * NAME, unique for the message and the same on a retry, names the Maildir
 * file, so that a retry replaces rather than doubles (while the file still
 * lies in new/); over SMTP delivery reports bear it (ENVID), where the
 * server offers them.  FALSE sets ERROR with the server's own
 * words; only this message is concerned.
 * TRUE from SMTP: the server has it.  TRUE from a Maildir: it is written,
 * but counts as delivered only after transport_flush. */
gboolean transport_send(Transport *transport, const char *from, const char *to,
                        const char *name, GBytes *message, GError **error);

/* Makes durable all that was sent since the last flush; call it before a
 * batch is recorded as sent (32 to 64 at a time cost the least).  FALSE sets
 * ERROR: nothing since the last flush counts as delivered; send it again
 * under the same names.  Does nothing over SMTP. */
gboolean transport_flush(Transport *transport, GError **error);

/* "Maildir ./post" or "smtp.example.org:587", for the eye; borrowed. */
const char *transport_name(const Transport *transport);
