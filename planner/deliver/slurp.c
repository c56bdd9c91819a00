#include "planner/deliver/slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "planner/base/error.h"

enum { PIECE = 64 * 1024 };

/* All of FD into BYTES, MAX + 1 at most; an errno, or 0. */
static int
read_all(int fd, GByteArray *bytes, gsize max)
{
    guint8 piece[PIECE];
    ssize_t got = 0;
    do {
        got = read(fd, piece, MIN(sizeof piece, max + 1 - bytes->len));
        if (got > 0)
            g_byte_array_append(bytes, piece, (guint)got);
    } while ((got > 0 && bytes->len <= max) || (got < 0 && errno == EINTR));
    return got < 0 ? errno : 0;
}

GBytes *
slurp(const char *path, gsize max, gboolean *too_big, GError **error)
{
    gboolean standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO
                      : g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int fault = fd < 0 ? errno : read_all(fd, bytes, max);
    if (fd >= 0 && !standard)
        g_close(fd, NULL);
    *too_big = fault == 0 && bytes->len > max;
    if (*too_big)
        return NULL;
    if (fault == 0)
        return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    hundra_fail(error, HUNDRA_ERROR_INPUT, _("%s går inte att läsa: %s"), path,
                g_strerror(fault));
    return NULL;
}
