/*
 * qr: a QR code (ISO/IEC 18004) as an SVG that picture.h reads.
 */
#pragma once

#include <glib.h>

enum { QR_BYTES_MAX = 1000 }; /* of text: more makes squares too small */

/* TEXT (UTF-8) as black squares on white, four of them as a quiet zone all
 * round; level M, which bears 15 % of damage.  The caller owns the SVG; NULL
 * sets ERROR (TEMPLATE_ERROR_RENDER): empty, or too long. */
GBytes *qr_svg(const char *text, GError **error);
