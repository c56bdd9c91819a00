/*
 * separated: text with semicolons, commas or tabs into a book, as Excel would show it.
 *
 * Stands on libcsv (RFC 4180, leniently).  Finds the separator by itself:
 * semicolon, comma or tab.
 */
#pragma once

#include <glib.h>

#include "planner/base/book.h"

/* Adds one sheet NAME with the cells of TEXT (UTF-8, LENGTH bytes).  Rows
 * are numbered as Excel numbers them: blank lines count, a line break in
 * quotes does not.  FALSE sets ERROR (HUNDRA_ERROR_INPUT), without the
 * file's name. */
gboolean separated_read(Book *book, const char *name, const char *text,
                        gsize length, const CellsLimits *limits,
                        GError **error);

/* The separator that most of the first lines agree on: ';', ',' or '\t'.
 * ';' when there is none. */
char separated_by(const char *text, gsize length);
