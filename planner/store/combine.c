#include "planner/store/combine.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonArray *
parse_array(const char *stored)
{
    g_autoptr(JsonNode) node = json_from_string(stored, NULL);
    g_assert(node != NULL && JSON_NODE_HOLDS_ARRAY(node)); /* by CHECK */
    return json_node_dup_array(node);
}

static gboolean
has_word(JsonArray *array, const char *word)
{
    for (guint i = 0; i < json_array_get_length(array); i++)
        if (g_strcmp0(json_array_get_string_element(array, i), word) == 0)
            return TRUE;
    return FALSE;
}

static char *
join_lists(const char *one, const char *other)
{
    g_autoptr(JsonArray) all = parse_array(one);
    g_autoptr(JsonArray) more = parse_array(other);
    guint before = json_array_get_length(all);
    for (guint i = 0; i < json_array_get_length(more); i++) {
        const char *word = json_array_get_string_element(more, i);
        if (!has_word(all, word))
            json_array_add_string_element(all, word);
    }
    if (json_array_get_length(all) == before)
        return g_strdup(one);
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_ARRAY);
    json_node_set_array(node, all);
    return json_to_string(node, FALSE);
}

static char *
common_times(const char *one, const char *other)
{
    g_autoptr(JsonArray) mine = parse_array(one);
    g_autoptr(JsonArray) theirs = parse_array(other);
    g_autoptr(GString) both = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(mine); i++) {
        JsonArray *a = json_array_get_array_element(mine, i);
        for (guint j = 0; j < json_array_get_length(theirs); j++) {
            JsonArray *b = json_array_get_array_element(theirs, j);
            gint64 from = MAX(json_array_get_int_element(a, 0),
                              json_array_get_int_element(b, 0));
            gint64 to = MIN(json_array_get_int_element(a, 1),
                            json_array_get_int_element(b, 1));
            if (from < to)
                g_string_append_printf(both, "%s[%d,%d]",
                                       both->len > 0 ? "," : "[", (int)from,
                                       (int)to);
        }
    }
    if (both->len == 0)
        return NULL;
    g_string_append_c(both, ']');
    return g_string_free(g_steal_pointer(&both), FALSE);
}

char *
combine(FieldType type, const char *one, const char *other)
{
    switch (type) {
    case TYPE_SECRET: return g_strdup(strcmp(one, "1") == 0 ? one : other);
    case TYPE_LIST: return join_lists(one, other);
    case TYPE_SPANS: return common_times(one, other);
    default: return NULL;
    }
}
