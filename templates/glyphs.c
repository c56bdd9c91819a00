#include "templates/glyphs.h"

/* A pen this near is where it should be (points). */
static const double PEN_SLACK = 0.02;

typedef struct Pen {
    Canvas *canvas;
    Face *face;
    double size;
    double at;     /* where the PDF's own pen stands */
    double wanted; /* where Pango wants the next glyph */
    double rise;
} Pen;

static void
put_glyph(Pen *pen, const PangoGlyphInfo *info, guint glyph)
{
    double x = pen->wanted + pango_units_to_double(info->geometry.x_offset);
    double rise = -pango_units_to_double(info->geometry.y_offset);

    if (rise != pen->rise)
        canvas_rise(pen->canvas, pen->rise = rise);
    if (ABS(x - pen->at) > PEN_SLACK) {
        canvas_move(pen->canvas, (x - pen->at) * 1000 / pen->size);
        pen->at = x;
    }
    canvas_glyph(pen->canvas, glyph);
    pen->at += face_advance(pen->face, glyph) * pen->size / 1000;
}

/* The glyph to draw; 0: none.  What no font has was taken out with the
 * words; a question mark stands in for what is still missing. */
static guint
drawn_glyph(const Pen *pen, PangoGlyph glyph)
{
    if (glyph == PANGO_GLYPH_EMPTY)
        return 0;
    return glyph & PANGO_GLYPH_UNKNOWN_FLAG ? face_glyph(pen->face, '?')
                                            : glyph;
}

/* Glyphs FIRST to LAST stand for TEXT: told beside them unless one glyph is
 * always read so. */
static void
put_cluster(Pen *pen, const PangoGlyphString *glyphs, int first, int last,
            const char *text, gsize length, gboolean told)
{
    gboolean single = last == first + 1;
    guint only = single ? drawn_glyph(pen, glyphs->glyphs[first].glyph) : 0;
    gboolean read_as =
        !told && !(only != 0 && face_use(pen->face, only, text, length));

    if (read_as)
        canvas_read_as(pen->canvas, text, length);
    for (int i = first; i < last; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        guint glyph = drawn_glyph(pen, info->glyph);
        if (glyph != 0) {
            face_use(pen->face, glyph, text, length);
            put_glyph(pen, info, glyph);
        }
        pen->wanted += pango_units_to_double(info->geometry.width);
    }
    if (read_as)
        canvas_read_as_end(pen->canvas);
}

/* Glyphs that run to the left are told as a whole, in reading order. */
static void
put_backwards(Pen *pen, const PangoGlyphItem *run, const char *text)
{
    const PangoGlyphString *glyphs = run->glyphs;
    canvas_read_as(pen->canvas, text, (gsize)run->item->length);
    for (int i = 0; i < glyphs->num_glyphs; i++)
        put_cluster(pen, glyphs, i, i + 1, "", 0, TRUE);
    canvas_read_as_end(pen->canvas);
}

static void
put_forwards(Pen *pen, PangoGlyphItem *run, const char *text)
{
    PangoGlyphItemIter at;
    for (gboolean more = pango_glyph_item_iter_init_start(&at, run, text); more;
         more = pango_glyph_item_iter_next_cluster(&at))
        put_cluster(pen, run->glyphs, at.start_glyph, at.end_glyph,
                    text + at.start_index,
                    (gsize)(at.end_index - at.start_index), FALSE);
}

/* A space nobody sees keeps the words of two lines apart. */
static void
put_space(Pen *pen)
{
    guint space = face_glyph(pen->face, ' ');
    if (space != 0 && face_use(pen->face, space, " ", 1))
        canvas_glyph(pen->canvas, space);
}

void
glyphs_draw(Canvas *canvas, Fonts *fonts, PangoGlyphItem *run, const char *text,
            guint32 color, double x, double y, gboolean spaced)
{
    const PangoAnalysis *analysis = &run->item->analysis;
    Pen pen = { .canvas = canvas };

    pen.face = fonts_face(fonts, analysis->font, &pen.size);
    canvas_text_begin(canvas, face_number(pen.face), pen.size, color, x, y);
    if (analysis->level % 2 == 1) /* right to left */
        put_backwards(&pen, run, text + run->item->offset);
    else
        put_forwards(&pen, run, text);
    if (spaced)
        put_space(&pen);
    if (pen.rise != 0)
        canvas_rise(canvas, 0);
    canvas_text_end(canvas);
}
