/*
 * draw: the pages of one sheet onto the canvas, tagged.
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
} Paper;

/* Draws ROOT, measured, with its upper left corner at the page's; ARTIFACT:
 * it stands elsewhere already. */
void draw_card(const Press *press, Box *root, gboolean artifact);

/* Draws PAGES; TITLE is the sheet's entry in the outline. */
void draw_sheet(const Press *press, const Paper *paper, const Pages *pages,
                const char *title);
