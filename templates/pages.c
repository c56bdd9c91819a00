#include "templates/pages.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/fill.h"

enum {
    ROWS_WITH_HEAD = 2,  /* that a heading and a table's head keep */
    ROWS_STAY = 4,       /* fewer do not part from a table that fits whole */
    RULED_LINES_MIN = 3, /* fewer lines to write on are no help */
};

/* The way down the pages. */
typedef struct Cursor {
    Pages *pages;
    double height; /* of a page's text */
    double y;
    gboolean fresh; /* nothing but repeated heads on this page yet */
} Cursor;

void
pages_free(Pages *pages)
{
    g_array_unref(pages->strips);
    g_array_unref(pages->places);
    g_free(pages);
}

static const Strip *
strip_at(const Pages *pages, guint index)
{
    return &g_array_index(pages->strips, Strip, index);
}

/* ---- boxes to strips ---------------------------------------------------- */

static Strip *
add_strip(Pages *pages, Box *box, double x, gboolean rest)
{
    Strip strip = { .box = box, .x = x, .rest = rest };
    strip.above = box->style.above;
    strip.below = box->style.below;
    if (box->style.flags & STYLE_RULED)
        box->height = box->style.leading * RULED_LINES_MIN;
    g_array_append_val(pages->strips, strip);
    return &g_array_index(pages->strips, Strip, pages->strips->len - 1);
}

static void
add_table(Pages *pages, Box *table, double x, gboolean rest)
{
    guint first = pages->strips->len;

    for (guint i = 0; i < table->kids->len; i++) {
        Box *rows = g_ptr_array_index(table->kids, i);
        for (guint j = 0; j < rows->kids->len; j++)
            add_strip(pages, g_ptr_array_index(rows->kids, j), x, rest)->table =
                table;
    }
    if (pages->strips->len == first)
        return;
    g_array_index(pages->strips, Strip, first).above = table->style.above;
    g_array_index(pages->strips, Strip, pages->strips->len - 1).below =
        table->style.below;
}

/* What only holds others together may be parted; what has a look may not. */
static gboolean
is_parted(const Box *box)
{
    gboolean holder = box->tag == NULL || strcmp(box->tag, "L") == 0 ||
                      strcmp(box->tag, "Sect") == 0;
    return holder && box->text == NULL && box->kids->len > 0 &&
           !(box->style.flags & (STYLE_WHOLE | STYLE_ROW | STYLE_ASIDE));
}

static void
add_strips(Pages *pages, Box *box, double x, gboolean rest)
{
    guint first = pages->strips->len;

    if (box->style.flags & STYLE_RUNNING) {
        pages->running = box;
    } else if (box->style.flags & STYLE_FOOTER) {
        pages->footer = box;
    } else if (box->kind == BOX_TABLE) {
        add_table(pages, box, x, rest);
    } else if (!is_parted(box)) {
        add_strip(pages, box, x, rest);
    } else {
        rest = rest || box->style.flags & STYLE_REST;
        for (guint i = 0; i < box->kids->len; i++) {
            Box *kid = g_ptr_array_index(box->kids, i);
            add_strips(pages, kid, x + box->style.left, rest);
        }
        if (pages->strips->len > first) {
            Strip *strip = &g_array_index(pages->strips, Strip, first);
            strip->above = MAX(strip->above, box->style.above);
        }
    }
}

/* ---- strips to pages ---------------------------------------------------- */

static double
gap_before(const Pages *pages, guint index)
{
    return index > 0 ? MAX(strip_at(pages, index - 1)->below,
                           strip_at(pages, index)->above)
                     : 0;
}

/* The height of strips FIRST up to, not with, END. */
static double
height_of(const Pages *pages, guint first, guint end)
{
    double height = 0;
    for (guint i = first; i < end; i++)
        height += strip_at(pages, i)->box->height +
                  (i > first ? gap_before(pages, i) : 0);
    return height;
}

static gboolean
keeps_next(const Strip *strip)
{
    return (strip->box->style.flags & STYLE_WITH_NEXT) != 0;
}

/* The height of a page that another one comes before. */
static double
next_height(const Cursor *cursor)
{
    const Box *running = cursor->pages->running;
    return cursor->height -
           (running != NULL ? running->height + running->style.below : 0);
}

/* Past the last strip that must stand on the page of strip FIRST, where a
 * table's head keeps KEPT rows. */
static guint
chain_end(const Pages *pages, guint first, int kept)
{
    guint count = pages->strips->len;
    int rows = 0;

    for (guint i = first; i < count; i++) {
        const Strip *strip = strip_at(pages, i);
        if (strip->box->is_head)
            rows = kept;
        else if (!keeps_next(strip) && (strip->table == NULL || --rows <= 0))
            return i + 1;
    }
    return count;
}

/* The height of what must stand with strip FIRST: with fewer rows where no
 * page has room for so many. */
static double
chain_height(const Cursor *cursor, guint first)
{
    const Pages *pages = cursor->pages;
    double height = 0;

    for (int kept = ROWS_WITH_HEAD; kept > 0; kept--) {
        height = height_of(pages, first, chain_end(pages, first, kept));
        if (height <= next_height(cursor))
            break;
    }
    return height;
}

/* Past the last row of TABLE, whose first is at or after FIRST. */
static guint
table_end(const Pages *pages, const Box *table, guint first)
{
    guint i = first;
    while (i < pages->strips->len && strip_at(pages, i)->table != table)
        i++;
    while (i < pages->strips->len && strip_at(pages, i)->table == table)
        i++;
    return i;
}

/* The table that begins at strip INDEX or right after it as a heading. */
static const Box *
starting_table(const Pages *pages, guint index)
{
    guint at = index;
    const Box *table = NULL;

    while (at + 1 < pages->strips->len && strip_at(pages, at)->table == NULL &&
           keeps_next(strip_at(pages, at)))
        at++;
    table = strip_at(pages, at)->table;
    if (at > 0 && strip_at(pages, at - 1)->table == table)
        return NULL;
    return table;
}

/* A table that fits whole on the next page goes there rather than leave a
 * few of its rows behind. */
static gboolean
table_moves(const Cursor *cursor, guint index, double room)
{
    const Pages *pages = cursor->pages;
    const Box *table = starting_table(pages, index);
    guint end = 0;
    int rows = 0;

    if (table == NULL || (index > 0 && keeps_next(strip_at(pages, index - 1))))
        return FALSE; /* none begins here, or its heading has decided */
    end = table_end(pages, table, index);
    if (height_of(pages, index, end) <= room ||
        height_of(pages, index, end) > next_height(cursor))
        return FALSE;
    for (guint i = index; i < end && height_of(pages, index, i + 1) <= room;
         i++)
        rows += strip_at(pages, i)->table == table &&
                !strip_at(pages, i)->box->is_head;
    return rows < ROWS_STAY;
}

static void
put(Cursor *cursor, const Strip *strip, gboolean again)
{
    Place place = { strip, cursor->pages->count - 1, cursor->y, again };
    g_array_append_val(cursor->pages->places, place);
    cursor->y += strip->box->height;
}

static void
next_page(Cursor *cursor, guint index)
{
    Pages *pages = cursor->pages;
    const Strip *strip = strip_at(pages, index);

    pages->count++;
    cursor->fresh = TRUE;
    cursor->y = pages->running != NULL
                    ? pages->running->height + pages->running->style.below
                    : 0;
    if (strip->table == NULL || strip->box->is_head)
        return;
    for (guint i = 0; i < index; i++)
        if (strip_at(pages, i)->table == strip->table &&
            strip_at(pages, i)->box->is_head)
            put(cursor, strip_at(pages, i), TRUE);
}

/* The lines to write on fill the page. */
static void
stretch(const Cursor *cursor, Box *box)
{
    double leading = box->style.leading;
    if (box->style.flags & STYLE_RULED)
        box->height = leading * (int)((cursor->height - cursor->y) / leading);
}

/* The end of the part that takes the rest of the page, when it does not
 * fit; INDEX itself when it does. */
static guint
skip_rest(const Cursor *cursor, guint index)
{
    const Pages *pages = cursor->pages;
    guint end = index;

    if (!strip_at(pages, index)->rest ||
        (index > 0 && strip_at(pages, index - 1)->rest))
        return index;
    while (end < pages->strips->len && strip_at(pages, end)->rest)
        end++;
    return height_of(pages, index, end) + gap_before(pages, index) <=
                   cursor->height - cursor->y
               ? index
               : end;
}

static gboolean
set_strip(Cursor *cursor, guint index, GError **error)
{
    const Pages *pages = cursor->pages;
    const Strip *strip = strip_at(pages, index);
    double gap = cursor->fresh ? 0 : gap_before(pages, index);
    double room = cursor->height - cursor->y - gap;
    double chain = chain_height(cursor, index);

    if (!cursor->fresh && (strip->box->height > room ||
                           (chain > room && chain <= next_height(cursor)) ||
                           table_moves(cursor, index, room))) {
        next_page(cursor, index);
        gap = 0;
    }
    cursor->y += gap;
    stretch(cursor, strip->box);
    if (cursor->y + strip->box->height > cursor->height + 0.01) {
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_HEIGHT,
                    _("ett stycke eller en tabellrad ryms inte på en sida: "
                      "korta texten"));
        return FALSE;
    }
    put(cursor, strip, FALSE);
    cursor->fresh = FALSE;
    return TRUE;
}

Pages *
pages_new(Box *root, double height, GError **error)
{
    g_autoptr(Pages) pages = g_new0(Pages, 1);
    Cursor cursor = { pages, height, 0, TRUE };

    pages->strips = g_array_new(FALSE, FALSE, sizeof(Strip));
    pages->places = g_array_new(FALSE, FALSE, sizeof(Place));
    pages->count = 1;
    pages->tongue = root->style.tongue;
    add_strips(pages, root, 0, FALSE);
    for (guint i = 0; i < pages->strips->len; i++) {
        guint past = skip_rest(&cursor, i);
        if (past > i)
            i = past - 1;
        else if (!set_strip(&cursor, i, error))
            return NULL;
    }
    return g_steal_pointer(&pages);
}
