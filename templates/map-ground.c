#include "templates/map-ground.h"

#include <math.h>
#include <string.h>

/* How a kind looks; NULL: not so. */
typedef struct Look {
    const char *fill, *stroke;
    const char *width;
    const char *casing; /* a wider line beneath */
} Look;

static const Look LOOKS[MAP_KIND_COUNT] = {
    [MAP_LAND] = { "#ffffff", "#ccd1d6", "0.5", NULL },
    [MAP_AREA] = { "#ffffff", "#ccd1d6", "0.5", NULL },
    [MAP_WATER] = { "#d3e2ec", "#a9c3d5", "0.5", NULL },
    [MAP_RIVER] = { NULL, "#b9d0df", "2.4", NULL },
    [MAP_BORDER] = { NULL, "#a9b0b6", "0.6", NULL },
    [MAP_RAIL] = { NULL, "#8d949b", "0.6", NULL },
    [MAP_ROAD] = { NULL, "#ffffff", "1.1", "#c3c9ce" },
};

static const double SIMPLE = 0.12; /* points that nobody sees */
enum { GROUND_BYTES = 600000, ROUNDS = 8 };

LinePoint
map_view_point(const MapView *view, LinePoint degrees)
{
    LinePoint plane = project_to_plane(&view->projection, degrees);
    return (LinePoint){ (plane.x - view->corner.x) / view->metres,
                        (view->corner.y - plane.y) / view->metres };
}

void
map_put_number(GString *svg, const char *before, double number,
               const char *after)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.1f", number);
    if (g_str_has_suffix(text, ".0"))
        text[strlen(text) - 2] = '\0';
    g_string_append(svg, before);
    g_string_append(svg, strcmp(text, "-0") == 0 ? "0" : text);
    g_string_append(svg, after);
}

static void
put_lines(GString *path, const Lines *lines, gboolean closed)
{
    for (guint i = 0; i < lines->ends->len; i++) {
        guint count = 0;
        const LinePoint *points = lines_at(lines, i, &count);
        for (guint p = 0; p < count - (closed ? 1 : 0); p++) {
            map_put_number(path, p > 0 ? "L" : "M", points[p].x, " ");
            map_put_number(path, "", points[p].y, "");
        }
        if (closed)
            g_string_append_c(path, 'Z');
    }
}

/* Line INDEX of SHAPE in the frame: as a ring that can be filled, or as the
 * paths of it that lie inside. */
static void
cut_line(const MapShape *shape, guint index, const MapView *view,
         gboolean filled, Lines *to)
{
    g_auto(Lines) seen, cut;
    guint count = 0;
    const LinePoint *points = lines_at(&shape->lines, index, &count);
    lines_init(&seen);
    lines_init(&cut);
    if (filled && !lines_is_ring(points, count))
        return;
    for (guint i = 0; i < count; i++) {
        LinePoint point = map_view_point(view, points[i]);
        g_array_append_val(seen.points, point);
    }
    lines_clip(&cut, &g_array_index(seen.points, LinePoint, 0), count,
               &view->frame, filled);
    for (guint i = 0; i < cut.ends->len; i++) {
        points = lines_at(&cut, i, &count);
        lines_simplify(to, points, count, view->simple);
    }
}

/* The path of SHAPE; empty: nothing of it is seen.  The caller owns it. */
static GString *
shape_path(const MapShape *shape, const MapView *view, gboolean filled)
{
    g_auto(Lines) lines;
    GString *path = g_string_new(NULL);
    lines_init(&lines);
    for (guint i = 0; i < shape->lines.ends->len; i++)
        cut_line(shape, i, view, filled, &lines);
    put_lines(path, &lines, filled);
    return path;
}

static void
put_stroke(GString *svg, const char *path, const char *colour,
           const char *width)
{
    g_string_append_printf(svg,
                           "<path d=\"%s\" fill=\"none\" stroke=\"%s\" "
                           "stroke-width=\"%s\" stroke-linejoin=\"round\"/>",
                           path, colour, width);
}

/* All lines of KIND beneath all others of it: a road's casing must not cross
 * another road. */
static void
put_strokes(GString *svg, const Map *map, const MapView *view, MapKind kind)
{
    const Look *look = &LOOKS[kind];
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < map->shape_count; i++) {
        if (map->shapes[i].kind != kind)
            continue;
        GString *path = shape_path(&map->shapes[i], view, FALSE);
        g_string_append_len(all, path->str, (gssize)path->len);
        g_string_free(path, TRUE);
    }
    if (all->len == 0)
        return;
    if (look->casing != NULL)
        put_stroke(svg, all->str, look->casing, "2");
    put_stroke(svg, all->str, look->stroke, look->width);
}

static void
put_fills(GString *svg, const Map *map, const MapView *view, MapKind kind)
{
    for (guint i = 0; i < map->shape_count; i++) {
        if (map->shapes[i].kind != kind)
            continue;
        GString *path = shape_path(&map->shapes[i], view, TRUE);
        if (path->len > 0)
            g_string_append_printf(
                svg, "<path d=\"%s\" fill=\"%s\" fill-rule=\"evenodd\"/>",
                path->str, LOOKS[kind].fill);
        g_string_free(path, TRUE);
    }
}

static GString *
draw_kinds(const Map *map, const MapView *view)
{
    GString *svg = g_string_new(NULL);
    for (MapKind kind = MAP_LAND; kind < MAP_KIND_COUNT; kind++) {
        if (LOOKS[kind].fill != NULL)
            put_fills(svg, map, view, kind);
        put_strokes(svg, map, view, kind);
    }
    return svg;
}

void
map_put_ground(GString *svg, const Map *map, const MapView *view)
{
    MapView coarser = *view;
    g_autoptr(GString) ground = NULL;
    coarser.simple = SIMPLE;
    for (int round = 0; round < ROUNDS; round++) {
        if (ground != NULL)
            g_string_free(ground, TRUE);
        ground = draw_kinds(map, &coarser);
        if (ground->len <= GROUND_BYTES)
            break;
        coarser.simple *= 2;
    }
    if (ground->len <= GROUND_BYTES)
        g_string_append_len(svg, ground->str, (gssize)ground->len);
}
