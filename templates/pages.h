/*
 * pages: measured boxes parted into pages.
 *
 * A strip is what is never parted: a paragraph, a row of a table, a box that
 * asks to stay whole.  Knows sizes only; draws nothing.
 */
#pragma once

#include "templates/boxes.h"

typedef struct Strip {
    Box *box;
    Box *table; /* of a row, or NULL */
    double x;   /* from the left margin */
    double above, below;
    gboolean rest; /* of a part that takes what is left, or is left out */
} Strip;

/* Where a strip stands: Y points below the top of the text on PAGE, from
 * 0.  A table's head stands again on every page the table goes on. */
typedef struct Place {
    const Strip *strip;
    int page;
    double y;
    gboolean again;
} Place;

typedef struct Pages {
    GArray *strips; /* Strip */
    GArray *places; /* Place, in reading order */
    int count;
    const Box *running;   /* the head from page 2 on, or NULL */
    const Box *footer;    /* or NULL */
    const Tongue *tongue; /* of page numbers; borrowed */
} Pages;

/* Parts ROOT, measured in the width of the text, into pages of HEIGHT
 * points.  NULL sets ERROR: something is higher than a page. */
Pages *pages_new(Box *root, double height, GError **error);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)
