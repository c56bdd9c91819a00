#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "templates/fill.h"
#include "templates/format.h"
#include "templates/parts.h"

typedef struct Parser {
    const char *name;
    const char *source; /* up to here LINE is counted */
    guint line;
    guint depth;
} Parser;

typedef xmlDoc XmlDoc;
typedef xmlParserCtxt XmlContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlContext, xmlFreeParserCtxt)

G_DEFINE_QUARK(template_error, template_error)

/* Sets ERROR to what is wrong on LINE.  FALSE, so that callers return it. */
G_GNUC_PRINTF(4, 5)
static gboolean
fail(const Parser *parser, guint line, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                _("%s, rad %u: %s"), parser->name, line, what);
    return FALSE;
}

/* libxml2 tells the line of elements only.  Fields come in the order of the
 * source, so the next "{{" is the one at hand. */
static void
count_to_field(Parser *parser)
{
    const char *field = strstr(parser->source, "{{");
    if (!field)
        return;
    for (const char *at = parser->source; at < field; at++)
        parser->line += *at == '\n';
    parser->source = field + 2;
}

/* "leader.name" cut at the dots; "." is the item itself: no names.  NULL:
 * not a path. */
static char **
path_new(const char *text)
{
    if (g_str_equal(text, "."))
        return g_new0(char *, 1);
    g_auto(GStrv) path = g_strsplit(text, ".", -1);
    for (guint i = 0; path[i]; i++) {
        gsize span =
            strspn(path[i], G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
        if (span == 0 || path[i][span])
            return NULL;
    }
    return path[0] ? g_steal_pointer(&path) : NULL;
}

static gboolean
is_format(const char *name)
{
    g_autoptr(GString) unused = g_string_new(NULL);
    return format_value(name, "", unused);
}

static void
add_words(GPtrArray *phrase, const char *words, gsize length)
{
    if (length == 0)
        return;
    Piece *piece = g_new0(Piece, 1);
    piece->words = g_strndup(words, length);
    g_ptr_array_add(phrase, piece);
}

/* INSIDE is what stands between the braces: "path" or "path|format". */
static gboolean
add_field(Parser *parser, GPtrArray *phrase, const char *inside,
          const char *format, GError **error)
{
    g_auto(GStrv) halves = g_strsplit(inside, "|", 2);
    g_autoptr(Piece) piece = g_new0(Piece, 1);
    piece->line = parser->line;
    piece->path = path_new(halves[0] ? g_strstrip(halves[0]) : "");
    if (!piece->path)
        return fail(parser, parser->line, error,
                    _("{{%s}} är inget fältnamn; skriv små bokstäver, siffror "
                      "och punkt, som {{leader.name}}"),
                    inside);
    if (halves[1])
        format = g_strstrip(halves[1]);
    if (format && !is_format(format))
        return fail(parser, parser->line, error,
                    _("formatet \"%s\" finns inte"), format);
    piece->format = g_strdup(format);
    g_ptr_array_add(phrase, g_steal_pointer(&piece));
    return TRUE;
}

/* TEXT cut into words and fields; fields without a format of their own get
 * FORMAT (may be NULL).  NULL sets ERROR. */
static GPtrArray *
parse_phrase(Parser *parser, const char *text, const char *format,
             GError **error)
{
    g_autoptr(GPtrArray) phrase =
        g_ptr_array_new_with_free_func((GDestroyNotify)template_piece_free);
    const char *open = NULL;
    while ((open = strstr(text, "{{"))) {
        count_to_field(parser);
        const char *close = strstr(open, "}}");
        if (!close) {
            fail(parser, parser->line, error,
                 _("{{ utan }}; avsluta fältet med }}"));
            return NULL;
        }
        add_words(phrase, text, (gsize)(open - text));
        g_autofree char *inside =
            g_strndup(open + 2, (gsize)(close - open - 2));
        if (!add_field(parser, phrase, inside, format, error))
            return NULL;
        text = close + 2;
    }
    add_words(phrase, text, strlen(text));
    return g_steal_pointer(&phrase);
}

static gboolean
has_field(const GPtrArray *phrase)
{
    for (guint i = 0; i < phrase->len; i++)
        if (!((const Piece *)phrase->pdata[i])->words)
            return TRUE;
    return FALSE;
}

static gboolean
parse_condition(const Parser *parser, Part *part, const char *text,
                GError **error)
{
    g_auto(GStrv) halves = g_strsplit(text, "=", 2);
    if (!halves[0])
        return fail(parser, part->line, error, _("data-if är tomt"));
    part->condition = g_new0(Condition, 1);
    char *path = g_strstrip(halves[0]);
    part->condition->negated = *path == '!';
    part->condition->path = path_new(path + part->condition->negated);
    part->condition->value = halves[1] ? g_strdup(g_strstrip(halves[1])) : NULL;
    if (part->condition->path)
        return TRUE;
    return fail(parser, part->line, error,
                _("data-if=\"%s\" går inte att läsa; skriv ett fältnamn, "
                  "!fältnamn eller fältnamn=värde"),
                text);
}

/* The attributes that steer the filling; FORMAT is inherited inwards. */
static gboolean
parse_directive(const Parser *parser, Part *part, const char *name,
                const char *value, char **format, GError **error)
{
    if (g_str_equal(name, "data-if"))
        return parse_condition(parser, part, value, error);
    if (g_str_equal(name, "data-each")) {
        part->each = path_new(value);
        return part->each ||
               fail(parser, part->line, error,
                    _("data-each=\"%s\" är inget fältnamn"), value);
    }
    if (!g_str_equal(name, "data-format"))
        return fail(parser, part->line, error,
                    _("\"%s\" finns inte; det finns data-each, data-if och "
                      "data-format"),
                    name);
    g_free(*format);
    *format = g_strdup(value);
    return is_format(value) || fail(parser, part->line, error,
                                    _("formatet \"%s\" finns inte"), value);
}

/* Attributes whose value is an address to follow or fetch. */
static const char *const URLS[] = { "href",       "src",    "action",
                                    "formaction", "poster", "background",
                                    "cite",       "data",   "ping",
                                    NULL };

static Place
place_of(const char *name)
{
    if (g_strv_contains(URLS, name))
        return PLACE_URL;
    return g_str_equal(name, "style") ? PLACE_STYLE : PLACE_TEXT;
}

/* Attributes whose value is a program or a page of its own. */
static gboolean
takes_no_field(const char *name)
{
    return g_str_has_prefix(name, "on") || g_str_equal(name, "srcdoc") ||
           g_str_equal(name, "srcset");
}

static gboolean
parse_attribute(Parser *parser, Part *part, const char *name, const char *value,
                GError **error)
{
    g_autoptr(Attribute) attribute = g_new0(Attribute, 1);
    attribute->name = g_strdup(name);
    attribute->place = place_of(name);
    attribute->phrase = parse_phrase(parser, value, NULL, error);
    if (!attribute->phrase)
        return FALSE;
    if (has_field(attribute->phrase) && takes_no_field(name))
        return fail(parser, parser->line, error,
                    _("i attributet %s får inget fält stå"), name);
    g_ptr_array_add(part->attributes, g_steal_pointer(&attribute));
    return TRUE;
}

static gboolean
parse_attributes(Parser *parser, Part *part, const xmlNode *node, char **format,
                 GError **error)
{
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        const char *name = (const char *)at->name;
        xmlChar *text = xmlNodeListGetString(node->doc, at->children, 1);
        g_autofree char *value = g_strdup(text ? (const char *)text : "");
        xmlFree(text);
        if (at->ns)
            return fail(parser, part->line, error,
                        _("attributet %s:%s ska stå utan prefix"),
                        (const char *)at->ns->prefix, name);
        gboolean good =
            g_str_has_prefix(name, "data-")
                ? parse_directive(parser, part, name, value, format, error)
                : parse_attribute(parser, part, name, value, error);
        if (!good)
            return FALSE;
    }
    return TRUE;
}

static gboolean
parse_text(Parser *parser, Part *parent, const xmlNode *node,
           const char *format, GError **error)
{
    g_autoptr(Part) text = g_new0(Part, 1);
    text->phrase =
        parse_phrase(parser, (const char *)node->content, format, error);
    if (!text->phrase)
        return FALSE;
    gboolean raw = g_str_equal(parent->name, "style") ||
                   g_str_equal(parent->name, "script");
    if (raw && has_field(text->phrase))
        return fail(parser, parser->line, error, _("i <%s> får inget fält stå"),
                    parent->name);
    g_ptr_array_add(parent->children, g_steal_pointer(&text));
    return TRUE;
}

/* Fields in comments are not filled, but they stand in the source. */
static void
skip_comment(Parser *parser, const xmlNode *node)
{
    const char *text = (const char *)node->content;
    while (text && (text = strstr(text, "{{"))) {
        count_to_field(parser);
        text += 2;
    }
}

static Part *parse_element(Parser *parser, const xmlNode *node,
                           const char *format, GError **error);

static gboolean
parse_child(Parser *parser, Part *part, const xmlNode *node, const char *format,
            GError **error)
{
    switch (node->type) {
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
        return parse_text(parser, part, node, format, error);
    case XML_COMMENT_NODE: skip_comment(parser, node); return TRUE;
    case XML_ELEMENT_NODE: {
        Part *child = parse_element(parser, node, format, error);
        if (child)
            g_ptr_array_add(part->children, child);
        return child != NULL;
    }
    default:
        return fail(parser, part->line, error,
                    _("i <%s> står annat än element, text och kommentarer"),
                    part->name);
    }
}

static Part *
parse_element(Parser *parser, const xmlNode *node, const char *format,
              GError **error)
{
    g_autofree char *inner = g_strdup(format);
    g_autoptr(Part) part =
        template_part_new((const char *)node->name, (guint)xmlGetLineNo(node));
    if (++parser->depth > TEMPLATE_DEPTH_MAX) {
        fail(parser, part->line, error, _("fler än %d element i varandra"),
             TEMPLATE_DEPTH_MAX);
        return NULL;
    }
    if (!parse_attributes(parser, part, node, &inner, error))
        return NULL;
    for (const xmlNode *at = node->children; at; at = at->next)
        if (!parse_child(parser, part, at, inner, error))
            return NULL;
    parser->depth--;
    return g_steal_pointer(&part);
}

/* Only <!DOCTYPE html>: one that could define entities is refused before
 * libxml2 sees it. */
static gboolean
check_source(Parser *parser, const char *text, gsize length, GError **error)
{
    const char *bad = NULL;
    if (length > TEMPLATE_BYTES_MAX)
        return fail(parser, 1, error, _("mallen är större än 1 MiB"));
    if (!g_utf8_validate(text, (gssize)length, &bad)) {
        for (const char *at = text; at < bad; at++)
            parser->line += *at == '\n';
        return fail(parser, parser->line, error,
                    _("filen är inte UTF-8; spara den som UTF-8"));
    }
    const char *type = g_strstr_len(text, (gssize)length, "<!DOCTYPE");
    if (type && !g_str_has_prefix(type, "<!DOCTYPE html>"))
        return fail(parser, 1, error,
                    _("DOCTYPE får bara vara <!DOCTYPE html>; skriv tecknen "
                      "själva i stället för entiteter"));
    return TRUE;
}

/* Keeps the first fault: what follows it is mostly its echo. */
static void
keep_first(void *data, xmlError *fault)
{
    xmlParserCtxt *context = data;
    xmlError *first = context->_private;
    if (first->code == XML_ERR_OK)
        xmlCopyError(fault, first);
}

static XmlDoc *
read_tree(const Parser *parser, const char *text, GError **error)
{
    enum {
        OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                  XML_PARSE_NOCDATA,
    };
    xmlError wrong = { 0 };
    g_autoptr(XmlContext) context = xmlNewParserCtxt();
    context->_private = &wrong;
    context->sax->serror = (xmlStructuredErrorFunc)keep_first;
    g_autoptr(XmlDoc) tree = xmlCtxtReadMemory(context, text, (int)strlen(text),
                                               NULL, "UTF-8", OPTIONS);
    if (tree && context->wellFormed && wrong.code == XML_ERR_OK)
        return g_steal_pointer(&tree);
    g_autofree char *what = g_strdup(wrong.message ? wrong.message : "");
    fail(parser, wrong.line > 0 ? (guint)wrong.line : 1, error,
         _("inte välformad XHTML (%s)"), g_strchomp(what));
    xmlResetError(&wrong);
    return NULL;
}

static gboolean
check_root(const Parser *parser, const Part *root, GError **error)
{
    if (g_strcmp0(root->name, "html") != 0)
        return fail(parser, root->line, error,
                    _("mallen ska börja med <html>, inte <%s>"), root->name);
    if (root->each || root->condition)
        return fail(parser, root->line, error,
                    _("data-each och data-if kan inte stå på <html>"));
    return TRUE;
}

Template *
template_parse(const char *name, const char *text, gsize length, GError **error)
{
    Parser parser = { .name = name, .line = 1 };
    if (!check_source(&parser, text, length, error))
        return NULL;
    g_autofree char *source = g_strndup(text, length);
    g_autoptr(XmlDoc) tree = read_tree(&parser, source, error);
    if (!tree)
        return NULL;
    parser.source = source;
    g_autoptr(Part) root =
        parse_element(&parser, xmlDocGetRootElement(tree), NULL, error);
    if (!root || !check_root(&parser, root, error))
        return NULL;
    Template *template = g_new0(Template, 1);
    template->name = g_strdup(name);
    template->root = g_steal_pointer(&root);
    return template;
}

void
template_free(Template *template)
{
    if (!template)
        return;
    g_free(template->name);
    template_part_free(template->root);
    g_free(template);
}
