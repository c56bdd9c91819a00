#include "templates/spans.h"

#include <string.h>

static const char SOFT_HYPHEN[] = "\u00AD";

/* So many letters look lost on a line of their own. */
enum { SHORT_TAIL = 3 };

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start,
              guint end)
{
    attribute->start_index = start;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static PangoFontDescription *
describe(const Style *style)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FONTS_FAMILY);
    pango_font_description_set_weight(font, (PangoWeight)style->weight);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    return font;
}

/* Pango splits runs where a colour changes, which is all it is for here. */
static void
add_span_attributes(PangoAttrList *list, const Span *span)
{
    PangoFontDescription *font = describe(&span->style);
    guint32 color = style_ink(&span->style);

    add_attribute(list, pango_attr_font_desc_new(font), span->start, span->end);
    add_attribute(list,
                  pango_attr_foreground_new((guint16)(color >> 8),
                                            (guint16)(color << 8),
                                            span->href != NULL),
                  span->start, span->end);
    pango_font_description_free(font);
}

/* No line ends at the space AT. */
static void
hold_space(PangoAttrList *list, guint at)
{
    add_attribute(list, pango_attr_allow_breaks_new(FALSE), at, at + 2);
}

/* The spaces of a name do not break, its hyphens do. */
static void
hold_together(PangoAttrList *list, const Span *span, const char *text)
{
    for (guint i = span->start; i < span->end; i++)
        if (text[i] == ' ')
            hold_space(list, i);
}

/* A number stays with what it counts: "12 minuter", "47 C". */
static void
hold_numbers(PangoAttrList *list, const char *text)
{
    for (const char *p = text; (p = strchr(p, ' ')) != NULL; p++) {
        guint at = (guint)(p - text);
        if (at > 0 && g_ascii_isdigit(p[-1]) &&
            g_unichar_isalpha(g_utf8_get_char(p + 1)))
            hold_space(list, at);
    }
}

/* No line is left with a house number or an "AB" alone. */
static void
hold_tail(PangoAttrList *list, const char *text)
{
    const char *space = strrchr(text, ' ');
    guint at = space != NULL ? (guint)(space - text) : 0;
    if (at > 0 && g_utf8_strlen(space + 1, -1) <= SHORT_TAIL)
        hold_space(list, at);
}

/* A word that fits in its column is not parted. */
static void
hold_words(PangoAttrList *list, const char *text)
{
    for (const char *p = text; (p = strstr(p, SOFT_HYPHEN)) != NULL;) {
        guint start = (guint)(p - text);
        p += strlen(SOFT_HYPHEN);
        add_attribute(list, pango_attr_allow_breaks_new(FALSE), start,
                      (guint)(g_utf8_next_char(p) - text));
    }
}

PangoAttrList *
spans_attributes(const Words *words, gboolean parted)
{
    PangoAttrList *list = pango_attr_list_new();
    const char *text = words->text->str;

    /* what is copied and searched for must be what is read */
    add_attribute(
        list,
        pango_attr_font_features_new("liga 0, clig 0, dlig 0, calt 0, tnum 1"),
        0, G_MAXUINT);
    for (guint i = 0; i < words->spans->len; i++) {
        const Span *span = &g_array_index(words->spans, Span, i);
        if (span->start >= span->end)
            continue;
        add_span_attributes(list, span);
        if (span->style.flags & STYLE_TOGETHER)
            hold_together(list, span, text);
    }
    for (guint i = 0; i < words->joints->len; i++) {
        const Joint *joint = &g_array_index(words->joints, Joint, i);
        add_attribute(list, pango_attr_family_new(joint->family), joint->start,
                      joint->end);
    }
    hold_numbers(list, text);
    if (!parted) {
        hold_words(list, text);
        hold_tail(list, text);
    }
    return list;
}
