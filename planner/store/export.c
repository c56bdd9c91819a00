#include "planner/store/export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/value.h"
#include "planner/store/import-value.h"
#include "planner/store/stage.h"
#include "planner/store/workbook.h"

typedef struct Writer {
    Store *store;
    gint64 event;
    lxw_workbook *book;
    lxw_format *bold;
} Writer;

static const char *const GROUPS[] = { N_("Grupp"),     N_("Del"), N_("Vem"),
                                      N_("Heter"),     N_("För"), N_("Leder"),
                                      N_("Kör bilen"), NULL };
static const char *const TIMES[] = { N_("Grupp"), N_("Börjar"), N_("Slutar"),
                                     N_("Hos"),   N_("Heter"),  N_("Där"),
                                     N_("Gata"),  NULL };

static gboolean
has_headings(const Book *book, guint sheet, const char *const *headings)
{
    guint column = 0;
    for (; headings[column] != NULL; column++) {
        const char *text = book_cell(book, sheet, 0, column).text;
        if (strcmp(text, headings[column]) != 0 &&
            strcmp(text, _(headings[column])) != 0)
            return FALSE;
    }
    return book_row_width(book, sheet, 0) == column;
}

gboolean
export_is_plan(const Book *book, guint sheet)
{
    return has_headings(book, sheet, GROUPS) ||
           has_headings(book, sheet, TIMES);
}

static lxw_worksheet *
add_sheet(const Writer *writer, const char *name, const char *const *headings)
{
    lxw_worksheet *sheet = workbook_add_worksheet(writer->book, name);
    for (guint column = 0; headings[column] != NULL; column++)
        worksheet_write_string(sheet, 0, (lxw_col_t)column, _(headings[column]),
                               writer->bold);
    worksheet_freeze_panes(sheet, 1, 0);
    return sheet;
}

/* ---- the plan ---------------------------------------------------------------- */

static gboolean
write_groups(const Writer *writer, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        writer->store, error, "export_groups", "event:i", writer->event);
    if (rows == NULL)
        return FALSE;
    lxw_worksheet *sheet = add_sheet(writer, _("Grupper"), GROUPS);
    for (lxw_row_t at = 1; store_rows_next(rows, &inner); at++) {
        gboolean hidden = store_rows_null(rows, 3);
        for (guint column = 0; column < 5; column++)
            workbook_text(sheet, at, column,
                          store_rows_text(rows, (int)column));
        if (hidden)
            workbook_text(sheet, at, 3, _(IMPORT_MASK));
        workbook_text(sheet, at, 5, store_rows_int(rows, 5) ? _("ja") : "");
        workbook_text(sheet, at, 6, store_rows_int(rows, 6) ? _("ja") : "");
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
write_times(const Writer *writer, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        writer->store, error, "export_times", "event:i", writer->event);
    if (rows == NULL)
        return FALSE;
    lxw_worksheet *sheet = add_sheet(writer, _("Tider"), TIMES);
    for (lxw_row_t at = 1; store_rows_next(rows, &inner); at++) {
        char clock[VALUE_CLOCK_SIZE];
        workbook_text(sheet, at, 0, store_rows_text(rows, 0));
        value_clock((int)store_rows_int(rows, 1), clock);
        workbook_text(sheet, at, 1, clock);
        value_clock((int)store_rows_int(rows, 2), clock);
        workbook_text(sheet, at, 2, clock);
        for (guint column = 3; column < 7; column++)
            workbook_text(sheet, at, column,
                          store_rows_text(rows, (int)column));
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- what import reads ----------------------------------------------------------- */

static gboolean
is_hidden(const KindRow *kind, const char *const *values)
{
    for (guint f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type == TYPE_SECRET)
            return g_strcmp0(values[f], "0") != 0; /* fails closed */
    return FALSE;
}

/* One row by the kind's fields; of the hidden one mask, the first. */
static void
write_values(lxw_worksheet *sheet, lxw_row_t at, const KindRow *kind,
             const char *const *values)
{
    gboolean hidden = is_hidden(kind, values), masked = FALSE;
    guint column = 0;
    for (guint f = 0; f < kind->field_count; f++) {
        const Field *field = &kind->fields[f];
        if (field->type == TYPE_IGNORED)
            continue;
        if (hidden && field->flags & FIELD_PERSONAL) {
            if (!masked)
                workbook_text(sheet, at, column, _(IMPORT_MASK));
            masked = TRUE;
        } else if (values[f] != STAGE_ABSENT) {
            g_autofree char *text = field_show(field, values[f]);
            workbook_text(sheet, at, column, text);
        }
        column++;
    }
}

static lxw_worksheet *
add_kind_sheet(const Writer *writer, const KindRow *kind)
{
    lxw_worksheet *sheet = workbook_add_worksheet(writer->book, kind->title);
    lxw_col_t column = 0;
    for (guint f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].type == TYPE_IGNORED)
            continue;
        g_autofree char *heading = field_heading(&kind->fields[f]);
        worksheet_write_string(sheet, 0, column++, heading, writer->bold);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    return sheet;
}

static gboolean
write_row(const Writer *writer, lxw_worksheet *sheet, lxw_row_t at,
          const KindRow *kind, const char *code, GError **error)
{
    const char *key[FIELDS_MAX] = { code };
    StageFacts facts = { .event = writer->event, .role = kind->role };
    g_autoptr(GError) inner = NULL;
    const char **values = stage_find(writer->store, kind->find, kind, key,
                                     &facts, NULL, NULL, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (values == NULL) /* an index that another program has spoilt */
        return hundra_fail(error, HUNDRA_ERROR_STORE,
                           _("databasen är skadad: %s %s går inte att hitta; "
                             "återställ den från en säkerhetskopia"),
                           kind->title, code);
    write_values(sheet, at, kind, values);
    stage_values_free(kind, values);
    return TRUE;
}

/* All rows of KIND, on a sheet that is made when there is one. */
static gboolean
write_kind(const Writer *writer, ImportKind which, GError **error)
{
    const KindRow *kind = kind_row(which);
    lxw_worksheet *sheet = NULL;
    lxw_row_t at = 0;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        kind->role != NULL
            ? store_query(writer->store, error, kind->codes, "event:i role:s",
                          writer->event, kind->role)
            : store_query(writer->store, error, kind->codes, "event:i",
                          writer->event);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        if (sheet == NULL)
            sheet = add_kind_sheet(writer, kind);
        if (!write_row(writer, sheet, ++at, kind, store_rows_text(rows, 0),
                       error))
            return FALSE;
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
write_all(const Writer *writer, GError **error)
{
    static const ImportKind kinds[] = { KIND_POLITICIANS, KIND_OFFICIALS,
                                        KIND_PARTICIPANTS, KIND_STAFF,
                                        KIND_COMPANIES };
    if (!write_groups(writer, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!write_kind(writer, kinds[i], error))
            return FALSE;
    return write_times(writer, error);
}

gboolean
export_file(Store *store, gint64 event, const char *path, GError **error)
{
    Writer writer = { .store = store, .event = event };
    writer.book = workbook_open(path, error);
    if (writer.book == NULL)
        return FALSE;
    writer.bold = workbook_add_format(writer.book);
    format_set_bold(writer.bold);
    if (write_all(&writer, error))
        return workbook_finish(writer.book, path, error);
    workbook_drop(writer.book);
    return FALSE;
}
