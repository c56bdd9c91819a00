#include "templates/canvas.h"

#include <math.h>
#include <string.h>

struct Canvas {
    Objects *objects; /* borrowed */
    Tags *tags;       /* borrowed */
    int pages;        /* object numbers: the page tree, */
    int resources;    /* and what all pages share */
    GArray *page_ids; /* int */
    Outline *outline;
    GArray *shown; /* Shown, by number from 1 */
    /* the open page */
    GString *content;
    GString *links; /* references to its annotations */
    int page;
    int page_key; /* in the parent tree */
    double width, height;
    gboolean in_glyphs; /* inside <...> of a TJ */
    /* what the open form stands in for; NULL: none is open */
    GString *outer;
    double outer_width, outer_height;
    double unturned_height; /* of the page, while things are turned */
};

/* A form or an image: its object, and its own size. */
typedef struct Shown {
    int id;
    double width, height;
} Shown;

Canvas *
canvas_new(Objects *objects, Tags *tags)
{
    Canvas *canvas = g_new0(Canvas, 1);
    canvas->objects = objects;
    canvas->tags = tags;
    canvas->pages = objects_reserve(objects);
    canvas->resources = objects_reserve(objects);
    canvas->page_ids = g_array_new(FALSE, FALSE, sizeof(int));
    canvas->outline = outline_new();
    canvas->content = g_string_new(NULL);
    canvas->links = g_string_new(NULL);
    canvas->shown = g_array_new(FALSE, FALSE, sizeof(Shown));
    return canvas;
}

void
canvas_free(Canvas *canvas)
{
    g_array_unref(canvas->page_ids);
    outline_free(canvas->outline);
    g_string_free(canvas->content, TRUE);
    g_string_free(canvas->links, TRUE);
    g_array_unref(canvas->shown);
    g_free(canvas);
}

void
canvas_page_begin(Canvas *canvas, double width_pt, double height_pt)
{
    canvas->page = objects_reserve(canvas->objects);
    canvas->page_key = tags_page(canvas->tags, canvas->page);
    canvas->width = width_pt;
    canvas->height = height_pt;
    g_array_append_val(canvas->page_ids, canvas->page);
    g_string_truncate(canvas->content, 0);
    g_string_truncate(canvas->links, 0);
}

void
canvas_page_end(Canvas *canvas)
{
    g_autoptr(GString) page = g_string_new(NULL);
    int content = objects_reserve(canvas->objects);

    objects_stream(canvas->objects, content, "", canvas->content->str,
                   canvas->content->len);
    g_string_printf(page,
                    "<< /Type /Page /Parent %d 0 R /Resources %d 0 R"
                    " /Contents %d 0 R /StructParents %d /Tabs /S",
                    canvas->pages, canvas->resources, content,
                    canvas->page_key);
    g_string_append(page, " /MediaBox [0 0 ");
    objects_number(page, canvas->width);
    g_string_append_c(page, ' ');
    objects_number(page, canvas->height);
    g_string_append_c(page, ']');
    if (canvas->links->len > 0)
        g_string_append_printf(page, " /Annots [%s ]", canvas->links->str);
    g_string_append(page, " >>");
    objects_put(canvas->objects, canvas->page, page->str);
}

int
canvas_page_count(const Canvas *canvas)
{
    return (int)canvas->page_ids->len;
}

/* Appends COUNT operands and an operator. */
static void
operate(Canvas *canvas, const double *operands, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        objects_number(canvas->content, operands[i]);
        g_string_append_c(canvas->content, ' ');
    }
    g_string_append(canvas->content, name);
    g_string_append_c(canvas->content, '\n');
}

static void
set_color(Canvas *canvas, guint32 color, const char *name)
{
    double rgb[] = { (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0,
                     (color & 0xFF) / 255.0 };
    operate(canvas, rgb, 3, name);
}

void
canvas_mark_begin(Canvas *canvas, Tag *tag)
{
    if (canvas->outer != NULL)
        return;
    if (tag == NULL)
        g_string_append(canvas->content, "/Artifact BMC\n");
    else
        g_string_append_printf(canvas->content, "/Span << /MCID %d >> BDC\n",
                               tags_mark(canvas->tags, tag));
}

void
canvas_mark_end(Canvas *canvas)
{
    if (canvas->outer == NULL)
        g_string_append(canvas->content, "EMC\n");
}

/* A corner from the current point to (X, Y); KX, KY and LX, LY pull it, as
 * a circle's quarter is drawn with a cubic curve. */
static void
corner(Canvas *canvas, double kx, double ky, double lx, double ly, double x,
       double y)
{
    double points[] = { kx, ky, lx, ly, x, y };
    operate(canvas, points, 6, "c");
}

static void
path(Canvas *canvas, double x, double y, double width, double height,
     double radius)
{
    double left = x, right = x + width;
    double top = canvas->height - y, bottom = canvas->height - y - height;
    double r = MIN(radius, MIN(width, height) / 2);
    double k = r * 0.4477; /* 1 - 4/3 (sqrt 2 - 1): distance to the corner */

    if (r <= 0) {
        operate(canvas, (double[]){ left, bottom, width, height }, 4, "re");
        return;
    }
    operate(canvas, (double[]){ left + r, top }, 2, "m");
    operate(canvas, (double[]){ right - r, top }, 2, "l");
    corner(canvas, right - k, top, right, top - k, right, top - r);
    operate(canvas, (double[]){ right, bottom + r }, 2, "l");
    corner(canvas, right, bottom + k, right - k, bottom, right - r, bottom);
    operate(canvas, (double[]){ left + r, bottom }, 2, "l");
    corner(canvas, left + k, bottom, left, bottom + k, left, bottom + r);
    operate(canvas, (double[]){ left, top - r }, 2, "l");
    corner(canvas, left, top - k, left + k, top, left + r, top);
    operate(canvas, NULL, 0, "h");
}

void
canvas_fill(Canvas *canvas, double x, double y, double width, double height,
            double radius, guint32 color)
{
    set_color(canvas, color, "rg");
    path(canvas, x, y, width, height, radius);
    operate(canvas, NULL, 0, "f");
}

void
canvas_frame(Canvas *canvas, double x, double y, double width, double height,
             double radius, double line, guint32 color)
{
    set_color(canvas, color, "RG");
    operate(canvas, &line, 1, "w");
    path(canvas, x, y, width, height, radius);
    operate(canvas, NULL, 0, "S");
}

/* ---- paths, forms and images -------------------------------------------- */

/* The path itself, two decimals a number: it lies in a form of its own. */
static void
trace(Canvas *canvas, const char *verbs, gsize count, const float *numbers)
{
    for (gsize i = 0; i < count; i++) {
        int pairs = verbs[i] == 'C' ? 3 : verbs[i] == 'Z' ? 0 : 1;
        for (int j = 0; j < pairs; j++, numbers += 2) {
            objects_number(canvas->content, round(numbers[0] * 100.0) / 100);
            g_string_append_c(canvas->content, ' ');
            objects_number(canvas->content,
                           round((canvas->height - numbers[1]) * 100) / 100);
            g_string_append_c(canvas->content, ' ');
        }
        g_string_append_c(canvas->content,
                          verbs[i] == 'Z' ? 'h' : g_ascii_tolower(verbs[i]));
        g_string_append_c(canvas->content, '\n');
    }
}

void
canvas_path(Canvas *canvas, const PathPaint *paint, const char *verbs,
            gsize count, const float *numbers)
{
    static const char *const names[] = {
        [0] = "n",
        [PATH_FILL] = "f",
        [PATH_EVEN_ODD] = "n",
        [PATH_FILL | PATH_EVEN_ODD] = "f*",
        [PATH_STROKE] = "S",
        [PATH_STROKE | PATH_FILL] = "B",
        [PATH_STROKE | PATH_EVEN_ODD] = "S",
        [PATH_STROKE | PATH_FILL | PATH_EVEN_ODD] = "B*",
    };

    if (paint->flags & PATH_FILL)
        set_color(canvas, paint->fill, "rg");
    if (paint->flags & PATH_STROKE) {
        set_color(canvas, paint->stroke, "RG");
        operate(canvas, &paint->width, 1, "w");
        operate(canvas, &paint->miter, 1, "M");
        g_string_append_printf(canvas->content, "%d J %d j\n", paint->cap,
                               paint->join);
    }
    trace(canvas, verbs, count, numbers);
    operate(canvas, NULL, 0, names[paint->flags & 7]);
}

static int
add_shown(Canvas *canvas, Shown shown)
{
    g_array_append_val(canvas->shown, shown);
    return (int)canvas->shown->len;
}

void
canvas_form_begin(Canvas *canvas, double width, double height)
{
    canvas->outer = canvas->content;
    canvas->outer_width = canvas->width;
    canvas->outer_height = canvas->height;
    canvas->content = g_string_new(NULL);
    canvas->width = width;
    canvas->height = height;
}

int
canvas_form_end(Canvas *canvas)
{
    Shown form = { objects_reserve(canvas->objects), canvas->width,
                   canvas->height };
    g_autoptr(GString) entries =
        g_string_new("/Type /XObject /Subtype /Form /BBox [0 0 ");

    objects_number(entries, form.width);
    g_string_append_c(entries, ' ');
    objects_number(entries, form.height);
    g_string_append_printf(entries, "] /Resources %d 0 R", canvas->resources);
    objects_stream(canvas->objects, form.id, entries->str, canvas->content->str,
                   canvas->content->len);
    g_string_free(canvas->content, TRUE);
    canvas->content = g_steal_pointer(&canvas->outer);
    canvas->width = canvas->outer_width;
    canvas->height = canvas->outer_height;
    return add_shown(canvas, form);
}

int
canvas_image(Canvas *canvas, const guint8 *data, int width, int height,
             gboolean gray)
{
    Shown image = { objects_reserve(canvas->objects), 1, 1 };
    g_autofree char *entries =
        g_strdup_printf("/Type /XObject /Subtype /Image /Width %d /Height %d"
                        " /BitsPerComponent 8 /ColorSpace /%s",
                        width, height, gray ? "DeviceGray" : "DeviceRGB");

    objects_stream(canvas->objects, image.id, entries, data,
                   (gsize)width * (gsize)height * (gray ? 1 : 3));
    return add_shown(canvas, image);
}

/* A matrix wants more decimals than a place. */
static void
concatenate(Canvas *canvas, const double m[6])
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    for (int i = 0; i < 6; i++)
        g_string_append_printf(
            canvas->content, "%s ",
            g_ascii_formatd(number, sizeof number, "%.6f", m[i]));
    g_string_append(canvas->content, "cm\n");
}

void
canvas_show(Canvas *canvas, int number, double x, double y, double width,
            double height)
{
    const Shown *shown =
        &g_array_index(canvas->shown, Shown, (guint)number - 1);
    const double place[] = {
        width / shown->width,   0, 0,
        height / shown->height, x, canvas->height - y - height
    };

    g_string_append(canvas->content, "q\n");
    concatenate(canvas, place);
    g_string_append_printf(canvas->content, "/X%d Do\nQ\n", number);
}

void
canvas_bounds(const Canvas *canvas, double x, double y, double width,
              double height, double bounds[4])
{
    bounds[0] = x;
    bounds[1] = canvas->height - y - height;
    bounds[2] = x + width;
    bounds[3] = canvas->height - y;
}

void
canvas_turn_begin(Canvas *canvas, const double m[6])
{
    const double turned[] = { m[0], -m[1], -m[2],
                              m[3], m[4],  canvas->height - m[5] };

    g_string_append(canvas->content, "q\n");
    concatenate(canvas, turned);
    canvas->unturned_height = canvas->height;
    canvas->height = 0;
}

void
canvas_turn_end(Canvas *canvas)
{
    canvas->height = canvas->unturned_height;
    g_string_append(canvas->content, "Q\n");
}

void
canvas_write_resources(Canvas *canvas, const char *fonts)
{
    g_autoptr(GString) out = g_string_new("<< ");

    g_string_append(out, fonts);
    if (canvas->shown->len > 0)
        g_string_append(out, " /XObject <<");
    for (guint i = 0; i < canvas->shown->len; i++)
        g_string_append_printf(out, " /X%u %d 0 R", i + 1,
                               g_array_index(canvas->shown, Shown, i).id);
    g_string_append(out, canvas->shown->len > 0 ? " >> >>" : " >>");
    objects_put(canvas->objects, canvas->resources, out->str);
}

/* ---- text --------------------------------------------------------------- */

void
canvas_text_begin(Canvas *canvas, int font, double size, guint32 color,
                  double x, double y)
{
    set_color(canvas, color, "rg");
    g_string_append_printf(canvas->content, "BT /F%d ", font);
    operate(canvas, &size, 1, "Tf");
    operate(canvas, (double[]){ x, canvas->height - y }, 2, "Td");
}

static void
close_glyphs(Canvas *canvas)
{
    if (canvas->in_glyphs)
        g_string_append(canvas->content, ">] TJ\n");
    canvas->in_glyphs = FALSE;
}

static void
open_glyphs(Canvas *canvas)
{
    if (!canvas->in_glyphs)
        g_string_append(canvas->content, "[<");
    canvas->in_glyphs = TRUE;
}

void
canvas_text_end(Canvas *canvas)
{
    close_glyphs(canvas);
    g_string_append(canvas->content, "ET\n");
}

void
canvas_glyph(Canvas *canvas, guint code)
{
    open_glyphs(canvas);
    g_string_append_printf(canvas->content, "%04X", code);
}

void
canvas_move(Canvas *canvas, double thousandths)
{
    open_glyphs(canvas);
    g_string_append_c(canvas->content, '>');
    objects_number(canvas->content, -thousandths);
    g_string_append_c(canvas->content, '<');
}

void
canvas_rise(Canvas *canvas, double rise)
{
    close_glyphs(canvas);
    operate(canvas, &rise, 1, "Ts");
}

/* A literal string in ASCII, what must be escaped escaped (7.3.4.2). */
static void
append_literal(GString *out, const char *text)
{
    g_string_append_c(out, '(');
    for (const char *p = text; *p != '\0'; p++)
        if (*p == '(' || *p == ')' || *p == '\\')
            g_string_append_printf(out, "\\%c", *p);
        else if (g_ascii_isprint(*p))
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "%%%02X", (unsigned char)*p);
    g_string_append_c(out, ')');
}

void
canvas_link(Canvas *canvas, Tag *tag, double x, double y, double width,
            double height, const char *uri, const char *contents)
{
    g_autoptr(GString) link = g_string_new("<< /Type /Annot /Subtype /Link");
    int id = objects_reserve(canvas->objects);
    int key = tags_annotation(canvas->tags, tag, id);
    double corners[4];

    canvas_bounds(canvas, x, y, width, height, corners);
    g_string_append(link, " /Border [0 0 0] /F 4 /Rect [");
    for (int i = 0; i < 4; i++) {
        objects_number(link, corners[i]);
        g_string_append_c(link, ' ');
    }
    g_string_append_printf(link, "] /StructParent %d /Contents ", key);
    objects_text(link, contents, strlen(contents));
    g_string_append(link, " /A << /S /URI /URI ");
    append_literal(link, uri);
    g_string_append(link, " >> >>");
    objects_put(canvas->objects, id, link->str);
    g_string_append_printf(canvas->links, " %d 0 R", id);
}

void
canvas_outline(Canvas *canvas, int level, const char *title, double x, double y)
{
    outline_add(canvas->outline, level, title, canvas->page, x,
                canvas->height - y);
}

static void
write_pages(Canvas *canvas)
{
    g_autoptr(GString) out = g_string_new("<< /Type /Pages /Kids [");
    for (guint i = 0; i < canvas->page_ids->len; i++)
        g_string_append_printf(out, " %d 0 R",
                               g_array_index(canvas->page_ids, int, i));
    g_string_append_printf(out, " ] /Count %u >>", canvas->page_ids->len);
    objects_put(canvas->objects, canvas->pages, out->str);
}

void
canvas_write(Canvas *canvas, int *pages, int *outlines)
{
    write_pages(canvas);
    *pages = canvas->pages;
    *outlines = outline_write(canvas->outline, canvas->objects);
}
