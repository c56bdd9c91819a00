#include "templates/screen.h"

#include <libxml/parser.h>
#include <string.h>

/* A page that may be opened from anywhere asks nobody for anything. */
static const char POLICY[] =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

typedef struct Screen {
    gboolean text; /* not a page: its words alone */
    Pictures *pictures;
    GError *fault; /* the first picture that cannot be drawn */
} Screen;

static gboolean
is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

static char *
attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

static gboolean
has_class(const xmlNode *node, const char *name)
{
    g_autofree char *classes = attribute(node, "class");
    g_auto(GStrv) words = g_strsplit_set(classes ? classes : "", " \n", -1);
    return g_strv_contains((const char *const *)words, name);
}

static void
remove_node(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static xmlNode *
child_named(const xmlNode *node, const char *name)
{
    for (xmlNode *at = node->children; at != NULL; at = at->next)
        if (is_named(at, name))
            return at;
    return NULL;
}

static gboolean
is_empty(const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent(node);
    g_autofree char *words = g_strstrip(g_strdup((const char *)text));
    xmlFree(text);
    return *words == '\0';
}

/* ---- pictures ------------------------------------------------------------------------- */

/* PICTURE as XML: HTML's own img has no end. */
static xmlDoc *
read_picture(const Picture *picture, const char *alt)
{
    g_autofree char *html = picture_html(picture, alt);
    g_autoptr(GString) text = g_string_new(html);
    if (g_str_has_prefix(html, "<img ") && !g_str_has_suffix(html, "/>"))
        g_string_insert_c(text, (gssize)text->len - 1, '/');
    return xmlReadMemory(text->str, (int)text->len, NULL, "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_NOERROR |
                             XML_PARSE_NOWARNING | XML_PARSE_HUGE);
}

/* IMG becomes the picture itself; without one it is left out. */
static void
draw_picture(Screen *screen, xmlNode *img)
{
    g_autofree char *src = attribute(img, "src");
    g_autofree char *alt = attribute(img, "alt");
    g_autofree char *classes = attribute(img, "class");
    Picture *picture =
        screen->fault == NULL && src != NULL
            ? pictures_find(screen->pictures, src, &screen->fault)
            : NULL;
    xmlDoc *drawn = picture != NULL ? read_picture(picture, alt) : NULL;
    if (drawn != NULL) {
        xmlNode *copy =
            xmlDocCopyNode(xmlDocGetRootElement(drawn), img->doc, 1);
        if (classes != NULL)
            xmlSetProp(copy, BAD_CAST "class", BAD_CAST classes);
        xmlAddPrevSibling(img, copy);
        xmlFreeDoc(drawn);
    }
    remove_node(img);
}

/* ---- elements -------------------------------------------------------------------------- */

/* A head says what it is the head of; without words it is a cell. */
static void
mend_head(xmlNode *head)
{
    gboolean top = FALSE;
    for (const xmlNode *at = head; at != NULL; at = at->parent)
        top = top || is_named(at, "thead");
    if (is_empty(head))
        xmlNodeSetName(head, BAD_CAST "td");
    else
        xmlSetProp(head, BAD_CAST "scope", BAD_CAST(top ? "col" : "row"));
}

/* Only paper has it. */
static gboolean
is_of_paper(const xmlNode *node)
{
    return is_named(node, "colgroup") || is_named(node, "col") ||
           has_class(node, "running") || has_class(node, "rest");
}

/* Facts read as the rows of a table: "Samling: 08.00, Östra Hamngatan 5". */
static void
mend_facts(xmlNode *node)
{
    gboolean fact = is_named(node, "div") && node->parent != NULL &&
                    is_named(node->parent, "table");
    if (is_named(node, "dl") && child_named(node, "div") != NULL)
        xmlNodeSetName(node, BAD_CAST "table");
    else if (fact && child_named(node, "dt") != NULL)
        xmlNodeSetName(node, BAD_CAST "tr");
    else if (is_named(node, "dt") && is_named(node->parent, "tr"))
        xmlNodeSetName(node, BAD_CAST "th");
    else if (is_named(node, "dd") && is_named(node->parent, "tr"))
        xmlNodeSetName(node, BAD_CAST "td");
}

static void
mend(Screen *screen, xmlNode *node)
{
    xmlNode *next = NULL;
    xmlUnsetProp(node, BAD_CAST "width");
    if (screen->text)
        mend_facts(node);
    else if (is_named(node, "th"))
        mend_head(node);
    if (has_class(node, "check") && is_empty(node))
        xmlNodeAddContent(node, BAD_CAST "☐");
    for (xmlNode *kid = node->children; kid != NULL; kid = next) {
        next = kid->next;
        if (kid->type != XML_ELEMENT_NODE)
            continue;
        if (is_of_paper(kid))
            remove_node(kid);
        else if (is_named(kid, "img") && !screen->text)
            draw_picture(screen, kid);
        else
            mend(screen, kid);
    }
}

/* The body's parts in <main>, but its footer, which comes after. */
static void
name_parts(xmlNode *body)
{
    xmlNode *next = NULL;
    if (child_named(body, "main") != NULL)
        return;
    xmlNode *main_part = xmlNewDocNode(body->doc, NULL, BAD_CAST "main", NULL);
    for (xmlNode *kid = body->children; kid != NULL; kid = next) {
        next = kid->next;
        if (is_named(kid, "footer"))
            continue;
        xmlUnlinkNode(kid);
        xmlAddChild(main_part, kid);
    }
    if (body->children != NULL)
        xmlAddPrevSibling(body->children, main_part);
    else
        xmlAddChild(body, main_part);
}

static void
add_meta(xmlNode *head, const char *kind, const char *name, const char *content)
{
    xmlNode *meta = xmlNewChild(head, NULL, BAD_CAST "meta", NULL);
    xmlSetProp(meta, BAD_CAST kind, BAD_CAST name);
    if (content != NULL)
        xmlSetProp(meta, BAD_CAST "content", BAD_CAST content);
}

/* A head of our own, with the document's title. */
static void
write_head(xmlDoc *document, xmlNode *root, const char *css)
{
    g_autofree char *title = template_title(document);
    xmlNode *old = child_named(root, "head");
    xmlNode *head = xmlNewDocNode(document, NULL, BAD_CAST "head", NULL);
    if (old != NULL)
        remove_node(old);
    if (root->children != NULL)
        xmlAddPrevSibling(root->children, head);
    else
        xmlAddChild(root, head);
    add_meta(head, "charset", "utf-8", NULL);
    add_meta(head, "http-equiv", "Content-Security-Policy", POLICY);
    add_meta(head, "name", "viewport", "width=device-width, initial-scale=1");
    add_meta(head, "name", "robots", "noindex");
    xmlNewTextChild(head, NULL, BAD_CAST "title",
                    BAD_CAST(*title != '\0' ? title : "Hundra"));
    xmlNewTextChild(head, NULL, BAD_CAST "style", BAD_CAST css);
    if (!xmlHasProp(root, BAD_CAST "lang"))
        xmlSetProp(root, BAD_CAST "lang", BAD_CAST "sv");
}

gboolean
screen_prepare(xmlDoc *document, const char *css, SheetsPicture find,
               gpointer data, GError **error)
{
    g_autoptr(Pictures) pictures = pictures_new(find, data);
    Screen screen = { .pictures = pictures };
    xmlNode *root = xmlDocGetRootElement(document);
    xmlNode *body = child_named(root, "body");
    write_head(document, root, css);
    if (body != NULL) {
        mend(&screen, body);
        name_parts(body);
    }
    if (screen.fault == NULL)
        return TRUE;
    g_propagate_error(error, screen.fault);
    return FALSE;
}

void
screen_prepare_text(xmlDoc *document)
{
    Screen screen = { .text = TRUE };
    xmlNode *body = child_named(xmlDocGetRootElement(document), "body");
    if (body != NULL)
        mend(&screen, body);
}
