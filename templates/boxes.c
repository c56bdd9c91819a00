#include "templates/boxes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/fill.h"

/* An element that makes a box; all others are inline. */
typedef struct Element {
    const char *name;
    BoxKind kind;
    const char *tag;
} Element;

// clang-format off
static const Element ELEMENTS[] = {
    { "body",    BOX_STACK, "Sect" },
    { "h1",      BOX_STACK, "H1" },
    { "h2",      BOX_STACK, "H2" },
    { "h3",      BOX_STACK, "H3" },
    { "p",       BOX_STACK, "P" },
    { "div",     BOX_STACK, NULL },
    { "section", BOX_STACK, NULL },
    { "header",  BOX_STACK, NULL },
    { "footer",  BOX_STACK, NULL },
    { "main",    BOX_STACK, NULL },
    { "dl",      BOX_STACK, "L" },
    { "dt",      BOX_STACK, "Lbl" },
    { "dd",      BOX_STACK, "LBody" },
    { "ul",      BOX_STACK, "L" },
    { "ol",      BOX_STACK, "L" },
    { "li",      BOX_STACK, "LI" },
    { "table",   BOX_TABLE, "Table" },
    { "thead",   BOX_ROWS,  "THead" },
    { "tbody",   BOX_ROWS,  "TBody" },
    { "tr",      BOX_ROW,   "TR" },
    { "th",      BOX_CELL,  "TH" },
    { "td",      BOX_CELL,  "TD" },
    { "img",     BOX_STACK, "Figure" },
};
// clang-format on

static const Element SPAN = { "span", BOX_STACK, NULL };

/* Never shown, whatever they hold. */
static const char *const HIDDEN[] = { "script", "style",    "head",
                                      "title",  "colgroup", "template" };

/* What a box inherits besides its style. */
typedef struct Context {
    Fonts *fonts;
    Pictures *pictures;
    const Style *page; /* the style around the body */
    GError **fault;    /* the first picture that cannot be drawn */
    const char *table; /* classes of the table around, or NULL */
    const char *row;   /* classes of the row around, or NULL */
} Context;

static const Element *
find_element(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(ELEMENTS); i++)
        if (strcmp(ELEMENTS[i].name, (const char *)node->name) == 0)
            return &ELEMENTS[i];
    return NULL;
}

gboolean
boxes_knows(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ELEMENTS); i++)
        if (strcmp(ELEMENTS[i].name, name) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
is_hidden(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return node->type != XML_TEXT_NODE &&
               node->type != XML_CDATA_SECTION_NODE;
    for (gsize i = 0; i < G_N_ELEMENTS(HIDDEN); i++)
        if (strcmp(HIDDEN[i], (const char *)node->name) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
is_white(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE && xmlIsBlankNode(node);
}

static char *
attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

void
boxes_free(Box *box)
{
    g_ptr_array_unref(box->kids);
    g_free(box->alt);
    if (box->text != NULL)
        paragraph_free(box->text);
    if (box->tracks != NULL)
        g_array_unref(box->tracks);
    g_free(box);
}

static void
free_kid(void *box)
{
    boxes_free(box);
}

static Box *
new_box(Box *parent, BoxKind kind, const char *tag, const Style *style)
{
    Box *box = g_new0(Box, 1);
    box->kind = kind;
    box->tag = tag;
    box->style = *style;
    box->columns = 1;
    box->parent = parent;
    box->kids = g_ptr_array_new_with_free_func(free_kid);
    if (parent != NULL) {
        box->is_head = parent->is_head;
        g_ptr_array_add(parent->kids, box);
    }
    return box;
}

/* A span that its class makes a block. */
static gboolean
is_block_span(const xmlNode *node)
{
    Style style = { 0 };
    g_autofree char *classes = NULL;
    if (node->type != XML_ELEMENT_NODE)
        return FALSE;
    classes = attribute(node, "class");
    style_apply_classes(&style, classes, NULL);
    return (style.flags & STYLE_BLOCK) != 0;
}

static gboolean
is_block(const xmlNode *node)
{
    return find_element(node) != NULL || is_block_span(node);
}

/* The name its style goes by: cells and rows differ in the table's head. */
static const char *
style_name(const xmlNode *node, const Box *parent)
{
    const char *name = (const char *)node->name;
    gboolean head = parent != NULL && parent->is_head;

    if (strcmp(name, "tr") == 0)
        return head ? "headrow" : "tr";
    if (strcmp(name, "th") == 0)
        return head ? "head" : "rowhead";
    if (strcmp(name, "div") == 0 && parent != NULL && parent->tag != NULL &&
        strcmp(parent->tag, "L") == 0)
        return "fact";
    return name;
}

static Style
element_style(const Context *context, const xmlNode *node, const Box *parent,
              const char *classes)
{
    Style style = style_within(parent != NULL ? &parent->style : context->page);
    const char *name = style_name(node, parent);

    style_apply(&style, name);
    style_apply_classes(&style, context->table, name);
    style_apply_classes(&style, context->row, name);
    style_apply_classes(&style, classes, NULL);
    return style;
}

/* "24mm" is a width, "1.25*" a share; anything else a share of one. */
static void
read_width(const xmlNode *node, double *asked, double *share)
{
    g_autofree char *width = attribute(node, "width");
    char *unit = NULL;
    double value = 0;

    *asked = 0;
    *share = 1;
    if (width == NULL)
        return;
    value = g_ascii_strtod(width, &unit);
    if (!(value > 0 && value < 1000))
        return;
    if (strcmp(unit, "mm") == 0)
        *asked = MM(value);
    else if (strcmp(unit, "*") == 0)
        *share = value;
}

/* The picture of IMG, without one nothing at all: a box is not even made. */
static Picture *
find_picture(const Context *context, const xmlNode *img)
{
    g_autofree char *src = attribute(img, "src");
    if (src == NULL || *context->fault != NULL)
        return NULL;
    return pictures_find(context->pictures, src, context->fault);
}

static void
read_picture(Box *box, const xmlNode *img, Picture *picture)
{
    g_autofree char *height = attribute(img, "height");
    char *unit = NULL;
    double value = height != NULL ? g_ascii_strtod(height, &unit) : 0;

    if (unit != NULL && value > 0 && value < 1000 && strcmp(unit, "mm") == 0)
        box->tall = MM(value);
    box->picture = picture;
    box->alt = attribute(img, "alt");
    if (box->alt != NULL && *box->alt == '\0')
        g_clear_pointer(&box->alt, g_free);
    box->tag = box->alt != NULL ? box->tag : NULL;
}

static void
read_tracks(Box *table, const xmlNode *node)
{
    table->tracks = g_array_new(FALSE, TRUE, sizeof(Track));
    for (const xmlNode *group = node->children; group; group = group->next) {
        if (!xmlStrEqual(group->name, BAD_CAST "colgroup"))
            continue;
        for (const xmlNode *col = group->children; col; col = col->next) {
            Track track = { 0 };
            if (col->type != XML_ELEMENT_NODE)
                continue;
            read_width(col, &track.asked, &track.share);
            g_array_append_val(table->tracks, track);
        }
    }
}

static void
read_cell(Box *cell, const xmlNode *node)
{
    g_autofree char *span = attribute(node, "colspan");
    const Box *row = cell->parent;
    const Box *table = row->parent;

    if (span != NULL)
        cell->columns = (int)CLAMP(g_ascii_strtoll(span, NULL, 10), 1, 100);
    while (table != NULL && table->kind != BOX_TABLE)
        table = table->parent;
    if (table != NULL && table->style.flags & STYLE_FLUSH &&
        !(table->style.flags & STYLE_COLUMNS) && row->kids->len == 1)
        cell->style.left = 0;
}

static void add_kids(const Context *context, Box *box, const xmlNode *node);

/* A list item's words lie in a body of their own (ISO 32000-1, 14.8.4.3.3). */
static Box *
item_body(Box *item)
{
    Style style = style_within(&item->style);
    return new_box(item, BOX_STACK, "LBody", &style);
}

static Box *
add_box(const Context *context, Box *parent, const xmlNode *node)
{
    const Element *element = find_element(node);
    g_autofree char *classes = attribute(node, "class");
    Style style = element_style(context, node, parent, classes);
    Context inside = *context;
    Picture *picture = NULL;
    Box *box = NULL;

    if (element == NULL)
        element = &SPAN;
    if (strcmp(element->name, "img") == 0 &&
        (picture = find_picture(context, node)) == NULL)
        return NULL;
    box = new_box(parent, element->kind, element->tag, &style);
    read_width(node, &box->asked, &box->share);
    if (strcmp(style_name(node, parent), "fact") == 0)
        box->tag = "LI";
    else if (box->kind == BOX_ROWS)
        box->is_head = strcmp(element->name, "thead") == 0;
    else if (box->kind == BOX_CELL && parent != NULL)
        read_cell(box, node);
    if (box->kind == BOX_TABLE) {
        inside.table = classes;
        read_tracks(box, node);
    } else if (box->kind == BOX_ROW) {
        inside.row = classes;
    }
    if (picture != NULL)
        read_picture(box, node, picture);
    else
        add_kids(&inside,
                 strcmp(element->name, "li") == 0 ? item_body(box) : box, node);
    return box;
}

/* Words FIRST to LAST: the box's own if there is nothing else in it. */
static void
add_words(const Context *context, Box *box, const xmlNode *first,
          const xmlNode *last, gboolean alone)
{
    Paragraph *text = paragraph_new(context->fonts, &box->style, first, last);
    Box *leaf = box;

    if (text == NULL)
        return;
    if (!alone) {
        Style style = style_within(&box->style);
        leaf = new_box(box, BOX_STACK, NULL, &style);
    }
    leaf->text = text;
}

static void
add_kids(const Context *context, Box *box, const xmlNode *node)
{
    const xmlNode *first = NULL, *last = NULL; /* inline nodes in wait */
    gboolean alone = TRUE;

    for (const xmlNode *kid = node->children; kid != NULL; kid = kid->next)
        alone = alone && !is_block(kid);
    for (const xmlNode *kid = node->children; kid != NULL; kid = kid->next) {
        if (is_block(kid)) {
            add_words(context, box, first, last, FALSE);
            first = last = NULL;
            add_box(context, box, kid);
        } else if (is_hidden(kid) || (is_white(kid) && first == NULL)) {
            continue;
        } else {
            first = first != NULL ? first : kid;
            last = kid;
        }
    }
    if (first != NULL)
        add_words(context, box, first, last, alone);
}

/* Every row as wide as the table, whatever the template says: a table with
 * holes cannot be read aloud. */
static void
fill_rows(Box *table)
{
    guint widest = 0;

    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < table->kids->len; i++) {
            Box *rows = g_ptr_array_index(table->kids, i);
            for (guint j = 0; j < rows->kids->len; j++) {
                Box *row = g_ptr_array_index(rows->kids, j);
                guint width = 0;
                for (guint k = 0; k < row->kids->len; k++)
                    width += (guint)((Box *)row->kids->pdata[k])->columns;
                widest = MAX(widest, width);
                for (; pass == 1 && width < widest; width++)
                    new_box(row, BOX_CELL, "TD", &row->style);
            }
        }
    while (table->tracks->len < widest) {
        Track track = { .share = 1 };
        g_array_append_val(table->tracks, track);
    }
}

/* What stands in a part of a table. */
static const BoxKind INSIDE[] = {
    [BOX_TABLE] = BOX_ROWS, [BOX_ROWS] = BOX_ROW, [BOX_ROW] = BOX_CELL
};

static gboolean
check_table(Box *box, GError **error)
{
    gboolean part = box->kind >= BOX_TABLE && box->kind <= BOX_ROW;

    for (guint i = 0; i < box->kids->len; i++) {
        Box *kid = g_ptr_array_index(box->kids, i);
        gboolean fits = part ? kid->kind == INSIDE[box->kind]
                             : kid->kind == BOX_STACK || kid->kind == BOX_TABLE;
        if (!fits) {
            g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                        _("en tabell skrivs som table, thead eller tbody, tr "
                          "och sist th eller td"));
            return FALSE;
        }
        if (!check_table(kid, error))
            return FALSE;
    }
    if (box->kind == BOX_TABLE)
        fill_rows(box);
    return TRUE;
}

static const xmlNode *
find_body(xmlDoc *document)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    if (root == NULL || xmlStrEqual(root->name, BAD_CAST "body"))
        return root;
    for (const xmlNode *node = root->children; node != NULL; node = node->next)
        if (xmlStrEqual(node->name, BAD_CAST "body"))
            return node;
    return NULL;
}

Box *
boxes_new(Fonts *fonts, Pictures *pictures, const Style *page, xmlDoc *document,
          GError **error)
{
    GError *fault = NULL;
    Context context = { fonts, pictures, page, &fault, NULL, NULL };
    const xmlNode *body = find_body(document);
    g_autoptr(Box) root = NULL;

    if (body == NULL) {
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                    _("mallen saknar <body>"));
        return NULL;
    }
    root = add_box(&context, NULL, body);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return NULL;
    }
    if (!check_table(root, error))
        return NULL;
    return g_steal_pointer(&root);
}

void
boxes_accent(Box *box, guint32 accent)
{
    box->style.accent = accent;
    for (guint i = 0; i < box->kids->len; i++)
        boxes_accent(g_ptr_array_index(box->kids, i), accent);
}
