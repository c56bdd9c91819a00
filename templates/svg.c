/* svg: an SVG's elements into a drawing (picture-parts.h). */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "templates/fill.h"
#include "templates/svg-path.h"
#include "templates/svg-style.h"

static const char SVG_SPACE[] = "http://www.w3.org/2000/svg";

/* The element at hand. */
typedef struct At {
    Drawing *drawing;
    Tracer *tracer;
    SvgStyle style;
    int depth;
} At;

/* Elements that draw, by name. */
typedef struct Element {
    const char *name;
    gboolean (*read)(At *at, const xmlNode *node, GError **error);
} Element;

gboolean
picture_fail(GError **error, long line, const char *format, ...)
{
    g_autofree char *cut = NULL; /* maybe in the middle of a character */
    g_autofree char *words = NULL;
    va_list args;

    va_start(args, format);
    cut = g_strdup_vprintf(format, args);
    va_end(args);
    words = g_utf8_make_valid(cut, -1);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER, _("rad %ld: %s"),
                line, words);
    return FALSE;
}

/* ---- attributes --------------------------------------------------------- */

/* The attribute NAME of NODE; the caller owns it.  NULL: there is none. */
static char *
attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

/* The length NAME, or FALLBACK where it is not given. */
static gboolean
read_length(const xmlNode *node, const char *name, double fallback,
            double *value, GError **error)
{
    g_autofree char *text = attribute(node, name);

    *value = fallback;
    if (text == NULL || svg_length(text, value))
        return TRUE;
    return picture_fail(error, xmlGetLineNo(node),
                        _("%s=\"%.40s\" är inte ett mått: skriv ett tal"), name,
                        text);
}

/* COUNT lengths at once, zero where they are not given. */
static gboolean
read_lengths(const xmlNode *node, const char *const *names, double *values,
             gsize count, GError **error)
{
    for (gsize i = 0; i < count; i++)
        if (!read_length(node, names[i], 0, &values[i], error))
            return FALSE;
    return TRUE;
}

/* An editor's own elements have a name space of their own. */
static gboolean
is_foreign(const xmlNode *node)
{
    return node->ns != NULL && !xmlStrEqual(node->ns->href, BAD_CAST SVG_SPACE);
}

/* Attributes that lead out of the drawing, or run something. */
static gboolean
check_attributes(const xmlNode *node, GError **error)
{
    for (const xmlAttr *at = node->properties; at != NULL; at = at->next) {
        const char *name = (const char *)at->name;
        if (g_ascii_strcasecmp(name, "href") == 0)
            return picture_fail(error, xmlGetLineNo(node),
                                _("<%s> hänvisar till något annat: lägg in "
                                  "det som egna former i bilden"),
                                node->name);
        if (g_ascii_strncasecmp(name, "on", 2) == 0)
            return picture_fail(error, xmlGetLineNo(node),
                                _("%s=\"…\" är ett skript: ta bort det"), name);
    }
    return TRUE;
}

/* ---- shapes ------------------------------------------------------------- */

/* Starts a shape of AT's look; its segments follow. */
static Shape
begin_shape(const At *at)
{
    return (Shape){ .paint = at->style.paint,
                    .verb = at->drawing->verbs->len,
                    .number = at->drawing->numbers->len };
}

/* A stroke that is wider one way than the other cannot be drawn as a line. */
static gboolean
scale_stroke(const At *at, const xmlNode *node, Shape *shape, GError **error)
{
    double scale = 0;

    if (!(shape->paint.flags & PATH_STROKE))
        return TRUE;
    if (!matrix_scale(&at->tracer->matrix, &scale))
        return picture_fail(error, xmlGetLineNo(node),
                            _("linjen dras ut mer åt ett håll än åt det "
                              "andra (transform): gör om den till en yta"));
    shape->paint.width =
        isfinite(scale) ? MIN(shape->paint.width * scale, PICTURE_UNITS * 10)
                        : 0;
    return TRUE;
}

static gboolean
end_shape(At *at, const xmlNode *node, Shape shape, GError **error)
{
    Drawing *drawing = at->drawing;

    if (at->tracer->full)
        return picture_fail(error, xmlGetLineNo(node),
                            _("bilden har fler än %d linjer och kurvor: "
                              "förenkla den"),
                            PICTURE_SEGMENTS_MAX);
    shape.verb_end = drawing->verbs->len;
    shape.number_end = drawing->numbers->len;
    if (shape.verb == shape.verb_end ||
        !(shape.paint.flags & (PATH_FILL | PATH_STROKE)))
        return TRUE;
    if (!scale_stroke(at, node, &shape, error))
        return FALSE;
    g_array_append_val(drawing->shapes, shape);
    return TRUE;
}

static gboolean
read_path(At *at, const xmlNode *node, GError **error)
{
    g_autofree char *data = attribute(node, "d");
    Shape shape = begin_shape(at);

    if (data != NULL && !svg_path(at->tracer, data))
        return picture_fail(error, xmlGetLineNo(node),
                            _("d=\"%.30s…\" är inte en väg som SVG skriver "
                              "den: spara om bilden i ett ritprogram"),
                            data);
    return end_shape(at, node, shape, error);
}

static gboolean
read_points(At *at, const xmlNode *node, GError **error)
{
    g_autofree char *points = attribute(node, "points");
    gboolean close = xmlStrEqual(node->name, BAD_CAST "polygon");
    Shape shape = begin_shape(at);

    if (points != NULL && !svg_points(at->tracer, points, close))
        return picture_fail(error, xmlGetLineNo(node),
                            _("points=\"%.30s…\" är inte par av tal: spara om "
                              "bilden i ett ritprogram"),
                            points);
    return end_shape(at, node, shape, error);
}

static gboolean
read_line(At *at, const xmlNode *node, GError **error)
{
    static const char *const names[] = { "x1", "y1", "x2", "y2" };
    double v[4];
    Shape shape = begin_shape(at);

    if (!read_lengths(node, names, v, G_N_ELEMENTS(v), error))
        return FALSE;
    tracer_move(at->tracer, v[0], v[1]);
    tracer_line(at->tracer, v[2], v[3]);
    shape.paint.flags &= ~(unsigned)PATH_FILL;
    return end_shape(at, node, shape, error);
}

static void
trace_ellipse(Tracer *tracer, double cx, double cy, double rx, double ry)
{
    tracer_move(tracer, cx + rx, cy);
    tracer_arc(tracer, rx, ry, 0, FALSE, TRUE, cx - rx, cy);
    tracer_arc(tracer, rx, ry, 0, FALSE, TRUE, cx + rx, cy);
    tracer_close(tracer);
}

static gboolean
read_ellipse(At *at, const xmlNode *node, GError **error)
{
    static const char *const names[] = { "cx", "cy", "rx", "ry" };
    static const char *const circle[] = { "cx", "cy", "r" };
    gboolean round = xmlStrEqual(node->name, BAD_CAST "circle");
    double v[4];
    Shape shape = begin_shape(at);

    if (!read_lengths(node, round ? circle : names, v, round ? 3 : 4, error))
        return FALSE;
    v[3] = round ? v[2] : v[3];
    if (v[2] > 0 && v[3] > 0)
        trace_ellipse(at->tracer, v[0], v[1], v[2], v[3]);
    return end_shape(at, node, shape, error);
}

static void
trace_rounded(Tracer *t, const double *v, double rx, double ry)
{
    double right = v[0] + v[2], bottom = v[1] + v[3];

    tracer_move(t, v[0] + rx, v[1]);
    tracer_line(t, right - rx, v[1]);
    tracer_arc(t, rx, ry, 0, FALSE, TRUE, right, v[1] + ry);
    tracer_line(t, right, bottom - ry);
    tracer_arc(t, rx, ry, 0, FALSE, TRUE, right - rx, bottom);
    tracer_line(t, v[0] + rx, bottom);
    tracer_arc(t, rx, ry, 0, FALSE, TRUE, v[0], bottom - ry);
    tracer_line(t, v[0], v[1] + ry);
    tracer_arc(t, rx, ry, 0, FALSE, TRUE, v[0] + rx, v[1]);
    tracer_close(t);
}

static void
trace_rectangle(Tracer *tracer, const double *v)
{
    tracer_move(tracer, v[0], v[1]);
    tracer_line(tracer, v[0] + v[2], v[1]);
    tracer_line(tracer, v[0] + v[2], v[1] + v[3]);
    tracer_line(tracer, v[0], v[1] + v[3]);
    tracer_close(tracer);
}

/* A radius that is not given is the other one (SVG 1.1, 9.2). */
static gboolean
read_rectangle(At *at, const xmlNode *node, GError **error)
{
    static const char *const names[] = { "x", "y", "width", "height" };
    double v[4], rx = 0, ry = 0;
    Shape shape = begin_shape(at);

    if (!read_lengths(node, names, v, G_N_ELEMENTS(v), error) ||
        !read_length(node, "rx", -1, &rx, error) ||
        !read_length(node, "ry", rx, &ry, error))
        return FALSE;
    rx = rx < 0 ? ry : rx;
    rx = CLAMP(rx, 0, MAX(v[2], 0) / 2);
    ry = CLAMP(ry, 0, MAX(v[3], 0) / 2);
    if (v[2] > 0 && v[3] > 0 && rx > 0 && ry > 0)
        trace_rounded(at->tracer, v, rx, ry);
    else if (v[2] > 0 && v[3] > 0)
        trace_rectangle(at->tracer, v);
    return end_shape(at, node, shape, error);
}

/* ---- text --------------------------------------------------------------- */

static gboolean
add_letters(At *at, const xmlNode *node, Letters letters, GError **error)
{
    Drawing *drawing = at->drawing;
    Shape shape = { .paint = at->style.paint };

    if (drawing->texts->len >= PICTURE_TEXTS_MAX)
        return picture_fail(error, xmlGetLineNo(node),
                            _("bilden har fler än %d texter: ta bort några"),
                            PICTURE_TEXTS_MAX);
    letters.words = g_strdup(letters.words);
    g_array_append_val(drawing->texts, letters);
    shape.text = drawing->texts->len;
    g_array_append_val(drawing->shapes, shape);
    return TRUE;
}

/* The words of NODE, white space made single; the caller owns them.  NULL
 * sets ERROR: there are elements inside. */
static char *
read_words(const xmlNode *node, GError **error)
{
    GString *out = g_string_new(NULL);

    for (const xmlNode *kid = node->children; kid != NULL; kid = kid->next) {
        if (kid->type == XML_ELEMENT_NODE) {
            g_string_free(out, TRUE);
            picture_fail(error, xmlGetLineNo(kid),
                         _("<%s> i en text ritas inte: dela upp den i flera "
                           "<text>, eller gör om den till former"),
                         kid->name);
            return NULL;
        }
        if (kid->content != NULL)
            g_string_append(out, (const char *)kid->content);
    }
    g_strdelimit(out->str, "\t\r\n", ' ');
    g_strstrip(out->str);
    return g_string_free(out, FALSE);
}

/* Where a text begins: far outside is as good as a little. */
static Matrix
place_letters(const At *at, double x, double y)
{
    const Matrix start = { 1, 0, 0, 1, x, y };
    Matrix place = matrix_within(&at->tracer->matrix, &start);
    return (Matrix){
        svg_reach(place.a), svg_reach(place.b), svg_reach(place.c),
        svg_reach(place.d), svg_reach(place.e), svg_reach(place.f),
    };
}

static gboolean
read_text(At *at, const xmlNode *node, GError **error)
{
    static const char *const names[] = { "x", "y" };
    g_autofree char *words = read_words(node, error);
    Letters letters = { words, at->tracer->matrix, at->style.size,
                        at->style.weight, at->style.anchor };
    double v[2];

    if (words == NULL || !read_lengths(node, names, v, 2, error))
        return FALSE;
    if (*words == '\0' || !(at->style.paint.flags & PATH_FILL))
        return TRUE;
    if (at->style.paint.flags & PATH_STROKE)
        return picture_fail(error, xmlGetLineNo(node),
                            _("en text med kantlinje (stroke) ritas inte: "
                              "gör om den till former"));
    letters.place = place_letters(at, v[0], v[1]);
    return add_letters(at, node, letters, error);
}

/* ---- the tree ----------------------------------------------------------- */

static gboolean read_kids(At *at, const xmlNode *node, GError **error);

static gboolean
read_group(At *at, const xmlNode *node, GError **error)
{
    return read_kids(at, node, error);
}

/* Inkscape writes an empty one into every drawing. */
static gboolean
read_definitions(At *at, const xmlNode *node, GError **error)
{
    (void)at;
    for (const xmlNode *kid = node->children; kid != NULL; kid = kid->next)
        if (kid->type == XML_ELEMENT_NODE && !is_foreign(kid))
            return picture_fail(error, xmlGetLineNo(kid),
                                _("<%s> ritas inte: gör om toningar, mönster, "
                                  "klipp och stilar till rena färger och "
                                  "former"),
                                kid->name);
    return TRUE;
}

/* What is never seen. */
static gboolean
read_note(At *at, const xmlNode *node, GError **error)
{
    (void)at;
    (void)node;
    (void)error;
    return TRUE;
}

static const Element ELEMENTS[] = {
    { "g", read_group },          { "path", read_path },
    { "rect", read_rectangle },   { "circle", read_ellipse },
    { "ellipse", read_ellipse },  { "line", read_line },
    { "polyline", read_points },  { "polygon", read_points },
    { "text", read_text },        { "title", read_note },
    { "desc", read_note },        { "metadata", read_note },
    { "defs", read_definitions },
};

/* What is asked for most often, and what to do about it. */
static const struct {
    const char *name, *advice;
} REFUSED[] = {
    { "script", N_("ta bort skriptet") },
    { "image", N_("lägg in bilden som former, eller spara allt som PNG") },
    { "foreignObject", N_("gör om det till former och <text>") },
    { "style", N_("spara med färgerna i attribut (fill, stroke) på varje "
                  "form") },
    { "use", N_("lägg in formen själv på varje plats") },
    { "a", N_("ta bort länken och behåll det som är i den") },
    { "linearGradient", N_("gör om toningen till en enda färg") },
    { "radialGradient", N_("gör om toningen till en enda färg") },
    { "filter", N_("ta bort effekten") },
    { "mask", N_("klipp till formen själv") },
    { "clipPath", N_("klipp till formen själv") },
    { "pattern", N_("gör om mönstret till en enda färg") },
};

static gboolean
refuse(const xmlNode *node, GError **error)
{
    const char *advice = _("gör om det till former i rena färger");

    for (gsize i = 0; i < G_N_ELEMENTS(REFUSED); i++)
        if (xmlStrEqual(node->name, BAD_CAST REFUSED[i].name))
            advice = _(REFUSED[i].advice);
    return picture_fail(error, xmlGetLineNo(node), _("<%s> ritas inte: %s"),
                        node->name, advice);
}

static gboolean
enter(At *at, const xmlNode *node, Matrix *matrix, GError **error)
{
    g_autofree char *transform = attribute(node, "transform");
    Matrix own = MATRIX_NONE;

    if (!check_attributes(node, error) ||
        !svg_style_apply(&at->style, node, error))
        return FALSE;
    if (transform != NULL && !svg_transform(transform, &own))
        return picture_fail(error, xmlGetLineNo(node),
                            _("transform=\"%.40s\" förstås inte: spara om "
                              "bilden i ett ritprogram"),
                            transform);
    *matrix = matrix_within(&at->tracer->matrix, &own);
    return TRUE;
}

static gboolean
read_element(const At *outer, const xmlNode *node, GError **error)
{
    At at = *outer;
    Tracer tracer = { .drawing = outer->drawing };
    const Element *element = NULL;

    for (gsize i = 0; i < G_N_ELEMENTS(ELEMENTS) && element == NULL; i++)
        if (xmlStrEqual(node->name, BAD_CAST ELEMENTS[i].name))
            element = &ELEMENTS[i];
    if (element == NULL)
        return refuse(node, error);
    if (element->read == read_note)
        return TRUE;
    if (++at.depth > PICTURE_DEPTH_MAX)
        return picture_fail(error, xmlGetLineNo(node),
                            _("fler än %d grupper inuti varandra: lös upp "
                              "några"),
                            PICTURE_DEPTH_MAX);
    if (!enter(&at, node, &tracer.matrix, error))
        return FALSE;
    at.tracer = &tracer;
    return element->read(&at, node, error);
}

static gboolean
read_kids(At *at, const xmlNode *node, GError **error)
{
    for (const xmlNode *kid = node->children; kid != NULL; kid = kid->next)
        if (kid->type == XML_ELEMENT_NODE && !is_foreign(kid) &&
            !read_element(at, kid, error))
            return FALSE;
    return TRUE;
}

gboolean
drawing_read(Drawing *drawing, const xmlNode *root, const Matrix *matrix,
             GError **error)
{
    Tracer tracer = { .drawing = drawing, .matrix = *matrix };
    At at = { drawing, &tracer, svg_style_root(), 0 };

    return check_attributes(root, error) &&
           svg_style_apply(&at.style, root, error) &&
           read_kids(&at, root, error);
}
