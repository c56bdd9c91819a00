#include "book.h"

#include <string.h>

typedef struct StoredCell {
    guint32 place; /* of the text, in bytes from the start of texts */
    guint16 column;
    guint8 kind;
} StoredCell;

typedef struct StoredRow {
    guint number;
    guint first; /* its cells go on to the first of the next row */
} StoredRow;

typedef struct StoredSheet {
    guint32 name;
    gboolean hidden;
    guint first; /* its rows go on to the first of the next sheet */
} StoredSheet;

struct Book {
    GString *texts; /* each ends with a zero byte */
    GArray *cells;  /* StoredCell */
    GArray *rows;   /* StoredRow */
    GArray *sheets; /* StoredSheet */
    guint pending;  /* number of a row begun but still without a cell */
};

Book *
book_new(void)
{
    Book *book = g_new0(Book, 1);
    book->texts = g_string_new(NULL);
    g_string_append_c(book->texts, '\0');
    book->cells = g_array_new(FALSE, FALSE, sizeof(StoredCell));
    book->rows = g_array_new(FALSE, FALSE, sizeof(StoredRow));
    book->sheets = g_array_new(FALSE, FALSE, sizeof(StoredSheet));
    return book;
}

void
book_free(Book *book)
{
    if (book == NULL)
        return;
    g_string_free(book->texts, TRUE);
    g_array_free(book->cells, TRUE);
    g_array_free(book->rows, TRUE);
    g_array_free(book->sheets, TRUE);
    g_free(book);
}

guint32
book_keep(Book *book, const char *text, gsize length)
{
    if (length == 0)
        return 0;
    /* The limits on file and unzipped size keep us well below. */
    g_assert(book->texts->len + length < G_MAXUINT32);
    guint32 place = (guint32)book->texts->len;
    g_string_append_len(book->texts, text, (gssize)length);
    g_string_append_c(book->texts, '\0');
    return place;
}

void
book_add_sheet(Book *book, const char *name, gboolean hidden)
{
    StoredSheet sheet = {
        .name = book_keep(book, name, strlen(name)),
        .hidden = hidden,
        .first = book->rows->len,
    };
    g_array_append_val(book->sheets, sheet);
    book->pending = 0;
}

void
book_add_row(Book *book, guint number)
{
    book->pending = number;
}

void
book_add_cell(Book *book, guint column, CellKind kind, guint32 place)
{
    if (book->pending > 0) {
        StoredRow row = { book->pending, book->cells->len };
        g_array_append_val(book->rows, row);
        book->pending = 0;
    }
    StoredCell cell = { place, (guint16)column, (guint8)kind };
    g_array_append_val(book->cells, cell);
}

guint
book_cell_count(const Book *book)
{
    return book->cells->len;
}

guint
book_sheet_count(const Book *book)
{
    return book->sheets->len;
}

static const StoredSheet *
sheet_at(const Book *book, guint sheet)
{
    g_assert(sheet < book->sheets->len);
    return &g_array_index(book->sheets, StoredSheet, sheet);
}

const char *
book_sheet_name(const Book *book, guint sheet)
{
    return book->texts->str + sheet_at(book, sheet)->name;
}

gboolean
book_sheet_hidden(const Book *book, guint sheet)
{
    return sheet_at(book, sheet)->hidden;
}

guint
book_row_count(const Book *book, guint sheet)
{
    guint end = sheet + 1 < book->sheets->len ? sheet_at(book, sheet + 1)->first
                                              : book->rows->len;
    return end - sheet_at(book, sheet)->first;
}

/* The row's cells: the first, and in *COUNT how many (never none). */
static const StoredCell *
row_cells(const Book *book, guint sheet, guint row, guint *number, guint *count)
{
    g_assert(row < book_row_count(book, sheet));
    guint index = sheet_at(book, sheet)->first + row;
    const StoredRow *stored = &g_array_index(book->rows, StoredRow, index);
    guint end =
        index + 1 < book->rows->len ? stored[1].first : book->cells->len;
    *number = stored->number;
    *count = end - stored->first;
    return &g_array_index(book->cells, StoredCell, stored->first);
}

guint
book_row_number(const Book *book, guint sheet, guint row)
{
    guint number = 0;
    guint count = 0;
    row_cells(book, sheet, row, &number, &count);
    return number;
}

guint
book_row_width(const Book *book, guint sheet, guint row)
{
    guint number = 0;
    guint count = 0;
    const StoredCell *cells = row_cells(book, sheet, row, &number, &count);
    return cells[count - 1].column + 1U;
}

Cell
book_cell(const Book *book, guint sheet, guint row, guint column)
{
    guint number = 0;
    guint count = 0;
    const StoredCell *cells = row_cells(book, sheet, row, &number, &count);
    guint low = 0;
    guint high = count;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (cells[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || cells[low].column != column)
        return (Cell){ "", CELL_EMPTY, number, column };
    return (Cell){ book->texts->str + cells[low].place,
                   (CellKind)cells[low].kind, number, column };
}
