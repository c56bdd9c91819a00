#include "separated.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"

enum {
    SAMPLE_LINES = 30, /* lines that vote on the separator */
    PIECE_BYTES = 65536,
    SAMPLE_COLUMNS = 256 /* more separators than this vote as this many */
};

typedef struct Filling {
    Book *book;
    const CellsLimits *limits;
    guint row;      /* from 1 */
    guint column;   /* from 0, of the next field */
    gboolean is_cr; /* the last row ended with CR: a LF belongs to it */
    GError *error;
} Filling;

static void
begin_row(Filling *fill)
{
    fill->column = 0;
    fill->row++;
    book_add_row(fill->book, fill->row);
    if (fill->row == fill->limits->rows + 1)
        hundra_fail(&fill->error, HUNDRA_ERROR_INPUT,
                    _("filen har fler än %u rader; dela upp den"),
                    fill->limits->rows);
}

static void
check_field(Filling *fill, const char *text, gsize length)
{
    const CellsLimits *limits = fill->limits;
    if (fill->column >= limits->columns)
        hundra_fail(&fill->error, HUNDRA_ERROR_INPUT,
                    _("rad %u: raden har fler än %u kolumner; ta bort dem "
                      "som inte används"),
                    fill->row, limits->columns);
    else if (book_cell_count(fill->book) >= limits->cells)
        hundra_fail(&fill->error, HUNDRA_ERROR_INPUT,
                    _("filen har fler än %u ifyllda celler; dela upp den"),
                    limits->cells);
    else if (length > limits->cell_chars &&
             g_utf8_strlen(text, (gssize)length) > (glong)limits->cell_chars)
        hundra_fail(&fill->error, HUNDRA_ERROR_INPUT,
                    _("rad %u, kolumn %u: cellen har fler än %u tecken; "
                      "korta texten eller se efter om ett citattecken "
                      "saknas"),
                    fill->row, fill->column + 1, limits->cell_chars);
}

/* libcsv calls these two for each field and each line end. */
static void
on_field(void *text, size_t length, void *data)
{
    Filling *fill = data;
    fill->is_cr = FALSE;
    if (fill->error == NULL)
        check_field(fill, text, length);
    if (fill->error == NULL && length > 0)
        book_add_cell(fill->book, fill->column, CELL_TEXT,
                      book_keep(fill->book, text, length));
    fill->column++;
}

static void
on_line(int end, void *data)
{
    Filling *fill = data;
    gboolean is_second_half = end == '\n' && fill->is_cr;
    fill->is_cr = end == '\r';
    if (!is_second_half && fill->error == NULL)
        begin_row(fill);
}

/* Counts each of KINDS in the line at TEXT outside quotes; gives its end. */
static const char *
count_line(const char *text, const char *end, const char *kinds, guint *counts)
{
    gboolean quoted = FALSE;
    gboolean is_start = TRUE;
    for (; text < end; text++) {
        const char *kind = *text != '\0' ? strchr(kinds, *text) : NULL;
        if (*text == '"' && (quoted || is_start))
            quoted = !quoted;
        else if (!quoted && (*text == '\n' || *text == '\r'))
            return text + 1;
        else if (!quoted && kind != NULL)
            counts[kind - kinds]++;
        is_start = !quoted && kind != NULL;
    }
    return end;
}

char
separated_by(const char *text, gsize length)
{
    static const char kinds[] = "\t;,"; /* earlier wins a draw */
    enum { KINDS = sizeof kinds - 1 };
    guint votes[KINDS][SAMPLE_COLUMNS + 1] = { 0 };
    const char *end = text + length;
    for (guint line = 0; line < SAMPLE_LINES && text < end; line++) {
        guint counts[KINDS] = { 0 };
        text = count_line(text, end, kinds, counts);
        for (guint k = 0; k < KINDS; k++)
            votes[k][MIN(counts[k], SAMPLE_COLUMNS)]++;
    }
    char best = ';';
    guint most = 0;
    for (guint k = 0; k < KINDS; k++)
        for (guint count = 1; count <= SAMPLE_COLUMNS; count++)
            if (votes[k][count] > most) {
                most = votes[k][count];
                best = kinds[k];
            }
    return best;
}

/* Excel takes a first line "sep=;" as an order, not as a row. */
static gsize
separator_line(const char *text, gsize length, char *separator)
{
    if (length < 5 || g_ascii_strncasecmp(text, "sep=", 4) != 0 ||
        strchr("\t;,", text[4]) == NULL)
        return 0;
    gsize skip = 5;
    if (skip < length && text[skip] == '\r')
        skip++;
    if (skip < length && text[skip] == '\n')
        skip++;
    *separator = text[4];
    return skip;
}

static gboolean
parse(Filling *fill, char separator, const char *text, gsize length)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_REPALL_NL) != 0)
        return FALSE;
    csv_set_delim(&parser, (unsigned char)separator);
    gboolean is_read = TRUE;
    /* In pieces: libcsv cannot be told to stop at the first fault. */
    for (gsize at = 0; at < length && is_read && fill->error == NULL;
         at += PIECE_BYTES) {
        gsize piece = MIN(length - at, (gsize)PIECE_BYTES);
        is_read = csv_parse(&parser, text + at, piece, on_field, on_line,
                            fill) == piece;
    }
    /* Lenient on the way, strict at the end: an open quote has swallowed
     * the rest of the file. */
    csv_set_opts(&parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&parser, on_field, NULL, fill) != 0 && fill->error == NULL)
        hundra_fail(&fill->error, HUNDRA_ERROR_INPUT,
                    _("rad %u: ett citattecken öppnas men stängs aldrig; "
                      "lägg till det som saknas"),
                    fill->row);
    csv_free(&parser);
    return is_read && fill->error == NULL;
}

gboolean
separated_read(Book *book, const char *name, const char *text, gsize length,
               const CellsLimits *limits, GError **error)
{
    Filling fill = { .book = book, .limits = limits };
    char separator = '\0';
    gsize skip = separator_line(text, length, &separator);
    if (skip == 0)
        separator = separated_by(text, length);
    book_add_sheet(book, name, FALSE);
    begin_row(&fill);
    gboolean is_read = parse(&fill, separator, text + skip, length - skip);
    if (fill.error != NULL)
        g_propagate_error(error, fill.error);
    else if (!is_read)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("texten kan inte delas i celler"));
    return is_read;
}
