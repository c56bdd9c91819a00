#include "planner/store/import.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/book.h"
#include "planner/base/separated.h"
#include "planner/store/import-document.h"
#include "planner/store/import-gone.h"
#include "planner/store/import-ground.h"
#include "planner/store/import-people.h"
#include "planner/store/import-report.h"
#include "planner/store/import-sheet.h"
#include "planner/store/reject.h"
#include "planner/store/stage.h"

static const char DEFAULT_BODIES[] =
    "/hundra/planner/store/defaults/organ-2022.csv";
static const char DEFAULT_BODIES_NAME[] = "organ-2022.csv";

/* ---- reading ------------------------------------------------------------- */

static gboolean
read_file(Import *import, const char *file, GError **error)
{
    if (ground_is(file))
        return ground_read(import, file, error);
    DocumentForm form = document_form(file);
    if (form != DOCUMENT_NONE)
        return document_read(import, file, form, error);
    Book *book = cells_read(file, NULL, error);
    return book != NULL && sheets_read(import, file, book, error);
}

/* The list of bodies that ships with the program, for a store without. */
static gboolean
read_default_bodies(Import *import, GError **error)
{
    g_autoptr(GBytes) bytes = g_resources_lookup_data(
        DEFAULT_BODIES, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (bytes == NULL)
        return FALSE;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    CellsLimits limits = cells_limits_default();
    g_autoptr(Book) book = book_new();
    if (!separated_read(book, DEFAULT_BODIES_NAME, text, length, &limits,
                        error))
        return FALSE;
    return sheets_read(import, DEFAULT_BODIES_NAME, g_steal_pointer(&book),
                       error);
}

static gboolean
has_kind(const Import *import, ImportKind kind)
{
    for (guint i = 0; i < import->sections->len; i++) {
        const Section *section = g_ptr_array_index(import->sections, i);
        if (section->kind == kind)
            return TRUE;
    }
    return FALSE;
}

static gboolean
read_all(Import *import, GError **error)
{
    g_autoptr(GError) inner = NULL;
    for (const char *const *file = import->request->files; *file != NULL;
         file++)
        if (!read_file(import, *file, error))
            return FALSE;
    if (has_kind(import, KIND_BODIES))
        return TRUE;
    gint64 known = store_number(import->store, &inner, 0, "bodies_count", "");
    if (inner == NULL && known == 0)
        return read_default_bodies(import, error);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- keys that stand twice --------------------------------------------------- */

typedef struct Seen {
    Section *section;
    StageRow *row;
} Seen;

/* All people of an event share their codes. */
static char *
key_of(const Section *section, const StageRow *row)
{
    g_autofree char *label = stage_label(section, row);
    ImportKind space =
        kind_row(section->kind)->role != NULL ? KIND_STAFF : section->kind;
    return g_strdup_printf("%u %s", (guint)space, label);
}

static gboolean
same_facts(const Seen *one, const Section *section, const StageRow *row)
{
    if (one->section->kind != section->kind)
        return FALSE;
    for (guint f = 0; f < kind_row(section->kind)->field_count; f++) {
        const char *a = one->row->values[f], *b = row->values[f];
        if (a != STAGE_ABSENT && b != STAGE_ABSENT && g_strcmp0(a, b) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Nobody can know which of the two is right: neither goes in. */
static void
reject_twins(Import *import, const Seen *first, Section *section, StageRow *row)
{
    g_autofree char *label = stage_label(section, row);
    g_autofree char *here = g_strdup_printf(
        _("%s står också på rad %u med andra uppgifter; behåll en av raderna"),
        label, first->row->number);
    g_autofree char *there = g_strdup_printf(
        _("%s står också på rad %u med andra uppgifter; behåll en av raderna"),
        label, row->number);
    if (!first->row->bad)
        stage_reject(import, first->section, first->row, -1, label, there);
    stage_reject(import, section, row, -1, label, here);
}

static void
find_twins(Import *import, Section *section, GHashTable *seen)
{
    for (guint i = 0; i < section->rows->len; i++) {
        StageRow *row = g_ptr_array_index(section->rows, i);
        g_autofree char *key = key_of(section, row);
        const Seen *first = g_hash_table_lookup(seen, key);
        if (first == NULL) {
            Seen *fresh = g_new0(Seen, 1);
            fresh->section = section;
            fresh->row = row;
            g_hash_table_insert(seen, g_steal_pointer(&key), fresh);
        } else if (!same_facts(first, section, row)) {
            reject_twins(import, first, section, row);
        } else if (first->section == section && !row->bad) {
            row->bad = TRUE; /* said twice, stored once */
            section->count->same++;
        } /* another file may say more of it */
    }
}

/* An event's file has no room for bad rows; everything else has. */
static gboolean
find_all_twins(Import *import, GError **error)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < import->sections->len; i++) {
        Section *section = g_ptr_array_index(import->sections, i);
        if (section->kind == KIND_OUTLOOK || section->kind == KIND_GROUND)
            continue;
        find_twins(import, section, seen);
        if (section->book != NULL || section->count->rejected == 0)
            continue;
        const ImportProblem *problem = g_ptr_array_index(
            import->report->problems, import->report->problems->len - 1);
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: %s %s står två gånger med olika uppgifter; "
                             "behåll den ena"),
                           section->file, kind_row(section->kind)->title,
                           problem->value);
    }
    return TRUE;
}

/* ---- which event ---------------------------------------------------------------- */

static gboolean
needs_event(const Import *import)
{
    for (guint i = 0; i < import->sections->len; i++) {
        const Section *section = g_ptr_array_index(import->sections, i);
        if (section->kind != KIND_BODIES)
            return TRUE;
    }
    return FALSE;
}

/* The code of the one event among the files; NULL: there is none, or ERROR
 * is set. */
static char *
code_in_files(const Import *import, GError **error)
{
    const Section *first = NULL;
    g_autofree char *code = NULL;
    for (guint i = 0; i < import->sections->len; i++) {
        const Section *section = g_ptr_array_index(import->sections, i);
        if (section->kind != KIND_EVENT)
            continue;
        g_autofree char *other =
            stage_label(section, g_ptr_array_index(section->rows, 0));
        if (code != NULL && strcmp(code, other) != 0) {
            hundra_fail(
                error, HUNDRA_ERROR_INPUT,
                _("%s är evenemanget %s och %s är evenemanget %s; läs in "
                  "ett evenemang i taget"),
                first->file, code, section->file, other);
            return NULL;
        }
        if (code == NULL)
            code = g_steal_pointer(&other);
        first = section;
    }
    const char *wanted = import->request->event;
    if (code != NULL && wanted != NULL && strcmp(code, wanted) != 0) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("%s är evenemanget %s, men --event säger %s; ta bort det "
                      "ena"),
                    first->file, code, wanted);
        return NULL;
    }
    return g_steal_pointer(&code);
}

static gboolean
choose_stored_event(Import *import, GError **error)
{
    const char *wanted = import->request->event;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(import->store, error, "event_all", "");
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autoptr(GString) list = g_string_new(NULL);
    int count = 0;
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        const char *code = store_rows_text(rows, 1);
        g_string_append_printf(codes, "%s%s", count++ > 0 ? ", " : "", code);
        g_string_append_printf(list, "\n  %s  %s", code,
                               store_rows_text(rows, 2));
        if (wanted != NULL && strcmp(code, wanted) != 0)
            continue;
        import->event = store_rows_int(rows, 0);
        g_free(import->report->event);
        import->report->event = g_strdup(code);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (count == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("det finns inget evenemang än; läs in event.json "
                             "eller event.xml först, eller i samma körning"));
    if (wanted != NULL && import->event == 0)
        return hundra_fail(
            error, HUNDRA_ERROR_INPUT,
            _("det finns inget evenemang %s; de som finns är %s"), wanted,
            codes->str);
    if (wanted == NULL && count > 1)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("databasen har flera evenemang; välj ett med "
                             "--event:%s"),
                           list->str);
    return TRUE;
}

/* Before anything is stored: the event among the files, or the store's. */
static gboolean
choose_event(Import *import, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *code = code_in_files(import, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (code == NULL)
        return !needs_event(import) || choose_stored_event(import, error);
    import->report->event = g_steal_pointer(&code);
    return TRUE;
}

/* ---- storing ------------------------------------------------------------------------ */

static gboolean
store_model(Import *import, Section *section, GError **error)
{
    if (!store_run(import->store, error, "event_model", "model:s event:i",
                   import->model, import->event))
        return FALSE;
    gboolean changed = store_changed(import->store) > 0;
    section->count->changed += changed;
    section->count->same += !changed;
    return TRUE;
}

static gboolean
store_section(Import *import, Section *section, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (section->kind == KIND_MODEL)
        return store_model(import, section, error);
    if (section->kind == KIND_OUTLOOK)
        return people_fill_contacts(import, section, error);
    if (section->kind == KIND_GROUND)
        return ground_store(import, section, error);
    if (!stage_store(import, section, error))
        return FALSE;
    if (section->kind != KIND_EVENT)
        return TRUE;
    import->event = store_number(import->store, &inner, 0, "event_by_code",
                                 "code:s", import->report->event);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* The kinds in their order, each with all its files. */
static gboolean
store_all(Import *import, GError **error)
{
    for (guint kind = 0; kind < KIND_COUNT; kind++) {
        if (kind > KIND_EVENT && import->event == 0 && needs_event(import) &&
            !choose_stored_event(import, error))
            return FALSE;
        for (guint i = 0; i < import->sections->len; i++) {
            Section *section = g_ptr_array_index(import->sections, i);
            if (section->kind == (ImportKind)kind &&
                !store_section(import, section, error))
                return FALSE;
        }
        if (!gone_settle(import, (ImportKind)kind, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
commit(Import *import, StoreChange *change, GError **error)
{
    const ImportRequest *request = import->request;
    g_autofree char *sentence = import_report_sentence(import->report);
    JournalEntry entry = { .who = request->who,
                           .command = "import",
                           .what = sentence };
    if (request->rejects != NULL && import->report->problems->len > 0 &&
        !reject_write(import, request->rejects, error))
        return FALSE;
    if (request->ask != NULL && !request->ask(IMPORT_ASK_STORE, sentence,
                                              import->report, request->user))
        return TRUE; /* the change is taken back when it is freed */
    if (!store_change_commit(change, &entry, error))
        return FALSE;
    import->report->stored = TRUE;
    return TRUE;
}

ImportReport *
import_files(Store *store, const ImportRequest *request, GError **error)
{
    g_auto(Import) import;
    import_init(&import, store, request);
    if (!read_all(&import, error) || !find_all_twins(&import, error) ||
        !choose_event(&import, error))
        return NULL;
    people_share_secrets(&import);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !store_all(&import, error) ||
        !commit(&import, change, error))
        return NULL;
    return g_steal_pointer(&import.report);
}
