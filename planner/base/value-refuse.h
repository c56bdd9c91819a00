/*
 * value-refuse: how the files of value.h say no.
 */
#pragma once

#include <glib.h>

/* Sets REASON (may be NULL) to WHY, which is static.  FALSE, so that callers
 * return it. */
gboolean value_refuse(const char **reason, const char *why);
