/*
 * map: places, ways between them and the ground beneath, drawn as SVG.
 *
 * Arrays in, text out; knows no planner, no file, no clock.  True to scale
 * (project.h), north up, black and white loses nothing: every place has its
 * number, every way its dashes.  Same input, same bytes.
 */
#pragma once

#include "templates/project.h"

/* In the order they are drawn: what is later lies above. */
typedef enum {
    MAP_LAND,
    MAP_AREA,
    MAP_WATER,
    MAP_RIVER,
    MAP_BORDER,
    MAP_RAIL,
    MAP_ROAD,
    MAP_KIND_COUNT
} MapKind;

/* Lines or, where they are rings, an area with its holes (even-odd). */
typedef struct MapShape {
    MapKind kind;
    Lines lines; /* x longitude, y latitude, WGS 84 */
} MapShape;

typedef struct MapPlace {
    LinePoint at;       /* x longitude, y latitude */
    const char *number; /* in its dot: "7" */
    const char *name;   /* beside it, where there is room */
    gboolean start;     /* where all begin: drawn filled */
} MapPlace;

typedef struct MapRoute {
    const guint *places; /* in order, indices of places */
    guint count;
    guint tone; /* 0-7, as group colours */
} MapRoute;

/* All borrowed. */
typedef struct Map {
    double width_mm, height_mm;
    const MapShape *shapes;
    guint shape_count;
    const MapPlace *places;
    guint place_count;
    const MapRoute *routes;
    guint route_count;
    const char *credit; /* whose ground it is; NULL: none */
    const char *north;  /* "Norr är uppåt" */
} Map;

/* The map as SVG of the subset that a sheet draws; NULL: it has no place.
 * The caller owns it. */
char *map_svg(const Map *map);

/* Metres between A and B (degrees) on the sphere: haversine. */
double map_metres(LinePoint a, LinePoint b);
