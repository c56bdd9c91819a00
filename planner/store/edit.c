#include "planner/store/edit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/import-report.h"
#include "planner/store/import-value.h"
#include "planner/store/stage.h"

static ImportKind
kind_of_role(const char *role)
{
    for (guint kind = 0; kind < KIND_COUNT; kind++) {
        const KindRow *row = kind_row((ImportKind)kind);
        const char *name = row->role != NULL ? row->role : row->edited;
        if (g_strcmp0(name, role) == 0)
            return (ImportKind)kind;
    }
    return KIND_NONE;
}

/* Finds who or what the request means: *KIND, and *CODE as the store has it,
 * which the caller owns.  FALSE sets ERROR. */
static gboolean
find_thing(Store *store, const EditRequest *request, ImportKind *kind,
           char **code, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autoptr(StoreRows) rows =
        store_query(store, error, "edit_find", "event:i wanted:s",
                    request->event, request->code);
    guint count = 0;
    gboolean exact = FALSE;
    if (rows == NULL)
        return FALSE;
    while (!exact && store_rows_next(rows, &inner)) {
        g_string_append_printf(codes, "%s%s", count > 0 ? ", " : "",
                               store_rows_text(rows, 0));
        exact = store_rows_int(rows, 2) != 0;
        if (count++ > 0)
            continue;
        *kind = kind_of_role(store_rows_text(rows, 1));
        *code = g_strdup(store_rows_text(rows, 0));
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (count == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("det finns ingen person och inget företag %s; se "
                             "hundra show people och hundra show companies"),
                           request->code);
    return count == 1 || hundra_fail(error, HUNDRA_ERROR_INPUT,
                                     _("flera heter %s (%s); ange koden"),
                                     request->code, codes->str);
}

static gboolean
refuse_field(const EditRequest *request, const KindRow *kind, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint f = 0; f < kind->field_count; f++) {
        if (kind->fields[f].flags & (FIELD_KEY | FIELD_FIXED))
            continue;
        g_autofree char *name = field_heading(&kind->fields[f]);
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", name);
    }
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: %s går inte att ändra; de uppgifter som går är "
                         "%s"),
                       request->code, request->field, names->str);
}

/* Reads the value into ROW.  FALSE sets ERROR. */
static gboolean
read_value(Import *import, Section *section, StageRow *row, int f,
           const EditRequest *request, GError **error)
{
    const Field *field = &kind_row(section->kind)->fields[f];
    g_autoptr(GString) stored = g_string_new(NULL);
    g_autofree char *reason = NULL;
    row->values[f] = NULL;
    switch (field_read(field, request->value, CELL_TEXT, stored, &reason)) {
    case CELL_READ:
        row->values[f] = g_string_chunk_insert(import->texts, stored->str);
        return TRUE;
    case CELL_SILENT:
        if (field->flags & (FIELD_NEEDED | FIELD_QUIET))
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("%s: %s kan inte vara tomt; ange ett värde"),
                               request->code, request->field);
        return TRUE;
    case CELL_GUESSED:
    case CELL_BAD: break;
    }
    return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s: %s \"%s\": %s",
                       request->code, request->field, request->value, reason);
}

/* Puts the row, remembers the field and tells what happened. */
static gboolean
store_value(Import *import, Section *section, const Field *field,
            const EditRequest *request, char **what, GError **error)
{
    ImportReport *report = import->report;
    if (!stage_store(import, section, error))
        return FALSE;
    if (report->problems->len > 0) {
        const ImportProblem *problem = g_ptr_array_index(report->problems, 0);
        return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s: %s: %s",
                           request->code, request->field, problem->reason);
    }
    if (report->changes->len > 0) {
        *what = g_strdup(g_ptr_array_index(report->changes, 0));
        return store_run(import->store, error, "edited_add",
                         "event:i code:s kind:s field:s", request->event,
                         request->code, kind_row(section->kind)->edited,
                         field->column);
    }
    *what =
        g_strdup_printf(_("%s: %s är redan så"), request->code, request->field);
    return TRUE;
}

static gboolean
edit_in(Import *import, const EditRequest *request, char **what, GError **error)
{
    ImportKind kind = KIND_NONE;
    g_autofree char *code = NULL;
    if (!find_thing(import->store, request, &kind, &code, error))
        return FALSE;
    EditRequest exact = *request;
    exact.code = code;
    const KindRow *meaning = kind_row(kind);
    int f = headings_field(import->headings, kind, request->field);
    if (f < 0 || meaning->fields[f].flags & (FIELD_KEY | FIELD_FIXED))
        return refuse_field(&exact, meaning, error);
    Section *section = section_new(import, kind, "", NULL);
    StageRow *row = section_add_row(section, 1);
    row->values[0] = code; /* the key stands first in every kind */
    return read_value(import, section, row, f, &exact, error) &&
           store_value(import, section, &meaning->fields[f], &exact, what,
                       error);
}

gboolean
edit_find(Store *store, gint64 event, const char *wanted, char **code,
          GError **error)
{
    EditRequest request = { .event = event, .code = wanted };
    ImportKind kind = KIND_NONE;
    return find_thing(store, &request, &kind, code, error);
}

gboolean
edit_set(Store *store, const EditRequest *request, char **what, GError **error)
{
    g_auto(Import) import;
    g_autofree char *sentence = NULL;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    ImportRequest none = { .as = KIND_NONE, .who = request->who };
    import_init(&import, store, &none);
    import.event = request->event;
    import.by_hand = TRUE;
    if (change == NULL)
        return FALSE;
    if (!edit_in(&import, request, &sentence, &inner)) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    JournalEntry entry = { .who = request->who,
                           .command = "edit",
                           .what = sentence };
    if (!store_change_commit(change, &entry, error))
        return FALSE;
    if (what != NULL)
        *what = g_steal_pointer(&sentence);
    return TRUE;
}
