/* drawn: an SVG for tests of pictures. */
#pragma once

#include <glib.h>
#include <string.h>

/* INSIDE in a square of a hundred units; owned by the caller. */
static inline GBytes *
drawn_svg(const char *inside)
{
    char *text = g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" "
                                 "viewBox=\"0 0 100 100\">%s</svg>",
                                 inside);
    return g_bytes_new_take(text, strlen(text));
}
