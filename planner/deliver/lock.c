#include "planner/deliver/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>

struct OutboxLock {
    int fd;
};

static int
open_file(const char *path, GError **error)
{
    int fd = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        hundra_fail(error, HUNDRA_ERROR_SYSTEM, _("%s går inte att skapa: %s"),
                    path, g_strerror(errno));
    return fd;
}

OutboxLock *
outbox_lock(Store *store, GError **error)
{
    g_autofree char *database = store_string(store, error, "send_database", "");
    if (database == NULL)
        return NULL;
    g_autofree char *path = g_strconcat(database, "-send", NULL);
    int fd = open_file(path, error);
    if (fd < 0)
        return NULL;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        OutboxLock *lock = g_new0(OutboxLock, 1);
        lock->fd = fd;
        return lock;
    }
    hundra_fail(error, HUNDRA_ERROR_REFUSED,
                _("breven i %s sänds just nu; vänta tills det är klart och "
                  "försök igen"),
                database);
    g_close(fd, NULL);
    return NULL;
}

void
outbox_unlock(OutboxLock *lock)
{
    if (lock == NULL)
        return;
    g_close(lock->fd, NULL);
    g_free(lock);
}
