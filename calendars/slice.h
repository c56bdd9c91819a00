/*
 * slice: a stretch of bytes that somebody else owns.
 *
 * What comes from outside is read in place; only what is kept is copied.
 * Knows no mail and no calendar.
 */
#pragma once

#include <glib.h>

/* SIZE bytes from AT, which may hold anything, zero bytes too.  AT is NULL
 * where there is nothing, as opposed to something empty. */
typedef struct Slice {
    const char *at;
    gsize size;
} Slice;

Slice slice_of(const char *text);

/* TRUE when SLICE is TEXT, or starts with it; ASCII letters in either case. */
gboolean slice_is(Slice slice, const char *text);
gboolean slice_starts(Slice slice, const char *text);

/* SLICE without its first COUNT bytes; empty where it has no more. */
Slice slice_skip(Slice slice, gsize count);

/* SLICE without spaces, tabs and line breaks at its ends. */
Slice slice_trim(Slice slice);

/* Takes what stands before the first of MARKS off *REST, and that mark too;
 * all of it where there is none. */
Slice slice_until(Slice *rest, const char *marks);

/* Takes one line off *REST; LINE has no line break (LF, or any number of CR
 * before it).  FALSE when nothing is left. */
gboolean slice_line(Slice *rest, Slice *line);

/* Where TEXT stands in SLICE first, ASCII letters in either case; what comes
 * before is left out.  Nothing when it is not there. */
Slice slice_find(Slice slice, const char *text);

/* A copy, cut at the first zero byte; the caller owns it.  NULL for
 * nothing. */
char *slice_text(Slice slice);
