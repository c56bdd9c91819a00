/*
 * address: the one strict validator of e-mail addresses.
 *
 * Everything that reaches a header, a command or a calendar line passes
 * here first: libcurl 7.88 and libical write what they are given, line
 * breaks and all.
 */
#pragma once

#include <glib.h>

/* TRUE when TEXT is one plain addr-spec (RFC 5321 4.1.2, dot-string form,
 * no quoted local part): no spaces, controls, angle brackets, quotes,
 * commas, semicolons or backslashes; 64 octets before the @, 254 in all;
 * the domain has a dot, or is localhost.  UTF-8 is allowed before the @.
 * On FALSE *REASON (may be NULL) is a static English sentence fragment,
 * translatable: what is wrong. */
gboolean address_valid(const char *text, const char **reason);

/* ADDRESS as it goes on the wire: domain in lower case and as A-labels,
 * local part as given.  NULL when not valid.  The caller owns it. */
char *address_normal(const char *text);
