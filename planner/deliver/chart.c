#include "planner/deliver/chart.h"

#include <glib/gi18n.h>
#include <string.h>

/* Item NAME of OBJECT as text, borrowed; NULL: it is none. */
static const char *
text_of(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    return node != NULL && JSON_NODE_HOLDS_VALUE(node)
               ? json_node_get_string(node)
               : NULL;
}

static gboolean
has_number(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    return node != NULL && JSON_NODE_HOLDS_VALUE(node);
}

static guint
length_of(JsonObject *object, const char *name)
{
    return json_object_has_member(object, name)
               ? json_array_get_length(
                     json_object_get_array_member(object, name))
               : 0;
}

/* The places that have a position; through INDICES (owned) where each of all
 * has come to, -1: nowhere. */
static GArray *
read_places(JsonObject *facts, int **indices)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(MapPlace));
    guint count = length_of(facts, "places");
    *indices = g_new0(int, count + 1);
    for (guint i = 0; i < count; i++) {
        JsonObject *item = json_array_get_object_element(
            json_object_get_array_member(facts, "places"), i);
        (*indices)[i] = -1;
        if (!has_number(item, "longitude") || !has_number(item, "latitude"))
            continue;
        MapPlace place = {
            .at = { json_object_get_double_member(item, "longitude"),
                    json_object_get_double_member(item, "latitude") },
            .number = text_of(item, "number"),
            .name = text_of(item, "name"),
            .start = json_object_get_boolean_member_with_default(item, "start",
                                                                 FALSE),
        };
        (*indices)[i] = (int)places->len;
        g_array_append_val(places, place);
    }
    return places;
}

static void
clear_stops(gpointer data)
{
    MapRoute *route = data;
    g_free((gpointer)route->places);
}

/* A route past what has no position goes on to the next that has one. */
static MapRoute
read_route(JsonObject *item, const int *indices, guint place_count)
{
    guint count = length_of(item, "stops");
    guint *stops = g_new0(guint, count + 1);
    MapRoute route = { .places = stops,
                       .tone = (guint)json_object_get_int_member_with_default(
                           item, "tone", 0) };
    for (guint i = 0; i < count; i++) {
        gint64 stop = json_array_get_int_element(
            json_object_get_array_member(item, "stops"), i);
        if (stop >= 0 && stop < place_count && indices[stop] >= 0)
            stops[route.count++] = (guint)indices[stop];
    }
    return route;
}

static GArray *
read_routes(JsonObject *facts, const int *indices, guint place_count)
{
    GArray *routes = g_array_new(FALSE, FALSE, sizeof(MapRoute));
    g_array_set_clear_func(routes, clear_stops);
    for (guint i = 0; i < length_of(facts, "routes"); i++) {
        MapRoute route =
            read_route(json_array_get_object_element(
                           json_object_get_array_member(facts, "routes"), i),
                       indices, place_count);
        g_array_append_val(routes, route);
    }
    return routes;
}

/* The ground that ships is ours to name; another says whose it is itself. */
static const char *
credit_in(const Ground *ground, const Tongue *tongue)
{
    static const char *const ours = N_("Grov skiss av kust och älv");
    return g_strcmp0(ground->credit, ours) == 0 ? tongue_word(tongue, ours)
                                                : ground->credit;
}

GBytes *
chart_draw(JsonObject *facts, const Ground *ground, const Tongue *tongue)
{
    g_autofree int *indices = NULL;
    if (!json_object_has_member(facts, "map"))
        return NULL;
    JsonObject *size = json_object_get_object_member(facts, "map");
    g_autoptr(GArray) places = read_places(facts, &indices);
    g_autoptr(GArray) routes =
        read_routes(facts, indices, length_of(facts, "places"));
    const Map map = {
        .width_mm = json_object_get_double_member(size, "width_mm"),
        .height_mm = json_object_get_double_member(size, "height_mm"),
        .shapes = (const MapShape *)(void *)ground->shapes->data,
        .shape_count = ground->shapes->len,
        .places = (const MapPlace *)(void *)places->data,
        .place_count = places->len,
        .routes = (const MapRoute *)(void *)routes->data,
        .route_count = routes->len,
        .credit = credit_in(ground, tongue),
        .north = tongue_word(tongue, N_("Norr är uppåt")),
    };
    char *svg = map_svg(&map);
    return svg != NULL ? g_bytes_new_take(svg, strlen(svg)) : NULL;
}
