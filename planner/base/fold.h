/*
 * fold: one key for what people write in many ways.
 *
 * Two texts are the same when their keys are equal bytes.  For matching
 * only; nothing folded is ever shown.
 */
#pragma once

/* A heading's key: small letters and digits alone, without accents, rings
 * and dots, so that "Företags-ID", "foretagsid" and "FÖRETAGS ID" meet.
 * The caller owns it. */
char *fold_heading(const char *text);

/* A name's key: small letters, å ä ö é kept apart, one space between words,
 * any dash as "-" without spaces about it, any apostrophe as "'".  The
 * caller owns it. */
char *fold_name(const char *text);
