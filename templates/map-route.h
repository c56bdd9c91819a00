/*
 * map-route: ways between the dots of a map.
 */
#pragma once

#include "templates/map-labels.h"
#include "templates/map.h"

/* The legs of all routes of MAP between LABELS, as MapWay, so that names can
 * keep off them.  The caller owns the array. */
GArray *map_route_ways(const Map *map, const MapLabel *labels);

/* Draws the routes: straight, each in its tone over a white casing, with an
 * arrow on each leg; where there are several, each with dashes of its own. */
void map_put_routes(GString *svg, const Map *map, const MapLabel *labels,
                    double radius);
