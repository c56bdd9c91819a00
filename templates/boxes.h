/*
 * boxes: a filled XHTML as a tree of boxes, styled and measured.
 *
 * Each box knows its structure type and its place inside its parent.
 * Knows no pages.
 */
#pragma once

#include "templates/paragraph.h"
#include "templates/pictures.h"

typedef enum {
    BOX_STACK, /* words, or boxes on top of each other or side by side */
    BOX_TABLE,
    BOX_ROWS, /* thead, tbody */
    BOX_ROW,
    BOX_CELL,
} BoxKind;

typedef struct Box Box;
struct Box {
    BoxKind kind;
    Box *parent;
    GPtrArray *kids;      /* Box, owned, in reading order */
    const char *tag;      /* structure type; NULL: its words are its parent's */
    const char *language; /* "en-GB", borrowed; NULL: of what is around it */
    Style style;
    Paragraph *text;     /* the words of a leaf, or NULL */
    Picture *picture;    /* of an img, borrowed, or NULL */
    char *alt;           /* what it is read as; NULL: a decoration */
    double asked, share; /* width in points, or as a part of what is left */
    double tall;         /* of a picture: the height asked for, or 0 */
    int columns;         /* that a cell spans */
    gboolean is_head;    /* of a table: thead, its rows and cells */
    GArray *tracks;      /* Track, of a table */
    double x, y;         /* in the parent */
    double width, height;
    Tag *made; /* its structure element, once drawn */
};

/* A column of a table, points; ASKED 0: SHARE of what is left. */
typedef struct Track {
    double asked, share;
    double least; /* its widest word */
    double width;
} Track;

/* Whether the element NAME makes a box. */
gboolean boxes_knows(const char *name);

/* The tree of DOCUMENT's body, styled within PAGE; FONTS and PICTURES must
 * outlive it.  NULL sets ERROR. */
Box *boxes_new(Fonts *fonts, Pictures *pictures, const Style *page,
               xmlDoc *document, GError **error);
void boxes_free(Box *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Box, boxes_free)

/* Gives BOX and what is inside it, where no tone says otherwise, the ACCENT
 * 0xRRGGBB. */
void boxes_accent(Box *box, guint32 accent);

/* How large BOX's picture is drawn where ROOM points are free: as large as
 * asked for, in its own proportions, and never wider. */
void boxes_picture_size(const Box *box, double room, double *width,
                        double *height);

/* Lays BOX and what is inside it out in WIDTH points; returns its height. */
double boxes_measure(Box *box, double width);
