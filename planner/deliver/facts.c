#include "planner/deliver/facts.h"

#include <string.h>

#include "planner/store/stored.h"

/* Said in every letter, but nobody's own day: no reason to write again. */
static const char *const COMMON[] = { "answer_by", "city", "destroy_after",
                                      "organiser" };

/* A change of one of these moves the appointment: SEQUENCE rises (RFC 5546
 * 2.1.4).  So does one of a stop's. */
static const char *const MOVING[] = {
    "event.day",       "event.zone", "start", "end",     "group",
    "afternoon.group", "meet",       "place", "company", "lunch",
};
static const char *const MOVING_STOP[] = { "kind", "title", "address", "start",
                                           "end" };

JsonObject *
facts_read(JsonParser *parser, const char *text, GError **error)
{
    return stored_object(parser, text, error);
}

JsonNode *
facts_member(JsonObject *facts, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);
    JsonNode *node = NULL;
    for (char **name = names; *name != NULL; name++) {
        node = json_object_get_member(facts, *name);
        if (node == NULL || json_node_is_null(node))
            return NULL;
        if (name[1] != NULL && !JSON_NODE_HOLDS_OBJECT(node))
            return NULL;
        facts = name[1] != NULL ? json_node_get_object(node) : NULL;
    }
    return node;
}

const char *
facts_text(JsonObject *facts, const char *path)
{
    JsonNode *node = facts_member(facts, path);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : NULL;
}

int
facts_minutes(JsonObject *facts, const char *path)
{
    const char *text = facts_text(facts, path);
    if (text == NULL || strlen(text) != 5 || text[2] != ':') /* "08:30" */
        return -1;
    return (int)(g_ascii_strtoll(text, NULL, 10) * 60 +
                 g_ascii_strtoll(text + 3, NULL, 10));
}

FactsLanguage
facts_language(JsonObject *facts)
{
    return g_strcmp0(facts_text(facts, "language"), "en") == 0 ? FACTS_ENGLISH
                                                               : FACTS_SWEDISH;
}

static gboolean
same_node(JsonNode *one, JsonNode *other)
{
    if (one == NULL || other == NULL)
        return one == other;
    return json_node_equal(one, other);
}

gboolean
facts_same_at(JsonObject *before, JsonObject *now, const char *path)
{
    return same_node(facts_member(before, path), facts_member(now, path));
}

static void
drop_common(JsonObject *facts)
{
    JsonNode *event = facts_member(facts, "event");
    json_object_remove_member(facts, "language");
    if (event == NULL || !JSON_NODE_HOLDS_OBJECT(event))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(COMMON); i++)
        json_object_remove_member(json_node_get_object(event), COMMON[i]);
}

static void
drop_nulls(JsonNode *node)
{
    if (JSON_NODE_HOLDS_ARRAY(node)) {
        JsonArray *list = json_node_get_array(node);
        for (guint i = 0; i < json_array_get_length(list); i++)
            drop_nulls(json_array_get_element(list, i));
    }
    if (!JSON_NODE_HOLDS_OBJECT(node))
        return;
    JsonObject *object = json_node_get_object(node);
    g_autoptr(GList) names = json_object_get_members(object);
    for (GList *name = names; name != NULL; name = name->next) {
        JsonNode *member = json_object_get_member(object, name->data);
        if (json_node_is_null(member))
            json_object_remove_member(object, name->data);
        else
            drop_nulls(member);
    }
}

/* TEXT as it is compared: without what is nobody's own, and without nulls,
 * so that a view which learns a new fact writes to nobody who lacks it.
 * Owned by PARSER; NULL sets ERROR. */
static JsonObject *
comparable(JsonParser *parser, const char *text, GError **error)
{
    JsonObject *facts = facts_read(parser, text, error);
    if (facts == NULL)
        return NULL;
    drop_common(facts);
    drop_nulls(json_parser_get_root(parser));
    return facts;
}

JsonArray *
facts_stops(JsonObject *facts)
{
    JsonNode *stops = facts_member(facts, "stops");
    return stops != NULL && JSON_NODE_HOLDS_ARRAY(stops)
               ? json_node_get_array(stops)
               : NULL;
}

/* The same stops, whatever is noted beside them. */
static gboolean
same_stops(JsonObject *before, JsonObject *now)
{
    JsonArray *old_stops = facts_stops(before), *new_stops = facts_stops(now);
    guint count = stored_count(old_stops);
    if (stored_count(new_stops) != count)
        return FALSE;
    for (guint i = 0; i < count; i++) {
        JsonNode *one = json_array_get_element(old_stops, i);
        JsonNode *other = json_array_get_element(new_stops, i);
        if (!JSON_NODE_HOLDS_OBJECT(one) || !JSON_NODE_HOLDS_OBJECT(other))
            return FALSE;
        for (gsize j = 0; j < G_N_ELEMENTS(MOVING_STOP); j++)
            if (!facts_same_at(json_node_get_object(one),
                               json_node_get_object(other), MOVING_STOP[j]))
                return FALSE;
    }
    return TRUE;
}

static FactsChange
change_of(JsonObject *before, JsonObject *now)
{
    if (json_object_equal(before, now))
        return FACTS_SAME;
    for (gsize i = 0; i < G_N_ELEMENTS(MOVING); i++)
        if (!facts_same_at(before, now, MOVING[i]))
            return FACTS_MOVED;
    return same_stops(before, now) ? FACTS_TOUCHED : FACTS_MOVED;
}

gboolean
facts_compare(const char *before, const char *now, FactsChange *change,
              GError **error)
{
    *change = FACTS_SAME;
    if (strcmp(before, now) == 0)
        return TRUE; /* nearly always: no need to parse */
    g_autoptr(JsonParser) old_parser = json_parser_new();
    g_autoptr(JsonParser) new_parser = json_parser_new();
    JsonObject *old_facts = comparable(old_parser, before, error);
    JsonObject *new_facts =
        old_facts != NULL ? comparable(new_parser, now, error) : NULL;
    if (new_facts == NULL)
        return FALSE;
    *change = change_of(old_facts, new_facts);
    return TRUE;
}
