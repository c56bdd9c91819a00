/*
 * picture: an SVG drawing or a PNG image, read from bytes that anybody may
 * have written.
 *
 * SVG is one small drawing language here: svg, g, path, rect, circle,
 * ellipse, line, polyline, polygon and text, in plain colours, moved and
 * turned by transform.  What would look otherwise elsewhere is refused with
 * a sentence that names the line: nothing is left out in silence, but what
 * never shows (title, desc, metadata, an editor's own notes).  No DTD, no
 * entities, no scripts, no links; nothing is fetched.
 *
 * PNG is any that libpng reads, on white where it is transparent.
 */
#pragma once

#include "templates/canvas.h"
#include "templates/fonts.h"

enum {
    PICTURE_SVG_BYTES_MAX = 1 << 20,
    PICTURE_PNG_BYTES_MAX = 8 << 20,
    PICTURE_SEGMENTS_MAX = 100000, /* lines and curves of an SVG */
    PICTURE_TEXTS_MAX = 2000,      /* texts of an SVG */
    PICTURE_DEPTH_MAX = 32,        /* groups inside each other */
    PICTURE_SIDE_MAX = 4000,       /* pixels of a PNG, a side, */
    PICTURE_PIXELS_MAX = 16000000, /* and all of them */
};

typedef struct Picture Picture;

/* The picture in BYTES, which are kept; told by its first bytes.  NULL sets
 * ERROR (TEMPLATE_ERROR_RENDER): a sentence, with the line of an SVG. */
Picture *picture_new(GBytes *bytes, GError **error);
void picture_free(Picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)

/* Its own size in points; a PNG's pixel is 1/96 inch (as in CSS), and so is
 * a unit of an SVG.  Both are above zero. */
void picture_size(const Picture *picture, double *width, double *height);

/* Draws it with (X, Y) as the upper left corner, WIDTH by HEIGHT points,
 * inside a mark of the open page.  However often it is drawn on CANVAS, it
 * goes into the file once: PICTURE remembers, so it belongs to one canvas.
 * FONTS set its texts. */
void picture_draw(Picture *picture, Canvas *canvas, Fonts *fonts, double x,
                  double y, double width, double height);

/* The same for a web page: an <svg role="img"> written anew from what was
 * read, or an <img> with the PNG inside.  ALT NULL or "": a decoration.  The
 * caller owns the text. */
char *picture_html(const Picture *picture, const char *alt);
