#include "templates/svg-style.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/svg-path.h"

typedef enum {
    SVG_BAD,     /* the value is not understood */
    SVG_TAKEN,   /* laid over the style */
    SVG_REFUSED, /* it would change the look, and we cannot */
} Outcome;

typedef Outcome (*Reader)(SvgStyle *style, const char *value);

SvgStyle
svg_style_root(void)
{
    return (SvgStyle){
        .paint = { .flags = PATH_FILL, .width = 1, .miter = 4 },
        .size = 16,
        .weight = 400,
    };
}

static Outcome
read_paint(const char *value, unsigned flag, unsigned *flags, guint32 *color)
{
    gboolean is_none = FALSE;

    if (g_str_has_prefix(value, "url("))
        return SVG_REFUSED;
    if (!svg_color(value, color, &is_none))
        return SVG_BAD;
    *flags = is_none ? *flags & ~flag : *flags | flag;
    return SVG_TAKEN;
}

static Outcome
read_fill(SvgStyle *style, const char *value)
{
    return read_paint(value, PATH_FILL, &style->paint.flags,
                      &style->paint.fill);
}

static Outcome
read_stroke(SvgStyle *style, const char *value)
{
    return read_paint(value, PATH_STROKE, &style->paint.flags,
                      &style->paint.stroke);
}

static Outcome
read_stroke_width(SvgStyle *style, const char *value)
{
    return svg_length(value, &style->paint.width) && style->paint.width >= 0
               ? SVG_TAKEN
               : SVG_BAD;
}

static Outcome
read_fill_rule(SvgStyle *style, const char *value)
{
    style->paint.flags &= ~(unsigned)PATH_EVEN_ODD;
    if (g_str_equal(value, "evenodd"))
        style->paint.flags |= PATH_EVEN_ODD;
    else if (!g_str_equal(value, "nonzero"))
        return SVG_BAD;
    return SVG_TAKEN;
}

/* The place of VALUE among words, which end with NULL. */
static Outcome
read_word(const char *value, const char *const *words, int *place)
{
    for (int i = 0; words[i] != NULL; i++)
        if (g_str_equal(value, words[i])) {
            *place = i;
            return SVG_TAKEN;
        }
    return SVG_BAD;
}

static Outcome
read_cap(SvgStyle *style, const char *value)
{
    static const char *const words[] = { "butt", "round", "square", NULL };
    return read_word(value, words, &style->paint.cap);
}

static Outcome
read_join(SvgStyle *style, const char *value)
{
    static const char *const words[] = { "miter", "round", "bevel", NULL };
    return read_word(value, words, &style->paint.join);
}

static Outcome
read_miter(SvgStyle *style, const char *value)
{
    return svg_length(value, &style->paint.miter) && style->paint.miter >= 1
               ? SVG_TAKEN
               : SVG_BAD;
}

static Outcome
read_anchor(SvgStyle *style, const char *value)
{
    static const char *const words[] = { "start", "middle", "end", NULL };
    return read_word(value, words, &style->anchor);
}

static Outcome
read_size(SvgStyle *style, const char *value)
{
    return svg_length(value, &style->size) && style->size > 0 ? SVG_TAKEN
                                                              : SVG_BAD;
}

/* The house has three weights (PRINT.md): the nearest one. */
static Outcome
read_weight(SvgStyle *style, const char *value)
{
    double number = 0;

    if (g_str_equal(value, "normal"))
        number = 400;
    else if (g_str_equal(value, "bold"))
        number = 700;
    else if (!svg_length(value, &number))
        return SVG_BAD;
    style->weight = number < 500 ? 400 : number < 650 ? 600 : 700;
    return SVG_TAKEN;
}

/* Text is set in the sheet's own family. */
static Outcome
read_nothing(SvgStyle *style, const char *value)
{
    (void)style;
    (void)value;
    return SVG_TAKEN;
}

// clang-format off
static const struct {
    const char *name;
    Reader read; /* NULL: only values that change nothing */
} PROPERTIES[] = {
    { "fill", read_fill },             { "stroke", read_stroke },
    { "stroke-width", read_stroke_width },
    { "fill-rule", read_fill_rule },   { "stroke-linecap", read_cap },
    { "stroke-linejoin", read_join },  { "stroke-miterlimit", read_miter },
    { "text-anchor", read_anchor },    { "font-size", read_size },
    { "font-weight", read_weight },    { "font-family", read_nothing },
    { "color", read_nothing },         { "shape-rendering", read_nothing },
    { "text-rendering", read_nothing },{ "image-rendering", read_nothing },
    { "color-rendering", read_nothing },
    { "pointer-events", read_nothing },{ "cursor", read_nothing },
    { "color-interpolation", read_nothing },
    { "color-interpolation-filters", read_nothing },
    { "clip-rule", read_nothing },     { "white-space", read_nothing },
    { "solid-color", read_nothing },   { "stop-color", read_nothing },
    { "line-height", read_nothing },   { "isolation", read_nothing },
    { "overflow", read_nothing },      { "enable-background", read_nothing },
    { "paint-order", NULL },           { "opacity", NULL },
    { "fill-opacity", NULL },          { "stroke-opacity", NULL },
    { "stroke-dasharray", NULL },      { "stroke-dashoffset", NULL },
    { "filter", NULL },                { "mask", NULL },
    { "clip-path", NULL },             { "clip", NULL },
    { "display", NULL },               { "visibility", NULL },
    { "mix-blend-mode", NULL },        { "marker", NULL },
    { "marker-start", NULL },          { "marker-mid", NULL },
    { "marker-end", NULL },            { "vector-effect", NULL },
    { "font-style", NULL },            { "font-variant", NULL },
    { "font-stretch", NULL },          { "letter-spacing", NULL },
    { "word-spacing", NULL },          { "text-decoration", NULL },
    { "dominant-baseline", NULL },     { "alignment-baseline", NULL },
    { "baseline-shift", NULL },        { "writing-mode", NULL },
    { "direction", NULL },             { "unicode-bidi", NULL },
};
// clang-format on

/* Values that leave everything as it is without them. */
static const char *const NEUTRAL[] = {
    "none",  "normal",        "auto", "visible", "inline",     "block",
    "1",     "1.0",           "100%", "inherit", "alphabetic", "baseline",
    "lr-tb", "horizontal-tb", "ltr",  "0",       "unset",      "initial",
};

gboolean
svg_is_property(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PROPERTIES); i++)
        if (g_str_equal(PROPERTIES[i].name, name))
            return TRUE;
    return FALSE;
}

/* "0" hides with opacity, and is nothing to a spacing. */
static gboolean
is_neutral(const char *name, const char *value)
{
    for (gsize i = 0; i < G_N_ELEMENTS(NEUTRAL); i++)
        if (g_ascii_strcasecmp(value, NEUTRAL[i]) == 0)
            return !(g_str_has_suffix(name, "opacity") &&
                     g_str_equal(value, "0")) &&
                   !(g_str_equal(name, "display") &&
                     g_str_equal(value, "none"));
    return FALSE;
}

static Outcome
apply_property(SvgStyle *style, const char *name, const char *value)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PROPERTIES); i++)
        if (g_str_equal(PROPERTIES[i].name, name) && PROPERTIES[i].read != NULL)
            return g_str_equal(value, "inherit")
                       ? SVG_TAKEN
                       : PROPERTIES[i].read(style, value);
    /* an editor's own notes begin with a dash */
    return *name == '-' || is_neutral(name, value) ? SVG_TAKEN : SVG_REFUSED;
}

static gboolean
lay_property(SvgStyle *style, const xmlNode *node, const char *name,
             const char *value, GError **error)
{
    switch (apply_property(style, name, value)) {
    case SVG_TAKEN: return TRUE;
    case SVG_BAD:
        return picture_fail(error, xmlGetLineNo(node),
                            _("%s=\"%.40s\" förstås inte: skriv färger som "
                              "#rrggbb och mått som tal"),
                            name, value);
    default:
        if (g_str_has_prefix(value, "url("))
            return picture_fail(error, xmlGetLineNo(node),
                                _("%s=\"%.40s\" ritas inte: gör om toningen "
                                  "eller mönstret till en enda färg"),
                                name, value);
        return picture_fail(error, xmlGetLineNo(node),
                            _("%s=\"%.40s\" ritas inte: gör om det till hela "
                              "ytor i rena färger"),
                            name, value);
    }
}

/* style="fill: red; stroke: none". */
static gboolean
lay_style(SvgStyle *style, const xmlNode *node, const char *text,
          GError **error)
{
    g_auto(GStrv) rules = g_strsplit(text, ";", -1);

    for (char **rule = rules; *rule != NULL; rule++) {
        char *value = strchr(*rule, ':');
        if (value == NULL)
            continue;
        *value++ = '\0';
        g_strstrip(value);
        if (!lay_property(style, node, g_strstrip(*rule), value, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
svg_style_apply(SvgStyle *style, const xmlNode *node, GError **error)
{
    gboolean ok = TRUE;
    xmlChar *rules = NULL;

    for (const xmlAttr *at = node->properties; at != NULL && ok;
         at = at->next) {
        const char *name = (const char *)at->name;
        xmlChar *value = NULL;
        if (at->ns != NULL || !svg_is_property(name))
            continue;
        value = xmlNodeListGetString(node->doc, at->children, 1);
        ok =
            lay_property(style, node, name,
                         value != NULL ? g_strstrip((char *)value) : "", error);
        xmlFree(value);
    }
    rules = xmlGetNoNsProp(node, BAD_CAST "style"); /* wins over attributes */
    ok = ok &&
         (rules == NULL || lay_style(style, node, (const char *)rules, error));
    xmlFree(rules);
    return ok;
}
