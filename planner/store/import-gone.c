#include "planner/store/import-gone.h"

#include <glib/gi18n.h>

#include "planner/store/import-report.h"

enum { CODES_NAMED = 10 }; /* in a question, before it says "and more" */

/* The keys of all rows of KIND in the files.  NULL: none is read, or only a
 * part of a list.  *LAST becomes the section that the report counts in. */
static GHashTable *
codes_in_files(const Import *import, ImportKind kind, Section **last)
{
    g_autoptr(GHashTable) codes =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    *last = NULL;
    for (guint i = 0; i < import->sections->len; i++) {
        Section *section = g_ptr_array_index(import->sections, i);
        if (section->kind != kind)
            continue;
        if (section->is_part)
            return NULL;
        *last = section;
        for (guint r = 0; r < section->rows->len; r++)
            g_hash_table_add(
                codes,
                stage_label(section, g_ptr_array_index(section->rows, r)));
    }
    return *last != NULL ? g_steal_pointer(&codes) : NULL;
}

static GPtrArray *
codes_gone(Import *import, const KindRow *kind, GHashTable *codes,
           GError **error)
{
    g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        kind->role != NULL
            ? store_query(import->store, error, kind->codes, "event:i role:s",
                          import->event, kind->role)
            : store_query(import->store, error, kind->codes, "event:i",
                          import->event);
    if (rows == NULL)
        return NULL;
    while (store_rows_next(rows, &inner))
        if (!g_hash_table_contains(codes, store_rows_text(rows, 0)))
            g_ptr_array_add(gone, g_strdup(store_rows_text(rows, 0)));
    if (inner == NULL)
        return g_steal_pointer(&gone);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

/* One question for all of them: a planner answers for the list, not for a
 * hundred rows. */
static gboolean
may_drop(Import *import, const Section *section, const GPtrArray *gone)
{
    const ImportRequest *request = import->request;
    g_autoptr(GString) codes = g_string_new(NULL);
    if (request->ask == NULL)
        return FALSE;
    for (guint i = 0; i < MIN(gone->len, CODES_NAMED); i++)
        g_string_append_printf(codes, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(gone, i));
    if (gone->len > CODES_NAMED)
        g_string_append(codes, " ...");
    g_autofree char *question = g_strdup_printf(
        _("%s: %u finns inte längre i %s (%s). Ta bort?"),
        kind_row(section->kind)->title, gone->len, section->file, codes->str);
    return request->ask(IMPORT_ASK_GONE, question, import->report,
                        request->user);
}

/* What a plan or an invitation builds on is called off instead. */
static gboolean
drop(Import *import, const KindRow *kind, const char *code, GError **error)
{
    GPtrArray *gone = import->report->gone;
    if (!store_run(import->store, error, kind->drop, "event:i code:s",
                   import->event, code))
        return FALSE;
    if (store_changed(import->store) > 0) {
        report_say(gone, _("%s %s är borttagen"), kind->title, code);
        return TRUE;
    }
    if (kind->cancel == NULL) {
        report_say(gone,
                   _("%s %s är kvar: en plan eller inbjudan bygger på den"),
                   kind->title, code);
        return TRUE;
    }
    if (!store_run(import->store, error, kind->cancel, "event:i code:s",
                   import->event, code))
        return FALSE;
    report_say(gone,
               _("%s %s är avbokad men kvar: en plan eller inbjudan bygger på "
                 "den"),
               kind->title, code);
    return TRUE;
}

gboolean
gone_settle(Import *import, ImportKind kind, GError **error)
{
    const KindRow *meaning = kind_row(kind);
    Section *section = NULL;
    if (meaning->codes == NULL)
        return TRUE;
    g_autoptr(GHashTable) codes = codes_in_files(import, kind, &section);
    if (codes == NULL)
        return TRUE;
    g_autoptr(GPtrArray) gone = codes_gone(import, meaning, codes, error);
    if (gone == NULL)
        return FALSE;
    section->count->gone = (int)gone->len;
    gboolean dropped = gone->len > 0 && may_drop(import, section, gone);
    for (guint i = 0; i < gone->len; i++) {
        const char *code = g_ptr_array_index(gone, i);
        if (!dropped)
            report_say(import->report->gone,
                       _("%s %s finns inte i %s, men är kvar"), meaning->title,
                       code, section->file);
        else if (!drop(import, meaning, code, error))
            return FALSE;
    }
    return TRUE;
}
