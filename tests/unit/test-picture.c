/* Pictures as they come to paper: pdftoppm tells the pixels, zbarimg reads
 * the QR code.  What is refused: test-picture-refused.c. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

#include "templates/qr.h"
#include "templates/sheets.h"
#include "templates/style.h"
#include "tests/unit/drawn.h"

/* ---- a sheet with a picture ---------------------------------------------- */

/* The bytes of every name: DATA. */
static GBytes *
find_bytes(const char *name, gpointer data, GError **error)
{
    (void)name;
    (void)error;
    return data != NULL ? g_bytes_ref(data) : NULL;
}

static Sheets *
new_sheets(GBytes *picture)
{
    SheetsInfo info = { .title = "Prov",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .find = find_bytes,
                        .data = picture };
    g_autoptr(GError) error = NULL;
    Sheets *sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
    return sheets;
}

static gboolean
add_body(Sheets *sheets, const char *body, GError **error)
{
    g_autofree char *text =
        g_strdup_printf("<html><body>%s</body></html>", body);
    xmlDoc *document =
        xmlReadMemory(text, (int)strlen(text), "prov", NULL, XML_PARSE_NONET);
    gboolean ok = sheets_add(sheets, document, error);
    xmlFreeDoc(document);
    return ok;
}

/* The PDF of BODY, in which every picture is PICTURE. */
static GBytes *
print_body(GBytes *picture, const char *body)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheets) sheets = new_sheets(picture);
    GBytes *pdf = NULL;

    g_assert_true(add_body(sheets, body, &error));
    g_assert_no_error(error);
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    return pdf;
}

/* What COMMAND says; its %s is a file of PDF. */
static GBytes *
ask(const char *command, GBytes *pdf)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    g_auto(GStrv) parts = g_strsplit(command, "%s", 2);
    g_autofree char *line = NULL;
    char *argv[] = { (char *)"sh", (char *)"-c", NULL, NULL };
    g_autoptr(GSubprocess) child = NULL;
    GBytes *answer = NULL;
    int file = g_file_open_tmp("picture-XXXXXX.pdf", &path, &error);

    g_assert_no_error(error);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL),
                                      (gssize)g_bytes_get_size(pdf), NULL));
    line = g_strconcat(parts[0], path, parts[1], NULL);
    argv[2] = line;
    child = g_subprocess_newv((const char *const *)argv,
                              G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
    g_assert_no_error(error);
    g_assert_true(
        g_subprocess_communicate(child, NULL, NULL, &answer, NULL, &error));
    g_assert_true(g_subprocess_get_successful(child));
    g_unlink(path);
    return answer;
}

static char *
ask_text(const char *command, GBytes *pdf)
{
    g_autoptr(GBytes) answer = ask(command, pdf);
    gsize length = 0;
    const char *data = g_bytes_get_data(answer, &length);
    return g_strndup(data, length);
}

/* A page at 25.4 dpi: a pixel is a millimetre. */
typedef struct Page {
    GBytes *bytes;
    const guint8 *pixels;
    int width, height;
} Page;

static Page
look(GBytes *pdf)
{
    Page page = { .bytes =
                      ask("pdftoppm -r 25.4 -aa no -aaVector no %s", pdf) };
    const char *text = g_bytes_get_data(page.bytes, NULL);
    char *end = NULL;

    g_assert_true(g_str_has_prefix(text, "P6\n"));
    page.width = (int)g_ascii_strtoll(text + 3, &end, 10);
    page.height = (int)g_ascii_strtoll(end, &end, 10);
    g_assert_cmpint(g_ascii_strtoll(end, &end, 10), ==, 255);
    page.pixels = (const guint8 *)end + 1;
    return page;
}

/* The colour X and Y millimetres into the text of the page, 0xRRGGBB. */
static guint32
color_at(const Page *page, int x, int y)
{
    const guint8 *pixel =
        page->pixels + (gsize)((y + 14) * page->width + x + 16) * 3;
    return (guint32)(pixel[0] << 16 | pixel[1] << 8 | pixel[2]);
}

static const char HUNDRED_MM[] = "<img src=\"x\" alt=\"En karta\" "
                                 "width=\"100mm\"/>";

static Page
look_at(const char *inside)
{
    g_autoptr(GBytes) picture = drawn_svg(inside);
    g_autoptr(GBytes) pdf = print_body(picture, HUNDRED_MM);
    return look(pdf);
}

/* ---- shapes -------------------------------------------------------------- */

/* A drawing, and the colour of a place in it and of one beside. */
typedef struct ShapeCase {
    const char *name, *inside;
    int x, y;
    guint32 color;
    int other_x, other_y;
    guint32 other;
} ShapeCase;

// clang-format off
static const ShapeCase SHAPES[] = {
    { "rect", "<rect x='10' y='20' width='30' height='10' fill='#f00'/>",
      25, 25, 0xff0000, 25, 35, 0xffffff },
    { "rect-round", "<rect x='0' y='0' width='80' height='80' rx='40'/>",
      40, 40, 0x000000, 4, 4, 0xffffff },
    { "circle", "<circle cx='50' cy='50' r='20' fill='lime'/>",
      64, 50, 0x00ff00, 68, 68, 0xffffff },
    { "ellipse", "<ellipse cx='50' cy='50' rx='40' ry='10' fill='#0000ff'/>",
      80, 50, 0x0000ff, 50, 70, 0xffffff },
    { "line", "<line x1='10' y1='50' x2='90' y2='50' stroke='red' "
      "stroke-width='8'/>", 50, 52, 0xff0000, 50, 60, 0xffffff },
    { "line-cap", "<line x1='30' y1='50' x2='70' y2='50' stroke='red' "
      "stroke-width='20' stroke-linecap='square'/>",
      23, 50, 0xff0000, 15, 50, 0xffffff },
    { "polyline", "<polyline points='10,10 90,10 90 90' fill='none' "
      "stroke='#123' stroke-width='6'/>", 90, 50, 0x112233, 70, 50, 0xffffff },
    { "polygon", "<polygon points='50,10 90,90 10,90' fill='rgb(0,50%,0)'/>",
      50, 80, 0x008000, 15, 20, 0xffffff },
    { "path-lines", "<path d='M10 10h80v80H10z' fill='navy'/>",
      50, 50, 0x000080, 5, 50, 0xffffff },
    { "path-relative", "<path d='m10,10 40,0 0,40 -40,0z m50 50 h30 v30 h-30'/>",
      75, 75, 0x000000, 75, 30, 0xffffff },
    { "path-cubic", "<path d='M10 50C10 0 90 0 90 50S10 100 10 50'/>",
      50, 30, 0x000000, 12, 14, 0xffffff },
    { "path-quadratic", "<path d='M10 90Q50 -60 90 90z' fill='teal'/>",
      50, 30, 0x008080, 15, 30, 0xffffff },
    { "path-smooth", "<path d='M0 50Q25 0 50 50T100 50V100H0z' fill='teal'/>",
      25, 40, 0x008080, 60, 45, 0xffffff },
    { "path-arc", "<path d='M10 50a40 40 0 0180 0z' fill='red'/>",
      50, 20, 0xff0000, 50, 60, 0xffffff },
    { "path-arc-large", "<path d='M50 50L90 50A40 40 0 1 1 50 10z' fill='red'/>",
      30, 70, 0xff0000, 70, 30, 0xffffff },
    { "path-arc-too-small", "<path d='M10 50A1 1 0 0 1 90 50z' fill='red'/>",
      50, 20, 0xff0000, 50, 60, 0xffffff },
    { "even-odd", "<path fill-rule='evenodd' d='M0 0H90V90H0z M30 30H60V60H30z'/>",
      10, 10, 0x000000, 45, 45, 0xffffff },
    { "non-zero", "<path d='M0 0H90V90H0z M30 30H60V60H30z' fill='blue'/>",
      45, 45, 0x0000ff, 95, 95, 0xffffff },
    { "style", "<g fill='red'><rect style='fill:#00f; stroke:none;opacity:1' "
      "width='50' height='50'/></g>", 25, 25, 0x0000ff, 60, 25, 0xffffff },
    { "inherited", "<g fill='red' stroke='none'><g><rect width='50' height='50'"
      "/></g></g>", 25, 25, 0xff0000, 60, 25, 0xffffff },
    { "translate", "<g transform='translate(50) translate(0,40)'>"
      "<rect width='20' height='20'/></g>", 60, 50, 0x000000, 10, 10, 0xffffff },
    { "rotate", "<rect x='40' y='0' width='20' height='100' fill='red' "
      "transform='rotate(90 50 50)'/>", 10, 50, 0xff0000, 50, 10, 0xffffff },
    { "scale-matrix", "<g transform='scale(2) matrix(1 0 0 1 20 20)'>"
      "<rect width='10' height='10'/></g>", 50, 50, 0x000000, 30, 30, 0xffffff },
    { "skew", "<rect width='40' height='90' fill='red' transform='skewX(45)'/>",
      90, 70, 0xff0000, 10, 70, 0xffffff },
    { "stroke-scaled", "<g transform='scale(10)'><line x1='0' y1='5' x2='10' "
      "y2='5' stroke='red' stroke-width='2'/></g>",
      50, 57, 0xff0000, 50, 63, 0xffffff },
    { "order", "<rect width='90' height='90'/><rect width='50' height='50' "
      "fill='yellow'/>", 25, 25, 0xffff00, 70, 70, 0x000000 },
    { "notes", "<title>T</title><desc>D</desc><metadata/><defs/>"
      "<rect width='50' height='50'/>", 25, 25, 0x000000, 70, 70, 0xffffff },
    { "clipped", "<rect x='50' width='500' height='50'/>",
      75, 25, 0x000000, 110, 25, 0xffffff },
};
// clang-format on

static void
test_shape(gconstpointer data)
{
    const ShapeCase *row = data;
    Page page = look_at(row->inside);

    g_assert_cmphex(color_at(&page, row->x, row->y), ==, row->color);
    g_assert_cmphex(color_at(&page, row->other_x, row->other_y), ==,
                    row->other);
    g_bytes_unref(page.bytes);
}

/* As Inkscape writes: a name space of its own, and units. */
static void
test_editor(void)
{
    static const char words_svg[] =
        "<?xml version=\"1.0\"?>\n<!-- Inkscape -->\n"
        "<svg xmlns='http://www.w3.org/2000/svg' "
        "xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' "
        "xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/s.dtd' "
        "width='50mm' height='25mm' viewBox='0 0 100 50' id='svg1' "
        "inkscape:version='1.2'><sodipodi:namedview id='n' pagecolor='#fff'/>"
        "<defs id='d'/><g inkscape:label='Lager 1' id='l'>"
        "<path id='p' style='fill:#008000;stroke:none;stroke-width:.2;"
        "stroke-dasharray:none;stroke-opacity:1;-inkscape-stroke:none' "
        "d='M0 0H100V50H0Z'/></g></svg>";
    g_autoptr(GBytes) bytes = g_bytes_new_static(words_svg, strlen(words_svg));
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) picture = picture_new(bytes, &error);
    g_autoptr(GBytes) pdf = print_body(bytes, "<img src='x' alt='y'/>");
    Page page = look(pdf);
    double width = 0, height = 0;

    g_assert_no_error(error);
    picture_size(picture, &width, &height);
    g_assert_cmpfloat_with_epsilon(width, MM(50), 0.01);
    g_assert_cmpfloat_with_epsilon(height, MM(25), 0.01);
    g_assert_cmphex(color_at(&page, 48, 23), ==, 0x008000);
    g_assert_cmphex(color_at(&page, 48, 27), ==, 0xffffff);
    g_bytes_unref(page.bytes);
}

/* ---- text ---------------------------------------------------------------- */

static void
test_text(void)
{
    g_autoptr(GBytes) picture =
        drawn_svg("<text x='50' y='50' font-size='10' text-anchor='middle' "
                  "fill='red' transform='rotate(-90 50 50)'>Öckerö å</text>"
                  "<text x='99' y='95' font-size='5' text-anchor='end' "
                  "font-weight='bold'>Hönö &amp; Fotö</text>");
    g_autoptr(GBytes) pdf = print_body(picture, HUNDRED_MM);
    g_autofree char *text = ask_text("pdftotext %s -", pdf);
    g_autofree char *boxes =
        ask_text("pdftotext -bbox %s - | grep Öckerö", pdf);
    g_autofree char *fonts = ask_text("pdffonts %s", pdf);
    Page page = look(pdf);
    int red = 0;

    g_assert_nonnull(strstr(text, "Öckerö å"));
    g_assert_nonnull(strstr(text, "Hönö & Fotö"));
    g_assert_nonnull(strstr(boxes, "<word "));
    g_assert_nonnull(strstr(fonts, "OpenSans-Bold"));
    for (int y = 10; y < 90; y++) /* upright: all ink in a narrow column */
        for (int x = 0; x < 100; x++) {
            guint32 color = color_at(&page, x, y);
            if ((color >> 16) > 200 && (color & 0xff) < 100) {
                g_assert_cmpint(x, >, 39);
                g_assert_cmpint(x, <, 54);
                red++;
            }
        }
    g_assert_cmpint(red, >, 50);
    g_bytes_unref(page.bytes);
}

/* ---- PNG ----------------------------------------------------------------- */

/* A PNG of 2 x 1 pixels: half-transparent red, and blue. */
static GBytes *
small_png(png_uint_32 format, const void *pixels)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 2, .height = 1, .format = format
    };
    png_alloc_size_t size = 0;
    guint8 *data = NULL;

    g_assert_true(
        png_image_write_get_memory_size(image, size, 0, pixels, 0, NULL));
    data = g_malloc(size);
    g_assert_true(
        png_image_write_to_memory(&image, data, &size, 0, pixels, 0, NULL));
    return g_bytes_new_take(data, size);
}

static void
test_png(void)
{
    const guint8 rgba[] = { 255, 0, 0, 0, 0, 0, 255, 255 };
    const guint8 gray[] = { 0, 128 };
    g_autoptr(GBytes) color = small_png(PNG_FORMAT_RGBA, rgba);
    g_autoptr(GBytes) dark = small_png(PNG_FORMAT_GRAY, gray);
    g_autoptr(GBytes) pdf = print_body(color, HUNDRED_MM);
    g_autoptr(GBytes) other = print_body(dark, HUNDRED_MM);
    g_autofree char *images = ask_text("pdfimages -list %s", other);
    Page page = look(pdf), second = look(other);

    g_assert_cmphex(color_at(&page, 25, 25), ==, 0xffffff); /* transparent */
    g_assert_cmphex(color_at(&page, 75, 25), ==, 0x0000ff);
    g_assert_cmphex(color_at(&page, 75, 60), ==, 0xffffff); /* below it */
    g_assert_cmphex(color_at(&second, 25, 25), ==, 0x000000);
    g_assert_cmphex(color_at(&second, 75, 25), ==, 0x808080);
    g_assert_nonnull(strstr(images, "gray"));
    g_bytes_unref(page.bytes);
    g_bytes_unref(second.bytes);
}

/* ---- in the sheet -------------------------------------------------------- */

static void
test_figure(void)
{
    g_autoptr(GBytes) picture = drawn_svg("<rect width='50' height='50'/>");
    g_autoptr(GBytes) pdf = print_body(
        picture, "<h1>A</h1><img src='x' alt='Karta över Öckerö' "
                 "width='40mm'/><img src='y' alt='' height='10mm'/>");
    g_autofree char *tree = ask_text("pdfinfo -struct %s", pdf);
    g_autofree char *json = ask_text("qpdf --json=latest %s", pdf);

    g_assert_nonnull(strstr(tree, "Figure:"));
    g_assert_nonnull(strstr(json, "\"/Alt\": \"u:Karta över Öckerö\""));
    g_assert_nonnull(strstr(json, "\"/BBox\""));
    g_assert_null(strstr(strstr(tree, "Figure") + 1, "Figure"));
}

/* Drawn on thirty pages, in the file once. */
static void
test_once(void)
{
    g_autoptr(GBytes) picture = drawn_svg("<rect width='50' height='50'/>");
    g_autoptr(Sheets) sheets = new_sheets(picture);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = NULL;
    g_autofree char *forms = NULL;

    for (int i = 0; i < 30; i++)
        g_assert_true(add_body(sheets, HUNDRED_MM, &error));
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    forms = ask_text("qpdf --qdf %s - | grep -ac '/Subtype /Form'", pdf);
    g_assert_cmpstr(forms, ==, "1\n");
}

static void
test_absent(void)
{
    g_autoptr(GBytes) pdf =
        print_body(NULL, "<p>Före</p><img src='logotype' alt='Logotyp' "
                         "class='logotype'/><p>Efter</p>");
    g_autofree char *tree = ask_text("pdfinfo -struct %s", pdf);
    g_assert_null(strstr(tree, "Figure"));
}

static void
test_fault(void)
{
    g_autoptr(GBytes) picture = drawn_svg("<blink/>");
    g_autoptr(Sheets) sheets = new_sheets(picture);
    g_autoptr(GError) error = NULL;

    g_assert_false(add_body(sheets, "<img src='logotype' alt='x'/>", &error));
    g_assert_nonnull(strstr(error->message, "bilden logotype: rad 1: <blink>"));
    g_assert_cmpint(sheets_page_count(sheets), ==, 0);
}

/* A logotype is as high as it may be, and a wide one as wide. */
static void
test_logotype(void)
{
    g_autoptr(GBytes) high = drawn_svg("<rect width='100' height='100'/>");
    static const char wide_svg[] =
        "<svg viewBox='0 0 1000 100'><rect width='1000'"
        " height='100'/></svg>";
    g_autoptr(GBytes) wide = g_bytes_new_static(wide_svg, strlen(wide_svg));
    static const char body_html[] =
        "<header class='masthead'><p class='event'>Dag"
        "</p><img src='x' alt='Staden' "
        "class='logotype'/></header>";
    g_autoptr(GBytes) pdf = print_body(high, body_html);
    g_autoptr(GBytes) other = print_body(wide, body_html);
    Page page = look(pdf), second = look(other);

    g_assert_cmphex(color_at(&page, 10, 10), ==, 0x000000);
    g_assert_cmphex(color_at(&page, 10, 14), ==, 0xffffff);
    g_assert_cmphex(color_at(&page, 14, 5), ==, 0xffffff);
    g_assert_cmphex(color_at(&second, 78, 5), ==, 0x000000);
    g_assert_cmphex(color_at(&second, 83, 5), ==, 0xffffff);
    g_bytes_unref(page.bytes);
    g_bytes_unref(second.bytes);
}

/* ---- QR ------------------------------------------------------------------ */

static void
test_qr(void)
{
    static const char target[] = "https://maps.example.org/?q=57.7,11.9&z=14";
    g_autoptr(GBytes) pdf =
        print_body(NULL, "<img src='qr:https://maps.example.org/"
                         "?q=57.7,11.9&amp;z=14' alt='Karta' width='25mm'/>");
    g_autofree char *read = ask_text(
        "pdftoppm -r 200 -gray %s | zbarimg -q --raw - 2>/dev/null", pdf);
    g_autofree char *long_text = g_strnfill(QR_BYTES_MAX + 1, 'a');
    g_autoptr(GError) error = NULL;

    g_assert_cmpstr(g_strchomp(read), ==, target);
    g_assert_null(qr_svg(long_text, &error));
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER);
}

/* ---- HTML ---------------------------------------------------------------- */

static void
test_html(void)
{
    const guint8 gray[] = { 0, 128 };
    g_autoptr(GBytes) drawn = drawn_svg(
        "<g id='x' transform='scale(2)'><rect width='5' height='5' fill='red' "
        "stroke='#00f'/></g><text x='1' y='2'>a &lt; b</text>");
    g_autoptr(GBytes) image = small_png(PNG_FORMAT_GRAY, gray);
    g_autoptr(Picture) first = picture_new(drawn, NULL);
    g_autoptr(Picture) second = picture_new(image, NULL);
    g_autofree char *html = picture_html(first, "Karta \"A\"");
    g_autofree char *quiet = picture_html(first, NULL);
    g_autofree char *data = picture_html(second, "Logotyp");
    g_autoptr(GBytes) again = g_bytes_new(html, strlen(html));
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) same = picture_new(again, &error);

    g_assert_no_error(error); /* our own language */
    g_assert_nonnull(same);
    g_assert_nonnull(strstr(html, "role=\"img\" "
                                  "aria-label=\"Karta &quot;A&quot;\""));
    g_assert_nonnull(strstr(html, "<path fill=\"#ff0000\" stroke=\"#0000ff\""));
    g_assert_nonnull(strstr(html, "M0 0L100 0L100 100L0 100Z"));
    g_assert_nonnull(strstr(html, ">a &lt; b</text>"));
    g_assert_null(strstr(html, "id="));
    g_assert_nonnull(strstr(quiet, "aria-hidden=\"true\""));
    g_assert_true(g_str_has_prefix(data, "<img src=\"data:image/png;base64,"));
    g_assert_nonnull(strstr(data, "alt=\"Logotyp\""));
}

/* Nobody draws so small, but what is written must be what was read. */
static void
test_html_tiny(void)
{
    static const char text[] =
        "<svg width='591e-6mm' viewBox='-5 -5 60 40'><text>d</text></svg>";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;
    g_autoptr(Picture) picture = picture_new(bytes, &error);
    g_autofree char *html = NULL;
    g_autoptr(GBytes) written = NULL;
    g_autoptr(Picture) again = NULL;
    double width = 0, height = 0;

    g_assert_no_error(error);
    html = picture_html(picture, NULL);
    written = g_bytes_new_static(html, strlen(html));
    again = picture_new(written, &error);
    g_assert_no_error(error);
    picture_size(again, &width, &height);
    g_assert_cmpfloat_with_epsilon(width / height, 1.5, 0.001);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(SHAPES); i++) {
        g_autofree char *name =
            g_strdup_printf("/picture/shape/%s", SHAPES[i].name);
        g_test_add_data_func(name, &SHAPES[i], test_shape);
    }
    g_test_add_func("/picture/editor", test_editor);
    g_test_add_func("/picture/text", test_text);
    g_test_add_func("/picture/png", test_png);
    g_test_add_func("/picture/figure", test_figure);
    g_test_add_func("/picture/once", test_once);
    g_test_add_func("/picture/absent", test_absent);
    g_test_add_func("/picture/fault", test_fault);
    g_test_add_func("/picture/logotype", test_logotype);
    g_test_add_func("/picture/qr", test_qr);
    g_test_add_func("/picture/html", test_html);
    g_test_add_func("/picture/html-tiny", test_html_tiny);
    return g_test_run();
}
