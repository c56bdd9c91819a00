/*
 * wire: what every connection to somebody's server keeps to.
 *
 * Limits, trust and reasons, the same for mail and for calendars, so that
 * none of them is laxer.  Seen only in this room; stands on libcurl.
 */
#pragma once

#include <curl/curl.h>
#include <glib.h>

#include "calendars/transport.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

/* How long to wait (for an answer RESPONSE_S; 0: as usual), which PROTOCOLS ("smtp,smtps") may be spoken, and that
 * no proxy of the environment comes between. */
void wire_limits(CURL *curl, const char *protocols, int response_s);

/* Certificates and names are checked, by LOGIN's own authority where it has
 * one; its user and password are set.  (A bearer is each protocol's own.) */
void wire_trust(CURL *curl, const TransportLogin *login);

/* FALSE sets ERROR: LOGIN's certificate file is not there, or it has a
 * secret and would send it in the clear. */
gboolean wire_login_good(const TransportLogin *login, GError **error);

/* What happened, for a reader who does not know libcurl; borrowed. */
const char *wire_reason(CURLcode rc);

/* TRUE for what only better settings can mend. */
gboolean wire_needs_setup(CURLcode rc);

/* PART of URL, which the caller owns; NULL when absent. */
char *wire_part(CURLU *url, CURLUPart part, unsigned flags);

/* TRUE when URL has PART, and more than "/". */
gboolean wire_has_part(CURLU *url, CURLUPart part);
