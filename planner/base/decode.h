/*
 * decode: the bytes of a text file as UTF-8, whatever office wrote them.
 *
 * Knows UTF-8, UTF-16 with a byte order mark (Excel's "Unicode-text") and
 * Windows-1252.  Knows nothing of what the text says.
 */
#pragma once

#include <glib.h>

/* DATA of SIZE bytes as UTF-8 without a mark.  *TEXT is borrowed from DATA,
 * or from *OWNED, which the caller frees, when it had to be converted.
 * FALSE sets ERROR (HUNDRA_ERROR_INPUT), without the file's name. */
gboolean decode_text(const char *data, gsize size, const char **text,
                     gsize *length, char **owned, GError **error);
