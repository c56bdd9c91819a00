/*
 * stage-section: what an import holds, and the rows it sends back.
 */
#include <string.h>

#include "planner/base/value.h"
#include "planner/store/geojson.h"
#include "planner/store/import-report.h"
#include "planner/store/stage.h"

static void
book_destroy(gpointer book)
{
    book_free(book);
}

void
import_clear(Import *import)
{
    import_report_free(import->report);
    headings_free(import->headings);
    g_string_chunk_free(import->texts);
    g_ptr_array_unref(import->sections);
    g_ptr_array_unref(import->books);
    g_hash_table_destroy(import->unknown);
    g_free(import->model);
}

enum { TEXTS_BLOCK = 1 << 16 };

void
import_init(Import *import, Store *store, const ImportRequest *request)
{
    *import = (Import){ .store = store, .request = request };
    import->report = import_report_new();
    import->headings = headings_new();
    import->texts = g_string_chunk_new(TEXTS_BLOCK);
    import->sections = g_ptr_array_new_with_free_func(section_free);
    import->books = g_ptr_array_new_with_free_func(book_destroy);
    import->unknown =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void
section_free(gpointer data)
{
    Section *section = data;
    g_ptr_array_unref(section->rows);
    geo_file_free(section->map_file);
    g_free(section);
}

Section *
section_new(Import *import, ImportKind kind, const char *file,
            const char *sheet)
{
    Section *section = g_new0(Section, 1);
    ImportCount *count = g_new0(ImportCount, 1);
    count->file = g_strdup(file);
    count->sheet = g_strdup(sheet);
    count->kind = kind;
    g_ptr_array_add(import->report->counts, count);
    section->kind = kind;
    section->file = file;
    section->count = count;
    section->rows = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(import->sections, section);
    return section;
}

StageRow *
section_add_row(Section *section, guint number)
{
    guint fields = kind_row(section->kind)->field_count;
    StageRow *row =
        g_malloc0(sizeof(StageRow) + fields * sizeof row->values[0]);
    row->number = number;
    for (guint f = 0; f < fields; f++)
        row->values[f] = STAGE_ABSENT;
    g_ptr_array_add(section->rows, row);
    return row;
}

char *
stage_label(const Section *section, const StageRow *row)
{
    const KindRow *kind = kind_row(section->kind);
    g_autoptr(GString) label = g_string_new(NULL);
    for (guint f = 0; f < kind->field_count; f++) {
        const char *value = row->values[f];
        if (!(kind->fields[f].flags & FIELD_KEY) || value == NULL ||
            value == STAGE_ABSENT)
            continue;
        g_string_append_printf(label, "%s%s", label->len > 0 ? " – " : "",
                               value);
    }
    return g_string_free(g_steal_pointer(&label), FALSE);
}

void
stage_reject(Import *import, Section *section, StageRow *row, int f,
             const char *value, const char *reason)
{
    const Field *field = f >= 0 ? &kind_row(section->kind)->fields[f] : NULL;
    gboolean hidden =
        row->hidden && (field == NULL || field->flags & FIELD_PERSONAL);
    const char *advice = strstr(reason, "; ");
    ImportProblem *problem = g_new0(ImportProblem, 1);
    problem->file = g_strdup(section->file);
    problem->sheet = g_strdup(section->count->sheet);
    problem->row = row->number;
    if (field != NULL && section->book != NULL) {
        guint column = (guint)section->map.column[f];
        cells_column_name(column, problem->column);
        problem->heading = value_clean(
            book_cell(section->book, section->sheet, section->map.row, column)
                .text);
    } else {
        problem->heading = field != NULL ? field_heading(field) : g_strdup("");
    }
    problem->value = g_strdup(hidden || value == NULL ? "" : value);
    problem->reason = advice != NULL
                          ? g_strndup(reason, (gsize)(advice - reason))
                          : g_strdup(reason);
    problem->advice = g_strdup(advice != NULL ? advice + strlen("; ") : "");
    g_ptr_array_add(import->report->problems, problem);
    section->count->rejected += !row->bad;
    row->bad = TRUE;
}

gboolean
stage_is_about(const ImportProblem *problem, const Section *section,
               const StageRow *row)
{
    return problem->row == row->number &&
           strcmp(problem->file, section->file) == 0 &&
           g_strcmp0(problem->sheet, section->count->sheet) == 0;
}

void
stage_hide(Import *import, const Section *section, StageRow *row)
{
    const KindRow *kind = kind_row(section->kind);
    const GPtrArray *problems = import->report->problems;
    row->hidden = TRUE;
    for (guint i = 0; row->bad && i < problems->len; i++) {
        ImportProblem *problem = g_ptr_array_index(problems, i);
        int f =
            headings_field(import->headings, section->kind, problem->heading);
        if (!stage_is_about(problem, section, row) ||
            (f >= 0 && !(kind->fields[f].flags & FIELD_PERSONAL)))
            continue;
        g_free(problem->value);
        problem->value = g_strdup("");
    }
}
