#include "planner/store/reject.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/workbook.h"

enum { SHEET_NAME_MAX = 31 }; /* Excel's bound, in characters */

/* A name that Excel takes, unlike those before it. */
static char *
sheet_name(const Section *section, guint number)
{
    g_autofree char *base = g_path_get_basename(
        section->count->sheet != NULL ? section->count->sheet : section->file);
    g_strdelimit(base, "[]:*?/\\'", '_');
    g_autofree char *numbered = g_strdup_printf("%u %s", number, base);
    return g_utf8_strlen(numbered, -1) > SHEET_NAME_MAX
               ? g_utf8_substring(numbered, 0, SHEET_NAME_MAX)
               : g_steal_pointer(&numbered);
}

/* The field that COLUMN was read as; NULL: none. */
static const Field *
field_of(const Section *section, guint column)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++)
        if (section->map.column[f] == (int)column)
            return &kind->fields[f];
    return NULL;
}

/* The reasons of ROW: each in its cell's comment, all in the last column. */
static void
write_reasons(lxw_worksheet *sheet, const Import *import,
              const Section *section, const StageRow *row, lxw_row_t at,
              lxw_col_t last)
{
    g_autoptr(GString) all = g_string_new(NULL);
    const GPtrArray *problems = import->report->problems;
    for (guint i = 0; i < problems->len; i++) {
        const ImportProblem *problem = g_ptr_array_index(problems, i);
        if (!stage_is_about(problem, section, row))
            continue;
        g_autofree char *text = g_strdup_printf(
            "%s%s%s%s%s", problem->heading, *problem->heading ? " " : "",
            problem->reason, *problem->advice ? "; " : "", problem->advice);
        g_string_append_printf(all, "%s%s", all->len > 0 ? ". " : "", text);
        for (lxw_col_t column = 0; column < last; column++) {
            char name[CELLS_COLUMN_NAME_SIZE];
            cells_column_name(column, name);
            if (strcmp(name, problem->column) == 0)
                worksheet_write_comment(sheet, at, column, text);
        }
    }
    workbook_text(sheet, at, last, all->str);
}

static void
write_row(lxw_worksheet *sheet, const Section *section, guint book_row,
          gboolean hidden, lxw_row_t at, guint width)
{
    for (guint column = 0; column < width; column++) {
        Cell cell = book_cell(section->book, section->sheet, book_row, column);
        const Field *field = field_of(section, column);
        if (hidden && (field == NULL || field->flags & FIELD_PERSONAL))
            continue;
        workbook_text(sheet, at, column, cell.text);
    }
}

static void
write_section(lxw_workbook *book, const Import *import, const Section *section,
              guint number)
{
    g_autofree char *name = sheet_name(section, number);
    lxw_worksheet *sheet = workbook_add_worksheet(book, name);
    guint width =
        book_row_width(section->book, section->sheet, section->map.row);
    lxw_row_t at = 0;
    write_row(sheet, section, section->map.row, FALSE, at++, width);
    workbook_text(sheet, 0, width, _(IMPORT_REASONS));
    worksheet_freeze_panes(sheet, 1, 0);
    for (guint i = 0; i < section->rows->len; i++) {
        const StageRow *row = g_ptr_array_index(section->rows, i);
        if (!row->bad)
            continue;
        write_row(sheet, section, row->book_row, row->hidden, at, width);
        write_reasons(sheet, import, section, row, at++, (lxw_col_t)width);
    }
}

gboolean
reject_write(const Import *import, const char *path, GError **error)
{
    lxw_workbook *book = workbook_open(path, error);
    guint number = 0;
    if (book == NULL)
        return FALSE;
    for (guint i = 0; i < import->sections->len; i++) {
        const Section *section = g_ptr_array_index(import->sections, i);
        if (section->book != NULL && section->count->rejected > 0)
            write_section(book, import, section, ++number);
    }
    return workbook_finish(book, path, error);
}
