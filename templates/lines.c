#include "templates/lines.h"

#include <math.h>

enum {
    RING_LEAST = 4,
    PATH_LEAST = 2,
    PART_LONGEST = 4096, /* of a line: its work grows with the square */
};

void
lines_init(Lines *lines)
{
    lines->points = g_array_new(FALSE, FALSE, sizeof(LinePoint));
    lines->ends = g_array_new(FALSE, FALSE, sizeof(guint));
}

void
lines_clear(Lines *lines)
{
    g_clear_pointer(&lines->points, g_array_unref);
    g_clear_pointer(&lines->ends, g_array_unref);
}

static guint
start_of(const Lines *lines, guint index)
{
    return index > 0 ? g_array_index(lines->ends, guint, index - 1) : 0;
}

void
lines_end(Lines *lines, guint count)
{
    guint start = start_of(lines, lines->ends->len), end = lines->points->len;
    if (end - start >= count)
        g_array_append_val(lines->ends, end);
    else
        g_array_set_size(lines->points, start);
}

const LinePoint *
lines_at(const Lines *lines, guint index, guint *count)
{
    guint start = start_of(lines, index);
    *count = g_array_index(lines->ends, guint, index) - start;
    return &g_array_index(lines->points, LinePoint, start);
}

static gboolean
same(LinePoint a, LinePoint b)
{
    return fabs(a.x - b.x) < 1e-12 && fabs(a.y - b.y) < 1e-12;
}

gboolean
lines_is_ring(const LinePoint *points, guint count)
{
    return count >= RING_LEAST && same(points[0], points[count - 1]);
}

/* ---- boxes ------------------------------------------------------------------ */

LineBox
lines_box(void)
{
    return (LineBox){ { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };
}

void
lines_box_add(LineBox *box, LinePoint point)
{
    box->least.x = MIN(box->least.x, point.x);
    box->least.y = MIN(box->least.y, point.y);
    box->most.x = MAX(box->most.x, point.x);
    box->most.y = MAX(box->most.y, point.y);
}

gboolean
lines_box_holds(const LineBox *box, LinePoint point)
{
    return point.x >= box->least.x && point.x <= box->most.x &&
           point.y >= box->least.y && point.y <= box->most.y;
}

gboolean
lines_box_meets(const LineBox *box, const LineBox *other)
{
    return box->least.x <= other->most.x && box->most.x >= other->least.x &&
           box->least.y <= other->most.y && box->most.y >= other->least.y;
}

/* ---- clipping ---------------------------------------------------------------- */

static LinePoint
between(LinePoint a, LinePoint b, double share)
{
    return (LinePoint){ a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share };
}

/* One edge of the box narrows FROM..TO of a way that crosses it at GAP / STEP.
 * FALSE: nothing is left. */
static gboolean
narrow(double step, double gap, double *from, double *to)
{
    if (step == 0)
        return gap >= 0;
    double at = gap / step;
    if (step < 0)
        *from = MAX(*from, at);
    else
        *to = MIN(*to, at);
    return *from <= *to;
}

static gboolean
clip_step(LinePoint a, LinePoint b, const LineBox *box, double *from,
          double *to)
{
    double x = b.x - a.x, y = b.y - a.y;
    *from = 0;
    *to = 1;
    return narrow(-x, a.x - box->least.x, from, to) &&
           narrow(x, box->most.x - a.x, from, to) &&
           narrow(-y, a.y - box->least.y, from, to) &&
           narrow(y, box->most.y - a.y, from, to);
}

static void
clip_path(Lines *out, const LinePoint *points, guint count, const LineBox *box)
{
    gboolean open = FALSE;
    for (guint i = 1; i < count; i++) {
        double from = 0, to = 1;
        if (!clip_step(points[i - 1], points[i], box, &from, &to)) {
            lines_end(out, PATH_LEAST);
            open = FALSE;
            continue;
        }
        LinePoint start = between(points[i - 1], points[i], from);
        LinePoint stop = between(points[i - 1], points[i], to);
        if (!open || from > 0) {
            lines_end(out, PATH_LEAST);
            g_array_append_val(out->points, start);
        }
        g_array_append_val(out->points, stop);
        open = to >= 1;
    }
    lines_end(out, PATH_LEAST);
}

/* How far POINT lies inside EDGE of BOX: 0 left, 1 right, 2 below, 3 above. */
static double
inside(LinePoint point, const LineBox *box, int edge)
{
    switch (edge) {
    case 0: return point.x - box->least.x;
    case 1: return box->most.x - point.x;
    case 2: return point.y - box->least.y;
    default: return box->most.y - point.y;
    }
}

static GArray *
clip_edge(const GArray *from, const LineBox *box, int edge)
{
    GArray *to = g_array_new(FALSE, FALSE, sizeof(LinePoint));
    for (guint i = 0; i < from->len; i++) {
        LinePoint a =
            g_array_index(from, LinePoint, (i + from->len - 1) % from->len);
        LinePoint b = g_array_index(from, LinePoint, i);
        double at_a = inside(a, box, edge), at_b = inside(b, box, edge);
        if ((at_a < 0) != (at_b < 0)) {
            LinePoint cut = between(a, b, at_a / (at_a - at_b));
            g_array_append_val(to, cut);
        }
        if (at_b >= 0)
            g_array_append_val(to, b);
    }
    return to;
}

static void
clip_ring(Lines *out, const LinePoint *points, guint count, const LineBox *box)
{
    g_autoptr(GArray) ring = g_array_new(FALSE, FALSE, sizeof(LinePoint));
    g_array_append_vals(ring, points, count - 1);
    for (int edge = 0; edge < 4 && ring->len > 0; edge++) {
        GArray *next = clip_edge(ring, box, edge);
        g_array_unref(ring);
        ring = next;
    }
    if (ring->len < RING_LEAST - 1)
        return;
    g_array_append_vals(out->points, ring->data, ring->len);
    g_array_append_vals(out->points, ring->data, 1);
    lines_end(out, RING_LEAST);
}

void
lines_clip(Lines *out, const LinePoint *points, guint count, const LineBox *box,
           gboolean ring)
{
    LineBox all = lines_box();
    for (guint i = 0; i < count; i++)
        lines_box_add(&all, points[i]);
    if (!lines_box_meets(&all, box))
        return;
    if (lines_box_holds(box, all.least) && lines_box_holds(box, all.most)) {
        g_array_append_vals(out->points, points, count);
        lines_end(out, ring ? RING_LEAST : PATH_LEAST);
    } else if (ring)
        clip_ring(out, points, count, box);
    else
        clip_path(out, points, count, box);
}

/* ---- simpler ------------------------------------------------------------------ */

static double
distance(LinePoint p, LinePoint a, LinePoint b)
{
    double x = b.x - a.x, y = b.y - a.y, length = x * x + y * y;
    double share =
        length > 0 ? ((p.x - a.x) * x + (p.y - a.y) * y) / length : 0;
    LinePoint foot = between(a, b, CLAMP(share, 0, 1));
    return hypot(p.x - foot.x, p.y - foot.y);
}

typedef struct Part {
    guint from, to;
} Part;

/* The point that lies farthest from the line across PART, if that is more
 * than TOLERANCE; 0: none. */
static guint
farthest(const LinePoint *points, Part part, double tolerance)
{
    guint found = 0;
    for (guint i = part.from + 1; i < part.to; i++) {
        double gap = distance(points[i], points[part.from], points[part.to]);
        if (gap <= tolerance)
            continue;
        tolerance = gap;
        found = i;
    }
    return found;
}

void
lines_simplify(Lines *out, const LinePoint *points, guint count,
               double tolerance)
{
    if (count == 0)
        return;
    gboolean ring = lines_is_ring(points, count);
    g_autofree gboolean *kept = g_new0(gboolean, count);
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
    Part part = { 0, 0 };
    kept[0] = kept[count - 1] = TRUE;
    for (; part.from + 1 < count; part.from = part.to) {
        part.to = MIN(part.from + PART_LONGEST, count - 1);
        kept[part.to] = TRUE;
        g_array_append_val(parts, part);
    }
    while (parts->len > 0) {
        part = g_array_index(parts, Part, parts->len - 1);
        g_array_set_size(parts, parts->len - 1);
        guint middle = farthest(points, part, tolerance);
        if (middle == 0)
            continue;
        kept[middle] = TRUE;
        Part first = { part.from, middle }, second = { middle, part.to };
        g_array_append_val(parts, first);
        g_array_append_val(parts, second);
    }
    for (guint i = 0; i < count; i++)
        if (kept[i])
            g_array_append_val(out->points, points[i]);
    lines_end(out, ring ? RING_LEAST : PATH_LEAST);
}

/* One cutting of corners; a path keeps its ends. */
static GArray *
cut_corners(const GArray *from, gboolean ring)
{
    GArray *to = g_array_new(FALSE, FALSE, sizeof(LinePoint));
    const LinePoint *points = (const LinePoint *)(void *)from->data;
    guint last = from->len - 1;
    if (!ring)
        g_array_append_val(to, points[0]);
    for (guint i = 0; i < last; i++) {
        LinePoint early = between(points[i], points[i + 1], 0.25);
        LinePoint late = between(points[i], points[i + 1], 0.75);
        g_array_append_val(to, early);
        g_array_append_val(to, late);
    }
    LinePoint end = ring ? g_array_index(to, LinePoint, 0) : points[last];
    g_array_append_val(to, end);
    return to;
}

void
lines_smooth(Lines *out, const LinePoint *points, guint count)
{
    enum { ROUNDS = 2 };
    gboolean ring = lines_is_ring(points, count);
    g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(LinePoint));
    g_array_append_vals(line, points, count);
    for (int round = 0; round < ROUNDS && line->len > 2; round++) {
        GArray *next = cut_corners(line, ring);
        g_array_unref(line);
        line = next;
    }
    g_array_append_vals(out->points, line->data, line->len);
    lines_end(out, ring ? RING_LEAST : PATH_LEAST);
}
