#include "templates/boxes.h"

/* A box to tick needs this much, its air included. */
static const double CHECK_LEAST = 13;

/* Between what stands aside and the rest. */
static const double ASIDE_GAP = 12;

/* Between lines of boxes that stand side by side. */
static const double LINE_GAP = 6;

/* ---- pictures ----------------------------------------------------------- */

void
boxes_picture_size(const Box *box, double room, double *width, double *height)
{
    double wide = box->asked > 0 ? box->asked : box->style.width;
    double tall = box->tall > 0 ? box->tall : box->style.height;
    double scale = 1;

    picture_size(box->picture, width, height);
    if (wide > 0 && tall > 0)
        scale = MIN(wide / *width, tall / *height);
    else if (wide > 0 || tall > 0)
        scale = wide > 0 ? wide / *width : tall / *height;
    scale = MIN(scale, MAX(room, 1) / *width);
    *width *= scale;
    *height *= scale;
}

static double
picture_width(const Box *box)
{
    double width = 0, height = 0;
    boxes_picture_size(box, G_MAXDOUBLE, &width, &height);
    return width;
}

/* ---- words -------------------------------------------------------------- */

/* The width of the widest word inside BOX, its padding included. */
static double
least_width(const Box *box)
{
    double least = box->style.flags & STYLE_CHECK ? CHECK_LEAST : 0;

    if (box->text != NULL)
        least = MAX(least, paragraph_least_width(box->text));
    if (box->text != NULL && box->style.least > 0)
        least *= MIN(1, box->style.least / paragraph_size(box->text));
    if (box->picture != NULL)
        least = MAX(least, picture_width(box));
    for (guint i = 0; i < box->kids->len; i++)
        least = MAX(least, least_width(g_ptr_array_index(box->kids, i)));
    return least + box->style.left + box->style.right;
}

/* ---- tracks: columns of tables, and of boxes side by side --------------- */

static Track *
track_at(GArray *tracks, guint index)
{
    return &g_array_index(tracks, Track, index);
}

/* Gives out ROOM by shares; a track that would get less than its least is
 * set to it, and the others share what remains, until all are content. */
static void
share_out(GArray *tracks, double room)
{
    for (gboolean again = TRUE; again;) {
        double left = room, shares = 0;
        again = FALSE;
        for (guint i = 0; i < tracks->len; i++)
            if (track_at(tracks, i)->width > 0)
                left -= track_at(tracks, i)->width;
            else
                shares += track_at(tracks, i)->share;
        for (guint i = 0; i < tracks->len && !again; i++) {
            Track *track = track_at(tracks, i);
            if (track->width == 0 &&
                left * track->share / shares < track->least) {
                track->width = track->least;
                again = TRUE;
            }
        }
        for (guint i = 0; i < tracks->len && !again; i++) {
            Track *track = track_at(tracks, i);
            if (track->width == 0)
                track->width = left * track->share / shares;
        }
    }
}

static int
compare_least(const void *a, const void *b)
{
    double left = ((const Track *)a)->least, right = ((const Track *)b)->least;
    return (left > right) - (left < right);
}

/* What a track may have at most when the widest words do not all fit in
 * ROOM: those that ask for little keep it, the greedy ones share the rest. */
static double
greatest_width(const GArray *tracks, double room)
{
    g_autoptr(GArray) sorted =
        g_array_sized_new(FALSE, FALSE, sizeof(Track), tracks->len);

    g_array_append_vals(sorted, tracks->data, tracks->len);
    g_array_sort(sorted, compare_least);
    for (guint i = 0; i < sorted->len; i++) {
        double fair = room / (sorted->len - i);
        if (track_at(sorted, i)->least > fair)
            return fair;
        room -= track_at(sorted, i)->least;
    }
    return G_MAXDOUBLE;
}

static void
solve_tracks(GArray *tracks, double room)
{
    double least = 0, most = 0;

    for (guint i = 0; i < tracks->len; i++) {
        Track *track = track_at(tracks, i);
        track->least = MAX(track->least, MAX(track->asked, 1));
        track->width = track->asked > 0 ? track->least : 0;
        least += track->least;
    }
    if (least <= room) {
        share_out(tracks, room);
        return;
    }
    most = greatest_width(tracks, room);
    for (guint i = 0; i < tracks->len; i++)
        track_at(tracks, i)->width = MIN(track_at(tracks, i)->least, most);
}

static void
note_least_widths(GArray *tracks, const Box *row)
{
    guint at = 0;
    for (guint i = 0; i < row->kids->len; i++) {
        const Box *cell = g_ptr_array_index(row->kids, i);
        if (cell->columns == 1 && at < tracks->len) {
            Track *track = track_at(tracks, at);
            track->least = MAX(track->least, least_width(cell));
        }
        at += (guint)cell->columns;
    }
}

/* Sets the tracks of TABLE so that they fill WIDTH. */
static void
measure_tracks(Box *table, double width)
{
    for (guint i = 0; i < table->kids->len; i++) {
        const Box *rows = g_ptr_array_index(table->kids, i);
        for (guint j = 0; j < rows->kids->len; j++)
            note_least_widths(table->tracks, g_ptr_array_index(rows->kids, j));
    }
    solve_tracks(table->tracks, width);
}

/* ---- boxes -------------------------------------------------------------- */

static double
measure_row(Box *row, GArray *tracks)
{
    guint at = 0;
    double x = 0;

    row->height = 0;
    for (guint i = 0; i < row->kids->len; i++) {
        Box *cell = g_ptr_array_index(row->kids, i);
        double width = 0;
        for (int j = 0; j < cell->columns && at < tracks->len; j++)
            width += track_at(tracks, at++)->width;
        cell->x = x;
        cell->y = 0;
        row->height = MAX(row->height, boxes_measure(cell, width));
        x += width;
    }
    for (guint i = 0; i < row->kids->len; i++)
        ((Box *)g_ptr_array_index(row->kids, i))->height = row->height;
    row->width = x;
    return row->height;
}

static double
measure_table(Box *table, double width)
{
    double y = 0;

    measure_tracks(table, width);
    for (guint i = 0; i < table->kids->len; i++) {
        Box *rows = g_ptr_array_index(table->kids, i);
        rows->x = 0;
        rows->y = y;
        rows->width = width;
        rows->height = 0;
        for (guint j = 0; j < rows->kids->len; j++) {
            Box *row = g_ptr_array_index(rows->kids, j);
            row->x = 0;
            row->y = rows->height;
            rows->height += measure_row(row, table->tracks);
        }
        y += rows->height;
    }
    return y;
}

/* The tracks of what stands side by side in BOX, ACROSS of them.  A box of a
 * later line takes the track of the one above it; all then are as wide. */
static GArray *
tracks_across(const Box *box, guint across)
{
    GArray *tracks = g_array_new(FALSE, TRUE, sizeof(Track));

    g_array_set_size(tracks, across);
    for (guint i = 0; i < box->kids->len; i++) {
        const Box *kid = g_ptr_array_index(box->kids, i);
        Track *track = track_at(tracks, i % across);
        /* Words that shrink do so together. */
        double share = kid->text != NULL && kid->style.least > 0
                           ? paragraph_full_width(kid->text)
                           : kid->share;
        track->asked = MAX(track->asked, kid->asked);
        track->share = box->kids->len > across ? 1 : share;
        track->least = MAX(track->least, least_width(kid));
    }
    return tracks;
}

static double
measure_side_by_side(Box *box, double width)
{
    guint count = box->kids->len;
    guint most = box->style.across > 0 ? (guint)box->style.across : count;
    guint across = MIN(count, most);
    g_autoptr(GArray) tracks = tracks_across(box, across);
    double gaps = across > 0 ? box->style.gap * (across - 1) : 0;
    double x = 0, y = 0, height = 0;

    solve_tracks(tracks, width - gaps);
    for (guint i = 0; i < count; i++) {
        Box *kid = g_ptr_array_index(box->kids, i);
        if (i % across == 0) {
            x = box->style.left;
            y += i > 0 ? height + LINE_GAP : 0;
            height = 0;
        }
        double wide = track_at(tracks, i % across)->width;
        kid->x = x;
        kid->y = box->style.top + y;
        height = MAX(height, boxes_measure(kid, wide));
        x += wide + box->style.gap;
    }
    return y + height;
}

static int
compare_order(const void *a, const void *b)
{
    const Box *left = *(Box *const *)a, *right = *(Box *const *)b;
    return left->style.order - right->style.order;
}

/* Sets what stands aside at the right of BOX; returns the width it leaves
 * for the others. */
static double
measure_asides(Box *box, double width)
{
    double taken = 0;

    for (guint i = 0; i < box->kids->len; i++) {
        Box *kid = g_ptr_array_index(box->kids, i);
        if (!(kid->style.flags & STYLE_ASIDE))
            continue;
        boxes_measure(kid, kid->style.width);
        kid->x = box->style.left + width - kid->width;
        kid->y = box->style.top;
        taken = MAX(taken, kid->width + ASIDE_GAP);
    }
    return width - taken;
}

/* The height of the tallest box that stands aside in BOX, measured. */
static double
aside_height(const Box *box)
{
    double tallest = 0;
    for (guint i = 0; i < box->kids->len; i++) {
        const Box *kid = g_ptr_array_index(box->kids, i);
        if (kid->style.flags & STYLE_ASIDE)
            tallest = MAX(tallest, kid->height);
    }
    return tallest;
}

/* Boxes on top of each other, gaps between neighbours collapsed. */
static double
measure_stack(Box *box, double width)
{
    g_autoptr(GPtrArray) kids = g_ptr_array_sized_new(box->kids->len);
    double room = measure_asides(box, width);
    double y = 0, below = 0;
    gboolean first = TRUE;

    g_ptr_array_extend(kids, box->kids, NULL, NULL);
    g_ptr_array_sort(kids, compare_order); /* stable, says GLib */
    for (guint i = 0; i < kids->len; i++) {
        Box *kid = g_ptr_array_index(kids, i);
        if (kid->style.flags & STYLE_ASIDE)
            continue;
        y += first ? 0 : MAX(below, kid->style.above);
        kid->x = box->style.left;
        kid->y = box->style.top + y;
        y += boxes_measure(kid, room);
        below = kid->style.below;
        first = FALSE;
    }
    return y;
}

static double
measure_text(Box *box, double width)
{
    double least = box->style.least;

    return least > 0 ? paragraph_fit(box->text, width, least)
                     : paragraph_wrap(box->text, width);
}

/* What stands at the bottom of BOX, and all under it, takes the room that is
 * left, SPARE points. */
static void
sink(Box *box, double spare)
{
    double down = 0;

    for (guint i = 0; i < box->kids->len && spare > 0; i++) {
        Box *kid = g_ptr_array_index(box->kids, i);
        if (kid->style.flags & STYLE_BOTTOM)
            down = spare;
        if (!(kid->style.flags & STYLE_ASIDE))
            kid->y += down;
    }
}

double
boxes_measure(Box *box, double width)
{
    const Style *style = &box->style;
    double inner = width - style->left - style->right;
    double height = 0, unused = 0;

    box->width = width;
    if (box->picture != NULL)
        boxes_picture_size(box, inner, &unused, &height);
    else if (box->text != NULL)
        height = measure_text(box, inner);
    else if (box->kind == BOX_TABLE)
        height = measure_table(box, inner);
    else if (style->flags & STYLE_ROW)
        height = measure_side_by_side(box, inner);
    else if (style->flags & STYLE_RULED)
        height = style->leading;
    else
        height = measure_stack(box, inner);
    height += style->top + style->bottom;
    box->height = height;
    if (box->picture == NULL)
        box->height = MAX(MAX(style->height, height),
                          aside_height(box) + style->top + style->bottom);
    sink(box, box->height - height);
    return box->height;
}
