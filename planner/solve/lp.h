/*
 * lp: a linear program that grows by columns, solved by Clp.
 *
 * Its answers are only close: whoever needs a proof recounts with them in
 * whole numbers.
 */
#pragma once

#include <glib.h>

typedef struct Lp Lp;

typedef struct LpTerm {
    int row;
    double factor;
} LpTerm;

Lp *lp_new(void);
void lp_free(Lp *lp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lp, lp_free)

/* A row whose terms come to LOWER..UPPER (MIP_FREE: no limit); its index.
 * All rows come before the first column. */
int lp_row(Lp *lp, double lower, double upper);

/* A column from 0 to UPPER. */
void lp_column(Lp *lp, double cost, double upper, const LpTerm *terms,
               int term_count);

/* FALSE: no solution was found.  DUALS, one a row, is borrowed and holds
 * until the next call. */
gboolean lp_solve(Lp *lp, double *cost, const double **duals);
