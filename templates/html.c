#include <string.h>

#include "templates/fill.h"

/* HTML's elements without an end (HTML standard, 13.1.2 void elements). */
static const char *const VOIDS[] = { "area",  "base", "br",    "col",
                                     "embed", "hr",   "img",   "input",
                                     "link",  "meta", "param", "source",
                                     "track", "wbr",  NULL };

static gboolean
is_void(const char *name)
{
    return g_strv_contains(VOIDS, name);
}

/* What HTML reads as it stands; entities mean nothing there. */
static gboolean
is_raw(const xmlNode *node)
{
    return node && node->name &&
           (xmlStrEqual(node->name, BAD_CAST "style") ||
            xmlStrEqual(node->name, BAD_CAST "script"));
}

static void
put_escaped(GString *out, const char *text, gboolean in_attribute)
{
    const char *stops = in_attribute ? "&<>\"" : "&<>";
    for (;;) {
        gsize plain = strcspn(text, stops);
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        switch (*text++) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        default: return;
        }
    }
}

static void
put_attributes(GString *out, const xmlNode *node)
{
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        const xmlNode *value = at->children;
        g_string_append_c(out, ' ');
        g_string_append(out, (const char *)at->name);
        g_string_append(out, "=\"");
        if (value && value->content)
            put_escaped(out, (const char *)value->content, TRUE);
        g_string_append_c(out, '"');
    }
}

static gboolean
has_charset(const xmlNode *head)
{
    for (const xmlNode *at = head->children; at; at = at->next)
        if (xmlStrEqual(at->name, BAD_CAST "meta") &&
            xmlHasProp(at, BAD_CAST "charset"))
            return TRUE;
    return FALSE;
}

static void
put_node(GString *out, const xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (node->type == XML_TEXT_NODE) {
        const char *text = node->content ? (const char *)node->content : "";
        if (is_raw(node->parent))
            g_string_append(out, text);
        else
            put_escaped(out, text, FALSE);
        return;
    }
    if (node->type != XML_ELEMENT_NODE)
        return;
    g_string_append_c(out, '<');
    g_string_append(out, name);
    put_attributes(out, node);
    g_string_append_c(out, '>');
    if (is_void(name))
        return;
    if (g_str_equal(name, "head") && !has_charset(node))
        g_string_append(out, "<meta charset=\"utf-8\">");
    for (const xmlNode *at = node->children; at; at = at->next)
        put_node(out, at);
    g_string_append(out, "</");
    g_string_append(out, name);
    g_string_append_c(out, '>');
}

char *
template_html(xmlDoc *document)
{
    GString *out = g_string_sized_new(8192);
    g_string_append(out, "<!DOCTYPE html>\n");
    put_node(out, xmlDocGetRootElement(document));
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}
