/*
 * The map: true distances, names that do not hide each other, text that can
 * be read, the same bytes each time.
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "templates/map-labels.h"
#include "templates/map.h"

#define SITES "docs/examples/foretagsbesok-2022/sites.csv"

enum { SITES_MAX = 40, NAME_COLUMN = 1, LATITUDE = 4, LONGITUDE = 5 };

typedef struct Sites {
    MapPlace places[SITES_MAX];
    char *names[SITES_MAX], *numbers[SITES_MAX];
    guint count;
} Sites;

static void
sites_read(Sites *sites)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(SITES, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    sites->count = 0;
    for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ";", -1);
        g_assert_cmpuint(g_strv_length(cells), >, LONGITUDE);
        guint at = sites->count++;
        sites->names[at] = g_strdup(cells[NAME_COLUMN]);
        sites->numbers[at] = g_strdup_printf("%u", i);
        sites->places[at] = (MapPlace){
            .at = { g_ascii_strtod(cells[LONGITUDE], NULL),
                    g_ascii_strtod(cells[LATITUDE], NULL) },
            .name = sites->names[at],
            .number = sites->numbers[at],
            .start = i == 1,
        };
    }
    g_assert_cmpuint(sites->count, ==, 30);
}

static void
sites_clear(Sites *sites)
{
    for (guint i = 0; i < sites->count; i++) {
        g_free(sites->names[i]);
        g_free(sites->numbers[i]);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sites, sites_clear)

/* ---- projection ------------------------------------------------------------------ */

static void
test_distances(void)
{
    /* All of the region and then some: two degrees wide, one and a half
     * high. */
    Projection projection =
        project_about((LinePoint){ 11, 57.2 }, (LinePoint){ 13, 58.7 });
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    for (int i = 0; i < 2000; i++) {
        LinePoint a = { g_rand_double_range(random, 11, 13),
                        g_rand_double_range(random, 57.2, 58.7) };
        LinePoint b = { g_rand_double_range(random, 11, 13),
                        g_rand_double_range(random, 57.2, 58.7) };
        LinePoint p = project_to_plane(&projection, a);
        LinePoint q = project_to_plane(&projection, b);
        double metres = map_metres(a, b);
        g_assert_cmpfloat(fabs(hypot(p.x - q.x, p.y - q.y) - metres), <=,
                          metres * 0.005);
        LinePoint back = project_to_globe(&projection, p);
        g_assert_cmpfloat(fabs(back.x - a.x), <, 1e-9);
        g_assert_cmpfloat(fabs(back.y - a.y), <, 1e-9);
    }
    /* Göteborg to Stockholm: 397 km by any handbook. */
    double far = map_metres((LinePoint){ 11.974, 57.709 },
                            (LinePoint){ 18.069, 59.329 });
    g_assert_cmpfloat(fabs(far - 397000), <, 2000);
}

/* ---- lines ------------------------------------------------------------------------ */

static double
gap_to(LinePoint p, const LinePoint *line, guint count)
{
    double least = INFINITY;
    for (guint i = 1; i < count; i++) {
        LinePoint a = line[i - 1], b = line[i];
        double x = b.x - a.x, y = b.y - a.y, square = x * x + y * y;
        double t =
            square > 0 ? ((p.x - a.x) * x + (p.y - a.y) * y) / square : 0;
        t = CLAMP(t, 0, 1);
        least = MIN(least, hypot(p.x - a.x - t * x, p.y - a.y - t * y));
    }
    return least;
}

static void
test_simplify(void)
{
    g_auto(Lines) simple;
    LinePoint walk[9000];
    g_autoptr(GRand) random = g_rand_new_with_seed(2);
    walk[0] = (LinePoint){ 0, 0 };
    for (guint i = 1; i < G_N_ELEMENTS(walk); i++)
        walk[i] =
            (LinePoint){ walk[i - 1].x + 1,
                         walk[i - 1].y + g_rand_double_range(random, -1, 1) };
    lines_init(&simple);
    lines_simplify(&simple, walk, G_N_ELEMENTS(walk), 3);
    guint count = 0;
    const LinePoint *points = lines_at(&simple, 0, &count);
    g_assert_cmpuint(simple.ends->len, ==, 1);
    g_assert_cmpuint(count, >, 2);
    g_assert_cmpuint(count, <, G_N_ELEMENTS(walk) / 4);
    for (guint i = 0; i < G_N_ELEMENTS(walk); i++)
        g_assert_cmpfloat(gap_to(walk[i], points, count), <=, 3.0001);
    g_assert_cmpfloat(points[count - 1].x, ==, walk[8999].x);
}

static double
area_of(const LinePoint *ring, guint count)
{
    double sum = 0;
    for (guint i = 1; i < count; i++)
        sum += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
    return fabs(sum / 2);
}

static void
test_clip(void)
{
    g_auto(Lines) out;
    const LineBox box = { { 0, 0 }, { 10, 10 } };
    const LinePoint ring[] = {
        { -5, 5 }, { 5, 15 }, { 15, 5 }, { 5, -5 }, { -5, 5 }
    };
    const LinePoint path[] = {
        { -5, 5 }, { 5, 5 }, { 5, 20 }, { 7, 20 }, { 7, -3 }
    };
    guint count = 0;
    lines_init(&out);
    /* The square on its corner covers the whole box. */
    lines_clip(&out, ring, G_N_ELEMENTS(ring), &box, TRUE);
    const LinePoint *points = lines_at(&out, 0, &count);
    g_assert_true(lines_is_ring(points, count));
    g_assert_cmpfloat(fabs(area_of(points, count) - 100), <, 1e-6);
    /* In, out above, in again from there and out below. */
    lines_clip(&out, path, G_N_ELEMENTS(path), &box, FALSE);
    g_assert_cmpuint(out.ends->len, ==, 3);
    points = lines_at(&out, 1, &count);
    g_assert_cmpuint(count, ==, 3);
    g_assert_cmpfloat(points[0].x, ==, 0);
    g_assert_cmpfloat(points[2].y, ==, 10);
    points = lines_at(&out, 2, &count);
    g_assert_cmpuint(count, ==, 2);
    g_assert_cmpfloat(points[0].y, ==, 10);
    g_assert_cmpfloat(points[1].y, ==, 0);
    /* Nothing of what lies beside it. */
    lines_clip(&out, (LinePoint[]){ { 20, 20 }, { 30, 30 } }, 2, &box, FALSE);
    g_assert_cmpuint(out.ends->len, ==, 3);
}

static void
test_smooth(void)
{
    g_auto(Lines) out;
    const LinePoint ring[] = {
        { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 4 }, { 0, 0 }
    };
    const LinePoint path[] = { { 0, 0 }, { 4, 0 }, { 4, 4 } };
    guint count = 0;
    lines_init(&out);
    lines_smooth(&out, ring, G_N_ELEMENTS(ring));
    const LinePoint *points = lines_at(&out, 0, &count);
    g_assert_true(lines_is_ring(points, count));
    g_assert_cmpuint(count, ==, 17);
    g_assert_cmpfloat(area_of(points, count), <, 16);
    g_assert_cmpfloat(area_of(points, count), >, 13);
    lines_smooth(&out, path, G_N_ELEMENTS(path));
    points = lines_at(&out, 1, &count);
    g_assert_cmpfloat(points[0].x + points[0].y, ==, 0);
    g_assert_cmpfloat(points[count - 1].x + points[count - 1].y, ==, 8);
}

/* ---- labels ---------------------------------------------------------------------- */

static gboolean
hides(const LineBox *box, LinePoint dot, double radius)
{
    double x = CLAMP(dot.x, box->least.x, box->most.x);
    double y = CLAMP(dot.y, box->least.y, box->most.y);
    return hypot(dot.x - x, dot.y - y) < radius;
}

/* LABELS keep apart, all of them in FRAME. */
static void
expect_clear(const MapLabel *labels, guint count, double radius,
             const LineBox *frame)
{
    for (guint i = 0; i < count; i++) {
        g_assert_true(lines_box_holds(frame, labels[i].at));
        if (labels[i].placed) {
            g_assert_true(lines_box_holds(frame, labels[i].box.least));
            g_assert_true(lines_box_holds(frame, labels[i].box.most));
        }
        for (guint j = 0; j < count; j++) {
            if (i == j)
                continue;
            g_assert_cmpfloat(hypot(labels[i].at.x - labels[j].at.x,
                                    labels[i].at.y - labels[j].at.y),
                              >=, 2 * radius);
            if (!labels[i].placed)
                continue;
            g_assert_false(hides(&labels[i].box, labels[j].at, radius));
            g_assert_false(labels[j].placed &&
                           lines_box_meets(&labels[i].box, &labels[j].box));
        }
    }
}

static void
test_labels(void)
{
    g_auto(Sites) sites;
    sites_read(&sites);
    const LineBox frame = { { 0, 0 }, { 500, 600 } };
    MapLabel labels[SITES_MAX] = { 0 };
    guint placed = 0;
    for (guint i = 0; i < sites.count; i++) {
        LinePoint at = sites.places[i].at;
        labels[i].true_at = (LinePoint){ 40 + (at.x - 11.77) * 1400,
                                         560 - (at.y - 57.59) * 2500 };
        labels[i].width = map_text_width(sites.names[i], 8) + 3;
    }
    map_spread(labels, sites.count, 6.6, &frame);
    map_label(labels, sites.count, 6.6, 10, NULL, 0, &frame);
    expect_clear(labels, sites.count, 6.6, &frame);
    for (guint i = 0; i < sites.count; i++)
        placed += labels[i].placed ? 1 : 0;
    g_assert_cmpuint(placed, >=, sites.count - 3);
}

/* Forty on one spot part, and stay near it. */
static void
test_one_spot(void)
{
    const LineBox frame = { { 0, 0 }, { 400, 400 } };
    MapLabel labels[40] = { 0 };
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        labels[i].true_at = (LinePoint){ 200, 200 };
        labels[i].width = 60;
    }
    map_spread(labels, G_N_ELEMENTS(labels), 6.6, &frame);
    map_label(labels, G_N_ELEMENTS(labels), 6.6, 10, NULL, 0, &frame);
    expect_clear(labels, G_N_ELEMENTS(labels), 6.6, &frame);
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
        g_assert_cmpfloat(hypot(labels[i].at.x - 200, labels[i].at.y - 200), <,
                          80);
}

static void
test_width(void)
{
    g_assert_cmpfloat(map_text_width("", 8), ==, 0);
    g_assert_cmpfloat(map_text_width("åÄé", 10), ==, map_text_width("aAe", 10));
    g_assert_cmpfloat(map_text_width("中", 10), ==, 9);
}

/* ---- the drawing ------------------------------------------------------------------ */

/* Every number that stands after NAME in SVG goes to CHECK. */
static guint
each_number(const char *svg, const char *name, double least)
{
    guint count = 0;
    for (const char *at = svg; (at = strstr(at, name)) != NULL; count++) {
        at += strlen(name);
        g_assert_cmpfloat(g_ascii_strtod(at, NULL), >=, least);
    }
    return count;
}

static guint
times(const char *svg, const char *what)
{
    guint count = 0;
    for (const char *at = svg; (at = strstr(at, what)) != NULL; at++)
        count++;
    return count;
}

static void
/* NOLINTNEXTLINE(readability-function-size): one case after the other. */
test_drawing(void)
{
    static const char *const elements[] = { "svg",  "path", "circle",
                                            "rect", "line", "text" };
    g_auto(Sites) sites;
    sites_read(&sites);
    const guint day[] = { 0, 5, 9, 5, 0 }, other[] = { 0, 20, 21, 0 };
    const MapRoute routes[] = { { day, G_N_ELEMENTS(day), 0 },
                                { other, G_N_ELEMENTS(other), 1 } };
    const Map map = { .width_mm = 178,
                      .height_mm = 200,
                      .places = sites.places,
                      .place_count = sites.count,
                      .routes = routes,
                      .route_count = G_N_ELEMENTS(routes),
                      .credit = "Karta: A & B",
                      .north = "Norr är uppåt" };
    g_autofree char *svg = map_svg(&map);
    g_autofree char *again = map_svg(&map);
    g_assert_cmpstr(svg, ==, again);
    g_assert_nonnull(strstr(svg, ">Karta: A &amp; B</text>"));
    g_assert_nonnull(strstr(svg, ">Norr är uppåt</text>"));
    g_assert_nonnull(strstr(svg, " km</text>"));
    /* Each number in its dot, text that can be read. */
    for (guint i = 0; i < sites.count; i++) {
        g_autofree char *dot = g_strdup_printf(">%s</text>", sites.numbers[i]);
        g_assert_cmpuint(times(svg, dot), ==, 1);
    }
    g_assert_cmpuint(each_number(svg, "font-size=\"", 7.8), >, sites.count);
    /* Nothing but what a sheet can draw. */
    guint known = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
        g_autofree char *open = g_strdup_printf("<%s ", elements[i]);
        known += times(svg, open);
    }
    g_assert_cmpuint(known + times(svg, "</"), ==, times(svg, "<"));
    g_assert_null(strstr(svg, "opacity"));
    g_assert_null(strstr(svg, "nan"));
    g_assert_null(strstr(svg, "inf"));
    /* Both routes, the second in pieces. */
    g_assert_cmpuint(times(svg, "stroke=\"#00609c\""), ==, 1);
    const char *second = strstr(svg, "stroke=\"#8a3b12\"");
    g_assert_nonnull(second);
    while (!g_str_has_prefix(second, "<path"))
        second--;
    g_autofree char *path =
        g_strndup(second, (gsize)(strchr(second, '>') - second));
    g_assert_cmpuint(times(path, "M"), >, 10);
}

/* The attribute NAME of the first element at FROM. */
static double
number_at(const char *from, const char *name)
{
    const char *at = strstr(from, name);
    g_assert_nonnull(at);
    return g_ascii_strtod(at + strlen(name), NULL);
}

/* Two places, and the bar beneath them says how far apart they lie. */
static void
test_scale(void)
{
    const MapPlace places[] = { { { 11.9, 57.7 }, "1", NULL, FALSE },
                                { { 12.1, 57.7 }, "2", NULL, FALSE } };
    const Map map = {
        .width_mm = 178, .height_mm = 120, .places = places, .place_count = 2
    };
    g_autofree char *svg = map_svg(&map);
    const char *first = strstr(svg, "<circle ");
    const char *second = strstr(first + 1, "<circle ");
    double apart = number_at(second, "cx=\"") - number_at(first, "cx=\"");
    const char *bar = strstr(svg, "<path d=\"M0.5 ");
    double wide = number_at(bar, "H") - 0.5;
    double km = g_ascii_strtod(strstr(strstr(bar, "<text "), ">") + 1, NULL);
    double metres = map_metres(places[0].at, places[1].at);
    g_assert_cmpfloat(fabs(apart / wide * km * 1000 - metres), <,
                      metres * 0.01);
}

static void
test_few(void)
{
    const MapPlace one = { { 11.97, 57.7 }, "1", "Här", FALSE };
    const guint same[] = { 0, 0, 0 };
    const MapRoute route = { same, G_N_ELEMENTS(same), 3 };
    Map map = { .width_mm = 100, .height_mm = 100 };
    g_assert_null(map_svg(&map));
    map.places = &one;
    map.place_count = 1;
    map.routes = &route;
    map.route_count = 1;
    g_autofree char *svg = map_svg(&map);
    g_assert_nonnull(strstr(svg, ">Här</text>"));
    g_assert_nonnull(strstr(svg, " m</text>"));
    g_assert_null(strstr(svg, "nan"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/map/distances", test_distances);
    g_test_add_func("/map/simplify", test_simplify);
    g_test_add_func("/map/clip", test_clip);
    g_test_add_func("/map/smooth", test_smooth);
    g_test_add_func("/map/labels", test_labels);
    g_test_add_func("/map/one-spot", test_one_spot);
    g_test_add_func("/map/width", test_width);
    g_test_add_func("/map/drawing", test_drawing);
    g_test_add_func("/map/scale", test_scale);
    g_test_add_func("/map/few", test_few);
    return g_test_run();
}
