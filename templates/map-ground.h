/*
 * map-ground: what a map shows of the earth, and what lies under it.
 */
#pragma once

#include "templates/map.h"

/* The window of a map: its frame in points, y downwards, and the earth. */
typedef struct MapView {
    Projection projection;
    LineBox frame;
    LinePoint corner; /* the frame's upper left, in metres */
    double metres;    /* to a point */
    double simple;    /* how coarse its ground is, in points */
} MapView;

/* DEGREES in the frame's points. */
LinePoint map_view_point(const MapView *view, LinePoint degrees);

/* BEFORE, NUMBER with at most one decimal, AFTER. */
void map_put_number(GString *svg, const char *before, double number,
                    const char *after);

/* The shapes of MAP, in the order of their kinds, cut to the frame; coarser
 * where they would be more than a sheet can draw. */
void map_put_ground(GString *svg, const Map *map, const MapView *view);
