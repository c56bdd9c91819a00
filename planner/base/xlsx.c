#include "xlsx.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/base/serial.h"
#include "planner/base/sheet.h"

#define XLSX_RELATIONS "xl/_rels/workbook.xml.rels"

enum { SHORT_SIZE = 16 };

typedef struct SheetEntry {
    char *name;
    char *relation;
    gboolean hidden;
} SheetEntry;

typedef struct Workbook {
    Book *book;                /* borrowed */
    const CellsLimits *limits; /* borrowed */
    GPtrArray *sheets;         /* SheetEntry, in the workbook's order */
    GHashTable *paths;         /* relation -> path of a worksheet */
    char *strings_path;
    char *styles_path;
    GArray *strings;   /* guint32: places in the book */
    GArray *styles;    /* SerialKind by cell style */
    GHashTable *codes; /* number format id -> SerialKind */
    gboolean is_1904;
    gboolean in_cell_styles; /* within cellXfs */
    gboolean is_phonetic;
} Workbook;

static void
sheet_entry_free(void *data)
{
    SheetEntry *entry = data;
    g_free(entry->name);
    g_free(entry->relation);
    g_free(entry);
}

static void
workbook_init(Workbook *workbook, Book *book, const CellsLimits *limits)
{
    *workbook = (Workbook){ .book = book, .limits = limits };
    workbook->sheets = g_ptr_array_new_with_free_func(sheet_entry_free);
    workbook->paths =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    workbook->strings = g_array_new(FALSE, FALSE, sizeof(guint32));
    workbook->styles = g_array_new(FALSE, FALSE, sizeof(SerialKind));
    workbook->codes = g_hash_table_new(NULL, NULL);
}

static void
workbook_clear(Workbook *workbook)
{
    g_ptr_array_unref(workbook->sheets);
    g_hash_table_unref(workbook->paths);
    g_array_unref(workbook->strings);
    g_array_unref(workbook->styles);
    g_hash_table_unref(workbook->codes);
    g_free(workbook->strings_path);
    g_free(workbook->styles_path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Workbook, workbook_clear)

/* Ends the reading when COUNT things are there and MAX may be. */
static gboolean
is_full(PartReader *reader, guint count, guint max)
{
    if (count < max)
        return FALSE;
    part_fail(reader, _("filen har fler texter, format eller delar än Excel "
                        "skriver; spara om den från Excel"));
    return TRUE;
}

/* "1" or "true" (xsd:boolean). */
static gboolean
attr_is_true(const PartAttrs *attrs, const char *name)
{
    char value[SHORT_SIZE];
    return part_attr(attrs, name, value, sizeof value) &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void
workbook_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    Workbook *workbook = reader->user;
    if (strcmp(name, "workbookPr") == 0)
        workbook->is_1904 = attr_is_true(attrs, "date1904");
    if (strcmp(name, "sheet") != 0)
        return;
    if (workbook->sheets->len >= workbook->limits->sheets) {
        part_fail(reader, _("filen har fler än %u blad; dela upp den"),
                  workbook->limits->sheets);
        return;
    }
    char state[SHORT_SIZE];
    SheetEntry *entry = g_new0(SheetEntry, 1);
    entry->name = part_attr_dup(attrs, "name");
    entry->relation = part_attr_dup(attrs, "id");
    entry->hidden = part_attr(attrs, "state", state, sizeof state) &&
                    strcmp(state, "visible") != 0;
    g_ptr_array_add(workbook->sheets, entry);
}

/* The zip name of TARGET, which is absolute or counted from "xl/". */
static char *
part_path(const char *target)
{
    return target[0] == '/' ? g_strdup(target + 1)
                            : g_strconcat("xl/", target, NULL);
}

/* TYPE ends alike in the transitional and the strict edition. */
static void
relation_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    Workbook *workbook = reader->user;
    g_autofree char *type = part_attr_dup(attrs, "Type");
    g_autofree char *target = part_attr_dup(attrs, "Target");
    g_autofree char *id = part_attr_dup(attrs, "Id");
    if (strcmp(name, "Relationship") != 0 || type == NULL || target == NULL ||
        id == NULL)
        return;
    if (is_full(reader, g_hash_table_size(workbook->paths), XLSX_RELATIONS_MAX))
        return;
    if (g_str_has_suffix(type, "/worksheet")) {
        g_hash_table_replace(workbook->paths, g_steal_pointer(&id),
                             part_path(target));
    } else if (g_str_has_suffix(type, "/sharedStrings")) {
        g_free(workbook->strings_path);
        workbook->strings_path = part_path(target);
    } else if (g_str_has_suffix(type, "/styles")) {
        g_free(workbook->styles_path);
        workbook->styles_path = part_path(target);
    }
}

static void
strings_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    (void)attrs;
    Workbook *workbook = reader->user;
    if (strcmp(name, "si") == 0)
        g_string_truncate(reader->text, 0);
    else if (strcmp(name, "rPh") == 0)
        workbook->is_phonetic = TRUE;
    else if (strcmp(name, "t") == 0)
        reader->collect = !workbook->is_phonetic;
}

static void
keep_shared(PartReader *reader)
{
    Workbook *workbook = reader->user;
    GString *text = reader->text;
    if (is_full(reader, workbook->strings->len, XLSX_TEXTS_MAX))
        return;
    if (text->len > workbook->limits->cell_chars &&
        g_utf8_strlen(text->str, (gssize)text->len) >
            (glong)workbook->limits->cell_chars) {
        g_autofree char *start = g_utf8_substring(text->str, 0, 20);
        part_fail(reader,
                  _("en text (”%s …”) är för lång för en cell; korta "
                    "den"),
                  start);
        return;
    }
    guint32 place = sheet_keep_string(workbook->book, text);
    g_array_append_val(workbook->strings, place);
}

static void
strings_end(PartReader *reader, const char *name)
{
    Workbook *workbook = reader->user;
    if (strcmp(name, "si") == 0)
        keep_shared(reader);
    else if (strcmp(name, "rPh") == 0)
        workbook->is_phonetic = FALSE;
    else if (strcmp(name, "t") == 0)
        reader->collect = FALSE;
}

static guint
format_id(const PartAttrs *attrs)
{
    char id[SHORT_SIZE];
    return part_attr(attrs, "numFmtId", id, sizeof id)
               ? (guint)g_ascii_strtoull(id, NULL, 10)
               : 0;
}

static void
styles_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    Workbook *workbook = reader->user;
    if (strcmp(name, "cellXfs") == 0)
        workbook->in_cell_styles = TRUE;
    if (is_full(reader, workbook->styles->len, XLSX_FORMATS_MAX) ||
        is_full(reader, g_hash_table_size(workbook->codes), XLSX_FORMATS_MAX))
        return;
    if (strcmp(name, "numFmt") == 0) {
        g_autofree char *code = part_attr_dup(attrs, "formatCode");
        SerialKind kind =
            code != NULL ? serial_kind_of_code(code) : SERIAL_NUMBER;
        g_hash_table_insert(workbook->codes, GUINT_TO_POINTER(format_id(attrs)),
                            GUINT_TO_POINTER(kind));
    }
    if (strcmp(name, "xf") != 0 || !workbook->in_cell_styles)
        return;
    guint id = format_id(attrs);
    void *found = NULL;
    SerialKind kind = serial_kind_of_id(id);
    if (g_hash_table_lookup_extended(workbook->codes, GUINT_TO_POINTER(id),
                                     NULL, &found))
        kind = (SerialKind)GPOINTER_TO_UINT(found);
    g_array_append_val(workbook->styles, kind);
}

static void
styles_end(PartReader *reader, const char *name)
{
    Workbook *workbook = reader->user;
    if (strcmp(name, "cellXfs") == 0)
        workbook->in_cell_styles = FALSE;
}

static gboolean
read_head(Workbook *workbook, Parts *parts, GError **error)
{
    PartReader list = { .start = workbook_start, .user = workbook };
    PartReader relations = { .start = relation_start, .user = workbook };
    PartReader styles = { .start = styles_start,
                          .end = styles_end,
                          .user = workbook };
    PartReader strings = {
        .start = strings_start,
        .end = strings_end,
        .user = workbook,
        .text_max = (gsize)workbook->limits->cell_chars * 4,
    };
    return parts_read(parts, XLSX_WORKBOOK, &list, error) &&
           parts_read(parts, XLSX_RELATIONS, &relations, error) &&
           (workbook->styles_path == NULL ||
            parts_read(parts, workbook->styles_path, &styles, error)) &&
           (workbook->strings_path == NULL ||
            parts_read(parts, workbook->strings_path, &strings, error));
}

/* Chart sheets have no worksheet part and are passed over. */
static gboolean
read_sheet(Workbook *workbook, Parts *parts, const SheetEntry *entry,
           GError **error)
{
    const char *path =
        entry->relation != NULL && entry->name != NULL
            ? g_hash_table_lookup(workbook->paths, entry->relation)
            : NULL;
    if (path == NULL)
        return TRUE;
    SheetContext context = {
        .book = workbook->book,
        .limits = workbook->limits,
        .name = entry->name,
        .strings = workbook->strings,
        .styles = workbook->styles,
        .is_1904 = workbook->is_1904,
    };
    book_add_sheet(workbook->book, entry->name, entry->hidden);
    return sheet_read(parts, path, &context, error);
}

gboolean
xlsx_read(Book *book, Parts *parts, const CellsLimits *limits, GError **error)
{
    g_auto(Workbook) workbook;
    workbook_init(&workbook, book, limits);
    if (!read_head(&workbook, parts, error))
        return FALSE;
    for (guint i = 0; i < workbook.sheets->len; i++)
        if (!read_sheet(&workbook, parts, g_ptr_array_index(workbook.sheets, i),
                        error))
            return FALSE;
    if (book_sheet_count(book) == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen har inget kalkylblad"));
    return TRUE;
}
