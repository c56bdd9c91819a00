#include "templates/map.h"

#include <math.h>
#include <string.h>

#include "templates/map-ground.h"
#include "templates/map-labels.h"
#include "templates/map-route.h"

enum { CREDIT_LINES = 3 };

static const double POINTS_MM = 72 / 25.4;
static const double FOOT = 17; /* under the frame: scale, north, credit */
static const double FOOT_LINE = 10, NORTH_AT = 158;
static const double MARGIN = 44;    /* between frame and outermost places */
static const double LEAST_M = 1200; /* seen across, however near they lie */
static const double DOT = 6.6, NUMBER_SIZE = 7.8, NAME_SIZE = 8;
static const double NAME_HEIGHT = 10, NOTE_SIZE = 7.8;
static const double LEADER_LEAST = 2.5;

double
map_metres(LinePoint a, LinePoint b)
{
    static const double radius_m = 6371008.8, degree = G_PI / 180;
    double half_y = sin((b.y - a.y) * degree / 2);
    double half_x = sin((b.x - a.x) * degree / 2);
    double chord = half_y * half_y +
                   cos(a.y * degree) * cos(b.y * degree) * half_x * half_x;
    return 2 * radius_m * asin(sqrt(MIN(chord, 1)));
}

/* ---- dots and names --------------------------------------------------------------- */

static void
put_text(GString *svg, LinePoint at, double size, const char *rest,
         const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append(svg, "<text");
    map_put_number(svg, " x=\"", at.x, "\"");
    map_put_number(svg, " y=\"", at.y, "\"");
    map_put_number(svg, " font-size=\"", size, "\"");
    g_string_append_printf(svg, "%s>%s</text>", rest, escaped);
}

static void
put_circle(GString *svg, LinePoint at, double radius, const char *rest)
{
    map_put_number(svg, "<circle cx=\"", at.x, "\"");
    map_put_number(svg, " cy=\"", at.y, "\"");
    map_put_number(svg, " r=\"", radius, "\"");
    g_string_append_printf(svg, "%s/>", rest);
}

static void
put_hair(GString *svg, LinePoint from, LinePoint to)
{
    map_put_number(svg, "<line x1=\"", from.x, "\"");
    map_put_number(svg, " y1=\"", from.y, "\"");
    map_put_number(svg, " x2=\"", to.x, "\"");
    map_put_number(svg, " y2=\"", to.y, "\"");
    g_string_append(svg, " stroke=\"#1a1c21\" stroke-width=\"0.7\"/>");
}

/* From a dot to a name that stands off, and to where its place lies. */
static void
put_leader(GString *svg, const MapLabel *label)
{
    double x = label->at.x - label->true_at.x;
    double y = label->at.y - label->true_at.y;
    if (label->placed && label->far)
        put_hair(svg, label->at, label->line_to);
    if (hypot(x, y) < LEADER_LEAST)
        return;
    put_hair(svg, label->at, label->true_at);
    put_circle(svg, label->true_at, 1.3, " fill=\"#1a1c21\"");
}

static void
put_dot(GString *svg, const MapPlace *place, const MapLabel *label)
{
    put_circle(svg, label->at, DOT,
               place->start ? " fill=\"#1a1c21\" stroke=\"#1a1c21\""
                              " stroke-width=\"1.3\""
                            : " fill=\"#ffffff\" stroke=\"#1a1c21\""
                              " stroke-width=\"1.3\"");
    put_text(svg, (LinePoint){ label->at.x, label->at.y + NUMBER_SIZE * 0.355 },
             NUMBER_SIZE,
             place->start ? " font-weight=\"700\" text-anchor=\"middle\""
                            " fill=\"#ffffff\""
                          : " font-weight=\"700\" text-anchor=\"middle\""
                            " fill=\"#1a1c21\"",
             place->number);
}

/* The ground lies too near in tone under a name to stand bare. */
static void
put_name(GString *svg, const MapPlace *place, const MapLabel *label)
{
    if (!label->placed)
        return;
    map_put_number(svg, "<rect x=\"", label->box.least.x, "\"");
    map_put_number(svg, " y=\"", label->box.least.y, "\"");
    map_put_number(svg, " width=\"", label->width, "\"");
    map_put_number(svg, " height=\"", NAME_HEIGHT, "\"");
    g_string_append(svg, " rx=\"1.5\" fill=\"#ffffff\"/>");
    put_text(svg,
             (LinePoint){ label->box.least.x + 1.5, label->box.least.y +
                                                        NAME_HEIGHT * 0.5 +
                                                        NAME_SIZE * 0.355 },
             NAME_SIZE, " font-weight=\"600\" fill=\"#1a1c21\"", place->name);
}

static void
put_places(GString *svg, const Map *map, const MapLabel *labels)
{
    for (guint i = 0; i < map->place_count; i++)
        put_name(svg, &map->places[i], &labels[i]);
    for (guint i = 0; i < map->place_count; i++)
        put_leader(svg, &labels[i]);
    for (guint i = 0; i < map->place_count; i++)
        put_dot(svg, &map->places[i], &labels[i]);
}

static MapLabel *
find_labels(const Map *map, const MapView *view)
{
    MapLabel *labels = g_new0(MapLabel, map->place_count + 1);
    for (guint i = 0; i < map->place_count; i++) {
        const char *name = map->places[i].name;
        labels[i].first = map->places[i].start;
        labels[i].true_at = map_view_point(view, map->places[i].at);
        if (name != NULL && *name != '\0')
            labels[i].width = map_text_width(name, NAME_SIZE) + 3;
    }
    map_spread(labels, map->place_count, DOT, &view->frame);
    return labels;
}

/* ---- the foot ------------------------------------------------------------------------- */

/* The longest round length (1, 2 or 5 times a power of ten) within MOST
 * metres. */
static double
round_length(double most)
{
    double power = pow(10, floor(log10(most)));
    return most >= 5 * power   ? 5 * power
           : most >= 2 * power ? 2 * power
                               : power;
}

static void
put_scale(GString *svg, const MapView *view, double base)
{
    enum { KM = 1000 };
    static const double most = 110;
    double metres = round_length(most * view->metres);
    double wide = metres / view->metres;
    g_autofree char *text = metres >= KM
                                ? g_strdup_printf("%.0f km", metres / KM)
                                : g_strdup_printf("%.0f m", metres);
    map_put_number(svg, "<path d=\"M0.5 ", base - 7, "");
    map_put_number(svg, "V", base - 2, "");
    map_put_number(svg, "H", wide + 0.5, "");
    map_put_number(svg, "V", base - 7,
                   "\" fill=\"none\" stroke=\"#1a1c21\" stroke-width=\"1\"/>");
    put_text(svg, (LinePoint){ wide + 5, base - 1.5 }, NOTE_SIZE,
             " font-weight=\"600\" fill=\"#1a1c21\"", text);
}

static void
put_north(GString *svg, const Map *map, double left, double base)
{
    map_put_number(svg, "<path d=\"M", left, "");
    map_put_number(svg, " ", base - 1, "");
    map_put_number(svg, "V", base - 8, "M");
    map_put_number(svg, "", left - 2.4, "");
    map_put_number(svg, " ", base - 5.2, "");
    map_put_number(svg, "L", left, "");
    map_put_number(svg, " ", base - 8.4, "");
    map_put_number(svg, "L", left + 2.4, "");
    map_put_number(svg, " ", base - 5.2,
                   "\" fill=\"none\" stroke=\"#1a1c21\" stroke-width=\"1\"/>");
    if (map->north != NULL)
        put_text(svg, (LinePoint){ left + 6, base - 1.5 }, NOTE_SIZE,
                 " font-weight=\"400\" fill=\"#1a1c21\"", map->north);
}

/* The first part of TEXT, to a word's end, that fits WIDTH; of one long word
 * all that fits. */
static gsize
fitting(const char *text, double width)
{
    gsize fits = 0, any = 0;
    for (const char *at = text; *at != '\0';) {
        const char *next = g_utf8_next_char(at);
        g_autofree char *part = g_strndup(text, (gsize)(next - text));
        if (map_text_width(part, NOTE_SIZE) > width)
            return fits > 0 ? fits : any;
        any = (gsize)(next - text);
        if (*next == ' ' || *next == '\0')
            fits = any;
        at = next;
    }
    return fits;
}

/* Where the foot's notes leave no room for the credit, it has lines of its
 * own beneath: it may not be cut. */
static GPtrArray *
credit_lines(const Map *map, double left, double width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const char *rest = map->credit != NULL ? map->credit : "";
    if (map_text_width(rest, NOTE_SIZE) <= width - left) {
        g_ptr_array_add(lines, g_strdup(rest));
        return lines;
    }
    g_ptr_array_add(lines, g_strdup(""));
    while (*rest != '\0' && lines->len <= CREDIT_LINES) {
        gsize length = MAX(fitting(rest, width), 1);
        g_ptr_array_add(lines, g_strndup(rest, length));
        rest += length;
        rest += strspn(rest, " ");
    }
    return lines;
}

static double
notes_width(const Map *map)
{
    static const double gap = 16;
    double words =
        map->north != NULL ? map_text_width(map->north, NOTE_SIZE) : 0;
    return NORTH_AT + words + gap;
}

static double
foot_height(const Map *map)
{
    g_autoptr(GPtrArray) lines =
        credit_lines(map, notes_width(map), map->width_mm * POINTS_MM);
    return FOOT + (lines->len - 1) * FOOT_LINE;
}

static void
put_foot(GString *svg, const Map *map, const MapView *view)
{
    double base = view->frame.most.y + FOOT - 2, right = view->frame.most.x;
    g_autoptr(GPtrArray) lines = credit_lines(map, notes_width(map), right);
    put_scale(svg, view, base);
    put_north(svg, map, NORTH_AT, base);
    for (guint i = 0; i < lines->len; i++) {
        const char *line = g_ptr_array_index(lines, i);
        if (*line != '\0')
            put_text(svg, (LinePoint){ right, base - 1.5 + i * FOOT_LINE },
                     NOTE_SIZE,
                     " font-weight=\"400\" text-anchor=\"end\""
                     " fill=\"#545960\"",
                     line);
    }
}

/* ---- what is seen -------------------------------------------------------------- */

static void
frame_view(const Map *map, MapView *view)
{
    LineBox degrees = lines_box(), plane = lines_box();
    for (guint i = 0; i < map->place_count; i++)
        lines_box_add(&degrees, map->places[i].at);
    view->projection = project_about(degrees.least, degrees.most);
    for (guint i = 0; i < map->place_count; i++)
        lines_box_add(&plane,
                      project_to_plane(&view->projection, map->places[i].at));
    double wide = map->width_mm * POINTS_MM;
    double high = map->height_mm * POINTS_MM - foot_height(map);
    double across = MAX(plane.most.x - plane.least.x, LEAST_M);
    double down = MAX(plane.most.y - plane.least.y, LEAST_M);
    view->frame = (LineBox){ { 0, 0 }, { wide, high } };
    view->metres =
        MAX(across / (wide - 2 * MARGIN), down / (high - 2 * MARGIN));
    LinePoint middle = { (plane.least.x + plane.most.x) / 2,
                         (plane.least.y + plane.most.y) / 2 };
    view->corner = (LinePoint){ middle.x - wide / 2 * view->metres,
                                middle.y + high / 2 * view->metres };
}

/* ---- all of it ---------------------------------------------------------------------------- */

static void
put_frame(GString *svg, const MapView *view, const char *attributes)
{
    map_put_number(svg, "<rect x=\"0.25\" y=\"0.25\" width=\"",
                   view->frame.most.x - 0.5, "\"");
    map_put_number(svg, " height=\"", view->frame.most.y - 0.5, "\"");
    g_string_append_printf(svg, "%s/>", attributes);
}

static void
put_head(GString *svg, const Map *map)
{
    map_put_number(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
                   map->width_mm, "mm\"");
    map_put_number(svg, " height=\"", map->height_mm, "mm\"");
    map_put_number(svg, " viewBox=\"0 0 ", map->width_mm * POINTS_MM, "");
    map_put_number(svg, " ", map->height_mm * POINTS_MM, "\">");
}

char *
map_svg(const Map *map)
{
    if (map->place_count == 0)
        return NULL;
    MapView view = { .metres = 1 };
    frame_view(map, &view);
    g_autofree MapLabel *labels = find_labels(map, &view);
    g_autoptr(GArray) ways = map_route_ways(map, labels);
    map_label(labels, map->place_count, DOT, NAME_HEIGHT,
              (const MapWay *)(void *)ways->data, ways->len, &view.frame);
    GString *svg = g_string_new(NULL);
    put_head(svg, map);
    put_frame(svg, &view, " fill=\"#f4f6f7\"");
    map_put_ground(svg, map, &view);
    map_put_routes(svg, map, labels, DOT);
    put_places(svg, map, labels);
    put_frame(svg, &view,
              " fill=\"none\" stroke=\"#ccd1d6\" stroke-width=\"0.5\"");
    put_foot(svg, map, &view);
    g_string_append(svg, "</svg>");
    return g_string_free(svg, FALSE);
}
