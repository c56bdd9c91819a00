#include "planner/plan/stored.h"

enum { DAY_MIN = 24 * 60 };

JsonArray *
stored_list(JsonParser *parser, const char *text)
{
    if (text == NULL || !json_parser_load_from_data(parser, text, -1, NULL))
        return NULL;
    JsonNode *root = json_parser_get_root(parser);
    return root != NULL && JSON_NODE_HOLDS_ARRAY(root)
               ? json_node_get_array(root)
               : NULL;
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
