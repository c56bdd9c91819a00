/*
 * fonts: Pango's fonts, and what of them goes into a PDF.
 *
 * Stands on the fonts fontconfig finds.  Only those with TrueType outlines
 * are taken, so that a subset is always a FontFile2.
 */
#pragma once

#include <pango/pango.h>

#include "templates/objects.h"

/* The house's own family (PRINT.md, 1). */
#define FONTS_FAMILY "Open Sans"

typedef struct Fonts Fonts;
typedef struct Face Face; /* a font file in use, owned by its Fonts */

/* NULL sets ERROR: no usable font. */
Fonts *fonts_new(GError **error);
void fonts_free(Fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fonts, fonts_free)

/* Where layouts are made; borrowed. */
PangoContext *fonts_context(Fonts *fonts);

/* Whether some font has a glyph for C. */
gboolean fonts_cover(Fonts *fonts, gunichar c);

/* The family nearest to the house's own that has every character of TEXT,
 * LENGTH bytes; NULL: none has.  Borrowed. */
const char *fonts_family(Fonts *fonts, const char *text, gsize length);

/* Notes that no font can set C, met in WORDS. */
void fonts_miss(Fonts *fonts, const char *words, gunichar c);

/* What was noted, each text once, in the order it was met (Missing);
 * borrowed. */
typedef struct Missing {
    char *words;
    gunichar c; /* the first of its characters that is missing */
} Missing;
const GArray *fonts_missing(const Fonts *fonts);

/* The file behind FONT, and through SIZE the size in points. */
Face *fonts_face(Fonts *fonts, PangoFont *font, double *size);

/* Its number among the page resources, from 1. */
int face_number(const Face *face);

/* A glyph's own advance, in thousandths of the size. */
double face_advance(const Face *face, guint glyph);

/* The glyph of C; 0: none. */
guint face_glyph(const Face *face, gunichar c);

/* The code that shows GLYPH and is read as TEXT (UTF-8), from 1.  A glyph
 * read in two ways has two codes. */
guint face_code(Face *face, guint glyph, const char *text, gsize length);

/* Writes the subsets; the resources' entry that names them, "/Font << ... >>".
 * The caller owns it; NULL sets ERROR. */
char *fonts_write(Fonts *fonts, Objects *objects, GError **error);
