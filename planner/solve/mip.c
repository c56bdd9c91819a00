#include "planner/solve/mip.h"

#include <coin/Cbc_C_Interface.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>

typedef struct Column {
    gint64 cost;
    double upper;
    gboolean whole;
} Column;

typedef struct Row {
    double lower, upper;
} Row;

typedef struct Term {
    int row, column;
    double factor;
} Term;

struct Mip {
    GArray *columns; /* Column */
    GArray *rows;    /* Row */
    GArray *terms;   /* Term */
};

/* The matrix by column, as CBC reads it. */
typedef struct Matrix {
    int *starts;
    int *rows;
    double *factors;
    double *lower, *upper, *costs;
    double *row_lower, *row_upper;
} Matrix;

Mip *
mip_new(void)
{
    Mip *mip = g_new0(Mip, 1);
    mip->columns = g_array_new(FALSE, FALSE, sizeof(Column));
    mip->rows = g_array_new(FALSE, FALSE, sizeof(Row));
    mip->terms = g_array_new(FALSE, FALSE, sizeof(Term));
    return mip;
}

void
mip_free(Mip *mip)
{
    g_array_unref(mip->columns);
    g_array_unref(mip->rows);
    g_array_unref(mip->terms);
    g_free(mip);
}

int
mip_column(Mip *mip, gint64 cost, double upper, gboolean whole)
{
    Column column = { .cost = cost, .upper = upper, .whole = whole };
    g_array_append_val(mip->columns, column);
    return (int)mip->columns->len - 1;
}

int
mip_row(Mip *mip, double lower, double upper)
{
    Row row = { .lower = lower, .upper = upper };
    g_array_append_val(mip->rows, row);
    return (int)mip->rows->len - 1;
}

void
mip_row_raise(Mip *mip, int row, double by)
{
    g_array_index(mip->rows, Row, row).upper += by;
}

void
mip_term(Mip *mip, int row, int column, double factor)
{
    Term term = { .row = row, .column = column, .factor = factor };
    g_array_append_val(mip->terms, term);
}

int
mip_column_count(const Mip *mip)
{
    return (int)mip->columns->len;
}

/* What all costs are multiples of; 1 where there are none. */
static gint64
cost_step(const Mip *mip)
{
    gint64 step = 0;
    for (guint i = 0; i < mip->columns->len; i++) {
        gint64 other = ABS(g_array_index(mip->columns, Column, i).cost);
        while (other != 0) {
            gint64 rest = step % other;
            step = other;
            other = rest;
        }
    }
    return MAX(step, 1);
}

static int
by_place(gconstpointer a, gconstpointer b)
{
    const Term *x = a;
    const Term *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Sorts the terms and adds up those of one place. */
static void
fill_terms(const Mip *mip, Matrix *matrix)
{
    g_autoptr(GArray) terms = g_array_copy(mip->terms);
    int count = 0;
    int column = -1;
    g_array_sort(terms, by_place);
    for (guint i = 0; i < terms->len; i++) {
        const Term *term = &g_array_index(terms, Term, i);
        const Term *last = i > 0 ? &g_array_index(terms, Term, i - 1) : NULL;
        if (last && by_place(last, term) == 0) {
            matrix->factors[count - 1] += term->factor;
            continue;
        }
        while (column < term->column)
            matrix->starts[++column] = count;
        matrix->rows[count] = term->row;
        matrix->factors[count++] = term->factor;
    }
    while (column < (int)mip->columns->len)
        matrix->starts[++column] = count;
}

static void
matrix_init(Matrix *matrix, const Mip *mip, gint64 step)
{
    gsize columns = mip->columns->len;
    gsize rows = mip->rows->len;
    matrix->starts = g_new0(int, columns + 1);
    matrix->rows = g_new0(int, mip->terms->len + 1);
    matrix->factors = g_new0(double, mip->terms->len + 1);
    matrix->lower = g_new0(double, columns + 1);
    matrix->upper = g_new0(double, columns + 1);
    matrix->costs = g_new0(double, columns + 1);
    matrix->row_lower = g_new0(double, rows + 1);
    matrix->row_upper = g_new0(double, rows + 1);
    fill_terms(mip, matrix);
    for (guint i = 0; i < columns; i++) {
        const Column *column = &g_array_index(mip->columns, Column, i);
        matrix->upper[i] = column->upper;
        gint64 steps = column->cost / step;
        matrix->costs[i] = (double)steps;
    }
    for (guint i = 0; i < rows; i++) {
        matrix->row_lower[i] = g_array_index(mip->rows, Row, i).lower;
        matrix->row_upper[i] = g_array_index(mip->rows, Row, i).upper;
    }
}

static void
matrix_clear(Matrix *matrix)
{
    g_free(matrix->starts);
    g_free(matrix->rows);
    g_free(matrix->factors);
    g_free(matrix->lower);
    g_free(matrix->upper);
    g_free(matrix->costs);
    g_free(matrix->row_lower);
    g_free(matrix->row_upper);
}

static Cbc_Model *
load(const Mip *mip, gint64 step, gint64 cutoff, int max_nodes)
{
    static const char *const off[] = { "preprocess", "presolve", "cuts",
                                       "heur" };
    Cbc_Model *model = Cbc_newModel();
    g_autofree char *nodes = g_strdup_printf("%d", max_nodes);
    Matrix matrix;
    matrix_init(&matrix, mip, step);
    Cbc_setLogLevel(model, 0);
    Cbc_loadProblem(model, (int)mip->columns->len, (int)mip->rows->len,
                    matrix.starts, matrix.rows, matrix.factors, matrix.lower,
                    matrix.upper, matrix.costs, matrix.row_lower,
                    matrix.row_upper);
    matrix_clear(&matrix);
    for (guint i = 0; i < mip->columns->len; i++)
        if (g_array_index(mip->columns, Column, i).whole)
            Cbc_setInteger(model, (int)i);
    /* Measured on seats: what these save in branches costs more than it
     * brings, for the relaxation is nearly whole as it is. */
    for (gsize i = 0; i < G_N_ELEMENTS(off); i++)
        Cbc_setParameter(model, off[i], "off");
    Cbc_setParameter(model, "log", "0");
    Cbc_setParameter(model, "maxNodes", nodes);
    if (cutoff != G_MAXINT64) /* between the last step below and the next */
        Cbc_setCutoff(model, ceil((double)cutoff / (double)step) - 0.5);
    return model;
}

/* BOUND, which is a whole number of steps but for rounding. */
static gint64
round_up(double bound, gint64 step)
{
    double slack = 1e-6 * MAX(1.0, fabs(bound));
    if (bound < -9e15 / (double)step)
        return G_MININT64;
    if (bound > 9e15 / (double)step)
        return G_MAXINT64;
    return (gint64)ceil(bound - slack) * step;
}

static gint64
cost_of(const Mip *mip, const double *values)
{
    double whole = 0;
    for (guint i = 0; i < mip->columns->len; i++)
        whole +=
            (double)g_array_index(mip->columns, Column, i).cost * values[i];
    return (gint64)llround(whole);
}

static void
read_answer(const Mip *mip, Cbc_Model *model, gint64 step, gint64 cutoff,
            MipAnswer *answer)
{
    const double *best = Cbc_bestSolution(model);
    answer->proven =
        Cbc_isProvenOptimal(model) || Cbc_isProvenInfeasible(model);
    answer->nodes = Cbc_getNodeCount(model);
    answer->bound = round_up(Cbc_getBestPossibleObjValue(model), step);
    if (best && !Cbc_isProvenInfeasible(model)) {
        gsize bytes = mip->columns->len * sizeof(double);
        answer->found = TRUE;
        answer->values = g_memdup2(best, bytes);
        answer->cost = cost_of(mip, best);
    }
    if (answer->proven)
        answer->bound = answer->found ? answer->cost : cutoff;
}

void
mip_solve(const Mip *mip, gint64 cutoff, int max_nodes, MipAnswer *answer)
{
    gint64 step = cost_step(mip);
    struct sigaction before;
    *answer = (MipAnswer){ 0 };
    sigaction(SIGINT, NULL, &before); /* CBC takes it for itself */
    Cbc_Model *model = load(mip, step, cutoff, max_nodes);
    Cbc_solve(model);
    read_answer(mip, model, step, cutoff, answer);
    Cbc_deleteModel(model);
    sigaction(SIGINT, &before, NULL);
}

void
mip_answer_clear(MipAnswer *answer)
{
    g_free(answer->values);
    answer->values = NULL;
}
