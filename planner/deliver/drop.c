#include "planner/deliver/drop.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/lock.h"

static gboolean
refuse(gint64 id, const char *state, GError **error)
{
    if (state == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("brev %" G_GINT64_FORMAT " finns inte; hundra "
                             "outbox listar breven"),
                           id);
    if (strcmp(state, "unsure") == 0 || strcmp(state, "sending") == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("brev %" G_GINT64_FORMAT " kan ha kommit fram och "
                             "går inte att stryka"),
                           id);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("brev %" G_GINT64_FORMAT " väntar inte längre och "
                         "går inte att stryka"),
                       id);
}

static gboolean
drop_one(Store *store, gint64 event, gint64 id, const char *why, GError **error)
{
    if (!store_run(store, error, "drop_message", "event:i id:i why:s", event,
                   id, why))
        return FALSE;
    if (store_changed(store) > 0)
        return store_run(store, error, "drop_told", "id:i", id);
    g_autoptr(GError) inner = NULL;
    g_autofree char *state =
        store_string(store, &inner, "outbox_state", "event:i id:i", event, id);
    if (inner == NULL)
        return refuse(id, state, error);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
deliver_drop(Store *store, gint64 event, const gint64 *ids, guint count,
             const char *why, const char *who, GError **error)
{
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    g_autoptr(StoreChange) change =
        lock != NULL ? store_change(store, error) : NULL;
    if (change == NULL)
        return FALSE;
    for (guint i = 0; i < count; i++)
        if (!drop_one(store, event, ids[i], why, error))
            return FALSE;
    g_autofree char *what = g_strdup_printf(
        ngettext("%u brev struket: %s", "%u brev strukna: %s", count), count,
        why);
    JournalEntry entry = { .who = who, .command = "outbox", .what = what };
    return store_change_commit(change, &entry, error);
}
