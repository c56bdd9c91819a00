#include "planner/plan/readers.h"

#include <glib/gi18n.h>

static gboolean
read_nameless(Store *store, const Day *day, gboolean *nameless, GError **error)
{
    g_autoptr(GHashTable) people = day_index(day->people);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_protected", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        int person = day_find(people, store_rows_int(rows, 0));
        if (person >= 0)
            nameless[person] = TRUE;
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
readers_read(Store *store, const Day *day, Readers *readers, GError **error)
{
    g_autoptr(GError) inner = NULL;
    *readers =
        (Readers){ .gone = day_gone_new(),
                   .nameless = g_new0(gboolean,
                                      (gsize)day->problem->person_count + 1) };
    gint64 plan =
        store_number(store, &inner, 0, "plan_published", "event:i", day->event);
    if (inner == NULL)
        readers->names_visitors =
            store_number(store, &inner, 1, "plan_host_names", "event:i",
                         day->event) != 0;
    if (inner == NULL && plan != 0)
        readers->told =
            day_load_plan_told(store, day, plan, readers->gone, &inner);
    if (inner == NULL && read_nameless(store, day, readers->nameless, &inner))
        return TRUE;
    readers_clear(readers);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

void
readers_clear(Readers *readers)
{
    g_clear_pointer(&readers->told, solution_free);
    g_clear_pointer(&readers->gone, day_gone_free);
    g_clear_pointer(&readers->nameless, g_free);
}

const Company *
readers_gone(const Readers *readers)
{
    return (const Company *)(const void *)readers->gone->companies->data;
}

ToldCount
readers_count(const Readers *readers, const Day *day, const Solution *plan)
{
    ToldView view = { .problem = day->problem,
                      .names_visitors = readers->names_visitors,
                      .nameless = readers->nameless,
                      .gone = readers_gone(readers) };
    ToldCount none = { 0 };
    return readers->told != NULL
               ? told_count(&view, readers->told, plan, NULL, NULL)
               : none;
}

char *
readers_said(int people, int companies)
{
    g_autofree char *who = g_strdup_printf(
        ngettext("%d människa", "%d människor", (gulong)people), people);
    return g_strdup_printf(
        ngettext("%s och %d företag", "%s och %d företag", (gulong)companies),
        who, companies);
}
