/*
 * An office's map, from its bytes to what the store keeps, and drawn.
 */
#include <string.h>

#include "planner/store/geojson.h"
#include "planner/store/trim.h"
#include "tests/fuzz/fuzz.h"

static const LineBox PLACES = { { 11.77, 57.59 }, { 12.07, 57.8 } };

static void
draw(const GPtrArray *rows)
{
    g_autoptr(GArray) shapes = g_array_new(FALSE, FALSE, sizeof(MapShape));
    const MapPlace places[] = { { PLACES.least, "1", "Här", TRUE },
                                { PLACES.most, "2", "Där", FALSE } };
    for (guint i = 0; i < rows->len; i++) {
        const TrimRow *row = g_ptr_array_index(rows, i);
        MapShape shape = { .kind = row->kind };
        g_assert_true(geojson_shape(row->shape, &shape.lines));
        g_array_append_val(shapes, shape);
    }
    const Map map = { .width_mm = 178,
                      .height_mm = 200,
                      .shapes = (const MapShape *)(void *)shapes->data,
                      .shape_count = shapes->len,
                      .places = places,
                      .place_count = G_N_ELEMENTS(places) };
    g_autofree char *svg = map_svg(&map);
    g_assert_null(strstr(svg, "nan"));
    g_assert_null(strstr(svg, "inf"));
    for (guint i = 0; i < shapes->len; i++)
        lines_clear(&g_array_index(shapes, MapShape, i).lines);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = fuzz_text(data, size);
    g_autoptr(GeoFile) file = geojson_read(text, size, &error);
    g_assert_true((file == NULL) == (error != NULL));
    if (file == NULL) {
        fuzz_expect_line(error->message);
        return;
    }
    geojson_is(text, size);
    g_autoptr(GPtrArray) rows = trim_shapes(file, &PLACES);
    trim_is_swapped(file, &PLACES);
    draw(rows);
}
