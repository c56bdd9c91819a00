#include "planner/deliver/token.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/random.h>

#include "planner/base/error.h"

enum { TOKEN_BYTES = 12, SECRET_BYTES = 16 };

/* COUNT random bytes, SECRET_BYTES at most, as hexadecimal digits. */
static char *
draw(gsize count, GRand *seeded, GError **error)
{
    guint8 bytes[SECRET_BYTES];
    if (seeded != NULL) {
        for (gsize i = 0; i < count; i++)
            bytes[i] = (guint8)g_rand_int_range(seeded, 0, 256);
    } else if (getrandom(bytes, count, 0) != (ssize_t)count) {
        hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                    _("datorn gav inga slumptal: %s"), g_strerror(errno));
        return NULL;
    }
    g_autoptr(GString) text = g_string_sized_new(2 * count);
    for (gsize i = 0; i < count; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
token_new(GRand *seeded, GError **error)
{
    return draw(TOKEN_BYTES, seeded, error);
}

char *
token_secret(GRand *seeded, GError **error)
{
    return draw(SECRET_BYTES, seeded, error);
}

/* A UID that is no such thing is refused where it is written. */
char *
token_message_id(const char *uid, int sequence, gint64 dtstamp_utc)
{
    const char *at = strchrnul(uid, '@');
    return g_strdup_printf("%.*s.%d.%" G_GINT64_FORMAT "%s", (int)(at - uid),
                           uid, sequence, dtstamp_utc, at);
}
