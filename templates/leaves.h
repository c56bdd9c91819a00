/*
 * leaves: the pages of sheets on paper: one to an A4, or two of half its
 * size side by side on one that is cut in two.
 *
 * A half is a page whose other half is margin: what stands on it has its
 * place on the whole paper.
 */
#pragma once

#include "templates/draw.h"

/* Where the next page goes. */
typedef struct Leaves {
    gboolean halves; /* two A5 to a paper */
    int half;        /* the next one on the open paper; 0: none is open */
} Leaves;

/* The paper of the next page.  A half always stands upright. */
Paper leaves_paper(const Leaves *leaves, gboolean landscape);

/* Opens the next page, PAPER (of leaves_paper), on PRESS; and ends it. */
void leaves_begin(const Leaves *leaves, const Press *press, const Paper *paper);
void leaves_end(Leaves *leaves, const Press *press);

/* Closes a paper whose second half stays blank. */
void leaves_close(Leaves *leaves, const Press *press);
