/*
 * book: how the readers fill what cells.h hands out.
 *
 * One buffer holds every text, one array every cell, one every row; a cell
 * is eight bytes, so a hundred thousand rows fit in a small machine.
 */
#pragma once

#include <glib.h>

#include "planner/base/cells.h"

Book *book_new(void);

/* Keeps LENGTH bytes of TEXT and gives their place.  The same place may be
 * used by many cells.  Place 0 is the empty text. */
guint32 book_keep(Book *book, const char *text, gsize length);

/* Rows and cells are added in rising order; an empty row costs nothing. */
void book_add_sheet(Book *book, const char *name, gboolean hidden);
void book_add_row(Book *book, guint number);
void book_add_cell(Book *book, guint column, CellKind kind, guint32 place);

/* Of all sheets together. */
guint book_cell_count(const Book *book);
