#include "planner/store/stored.h"

#include <glib/gi18n.h>

#include "planner/base/error.h"

enum { DAY_MIN = 24 * 60 };

/* Knows JSON, not all that json-glib reads beyond it: comments and single
 * quotes are none of ours. */
static gboolean
is_shallow(const char *text)
{
    int depth = 0;
    gboolean quoted = FALSE;
    for (const char *c = text; *c != '\0' && depth <= JSON_DEPTH_MAX; c++) {
        if (quoted && *c == '\\' && c[1] != '\0')
            c++;
        else if (*c == '"')
            quoted = !quoted;
        else if (!quoted && (*c == '/' || *c == '\''))
            return FALSE;
        else if (!quoted && (*c == '{' || *c == '['))
            depth++;
        else if (!quoted && (*c == '}' || *c == ']'))
            depth--;
    }
    return depth <= JSON_DEPTH_MAX;
}

static gboolean
fail(GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_STORE,
                       _("databasen är skadad: här står något som Hundra inte "
                         "har skrivit; återställ den från en säkerhetskopia"));
}

gboolean
stored_load(JsonParser *parser, const char *text, GError **error)
{
    if (text != NULL && is_shallow(text) &&
        json_parser_load_from_data(parser, text, -1, NULL) &&
        json_parser_get_root(parser) != NULL)
        return TRUE;
    return fail(error);
}

JsonObject *
stored_object(JsonParser *parser, const char *text, GError **error)
{
    if (!stored_load(parser, text, error))
        return NULL;
    JsonNode *root = json_parser_get_root(parser);
    if (JSON_NODE_HOLDS_OBJECT(root))
        return json_node_get_object(root);
    fail(error);
    return NULL;
}

JsonArray *
stored_list(JsonParser *parser, const char *text)
{
    if (!stored_load(parser, text, NULL))
        return NULL;
    JsonNode *root = json_parser_get_root(parser);
    return JSON_NODE_HOLDS_ARRAY(root) ? json_node_get_array(root) : NULL;
}

guint
stored_count(JsonArray *list)
{
    return list != NULL ? json_array_get_length(list) : 0;
}

static gboolean
minutes_at(JsonArray *pair, guint index, int *minutes)
{
    JsonNode *node = json_array_get_element(pair, index);
    if (!JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_INT64)
        return FALSE;
    gint64 value = json_node_get_int(node);
    *minutes = (int)CLAMP(value, 0, DAY_MIN);
    return value >= 0 && value <= DAY_MIN;
}

gboolean
stored_span(JsonArray *list, guint index, Span *span)
{
    JsonNode *node = json_array_get_element(list, index);
    if (!JSON_NODE_HOLDS_ARRAY(node))
        return FALSE;
    JsonArray *pair = json_node_get_array(node);
    return json_array_get_length(pair) == 2 &&
           minutes_at(pair, 0, &span->from_min) &&
           minutes_at(pair, 1, &span->to_min) && span->from_min <= span->to_min;
}

const char *
stored_word(JsonArray *list, guint index)
{
    JsonNode *node = json_array_get_element(list, index);
    return JSON_NODE_HOLDS_VALUE(node) &&
                   json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : NULL;
}
