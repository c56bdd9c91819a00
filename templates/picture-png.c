/* picture-png: a PNG's pixels.  Stands on libpng's simplified interface: its
 * long jumps stay inside libpng. */
#include <glib/gi18n.h>
#include <png.h>
#include <string.h>

#include "templates/fill.h"
#include "templates/picture-parts.h"

static gboolean
fail_with(GError **error, const char *words)
{
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER, "%s", words);
    return FALSE;
}

/* The header has been read, nothing else: large ones stop here. */
static gboolean
check_size(const png_image *image, GError **error)
{
    if (image->width <= PICTURE_SIDE_MAX && image->height <= PICTURE_SIDE_MAX &&
        (guint64)image->width * image->height <= PICTURE_PIXELS_MAX)
        return TRUE;
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                _("PNG-bilden är %u × %u bildpunkter, men högst %d × %d "
                  "läses: minska den"),
                image->width, image->height, PICTURE_SIDE_MAX,
                PICTURE_SIDE_MAX);
    return FALSE;
}

/* What is transparent becomes white, as the paper is. */
static gboolean
decode(png_image *image, Pixels *pixels)
{
    const png_color white = { 255, 255, 255 };

    pixels->gray = !(image->format & PNG_FORMAT_FLAG_COLOR);
    image->format = pixels->gray ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    pixels->width = image->width;
    pixels->height = image->height;
    pixels->data = g_malloc(PNG_IMAGE_SIZE(*image));
    return png_image_finish_read(image, &white, pixels->data, 0, NULL) &&
           !PNG_IMAGE_FAILED(*image);
}

gboolean
picture_read_png(Picture *picture, const guint8 *data, gsize length,
                 GError **error)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    gboolean ok = png_image_begin_read_from_memory(&image, data, length) != 0;

    if (ok && !check_size(&image, error)) {
        png_image_free(&image);
        return FALSE;
    }
    ok = ok && decode(&image, &picture->pixels);
    png_image_free(&image);
    if (!ok)
        return fail_with(error, _("PNG-bilden är skadad eller avklippt: spara "
                                  "om den"));
    picture->width = picture->pixels.width * 0.75; /* 96 to the inch */
    picture->height = picture->pixels.height * 0.75;
    return TRUE;
}
