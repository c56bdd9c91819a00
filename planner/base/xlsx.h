/*
 * xlsx: an Excel workbook (ECMA-376) into a book.
 *
 * Reads the list of sheets, the shared strings and the styles, then sheet
 * by sheet.  Charts, formulas, comments and macros are not looked at.
 */
#pragma once

#include <glib.h>

#include "planner/base/book.h"
#include "planner/base/parts.h"

enum {
    XLSX_TEXTS_MAX = 4000000,
    XLSX_FORMATS_MAX = 65536,  /* Excel: 65 490 cell formats */
    XLSX_RELATIONS_MAX = 4096, /* of worksheets */
};

/* The part that makes a zip file a workbook. */
#define XLSX_WORKBOOK "xl/workbook.xml"

/* Adds every worksheet of PARTS.  FALSE sets ERROR, without the file's
 * name. */
gboolean xlsx_read(Book *book, Parts *parts, const CellsLimits *limits,
                   GError **error);
