#include "templates/picture.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/fill.h"
#include "templates/picture-parts.h"

static const guint8 PNG_MARK[] = {
    0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'
};

void
picture_free(Picture *picture)
{
    g_clear_pointer(&picture->bytes, g_bytes_unref);
    g_clear_pointer(&picture->drawing, drawing_free);
    g_free(picture->pixels.data);
    g_free(picture);
}

static gboolean
is_png(const guint8 *data, gsize length)
{
    return length >= sizeof PNG_MARK &&
           memcmp(data, PNG_MARK, sizeof PNG_MARK) == 0;
}

/* Markup, with or without a byte order mark. */
static gboolean
is_markup(const char *text, gsize length)
{
    gsize at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && strchr(" \t\r\n", text[at]) != NULL && text[at])
        at++;
    return at < length && text[at] == '<';
}

static gboolean
check_bytes(gsize length, gsize most, GError **error)
{
    if (length <= most)
        return TRUE;
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                _("bilden är större än %u MiB: minska eller förenkla den"),
                (guint)(most >> 20));
    return FALSE;
}

static gboolean
read_bytes(Picture *picture, GError **error)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(picture->bytes, &length);

    if (is_png(data, length))
        return check_bytes(length, PICTURE_PNG_BYTES_MAX, error) &&
               picture_read_png(picture, data, length, error);
    if (is_markup((const char *)data, length))
        return check_bytes(length, PICTURE_SVG_BYTES_MAX, error) &&
               picture_read_svg(picture, (const char *)data, length, error);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                _("filen är varken PNG eller SVG: spara bilden som något av "
                  "dem"));
    return FALSE;
}

Picture *
picture_new(GBytes *bytes, GError **error)
{
    g_autoptr(Picture) picture = g_new0(Picture, 1);

    picture->bytes = g_bytes_ref(bytes);
    if (!read_bytes(picture, error))
        return NULL;
    return g_steal_pointer(&picture);
}

void
picture_size(const Picture *picture, double *width, double *height)
{
    *width = picture->width;
    *height = picture->height;
}

static int
draw_once(const Picture *picture, Canvas *canvas, Fonts *fonts)
{
    const Drawing *drawing = picture->drawing;
    const Pixels *pixels = &picture->pixels;

    if (drawing == NULL)
        return canvas_image(canvas, pixels->data, (int)pixels->width,
                            (int)pixels->height, pixels->gray);
    canvas_form_begin(canvas, drawing->width, drawing->height);
    drawing_draw(drawing, canvas, fonts);
    return canvas_form_end(canvas);
}

void
picture_draw(Picture *picture, Canvas *canvas, Fonts *fonts, double x, double y,
             double width, double height)
{
    if (picture->number == 0)
        picture->number = draw_once(picture, canvas, fonts);
    canvas_show(canvas, picture->number, x, y, width, height);
}

/* ALT as an attribute's value. */
static char *
image_html(const Picture *picture, const char *alt)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(picture->bytes, &length);
    g_autofree char *text = g_base64_encode(data, length);
    g_autofree char *words = g_markup_escape_text(alt != NULL ? alt : "", -1);

    return g_strdup_printf("<img src=\"data:image/png;base64,%s\" alt=\"%s\" "
                           "width=\"%u\" height=\"%u\">",
                           text, words, picture->pixels.width,
                           picture->pixels.height);
}

char *
picture_html(const Picture *picture, const char *alt)
{
    return picture->drawing != NULL ? drawing_html(picture, alt)
                                    : image_html(picture, alt);
}
