/*
 * dial: a mail server's address and its TLS, for SMTP and IMAP alike.
 *
 * Stands on wire, which says what any connection keeps to.
 */
#pragma once

#include <curl/curl.h>

#include "calendars/transport.h"

typedef struct DialAddress {
    char *scheme, *host, *port, *path; /* owned; path NULL or "/INBOX" */
} DialAddress;

void dial_address_clear(DialAddress *address);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DialAddress, dial_address_clear)

/* Reads TEXT, whose scheme must be PLAIN or SECURE.  FALSE sets ERROR, which
 * never tells the text itself: it might hold a password.  EXAMPLE (a
 * sentence) is what to write instead; a user, password, query or fragment is
 * refused. */
gboolean dial_parse(const char *text, const char *plain, const char *secure,
                    const char *example, DialAddress *address, GError **error);

/* Refuses an address that holds more than it may: sets ERROR, gives FALSE. */
gboolean dial_refuse(GError **error);

/* Sets what wire_trust does, that TLS is required, and LOGIN's bearer. */
void dial_set_trust(CURL *curl, const TransportLogin *login);
