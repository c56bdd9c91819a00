/*
 * clean: other people's text made fit for a header or a calendar line.
 *
 * What it takes away can only do harm there: controls end a line or break
 * a parser, bidi marks show a reader another name than the one that counts.
 */
#pragma once

#include <glib.h>

/* TEXT as valid UTF-8 on one line: runs of white space become one space,
 * none stands at the ends; controls, bidi marks and byte order marks are
 * gone.  NULL gives NULL.  The caller owns it. */
char *clean_line(const char *text);

/* The same for text of many lines: every line break becomes LF, a tab a
 * space; other white space stays. */
char *clean_text(const char *text);
