#include "planner/store/import-xml.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/base/tags.h"

enum { DIGITS_MAX = 9 };

static gboolean
is_named(const xmlNode *node, const char *name)
{
    return strcmp((const char *)node->name, name) == 0;
}

static gboolean
is_whole_number(const char *text)
{
    gsize length = strlen(text);
    return length > 0 && length <= DIGITS_MAX &&
           strspn(text, "0123456789") == length &&
           (text[0] != '0' || length == 1);
}

static JsonNode *
list_node(const char *text, const char *separator)
{
    g_autoptr(JsonArray) array = json_array_new();
    g_auto(GStrv) words = g_strsplit(text, separator, -1);
    for (char **word = words; *word != NULL; word++) {
        g_strstrip(*word);
        if (is_whole_number(*word))
            json_array_add_int_element(array, g_ascii_strtoll(*word, NULL, 10));
        else
            json_array_add_string_element(array, *word);
    }
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    json_node_take_array(node, g_steal_pointer(&array));
    return node;
}

/* An attribute has one form for what JSON has three for. */
static JsonNode *
attribute_node(const char *name, const char *text)
{
    if (strcmp(name, "styre") == 0)
        return list_node(text, ",");
    if (strcmp(name, "besök_per_grupp") == 0)
        return list_node(text, "-");
    JsonNode *node = json_node_new(JSON_NODE_VALUE);
    if (is_whole_number(text))
        json_node_set_int(node, g_ascii_strtoll(text, NULL, 10));
    else
        json_node_set_string(node, text);
    return node;
}

static void
add_attributes(JsonObject *object, xmlNode *element)
{
    for (const xmlAttr *attr = element->properties; attr != NULL;
         attr = attr->next) {
        const char *name = (const char *)attr->name;
        xmlChar *text = xmlNodeListGetString(element->doc, attr->children, 1);
        json_object_set_member(
            object, name,
            attribute_node(name, text != NULL ? (const char *)text : ""));
        xmlFree(text);
    }
}

static void
add_text(JsonObject *object, const char *name, const xmlNode *element)
{
    xmlChar *text = xmlNodeGetContent(element);
    if (text != NULL) {
        g_autofree char *bare = g_strstrip(g_strdup((const char *)text));
        if (*bare != '\0')
            json_object_set_string_member(object, name, bare);
    }
    xmlFree(text);
}

/* The element's attributes, and its text as TEXT_NAME. */
static JsonObject *
object_of(xmlNode *element, const char *text_name)
{
    JsonObject *object = json_object_new();
    add_attributes(object, element);
    if (text_name != NULL)
        add_text(object, text_name, element);
    return object;
}

static JsonArray *
array_of(xmlNode *element, const char *text_name)
{
    JsonArray *array = json_array_new();
    for (xmlNode *child = element->children; child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            json_array_add_object_element(array, object_of(child, text_name));
    return array;
}

/* The object of all places; an attribute may have taken its name. */
static JsonObject *
places_of(JsonObject *event)
{
    JsonNode *node = json_object_get_member(event, "platser");
    if (node == NULL || !JSON_NODE_HOLDS_OBJECT(node))
        json_object_set_object_member(event, "platser", json_object_new());
    return json_object_get_object_member(event, "platser");
}

/* <plats id="SAM">: one of several; without an id the only one. */
static void
add_place(JsonObject *event, xmlNode *element)
{
    g_autoptr(JsonObject) place = object_of(element, "namn");
    xmlChar *id = xmlGetProp(element, (const xmlChar *)"id");
    json_object_remove_member(place, "id");
    if (id == NULL)
        json_object_set_object_member(event, "plats", g_steal_pointer(&place));
    else
        json_object_set_object_member(places_of(event), (const char *)id,
                                      g_steal_pointer(&place));
    xmlFree(id);
}

/* <område nr="1">Kompetens</område> is "1": "Kompetens". */
static void
add_areas(JsonObject *event, const xmlNode *element)
{
    JsonObject *areas = json_object_new();
    for (xmlNode *child = element->children; child != NULL;
         child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        xmlChar *number = xmlGetProp(child, (const xmlChar *)"nr");
        if (number != NULL)
            add_text(areas, (const char *)number, child);
        xmlFree(number);
    }
    json_object_set_object_member(event, "områden", areas);
}

static void
add_element(JsonObject *event, xmlNode *element)
{
    const char *name = (const char *)element->name;
    if (is_named(element, "program"))
        json_object_set_array_member(event, name, array_of(element, "namn"));
    else if (is_named(element, "regler"))
        json_object_set_array_member(event, name, array_of(element, "text"));
    else if (is_named(element, "rundor"))
        json_object_set_array_member(event, name, array_of(element, NULL));
    else if (is_named(element, "områden"))
        add_areas(event, element);
    else if (is_named(element, "plats"))
        add_place(event, element);
    else if (element->properties != NULL)
        json_object_set_object_member(event, name, object_of(element, NULL));
    else
        add_text(event, name, element);
}

static JsonNode *
tree_of(xmlNode *root)
{
    JsonObject *event = json_object_new();
    add_attributes(event, root);
    for (xmlNode *child = root->children; child != NULL; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            add_element(event, child);
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, event);
    return node;
}

static JsonNode *
refuse(const xmlError *why, GError **error)
{
    /* libxml2 quotes the file as it is, broken bytes and all. */
    g_autofree char *text =
        g_strchomp(g_utf8_make_valid(why != NULL ? why->message : "?", -1));
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("rad %d: är inte riktig XML (%s); rätta filen"),
                why != NULL ? why->line : 0, text);
    return NULL;
}

JsonNode *
event_xml_parse(const char *text, gsize length, GError **error)
{
    enum {
        OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
    };
    Tags tags = { 0 };
    if (!tags_watch(&tags, text, length)) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("har ett element med fler än %d attribut; ta bort dem"),
                    TAGS_ATTRIBUTES_MAX);
        return NULL;
    }
    /* UTF-8 whatever it says of itself: tags_watch knows nothing else. */
    xmlParserCtxt *parser = xmlNewParserCtxt();
    xmlDoc *doc =
        xmlCtxtReadMemory(parser, text, (int)length, NULL, "UTF-8", OPTIONS);
    JsonNode *node = NULL;
    if (doc == NULL)
        refuse(xmlCtxtGetLastError(parser), error);
    else if (doc->intSubset != NULL || doc->extSubset != NULL)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("har en DOCTYPE, och sådana läses inte; ta bort den"));
    else if (!is_named(xmlDocGetRootElement(doc), "händelse") &&
             !is_named(xmlDocGetRootElement(doc), "event"))
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("börjar med <%s>; ett evenemang börjar med <händelse>"),
                    (const char *)xmlDocGetRootElement(doc)->name);
    else
        node = tree_of(xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    return node;
}
