/*
 * import-sheet: the sheets of a spreadsheet file as sections.
 */
#pragma once

#include "planner/store/stage.h"

/* Reads all sheets of BOOK, which the import then owns, under the name FILE
 * (borrowed).  Bad rows are in the report.  FALSE sets ERROR: headings are
 * doubled or missing, or no sheet is of a known kind. */
gboolean sheets_read(Import *import, const char *file, Book *book,
                     GError **error);
