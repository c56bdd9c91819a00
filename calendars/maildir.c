#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "calendars/carrier.h"
#include "transport.h"

enum { OPEN_MAX_FILES = 64, NAME_MAX_OCTETS = 200 };

/* A message written in tmp/. */
typedef struct Pending {
    int fd; /* -1: its data is on the disk */
    char *name;
} Pending;

typedef struct Maildir {
    Transport base;
    int tmp, new;  /* the folders, open */
    gboolean once; /* one syncfs makes the whole batch durable */
    GArray *pending;
    int lost; /* errno of an early fsync that failed: the batch is lost */
} Maildir;

static gboolean
fail(const Maildir *box, GError **error)
{
    return transport_fail(error, TRANSPORT_ERROR_TEMPORARY,
                          _("%s: det går inte att skriva brevet: %s."),
                          box->base.name, g_strerror(errno));
}

/* NAME as a file name, different for different names: what a Maildir gives
 * a meaning (":", "/", a leading dot) goes as %XX. */
static char *
file_name(const char *name)
{
    g_assert(name != NULL && *name != '\0');
    g_autofree char *escaped = g_uri_escape_string(name, "@+=", FALSE);
    if (strlen(escaped) > NAME_MAX_OCTETS)
        return g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    if (*escaped != '.')
        return g_steal_pointer(&escaped);
    return g_strconcat("%2E", escaped + 1, NULL);
}

static gboolean
write_all(int fd, GBytes *message)
{
    gsize left = 0;
    const char *data = g_bytes_get_data(message, &left);
    while (left > 0) {
        ssize_t written = write(fd, data, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return FALSE;
        data += written;
        left -= (gsize)written;
    }
    return TRUE;
}

/* Forgets the batch; what of it was not PUBLISHED leaves tmp/ as well. */
static void
drop_pending(Maildir *box, gboolean published)
{
    box->lost = 0;
    for (guint i = 0; i < box->pending->len; i++) {
        Pending *one = &g_array_index(box->pending, Pending, i);
        if (one->fd >= 0)
            close(one->fd);
        if (!published)
            unlinkat(box->tmp, one->name, 0);
        g_free(one->name);
    }
    g_array_set_size(box->pending, 0);
}

/* Waits until the data of ONE is on the disk. */
static gboolean
settle(Pending *one)
{
    if (one->fd < 0)
        return TRUE;
    int fd = one->fd;
    one->fd = -1;
    gboolean synced = fsync(fd) == 0;
    return close(fd) == 0 && synced;
}

/* Waits until the data of the whole batch is on the disk. */
static gboolean
settle_all(Maildir *box)
{
    if (box->once && box->pending->len > 0 && syncfs(box->tmp) != 0)
        return FALSE;
    for (guint i = 0; i < box->pending->len; i++)
        if (!settle(&g_array_index(box->pending, Pending, i)))
            return FALSE;
    errno = box->lost;
    return box->lost == 0;
}

/* No name in new/ before its data is safe; then all names at once. */
static gboolean
publish(Maildir *box)
{
    if (!settle_all(box))
        return FALSE;
    for (guint i = 0; i < box->pending->len; i++) {
        const char *name = g_array_index(box->pending, Pending, i).name;
        if (renameat(box->tmp, name, box->new, name) != 0)
            return FALSE;
    }
    return box->pending->len == 0 || fsync(box->new) == 0;
}

static gboolean
maildir_flush(Transport *transport, GError **error)
{
    Maildir *box = (Maildir *)transport;
    gboolean published = publish(box) || fail(box, error);
    drop_pending(box, published);
    return published;
}

/* The place of NAME in the batch: its own if it was sent before, or new. */
static Pending *
claim(Maildir *box, const char *name)
{
    for (guint i = box->pending->len; i-- > 0;) {
        Pending *one = &g_array_index(box->pending, Pending, i);
        if (strcmp(one->name, name) == 0)
            return one;
    }
    Pending fresh = { -1, g_strdup(name) };
    g_array_append_val(box->pending, fresh);
    return &g_array_index(box->pending, Pending, box->pending->len - 1);
}

/* Keeps a new file in the batch; an older one may have to be closed. */
static void
keep(Maildir *box, const char *name, int fd)
{
    Pending *one = claim(box, name);
    if (one->fd >= 0)
        close(one->fd);
    one->fd = fd;
    /* Only a start: the disk works while the next message is made.  What
     * goes wrong here, fsync tells. */
    (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    if (box->pending->len <= OPEN_MAX_FILES)
        return;
    guint oldest = box->pending->len - OPEN_MAX_FILES - 1;
    if (!settle(&g_array_index(box->pending, Pending, oldest)))
        box->lost = errno;
}

static gboolean
maildir_send(Transport *transport, const char *from, const char *to,
             const char *name, GBytes *message, GError **error)
{
    (void)from; /* the envelope is the headers' */
    (void)to;
    Maildir *box = (Maildir *)transport;
    g_autofree char *file = file_name(name);
    int fd = openat(box->tmp, file,
                    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                    S_IRUSR | S_IWUSR);
    if (fd < 0)
        return fail(box, error);
    gboolean written = write_all(fd, message);
    if (written && !box->once) {
        keep(box, file, fd);
        return TRUE;
    }
    if (close(fd) == 0 && written) {
        claim(box, file);
        return TRUE;
    }
    fail(box, error);
    unlinkat(box->tmp, file, 0);
    return FALSE;
}

static void
maildir_close(Transport *transport)
{
    Maildir *box = (Maildir *)transport;
    drop_pending(box, FALSE);
    g_array_unref(box->pending);
    if (box->tmp >= 0)
        close(box->tmp);
    if (box->new >= 0)
        close(box->new);
}

/* Whether syncfs on FOLDER does what fsync on each of its files would: on
 * these it waits for data and metadata and, since Linux 5.8, tells of writes
 * that failed (syncfs(2)).  It costs one flush of the disk for a batch, not
 * one a message.  Others, network and FUSE above all, may promise less. */
static gboolean
syncs_whole(int folder)
{
    struct statfs info;
    return fstatfs(folder, &info) == 0 &&
           (info.f_type == EXT4_SUPER_MAGIC || info.f_type == XFS_SUPER_MAGIC ||
            info.f_type == BTRFS_SUPER_MAGIC);
}

/* The folder NAME below PATH, made if missing; -1 on failure. */
static int
open_folder(const char *path, const char *name)
{
    g_autofree char *folder = g_build_filename(path, name, NULL);
    if (g_mkdir_with_parents(folder, S_IRWXU) != 0)
        return -1;
    return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Makes the folders themselves durable. */
static gboolean
sync_folder(const char *path)
{
    int fd = open_folder(path, ".");
    if (fd < 0)
        return FALSE;
    gboolean synced = fsync(fd) == 0;
    return close(fd) == 0 && synced;
}

Transport *
transport_maildir(const char *path, GError **error)
{
    static const Carrier carrier = {
        .send = maildir_send,
        .flush = maildir_flush,
        .close = maildir_close,
    };
    Maildir *box = g_new0(Maildir, 1);
    g_autoptr(Transport) transport = &box->base;
    box->base.carrier = &carrier;
    box->base.name = g_strconcat("Maildir ", path, NULL);
    box->pending = g_array_new(FALSE, FALSE, sizeof(Pending));
    box->tmp = open_folder(path, "tmp");
    box->new = open_folder(path, "new");
    box->once = box->tmp >= 0 && syncs_whole(box->tmp);
    int cur = open_folder(path, "cur");
    if (cur >= 0)
        close(cur);
    if (box->tmp >= 0 && box->new >= 0 && cur >= 0 && sync_folder(path))
        return g_steal_pointer(&transport);
    transport_fail(error, TRANSPORT_ERROR_SETUP,
                   _("Postlådan %s går inte att öppna: %s."), path,
                   g_strerror(errno));
    return NULL;
}
