/*
 * A picture from anybody: SVG or PNG.
 *
 * What is read has a size, and is written anew as the same language; what is
 * refused has one line that says why.
 */
#include <string.h>

#include "templates/picture.h"
#include "tests/fuzz/fuzz.h"

/* Our own SVG is read again, and as large. */
static void
read_again(const Picture *picture)
{
    g_autofree char *html = picture_html(picture, "Karta");
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(Picture) again = NULL;
    g_autoptr(GError) error = NULL;
    double width = 0, height = 0, same_width = 0, same_height = 0;

    g_assert_true(g_utf8_validate(html, -1, NULL));
    if (!g_str_has_prefix(html, "<svg") || strlen(html) > PICTURE_SVG_BYTES_MAX)
        return;
    bytes = g_bytes_new(html, strlen(html));
    again = picture_new(bytes, &error);
    g_assert_no_error(error);
    picture_size(picture, &width, &height);
    picture_size(again, &same_width, &same_height);
    g_assert_cmpfloat_with_epsilon(width / height, same_width / same_height,
                                   0.01 * width / height);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) picture = picture_new(bytes, &error);
    double width = 0, height = 0;

    g_assert_true((picture == NULL) == (error != NULL));
    if (error != NULL)
        fuzz_expect_line(error->message);
    if (picture == NULL)
        return;
    picture_size(picture, &width, &height);
    g_assert_cmpfloat(width, >, 0);
    g_assert_cmpfloat(height, >, 0);
    read_again(picture);
}
