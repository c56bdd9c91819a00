/*
 * map-labels: where dots and names stand so that none hides another.
 *
 * Points and widths in, places out; in points of the drawing, y downwards.
 */
#pragma once

#include "templates/lines.h"

typedef struct MapLabel {
    LinePoint true_at; /* where the place lies */
    LinePoint at;      /* out: the middle of its dot */
    double width;      /* of its name; 0: it has none */
    gboolean first;    /* its name matters more than the others' */
    LineBox box;       /* out: the name's room */
    gboolean placed;   /* out: FALSE: there was no room, the number says it */
    gboolean far;      /* out: it stands off: a line leads to it from at */
    LinePoint line_to; /* out: there */
} MapLabel;

/* A way between two dots, that a name had better not cross. */
typedef struct MapWay {
    LinePoint from, to;
} MapWay;

/* The width of TEXT at SIZE points in Open Sans semibold, near enough. */
double map_text_width(const char *text, double size);

/* Moves the dots, of RADIUS, apart within FRAME; each as near its place as
 * it can be. */
void map_spread(MapLabel *labels, guint count, double radius,
                const LineBox *frame);

/* Gives each name, HEIGHT high, one of eight places about its dot or, where
 * all are taken, farther off, or none:
 * first greedily, the crowded first, then each again while that helps
 * (Christensen, Marks and Shieber 1995, An Empirical Study of Algorithms for
 * Point-Feature Label Placement: gradient descent over candidates). */
void map_label(MapLabel *labels, guint count, double radius, double height,
               const MapWay *ways, guint way_count, const LineBox *frame);
