/*
 * line: the content lines of iCalendar text (RFC 5545 3.1).
 *
 * Each call adds one whole line, CRLF at its end, folded so that no piece
 * is longer than 75 octets and no character is cut.
 */
#pragma once

#include <glib.h>

/* LINE as it is: text we made ourselves or have checked. */
void line_add(GString *out, const char *line);

/* NAME and a TEXT value (3.3.11): cleaned and escaped.  NULL or empty text
 * adds nothing. */
void line_text(GString *out, const char *name, const char *text);

/* NAME, which may hold parameters, and the moment WHEN in seconds since
 * 1970: with a Z when UTC, else what some zone's clock shows. */
void line_time(GString *out, const char *name, gint64 when, gboolean utc);

/* NAME, which may hold parameters, with the person's CN and mailto.  The
 * address must be valid; a name of nothing leaves CN out. */
void line_person(GString *out, const char *name, const char *person,
                 const char *address);
