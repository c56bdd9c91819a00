/*
 * mip: a linear program, some of it in whole numbers, solved by CBC.
 *
 * Knows CBC so that nobody else need.  Whole numbers in; ends by counted nodes,
 * never by time, writes nothing, and leaves signals as they were.
 */
#pragma once

#include <glib.h>

#define MIP_FREE 1e30 /* no limit; -MIP_FREE: none downwards */

typedef struct Mip Mip;

Mip *mip_new(void);
void mip_free(Mip *mip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mip, mip_free)

/* A column from 0 to UPPER that costs COST a unit; its index. */
int mip_column(Mip *mip, gint64 cost, double upper, gboolean whole);

/* A row whose terms come to LOWER..UPPER; its index. */
int mip_row(Mip *mip, double lower, double upper);

/* Lets ROW's terms come to BY more. */
void mip_row_raise(Mip *mip, int row, double by);

/* Adds FACTOR times COLUMN to ROW; two terms of one place add up. */
void mip_term(Mip *mip, int row, int column, double factor);

int mip_column_count(const Mip *mip);

typedef struct MipAnswer {
    gboolean found;  /* VALUES hold a solution */
    gboolean proven; /* and it is the best; or, not found, there is none
                        below the cutoff */
    gint64 cost;     /* of VALUES */
    gint64 bound;    /* no solution below the cutoff costs less */
    double *values;  /* by column; NULL unless found */
    int nodes;
} MipAnswer;

/* The cheapest solution that costs less than CUTOFF (G_MAXINT64: any) within
 * MAX_NODES branches.  The caller clears the answer. */
void mip_solve(const Mip *mip, gint64 cutoff, int max_nodes, MipAnswer *answer);
void mip_answer_clear(MipAnswer *answer);
