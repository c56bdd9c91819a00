/*
 * missing: texts with characters that no font on the machine has, as one
 * sentence: which, and which Debian package would help.
 */
#pragma once

#include "templates/fonts.h"

/* FALSE sets ERROR (TEMPLATE_ERROR_GLYPH): something was met that no font can
 * set. */
gboolean missing_check(const Fonts *fonts, GError **error);

/* The texts alone, "Lo 𗀀 (U+17000)", char *; the caller owns the array. */
GPtrArray *missing_texts(const Fonts *fonts);
