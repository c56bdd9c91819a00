#include "planner/plan/version.h"

#include <glib/gi18n.h>

gboolean
version_find(Store *store, gint64 event, int version, PlanVersion *found,
             GError **error)
{
    g_autoptr(GError) inner = NULL;
    found->plan = store_number(store, &inner, 0, "plan_find",
                               "event:i version:i", event, (gint64)version);
    if (inner == NULL && found->plan == 0)
        return version > 0
                   ? hundra_fail(error, HUNDRA_ERROR_INPUT,
                                 _("planversion %d finns inte; hundra show "
                                   "plans visar dem som finns"),
                                 version)
                   : hundra_fail(error, HUNDRA_ERROR_REFUSED,
                                 _("det finns ingen plan än; börja med hundra "
                                   "plan"));
    g_autoptr(StoreRows) rows = NULL;
    if (inner == NULL)
        rows = store_query(store, &inner, "plan_head", "plan:i", found->plan);
    if (inner == NULL && store_rows_next(rows, &inner)) {
        found->version = (int)store_rows_int(rows, 0);
        found->soft_milli = store_rows_int(rows, 1);
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}
