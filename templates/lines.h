/*
 * lines: paths and rings of points, clipped to a box and made simpler.
 *
 * Plain arrays in a plane; knows nothing of maps.
 */
#pragma once

#include <glib.h>

typedef struct LinePoint {
    double x, y;
} LinePoint;

typedef struct LineBox {
    LinePoint least, most;
} LineBox;

/* Many lines in one array: line i has the points from ends[i - 1] (0 for the
 * first) up to, not with, ends[i].  A ring's first point is also its last. */
typedef struct Lines {
    GArray *points; /* LinePoint */
    GArray *ends;   /* guint */
} Lines;

void lines_init(Lines *lines);
void lines_clear(Lines *lines);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lines, lines_clear)

/* Ends the line that was being added to, if it has COUNT points or more;
 * else forgets them. */
void lines_end(Lines *lines, guint count);

/* Line INDEX and through COUNT its points; borrowed. */
const LinePoint *lines_at(const Lines *lines, guint index, guint *count);

gboolean lines_is_ring(const LinePoint *points, guint count);

/* A box that holds nothing yet, and one point more in it. */
LineBox lines_box(void);
void lines_box_add(LineBox *box, LinePoint point);
gboolean lines_box_holds(const LineBox *box, LinePoint point);
gboolean lines_box_meets(const LineBox *box, const LineBox *other);

/* Adds to OUT what of the COUNT POINTS lies in BOX: of a path its parts
 * (Liang and Barsky 1984), of a ring one ring (Sutherland and Hodgman 1974),
 * which may run along the box's edge. */
void lines_clip(Lines *out, const LinePoint *points, guint count,
                const LineBox *box, gboolean ring);

/* Adds to OUT the COUNT POINTS less those that lie nearer than TOLERANCE to
 * the line without them (Douglas and Peucker 1973). */
void lines_simplify(Lines *out, const LinePoint *points, guint count,
                    double tolerance);

/* Adds to OUT the COUNT POINTS with their corners cut twice (Chaikin 1974):
 * for lines drawn by hand. */
void lines_smooth(Lines *out, const LinePoint *points, guint count);
