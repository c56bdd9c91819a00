/*
 * message: an invitation as a MIME message (RFC 5322, 2045, 6047).
 *
 * multipart/alternative of text, HTML and calendar, in that order, CRLF,
 * headers in ASCII.  Same input, same bytes.
 */
#pragma once

#include <glib.h>

/* What goes into a message; all borrowed UTF-8.  NULL leaves a part out. */
typedef struct MessageParts {
    const char *from_name, *from_address;
    const char *to_name, *to_address;
    const char *subject;
    const char *message_id;  /* "b42.0@example.org", no brackets */
    const char *in_reply_to; /* Message-ID of the first invitation */
    gint64 date_utc;
    const char *zone;        /* for the Date header's offset */
    const char *text, *html; /* bodies, LF */
    const char *calendar;    /* VCALENDAR, CRLF */
    const char *method;      /* "REQUEST"; equals METHOD in CALENDAR */
    const char *language;    /* Content-Language: "sv" */
    gboolean automatic;      /* Auto-Submitted (RFC 3834): nobody pressed */
} MessageParts;

/* The message's bytes.  NULL sets ERROR (CALENDAR_ERROR_*). */
GBytes *message_write(const MessageParts *parts, GError **error);

/* TEXT for a header (RFC 2047), in ASCII, on one line; the caller owns it.
 * NULL when nothing is left of it. */
char *message_words(const char *text);
