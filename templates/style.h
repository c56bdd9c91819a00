/*
 * style: how elements and classes of a sheet look, one row each.
 *
 * Lengths are points; a zero means "as around it" for text and "none" for
 * boxes.  A new sheet is a template, a view and, at most, some rows here.
 */
#pragma once

#include "templates/tongue.h"

#define MM(mm) ((mm)*72.0 / 25.4)

typedef enum { INK_INHERIT, INK_BLACK, INK_SECOND, INK_WHITE, INK_OWN } Ink;
typedef enum { ALIGN_INHERIT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } Align;
typedef enum { PAINT_NONE, PAINT_HAIRLINE, PAINT_TINT, PAINT_ACCENT } Paint;

enum {
    STYLE_BLOCK = 1 << 0,     /* an inline element set as a block */
    STYLE_WHOLE = 1 << 1,     /* never parted by a page break */
    STYLE_ASIDE = 1 << 2,     /* stands at the right of its parent */
    STYLE_ROW = 1 << 3,       /* children side by side */
    STYLE_WITH_NEXT = 1 << 4, /* stays on the page of what follows */
    STYLE_REST = 1 << 5,      /* takes the rest of the page, or is left out */
    STYLE_RULED = 1 << 6,     /* lines to write on, one per leading */
    STYLE_CHECK = 1 << 7,     /* a box to tick */
    STYLE_COLUMNS = 1 << 8,   /* a table with lines between its columns */
    STYLE_FLUSH = 1 << 9,     /* a table whose text begins at its edge */
    STYLE_TOGETHER = 1 << 10, /* its spaces do not break */
    STYLE_UNDERLINE = 1 << 11,
    STYLE_RUNNING = 1 << 12, /* the head from the second page on */
    STYLE_FOOTER = 1 << 13,
    STYLE_LANDSCAPE = 1 << 14,
    STYLE_BULLET = 1 << 15,
    STYLE_NAMES = 1 << 20,  /* a running head that tells its page's names */
    STYLE_BOTTOM = 1 << 16, /* stands at the bottom of its parent */
    STYLE_HALF = 1 << 21,   /* stands on a half paper, as all inside it */
    STYLE_SPARE = 1 << 17,  /* left out of a card that has no room for it */
};

typedef struct Style {
    const char *name; /* element, class, or "class element" in a table */
    /* text, taken over from what is around it */
    double size, leading;
    double least; /* its words shrink to this size before they wrap; 0: never */
    int weight;
    Ink ink;
    guint32 own; /* 0xRRGGBB, with INK_OWN */
    Align align;
    int tone; /* 1..8: the accent is group colour tone - 1; 0: the event's */
    guint32 accent;       /* the event's, 0xRRGGBB; 0: the first group colour */
    const Tongue *tongue; /* of what is said beside the words; borrowed */
    /* the box */
    double above, below; /* gaps outside; the larger of two neighbours' */
    double top, right, bottom, left; /* inside */
    double width, height;            /* at least */
    double gap;                      /* between children side by side */
    int across;                      /* of them at most; 0: all */
    double inset;                    /* of the fill, above and below */
    double radius;
    double bar;                    /* accent bar at the left */
    double line_above, line_below; /* thickness */
    Paint line, fill;
    int order; /* earlier stands higher, whatever the reading order */
    unsigned flags;
} Style;

/* The style of the page itself. */
Style style_root(void);

/* What a child of OUTER starts from. */
Style style_within(const Style *outer);

/* Lays the row NAME, if there is one, over STYLE. */
void style_apply(Style *style, const char *name);

/* Lays every row named in CLASSES (as in HTML; NULL: none) over STYLE;
 * with UNDER, the rows "class under". */
void style_apply_classes(Style *style, const char *classes, const char *under);

/* Whether there is a row for the element or class NAME, alone or with what
 * stands under it; with BEGINS, one that NAME begins. */
gboolean style_known(const char *name, gboolean begins);

/* Tells each row's name. */
void style_each(void (*tell)(const char *name, gpointer data), gpointer data);

guint32 style_ink(const Style *style);                /* 0xRRGGBB */
guint32 style_paint(const Style *style, Paint paint); /* 0xRRGGBB */
