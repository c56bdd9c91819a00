/*
 * cells: a spreadsheet file as sheets of rows of text cells.
 *
 * Reads .xlsx (ECMA-376 part 1, SpreadsheetML) and character separated text
 * in the encodings offices have.  Knows nothing of headings or meanings; a
 * formula is never run, its cached value is the data.
 */
#pragma once

#include <glib.h>

/* How much a file may hold.  Excel's own bounds where it has them (rows,
 * characters in a cell); the rest is far above any office list. */
enum {
    CELLS_FILE_BYTES_MAX = 64 << 20,
    CELLS_UNZIPPED_BYTES_MAX = 512 << 20, /* all parts read together */
    CELLS_RATIO_MAX = 250,    /* bytes from one, past the first that are free */
    CELLS_ROWS_MAX = 1048576, /* the highest row number */
    CELLS_COLUMNS_MAX = 1024,
    CELLS_FILLED_MAX = 4000000,   /* cells with something in them */
    CELLS_CHARACTERS_MAX = 32767, /* in a cell */
    CELLS_SHEETS_MAX = 64,
};

typedef struct CellsLimits {
    guint64 file_bytes, unzipped_bytes, ratio;
    guint rows, columns, cells, cell_chars, sheets;
} CellsLimits;

/* The figures above. */
CellsLimits cells_limits_default(void);

typedef enum {
    CELL_EMPTY,
    CELL_TEXT,   /* also every cell of a text file */
    CELL_NUMBER, /* decimal point, at most 15 digits, as Excel shows it */
    CELL_WHEN,   /* "2022-05-17", "08:30" or "2022-05-17 08:30" */
    CELL_TRUTH,  /* "ja" or "nej" */
    CELL_ERROR,  /* Excel's error, such as "#N/A": not data */
} CellKind;

/* The CELL_ERROR of a formula whose value the file does not hold: some other
 * program wrote it, and Excel must open and save it first. */
#define CELLS_NO_VALUE "#FORMEL"

typedef struct Cell {
    const char *text; /* UTF-8, borrowed from the book; "" when empty */
    CellKind kind;
    guint row;    /* from 1, as the spreadsheet shows it */
    guint column; /* from 0; see cells_column_name */
} Cell;

typedef struct Book Book;

/* Reads PATH, whose kind is told by its content, not by its name.  LIMITS
 * may be NULL: the defaults.  The caller owns the book, the book all its
 * texts.  NULL sets ERROR (HUNDRA_ERROR_INPUT): one Swedish sentence that
 * starts with the file's name. */
Book *cells_read(const char *path, const CellsLimits *limits, GError **error);
/* The same from DATA of SIZE bytes (borrowed while it runs) that NAME stands
 * for in messages and, without its ending, names the sheet of a text. */
Book *cells_parse(const char *name, const char *data, gsize size,
                  const CellsLimits *limits, GError **error);
void book_free(Book *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Book, book_free)

/* A text file is one sheet, named as the file without folder and ending. */
guint book_sheet_count(const Book *book);
const char *book_sheet_name(const Book *book, guint sheet); /* borrowed */
gboolean book_sheet_hidden(const Book *book, guint sheet);

/* Only rows with something in them are kept: ROW counts those, from 0, and
 * book_row_number says which row of the sheet it was, from 1. */
guint book_row_count(const Book *book, guint sheet);
guint book_row_number(const Book *book, guint sheet, guint row);
/* One more than the column of the row's last filled cell. */
guint book_row_width(const Book *book, guint sheet, guint row);

/* Any COLUMN from 0 may be asked for: what is not there is CELL_EMPTY. */
Cell book_cell(const Book *book, guint sheet, guint row, guint column);

/* Writes "A", "Z", "AA" ... for COLUMN from 0. */
enum { CELLS_COLUMN_NAME_SIZE = 8 };
void cells_column_name(guint column, char name[CELLS_COLUMN_NAME_SIZE]);
