#include "planner/store/trim.h"

#include <math.h>

static const double MARGIN_SHARE = 0.25, MARGIN_LEAST_M = 3000;

/* Of what is seen: 0.05 mm of a sheet's 178. */
static const double FINEST_SHARE = 0.05 / 178;

enum { ROUNDS = 12 }; /* then a map's width is its tolerance */

static void
row_free(gpointer data)
{
    TrimRow *row = data;
    g_free(row->name);
    g_free(row->shape);
    g_free(row);
}

/* PLACES with its room, in metres of PROJECTION. */
static LineBox
plane_box(const Projection *projection, const LineBox *places)
{
    LineBox box = lines_box();
    LinePoint corners[] = { places->least,
                            { places->least.x, places->most.y },
                            places->most,
                            { places->most.x, places->least.y } };
    for (gsize i = 0; i < G_N_ELEMENTS(corners); i++)
        lines_box_add(&box, project_to_plane(projection, corners[i]));
    double wide = box.most.x - box.least.x, high = box.most.y - box.least.y;
    double margin = MAX(MARGIN_LEAST_M, MAX(wide, high) * MARGIN_SHARE);
    /* A map may be of any shape: what is narrow gets more. */
    double more_x = margin + MAX(0, high - wide) / 2;
    double more_y = margin + MAX(0, wide - high) / 2;
    return (LineBox){ { box.least.x - more_x, box.least.y - more_y },
                      { box.most.x + more_x, box.most.y + more_y } };
}

LineBox
trim_box(const LineBox *places)
{
    Projection projection = project_about(places->least, places->most);
    LineBox plane = plane_box(&projection, places), box = lines_box();
    lines_box_add(&box, project_to_globe(&projection, plane.least));
    lines_box_add(&box, project_to_globe(&projection, plane.most));
    lines_box_add(&box,
                  project_to_globe(&projection,
                                   (LinePoint){ plane.least.x, plane.most.y }));
    lines_box_add(&box,
                  project_to_globe(&projection,
                                   (LinePoint){ plane.most.x, plane.least.y }));
    return box;
}

/* ---- one shape ------------------------------------------------------------------ */

typedef struct Trim {
    Projection projection;
    LineBox box;      /* metres */
    LineBox degrees;  /* about the same, to leave out what lies far away */
    double tolerance; /* metres */
} Trim;

/* Line INDEX of FROM, cut, made simpler and back in degrees, into TO. */
static void
trim_line(const Trim *trim, const Lines *from, guint index, Lines *to)
{
    g_auto(Lines) plane, cut, simple;
    guint count = 0;
    LineBox box = lines_box();
    const LinePoint *points = lines_at(from, index, &count);
    for (guint i = 0; i < count; i++)
        lines_box_add(&box, points[i]);
    lines_init(&plane);
    lines_init(&cut);
    lines_init(&simple);
    if (!lines_box_meets(&box, &trim->degrees))
        return;
    gboolean ring = lines_is_ring(points, count);
    for (guint i = 0; i < count; i++) {
        LinePoint point = project_to_plane(&trim->projection, points[i]);
        g_array_append_val(plane.points, point);
    }
    lines_clip(&cut, &g_array_index(plane.points, LinePoint, 0), count,
               &trim->box, ring);
    for (guint i = 0; i < cut.ends->len; i++) {
        points = lines_at(&cut, i, &count);
        lines_simplify(&simple, points, count, trim->tolerance);
    }
    for (guint i = 0; i < simple.ends->len; i++) {
        points = lines_at(&simple, i, &count);
        for (guint p = 0; p < count; p++) {
            LinePoint point = project_to_globe(&trim->projection, points[p]);
            g_array_append_val(to->points, point);
        }
        lines_end(to, 2);
    }
}

static TrimRow *
trim_shape(const Trim *trim, const GeoShape *shape, guint *points)
{
    g_auto(Lines) lines;
    lines_init(&lines);
    for (guint i = 0; i < shape->shape.lines.ends->len; i++)
        trim_line(trim, &shape->shape.lines, i, &lines);
    *points += lines.points->len;
    if (lines.ends->len == 0)
        return NULL;
    TrimRow *row = g_new0(TrimRow, 1);
    row->kind = shape->shape.kind;
    row->name = g_strdup(shape->name);
    row->shape = geojson_text(&lines);
    return row;
}

/* ---- all of them -------------------------------------------------------------------- */

static GPtrArray *
trim_once(const Trim *trim, const GeoFile *file)
{
    guint points = 0;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    for (guint i = 0; i < file->shapes->len; i++) {
        TrimRow *row =
            trim_shape(trim, g_ptr_array_index(file->shapes, i), &points);
        if (row != NULL)
            g_ptr_array_add(rows, row);
        if (points > TRIM_POINTS_MAX)
            return NULL;
    }
    return g_steal_pointer(&rows);
}

GPtrArray *
trim_shapes(const GeoFile *file, const LineBox *places)
{
    Trim trim = { .projection = project_about(places->least, places->most),
                  .degrees = trim_box(places) };
    GPtrArray *rows = NULL;
    trim.box = plane_box(&trim.projection, places);
    double side = trim.box.most.x - trim.box.least.x;
    /* Many short lines stay many however coarse: then the last ones go. */
    trim.tolerance = side * FINEST_SHARE;
    for (int round = 0; round < ROUNDS && rows == NULL; round++) {
        rows = trim_once(&trim, file);
        trim.tolerance *= 2;
    }
    return rows != NULL ? rows : g_ptr_array_new_with_free_func(row_free);
}

gboolean
trim_is_swapped(const GeoFile *file, const LineBox *places)
{
    LineBox box = trim_box(places);
    for (guint i = 0; i < file->shapes->len; i++) {
        const GeoShape *shape = g_ptr_array_index(file->shapes, i);
        const GArray *points = shape->shape.lines.points;
        for (guint p = 0; p < points->len; p++) {
            LinePoint point = g_array_index(points, LinePoint, p);
            if (lines_box_holds(&box, (LinePoint){ point.y, point.x }))
                return TRUE;
        }
    }
    return FALSE;
}
