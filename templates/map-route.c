#include "templates/map-route.h"

#include <math.h>

#include "templates/map-ground.h"

static const guint32 TONES[] = { 0x00609c, 0x8a3b12, 0x1d6b3a, 0x6b2c86,
                                 0x8f1d3f, 0x5b5300, 0x0b6670, 0x4a4a4a };

/* Dash and gap in points, by the place among the routes; 0: a whole line. */
static const struct {
    double dash, gap;
} DASHES[] = { { 0, 0 }, { 7, 3 }, { 2, 2.4 }, { 12, 3 }, { 4.5, 4.5 } };

static const double ASIDE = 2; /* of its middle, where a way is gone back */
static const double ARROW = 5;

typedef struct Leg {
    guint from, to;
} Leg;

static GArray *
legs_of(const MapRoute *route)
{
    GArray *legs = g_array_new(FALSE, FALSE, sizeof(Leg));
    for (guint i = 1; i < route->count; i++) {
        Leg leg = { route->places[i - 1], route->places[i] };
        if (leg.from != leg.to)
            g_array_append_val(legs, leg);
    }
    return legs;
}

GArray *
map_route_ways(const Map *map, const MapLabel *labels)
{
    GArray *ways = g_array_new(FALSE, FALSE, sizeof(MapWay));
    for (guint r = 0; r < map->route_count; r++) {
        g_autoptr(GArray) legs = legs_of(&map->routes[r]);
        for (guint i = 0; i < legs->len; i++) {
            Leg leg = g_array_index(legs, Leg, i);
            MapWay way = { labels[leg.from].at, labels[leg.to].at };
            g_array_append_val(ways, way);
        }
    }
    return ways;
}

/* Whether some leg of the routes goes the same way, in either direction:
 * then both keep to their right. */
static gboolean
is_shared(const Map *map, guint route, guint index, Leg leg)
{
    for (guint r = 0; r < map->route_count; r++) {
        g_autoptr(GArray) legs = legs_of(&map->routes[r]);
        for (guint i = 0; i < legs->len; i++) {
            Leg other = g_array_index(legs, Leg, i);
            if ((r != route || i != index) &&
                ((other.from == leg.from && other.to == leg.to) ||
                 (other.from == leg.to && other.to == leg.from)))
                return TRUE;
        }
    }
    return FALSE;
}

static MapWay
leg_way(const MapLabel *labels, Leg leg, double aside, double radius)
{
    LinePoint a = labels[leg.from].at, b = labels[leg.to].at;
    double x = b.x - a.x, y = b.y - a.y, length = MAX(hypot(x, y), 0.01);
    x /= length;
    y /= length;
    /* Right of the way, with y downwards. */
    LinePoint side = { -y * aside, x * aside };
    double cut = MIN(radius, length / 3);
    return (MapWay){ { a.x + x * cut + side.x, a.y + y * cut + side.y },
                     { b.x - x * cut + side.x, b.y - y * cut + side.y } };
}

static void
put_piece(GString *path, const MapWay *way, double from, double to)
{
    double x = way->to.x - way->from.x, y = way->to.y - way->from.y;
    map_put_number(path, "M", way->from.x + x * from, " ");
    map_put_number(path, "", way->from.y + y * from, "L");
    map_put_number(path, "", way->from.x + x * to, " ");
    map_put_number(path, "", way->from.y + y * to, "");
}

/* The drawing language has no dashes: each is a piece of its own. */
static void
put_dashes(GString *path, const MapWay *way, guint pattern)
{
    double dash = DASHES[pattern].dash, step = dash + DASHES[pattern].gap;
    double length = hypot(way->to.x - way->from.x, way->to.y - way->from.y);
    if (dash == 0 || length < dash) {
        put_piece(path, way, 0, 1);
        return;
    }
    int count = (int)(length / step);
    for (int i = 0; i <= count; i++)
        put_piece(path, way, i * step / length,
                  MIN(1, (i * step + dash) / length));
}

static void
put_arrow(GString *svg, const MapWay *way, guint32 tone)
{
    double x = way->to.x - way->from.x, y = way->to.y - way->from.y;
    double length = hypot(x, y);
    if (length < 2 * ARROW)
        return;
    x *= ARROW / length;
    y *= ARROW / length;
    LinePoint middle = { (way->from.x + way->to.x) / 2,
                         (way->from.y + way->to.y) / 2 };
    map_put_number(svg, "<path d=\"M", middle.x + x, " ");
    map_put_number(svg, "", middle.y + y, "L");
    map_put_number(svg, "", middle.x - x * 0.7 - y * 0.85, " ");
    map_put_number(svg, "", middle.y - y * 0.7 + x * 0.85, "L");
    map_put_number(svg, "", middle.x - x * 0.7 + y * 0.85, " ");
    map_put_number(svg, "", middle.y - y * 0.7 - x * 0.85, "Z\"");
    g_string_append_printf(svg,
                           " fill=\"#%06x\" stroke=\"#ffffff\" "
                           "stroke-width=\"0.8\"/>",
                           tone);
}

static void
put_line(GString *svg, const char *path, guint32 tone, const char *width)
{
    g_string_append_printf(svg,
                           "<path d=\"%s\" fill=\"none\" stroke=\"#%06x\" "
                           "stroke-width=\"%s\"/>",
                           path, tone, width);
}

static void
put_route(GString *svg, const Map *map, guint route, const MapLabel *labels,
          double radius)
{
    static const guint32 white = 0xffffff;
    g_autoptr(GArray) legs = legs_of(&map->routes[route]);
    g_autoptr(GString) whole = g_string_new(NULL);
    g_autoptr(GString) dashed = g_string_new(NULL);
    g_autoptr(GString) arrows = g_string_new(NULL);
    guint32 tone = TONES[map->routes[route].tone % G_N_ELEMENTS(TONES)];
    for (guint i = 0; i < legs->len; i++) {
        Leg leg = g_array_index(legs, Leg, i);
        double aside = is_shared(map, route, i, leg) ? ASIDE : 0;
        MapWay way = leg_way(labels, leg, aside, radius);
        put_piece(whole, &way, 0, 1);
        put_dashes(dashed, &way, route % G_N_ELEMENTS(DASHES));
        put_arrow(arrows, &way, tone);
    }
    if (whole->len == 0)
        return;
    put_line(svg, whole->str, white, "4");
    put_line(svg, dashed->str, tone, "2.2");
    g_string_append(svg, arrows->str);
}

void
map_put_routes(GString *svg, const Map *map, const MapLabel *labels,
               double radius)
{
    for (guint i = 0; i < map->route_count; i++)
        put_route(svg, map, i, labels, radius);
}
