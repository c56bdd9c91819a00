/*
 * sheet: the cells of one worksheet part of an .xlsx file into a book.
 *
 * Stands on parts and serial.  Knows nothing of the workbook but what the
 * context says.
 */
#pragma once

#include <glib.h>

#include "planner/base/book.h"
#include "planner/base/parts.h"

typedef struct SheetContext {
    Book *book; /* its newest sheet is being filled */
    const CellsLimits *limits;
    const char *name;      /* of the sheet, for messages */
    const GArray *strings; /* guint32: places in the book, by index */
    const GArray *styles;  /* SerialKind by cell style */
    gboolean is_1904;
} SheetContext;

/* Adds the rows and cells of part PATH.  FALSE sets ERROR. */
gboolean sheet_read(Parts *parts, const char *path, const SheetContext *context,
                    GError **error);

/* Keeps the text of a shared or inline string, whose "_x000D_" stand for
 * characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
guint32 sheet_keep_string(Book *book, GString *text);
