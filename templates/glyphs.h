/*
 * glyphs: one run of Pango's glyphs onto the canvas, with the words they
 * are read as.
 */
#pragma once

#include "templates/canvas.h"
#include "templates/fonts.h"

/* Draws RUN of TEXT from (X, Y) on the base line.  SPACED: a space nobody
 * sees ends it, for the next run stands elsewhere. */
void glyphs_draw(Canvas *canvas, Fonts *fonts, PangoGlyphItem *run,
                 const char *text, guint32 color, double x, double y,
                 gboolean spaced);
