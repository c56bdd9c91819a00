/*
 * picture-parts: what an SVG is once it is read: paths and texts in the order
 * they are painted, in a square of PICTURE_UNITS, y downwards.
 *
 * For picture*.c and svg*.c only.
 */
#pragma once

#include <libxml/tree.h>

#include "templates/picture.h"

/* The longer side of a drawing, in its own units: two decimals are finer
 * than any printer. */
#define PICTURE_UNITS 1000.0

/* x' = a x + c y + e, y' = b x + d y + f (SVG 1.1, 7.4). */
typedef struct Matrix {
    double a, b, c, d, e, f;
} Matrix;

#define MATRIX_NONE ((Matrix){ 1, 0, 0, 1, 0, 0 })

/* A path: its segments are VERBS ('M', 'L', 'C', 'Z') with two, two, six and
 * no numbers. */
typedef struct Shape {
    PathPaint paint;
    gsize verb, verb_end;     /* in the drawing's verbs */
    gsize number, number_end; /* in its numbers */
    guint text;               /* 1: the first of its texts; 0: a path */
} Shape;

typedef struct Letters {
    char *words;
    Matrix place; /* from its own base line, y downwards */
    double size;
    int weight;
    int anchor; /* 0 start, 1 middle, 2 end */
} Letters;

typedef struct Drawing {
    double width, height; /* of the paper it lies on, in PICTURE_UNITS */
    GString *verbs;
    GArray *numbers; /* float */
    GArray *shapes;  /* Shape */
    GArray *texts;   /* Letters */
} Drawing;

Drawing *drawing_new(void);
void drawing_free(Drawing *drawing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drawing, drawing_free)

typedef struct Pixels {
    guint width, height;
    gboolean gray;
    guint8 *data; /* rows from the top, one or three bytes a pixel */
} Pixels;

struct Picture {
    GBytes *bytes;
    double width, height; /* points */
    Drawing *drawing;     /* of an SVG, or NULL */
    Pixels pixels;        /* of a PNG */
    int number;           /* on its canvas; 0: not yet drawn */
};

/* Reads TEXT into PICTURE. FALSE sets ERROR. */
gboolean picture_read_svg(Picture *picture, const char *text, gsize length,
                          GError **error);
gboolean picture_read_png(Picture *picture, const guint8 *data, gsize length,
                          GError **error);

/* Reads what is inside ROOT, moved by MATRIX.  FALSE sets ERROR. */
gboolean drawing_read(Drawing *drawing, const xmlNode *root,
                      const Matrix *matrix, GError **error);

/* The drawing as <svg>, with ALT as in picture_html. */
char *drawing_html(const Picture *picture, const char *alt);

/* Draws the drawing onto the open form of CANVAS. */
void drawing_draw(const Drawing *drawing, Canvas *canvas, Fonts *fonts);

/* FALSE, with ERROR set to "rad LINE: " and the rest. */
gboolean picture_fail(GError **error, long line, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
