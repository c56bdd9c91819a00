#include "templates/fill.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/format.h"
#include "templates/parts.h"

/* Where names are looked up: this item first, then outwards. */
typedef struct Scope {
    JsonNode *value; /* borrowed */
    const struct Scope *outer;
} Scope;

typedef struct Filling {
    const Template *template;
    xmlDoc *document;
    GString *phrase;      /* the text being put together */
    GString *value;       /* one field's value before its format */
    const char *language; /* of the element around */
    guint steps;
    gsize bytes;
} Filling;

typedef xmlDoc XmlDoc;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xmlFreeDoc)

G_GNUC_PRINTF(4, 5)
static gboolean
fail(const Filling *filling, guint line, GError **error, const char *format,
     ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_DATA, _("%s, rad %u: %s"),
                filling->template->name, line, what);
    return FALSE;
}

/* Sets VALUE (borrowed; NULL: empty) to what PATH names.  The first name
 * must be known to some level, also as null; what is missing deeper down is
 * empty. */
static gboolean
find(const Filling *filling, const Scope *scope, char **path, guint line,
     JsonNode **value, GError **error)
{
    JsonNode *node = path[0] ? NULL : scope->value;
    for (const Scope *at = scope; path[0] && at && !node; at = at->outer)
        if (JSON_NODE_HOLDS_OBJECT(at->value))
            node = json_object_get_member(json_node_get_object(at->value),
                                          path[0]);
    if (!node)
        return fail(filling, line, error, _("uppgifterna saknar \"%s\""),
                    path[0]);
    for (guint i = 1; node && path[0] && path[i]; i++)
        node = JSON_NODE_HOLDS_OBJECT(node)
                   ? json_object_get_member(json_node_get_object(node), path[i])
                   : NULL;
    *value = node && !JSON_NODE_HOLDS_NULL(node) ? node : NULL;
    return TRUE;
}

/* Characters no reader sees but programs obey: controls, and marks that turn
 * the direction of the text around. */
static gboolean
is_unwanted(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

static void
append_clean(GString *out, const char *text)
{
    g_autofree char *valid =
        g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    const char *from = valid ? valid : text; /* not yet copied */
    const char *at = from;
    while (*at) {
        const char *next = g_utf8_next_char(at);
        if (is_unwanted(g_utf8_get_char(at))) {
            g_string_append_len(out, from, at - from);
            from = next;
        }
        at = next;
    }
    g_string_append_len(out, from, at - from);
}

static gboolean
append_scalar(GString *out, JsonNode *node)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (!JSON_NODE_HOLDS_VALUE(node))
        return FALSE;
    switch (json_node_get_value_type(node)) {
    case G_TYPE_STRING: append_clean(out, json_node_get_string(node)); break;
    case G_TYPE_INT64:
        g_string_append_printf(out, "%" G_GINT64_FORMAT,
                               json_node_get_int(node));
        break;
    case G_TYPE_DOUBLE: /* 15 digits: 0.1 stays 0.1 */
        g_string_append(out, g_ascii_formatd(number, sizeof number, "%.15g",
                                             json_node_get_double(node)));
        break;
    default:
        g_string_append(out, json_node_get_boolean(node) ? "true" : "false");
    }
    return TRUE;
}

/* A value inside style="" that could end its declaration or fetch something
 * is left out. */
static gboolean
is_plain_style(const char *value)
{
    return value[strspn(value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS
                        "#%.- ")] == '\0';
}

static gboolean
append_field(Filling *filling, const Scope *scope, const Piece *piece,
             Place place, GError **error)
{
    JsonNode *node = NULL;
    GString *value = g_string_truncate(filling->value, 0);
    if (!find(filling, scope, piece->path, piece->line, &node, error))
        return FALSE;
    if (!node)
        return TRUE;
    if (!append_scalar(value, node)) {
        g_autofree char *name = g_strjoinv(".", piece->path);
        return fail(filling, piece->line, error,
                    _("\"%s\" är en lista eller ett objekt, inte ett värde"),
                    name);
    }
    if (place == PLACE_STYLE && !is_plain_style(value->str))
        return TRUE;
    if (piece->format)
        return format_value_in(filling->language, piece->format, value->str,
                               filling->phrase);
    g_string_append_len(filling->phrase, value->str, (gssize)value->len);
    return TRUE;
}

/* The phrase filled, into filling->phrase. */
static gboolean
fill_phrase(Filling *filling, const Scope *scope, const GPtrArray *phrase,
            Place place, guint line, GError **error)
{
    g_string_truncate(filling->phrase, 0);
    for (guint i = 0; i < phrase->len; i++) {
        const Piece *piece = phrase->pdata[i];
        if (piece->words)
            g_string_append(filling->phrase, piece->words);
        else if (!append_field(filling, scope, piece, place, error))
            return FALSE;
    }
    filling->bytes += filling->phrase->len;
    if (filling->bytes > TEMPLATE_OUTPUT_BYTES_MAX)
        return fail(filling, line, error, _("sidan blir större än 64 MiB"));
    return TRUE;
}

/* Addresses that only lead somewhere; "javascript:" and "data:" do more. */
static const char *const SCHEMES[] = { "mailto:", "tel:", "https:", "http:",
                                       "#" };
#define PICTURE_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-"

static gboolean
is_safe_url(const char *url)
{
    /* a QR code only leads where the address in it does */
    if (g_str_has_prefix(url, "qr:"))
        return is_safe_url(url + strlen("qr:"));
    for (guint i = 0; i < G_N_ELEMENTS(SCHEMES); i++)
        if (g_ascii_strncasecmp(url, SCHEMES[i], strlen(SCHEMES[i])) == 0)
            return TRUE;
    /* a picture that the caller knows: a bare name leads nowhere */
    return *url != '\0' && strspn(url, PICTURE_LETTERS) == strlen(url);
}

/* What the template itself says is trusted; what was filled in is not. */
static const char *
attribute_value(const Filling *filling, const Attribute *attribute)
{
    const GPtrArray *phrase = attribute->phrase;
    gboolean own = phrase->len == 0 ||
                   (phrase->len == 1 && ((Piece *)phrase->pdata[0])->words);
    if (attribute->place == PLACE_URL && !own &&
        !is_safe_url(filling->phrase->str))
        return "#";
    return filling->phrase->str;
}

/* JSON's truth, and emptiness: "", 0, [] and null are not there. */
static gboolean
is_there(JsonNode *node)
{
    if (!node)
        return FALSE;
    if (JSON_NODE_HOLDS_ARRAY(node))
        return json_array_get_length(json_node_get_array(node)) > 0;
    if (JSON_NODE_HOLDS_OBJECT(node))
        return json_object_get_size(json_node_get_object(node)) > 0;
    switch (json_node_get_value_type(node)) {
    case G_TYPE_STRING: return *json_node_get_string(node) != '\0';
    case G_TYPE_INT64: return json_node_get_int(node) != 0;
    case G_TYPE_DOUBLE: return json_node_get_double(node) != 0.0;
    default: return json_node_get_boolean(node);
    }
}

static gboolean
test(Filling *filling, const Scope *scope, const Part *part, gboolean *keep,
     GError **error)
{
    const Condition *condition = part->condition;
    JsonNode *node = NULL;
    *keep = TRUE;
    if (!condition)
        return TRUE;
    if (!find(filling, scope, condition->path, part->line, &node, error))
        return FALSE;
    g_string_truncate(filling->value, 0);
    if (condition->value) {
        if (node)
            append_scalar(filling->value, node);
        *keep = g_str_equal(filling->value->str, condition->value);
    } else {
        *keep = is_there(node);
    }
    *keep ^= condition->negated;
    return TRUE;
}

static gboolean fill_part(Filling *filling, const Scope *scope,
                          const Part *part, xmlNode *parent, GError **error);

/* The language that PART itself says, or the one around it. */
static const char *
language_of(const Filling *filling, const Part *part)
{
    for (guint i = 0; i < part->attributes->len; i++) {
        const Attribute *attribute = part->attributes->pdata[i];
        const Piece *piece =
            attribute->phrase->len > 0 ? attribute->phrase->pdata[0] : NULL;
        if (strcmp(attribute->name, "lang") == 0 && piece != NULL &&
            piece->words != NULL)
            return piece->words;
    }
    return filling->language;
}

static gboolean
fill_element(Filling *filling, const Scope *scope, const Part *part,
             xmlNode *element, GError **error)
{
    const char *around = filling->language;
    filling->language = language_of(filling, part);
    for (guint i = 0; i < part->attributes->len; i++) {
        const Attribute *attribute = part->attributes->pdata[i];
        if (!fill_phrase(filling, scope, attribute->phrase, attribute->place,
                         part->line, error))
            return FALSE;
        xmlNewProp(element, BAD_CAST attribute->name,
                   BAD_CAST attribute_value(filling, attribute));
    }
    for (guint i = 0; i < part->children->len; i++)
        if (!fill_part(filling, scope, part->children->pdata[i], element,
                       error))
            return FALSE;
    filling->language = around;
    return TRUE;
}

static gboolean
fill_text(Filling *filling, const Scope *scope, const Part *part,
          xmlNode *parent, GError **error)
{
    if (!fill_phrase(filling, scope, part->phrase, PLACE_TEXT, part->line,
                     error))
        return FALSE;
    xmlAddChild(parent, xmlNewDocTextLen(filling->document,
                                         BAD_CAST filling->phrase->str,
                                         (int)filling->phrase->len));
    return TRUE;
}

/* One copy of PART, if its condition holds. */
static gboolean
fill_once(Filling *filling, const Scope *scope, const Part *part,
          xmlNode *parent, GError **error)
{
    gboolean keep = FALSE;
    if (++filling->steps > TEMPLATE_STEPS_MAX)
        return fail(filling, part->line, error,
                    _("sidan får fler än en miljon delar"));
    if (!part->name)
        return fill_text(filling, scope, part, parent, error);
    if (!test(filling, scope, part, &keep, error))
        return FALSE;
    if (!keep)
        return TRUE;
    xmlNode *element =
        xmlNewDocNode(filling->document, NULL, BAD_CAST part->name, NULL);
    xmlAddChild(parent, element);
    return fill_element(filling, scope, part, element, error);
}

static gboolean
fill_part(Filling *filling, const Scope *scope, const Part *part,
          xmlNode *parent, GError **error)
{
    JsonNode *node = NULL;
    if (!part->each)
        return fill_once(filling, scope, part, parent, error);
    if (!find(filling, scope, part->each, part->line, &node, error))
        return FALSE;
    if (!node)
        return TRUE;
    if (!JSON_NODE_HOLDS_ARRAY(node)) {
        g_autofree char *name = g_strjoinv(".", part->each);
        return fail(filling, part->line, error, _("\"%s\" är ingen lista"),
                    name);
    }
    JsonArray *items = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(items); i++) {
        Scope item = { json_array_get_element(items, i), scope };
        if (!fill_once(filling, &item, part, parent, error))
            return FALSE;
    }
    return TRUE;
}

xmlDoc *
template_fill(const Template *template, JsonNode *data, GError **error)
{
    g_autoptr(XmlDoc) document = xmlNewDoc(BAD_CAST "1.0");
    g_autoptr(GString) phrase = g_string_sized_new(1024);
    g_autoptr(GString) value = g_string_sized_new(256);
    Filling filling = { .template = template,
                        .document = document,
                        .phrase = phrase,
                        .value = value,
                        .language = "sv" };
    Scope scope = { .value = data };
    xmlNode *root =
        xmlNewDocNode(document, NULL, BAD_CAST template->root->name, NULL);
    xmlDocSetRootElement(document, root);
    if (!fill_element(&filling, &scope, template->root, root, error))
        return NULL;
    return g_steal_pointer(&document);
}
