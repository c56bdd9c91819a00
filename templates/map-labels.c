#include "templates/map-labels.h"

#include <math.h>

/* ---- widths ------------------------------------------------------------------- */

/* Advances of Open Sans semibold, U+0020 to U+007E, in thousandths. */
// clang-format off
static const guint16 ADVANCES[] = {
    260, 276, 436, 646, 571, 862, 740, 243, 317, 317, 548, 571, 267, 322, 275,
    390, 571, 571, 571, 571, 571, 571, 571, 571, 571, 571, 275, 278, 571, 571,
    571, 453, 898, 661, 660, 634, 734, 558, 532, 726, 751, 305, 299, 639, 542,
    923, 783, 787, 615, 787, 639, 550, 566, 742, 622, 946, 622, 592, 575, 330,
    390, 330, 537, 429, 592, 580, 623, 495, 623, 576, 363, 556, 635, 279, 279,
    572, 279, 956, 635, 611, 623, 623, 431, 487, 393, 635, 535, 817, 551, 536,
    478, 386, 551, 371, 571,
};
// clang-format on

enum { ADVANCE_OTHER = 900, ADVANCE_UNIT = 1000 };

double
map_text_width(const char *text, double size)
{
    int sum = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar base = 0;
        g_unichar_fully_decompose(g_utf8_get_char(at), FALSE, &base, 1);
        sum += base >= ' ' && base - ' ' < G_N_ELEMENTS(ADVANCES)
                   ? ADVANCES[base - ' ']
                   : ADVANCE_OTHER;
    }
    return sum * size / ADVANCE_UNIT;
}

/* ---- dots --------------------------------------------------------------------- */

enum { SPREAD_ROUNDS = 200 };

/* Between two dots at least this. */
static const double DOT_GAP = 1;

/* The direction in which two dots part that lie on one spot: by the golden
 * angle, so that no two of many are alike. */
static LinePoint
direction(guint index)
{
    static const double golden = 2.39996322972865332;
    double angle = golden * (index + 1);
    return (LinePoint){ cos(angle), sin(angle) };
}

static gboolean
push_apart(MapLabel *a, MapLabel *b, guint index, double least)
{
    LinePoint way = { b->at.x - a->at.x, b->at.y - a->at.y };
    double gap = hypot(way.x, way.y);
    if (gap >= least)
        return FALSE;
    if (gap < 0.01) {
        way = direction(index);
        gap = 1;
    }
    double push = (least - MIN(gap, least)) / 2 + 0.05;
    a->at.x -= way.x / gap * push;
    a->at.y -= way.y / gap * push;
    b->at.x += way.x / gap * push;
    b->at.y += way.y / gap * push;
    return TRUE;
}

static void
keep_within(MapLabel *label, double radius, const LineBox *frame)
{
    label->at.x = CLAMP(label->at.x, frame->least.x + radius + 1,
                        frame->most.x - radius - 1);
    label->at.y = CLAMP(label->at.y, frame->least.y + radius + 1,
                        frame->most.y - radius - 1);
}

void
map_spread(MapLabel *labels, guint count, double radius, const LineBox *frame)
{
    gboolean moved = TRUE;
    for (guint i = 0; i < count; i++)
        labels[i].at = labels[i].true_at;
    for (int round = 0; round < SPREAD_ROUNDS && moved; round++) {
        moved = FALSE;
        for (guint i = 0; i < count; i++)
            for (guint j = i + 1; j < count; j++)
                if (push_apart(&labels[i], &labels[j], i + j,
                               2 * radius + DOT_GAP))
                    moved = TRUE;
        for (guint i = 0; i < count; i++)
            keep_within(&labels[i], radius, frame);
    }
}

/* ---- names ----------------------------------------------------------------------- */

enum {
    SPOTS_ROUND = 8,
    RINGS = 4,
    CANDIDATES = SPOTS_ROUND * RINGS,
    IMPROVE_ROUNDS = 8
};

static const double NAME_GAP = 2.4; /* between a dot and its name */
static const double COST_WAY = 1, COST_RANK = 0.12, COST_FAR = 2;
static const double COST_NONE = 100;

/* How much farther off each ring of places lies. */
static const double OFF[RINGS] = { 0, 11, 24, 38 };

/* Where a name may stand, the best first: right, left, above, below, and the
 * corners.  -1, 0, 1: before, at, after the dot's middle. */
static const struct {
    int x, y;
} SPOTS[SPOTS_ROUND] = { { 1, 0 },   { -1, 0 }, { 1, -1 }, { 1, 1 },
                         { -1, -1 }, { -1, 1 }, { 0, -1 }, { 0, 1 } };

static LineBox
candidate(const MapLabel *label, int spot, double radius, double height)
{
    int x = SPOTS[spot % SPOTS_ROUND].x, y = SPOTS[spot % SPOTS_ROUND].y;
    double off = OFF[spot / SPOTS_ROUND];
    /* A corner lies nearer to the dot than its side. */
    double reach =
        x != 0 && y != 0 ? (radius + off) * 0.75 : radius + NAME_GAP + off;
    double least_x = x > 0   ? label->at.x + reach
                     : x < 0 ? label->at.x - reach - label->width
                             : label->at.x - label->width / 2;
    double least_y = y > 0   ? label->at.y + reach
                     : y < 0 ? label->at.y - reach - height
                             : label->at.y - height / 2;
    return (LineBox){ { least_x, least_y },
                      { least_x + label->width, least_y + height } };
}

/* The point of BOX that lies nearest POINT. */
static LinePoint
nearest(const LineBox *box, LinePoint point)
{
    return (LinePoint){ CLAMP(point.x, box->least.x, box->most.x),
                        CLAMP(point.y, box->least.y, box->most.y) };
}

static gboolean
box_hides_dot(const LineBox *box, LinePoint dot, double radius)
{
    LinePoint side = nearest(box, dot);
    return hypot(dot.x - side.x, dot.y - side.y) < radius + 0.6;
}

static gboolean
way_crosses(const MapWay *way, const LineBox *box)
{
    g_auto(Lines) cut;
    LinePoint points[] = { way->from, way->to };
    lines_init(&cut);
    lines_clip(&cut, points, 2, box, FALSE);
    return cut.ends->len > 0;
}

typedef struct Scene {
    MapLabel *labels;
    guint count;
    double radius, height;
    const MapWay *ways;
    guint way_count;
    const LineBox *frame;
} Scene;

/* Whether the line from label INDEX's dot to BOX would run over another's
 * dot or name. */
static gboolean
line_is_hidden(const Scene *scene, guint index, const LineBox *box)
{
    MapWay way = { scene->labels[index].at,
                   nearest(box, scene->labels[index].at) };
    for (guint i = 0; i < scene->count; i++) {
        const MapLabel *other = &scene->labels[i];
        LineBox dot = {
            { other->at.x - scene->radius, other->at.y - scene->radius },
            { other->at.x + scene->radius, other->at.y + scene->radius }
        };
        if (i != index && (way_crosses(&way, &dot) ||
                           (other->placed && way_crosses(&way, &other->box))))
            return TRUE;
    }
    return FALSE;
}

/* What BOX would cost label INDEX; COST_NONE: it must not stand there. */
static double
cost(const Scene *scene, guint index, const LineBox *box)
{
    double sum = 0;
    if (!lines_box_holds(scene->frame, box->least) ||
        !lines_box_holds(scene->frame, box->most))
        return COST_NONE;
    for (guint i = 0; i < scene->count; i++) {
        const MapLabel *other = &scene->labels[i];
        if (i != index && other->placed && lines_box_meets(box, &other->box))
            return COST_NONE;
        if (i != index && box_hides_dot(box, other->at, scene->radius))
            return COST_NONE;
        if (i != index && box_hides_dot(box, other->true_at, 1))
            sum += COST_WAY;
    }
    for (guint i = 0; i < scene->way_count; i++)
        sum += way_crosses(&scene->ways[i], box) ? COST_WAY : 0;
    return sum;
}

/* Puts label INDEX where it costs least.  TRUE: it has moved. */
static gboolean
settle(const Scene *scene, guint index)
{
    MapLabel *label = &scene->labels[index];
    LineBox before = label->box;
    gboolean was = label->placed;
    double best = COST_NONE;
    label->placed = FALSE;
    if (label->width <= 0)
        return FALSE;
    for (int spot = 0; spot < CANDIDATES; spot++) {
        LineBox box = candidate(label, spot, scene->radius, scene->height);
        int ring = spot / SPOTS_ROUND;
        gboolean far = ring > 0;
        double here = cost(scene, index, &box) +
                      COST_RANK * (spot % SPOTS_ROUND) + COST_FAR * ring;
        if (here >= best || (far && line_is_hidden(scene, index, &box)))
            continue;
        best = here;
        label->box = box;
        label->placed = TRUE;
        label->far = far;
        label->line_to = nearest(&box, label->at);
    }
    return label->placed != was ||
           (was && (before.least.x != label->box.least.x ||
                    before.least.y != label->box.least.y));
}

/* How many places label INDEX has before any other stands. */
static guint
freedom(const Scene *scene, guint index)
{
    guint free_spots = 0;
    const MapLabel *label = &scene->labels[index];
    for (int spot = 0; spot < SPOTS_ROUND; spot++) {
        LineBox box = candidate(label, spot, scene->radius, scene->height);
        free_spots += cost(scene, index, &box) < COST_NONE;
    }
    return free_spots;
}

void
map_label(MapLabel *labels, guint count, double radius, double height,
          const MapWay *ways, guint way_count, const LineBox *frame)
{
    Scene scene = { .labels = labels,
                    .count = count,
                    .radius = radius,
                    .height = height,
                    .ways = ways,
                    .way_count = way_count,
                    .frame = frame };
    g_autofree guint *room = g_new0(guint, count + 1);
    for (guint i = 0; i < count; i++)
        labels[i].placed = FALSE;
    for (guint i = 0; i < count; i++)
        room[i] = freedom(&scene, i);
    for (guint i = 0; i < count; i++)
        if (labels[i].first)
            settle(&scene, i);
    for (guint least = 0; least <= SPOTS_ROUND; least++)
        for (guint i = 0; i < count; i++)
            if (room[i] == least)
                settle(&scene, i);
    gboolean moved = TRUE;
    for (int round = 0; round < IMPROVE_ROUNDS && moved; round++) {
        moved = FALSE;
        for (guint i = 0; i < count; i++)
            if (settle(&scene, i))
                moved = TRUE;
    }
}
