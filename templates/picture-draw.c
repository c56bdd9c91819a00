/* picture-draw: a drawing onto the canvas, and anew as SVG. */
#include <string.h>

#include "templates/paragraph.h"
#include "templates/picture-parts.h"
#include "templates/words.h"

/* Text is laid out at this size and then made as large as it is. */
static const double SET_SIZE = 10;

static const Letters *
letters_at(const Drawing *drawing, guint text)
{
    return &g_array_index(drawing->texts, Letters, text - 1);
}

static const float *
numbers_at(const Drawing *drawing, gsize index)
{
    return (const float *)(void *)drawing->numbers->data + index;
}

static void
draw_letters(const Letters *letters, guint32 color, Canvas *canvas,
             Fonts *fonts)
{
    const Matrix *m = &letters->place;
    double scale = letters->size / SET_SIZE;
    Style style = style_root();
    g_autoptr(Paragraph) text = NULL;
    double width = 0;

    style.size = style.leading = SET_SIZE;
    style.weight = letters->weight;
    style.ink = INK_OWN;
    style.own = color;
    text = paragraph_new_text(fonts, &style, letters->words);
    if (text == NULL)
        return;
    width = paragraph_full_width(text);
    paragraph_wrap(text, width);
    canvas_turn_begin(canvas,
                      (double[]){ m->a * scale, m->b * scale, m->c * scale,
                                  m->d * scale, m->e, m->f });
    paragraph_draw(text, canvas, NULL, NULL, -width * letters->anchor / 2,
                   -paragraph_baseline(text), FALSE);
    canvas_turn_end(canvas);
}

void
drawing_draw(const Drawing *drawing, Canvas *canvas, Fonts *fonts)
{
    for (guint i = 0; i < drawing->shapes->len; i++) {
        const Shape *shape = &g_array_index(drawing->shapes, Shape, i);
        if (shape->text > 0)
            draw_letters(letters_at(drawing, shape->text), shape->paint.fill,
                         canvas, fonts);
        else
            canvas_path(canvas, &shape->paint,
                        drawing->verbs->str + shape->verb,
                        shape->verb_end - shape->verb,
                        numbers_at(drawing, shape->number));
    }
}

/* ---- SVG ---------------------------------------------------------------- */

static void
append_data(GString *out, const Drawing *drawing, const Shape *shape)
{
    const float *number = numbers_at(drawing, shape->number);

    g_string_append(out, " d=\"");
    for (gsize i = shape->verb; i < shape->verb_end; i++) {
        char verb = drawing->verbs->str[i];
        int count = verb == 'C' ? 6 : verb == 'Z' ? 0 : 2;
        g_string_append_c(out, verb);
        for (int j = 0; j < count; j++) {
            if (j > 0)
                g_string_append_c(out, ' ');
            objects_number(out, *number++);
        }
    }
    g_string_append_c(out, '"');
}

static void
append_path(GString *out, const Drawing *drawing, const Shape *shape)
{
    static const char *const caps[] = { "butt", "round", "square" };
    static const char *const joins[] = { "miter", "round", "bevel" };
    const PathPaint *paint = &shape->paint;

    g_string_append(out, "<path");
    if (!(paint->flags & PATH_FILL))
        g_string_append(out, " fill=\"none\"");
    else
        g_string_append_printf(out, " fill=\"#%06x\"", paint->fill);
    if (paint->flags & PATH_EVEN_ODD)
        g_string_append(out, " fill-rule=\"evenodd\"");
    if (paint->flags & PATH_STROKE) {
        g_string_append_printf(out,
                               " stroke=\"#%06x\" stroke-linecap=\"%s\""
                               " stroke-linejoin=\"%s\" stroke-miterlimit=\"",
                               paint->stroke, caps[paint->cap],
                               joins[paint->join]);
        objects_number(out, paint->miter);
        g_string_append(out, "\" stroke-width=\"");
        objects_number(out, paint->width);
        g_string_append_c(out, '"');
    }
    append_data(out, drawing, shape);
    g_string_append(out, "/>");
}

static void
append_letters(GString *out, const Letters *letters, guint32 color)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    const Matrix *m = &letters->place;
    const double all[] = { m->a, m->b, m->c, m->d, m->e, m->f };
    g_autofree char *words = g_markup_escape_text(letters->words, -1);
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append_printf(out,
                           "<text fill=\"#%06x\" text-anchor=\"%s\""
                           " font-family=\"Open Sans, sans-serif\""
                           " font-weight=\"%d\" font-size=\"",
                           color, anchors[letters->anchor], letters->weight);
    objects_number(out, letters->size);
    g_string_append(out, "\" transform=\"matrix(");
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        g_string_append_printf(
            out, "%s%s", i > 0 ? " " : "",
            g_ascii_formatd(number, sizeof number, "%.6f", all[i]));
    g_string_append_printf(out, ")\">%s</text>", words);
}

/* A length in points as pixels, 96 to the inch; also a tiny one keeps the
 * form of its picture. */
static void
append_pixels(GString *out, double points)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append(
        out, g_ascii_formatd(number, sizeof number, "%.6g", points / 0.75));
}

static void
append_head(GString *out, const Picture *picture, const char *alt)
{
    g_autofree char *words = g_markup_escape_text(alt != NULL ? alt : "", -1);

    g_string_append(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    append_pixels(out, picture->width);
    g_string_append(out, "\" height=\"");
    append_pixels(out, picture->height);
    g_string_append(out, "\" viewBox=\"0 0 ");
    objects_number(out, picture->drawing->width);
    g_string_append_c(out, ' ');
    objects_number(out, picture->drawing->height);
    if (*words != '\0')
        g_string_append_printf(out, "\" role=\"img\" aria-label=\"%s\">",
                               words);
    else
        g_string_append(out, "\" aria-hidden=\"true\">");
}

char *
drawing_html(const Picture *picture, const char *alt)
{
    const Drawing *drawing = picture->drawing;
    GString *out = g_string_new(NULL);

    append_head(out, picture, alt);
    for (guint i = 0; i < drawing->shapes->len; i++) {
        const Shape *shape = &g_array_index(drawing->shapes, Shape, i);
        if (shape->text > 0)
            append_letters(out, letters_at(drawing, shape->text),
                           shape->paint.fill);
        else
            append_path(out, drawing, shape);
    }
    g_string_append(out, "</svg>");
    return g_string_free(out, FALSE);
}
