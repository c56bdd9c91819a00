/*
 * canvas: pages of content, every mark of it tagged or an artifact.
 *
 * Points from the upper left corner of the page; colours are 0xRRGGBB.
 * Knows glyphs by number, no text layout.
 */
#pragma once

#include "templates/outline.h"
#include "templates/tags.h"

typedef struct Canvas Canvas;

/* OBJECTS and TAGS are borrowed and must outlive the canvas. */
Canvas *canvas_new(Objects *objects, Tags *tags);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

void canvas_page_begin(Canvas *canvas, double width_pt, double height_pt);
void canvas_page_end(Canvas *canvas);
int canvas_page_count(const Canvas *canvas);

/* Everything drawn lies between these two; TAG NULL: an artifact. */
void canvas_mark_begin(Canvas *canvas, Tag *tag);
void canvas_mark_end(Canvas *canvas);

/* A filled rectangle, its corners rounded by RADIUS. */
void canvas_fill(Canvas *canvas, double x, double y, double width,
                 double height, double radius, guint32 color);
/* The outline of a rectangle, drawn with a pen of LINE points. */
void canvas_frame(Canvas *canvas, double x, double y, double width,
                  double height, double radius, double line, guint32 color);

/* How a path is painted: caps and joins as PDF numbers them (ISO 32000-1,
 * 8.4.3). */
enum { PATH_FILL = 1 << 0, PATH_EVEN_ODD = 1 << 1, PATH_STROKE = 1 << 2 };
typedef struct PathPaint {
    unsigned flags;
    guint32 fill, stroke; /* 0xRRGGBB */
    double width, miter;
    int cap, join;
} PathPaint;

/* Paints COUNT segments: 'M' and 'L' with two of NUMBERS each, 'C' with six,
 * 'Z' with none. */
void canvas_path(Canvas *canvas, const PathPaint *paint, const char *verbs,
                 gsize count, const float *numbers);

/* A drawing of its own, WIDTH by HEIGHT, kept in the file once: what is drawn
 * between these two is part of it, and marks say nothing.  Ends with the
 * number to show it by, from 1. */
void canvas_form_begin(Canvas *canvas, double width, double height);
int canvas_form_end(Canvas *canvas);

/* An image of 8 bits: rows of WIDTH pixels from the top, of one byte (GRAY)
 * or three.  The number to show it by, from 1. */
int canvas_image(Canvas *canvas, const guint8 *data, int width, int height,
                 gboolean gray);

/* Shows form or image NUMBER in a rectangle. */
void canvas_show(Canvas *canvas, int number, double x, double y, double width,
                 double height);

/* A rectangle of the open page as PDF counts: left, bottom, right, top. */
void canvas_bounds(const Canvas *canvas, double x, double y, double width,
                   double height, double bounds[4]);

/* Until the end, everything is moved and turned: x' = m0 x + m2 y + m4,
 * y' = m1 x + m3 y + m5, y downwards in both. */
void canvas_turn_begin(Canvas *canvas, const double m[6]);
void canvas_turn_end(Canvas *canvas);

/* A run of codes of font number FONT from (X, Y) on the base line. */
void canvas_text_begin(Canvas *canvas, int font, double size, guint32 color,
                       double x, double y);
void canvas_text_end(Canvas *canvas);
void canvas_glyph(Canvas *canvas, guint code);
/* Moves the pen by THOUSANDTHS of the size, right of where the last
 * glyph's own advance left it. */
void canvas_move(Canvas *canvas, double thousandths);
/* Lifts what follows by RISE points; 0 is the base line. */
void canvas_rise(Canvas *canvas, double rise);
/* A link to URI over a rectangle of the open page, part of TAG; CONTENTS
 * says in words where it leads. */
void canvas_link(Canvas *canvas, Tag *tag, double x, double y, double width,
                 double height, const char *uri, const char *contents);

/* An entry of the outline: LEVEL 0 or 1, leading to X (OUTLINE_STAY: nowhere
 * across) and Y on the open page. */
void canvas_outline(Canvas *canvas, int level, const char *title, double x,
                    double y);

/* Writes the resources that all pages share; FONTS is the /Font entry. */
void canvas_write_resources(Canvas *canvas, const char *fonts);

/* Writes pages and outline; the numbers of /Pages and /Outlines (0: there
 * is none). */
void canvas_write(Canvas *canvas, int *pages, int *outlines);
