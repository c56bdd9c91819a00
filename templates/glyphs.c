#include "templates/glyphs.h"

/* A pen this near is where it should be (points). */
static const double PEN_SLACK = 0.02;

/* Read for a glyph that adds nothing to its neighbour's words. */
static const char NOTHING[] = "\u200B";
static const char SOFT_HYPHEN[] = "\u00AD";

typedef struct Pen {
    Canvas *canvas;
    Fonts *fonts;
    Face *face;
    double size;
    double at; /* where the PDF's own pen stands */
    double rise;
    gboolean spaced; /* the last glyph was a space */
} Pen;

static void
put_glyph(Pen *pen, guint glyph, double x, double rise, const char *text,
          gsize length)
{
    if (rise != pen->rise)
        canvas_rise(pen->canvas, pen->rise = rise);
    if (ABS(x - pen->at) > PEN_SLACK) {
        canvas_move(pen->canvas, (x - pen->at) * 1000 / pen->size);
        pen->at = x;
    }
    canvas_glyph(pen->canvas, face_code(pen->face, glyph, text, length));
    pen->spaced = *text == ' ';
    pen->at += face_advance(pen->face, glyph) * pen->size / 1000;
}

/* The glyph to draw; 0: none.  What no font has was noted with the words;
 * here is only what a font promises and does not keep. */
static guint
drawn_glyph(const Pen *pen, PangoGlyph glyph)
{
    if (glyph == PANGO_GLYPH_EMPTY)
        return 0;
    return glyph & PANGO_GLYPH_UNKNOWN_FLAG ? face_glyph(pen->face, '?')
                                            : glyph;
}

/* Words that are still to be given to the glyphs of a cluster. */
typedef struct Reading {
    const char *text, *end;
    int glyphs; /* still to come */
} Reading;

/* One glyph takes one character, and the first what is too much; the glyph
 * that Pango adds where a word is broken is a soft hyphen. */
static void
read_next(Reading *reading, const Pen *pen, guint glyph, const char **text,
          gsize *length)
{
    glong left = g_utf8_strlen(reading->text, reading->end - reading->text);
    const char *next = reading->text;

    *text = glyph == face_glyph(pen->face, '-') ? SOFT_HYPHEN : NOTHING;
    *length = strlen(*text);
    if (left > 0) {
        next =
            g_utf8_offset_to_pointer(next, MAX(1, left - reading->glyphs + 1));
        *text = reading->text;
        *length = (gsize)(next - reading->text);
    }
    reading->text = next;
    reading->glyphs--;
}

/* Pango counts the glyphs of a run to the left from its end. */
static void
put_cluster(Pen *pen, const PangoGlyphString *glyphs, const double *places,
            const PangoGlyphItemIter *at, const char *text)
{
    int step = at->end_glyph > at->start_glyph ? 1 : -1;
    Reading reading = { text + at->start_index, text + at->end_index,
                        ABS(at->end_glyph - at->start_glyph) };

    for (int i = at->start_glyph; i != at->end_glyph; i += step) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        guint glyph = drawn_glyph(pen, info->glyph);
        if (glyph != 0 && info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            fonts_miss(pen->fonts, text, g_utf8_get_char(reading.text));
        const char *words = NULL;
        gsize length = 0;
        read_next(&reading, pen, glyph, &words, &length);
        if (glyph != 0)
            put_glyph(
                pen, glyph,
                places[i] + pango_units_to_double(info->geometry.x_offset),
                -pango_units_to_double(info->geometry.y_offset), words, length);
    }
}

static double *
glyph_places(const PangoGlyphString *glyphs)
{
    double *places = g_new(double, (gsize)glyphs->num_glyphs + 1);
    double x = 0;

    for (int i = 0; i < glyphs->num_glyphs; i++) {
        places[i] = x;
        x += pango_units_to_double(glyphs->glyphs[i].geometry.width);
    }
    return places;
}

/* A space nobody sees keeps the words of two lines apart. */
static void
put_space(Pen *pen)
{
    guint space = face_glyph(pen->face, ' ');
    if (space != 0 && !pen->spaced)
        canvas_glyph(pen->canvas, face_code(pen->face, space, " ", 1));
}

void
glyphs_draw(Canvas *canvas, Fonts *fonts, PangoGlyphItem *run, const char *text,
            guint32 color, double x, double y, gboolean spaced)
{
    Pen pen = { .canvas = canvas, .fonts = fonts };
    g_autofree double *places = glyph_places(run->glyphs);
    PangoGlyphItemIter at;

    pen.face = fonts_face(fonts, run->item->analysis.font, &pen.size);
    canvas_text_begin(canvas, face_number(pen.face), pen.size, color, x, y);
    /* in reading order, whichever way the script runs */
    for (gboolean more = pango_glyph_item_iter_init_start(&at, run, text); more;
         more = pango_glyph_item_iter_next_cluster(&at))
        put_cluster(&pen, run->glyphs, places, &at, text);
    if (spaced)
        put_space(&pen);
    if (pen.rise != 0)
        canvas_rise(canvas, 0);
    canvas_text_end(canvas);
}
