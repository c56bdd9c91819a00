#include "planner/solve/lp.h"

#include <coin/Clp_C_Interface.h>

struct Lp {
    Clp_Simplex *model;
    gboolean solved;
};

Lp *
lp_new(void)
{
    Lp *lp = g_new0(Lp, 1);
    lp->model = Clp_newModel();
    Clp_setLogLevel(lp->model, 0);
    return lp;
}

void
lp_free(Lp *lp)
{
    Clp_deleteModel(lp->model);
    g_free(lp);
}

int
lp_row(Lp *lp, double lower, double upper)
{
    const CoinBigIndex starts[2] = { 0, 0 };
    int none = 0;
    double nothing = 0;
    Clp_addRows(lp->model, 1, &lower, &upper, starts, &none, &nothing);
    return Clp_numberRows(lp->model) - 1;
}

void
lp_column(Lp *lp, double cost, double upper, const LpTerm *terms,
          int term_count)
{
    const CoinBigIndex starts[2] = { 0, term_count };
    double lower = 0;
    g_autofree int *rows = g_new(int, (gsize)term_count + 1);
    g_autofree double *factors = g_new(double, (gsize)term_count + 1);
    for (int i = 0; i < term_count; i++) {
        rows[i] = terms[i].row;
        factors[i] = terms[i].factor;
    }
    Clp_addColumns(lp->model, 1, &lower, &upper, &cost, starts, rows, factors);
}

gboolean
lp_solve(Lp *lp, double *cost, const double **duals)
{
    /* new columns leave the last basis feasible, but not best */
    if (lp->solved)
        Clp_primal(lp->model, 0);
    else
        Clp_dual(lp->model, 0);
    lp->solved = TRUE;
    *cost = Clp_objectiveValue(lp->model);
    *duals = Clp_dualRowSolution(lp->model);
    return Clp_status(lp->model) == 0;
}
