/*
 * content: the lines of an iCalendar text from outside (RFC 5545 3.1).
 *
 * Lenient where it does no harm: any line ends, empty lines, folds that lost
 * their space, quotes that never close.  Strict in how much it takes.
 */
#pragma once

#include "calendars/slice.h"

enum {
    CONTENT_LINE_MAX = 64 * 1024, /* octets of one line, unfolded */
    CONTENT_LINES_MAX = 200000,
    CONTENT_PARAMETERS_MAX = 64, /* of one line */
};

/* One line; good until the next is read. */
typedef struct Content {
    Slice name;
    Slice parameters; /* ";PARTSTAT=ACCEPTED;..." as it came */
    Slice value;
} Content;

/* Reads TEXT, which is UTF-8 and must outlive it. */
typedef struct ContentReader {
    Slice rest;
    GString *unfolded;
    guint lines;
    gboolean was_cut; /* more or longer lines than we take */
} ContentReader;

void content_start(ContentReader *reader, Slice text);
void content_clear(ContentReader *reader);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ContentReader, content_clear)

/* FALSE at the end.  Lines that are none, or too long, are passed over. */
gboolean content_next(ContentReader *reader, Content *content);

/* The (first) value of the parameter NAME, quotes and RFC 6868 undone; the
 * caller owns it.  NULL: none. */
char *content_parameter(const Content *content, const char *name);

/* A TEXT value (3.3.11) with its escapes undone; the caller owns it. */
char *content_text(Slice value);
