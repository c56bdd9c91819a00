/*
 * agenda-line: the content lines of others' calendars, and what stands in
 * them (RFC 5545 3.1, 3.3).
 *
 * Lenient: CRLF, LF and CR end a line, and what is folded wrongly is joined.
 */
#pragma once

#include "calendars/agenda.h"

/* A content line taken apart; borrows from the line. */
typedef struct AgendaLine {
    const char *name; /* upper case */
    char *parameters; /* ";TZID=...", may be "" */
    char *value;
} AgendaLine;

/* Unfolds the line at TEXT, before END, into LINE; gives where the next
 * begins.  *CUT becomes TRUE when it was longer than AGENDA_VALUE_MAX. */
const char *agenda_next_line(const char *text, const char *end, GString *line,
                             gboolean *cut);

/* Takes TEXT apart in place; FALSE: it is no content line. */
gboolean agenda_split_line(char *text, AgendaLine *line);

/* Parameter NAME of LINE, without quotes; the caller owns it, or NULL. */
char *agenda_parameter(const AgendaLine *line, const char *name);

/* A TEXT value (RFC 5545 3.3.11) as it is meant, cleaned; the caller owns
 * it. */
char *agenda_unescape(const char *value);

/* "20220517" or "20220517T083000" at TEXT, of LENGTH bytes without a Z, as
 * seconds since 1970 by some clock; AGENDA_NO_TIME: it is neither. */
gint64 agenda_clock(const char *text, gsize length);
