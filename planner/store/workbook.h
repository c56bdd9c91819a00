/*
 * workbook: what every workbook that we write has in common.
 *
 * Stands on libxlsxwriter, which tells of a path it cannot write only at
 * the end, and then on the terminal too.
 */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

/* A workbook to be written to PATH; until it is finished it lies beside, for
 * its owner only.  NULL sets ERROR (HUNDRA_ERROR_SYSTEM): nothing can be
 * written there. */
lxw_workbook *workbook_open(const char *path, GError **error);

/* Writes BOOK and frees it; PATH is then the whole workbook, or as it was.
 * FALSE sets ERROR. */
gboolean workbook_finish(lxw_workbook *book, const char *path, GError **error);

/* Frees BOOK and writes nothing: PATH stays as it was. */
void workbook_drop(lxw_workbook *book);

/* Writes TEXT as text: never a formula, whatever it begins with.  NULL and
 * "" leave the cell empty. */
void workbook_text(lxw_worksheet *sheet, lxw_row_t row, guint column,
                   const char *text);
