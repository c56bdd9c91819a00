/*
 * late: Clp and CBC, loaded when the first of their calls is made.
 *
 * Most commands solve nothing, and loading the two and the ten libraries
 * they stand on took half of such a command's time.  Each call that lp.c and
 * mip.c make is defined here and handed on; the compiler holds it against
 * the library's own header.
 */
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#include <gmodule.h>
#include <unistd.h>

enum { NOT_LOADED = 127 }; /* what the loader itself ends with */

/* Where the call NAME of LIBRARY lies.  Without it the installation is
 * broken, and the program ends as it would have if it were linked. */
static gsize
find(const char *library, const char *name)
{
    GModule *module = g_module_open(library, G_MODULE_BIND_LOCAL);
    void *call = NULL;
    if (module == NULL || !g_module_symbol(module, name, &call)) {
        g_printerr("hundra: %s\n", g_module_error());
        _exit(NOT_LOADED);
    }
    return (gsize)call;
}

static gsize
find_once(gsize *place, const char *library, const char *name)
{
    if (g_once_init_enter(place))
        g_once_init_leave(place, find(library, name));
    return *place;
}

#define FOUND(library, name) \
    static gsize place;      \
    __typeof__(name) *call = \
        (__typeof__(name) *)find_once(&place, library, #name)

#define GIVES(library, result, name, parameters, arguments) \
    result name parameters                                  \
    {                                                       \
        FOUND(library, name);                               \
        return call arguments;                              \
    }

#define DOES(library, name, parameters, arguments) \
    void name parameters                           \
    {                                              \
        FOUND(library, name);                      \
        call arguments;                            \
    }

#define CLP "libClp.so.1"
#define CBC "libCbcSolver.so.3"

// The names are ours, the rest is held against the header.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
// clang-format off
GIVES(CLP, Clp_Simplex *, Clp_newModel, (void), ())
DOES (CLP, Clp_deleteModel, (Clp_Simplex *model), (model))
DOES (CLP, Clp_setLogLevel, (Clp_Simplex *model, int level), (model, level))
DOES (CLP, Clp_addRows,
      (Clp_Simplex *model, int count, const double *lower, const double *upper,
       const CoinBigIndex *starts, const int *columns, const double *factors),
      (model, count, lower, upper, starts, columns, factors))
DOES (CLP, Clp_addColumns,
      (Clp_Simplex *model, int count, const double *lower, const double *upper,
       const double *costs, const CoinBigIndex *starts, const int *rows,
       const double *factors),
      (model, count, lower, upper, costs, starts, rows, factors))
GIVES(CLP, int, Clp_numberRows, (Clp_Simplex *model), (model))
GIVES(CLP, int, Clp_primal, (Clp_Simplex *model, int values), (model, values))
GIVES(CLP, int, Clp_dual, (Clp_Simplex *model, int values), (model, values))
GIVES(CLP, int, Clp_status, (Clp_Simplex *model), (model))
GIVES(CLP, double, Clp_objectiveValue, (Clp_Simplex *model), (model))
GIVES(CLP, double *, Clp_dualRowSolution, (Clp_Simplex *model), (model))

GIVES(CBC, Cbc_Model *, Cbc_newModel, (void), ())
DOES (CBC, Cbc_deleteModel, (Cbc_Model *model), (model))
DOES (CBC, Cbc_setLogLevel, (Cbc_Model *model, int level), (model, level))
DOES (CBC, Cbc_setParameter,
      (Cbc_Model *model, const char *name, const char *value),
      (model, name, value))
// NOLINTNEXTLINE(readability-function-size): as many as it takes
DOES (CBC, Cbc_loadProblem,
      (Cbc_Model *model, const int columns, const int rows,
       const CoinBigIndex *starts, const int *indices, const double *factors,
       const double *lower, const double *upper, const double *costs,
       const double *row_lower, const double *row_upper),
      (model, columns, rows, starts, indices, factors, lower, upper, costs,
       row_lower, row_upper))
DOES (CBC, Cbc_setInteger, (Cbc_Model *model, int column), (model, column))
DOES (CBC, Cbc_setCutoff, (Cbc_Model *model, double cost), (model, cost))
GIVES(CBC, int, Cbc_solve, (Cbc_Model *model), (model))
GIVES(CBC, int, Cbc_isProvenOptimal, (Cbc_Model *model), (model))
GIVES(CBC, int, Cbc_isProvenInfeasible, (Cbc_Model *model), (model))
GIVES(CBC, int, Cbc_getNodeCount, (Cbc_Model *model), (model))
GIVES(CBC, double, Cbc_getBestPossibleObjValue, (Cbc_Model *model), (model))
GIVES(CBC, double *, Cbc_bestSolution, (Cbc_Model *model), (model))
// clang-format on
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
