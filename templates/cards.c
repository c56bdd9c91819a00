#include "templates/cards.h"

#include <string.h>

/* Ticks, in millimetres: their length above and beside the cards, what they
 * keep from a card and from the paper's edge. */
static const double TICK_ABOVE = 7, TICK_BESIDE = 8, TICK_AIR = 2.6,
                    TICK_EDGE = 3.9;
static const double FOLD_TICK = 6;

static const double SLACK = 0.01;

/* Sizes that holders are sold in, as pre-cut papers have them.  A7 and A6
 * fill the paper: there is nothing outside to cut by, and it is cut in
 * halves. */
// clang-format off
static const CardGrid GRIDS[] = {
    { "90x54",   210, 297, 2, 5,  90,  54, 15, 13.5,  0, 0, 1,    FALSE },
    { "85x54",   210, 297, 2, 5,  85,  54, 15, 13.5, 10, 0, 1,    FALSE },
    { "105x74",  210, 297, 2, 4, 105,  74,  0,  0.5,  0, 0, 1.166, FALSE },
    { "148x105", 297, 210, 2, 2, 148, 105, 0.5,   0,  0, 0, 1.644, FALSE },
};
static const CardGrid FOLDED =
    { "A5",      210, 297, 1, 1, 210, 148.5, 0, 148.5, 0, 0, 1,    TRUE };
// clang-format on

const CardGrid *
cards_folded(void)
{
    return &FOLDED;
}

const CardGrid *
cards_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(GRIDS); i++)
        if (strcmp(GRIDS[i].name, name) == 0)
            return &GRIDS[i];
    return NULL;
}

char **
cards_names(void)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (gsize i = 0; i < G_N_ELEMENTS(GRIDS); i++)
        g_strv_builder_add(names, GRIDS[i].name);
    return g_strv_builder_end(names);
}

/* ---- room --------------------------------------------------------------- */

/* The box under BOX whose words are farthest over their least size; NULL:
 * none is. */
static Box *
find_largest(Box *box, double *excess)
{
    Box *found = NULL;

    if (box->style.flags & STYLE_ASIDE)
        return NULL; /* what stands aside takes no height from the others */
    if (box->text != NULL && box->style.least > 0) {
        double over = paragraph_size(box->text) / box->style.least;
        if (over > *excess) {
            *excess = over;
            found = box;
        }
    }
    for (guint i = 0; i < box->kids->len; i++) {
        Box *other = find_largest(g_ptr_array_index(box->kids, i), excess);
        found = other != NULL ? other : found;
    }
    return found;
}

/* Appends the boxes under BOX that can be spared, the least needed first. */
static void
collect_spare(Box *box, GPtrArray *spare)
{
    for (guint i = box->kids->len; i-- > 0;) {
        Box *kid = g_ptr_array_index(box->kids, i);
        if (kid->style.flags & STYLE_SPARE)
            g_ptr_array_add(spare, kid);
        else
            collect_spare(kid, spare);
    }
}

/* Takes BOX out of its parent if the card ROOT then is lower than HEIGHT. */
static gboolean
take_out(Box *root, Box *box, double height)
{
    GPtrArray *kids = box->parent->kids;
    guint at = 0;

    if (!g_ptr_array_find(kids, box, &at))
        return FALSE;
    g_ptr_array_steal_index(kids, at);
    if (boxes_measure(root, root->width) < height - SLACK)
        return TRUE;
    g_ptr_array_insert(kids, (int)at, box);
    return FALSE;
}

/* Leaves out what can be spared and takes height. */
static gboolean
leave_out(Box *root, GPtrArray *notes, const char *sheet)
{
    g_autoptr(GPtrArray) spare = g_ptr_array_new();
    double height = root->height;

    collect_spare(root, spare);
    for (guint i = 0; i < spare->len; i++) {
        Box *box = g_ptr_array_index(spare, i);
        if (!take_out(root, box, height))
            continue;
        notes_add(notes, NOTE_LEFT_OUT, sheet,
                  box->text != NULL ? paragraph_words(box->text) : NULL);
        boxes_free(box);
        return TRUE;
    }
    return FALSE;
}

gboolean
cards_fit(const CardGrid *grid, Box *root, GPtrArray *notes, const char *sheet)
{
    double width = MM(grid->width) / grid->scale;
    double height = MM(grid->height) / grid->scale;
    guint before = notes->len;

    root->style.height = height;
    while (boxes_measure(root, width) > height + SLACK) {
        double excess = 1;
        Box *largest = find_largest(root, &excess);
        if (largest != NULL) {
            double size = paragraph_size(largest->text) - 0.5;
            paragraph_resize(largest->text, MAX(size, largest->style.least));
        } else if (!leave_out(root, notes, sheet)) {
            g_ptr_array_set_size(notes, (int)before);
            notes_add(notes, NOTE_NO_ROOM, sheet, NULL);
            return FALSE;
        }
    }
    notes_of_box(notes, root, sheet);
    return TRUE;
}

/* ---- drawing ------------------------------------------------------------ */

/* At X, above and below cards that take TOP to BOTTOM of a paper HEIGHT
 * high; nothing where there is no room. */
static void
ticks_above(const Press *press, double x, double top, double bottom,
            double height)
{
    double length = MIN(TICK_ABOVE, top - TICK_AIR - TICK_EDGE);
    if (length >= 1)
        draw_tick(press, x, top - TICK_AIR - length, 0, length);
    length = MIN(TICK_ABOVE, height - bottom - TICK_AIR - TICK_EDGE);
    if (length >= 1)
        draw_tick(press, x, bottom + TICK_AIR, 0, length);
}

static void
ticks_beside(const Press *press, double y, double left, double right,
             double width)
{
    double length = MIN(TICK_BESIDE, left - TICK_AIR - TICK_EDGE);
    if (length >= 1)
        draw_tick(press, left - TICK_AIR - length, y, length, 0);
    length = MIN(TICK_BESIDE, width - right - TICK_AIR - TICK_EDGE);
    if (length >= 1)
        draw_tick(press, right + TICK_AIR, y, length, 0);
}

static void
crop_marks(const Press *press, const CardSet *set)
{
    const CardGrid *grid = set->grid;
    double left = grid->left + set->right, top = grid->top + set->down;
    double right =
        left + grid->columns * grid->width + (grid->columns - 1) * grid->across;
    double bottom =
        top + grid->rows * grid->height + (grid->rows - 1) * grid->down;

    for (int i = 0; i < grid->columns; i++) {
        double x = left + i * (grid->width + grid->across);
        if (i == 0 || grid->across > 0)
            ticks_above(press, x, top, bottom, grid->paper_height);
        ticks_above(press, x + grid->width, top, bottom, grid->paper_height);
    }
    for (int i = 0; i < grid->rows; i++) {
        double y = top + i * (grid->height + grid->down);
        if (i == 0 || grid->down > 0)
            ticks_beside(press, y, left, right, grid->paper_width);
        ticks_beside(press, y + grid->height, left, right, grid->paper_width);
    }
}

void
cards_draw_marks(const Press *press, const CardSet *set)
{
    const CardGrid *grid = set->grid;
    double y = grid->paper_height / 2 + set->down;

    canvas_mark_begin(press->canvas, NULL);
    if (grid->folded) {
        draw_tick(press, TICK_EDGE, y, FOLD_TICK, 0);
        draw_tick(press, grid->paper_width - TICK_EDGE - FOLD_TICK, y,
                  FOLD_TICK, 0);
    } else {
        crop_marks(press, set);
    }
    canvas_mark_end(press->canvas);
}

void
cards_draw(const Press *press, const CardSet *set, int cell, Box *root,
           const char *title)
{
    const CardGrid *grid = set->grid;
    int column = cell % grid->columns, row = cell / grid->columns;
    double x =
        MM(grid->left + column * (grid->width + grid->across) + set->right);
    double y = MM(grid->top + row * (grid->height + grid->down) + set->down);

    double upright[] = { grid->scale, 0, 0, grid->scale, x, y };
    double turned[] = { -1, 0, 0, -1, x + MM(grid->width), y };

    canvas_outline(press->canvas, 0, title, OUTLINE_STAY, y);
    canvas_turn_begin(press->canvas, upright);
    draw_card(press, root, FALSE);
    canvas_turn_end(press->canvas);
    if (!grid->folded)
        return;
    canvas_turn_begin(press->canvas, turned);
    draw_card(press, root, TRUE);
    canvas_turn_end(press->canvas);
}
