/*
 * cards: sheets of one size, several to a page: badges, and cards that are
 * folded in two.
 *
 * A card is a filled XHTML that is made to fit its cell: words shrink to the
 * least size of their style, then wrap; then what can be spared is left out.
 * Nothing is clipped.
 */
#pragma once

#include "templates/draw.h"
#include "templates/notes.h"

/* How cards lie on a paper, in millimetres. */
typedef struct CardGrid {
    const char *name; /* "90x54" */
    double paper_width, paper_height;
    int columns, rows;
    double width, height; /* of a card */
    double left, top;     /* margins */
    double across, down;  /* gaps */
    double scale;         /* of what stands on it */
    gboolean folded;      /* its upper half is its lower half turned */
} CardGrid;

/* The cards of a document. */
typedef struct CardSet {
    const CardGrid *grid;
    double right, down; /* what the printer is off by, mm */
    int first;          /* the cell to begin with, from 0 */
} CardSet;

/* The grid of A4 papers folded once. */
const CardGrid *cards_folded(void);

/* The grid of badges NAME ("90x54"), or NULL. */
const CardGrid *cards_find(const char *name);

/* The names of the grids of badges, the usual one first, NULL-terminated;
 * the caller owns the array. */
char **cards_names(void);

/* Measures ROOT for a cell of GRID.  FALSE: there is no room for what cannot
 * be spared.  What was done to the words of card SHEET goes into NOTES. */
gboolean cards_fit(const CardGrid *grid, Box *root, GPtrArray *notes,
                   const char *sheet);

/* Draws a paper's marks to cut or fold by, outside the cards. */
void cards_draw_marks(const Press *press, const CardSet *set);

/* Draws ROOT, fitted, in CELL (from 0, by rows) of the open page; TITLE is
 * its entry in the outline. */
void cards_draw(const Press *press, const CardSet *set, int cell, Box *root,
                const char *title);
