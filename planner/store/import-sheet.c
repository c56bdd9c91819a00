#include "planner/store/import-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/store/export.h"
#include "planner/store/import-report.h"
#include "planner/store/import-value.h"

/* The cell that field F of a row stands in; empty without a column. */
static Cell
cell_of(const Section *section, guint book_row, guint f)
{
    int column = section->map.column[f];
    if (column < 0)
        return (Cell){ .text = "", .kind = CELL_EMPTY };
    return book_cell(section->book, section->sheet, book_row, (guint)column);
}

typedef struct Reader {
    Import *import;
    Section *section;
    GString *scratch;
    /* Text -> stored form, for columns that say the same things over and
     * over: half of an office's cells are read only once. */
    GHashTable *known[FIELDS_MAX];
} Reader;

static void
reader_init(Reader *reader, Import *import, Section *section)
{
    *reader = (Reader){ .import = import, .section = section };
    reader->scratch = g_string_new(NULL);
    for (guint f = 0; f < kind_row(section->kind)->field_count; f++) {
        FieldType type = kind_row(section->kind)->fields[f].type;
        if (type != TYPE_TEXT && type != TYPE_EMAIL && type != TYPE_ORG)
            reader->known[f] = g_hash_table_new(g_str_hash, g_str_equal);
    }
}

static void
reader_clear(Reader *reader)
{
    g_string_free(reader->scratch, TRUE);
    for (int f = 0; f < FIELDS_MAX; f++)
        g_clear_pointer(&reader->known[f], g_hash_table_destroy);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

/* A cell seen for the first time. */
static void
read_fresh(Reader *reader, StageRow *row, guint f, Cell cell)
{
    Import *import = reader->import;
    Section *section = reader->section;
    const Field *field = &kind_row(section->kind)->fields[f];
    GString *scratch = reader->scratch;
    g_autofree char *reason = NULL;
    switch (field_read(field, cell.text, cell.kind, scratch, &reason)) {
    case CELL_READ:
        row->values[f] = g_string_chunk_insert_len(import->texts, scratch->str,
                                                   (gssize)scratch->len);
        if (reader->known[f] != NULL)
            g_hash_table_insert(reader->known[f], (gpointer)cell.text,
                                (gpointer)row->values[f]);
        break;
    case CELL_SILENT:
        row->values[f] = NULL;
        if (field->flags & FIELD_NEEDED)
            stage_reject(import, section, row, (int)f, "",
                         _("cellen är tom; fyll i den"));
        break;
    case CELL_GUESSED:
        row->values[f] = g_string_chunk_insert(import->texts, scratch->str);
        report_say(import->report->remarks,
                   _("%s, rad %u: \"%s\" är varken ja eller nej; uppgifterna "
                     "behandlas som skyddade"),
                   section->file, row->number, cell.text);
        break;
    case CELL_BAD:
        stage_reject(import, section, row, (int)f, cell.text, reason);
        break;
    }
}

static void
read_cell(Reader *reader, StageRow *row, guint f)
{
    Cell cell = cell_of(reader->section, row->book_row, f);
    if (reader->known[f] != NULL && cell.kind != CELL_ERROR)
        row->values[f] = g_hash_table_lookup(reader->known[f], cell.text);
    else
        row->values[f] = NULL;
    if (row->values[f] == NULL)
        read_fresh(reader, row, f, cell);
}

/* A file that we wrote hides the protected: what it hides it does not say. */
static void
lift_mask(const Section *section, StageRow *row)
{
    const KindRow *kind = kind_row(section->kind);
    gboolean masked = FALSE;
    for (guint f = 0; row->hidden && f < kind->field_count; f++)
        masked = masked || (kind->fields[f].flags & FIELD_PERSONAL &&
                            (g_strcmp0(row->values[f], IMPORT_MASK) == 0 ||
                             g_strcmp0(row->values[f], _(IMPORT_MASK)) == 0));
    for (guint f = 0; masked && f < kind->field_count; f++)
        if (kind->fields[f].flags & FIELD_PERSONAL)
            row->values[f] = STAGE_ABSENT;
}

/* Known before the other cells are read, so that no message shows them. */
static gboolean
is_protected(const Section *section, guint book_row, GString *scratch)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].type != TYPE_SECRET)
            continue;
        Cell cell = cell_of(section, book_row, f);
        g_autofree char *reason = NULL;
        CellReading reading = field_read(&kind->fields[f], cell.text, cell.kind,
                                         scratch, &reason);
        return reading != CELL_SILENT && strcmp(scratch->str, "1") == 0;
    }
    return FALSE;
}

static gboolean
says_something(const Section *section, guint book_row)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++)
        if (kind->fields[f].type != TYPE_IGNORED &&
            cell_of(section, book_row, f).kind != CELL_EMPTY)
            return TRUE;
    return FALSE;
}

/* FALSE: so many rows are wrong that it is the file that is. */
static gboolean
read_rows(Import *import, Section *section)
{
    const KindRow *kind = kind_row(section->kind);
    guint count = book_row_count(section->book, section->sheet);
    g_auto(Reader) reader;
    reader_init(&reader, import, section);
    for (guint at = section->map.row + 1; at < count; at++) {
        if (!says_something(section, at))
            continue;
        StageRow *row = section_add_row(
            section, book_row_number(section->book, section->sheet, at));
        row->book_row = at;
        row->hidden = is_protected(section, at, reader.scratch);
        for (guint f = 0; f < kind->field_count; f++)
            if (section->map.column[f] >= 0 &&
                kind->fields[f].type != TYPE_IGNORED)
                read_cell(&reader, row, f);
        lift_mask(section, row);
        section->count->read++;
        if (section->count->rejected > IMPORT_REJECTED_MAX)
            return FALSE;
    }
    return TRUE;
}

/* A file of rejected rows, corrected: it has the column of reasons. */
static gboolean
has_reasons(const Section *section)
{
    guint head = section->map.row;
    guint width = book_row_width(section->book, section->sheet, head);
    for (guint column = 0; column < width; column++) {
        Cell cell = book_cell(section->book, section->sheet, head, column);
        if (strcmp(cell.text, IMPORT_REASONS) == 0 ||
            strcmp(cell.text, _(IMPORT_REASONS)) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Columns that nobody reads may be a misspelt heading. */
static void
remark_unread(Import *import, const Section *section)
{
    guint head = section->map.row;
    guint width = book_row_width(section->book, section->sheet, head);
    g_autoptr(GString) unread = g_string_new(NULL);
    for (guint column = 0; column < width; column++) {
        Cell cell = book_cell(section->book, section->sheet, head, column);
        if (cell.kind != CELL_EMPTY &&
            headings_field(import->headings, section->kind, cell.text) < 0)
            g_string_append_printf(unread, "%s%s", unread->len > 0 ? ", " : "",
                                   cell.text);
    }
    if (unread->len > 0)
        report_say(import->report->remarks,
                   _("%s: kolumner som inte känns igen och inte läses: %s"),
                   section->file, unread->str);
}

/* Where the user shall look: a workbook has sheets, a text file has not. */
static char *
place_of(const char *file, const Book *book, guint sheet)
{
    if (book_sheet_count(book) == 1)
        return g_strdup(file);
    return g_strdup_printf(_("%s, blad %s"), file,
                           book_sheet_name(book, sheet));
}

static gboolean
is_workbook(const Book *book, const char *file)
{
    g_autofree char *low = g_ascii_strdown(file, -1);
    return book_sheet_count(book) > 1 || g_str_has_suffix(low, ".xlsx");
}

/* One sheet.  *KNOWN becomes TRUE when it was read. */
static gboolean
read_sheet(Import *import, const char *file, const Book *book, guint sheet,
           gboolean *known, GError **error)
{
    HeadingMap map;
    g_autofree char *place = place_of(file, book, sheet);
    if (book_row_count(book, sheet) == 0)
        return TRUE;
    if (export_is_plan(book, sheet)) {
        *known = TRUE;
        report_say(import->report->remarks,
                   _("%s: bladet visar planen och är bara till för läsning; "
                     "ändringar i det läses inte"),
                   place);
        return TRUE;
    }
    if (!headings_find(import->headings, book, sheet, import->request->as, &map,
                       error)) {
        g_prefix_error(error, "%s: ", place);
        return FALSE;
    }
    if (map.kind == KIND_NONE) {
        report_say(import->report->remarks,
                   _("%s: rubrikerna känns inte igen, bladet läses inte"),
                   place);
        return TRUE;
    }
    *known = TRUE;
    Section *section = section_new(
        import, map.kind, file,
        is_workbook(book, file) ? book_sheet_name(book, sheet) : NULL);
    section->book = book;
    section->sheet = sheet;
    section->map = map;
    section->is_part = has_reasons(section);
    if (!read_rows(import, section))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: fler än %d rader har fel; se efter att "
                             "rubrikerna står över rätt kolumner"),
                           place, IMPORT_REJECTED_MAX);
    remark_unread(import, section);
    return TRUE;
}

gboolean
sheets_read(Import *import, const char *file, Book *book, GError **error)
{
    gboolean known = FALSE;
    g_ptr_array_add(import->books, book);
    guint remarks = import->report->remarks->len;
    for (guint sheet = 0; sheet < book_sheet_count(book); sheet++)
        if (!read_sheet(import, file, book, sheet, &known, error))
            return FALSE;
    if (known)
        return TRUE;
    g_ptr_array_set_size(import->report->remarks, (gint)remarks);
    g_autofree char *seen = headings_seen(book, 0);
    g_autofree char *kinds = kind_names();
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: det går inte att se vad filen är; dess rubriker "
                         "är %s. Rätta rubrikerna, eller ange slag med --as: "
                         "%s"),
                       file, *seen ? seen : _("tomma"), kinds);
}
