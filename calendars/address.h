/*
 * address: the one strict validator of e-mail addresses.
 *
 * Everything that reaches a header, a command or a calendar line passes
 * here first: libcurl 7.88 and libical write what they are given, line
 * breaks and all.
 */
#pragma once

#include <glib.h>

enum { ADDRESS_MAX = 254 }; /* octets: RFC 5321 4.5.3.1.3, less its brackets */

/* TRUE when TEXT is one plain addr-spec (RFC 5321 4.1.2, dot-string form,
 * no quoted local part): no spaces, controls, angle brackets, quotes,
 * commas, semicolons or backslashes; 64 octets before the @, 254 in all as
 * it goes on the wire; the domain has a dot, or is localhost.  UTF-8 is
 * allowed on both sides of the @ (RFC 6531).  Surrounding spaces are the
 * caller's to strip.  On FALSE *REASON (may be NULL) is a fragment of a
 * sentence in the user's language: what is wrong; borrowed, lives on. */
gboolean address_valid(const char *text, const char **reason);

/* NULL when TEXT is valid, else a sentence that names it and says what is
 * wrong.  The caller owns it. */
char *address_fault(const char *text);

/* ADDRESS as it goes on the wire: domain in lower case and as A-labels
 * (RFC 5890), local part as given.  NULL when not valid.  The caller owns
 * it. */
char *address_normal(const char *text);

/* ADDRESS as a mailto URI (RFC 6068), the form of a calendar's CAL-ADDRESS:
 * normal; what a URI cannot hold goes as %XX.  NULL when not valid.  The caller
 * owns it. */
char *address_uri(const char *text);

/* TRUE when the normal form of TEXT, a valid address, is plain ASCII.  One
 * that is not needs a server that offers SMTPUTF8. */
gboolean address_ascii(const char *text);
