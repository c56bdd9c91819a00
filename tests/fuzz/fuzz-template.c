/*
 * A template and the data it is filled with: XHTML, a line "%%", JSON.
 *
 * What comes out must be no more markup than the template had: a value is
 * text wherever it lands.
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "templates/fill.h"
#include "tests/fuzz/fuzz.h"

typedef xmlDoc XmlDoc;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xmlFreeDoc)

static JsonNode *
data_of(const char *text)
{
    JsonNode *node =
        g_utf8_validate(text, -1, NULL) ? json_from_string(text, NULL) : NULL;
    if (node != NULL && JSON_NODE_HOLDS_OBJECT(node))
        return node;
    g_clear_pointer(&node, json_node_unref);
    node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, json_object_new());
    return node;
}

static void
read_out(XmlDoc *document)
{
    g_autofree char *html = template_html(document);
    g_autofree char *text = template_text(document);
    g_autofree char *title = template_title(document);
    g_assert_true(g_utf8_validate(html, -1, NULL));
    g_assert_true(g_utf8_validate(text, -1, NULL));
    if (title != NULL)
        fuzz_expect_line(title);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    enum { JSON_MAX = 65536 }; /* json-glib has no bound of its own */
    char *pieces[2] = { NULL };
    g_autoptr(GError) error = NULL;
    fuzz_split(data, size, "%%", pieces, G_N_ELEMENTS(pieces));
    g_autofree char *page = pieces[0] != NULL ? pieces[0] : g_strdup("");
    g_autofree char *facts = pieces[1] != NULL ? pieces[1] : g_strdup("{}");
    g_autoptr(Template) template =
        template_parse("mall.xhtml", page, strlen(page), &error);
    g_assert_true((template == NULL) == (error != NULL));
    if (template == NULL || strlen(facts) > JSON_MAX)
        return;
    g_autoptr(JsonNode) node = data_of(facts);
    g_autoptr(XmlDoc) document = template_fill(template, node, &error);
    g_assert_true((document == NULL) == (error != NULL));
    if (document != NULL)
        read_out(document);
}
