#include "templates/draw.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a box to tick; under the text, to the footer's line; to its words. */
static const double CHECK_SIDE = 9, FOOTER_AIR = 6, FOOTER_LINE_AIR = 3.4;

static const double TICK_PEN = 0.4;
static const guint32 TICK_COLOR = 0x545960;

typedef struct Brush {
    const Press *press;
    gboolean artifact; /* what is drawn stands elsewhere already, or always */
} Brush;

/* The element of BOX, made when its first mark is drawn. */
static Tag *
tag_of(const Brush *brush, Box *box)
{
    Tag *parent = NULL;

    if (box->made != NULL)
        return box->made;
    if (box->parent != NULL)
        parent = tag_of(brush, box->parent);
    if (box->tag == NULL)
        return parent;
    box->made = tags_add(brush->press->tags, parent, box->tag);
    if (box->language != NULL)
        tag_language(box->made, box->language);
    if (strcmp(box->tag, "TH") == 0)
        tag_cell(box->made, box->is_head ? "Column" : "Row", box->columns);
    else if (box->kind == BOX_CELL)
        tag_cell(box->made, NULL, box->columns);
    return box->made;
}

/* ---- what is not words -------------------------------------------------- */

static void
rule(const Brush *brush, const Style *style, Paint paint, double x, double y,
     double width, double thickness)
{
    canvas_fill(brush->press->canvas, x, y, width, thickness, 0,
                style_paint(style, paint));
}

static void
draw_check(Canvas *canvas, const Box *box, double x, double y)
{
    const Style *style = &box->style;
    /* Beside the first line, however many the row has. */
    double line = MIN(box->height, style->top + style->leading + style->bottom);
    canvas_frame(canvas, x + (box->width - CHECK_SIDE) / 2,
                 y + (line - CHECK_SIDE) / 2, CHECK_SIDE, CHECK_SIDE, 1.8, 0.9,
                 0x1a1c21);
}

static void
draw_column_lines(const Brush *brush, const Box *row, double x, double y)
{
    for (guint i = 1; i < row->kids->len; i++) {
        const Box *cell = g_ptr_array_index(row->kids, i);
        rule(brush, &row->style, PAINT_HAIRLINE, x + cell->x, y, 0.3,
             row->height);
    }
}

static gboolean
has_column_lines(const Box *box)
{
    return box->kind == BOX_ROW && box->parent->parent != NULL &&
           box->parent->parent->style.flags & STYLE_COLUMNS;
}

static gboolean
has_look(const Box *box)
{
    const Style *style = &box->style;
    return style->fill != PAINT_NONE || style->line_above > 0 ||
           style->line_below > 0 || style->bar > 0 ||
           style->flags & (STYLE_CHECK | STYLE_RULED | STYLE_BULLET);
}

/* The bar stands inside a cell's edge, but is the edge of a box.  One as high
 * as its cell goes on in the next row: square, and a hair over the joint,
 * which else shines through. */
static void
draw_bar(Canvas *canvas, const Box *box, double x, double y)
{
    const Style *style = &box->style;
    gboolean cell = box->kind == BOX_CELL, joined = cell && style->inset <= 0;
    canvas_fill(canvas, cell ? x + 1.8 : x, y + style->inset, style->bar,
                box->height - 2 * style->inset + (joined ? 0.1 : 0),
                joined ? 0 : style->bar / 2, style_paint(style, PAINT_ACCENT));
}

static void
draw_ruled(const Brush *brush, const Box *box, double x, double y)
{
    double leading = box->style.leading;
    for (int i = 1; i * leading <= box->height + 0.01; i++)
        rule(brush, &box->style, PAINT_HAIRLINE, x, y + i * leading - 0.4,
             box->width, 0.4);
}

static void
draw_look(const Brush *brush, const Box *box, double x, double y)
{
    const Style *style = &box->style;
    Canvas *canvas = brush->press->canvas;

    if (!has_look(box) && !has_column_lines(box))
        return;
    canvas_mark_begin(canvas, NULL);
    if (style->fill != PAINT_NONE)
        canvas_fill(canvas, x, y + style->inset, box->width,
                    box->height - 2 * style->inset, style->radius,
                    style_paint(style, style->fill));
    if (style->line_above > 0)
        rule(brush, style, style->line, x, y, box->width, style->line_above);
    if (style->line_below > 0)
        rule(brush, style, style->line, x, y + box->height - style->line_below,
             box->width, style->line_below);
    if (has_column_lines(box))
        draw_column_lines(brush, box, x, y);
    if (style->bar > 0)
        draw_bar(canvas, box, x, y);
    if (style->flags & STYLE_CHECK)
        draw_check(canvas, box, x, y);
    if (style->flags & STYLE_RULED)
        draw_ruled(brush, box, x, y);
    if (style->flags & STYLE_BULLET)
        canvas_fill(canvas, x + 2, y + style->leading / 2 - 1, 2.2, 2.2, 1.1,
                    0x1a1c21);
    canvas_mark_end(canvas);
}

/* The picture, as a Figure that is read as its alt text, or as a decoration
 * that is not read. */
static void
draw_picture(const Brush *brush, Box *box, double x, double y)
{
    const Press *press = brush->press;
    double room = box->width - box->style.left - box->style.right;
    double width = 0, height = 0, bounds[4];
    Tag *tag = NULL;

    boxes_picture_size(box, room, &width, &height);
    x += box->style.left;
    if (box->style.align == ALIGN_CENTER)
        x += (room - width) / 2;
    else if (box->style.align == ALIGN_RIGHT)
        x += room - width;
    y += box->style.top;
    if (box->alt != NULL && !brush->artifact) {
        tag = tag_of(brush, box);
        canvas_bounds(press->canvas, x, y, width, height, bounds);
        tag_figure(tag, box->alt, bounds);
    }
    canvas_mark_begin(press->canvas, tag);
    picture_draw(box->picture, press->canvas, press->fonts, x, y, width,
                 height);
    canvas_mark_end(press->canvas);
}

/* ---- boxes -------------------------------------------------------------- */

/* Whether more words of the same element follow those of BOX. */
static gboolean
is_joined(const Box *box)
{
    const GPtrArray *all = box->parent != NULL ? box->parent->kids : NULL;
    return box->tag == NULL && all != NULL && all->len > 0 &&
           g_ptr_array_index(all, all->len - 1) != box;
}

static void
draw_box(const Brush *brush, Box *box, double x, double y)
{
    draw_look(brush, box, x, y);
    if (box->kind == BOX_CELL && !brush->artifact)
        tag_of(brush, box); /* an empty cell is a cell, too */
    if (box->picture != NULL)
        draw_picture(brush, box, x, y);
    if (box->text != NULL)
        paragraph_draw(box->text, brush->press->canvas, brush->press->tags,
                       brush->artifact ? NULL : tag_of(brush, box),
                       x + box->style.left, y + box->style.top, is_joined(box));
    for (guint i = 0; i < box->kids->len; i++) {
        Box *kid = g_ptr_array_index(box->kids, i);
        draw_box(brush, kid, x + kid->x, y + kid->y);
    }
}

static void
draw_words(const Press *press, const Style *style, const char *words, double x,
           double y, double width)
{
    g_autoptr(Paragraph) text = paragraph_new_text(press->fonts, style, words);
    paragraph_wrap(text, width);
    paragraph_draw(text, press->canvas, press->tags, NULL, x, y, FALSE);
}

void
draw_card(const Press *press, Box *root, gboolean artifact)
{
    Brush brush = { press, artifact };
    draw_box(&brush, root, 0, 0);
}

/* ---- pages -------------------------------------------------------------- */

static void
draw_footer(const Press *press, const Paper *paper, const Pages *pages,
            int page)
{
    Brush brush = { press, TRUE };
    double width = paper->width - paper->left - paper->right;
    double y = paper->height - paper->bottom + FOOTER_AIR;
    Style style = style_root();
    g_autofree char *number =
        g_strdup_printf(tongue_word(pages->tongue, N_("Sida %d av %d")),
                        page + 1, pages->count);

    style_apply(&style, "footer");
    style_apply(&style, "second");
    style.align = ALIGN_RIGHT;
    canvas_mark_begin(press->canvas, NULL);
    rule(&brush, &style, PAINT_HAIRLINE, paper->left, y, width, 0.4);
    canvas_mark_end(press->canvas);
    y += FOOTER_LINE_AIR;
    if (pages->footer != NULL)
        draw_box(&brush, (Box *)pages->footer, paper->left, y);
    if (pages->footer != NULL)
        y += MAX(0, pages->footer->height - style.leading);
    draw_words(press, &style, number, paper->left, y, width);
}

/* The name at the head of ROW, "Öberg" of "Öberg, Åsa"; NULL: it has none,
 * as a row that only parts the others.  The caller owns it. */
static char *
row_name(const Box *row)
{
    for (guint i = 0; row->kind == BOX_ROW && i < row->kids->len; i++) {
        const Box *cell = g_ptr_array_index(row->kids, i);
        const char *words =
            cell->text != NULL ? paragraph_words(cell->text) : "";
        const char *comma = strchr(words, ',');
        if (strcmp(cell->tag, "TH") == 0 && !cell->is_head && comma != NULL)
            return g_strndup(words, (gsize)(comma - words));
    }
    return NULL;
}

/* "Sida 2 av 7, Hermansson–Lindqvist" at the right of the running head;
 * without the names where they need more than one line. */
static void
draw_names(const Press *press, const Paper *paper, const Pages *pages, int page)
{
    g_autofree char *first = NULL;
    g_autofree char *last = NULL;
    g_autofree char *words = NULL;
    g_autoptr(Paragraph) text = NULL;
    Style style = pages->running->style;
    double width = style.right;

    for (guint i = 0; i < pages->places->len; i++) {
        const Place *place = &g_array_index(pages->places, Place, i);
        char *name = place->page == page ? row_name(place->strip->box) : NULL;
        if (name == NULL)
            continue;
        if (first == NULL)
            first = g_strdup(name);
        g_free(last);
        last = name;
    }
    style.align = ALIGN_RIGHT;
    if (first != NULL) {
        words = g_strdup_printf(
            tongue_word(pages->tongue, N_("Sida %d av %d, %s–%s")), page + 1,
            pages->count, first, last);
        text = paragraph_new_text(press->fonts, &style, words);
    }
    if (text == NULL || paragraph_wrap(text, width) > 1.5 * style.leading)
        return;
    paragraph_draw(text, press->canvas, press->tags, NULL,
                   paper->width - paper->right - width, paper->top, FALSE);
}

static void
draw_running(const Press *press, const Paper *paper, const Pages *pages,
             int page)
{
    Brush brush = { press, TRUE };

    if (pages->running == NULL)
        return;
    draw_box(&brush, (Box *)pages->running, paper->left, paper->top);
    if (pages->running->style.flags & STYLE_NAMES)
        draw_names(press, paper, pages, page);
}

/* Leads a reader to a half, too, who looks closely at the other one. */
static void
add_outline(const Press *press, const Paper *paper, int level,
            const char *title, double y)
{
    double x = paper->left < paper->width / 2 ? 0 : paper->width / 2;
    canvas_outline(press->canvas, level, title, paper->half ? x : OUTLINE_STAY,
                   y);
}

static void
draw_place(const Press *press, const Paper *paper, const Place *place)
{
    Box *box = place->strip->box;
    double y = paper->top + place->y;
    Brush brush = { press, place->again };

    if (box->tag != NULL && box->text != NULL && strcmp(box->tag, "H2") == 0)
        add_outline(press, paper, 1, paragraph_words(box->text), y);
    draw_box(&brush, box, paper->left + place->strip->x, y);
}

void
draw_page(const Press *press, const Paper *paper, const Pages *pages, int page,
          const char *title)
{
    if (page == 0)
        add_outline(press, paper, 0, title, 0);
    else
        draw_running(press, paper, pages, page);
    for (guint i = 0; i < pages->places->len; i++) {
        const Place *place = &g_array_index(pages->places, Place, i);
        if (place->page == page)
            draw_place(press, paper, place);
    }
    draw_footer(press, paper, pages, page);
}

void
draw_tick(const Press *press, double x, double y, double width, double height)
{
    double pen = TICK_PEN / 2;
    gboolean lies = width > height;

    canvas_fill(press->canvas, lies ? MM(x) : MM(x) - pen,
                lies ? MM(y) - pen : MM(y), lies ? MM(width) : TICK_PEN,
                lies ? TICK_PEN : MM(height), 0, TICK_COLOR);
}
