#include "planner/store/ground.h"

#include <gio/gio.h>
#include <string.h>

#include "planner/store/geojson.h"

static const char OWN[] =
    "/hundra/planner/store/defaults/mark-goteborg.geojson";

static void
clear_shape(gpointer data)
{
    MapShape *shape = data;
    lines_clear(&shape->lines);
}

static Ground *
ground_new(void)
{
    Ground *ground = g_new0(Ground, 1);
    ground->shapes = g_array_new(FALSE, FALSE, sizeof(MapShape));
    g_array_set_clear_func(ground->shapes, clear_shape);
    return ground;
}

void
ground_free(Ground *ground)
{
    if (ground == NULL)
        return;
    g_array_unref(ground->shapes);
    g_free(ground->credit);
    g_free(ground);
}

/* ---- the event's own map --------------------------------------------------------- */

static gboolean
read_shapes(Store *store, gint64 event, Ground *ground, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, error, "ground_shapes", "event:i", event);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        MapShape shape = { .kind = geojson_kind(store_rows_text(rows, 0)) };
        if (shape.kind == MAP_KIND_COUNT)
            continue; /* another program wrote it */
        if (geojson_shape(store_rows_text(rows, 1), &shape.lines))
            g_array_append_val(ground->shapes, shape);
        else
            lines_clear(&shape.lines);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- the one that ships ----------------------------------------------------------- */

static gboolean
find_places(Store *store, gint64 event, LineBox *box, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, error, "ground_places", "event:i", event);
    *box = lines_box();
    while (rows != NULL && store_rows_next(rows, &inner))
        lines_box_add(box, (LinePoint){ store_rows_double(rows, 0),
                                        store_rows_double(rows, 1) });
    if (inner == NULL)
        return rows != NULL;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static GeoFile *
read_own(GError **error)
{
    g_autoptr(GBytes) bytes =
        g_resources_lookup_data(OWN, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (bytes == NULL)
        return NULL;
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autofree char *text = g_strndup(data, length);
    return geojson_read(text, length, error);
}

/* The shape that holds all others stands first. */
static LineBox
reach(const GeoFile *file)
{
    LineBox box = lines_box();
    const GeoShape *first = g_ptr_array_index(file->shapes, 0);
    const GArray *points = first->shape.lines.points;
    for (guint i = 0; i < points->len; i++)
        lines_box_add(&box, g_array_index(points, LinePoint, i));
    return box;
}

/* SHAPE with its few points made to look like a coast. */
static MapShape
smooth(const MapShape *shape)
{
    MapShape smoothed = { .kind = shape->kind };
    lines_init(&smoothed.lines);
    for (guint i = 0; i < shape->lines.ends->len; i++) {
        guint count = 0;
        const LinePoint *points = lines_at(&shape->lines, i, &count);
        lines_smooth(&smoothed.lines, points, count);
    }
    return smoothed;
}

static gboolean
take_own(Store *store, gint64 event, Ground *ground, GError **error)
{
    LineBox places;
    if (!find_places(store, event, &places, error))
        return FALSE;
    g_autoptr(GeoFile) file = read_own(error);
    if (file == NULL)
        return FALSE;
    LineBox own = reach(file);
    if (places.least.x > places.most.x ||
        !lines_box_holds(&own, places.least) ||
        !lines_box_holds(&own, places.most))
        return TRUE;
    for (guint i = 0; i < file->shapes->len; i++) {
        const GeoShape *own_shape = g_ptr_array_index(file->shapes, i);
        MapShape shape = smooth(&own_shape->shape);
        g_array_append_val(ground->shapes, shape);
    }
    ground->credit = g_steal_pointer(&file->credit);
    return TRUE;
}

Ground *
ground_of(Store *store, gint64 event, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Ground) ground = ground_new();
    if (!read_shapes(store, event, ground, error))
        return NULL;
    if (ground->shapes->len == 0)
        return take_own(store, event, ground, error) ? g_steal_pointer(&ground)
                                                     : NULL;
    ground->credit =
        store_string(store, &inner, "ground_credit", "event:i", event);
    if (inner == NULL)
        return g_steal_pointer(&ground);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}
