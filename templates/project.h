/*
 * project: the earth near a place as a plane, in metres.
 *
 * Spherical transverse Mercator about the middle of what is shown (Snyder
 * 1987, Map Projections: A Working Manual, p. 58 and 60): 60 km from the
 * middle a metre is still a metre within 0.005 %, in every direction, so
 * that one scale bar holds for the whole map.
 */
#pragma once

#include "templates/lines.h"

typedef struct Projection {
    double longitude, latitude; /* of its middle, in degrees */
} Projection;

/* A projection about the middle of the box LEAST..MOST, in degrees. */
Projection project_about(LinePoint least, LinePoint most);

/* DEGREES (x longitude, y latitude) as metres east and north. */
LinePoint project_to_plane(const Projection *projection, LinePoint degrees);

/* The inverse. */
LinePoint project_to_globe(const Projection *projection, LinePoint metres);
