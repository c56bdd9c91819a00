#include "planner/deliver/known.h"

struct KnownAll {
    GPtrArray *list;
    GHashTable *by_thing[LETTER_KINDS]; /* gint64 -> GPtrArray of LIST's */
};

static void
free_one(gpointer data)
{
    Known *known = data;
    g_free(known->code);
    g_free(known->name);
    g_free(known->uid);
    g_free(known->organiser);
    g_free(known->address);
    g_free(known->first_message);
    g_free(known->told);
    g_free(known->heard);
    g_free(known);
}

static Known *
read_row(const StoreRows *rows)
{
    Known *known = g_new0(Known, 1);
    known->id = store_rows_int(rows, 0);
    known->kind =
        store_rows_int(rows, 18) != 0 ? LETTER_COMPANY : LETTER_PARTICIPANT;
    known->uid = g_strdup(store_rows_text(rows, 3));
    known->organiser = g_strdup(store_rows_text(rows, 4));
    known->address = g_strdup(store_rows_text(rows, 5));
    known->sequence = (int)store_rows_int(rows, 6);
    known->dtstamp_utc = store_rows_int(rows, 7);
    known->first_message = g_strdup(store_rows_text(rows, 8));
    known->told = g_strdup(store_rows_text(rows, 9));
    known->leaving = store_rows_int(rows, 10) != 0;
    known->heard_sequence = (int)store_rows_int(rows, 11);
    known->heard = g_strdup(store_rows_text(rows, 12));
    known->heard_id = store_rows_int(rows, 13);
    known->certain = store_rows_int(rows, 14) != 0;
    known->code = g_strdup(store_rows_text(rows, 15));
    known->name = g_strdup(store_rows_text(rows, 16));
    known->is_protected = store_rows_int(rows, 17) != 0;
    return known;
}

static void
add(KnownAll *all, Known *known, gint64 thing)
{
    GHashTable *things = all->by_thing[known->kind];
    GPtrArray *hers = g_hash_table_lookup(things, &thing);
    if (hers == NULL) {
        gint64 *key = g_new(gint64, 1);
        *key = thing;
        hers = g_ptr_array_new();
        g_hash_table_insert(things, key, hers);
    }
    g_ptr_array_add(all->list, known);
    g_ptr_array_add(hers, known);
}

KnownAll *
known_read(Store *store, gint64 event, GError **error)
{
    g_autoptr(KnownAll) all = g_new0(KnownAll, 1);
    all->list = g_ptr_array_new_with_free_func(free_one);
    for (int kind = 0; kind < LETTER_KINDS; kind++)
        all->by_thing[kind] =
            g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
                                  (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "publish_known", "event:i", event);
    while (inner == NULL && store_rows_next(rows, &inner))
        add(all, read_row(rows),
            store_rows_int(rows, store_rows_null(rows, 1) ? 2 : 1));
    if (inner == NULL)
        return g_steal_pointer(&all);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

void
known_free(KnownAll *all)
{
    if (all == NULL)
        return;
    for (int kind = 0; kind < LETTER_KINDS; kind++)
        g_clear_pointer(&all->by_thing[kind], g_hash_table_destroy);
    g_ptr_array_unref(all->list);
    g_free(all);
}

const GPtrArray *
known_of(KnownAll *all, LetterKind kind, gint64 thing)
{
    return g_hash_table_lookup(all->by_thing[kind], &thing);
}

guint
known_count(const KnownAll *all)
{
    return all->list->len;
}

Known *
known_at(KnownAll *all, guint index)
{
    return g_ptr_array_index(all->list, index);
}
