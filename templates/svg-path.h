/*
 * svg-path: the small languages inside SVG's attributes: numbers, lengths,
 * colours, transform, points and path data (SVG 1.1, 4.2, 7.6, 8.3, 9.7).
 *
 * Each reads a whole attribute or says FALSE; none sets an error: whoever
 * knows the line does.
 */
#pragma once

#include "templates/picture-parts.h"

/* OUTER after INNER. */
Matrix matrix_within(const Matrix *outer, const Matrix *inner);

/* How much longer a line becomes; FALSE: not the same in all directions. */
gboolean matrix_scale(const Matrix *matrix, double *scale);

/* VALUE, or as far out as anything is drawn: what lies there is never seen,
 * and its digits do no harm. */
double svg_reach(double value);

/* Reads a number at *AT, white space before it and a comma after it. */
gboolean svg_number(const char **at, double *value);

/* A number with px, pt, pc, mm, cm, in or no unit, as user units. */
gboolean svg_length(const char *text, double *value);

/* #rgb, #rrggbb, rgb() or a name; "none" and "transparent" set IS_NONE. */
gboolean svg_color(const char *text, guint32 *color, gboolean *is_none);

gboolean svg_transform(const char *text, Matrix *matrix);

/* A path on its way into a drawing: adding beyond PICTURE_SEGMENTS_MAX sets
 * full and adds nothing more. */
typedef struct Tracer {
    Drawing *drawing; /* borrowed */
    Matrix matrix;
    double x, y; /* the pen */
    gboolean full;
} Tracer;

void tracer_move(Tracer *tracer, double x, double y);
void tracer_line(Tracer *tracer, double x, double y);
void tracer_curve(Tracer *tracer, const double points[6]);
void tracer_close(Tracer *tracer);

/* An elliptical arc to (X, Y), as A has it. */
void tracer_arc(Tracer *tracer, double rx, double ry, double degrees,
                gboolean large, gboolean sweep, double x, double y);

/* The d of a path. */
gboolean svg_path(Tracer *tracer, const char *text);

/* The points of a polyline, or with CLOSE a polygon. */
gboolean svg_points(Tracer *tracer, const char *text, gboolean close);
