/*
 * mail-words: what a person wrote in a mail, as plain text.
 *
 * For a planner's eye only: nothing is decided by it.
 */
#pragma once

#include "calendars/slice.h"

/* Cuts TEXT, which is UTF-8, in place to COUNT bytes at most, between two
 * characters; gives TEXT.  NULL stays NULL. */
char *words_cut(char *text, gsize count);

/* TEXT, which is UTF-8, cleaned, without empty ends, at most COUNT bytes of
 * it.  The caller owns it; NULL: there are no words. */
char *words_plain(Slice text, gsize count);

/* The words of an HTML page: no tags, styles or scripts. */
char *words_html(Slice html, gsize count);
