/*
 * Maps that come from outside: what is read of them, what is said of bad
 * ones, and what a day keeps.
 */
#include <math.h>
#include <string.h>

#include "planner/base/scan.h"
#include "planner/store/geojson.h"
#include "planner/store/ground.h"
#include "planner/store/trim.h"
#include "tests/unit/import-example.h"

/* ---- JSON, whatever it holds ----------------------------------------------------- */

static gboolean
is_json(const char *text)
{
    Scan scan;
    scan_init(&scan, text, strlen(text));
    return scan_skip(&scan) && scan_done(&scan);
}

static void
test_scan(void)
{
    static const char *const good[] = {
        "{}",
        "[]",
        " [1, -2.5e+3, 0, 0.1]\n",
        "\"\\u00e5\\ud83d\\ude00\\n\"",
        "{\"a\": {\"b\": [true, false, null, \"\"]}}",
        "\"å\"",
        "-0",
    };
    static const char *const bad[] = {
        "",         "{",       "[1,]",    "[,1]",        "{\"a\"}",
        "{\"a\":}", "{a:1}",   "[1 2]",   "01",          "1.",
        ".5",       "+1",      "1e",      "--1",         "nul",
        "\"",       "\"\n\"",  "\"\\x\"", "\"\\ud83d\"", "\"\\u0000\"",
        "[1]]",     "/* */[]", "NaN",     "{} {}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
        if (!is_json(good[i]))
            g_error("refused: %s", good[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        if (is_json(bad[i]))
            g_error("taken: %s", bad[i]);
    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < SCAN_DEPTH_MAX; i++)
        g_string_append_c(deep, '[');
    for (int i = 0; i < SCAN_DEPTH_MAX; i++)
        g_string_append_c(deep, ']');
    g_assert_true(is_json(deep->str));
    g_string_prepend_c(deep, '[');
    g_string_append_c(deep, ']');
    g_assert_false(is_json(deep->str));
}

static void
test_scan_text(void)
{
    char out[6] = "";
    Scan scan;
    const char *text = "\"a\\u00e5\\t\\ud83d\\ude00\" 7";
    double number = 0;
    scan_init(&scan, text, strlen(text));
    g_assert_true(scan_text(&scan, out, sizeof out));
    g_assert_cmpstr(out, ==, "aå\t"); /* what fits whole */
    g_assert_true(scan_number(&scan, &number));
    g_assert_cmpfloat(number, ==, 7);
    g_assert_false(scan_number(&scan, &number));
    g_assert_false(scan_done(&scan));
}

/* ---- what a shape is ------------------------------------------------------------- */

/* A collection of one feature with PROPERTIES and GEOMETRY. */
static char *
one_feature(const char *properties, const char *geometry)
{
    return g_strdup_printf("{\"features\": [{\"properties\": %s, "
                           "\"geometry\": %s, \"type\": \"Feature\"}], "
                           "\"type\": \"FeatureCollection\"}",
                           properties, geometry);
}

static const char LINE[] = "{\"coordinates\": [[11.9, 57.7], [12, 57.8, 3]],"
                           " \"type\": \"LineString\"}";
static const char AREA[] =
    "{\"type\": \"Polygon\", \"coordinates\": [[[11.9, 57.7], [12, 57.7],"
    " [12, 57.8], [11.9, 57.7]]]}";

static GeoFile *
read_well(const char *text)
{
    g_autoptr(GError) error = NULL;
    GeoFile *file = geojson_read(text, strlen(text), &error);
    g_assert_no_error(error);
    return file;
}

static void
test_kinds(void)
{
    static const struct {
        const char *properties, *geometry;
        MapKind kind;
    } rows[] = {
        { "{\"natural\": \"water\", \"name\": \"Mjörn\"}", AREA, MAP_WATER },
        { "{\"natural\": \"coastline\"}", LINE, MAP_LAND },
        { "{\"waterway\": \"river\"}", LINE, MAP_RIVER },
        { "{\"highway\": \"primary\", \"landuse\": \"x\"}", LINE, MAP_ROAD },
        { "{\"landuse\": \"forest\"}", AREA, MAP_AREA },
        { "{\"railway\": \"rail\"}", LINE, MAP_RAIL },
        { "{\"boundary\": \"administrative\"}", AREA, MAP_BORDER },
        { "{\"kind\": \"water\", \"natural\": \"wood\"}", AREA, MAP_WATER },
        { "{\"Typ\": \"Järnväg\"}", LINE, MAP_RAIL },
        { "{\"slag\": \"stadsomrade\"}", AREA, MAP_LAND },
        { "{\"kod\": 7, \"x\": {\"y\": [1]}}", AREA, MAP_AREA },
        { "{}", LINE, MAP_ROAD },
        { "null", LINE, MAP_ROAD },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            one_feature(rows[i].properties, rows[i].geometry);
        g_autoptr(GeoFile) file = read_well(text);
        g_assert_cmpuint(file->shapes->len, ==, 1);
        const GeoShape *shape = g_ptr_array_index(file->shapes, 0);
        g_assert_cmpint(shape->shape.kind, ==, rows[i].kind);
        g_assert_cmpuint(shape->feature, ==, 1);
        if (i == 0)
            g_assert_cmpstr(shape->name, ==, "Mjörn");
    }
    for (MapKind kind = 0; kind < MAP_KIND_COUNT; kind++)
        g_assert_cmpint(geojson_kind(geojson_kind_name(kind)), ==, kind);
    g_assert_cmpint(geojson_kind("hund"), ==, MAP_KIND_COUNT);
}

static void
test_left_out(void)
{
    const char *const text =
        "{\"type\": \"FeatureCollection\", \"Attribution\": \" © Vi \","
        " \"features\": ["
        "{\"type\": \"Feature\", \"properties\": null, \"geometry\":"
        "  {\"type\": \"Point\", \"coordinates\": [11, 57]}},"
        "{\"type\": \"Feature\", \"properties\": {}, \"geometry\": null},"
        "{\"type\": \"Feature\", \"properties\": {}, \"geometry\":"
        "  {\"type\": \"GeometryCollection\", \"geometries\": []}},"
        "{\"type\": \"Feature\", \"properties\": {\"highway\": \"footway\"},"
        "  \"geometry\": {\"type\": \"LineString\", \"coordinates\": []}},"
        "{\"type\": \"Feature\", \"properties\": {}, \"geometry\":"
        "  {\"type\": \"MultiPolygon\", \"coordinates\": [[[[1,1],[2,1],[2,2],"
        "[1,1]]],[[[5,5],[6,5],[6,6],[5,5]],[[5.1,5.1],[5.2,5.1],[5.2,5.2],"
        "[5.1,5.1]]]]}}]}";
    g_autoptr(GeoFile) file = read_well(text);
    g_assert_cmpuint(file->features, ==, 5);
    g_assert_cmpuint(file->points, ==, 3);
    g_assert_cmpuint(file->minor, ==, 1);
    g_assert_cmpstr(file->credit, ==, "© Vi");
    g_assert_cmpuint(file->shapes->len, ==, 1);
    const GeoShape *shape = g_ptr_array_index(file->shapes, 0);
    g_assert_cmpuint(shape->shape.lines.ends->len, ==, 3);
    g_assert_true(geojson_is(text, strlen(text)));
    g_assert_false(geojson_is("{\"type\": \"Feature\"}", 19));
    g_assert_false(geojson_is("{\"id\": 1}", 9));
}

static void
test_bad(void)
{
    static const struct {
        const char *geometry, *says;
    } rows[] = {
        { "{\"type\": \"LineString\", \"coordinates\": [[319000, 6400000]]}",
          "EPSG:4326" },
        { "{\"type\": \"LineString\", \"coordinates\": [[11, 1e999]]}",
          "EPSG:4326" },
        { "{\"type\": \"LineString\", \"coordinates\": [[11]]}", "ett tal" },
        { "{\"type\": \"LineString\", \"coordinates\": [11, 57]}", "7946" },
        { "{\"type\": \"LineString\", \"coordinates\": [[[11, 57]]]}", "7946" },
        { "{\"type\": \"Polygon\", \"coordinates\": [[1, 2], [[1, 2]]]}",
          "7946" },
        { "{\"type\": \"Polygon\", \"coordinates\": [[[[[[1]]]]]]}", "7946" },
        { "{\"type\": \"Polygon\", \"coordinates\": [[[1, 2], [2, 2], [2, 3],"
          " [1, 3]]]}",
          "slutar inte" },
        { "{\"type\": \"LineString\", \"coordinates\": [[\"a\", 1]]}",
          "riktig GeoJSON" },
        { "{\"type\": \"LineString\", \"coordinates\": 7}", "7946" },
        { "[]", "riktig GeoJSON" },
        { "{\"type\": 5}", "riktig GeoJSON" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = one_feature("{}", rows[i].geometry);
        g_assert_null(geojson_read(text, strlen(text), &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
        if (strstr(error->message, rows[i].says) == NULL ||
            !g_str_has_prefix(error->message, "objekt 1: "))
            g_error("%s: %s", rows[i].geometry, error->message);
    }
}

static void
test_no_map(void)
{
    static const char *const texts[] = { "",
                                         "hej",
                                         "[]",
                                         "{}",
                                         "{\"type\": 1}",
                                         "\xff",
                                         "{} x",
                                         "{\"features\": []}" };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(geojson_read(texts[i], strlen(texts[i]), &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    }
}

/* ---- what a day keeps --------------------------------------------------------------- */

static void
test_trim(void)
{
    /* A long line through the day's box, and an island far away. */
    const char *const text =
        "{\"type\": \"FeatureCollection\", \"features\": ["
        "{\"type\": \"Feature\", \"properties\": {\"name\": \"Ö\"},"
        " \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[18, 59],"
        " [18.1, 59], [18.1, 59.1], [18, 59]]]}},"
        "{\"type\": \"Feature\", \"properties\": {\"name\": \"Väg\"},"
        " \"geometry\": {\"type\": \"LineString\", \"coordinates\":"
        " [[5, 57.7], [11.95, 57.7], [11.97, 57.7000001], [25, 57.7]]}}]}";
    const LineBox places = { { 11.9, 57.65 }, { 12.1, 57.75 } };
    g_autoptr(GeoFile) file = read_well(text);
    g_autoptr(GPtrArray) rows = trim_shapes(file, &places);
    g_assert_cmpuint(rows->len, ==, 1);
    const TrimRow *row = g_ptr_array_index(rows, 0);
    g_assert_cmpstr(row->name, ==, "Väg");
    g_auto(Lines) lines;
    LineBox box = trim_box(&places);
    g_assert_true(geojson_shape(row->shape, &lines));
    g_assert_cmpuint(lines.ends->len, ==, 1);
    for (guint i = 0; i < lines.points->len; i++) {
        LinePoint point = g_array_index(lines.points, LinePoint, i);
        g_assert_cmpfloat(point.x, >=, box.least.x - 1e-4);
        g_assert_cmpfloat(point.x, <=, box.most.x + 1e-4);
        /* Straight in the plane, and 57.7 all the same. */
        g_assert_cmpfloat(fabs(point.y - 57.7), <, 0.02);
    }
    g_assert_cmpfloat(box.least.x, <, 11.86);
    g_assert_false(trim_is_swapped(file, &places));
    const LineBox swapped = { { 59, 18 }, { 59.05, 18.05 } };
    g_assert_true(trim_is_swapped(file, &swapped));
}

static void
test_too_much(void)
{
    g_autoptr(GString) text = g_string_new(
        "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": "
        "\"Feature\", \"properties\": {}, \"geometry\": {\"type\": "
        "\"LineString\", \"coordinates\": [");
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    const LineBox places = { { 11.9, 57.65 }, { 12.1, 57.75 } };
    for (int i = 0; i < 150000; i++)
        g_string_append_printf(text, "%s[%d.%04d,57.%04d]", i > 0 ? "," : "",
                               11 + i % 2, g_rand_int_range(random, 0, 9999),
                               g_rand_int_range(random, 6500, 7500));
    g_string_append(text, "]}}]}");
    g_autoptr(GeoFile) file = read_well(text->str);
    g_autoptr(GPtrArray) rows = trim_shapes(file, &places);
    guint points = 0;
    for (guint i = 0; i < rows->len; i++) {
        const TrimRow *row = g_ptr_array_index(rows, i);
        g_auto(Lines) lines;
        g_assert_true(geojson_shape(row->shape, &lines));
        points += lines.points->len;
    }
    g_assert_cmpuint(points, <=, TRIM_POINTS_MAX);
}

static void
test_stored(void)
{
    static const char *const bad[] = { "",     "[]",
                                       "[1]",  "[[1,2]]",
                                       "null", "[[[1,2]]] x",
                                       "{}",   "[[[181,0],[1,1]]]" };
    g_auto(Lines) lines;
    g_assert_true(
        geojson_shape("[[[11.5,57.25],[12,58]],[[1,2],[3,4]]]", &lines));
    g_autofree char *text = geojson_text(&lines);
    g_assert_cmpstr(text, ==,
                    "[[[11.50000,57.25000],[12.00000,58.00000]],"
                    "[[1.00000,2.00000],[3.00000,4.00000]]]");
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_auto(Lines) none;
        g_assert_false(geojson_shape(bad[i], &none));
        g_assert_cmpuint(none.ends->len, ==, 0);
    }
}

/* ---- in the store ---------------------------------------------------------------------- */

static Ground *
ground_well(Store *store)
{
    g_autoptr(GError) error = NULL;
    Ground *ground = ground_of(store, 1, &error);
    g_assert_no_error(error);
    return ground;
}

/* The event has the program's own ground until it has a map, and again when
 * that is taken back. */
static void
/* NOLINTNEXTLINE(readability-function-size): one case after the other. */
test_import(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "hundra.db", NULL);
    g_autofree char *map = g_build_filename(folder, "stan.geojson", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = one_feature("{\"kind\": \"vatten\"}", AREA);
    const Clock clock = { .fixed_utc = 1652191500 };
    g_autoptr(Store) store = open_store(path, &clock);
    g_autofree char *event = example("event.json");
    g_autofree char *sites = example("sites.csv");
    import_report_free(
        import_well(store, (const char *[]){ event, sites, NULL }));
    g_autoptr(Ground) own = ground_well(store);
    g_assert_cmpuint(own->shapes->len, >, 5);
    g_assert_cmpstr(own->credit, ==, "Grov skiss av kust och älv");
    g_assert_true(g_file_set_contents(map, text, -1, NULL));
    for (int again = 0; again < 2; again++) {
        g_autoptr(ImportReport) report =
            import_well(store, (const char *[]){ map, NULL });
        const ImportCount *count = g_ptr_array_index(report->counts, 0);
        g_assert_cmpint(count->added, ==, again ? 0 : 1);
        g_assert_cmpint(count->same, ==, again ? 1 : 0);
    }
    g_autoptr(Ground) ground = ground_well(store);
    g_assert_cmpuint(ground->shapes->len, ==, 1);
    g_assert_cmpint(g_array_index(ground->shapes, MapShape, 0).kind, ==,
                    MAP_WATER);
    g_assert_cmpstr(ground->credit, ==, "Karta: stan.geojson");
    g_assert_true(store_undo(store, "test", NULL, &error));
    g_autoptr(Ground) back = ground_well(store);
    g_assert_cmpuint(back->shapes->len, ==, own->shapes->len);
    g_clear_pointer(&store, store_close);
    folder_remove(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/geojson/scan", test_scan);
    g_test_add_func("/geojson/scan-text", test_scan_text);
    g_test_add_func("/geojson/kinds", test_kinds);
    g_test_add_func("/geojson/left-out", test_left_out);
    g_test_add_func("/geojson/bad", test_bad);
    g_test_add_func("/geojson/no-map", test_no_map);
    g_test_add_func("/geojson/trim", test_trim);
    g_test_add_func("/geojson/too-much", test_too_much);
    g_test_add_func("/geojson/stored", test_stored);
    g_test_add_func("/geojson/import", test_import);
    return g_test_run();
}
