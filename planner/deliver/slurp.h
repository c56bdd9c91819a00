/*
 * slurp: a whole file in memory, up to a limit.
 */
#pragma once

#include <glib.h>

/* What stands in the file PATH ("-": standard input).  The caller owns it.
 * NULL and *TOO_BIG: more than MAX bytes.  NULL else sets
 * HUNDRA_ERROR_INPUT. */
GBytes *slurp(const char *path, gsize max, gboolean *too_big, GError **error);
