#include "templates/leaves.h"

/* A half's own margins, millimetres: its footer lies inside the lower one. */
static const double SIDE = 12, TOP = 11, BOTTOM = 16;

static const double WIDE = 297, HIGH = 210; /* an A4 on its side */

/* What is cut by: clear of a printer's edge, and of the words. */
static const double TICK_EDGE = 3.9, TICK = 6;

static Paper
half_paper(int half)
{
    return (Paper){
        .width = MM(WIDE),
        .height = MM(HIGH),
        .left = MM(half * WIDE / 2 + SIDE),
        .right = MM((1 - half) * WIDE / 2 + SIDE),
        .top = MM(TOP),
        .bottom = MM(BOTTOM),
        .half = TRUE,
    };
}

/* A4; the footer lies inside the lower margin. */
static Paper
whole_paper(gboolean landscape)
{
    return (Paper){
        .width = landscape ? MM(297) : MM(210),
        .height = landscape ? MM(210) : MM(297),
        .left = MM(16),
        .right = MM(16),
        .top = MM(14),
        .bottom = MM(18.5),
    };
}

Paper
leaves_paper(const Leaves *leaves, gboolean landscape)
{
    return leaves->halves ? half_paper(leaves->half) : whole_paper(landscape);
}

static void
draw_ticks(const Press *press)
{
    canvas_mark_begin(press->canvas, NULL);
    draw_tick(press, WIDE / 2, TICK_EDGE, 0, TICK);
    draw_tick(press, WIDE / 2, HIGH - TICK_EDGE - TICK, 0, TICK);
    canvas_mark_end(press->canvas);
}

void
leaves_begin(const Leaves *leaves, const Press *press, const Paper *paper)
{
    if (leaves->half > 0)
        return;
    canvas_page_begin(press->canvas, paper->width, paper->height);
    if (leaves->halves)
        draw_ticks(press);
}

void
leaves_end(Leaves *leaves, const Press *press)
{
    leaves->half = leaves->halves && leaves->half == 0;
    if (leaves->half == 0)
        canvas_page_end(press->canvas);
}

void
leaves_close(Leaves *leaves, const Press *press)
{
    if (leaves->half > 0)
        leaves_end(leaves, press);
}
