/*
 * draw: a page of a sheet onto the open page of the canvas, tagged.
 */
#pragma once

#include "templates/pages.h"

/* Where a sheet goes; all borrowed. */
typedef struct Press {
    Canvas *canvas;
    Tags *tags;
    Fonts *fonts;
} Press;

/* A sheet's paper in points. */
typedef struct Paper {
    double width, height;
    double left, top, right, bottom; /* margins */
    gboolean half; /* one of two side by side: a margin holds the other */
} Paper;

/* Draws ROOT, measured, with its upper left corner at the page's; ARTIFACT:
 * it stands elsewhere already. */
void draw_card(const Press *press, Box *root, gboolean artifact);

/* Draws page number PAGE, from 0, of PAGES; TITLE is the sheet's entry in the
 * outline. */
void draw_page(const Press *press, const Paper *paper, const Pages *pages,
               int page, const char *title);

/* A line to cut or fold by, in millimetres: WIDTH or HEIGHT is 0.  It stands
 * in an artifact of the caller's. */
void draw_tick(const Press *press, double x, double y, double width,
               double height);
