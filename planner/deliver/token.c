#include "planner/deliver/token.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <sys/random.h>

#include "planner/base/error.h"

enum { TOKEN_BYTES = 12 };

char *
token_new(GRand *seeded, GError **error)
{
    guint8 bytes[TOKEN_BYTES];
    if (seeded != NULL) {
        for (int i = 0; i < TOKEN_BYTES; i++)
            bytes[i] = (guint8)g_rand_int_range(seeded, 0, 256);
    } else if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                    _("datorn gav inga slumptal: %s"), g_strerror(errno));
        return NULL;
    }
    g_autoptr(GString) text = g_string_sized_new((gsize)2 * TOKEN_BYTES);
    for (int i = 0; i < TOKEN_BYTES; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
