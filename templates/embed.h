/*
 * embed: the glyphs in use of a TrueType font as a composite font with
 * ToUnicode (ISO 32000-1, 9.7 and 9.10.3).  Knows no layout.
 */
#pragma once

#include <hb.h>

#include "templates/objects.h"

/* A code of the font: the glyph it shows and what it is read as. */
typedef struct FaceGlyph {
    guint glyph;
    guint other; /* another code of the same glyph; 0: none */
    char *text;  /* UTF-8 */
} FaceGlyph;

/* Writes FONT, in its own units, with GLYPHS (of FaceGlyph, code 1 first)
 * only.  NUMBER makes its name.  The object number of the font; 0 sets
 * ERROR. */
int embed_face(Objects *objects, hb_font_t *font, int number,
               const GArray *glyphs, GError **error);
