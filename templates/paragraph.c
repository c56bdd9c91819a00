#include "templates/paragraph.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "templates/glyphs.h"
#include "templates/spans.h"
#include "templates/words.h"

/* The middle of Open Sans's capitals lies this much of the size above the
 * base line; lines are centred on it. */
static const double CAPITAL_MIDDLE = 0.357;

/* A line may be this much too wide before it is broken (points). */
static const double SLACK = 0.02;

/* The leading of what is set on several lines to find room. */
static const double TIGHT = 1.12;

struct Paragraph {
    Fonts *fonts; /* borrowed */
    Style style;
    Words *words;
    PangoLayout *layout;
    double least, full, width;
    double fitted;   /* the width it was fitted to in this size; 0: to none */
    gboolean parted; /* long words may be, for one is wider than the column */
};

static double
run_width(const PangoGlyphItem *run)
{
    return pango_units_to_double(pango_glyph_string_get_width(run->glyphs));
}

static double
line_width(const PangoLayoutLine *line)
{
    double width = 0;
    for (const GSList *at = line->runs; at != NULL; at = at->next)
        width += run_width(at->data);
    return width;
}

/* The width of every character, by its place in the text. */
static int *
character_widths(PangoLayout *layout, int count)
{
    int *widths = g_new0(int, (gsize)count + 1);
    const char *text = pango_layout_get_text(layout);

    for (const GSList *line = pango_layout_get_lines_readonly(layout);
         line != NULL; line = line->next)
        for (const GSList *at = ((PangoLayoutLine *)line->data)->runs;
             at != NULL; at = at->next) {
            PangoGlyphItem *run = at->data;
            glong first =
                g_utf8_pointer_to_offset(text, text + run->item->offset);
            pango_glyph_item_get_logical_widths(run, text, widths + first);
        }
    return widths;
}

/* The widest stretch without a place to break; white space at its end hangs
 * over. */
static double
widest_word(PangoLayout *layout)
{
    int count = 0;
    const PangoLogAttr *attrs =
        pango_layout_get_log_attrs_readonly(layout, &count);
    g_autofree int *widths = character_widths(layout, count);
    int widest = 0, word = 0, hanging = 0;

    for (int i = 0; i < count; i++) {
        if (attrs[i].is_line_break)
            word = hanging = 0;
        if (attrs[i].is_white) {
            hanging += widths[i];
            continue;
        }
        word += hanging + widths[i];
        hanging = 0;
        widest = MAX(widest, word);
    }
    return pango_units_to_double(widest);
}

static void
measure(Paragraph *paragraph)
{
    for (const GSList *at = pango_layout_get_lines_readonly(paragraph->layout);
         at != NULL; at = at->next)
        paragraph->full = MAX(paragraph->full, line_width(at->data));
    paragraph->least = widest_word(paragraph->layout);
}

static void
set_spans(Paragraph *paragraph)
{
    PangoAttrList *list = spans_attributes(paragraph->words, paragraph->parted);
    pango_layout_set_attributes(paragraph->layout, list);
    pango_attr_list_unref(list);
}

static Paragraph *
new_paragraph(Fonts *fonts, const Style *style, Words *words)
{
    Paragraph *paragraph = NULL;

    if (words->text->len == 0) {
        words_free(words);
        return NULL;
    }
    paragraph = g_new0(Paragraph, 1);
    paragraph->fonts = fonts;
    paragraph->style = *style;
    paragraph->words = words;
    paragraph->layout = pango_layout_new(fonts_context(fonts));
    set_spans(paragraph);
    /* the Swedish sheet runs to the right, whatever a name begins with */
    pango_layout_set_auto_dir(paragraph->layout, words->rtl);
    pango_layout_set_wrap(paragraph->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(paragraph->layout, words->text->str,
                          (int)words->text->len);
    measure(paragraph);
    return paragraph;
}

Paragraph *
paragraph_new(Fonts *fonts, const Style *style, const xmlNode *first,
              const xmlNode *last)
{
    return new_paragraph(fonts, style, words_new(fonts, style, first, last));
}

Paragraph *
paragraph_new_text(Fonts *fonts, const Style *style, const char *text)
{
    return new_paragraph(fonts, style, words_new_text(fonts, style, text));
}

void
paragraph_free(Paragraph *paragraph)
{
    g_object_unref(paragraph->layout);
    words_free(paragraph->words);
    g_free(paragraph);
}

double
paragraph_least_width(const Paragraph *paragraph)
{
    return paragraph->least;
}

void
paragraph_resize(Paragraph *paragraph, double size)
{
    double factor = size / paragraph->style.size;

    paragraph->style.size = size;
    paragraph->style.leading *= factor;
    for (guint i = 0; i < paragraph->words->spans->len; i++)
        g_array_index(paragraph->words->spans, Span, i).style.size *= factor;
    paragraph->full = paragraph->least = paragraph->fitted = 0;
    paragraph->parted = FALSE;
    pango_layout_set_width(paragraph->layout, -1);
    set_spans(paragraph);
    measure(paragraph);
}

static void
shrink(Paragraph *paragraph, double width, double least)
{
    while (paragraph->full > width + SLACK && paragraph->style.size > least) {
        double size = paragraph->style.size;
        double guess = floor(2 * size * width / paragraph->full) / 2;
        paragraph_resize(paragraph, MAX(least, MIN(guess, size - 0.5)));
    }
}

/* Lines wrapped in WIDTH become as long as each other, and tight. */
static void
balance(Paragraph *paragraph, double width)
{
    PangoLayout *layout = paragraph->layout;
    Style *style = &paragraph->style;
    int lines = pango_layout_get_line_count(layout);
    int low = (int)(paragraph->least * PANGO_SCALE);
    int high = (int)(width * PANGO_SCALE) + 1;

    if (lines > 1)
        style->leading = MIN(style->leading, TIGHT * style->size);
    while (lines > 1 && high - low > PANGO_SCALE) {
        int middle = low + (high - low) / 2;
        pango_layout_set_width(layout, middle);
        if (pango_layout_get_line_count(layout) > lines)
            low = middle;
        else
            high = middle;
    }
    pango_layout_set_width(layout, lines > 1 ? high : -1);
}

double
paragraph_size(const Paragraph *paragraph)
{
    return paragraph->style.size;
}

int
paragraph_line_count(const Paragraph *paragraph)
{
    return pango_layout_get_line_count(paragraph->layout);
}

gboolean
paragraph_is_broken(const Paragraph *paragraph)
{
    const char *text = pango_layout_get_text(paragraph->layout);
    int count = 0;
    const PangoLogAttr *attrs =
        pango_layout_get_log_attrs_readonly(paragraph->layout, &count);

    for (const GSList *at = pango_layout_get_lines_readonly(paragraph->layout);
         at != NULL && at->next != NULL; at = at->next) {
        const PangoLayoutLine *next = at->next->data;
        glong start = g_utf8_pointer_to_offset(text, text + next->start_index);
        if (start < count && !attrs[start].is_line_break)
            return TRUE;
    }
    return FALSE;
}

double
paragraph_full_width(const Paragraph *paragraph)
{
    return paragraph->full;
}

double
paragraph_baseline(const Paragraph *paragraph)
{
    return paragraph->style.leading / 2 +
           CAPITAL_MIDDLE * paragraph->style.size;
}

double
paragraph_wrap(Paragraph *paragraph, double width)
{
    int units = -1;
    if (paragraph->full > width + SLACK)
        units = (int)(MAX(width, 1) * PANGO_SCALE) + 1;
    if (paragraph->parted != (paragraph->least > width + SLACK)) {
        paragraph->parted = !paragraph->parted;
        set_spans(paragraph);
    }
    paragraph->width = width;
    paragraph->fitted = 0;
    pango_layout_set_width(paragraph->layout, units);
    return pango_layout_get_line_count(paragraph->layout) *
           paragraph->style.leading;
}

double
paragraph_fit(Paragraph *paragraph, double width, double least)
{
    if (paragraph->fitted != width) {
        shrink(paragraph, width, least);
        paragraph_wrap(paragraph, width);
        balance(paragraph, width);
        paragraph->fitted = width;
    }
    return paragraph_line_count(paragraph) * paragraph->style.leading;
}

const char *
paragraph_words(const Paragraph *paragraph)
{
    return paragraph->words->text->str;
}

/* ---- drawing ------------------------------------------------------------ */

typedef struct Drawing {
    Paragraph *paragraph;
    Canvas *canvas;
    Tags *tags;
    Tag *tag;         /* NULL: an artifact */
    const Span *link; /* of the open mark */
    Tag *link_tag;
    gboolean marked;
    double x, y; /* the pen, on the base line */
} Drawing;

/* What a screen reader says of the link: the words, and where they lead. */
static char *
link_contents(const Paragraph *paragraph, const Span *link)
{
    const Tongue *tongue = paragraph->style.tongue;
    g_autofree char *words = g_strndup(
        paragraph->words->text->str + link->start, link->end - link->start);
    if (g_str_has_prefix(link->href, "tel:"))
        return g_strdup_printf(tongue_word(tongue, N_("Ring %s")), words);
    if (g_str_has_prefix(link->href, "mailto:"))
        return g_strdup_printf(tongue_word(tongue, N_("Skriv till %s")), words);
    return g_steal_pointer(&words);
}

/* A Swedish number as the world dials it (RFC 3966): tel:+4631... */
static char *
link_uri(const char *href)
{
    GString *out = g_string_new("tel:");
    const char *number = href + strlen("tel:");

    if (!g_str_has_prefix(href, "tel:")) {
        g_string_assign(out, href);
        return g_string_free(out, FALSE);
    }
    if (*number == '0') {
        g_string_append(out, "+46");
        number++;
    }
    for (; *number != '\0'; number++)
        if (g_ascii_isdigit(*number) || *number == '+')
            g_string_append_c(out, *number);
    return g_string_free(out, FALSE);
}

static void
end_mark(Drawing *drawing)
{
    if (drawing->marked)
        canvas_mark_end(drawing->canvas);
    drawing->marked = FALSE;
}

/* A link is an element of its own: a mark ends where one begins or ends. */
static void
begin_mark(Drawing *drawing, const Span *link)
{
    if (drawing->tag == NULL)
        link = NULL;
    if (drawing->marked && link == drawing->link)
        return;
    end_mark(drawing);
    if (link != NULL && link != drawing->link)
        drawing->link_tag = tags_add(drawing->tags, drawing->tag, "Link");
    drawing->link = link;
    canvas_mark_begin(drawing->canvas,
                      link != NULL ? drawing->link_tag : drawing->tag);
    drawing->marked = TRUE;
}

static void
add_link(Drawing *drawing, double width)
{
    const Paragraph *paragraph = drawing->paragraph;
    double leading = paragraph->style.leading;
    double top =
        drawing->y - CAPITAL_MIDDLE * paragraph->style.size - leading / 2;
    g_autofree char *uri = link_uri(drawing->link->href);
    g_autofree char *contents = link_contents(paragraph, drawing->link);

    canvas_link(drawing->canvas, drawing->link_tag, drawing->x, top, width,
                leading, uri, contents);
}

static void
draw_run(Drawing *drawing, PangoGlyphItem *run, gboolean spaced)
{
    const Words *words = drawing->paragraph->words;
    const char *text = words->text->str;
    guint start = (guint)run->item->offset;
    const Style *style = &words_span(words, start, FALSE)->style;
    double width = run_width(run);

    begin_mark(drawing, words_span(words, start, TRUE));
    glyphs_draw(drawing->canvas, drawing->paragraph->fonts, run, text,
                style_ink(style), drawing->x, drawing->y, spaced);
    if (style->flags & STYLE_UNDERLINE)
        canvas_fill(drawing->canvas, drawing->x, drawing->y + 1.3, width, 0.5,
                    0, style_ink(style));
    if (drawing->link != NULL)
        add_link(drawing, width);
}

static double
line_start(const Paragraph *paragraph, const PangoLayoutLine *line)
{
    double room = paragraph->width - line_width(line);
    switch (paragraph->style.align) {
    case ALIGN_CENTER: return room / 2;
    case ALIGN_RIGHT: return room;
    default: return 0;
    }
}

/* A run and where it stands on its line. */
typedef struct Stand {
    PangoGlyphItem *run;
    double x;
} Stand;

static int
compare_stands(const void *a, const void *b)
{
    const Stand *left = a, *right = b;
    return left->run->item->offset - right->run->item->offset;
}

/* Pango gives a line's runs from left to right; they are drawn in reading
 * order, which is another where scripts are mixed. */
static void
draw_line(Drawing *drawing, const PangoLayoutLine *line, double x,
          gboolean spaced)
{
    g_autoptr(GArray) stands = g_array_new(FALSE, FALSE, sizeof(Stand));

    for (const GSList *at = line->runs; at != NULL; at = at->next) {
        Stand stand = { at->data, x };
        g_array_append_val(stands, stand);
        x += run_width(at->data);
    }
    g_array_sort(stands, compare_stands);
    for (guint i = 0; i < stands->len; i++) {
        const Stand *stand = &g_array_index(stands, Stand, i);
        drawing->x = stand->x;
        draw_run(drawing, stand->run, spaced && i + 1 == stands->len);
    }
}

/* Whether white space parts LINE from the next: Pango takes the glyph of a
 * space that a line ends with. */
static gboolean
ends_in_space(const PangoLayoutLine *line, const char *text)
{
    int end = line->start_index + line->length;
    return text[end] == '\n' || (end > 0 && text[end - 1] == ' ');
}

void
paragraph_draw(Paragraph *paragraph, Canvas *canvas, Tags *tags, Tag *tag,
               double x, double y, gboolean joined)
{
    const char *text = paragraph->words->text->str;
    Drawing drawing = {
        .paragraph = paragraph, .canvas = canvas, .tags = tags, .tag = tag
    };

    drawing.y = y + paragraph_baseline(paragraph);
    for (const GSList *at = pango_layout_get_lines_readonly(paragraph->layout);
         at != NULL; at = at->next) {
        const PangoLayoutLine *line = at->data;
        draw_line(&drawing, line, x + line_start(paragraph, line),
                  at->next != NULL ? ends_in_space(line, text) : joined);
        drawing.y += paragraph->style.leading;
    }
    end_mark(&drawing);
}

double
paragraph_extent(const Paragraph *paragraph, double *left, double *right)
{
    int lines = 0;

    *left = G_MAXDOUBLE;
    *right = 0;
    for (const GSList *at = pango_layout_get_lines_readonly(paragraph->layout);
         at != NULL; at = at->next, lines++) {
        double start = line_start(paragraph, at->data);
        *left = MIN(*left, start);
        *right = MAX(*right, start + line_width(at->data));
    }
    return lines * paragraph->style.leading;
}
