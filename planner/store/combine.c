#include "planner/store/combine.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/store/stored.h"

static gboolean
has_word(JsonArray *array, const char *word)
{
    for (guint i = 0; i < json_array_get_length(array); i++)
        if (g_strcmp0(json_array_get_string_element(array, i), word) == 0)
            return TRUE;
    return FALSE;
}

static void
add_words(JsonArray *all, const char *stored)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonArray *list = stored_list(parser, stored);
    for (guint i = 0; i < stored_count(list); i++) {
        const char *word = stored_word(list, i);
        if (word != NULL && !has_word(all, word))
            json_array_add_string_element(all, word);
    }
}

static char *
join_lists(const char *one, const char *other)
{
    g_autoptr(JsonArray) all = json_array_new();
    add_words(all, one);
    guint before = json_array_get_length(all);
    add_words(all, other);
    if (json_array_get_length(all) == before)
        return g_strdup(one);
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_ARRAY);
    json_node_set_array(node, all);
    return json_to_string(node, FALSE);
}

static char *
common_times(const char *one, const char *other)
{
    g_autoptr(JsonParser) one_parser = json_parser_new();
    g_autoptr(JsonParser) other_parser = json_parser_new();
    JsonArray *mine = stored_list(one_parser, one);
    JsonArray *theirs = stored_list(other_parser, other);
    g_autoptr(GString) both = g_string_new(NULL);
    Span a = { 0 };
    Span b = { 0 };
    for (guint i = 0; i < stored_count(mine); i++) {
        for (guint j = 0; j < stored_count(theirs); j++) {
            if (!stored_span(mine, i, &a) || !stored_span(theirs, j, &b))
                continue;
            int from = MAX(a.from_min, b.from_min);
            int to = MIN(a.to_min, b.to_min);
            if (from < to)
                g_string_append_printf(both, "%s[%d,%d]",
                                       both->len > 0 ? "," : "[", from, to);
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
