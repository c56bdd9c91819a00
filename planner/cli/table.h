/*
 * table: the JSON of a view as text that people read in a terminal.
 *
 * Rows say which column shows what.  Nothing is clipped: when a line is too
 * long for the terminal, the columns that may wrap do.  A column without a
 * value in any line is left out.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

typedef enum {
    TABLE_LEFT,
    TABLE_RIGHT, /* numbers */
    TABLE_WRAP,  /* left; may be broken between words */
} TableAlign;

/* A path is member names with dots; an array on the way means all of its
 * elements, and many values stand in one cell with commas. */
typedef struct TableColumn {
    const char *heading; /* msgid; NULL ends the columns */
    const char *path;
    TableAlign align;
    const char *format;  /* of templates/format.h, or our own: "word" for a
                            kind of thing, "file" for a path, "bar" for a
                            mark for each answer; NULL: none */
    const char *to;      /* path of an interval's end; NULL: none */
    const char *missing; /* msgid shown for null; NULL: nothing */
} TableColumn;

typedef struct TableSection {
    const char *title;          /* msgid; may be NULL */
    const char *path;           /* "": the whole */
    const TableColumn *columns; /* NULL ends the sections */
    gboolean is_record;         /* one object, a line for each column that has a
                           value; else an array, a line for each element */
    const char *empty; /* msgid said when there are no elements; may be NULL */
} TableSection;

typedef struct TableStyle {
    guint width;     /* columns of the terminal; 0: no end */
    gboolean bold;   /* headings by escape codes */
    gboolean blocks; /* bars of blocks; else of ASCII */
} TableStyle;

/* What the place where standard output goes allows: COLUMNS, NO_COLOR, and
 * the locale's character set. */
TableStyle table_style_of_output(void);

/* The marks of bars and what each means, "# ja, ? kanske"; the caller owns
 * it. */
char *table_legend(const TableStyle *style);

/* DATA (borrowed) as text; the caller owns it. */
char *table_render(const TableSection *sections, JsonNode *data,
                   const TableStyle *style);

/* What PATH of DATA is, without any format; the caller owns it. */
char *table_value(JsonNode *data, const char *path);

/* TEXT in lines of at most WIDTH columns, but for words that are longer; the
 * caller owns the array, the array its lines (char *). */
GPtrArray *table_wrap(const char *text, guint width);

/* Columns of a terminal that TEXT takes. */
guint table_width(const char *text);
