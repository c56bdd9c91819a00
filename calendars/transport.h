/*
 * transport: hands finished messages to a Maildir folder or an SMTP server.
 *
 * One handle per run; an SMTP connection is kept and reused.  Knows no
 * outbox: whoever calls records what became of each message.
 */
#pragma once

#include <glib.h>

typedef enum {
    TRANSPORT_ERROR_SETUP,     /* bad URL, folder or credentials file */
    TRANSPORT_ERROR_TEMPORARY, /* try again later: 4xx, no connection */
    TRANSPORT_ERROR_PERMANENT, /* refused for good: 5xx */
    TRANSPORT_ERROR_UNSURE,    /* lost after DATA: may have arrived; resend
                                  with the same Message-ID */
} TransportError;

#define TRANSPORT_ERROR (transport_error_quark())
GQuark transport_error_quark(void);

typedef struct Transport Transport;

/* Credentials and trust for SMTP; all borrowed, may be NULL. */
typedef struct TransportLogin {
    const char *user, *password, *bearer; /* never logged, never in argv */
    const char *ca_file;                  /* PEM; NULL: the system's */
    const char *helo;                     /* EHLO name; NULL: localhost */
    gboolean plaintext; /* allow smtp:// without TLS: loopback, tests */
} TransportLogin;

/* A Maildir at PATH, made if missing: tmp -> fsync -> new. */
Transport *transport_maildir(const char *path, GError **error);

/* smtp://host[:port] (STARTTLS required unless plaintext), smtps://.
 * A URL that holds a password is refused. */
Transport *transport_smtp(const char *url, const TransportLogin *login,
                          GError **error);
void transport_close(Transport *transport);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transport, transport_close)

/* Delivers MESSAGE from the envelope address FROM to TO.  FALSE sets ERROR
 * with the server's own words.  NAME, unique for the message and the same
 * on a retry, names the Maildir file, so that a retry replaces rather than
 * doubles; SMTP ignores it. */
gboolean transport_send(Transport *transport, const char *from, const char *to,
                        const char *name, GBytes *message, GError **error);

/* "Maildir ./post" or "smtp.example.org:587", for the eye; borrowed. */
const char *transport_name(const Transport *transport);
