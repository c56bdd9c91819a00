#include "error.h"

#include <stdarg.h>

#include "planner/base/value.h"

G_DEFINE_QUARK(hundra_error, hundra_error)

gboolean
hundra_fail(GError **error, HundraError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    /* What a file says goes into messages, and they to a terminal. */
    g_autofree char *visible = value_visible(message, TRUE);
    g_set_error_literal(error, HUNDRA_ERROR, (int)code, visible);
    return FALSE;
}

void
hundra_adopt(GError **error, HundraError code)
{
    if (error == NULL || *error == NULL || (*error)->domain == HUNDRA_ERROR)
        return;
    g_autoptr(GError) theirs = g_steal_pointer(error);
    hundra_fail(error, code, "%s", theirs->message);
}
