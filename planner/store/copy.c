#include "copy.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "planner/store/inside.h"

/* What SQLite, the outbox's lock and its ledger put beside a database. */
static const char *const BESIDE[] = { "", "-wal", "-shm", "-send", "-ledger" };

/* Beside the database rather than in /tmp: wherever personal data may lie,
 * its copy may. */
static char *
make_folder(const Store *store, GError **error)
{
    g_autofree char *name = g_strconcat(store->path, "-XXXXXX", NULL);
    if (g_mkdtemp_full(name, 0700) != NULL)
        return g_steal_pointer(&name);
    hundra_fail(error, HUNDRA_ERROR_STORE, _("%s går inte att skapa: %s"), name,
                g_strerror(errno));
    return NULL;
}

void
store_copy_remove(const char *folder)
{
    for (gsize i = 0; i < G_N_ELEMENTS(BESIDE); i++) {
        g_autofree char *path =
            g_strconcat(folder, G_DIR_SEPARATOR_S "copy", BESIDE[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

Store *
store_copy(Store *store, GError **error)
{
    g_autofree char *folder = make_folder(store, error);
    if (folder == NULL)
        return NULL;
    g_autofree char *path = g_build_filename(folder, "copy", NULL);
    Store *copy = NULL;
    if (store_run(store, error, "store_copy", "path:s", path))
        copy = store_open(path, STORE_MUST_EXIST, store->clock, error);
    if (copy != NULL)
        copy->folder = g_steal_pointer(&folder);
    else
        store_copy_remove(folder);
    return copy;
}
