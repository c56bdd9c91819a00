/*
 * trim: of a map's file what a day needs.
 *
 * Cuts shapes to a box about the day's places and leaves out what could not
 * be seen in print, so that the database stays small.
 */
#pragma once

#include "planner/store/geojson.h"

enum { TRIM_POINTS_MAX = 60000 }; /* left of a file: about a megabyte */

/* A shape as the store keeps it. */
typedef struct TrimRow {
    MapKind kind;
    char *name; /* NULL: none */
    char *shape;
} TrimRow;

/* How far the places of a day reach, in degrees, and with the room about
 * them that a map may show: a quarter more, but 3 km at least. */
LineBox trim_box(const LineBox *places);

/* What of FILE lies in PLACES and the room about them, as TrimRow, in the
 * file's order; coarser than 0.05 mm on paper only where more than
 * TRIM_POINTS_MAX points would be left.  The caller owns the array; it is
 * empty when nothing lies there. */
GPtrArray *trim_shapes(const GeoFile *file, const LineBox *places);

/* Whether some point of FILE would lie there if longitude and latitude were
 * exchanged. */
gboolean trim_is_swapped(const GeoFile *file, const LineBox *places);
