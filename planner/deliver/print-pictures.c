#include "planner/deliver/print-pictures.h"

#include <string.h>

#include "planner/deliver/chart.h"

void
print_pictures_clear(PrintPictures *pictures)
{
    g_clear_pointer(&pictures->facts, json_node_unref);
    g_clear_pointer(&pictures->ground, ground_free);
}

static GBytes *
read_logotype(const PrintPictures *pictures, GError **error)
{
    g_autoptr(StoreRows) rows = store_query(pictures->store, error, "logotype",
                                            "event:i", pictures->event);
    return rows != NULL && store_rows_next(rows, error)
               ? store_rows_bytes(rows, 0)
               : NULL;
}

GBytes *
print_pictures_find(const char *name, gpointer data, GError **error)
{
    PrintPictures *pictures = data;
    if (strcmp(name, "logotype") == 0)
        return read_logotype(pictures, error);
    if (strcmp(name, "map") != 0 && !g_str_has_prefix(name, "map-"))
        return NULL;
    if (pictures->ground == NULL)
        pictures->ground = ground_of(pictures->store, pictures->event, error);
    return pictures->ground != NULL
               ? chart_draw(json_node_get_object(pictures->facts),
                            pictures->ground, pictures->tongue)
               : NULL;
}
