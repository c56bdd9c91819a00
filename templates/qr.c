#include "templates/qr.h"

#include <glib/gi18n.h>
#include <qrencode.h>
#include <string.h>

#include "templates/fill.h"

/* The white around, in squares (ISO/IEC 18004, 9.1). */
enum { QUIET = 4 };

/* One path for all of it: squares that touch leave no line between them. */
static void
append_rows(GString *out, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (gsize)y * (gsize)code->width;
        for (int x = 0, end = 0; x < code->width; x = end + 1) {
            for (end = x; end < code->width && row[end] & 1; end++)
                ;
            if (end > x)
                g_string_append_printf(out, "M%d %dh%dv1H%dz", x + QUIET,
                                       y + QUIET, end - x, x + QUIET);
        }
    }
}

static GBytes *
draw(const QRcode *code)
{
    int side = code->width + 2 * QUIET;
    GString *out = g_string_new(NULL);

    g_string_append_printf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">"
        "<path fill=\"#ffffff\" d=\"M0 0H%dV%dH0z\"/>"
        "<path fill=\"#000000\" d=\"",
        side, side, side, side);
    append_rows(out, code);
    g_string_append(out, "\"/></svg>");
    return g_string_free_to_bytes(out);
}

GBytes *
qr_svg(const char *text, GError **error)
{
    QRcode *code = NULL;
    GBytes *svg = NULL;

    if (*text != '\0' && strlen(text) <= QR_BYTES_MAX)
        code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                    _("en QR-kod håller mellan 1 och %d byte text: korta den"),
                    QR_BYTES_MAX);
        return NULL;
    }
    svg = draw(code);
    QRcode_free(code);
    return svg;
}
