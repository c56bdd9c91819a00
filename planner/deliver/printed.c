#include "planner/deliver/printed.h"

#include <string.h>

struct Printed {
    GPtrArray *sheets; /* PrintedSheet */
    GHashTable *known; /* "kind/key" -> PrintedSheet, borrowed */
};

static void
free_sheet(gpointer data)
{
    PrintedSheet *sheet = data;
    g_free(sheet->sheet);
    g_free(sheet->key);
    g_free(sheet->hash);
    g_free(sheet);
}

void
printed_free(Printed *printed)
{
    if (printed == NULL)
        return;
    g_hash_table_unref(printed->known);
    g_ptr_array_unref(printed->sheets);
    g_free(printed);
}

static char *
name_of(const char *kind, const char *key)
{
    return g_strconcat(kind, "/", key, NULL);
}

Printed *
printed_read(Store *store, gint64 event, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Printed) printed = g_new0(Printed, 1);
    printed->sheets = g_ptr_array_new_with_free_func(free_sheet);
    printed->known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "printed", "event:i", event);
    while (rows != NULL && store_rows_next(rows, &inner)) {
        PrintedSheet *sheet = g_new0(PrintedSheet, 1);
        sheet->sheet = g_strdup(store_rows_text(rows, 0));
        sheet->key = g_strdup(store_rows_text(rows, 1));
        sheet->version = store_rows_small(rows, 2);
        sheet->hash = g_strdup(store_rows_text(rows, 3));
        g_ptr_array_add(printed->sheets, sheet);
        g_hash_table_insert(printed->known, name_of(sheet->sheet, sheet->key),
                            sheet);
    }
    if (inner == NULL)
        return g_steal_pointer(&printed);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

PrintedState
printed_state(Printed *printed, const char *kind, const char *key,
              const char *hash, const PrintedSheet **lies)
{
    g_autofree char *name = name_of(kind, key);
    PrintedSheet *sheet = g_hash_table_lookup(printed->known, name);
    if (lies != NULL)
        *lies = sheet;
    if (sheet == NULL)
        return PRINTED_NEW;
    sheet->met = TRUE;
    return strcmp(sheet->hash, hash) == 0 ? PRINTED_SAME : PRINTED_CHANGED;
}

GPtrArray *
printed_gone(Printed *printed, const char *kind)
{
    GPtrArray *gone = g_ptr_array_new();
    for (guint i = 0; i < printed->sheets->len; i++) {
        PrintedSheet *sheet = g_ptr_array_index(printed->sheets, i);
        if (!sheet->met && strcmp(sheet->sheet, kind) == 0)
            g_ptr_array_add(gone, sheet);
    }
    return gone;
}

char *
printed_hash(const char *content)
{
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, content, -1);
    sum[PRINTED_HASH_DIGITS] = '\0';
    return sum;
}

gboolean
printed_keep(Store *store, gint64 event, const char *kind, const char *key,
             int version, const char *hash, GError **error)
{
    if (hash == NULL)
        return store_run(store, error, "printed_drop", "event:i sheet:s key:s",
                         event, kind, key);
    return store_run(store, error, "printed_keep",
                     "event:i sheet:s key:s version:i hash:s now:i", event,
                     kind, key, (gint64)version, hash, store_now_utc(store));
}
