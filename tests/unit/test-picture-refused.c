/* Pictures that are refused: with words, at once, and whatever they hold. */
#include <png.h>
#include <zlib.h>

#include "templates/fill.h"
#include "templates/picture.h"
#include "tests/unit/drawn.h"

/* ---- PNG ------------------------------------------------------------------ */

static GBytes *
png_of(png_uint_32 width, png_uint_32 height)
{
    png_image image = { .version = PNG_IMAGE_VERSION,
                        .width = width,
                        .height = height,
                        .format = PNG_FORMAT_GRAY };
    g_autofree guint8 *pixels = g_malloc0((gsize)width * height);
    png_alloc_size_t size = 0;
    guint8 *data = NULL;

    g_assert_true(
        png_image_write_get_memory_size(image, size, 0, pixels, 0, NULL));
    data = g_malloc(size);
    g_assert_true(
        png_image_write_to_memory(&image, data, &size, 0, pixels, 0, NULL));
    return g_bytes_new_take(data, size);
}

static char *
refusal(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) picture = picture_new(bytes, &error);

    g_assert_null(picture);
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER);
    g_assert_null(strchr(error->message, '\n'));
    return g_strdup(error->message);
}

/* A header that says 20 000 x 20 000 is believed and refused at once; so is a
 * bomb of zeros that is small as a file. */
static void
test_png_large(void)
{
    g_autoptr(GBytes) small = png_of(4, 4);
    g_autoptr(GBytes) bomb = png_of(4001, 4000);
    gsize length = 0;
    guint8 *data = g_bytes_unref_to_data(g_bytes_ref(small), &length);
    const guint8 side[] = { 0, 0, 0x4E, 0x20 };
    g_autoptr(GBytes) header = NULL;
    g_autofree char *first = NULL;
    g_autofree char *second = refusal(bomb);
    uLong sum = 0;

    memcpy(data + 16, side, 4);
    memcpy(data + 20, side, 4);
    sum = crc32(0, data + 12, 17);
    for (int i = 0; i < 4; i++)
        data[29 + i] = (guint8)(sum >> (24 - 8 * i));
    header = g_bytes_new_take(data, length);
    first = refusal(header);
    g_assert_nonnull(strstr(first, "20000 × 20000"));
    g_assert_nonnull(strstr(second, "4001 × 4000"));
}

/* Cut after any number of bytes: never a picture, never more than words. */
static void
test_png_cut(void)
{
    g_autoptr(GBytes) whole = png_of(64, 64);
    gsize length = g_bytes_get_size(whole);

    for (gsize end = 0; end < length - 12; end++) { /* the end has 12 bytes */
        g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, end);
        g_autofree char *words = refusal(cut);
        g_assert_cmpstr(words, !=, "");
    }
}

/* ---- SVG ------------------------------------------------------------------ */

// clang-format off
static const struct {
    const char *inside, *words;
} REFUSED[] = {
    { "\n<script>alert(1)</script>", "rad 2: <script> ritas inte: ta bort" },
    { "<rect onclick='x()' width='1' height='1'/>", "är ett skript" },
    { "<image href='https://example.org/a.png'/>", "<image> ritas inte" },
    { "<rect href='http://example.org/'/>", "hänvisar till något annat" },
    { "<g xmlns:xlink='http://www.w3.org/1999/xlink'>"
      "<path xlink:href='file:///etc/passwd'/></g>", "hänvisar till" },
    { "<use href='#a'/>", "<use> ritas inte" },
    { "<a><rect/></a>", "<a> ritas inte: ta bort länken" },
    { "<foreignObject/>", "<foreignObject> ritas inte" },
    { "<linearGradient/>", "gör om toningen till en enda färg" },
    { "<defs><linearGradient id='a'/></defs>", "<linearGradient> ritas inte" },
    { "<rect fill='url(#a)'/>", "gör om toningen" },
    { "<rect opacity='0.5'/>", "opacity=\"0.5\" ritas inte" },
    { "<rect opacity='0'/>", "opacity=\"0\" ritas inte" },
    { "<rect style='fill-opacity:.3'/>", "fill-opacity=\".3\" ritas inte" },
    { "<rect display='none'/>", "display=\"none\" ritas inte" },
    { "<rect filter='url(#b)'/>", "ritas inte" },
    { "<rect stroke-dasharray='4 2'/>", "stroke-dasharray" },
    { "<rect fill='rubyred'/>", "fill=\"rubyred\" förstås inte" },
    { "<rect fill='#12345'/>", "förstås inte" },
    { "<rect width='5em' height='1'/>", "width=\"5em\" är inte ett mått" },
    { "<rect width='inf' height='1'/>", "är inte ett mått" },
    { "<rect width='0x10' height='1'/>", "är inte ett mått" },
    { "<rect transform='rotate(1,2)'/>", "transform=\"rotate(1,2)\"" },
    { "<rect transform='scale(1e300)'/>", "förstås inte" },
    { "<path d='M0 0 X 4'/>", "är inte en väg" },
    { "<path d='L0 0'/>", "är inte en väg" },
    { "<path d='M0 0L'/>", "är inte en väg" },
    { "<path d='M0 0A1 1 0 2 0 5 5'/>", "är inte en väg" },
    { "<polygon points='1 2 3'/>", "är inte par av tal" },
    { "<text>a<tspan>b</tspan></text>", "<tspan> i en text ritas inte" },
    { "<text stroke='red'>a</text>", "kantlinje" },
    { "<g transform='scale(9 1)'><path d='M0 0h9' stroke='red'/></g>",
      "gör om den till en yta" },
    { "<style>rect { fill: red }</style>", "<style> ritas inte" },
    { "<svg/>", "<svg> ritas inte" },
    { "<blink/>", "<blink> ritas inte" },
    { "<rect></g>", "inte välformad" },
};
// clang-format on

static void
test_refused(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(REFUSED); i++) {
        g_autoptr(GBytes) bytes = drawn_svg(REFUSED[i].inside);
        g_autofree char *words = refusal(bytes);
        g_test_message("%s: %s", REFUSED[i].inside, words);
        g_assert_nonnull(strstr(words, REFUSED[i].words));
    }
}

// clang-format off
static const struct {
    const char *text, *words;
} FILES[] = {
    { "", "varken PNG eller SVG" },
    { "%PDF-1.4", "varken PNG eller SVG" },
    { "<html/>", "<html> är ingen bild" },
    { "<svg/>", "storlek framgår inte" },
    { "<svg viewBox='0 0 0 5'/>", "storlek framgår inte" },
    { "<svg viewBox='0 0 1 100000'/>", "storlek framgår inte" },
    { "<svg viewBox='0 0 5'/>", "är inte fyra tal" },
    { "<svg width='x'/>", "är inte ett mått" },
    { "<svg viewBox='0 0 9 9' preserveAspectRatio='none'/>",
      "preserveAspectRatio" },
    { "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
      "<svg viewBox='0 0 9 9'><text>&b;</text></svg>", "DOCTYPE" },
    { "<!DOCTYPE svg SYSTEM 'http://example.org/x.dtd'><svg/>", "DOCTYPE" },
    { "<?xml-stylesheet href='x.css'?><svg viewBox='0 0 9 9'/>",
      "stilmallar läses inte" },
    { "<svg viewBox='0 0 9 9'><text>&nbsp;</text></svg>", "välformad" },
    { "<svg viewBox='0 0 9 9'>\xE5</svg>", "inte UTF-8" },
};
// clang-format on

static void
test_files(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autoptr(GBytes) bytes =
            g_bytes_new_static(FILES[i].text, strlen(FILES[i].text));
        g_autofree char *words = refusal(bytes);
        g_test_message("%s: %s", FILES[i].text, words);
        g_assert_nonnull(strstr(words, FILES[i].words));
    }
}

/* INSIDE COUNT times, then AFTER. */
static char *
refuse_many(const char *before, const char *inside, int count,
            const char *after)
{
    g_autoptr(GString) text = g_string_new(before);
    g_autoptr(GBytes) bytes = NULL;

    for (int i = 0; i < count; i++)
        g_string_append(text, inside);
    g_string_append(text, after);
    bytes = drawn_svg(text->str);
    return refusal(bytes);
}

static void
test_bounds(void)
{
    g_autofree char *segments =
        refuse_many("<path d='M0 0", "h1", 500000, "'/>");
    g_autofree char *large = refuse_many("<path d='M0 0", "h1 ", 400000, "'/>");
    g_autofree char *groups = refuse_many("", "<g>", 40, "");
    g_autofree char *deep = NULL;
    g_autofree char *texts = refuse_many("", "<text>a</text>", 2001, "");
    g_autoptr(GString) nested = g_string_new(NULL);
    g_autoptr(GBytes) bytes = NULL;

    for (int i = 0; i < 80; i++)
        g_string_append(nested, i < 40 ? "<g>" : "</g>");
    bytes = drawn_svg(nested->str);
    deep = refusal(bytes);
    g_assert_nonnull(strstr(segments, "fler än 100000 linjer"));
    g_assert_nonnull(strstr(large, "större än 1 MiB"));
    g_assert_nonnull(strstr(groups, "välformad"));
    g_assert_nonnull(strstr(deep, "fler än 32 grupper"));
    g_assert_nonnull(strstr(texts, "fler än 2000 texter"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture/png-large", test_png_large);
    g_test_add_func("/picture/png-cut", test_png_cut);
    g_test_add_func("/picture/refused", test_refused);
    g_test_add_func("/picture/files", test_files);
    g_test_add_func("/picture/bounds", test_bounds);
    return g_test_run();
}
