/*
 * scan: JSON (RFC 8259) read in one pass, for files whose tree would not fit.
 *
 * A tree of json-glib takes some twenty times its text; this holds nothing
 * but a place in it.  The caller walks: enter, next, a value, next, ...  The
 * first fault stops everything: from then on every call says FALSE.
 */
#pragma once

#include <glib.h>

enum { SCAN_DEPTH_MAX = 32 }; /* it calls itself for each level */

typedef struct Scan {
    const char *start, *at, *end;
    int depth;
    gboolean fault;
} Scan;

/* Starts at TEXT (borrowed, UTF-8, with a zero byte after its LENGTH). */
void scan_init(Scan *scan, const char *text, gsize length);

/* The first character of the next value: one of { [ " - 0..9 t f n; 0: none,
 * or a fault. */
char scan_peek(Scan *scan);

/* Goes into the object or array that begins with OPEN. */
gboolean scan_enter(Scan *scan, char open);

/* To the next item of the one that ends with CLOSE, past its comma.  *FIRST,
 * TRUE before the first call, is kept by this function.  FALSE: no more. */
gboolean scan_next(Scan *scan, char close, gboolean *first);

/* A string, unescaped, cut to whole characters that fit OUT (SIZE bytes). */
gboolean scan_text(Scan *scan, char *out, gsize size);

/* As scan_text, with the colon after it. */
gboolean scan_key(Scan *scan, char *out, gsize size);

gboolean scan_number(Scan *scan, double *number);

/* Any value, read and forgotten. */
gboolean scan_skip(Scan *scan);

/* Whether nothing but space is left, and there was no fault. */
gboolean scan_done(Scan *scan);

/* The line, from 1, that it has come to. */
guint scan_line(const Scan *scan);
