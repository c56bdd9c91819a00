/*
 * book-walk: asks a book for all it has.
 */
#pragma once

#include "planner/base/cells.h"

static inline void
book_walk_row(const Book *book, guint sheet, guint row)
{
    guint width = book_row_width(book, sheet, row);
    g_assert_cmpuint(width, >, 0);
    for (guint column = 0; column <= width; column++) {
        Cell cell = book_cell(book, sheet, row, column);
        g_assert_true(g_utf8_validate(cell.text, -1, NULL));
        g_assert_true(column < width || cell.kind == CELL_EMPTY);
    }
}

/* BOOK, or the ERROR that stands for it. */
static inline void
book_walk(const Book *book, const GError *error)
{
    g_assert_true((book == NULL) == (error != NULL));
    if (error != NULL)
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    for (guint s = 0; book != NULL && s < book_sheet_count(book); s++) {
        g_assert_true(g_utf8_validate(book_sheet_name(book, s), -1, NULL));
        guint last = 0;
        for (guint row = 0; row < book_row_count(book, s); row++) {
            g_assert_cmpuint(book_row_number(book, s, row), >, last);
            last = book_row_number(book, s, row);
            book_walk_row(book, s, row);
        }
    }
}
