/* svg-file: the file around an SVG's drawing: what may not be in it at all,
 * and how large it is. */
#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "templates/fill.h"
#include "templates/svg-path.h"

typedef xmlDoc XmlDoc;
typedef xmlParserCtxt XmlContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlContext, xmlFreeParserCtxt)

/* Of CSS pixels, 96 to the inch. */
static const double POINTS_A_PIXEL = 0.75;

/* A drawing is wider or higher than this many of its own units: nobody's. */
static const double SIDE_LEAST = 1e-3, SIDE_MOST = 1e6;

/* How many times wider than high a drawing may be, and the other way. */
static const double RATIO_MOST = 1000;

Drawing *
drawing_new(void)
{
    Drawing *drawing = g_new0(Drawing, 1);
    drawing->verbs = g_string_new(NULL);
    drawing->numbers = g_array_new(FALSE, FALSE, sizeof(float));
    drawing->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
    drawing->texts = g_array_new(FALSE, FALSE, sizeof(Letters));
    return drawing;
}

void
drawing_free(Drawing *drawing)
{
    for (guint i = 0; i < drawing->texts->len; i++)
        g_free(g_array_index(drawing->texts, Letters, i).words);
    g_string_free(drawing->verbs, TRUE);
    g_array_unref(drawing->numbers);
    g_array_unref(drawing->shapes);
    g_array_unref(drawing->texts);
    g_free(drawing);
}

static long
line_of(const char *text, const char *at)
{
    long line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

/* What is refused before any of it is parsed: a DTD can say of a few bytes
 * that they are many. */
static gboolean
check_source(const char *text, gsize length, GError **error)
{
    const char *bad = text;

    if (!g_utf8_validate(text, (gssize)length, &bad))
        return picture_fail(error, line_of(text, bad),
                            _("SVG-bilden är inte UTF-8: spara om den"));
    bad = g_strstr_len(text, (gssize)length, "<!DOCTYPE");
    if (bad == NULL)
        bad = g_strstr_len(text, (gssize)length, "<!ENTITY");
    if (bad != NULL)
        return picture_fail(error, line_of(text, bad),
                            _("DOCTYPE och entiteter läses inte: ta bort "
                              "<!DOCTYPE …>, eller spara om bilden som vanlig "
                              "SVG"));
    bad = g_strstr_len(text, (gssize)length, "<?xml-stylesheet");
    if (bad != NULL)
        return picture_fail(error, line_of(text, bad),
                            _("stilmallar läses inte: spara bilden med "
                              "färgerna i varje form"));
    return TRUE;
}

static XmlDoc *
read_tree(const char *text, gsize length, GError **error)
{
    enum {
        OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                  XML_PARSE_NOCDATA,
    };
    g_autoptr(XmlContext) context = xmlNewParserCtxt();
    g_autoptr(XmlDoc) tree =
        xmlCtxtReadMemory(context, text, (int)length, NULL, "UTF-8", OPTIONS);
    const xmlError *wrong = xmlCtxtGetLastError(context);
    g_autofree char *what = g_strdup(wrong != NULL ? wrong->message : "");

    if (tree != NULL && context->wellFormed && tree->intSubset == NULL)
        return g_steal_pointer(&tree);
    picture_fail(error, wrong != NULL ? wrong->line : 1,
                 _("SVG-bilden är inte välformad (%s): spara om den"),
                 g_strchomp(what));
    return NULL;
}

/* ---- size --------------------------------------------------------------- */

/* A length in pixels; what is not given, or in percent, stays 0. */
static gboolean
read_side(const xmlNode *root, const char *name, double *side, GError **error)
{
    xmlChar *text = xmlGetNoNsProp(root, BAD_CAST name);
    gboolean ok = text == NULL || strchr((char *)text, '%') != NULL ||
                  strcmp((char *)text, "auto") == 0 ||
                  (svg_length((char *)text, side) && *side >= 0);

    if (!ok)
        picture_fail(error, xmlGetLineNo(root),
                     _("%s=\"%.40s\" är inte ett mått: skriv ett tal"), name,
                     (char *)text);
    xmlFree(text);
    return ok;
}

/* BOX: x, y, width and height in user units; 0 wide where not given. */
static gboolean
read_view_box(const xmlNode *root, double *box, GError **error)
{
    xmlChar *text = xmlGetNoNsProp(root, BAD_CAST "viewBox");
    const char *at = (const char *)text;
    gboolean ok = TRUE;

    for (int i = 0; i < 4 && at != NULL && ok; i++)
        ok = svg_number(&at, &box[i]);
    ok = ok && (at == NULL || *at == '\0');
    if (!ok)
        picture_fail(error, xmlGetLineNo(root),
                     _("viewBox=\"%.60s\" är inte fyra tal"), (char *)text);
    xmlFree(text);
    return ok;
}

static gboolean
check_sides(const xmlNode *root, double width, double height, GError **error)
{
    double least = MIN(width, height), most = MAX(width, height);

    if (least >= SIDE_LEAST && most <= SIDE_MOST && most <= least * RATIO_MOST)
        return TRUE;
    return picture_fail(error, xmlGetLineNo(root),
                        _("bildens storlek framgår inte: skriv viewBox=\"0 0 "
                          "bredd höjd\" på <svg>"));
}

/* The box fitted into the picture's own size, in its middle: what
 * preserveAspectRatio says when nobody says anything. */
static Matrix
fit(const double *box, double width, double height, double units)
{
    double scale = MIN(width / box[2], height / box[3]);
    return (Matrix){
        scale * units,
        0,
        0,
        scale * units,
        ((width - scale * box[2]) / 2 - scale * box[0]) * units,
        ((height - scale * box[3]) / 2 - scale * box[1]) * units,
    };
}

static gboolean
check_aspect(const xmlNode *root, GError **error)
{
    xmlChar *text = xmlGetNoNsProp(root, BAD_CAST "preserveAspectRatio");
    gboolean ok = text == NULL || strcmp((char *)text, "xMidYMid") == 0 ||
                  strcmp((char *)text, "xMidYMid meet") == 0;

    if (!ok)
        picture_fail(error, xmlGetLineNo(root),
                     _("preserveAspectRatio=\"%.30s\" läses inte: ta bort det "
                       "och låt viewBox säga bildens form"),
                     (char *)text);
    xmlFree(text);
    return ok;
}

static gboolean
read_size(const xmlNode *root, Picture *picture, Matrix *matrix, GError **error)
{
    double box[4] = { 0 }, width = 0, height = 0, units = 0;

    if (!check_aspect(root, error) ||
        !read_side(root, "width", &width, error) ||
        !read_side(root, "height", &height, error) ||
        !read_view_box(root, box, error))
        return FALSE;
    if (box[2] <= 0 || box[3] <= 0) {
        box[2] = width;
        box[3] = height;
    }
    if (!check_sides(root, box[2], box[3], error))
        return FALSE;
    if (width <= 0 && height <= 0)
        width = box[2];
    if (width <= 0)
        width = height * box[2] / box[3];
    if (height <= 0)
        height = width * box[3] / box[2];
    if (!check_sides(root, width, height, error))
        return FALSE;
    units = PICTURE_UNITS / MAX(width, height);
    *matrix = fit(box, width, height, units);
    picture->width = width * POINTS_A_PIXEL;
    picture->height = height * POINTS_A_PIXEL;
    picture->drawing->width = width * units;
    picture->drawing->height = height * units;
    return TRUE;
}

gboolean
picture_read_svg(Picture *picture, const char *text, gsize length,
                 GError **error)
{
    g_autoptr(XmlDoc) tree = NULL;
    const xmlNode *root = NULL;
    Matrix matrix = MATRIX_NONE;

    if (!check_source(text, length, error) ||
        (tree = read_tree(text, length, error)) == NULL)
        return FALSE;
    root = xmlDocGetRootElement(tree);
    if (!xmlStrEqual(root->name, BAD_CAST "svg"))
        return picture_fail(error, xmlGetLineNo(root),
                            _("<%s> är ingen bild: en SVG börjar med <svg>"),
                            root->name);
    picture->drawing = drawing_new();
    return read_size(root, picture, &matrix, error) &&
           drawing_read(picture->drawing, root, &matrix, error);
}
