#include "sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/serial.h"

enum { ESCAPE_LENGTH = 7, REFERENCE_SIZE = 16, TYPE_SIZE = 12 };

/* One part being read.  Rows from 1, columns from 0. */
typedef struct Reading {
    const SheetContext *context;
    guint row;
    guint next_column;
    guint column;
    char type[TYPE_SIZE];
    guint style;
    gboolean is_cell;
    gboolean is_formula;
    gboolean is_phonetic; /* Japanese reading aids repeat the text */
} Reading;

static gboolean
escaped_character(const char *text, gunichar *character)
{
    gunichar value = 0;
    if (text[0] != '_' || text[1] != 'x')
        return FALSE;
    for (int i = 2; i < ESCAPE_LENGTH - 1; i++) {
        if (!g_ascii_isxdigit(text[i]))
            return FALSE;
        value = value * 16 + (gunichar)g_ascii_xdigit_value(text[i]);
    }
    *character = value;
    return text[ESCAPE_LENGTH - 1] == '_';
}

guint32
sheet_keep_string(Book *book, GString *text)
{
    const char *escape = text->str;
    while ((escape = strstr(escape, "_x")) != NULL) {
        gunichar character = 0;
        gsize at = (gsize)(escape - text->str);
        if (escaped_character(escape, &character)) {
            g_string_erase(text, (gssize)at, ESCAPE_LENGTH);
            if (character != 0 && g_unichar_validate(character))
                g_string_insert_unichar(text, (gssize)at, character);
            at = MIN(at, text->len);
        }
        /* A decoded "_" must not begin another escape. */
        escape = text->str + at + (text->str[at] != '\0');
    }
    return book_keep(book, text->str, text->len);
}

static void
fail_at(PartReader *reader, const char *what)
{
    const Reading *reading = reader->user;
    char column[CELLS_COLUMN_NAME_SIZE];
    cells_column_name(reading->column, column);
    part_fail(reader, _("bladet ”%s”, cell %s%u: %s"), reading->context->name,
              column, reading->row, what);
}

static void
start_row(PartReader *reader, const PartAttrs *attrs)
{
    Reading *reading = reader->user;
    const CellsLimits *limits = reading->context->limits;
    char number[REFERENCE_SIZE];
    guint64 row = reading->row + 1;
    if (part_attr(attrs, "r", number, sizeof number))
        row = g_ascii_strtoull(number, NULL, 10);
    if (row <= reading->row)
        part_fail(reader,
                  _("bladet ”%s”: raderna kommer inte i ordning "
                    "efter rad %u; spara om filen från Excel"),
                  reading->context->name, reading->row);
    else if (row > limits->rows)
        part_fail(reader, _("bladet ”%s”: fler än %u rader; dela upp bladet"),
                  reading->context->name, limits->rows);
    if (reader->error != NULL)
        return;
    reading->row = (guint)row;
    reading->next_column = 0;
    book_add_row(reading->context->book, reading->row);
}

/* The column that REFERENCE ("AB12") names; only letters are looked at. */
static guint
column_of(const char *reference)
{
    guint column = 0;
    for (; g_ascii_isupper(*reference) && column < G_MAXUINT16; reference++)
        column = column * 26 + (guint)(*reference - 'A' + 1);
    return column - 1; /* no letter: far outside, and refused */
}

static void
start_cell(PartReader *reader, const PartAttrs *attrs)
{
    Reading *reading = reader->user;
    const CellsLimits *limits = reading->context->limits;
    char text[REFERENCE_SIZE];
    reading->column = part_attr(attrs, "r", text, sizeof text)
                          ? column_of(text)
                          : reading->next_column;
    if (reading->column >= limits->columns)
        part_fail(reader,
                  _("bladet ”%s”, rad %u: fler än %u kolumner; ta "
                    "bort dem som inte används"),
                  reading->context->name, reading->row, limits->columns);
    else if (reading->column < reading->next_column)
        fail_at(reader, _("cellerna kommer inte i ordning; spara om filen "
                          "från Excel"));
    else if (book_cell_count(reading->context->book) >= limits->cells)
        part_fail(reader,
                  _("filen har fler än %u ifyllda celler; dela upp "
                    "den"),
                  limits->cells);
    reading->next_column = reading->column + 1;
    reading->style = part_attr(attrs, "s", text, sizeof text)
                         ? (guint)g_ascii_strtoull(text, NULL, 10)
                         : 0;
    if (!part_attr(attrs, "t", reading->type, sizeof reading->type))
        g_strlcpy(reading->type, "n", sizeof reading->type);
    reading->is_cell = TRUE;
    reading->is_formula = FALSE;
    g_string_truncate(reader->text, 0);
}

static void
on_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    Reading *reading = reader->user;
    if (strcmp(name, "row") == 0)
        start_row(reader, attrs);
    else if (strcmp(name, "c") == 0)
        start_cell(reader, attrs);
    else if (strcmp(name, "rPh") == 0)
        reading->is_phonetic = TRUE;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        reader->collect = reading->is_cell && !reading->is_phonetic;
    else if (strcmp(name, "f") == 0)
        reading->is_formula = TRUE;
}

static void
add_text(const SheetContext *context, guint column, CellKind kind,
         const char *text)
{
    book_add_cell(context->book, column, kind,
                  book_keep(context->book, text, strlen(text)));
}

static void
add_shared(PartReader *reader)
{
    const Reading *reading = reader->user;
    const SheetContext *context = reading->context;
    char *end = NULL;
    guint64 index = g_ascii_strtoull(reader->text->str, &end, 10);
    if (*end != '\0' || index >= context->strings->len) {
        fail_at(reader, _("cellens text finns inte i filen; spara om den "
                          "från Excel"));
        return;
    }
    guint32 place = g_array_index(context->strings, guint32, (guint)index);
    if (place != 0)
        book_add_cell(context->book, reading->column, CELL_TEXT, place);
}

/* A number, or the date or time that its style makes of it. */
static void
add_number(const Reading *reading, const char *text)
{
    const SheetContext *context = reading->context;
    SerialKind kind = SERIAL_NUMBER;
    char out[SERIAL_TEXT_SIZE];
    if (reading->style < context->styles->len)
        kind = g_array_index(context->styles, SerialKind, reading->style);
    if (!serial_write(text, &kind, context->is_1904, out))
        add_text(context, reading->column, CELL_TEXT, text);
    else
        add_text(context, reading->column,
                 kind == SERIAL_NUMBER ? CELL_NUMBER : CELL_WHEN, out);
}

/* ISO 8601, as few programs write it: "2022-05-17T08:30:00". */
static void
add_iso_date(const Reading *reading, GString *text)
{
    g_strdelimit(text->str, "T", ' ');
    if (g_str_has_suffix(text->str, " 00:00:00"))
        g_string_truncate(text, text->len - strlen(" 00:00:00"));
    else if (g_str_has_suffix(text->str, ":00") &&
             strchr(text->str, ':') != strrchr(text->str, ':'))
        g_string_truncate(text, text->len - strlen(":00"));
    add_text(reading->context, reading->column, CELL_WHEN, text->str);
}

static void
end_cell(PartReader *reader)
{
    Reading *reading = reader->user;
    const SheetContext *context = reading->context;
    GString *text = reader->text;
    const char *type = reading->type;
    reading->is_cell = FALSE;
    if (text->len > context->limits->cell_chars &&
        g_utf8_strlen(text->str, (gssize)text->len) >
            (glong)context->limits->cell_chars)
        fail_at(reader, _("texten är för lång för en cell; korta den"));
    else if (text->len == 0 && reading->is_formula && strcmp(type, "str") != 0)
        add_text(context, reading->column, CELL_ERROR, CELLS_NO_VALUE);
    else if (text->len == 0)
        return;
    else if (strcmp(type, "s") == 0)
        add_shared(reader);
    else if (strcmp(type, "b") == 0)
        add_text(context, reading->column, CELL_TRUTH,
                 text->str[0] == '1' ? "ja" : "nej");
    else if (strcmp(type, "e") == 0)
        add_text(context, reading->column, CELL_ERROR, text->str);
    else if (strcmp(type, "d") == 0)
        add_iso_date(reading, text);
    else if (strcmp(type, "n") == 0)
        add_number(reading, text->str);
    else
        book_add_cell(context->book, reading->column, CELL_TEXT,
                      sheet_keep_string(context->book, text));
}

static void
on_end(PartReader *reader, const char *name)
{
    Reading *reading = reader->user;
    if (strcmp(name, "c") == 0)
        end_cell(reader);
    else if (strcmp(name, "rPh") == 0)
        reading->is_phonetic = FALSE;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        reader->collect = FALSE;
}

gboolean
sheet_read(Parts *parts, const char *path, const SheetContext *context,
           GError **error)
{
    Reading reading = { .context = context };
    PartReader reader = {
        .start = on_start,
        .end = on_end,
        .user = &reading,
        .text_max = (gsize)context->limits->cell_chars * 4,
    };
    return parts_read(parts, path, &reader, error);
}
