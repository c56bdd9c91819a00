#include "planner/deliver/halt.h"

#include <glib/gi18n.h>

gboolean
halt_find(Store *store, char **who, char **why, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, "halt", "");
    *who = *why = NULL;
    if (inner == NULL && store_rows_next(rows, &inner)) {
        const char *reason = store_rows_text(rows, 1);
        *who = g_strdup(store_rows_text(rows, 0));
        *why = g_strdup(reason != NULL ? reason : "");
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
commit(StoreChange *change, const char *who, const char *what, GError **error)
{
    JournalEntry entry = { .who = who, .command = "outbox", .what = what };
    return store_change_commit(change, &entry, error);
}

gboolean
halt_on(Store *store, const char *who, const char *reason, GError **error)
{
    g_autoptr(StoreChange) change = store_change(store, error);
    g_autofree char *what =
        reason != NULL ? g_strdup_printf(_("utskicken stoppade: %s"), reason)
                       : g_strdup(_("utskicken stoppade"));
    return change != NULL &&
           store_run(store, error, "halt_on", "now:i who:s reason:s",
                     store_now_utc(store), who, reason) &&
           commit(change, who, what, error);
}

gboolean
halt_off(Store *store, const char *who, GError **error)
{
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !store_run(store, error, "halt_off", ""))
        return FALSE;
    if (store_changed(store) == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("utskicken är inte stoppade"));
    return commit(change, who, _("utskicken släppta"), error);
}
