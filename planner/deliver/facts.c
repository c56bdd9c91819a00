#include "planner/deliver/facts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/stored.h"
#include "templates/format.h"

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

static gboolean
same_node(JsonNode *one, JsonNode *other)
{
    if (one == NULL || other == NULL)
        return one == other;
    return json_node_equal(one, other);
}

static gboolean
same_at(JsonObject *before, JsonObject *now, const char *path)
{
    return same_node(facts_member(before, path), facts_member(now, path));
}

static void
drop_common(JsonObject *facts)
{
    JsonNode *event = facts_member(facts, "event");
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

/* The stops of FACTS; NULL: none. */
static JsonArray *
stops_of(JsonObject *facts)
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
    JsonArray *old_stops = stops_of(before), *new_stops = stops_of(now);
    guint count = stored_count(old_stops);
    if (stored_count(new_stops) != count)
        return FALSE;
    for (guint i = 0; i < count; i++) {
        JsonNode *one = json_array_get_element(old_stops, i);
        JsonNode *other = json_array_get_element(new_stops, i);
        if (!JSON_NODE_HOLDS_OBJECT(one) || !JSON_NODE_HOLDS_OBJECT(other))
            return FALSE;
        for (gsize j = 0; j < G_N_ELEMENTS(MOVING_STOP); j++)
            if (!same_at(json_node_get_object(one), json_node_get_object(other),
                         MOVING_STOP[j]))
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
        if (!same_at(before, now, MOVING[i]))
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

/* ---- what is new, in sentences --------------------------------------------- */

/* The value at PATH as a reader would write it; NULL when there is none. */
static char *
shown(JsonObject *facts, const char *path, const char *format)
{
    JsonNode *node = facts_member(facts, path);
    const char *plain = facts_text(facts, path);
    if (node != NULL && json_node_get_value_type(node) == G_TYPE_INT64)
        return g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node));
    if (plain == NULL)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (format == NULL || !format_value(format, plain, text))
        g_string_assign(text, plain);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* One fact that a sentence can be made of: first the new value, then the
 * old one. */
typedef struct Novelty {
    const char *path;
    const char *format;   /* of templates/format.h; NULL: as it is */
    const char *sentence; /* both values */
} Novelty;

// clang-format off
static const Novelty NOVELTIES[] = {
    { "event.day",       "date",  N_("Dagen är %s i stället för %s.") },
    { "start",           "clock", N_("Börjar kl. %s i stället för kl. %s.") },
    { "end",             "clock", N_("Slutar kl. %s i stället för kl. %s.") },
    { "group",           NULL,    N_("Gruppen är %s i stället för %s.") },
    { "meet.place",      NULL,    N_("Samlingen är på %s i stället för på %s.") },
    { "place.name",      NULL,    N_("Platsen är %s i stället för %s.") },
    { "place.address",   NULL,    N_("Adressen är %s i stället för %s.") },
    { "company.name",    NULL,    N_("Företaget heter %s i stället för %s.") },
    { "person.name",     NULL,    N_("Namnet är %s i stället för %s.") },
    { "event.name",      NULL,    N_("Dagen heter %s i stället för %s.") },
    { "topic",           NULL,    N_("Ämnet är %s i stället för %s.") },
    { "lunch.start",     "clock", N_("Lunchen börjar kl. %s i stället för kl. %s.") },
    { "visitor_count",   NULL,    N_("Ni får %s besökare i stället för %s.") },
    { "event.on_call_phone", "phone", N_("Jourtelefonen är %s i stället för %s.") },
};
// clang-format on

/* Who leads or drives; the reader herself is addressed as such. */
typedef struct Duty {
    const char *name, *own; /* paths; the latter is true of the reader */
    /* After lunch: the same of the whole day, where that is no other. */
    const char *day_name, *day_own;
    const char *changed; /* both names */
    const char *begins, *ends;
} Duty;

// clang-format off
static const Duty DUTIES[] = {
    { "leader.name", "person.leads", NULL, NULL,
      N_("Gruppledare är %s i stället för %s."),
      N_("Du leder gruppen."), N_("Du leder inte längre gruppen.") },
    { "driver.name", "person.drives", NULL, NULL,
      N_("Föraren är %s i stället för %s."),
      N_("Du kör bilen."), N_("Du kör inte längre bilen.") },
    { "afternoon.leader.name", "afternoon.leads", "leader.name", "person.leads",
      N_("Gruppledare efter lunch är %s i stället för %s."),
      N_("Du leder gruppen efter lunch."),
      N_("Du leder inte längre gruppen efter lunch.") },
    { "afternoon.driver.name", "afternoon.drives", "driver.name", "person.drives",
      N_("Föraren efter lunch är %s i stället för %s."),
      N_("Du kör bilen efter lunch."),
      N_("Du kör inte längre bilen efter lunch.") },
};
// clang-format on

static void
add_sentence(JsonArray *sentences, const char *form, const char *now,
             const char *before)
{
    g_auto(GStrv) parts = g_strsplit(form, "%s", 3);
    g_assert(g_strv_length(parts) == 3);
    g_autofree char *sentence =
        g_strconcat(parts[0], now, parts[1], before, parts[2], NULL);
    json_array_add_string_element(sentences, sentence);
}

static gboolean
is_true(JsonObject *facts, const char *path)
{
    JsonNode *node = facts_member(facts, path);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_BOOLEAN &&
           json_node_get_boolean(node);
}

static void
add_duty(JsonArray *sentences, const Duty *duty, JsonObject *before,
         JsonObject *now)
{
    gboolean split = duty->day_name != NULL;
    gboolean was_split = facts_member(before, "afternoon") != NULL;
    gboolean is_split = facts_member(now, "afternoon") != NULL;
    if (split && !was_split && !is_split)
        return;
    gboolean old_day = split && !was_split, new_day = split && !is_split;
    gboolean did = is_true(before, old_day ? duty->day_own : duty->own);
    gboolean does = is_true(now, new_day ? duty->day_own : duty->own);
    if (does != did)
        json_array_add_string_element(sentences,
                                      _(does ? duty->begins : duty->ends));
    const char *was = facts_text(before, old_day ? duty->day_name : duty->name);
    const char *is = facts_text(now, new_day ? duty->day_name : duty->name);
    if (!does && is != NULL && was != NULL && strcmp(is, was) != 0)
        add_sentence(sentences, _(duty->changed), is, was);
}

/* Stop INDEX of LIST if it is a visit that says where and when, or NULL. */
static JsonObject *
visit_at(JsonArray *list, guint index)
{
    JsonNode *node = json_array_get_element(list, index);
    JsonObject *stop =
        JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    return stop != NULL && g_strcmp0(facts_text(stop, "kind"), "visit") == 0 &&
                   facts_text(stop, "title") != NULL &&
                   facts_text(stop, "start") != NULL
               ? stop
               : NULL;
}

/* The visit of FACTS to the company TITLE; NULL when there is none. */
static JsonObject *
find_visit(JsonObject *facts, const char *title)
{
    JsonArray *list = stops_of(facts);
    for (guint i = 0; i < stored_count(list); i++) {
        JsonObject *stop = visit_at(list, i);
        if (stop != NULL && strcmp(facts_text(stop, "title"), title) == 0)
            return stop;
    }
    return NULL;
}

static void
add_visit(JsonArray *sentences, const char *form, JsonObject *stop)
{
    g_autofree char *start = shown(stop, "start", "clock");
    add_sentence(sentences, form, facts_text(stop, "title"), start);
}

/* Where and when the visit STOP is, as far as TWIN said otherwise. */
static void
add_moved(JsonArray *sentences, JsonObject *twin, JsonObject *stop)
{
    const char *address = facts_text(stop, "address");
    if (!same_at(twin, stop, "start"))
        add_visit(sentences, _("%s besöks nu kl. %s."), stop);
    if (!same_at(twin, stop, "end") && facts_text(stop, "end") != NULL) {
        g_autofree char *end = shown(stop, "end", "clock");
        add_sentence(sentences, _("Besöket hos %s slutar nu kl. %s."),
                     facts_text(stop, "title"), end);
    }
    if (!same_at(twin, stop, "note") && facts_text(stop, "note") != NULL)
        add_sentence(sentences, _("Om besöket hos %s: %s"),
                     facts_text(stop, "title"), facts_text(stop, "note"));
    if (address != NULL && !same_at(twin, stop, "address"))
        add_sentence(sentences, _("Besöket hos %s är nu på %s."),
                     facts_text(stop, "title"), address);
}

/* What became of the visits of FACTS in OTHER; NOW says which is newer. */
static void
add_visits(JsonArray *sentences, JsonObject *facts, JsonObject *other,
           gboolean now)
{
    JsonArray *list = stops_of(facts);
    for (guint i = 0; i < stored_count(list); i++) {
        JsonObject *stop = visit_at(list, i);
        if (stop == NULL)
            continue;
        JsonObject *twin = find_visit(other, facts_text(stop, "title"));
        if (twin == NULL)
            add_visit(sentences,
                      now ? _("Nytt besök: %s kl. %s.")
                          : _("Besöket hos %s kl. %s är struket."),
                      stop);
        else if (now)
            add_moved(sentences, twin, stop);
    }
}

JsonNode *
facts_sentences(JsonObject *before, JsonObject *now)
{
    g_autoptr(JsonArray) sentences = json_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(NOVELTIES); i++) {
        const Novelty *row = &NOVELTIES[i];
        if (same_at(before, now, row->path))
            continue;
        g_autofree char *is = shown(now, row->path, row->format);
        g_autofree char *was = shown(before, row->path, row->format);
        if (is != NULL && was != NULL)
            add_sentence(sentences, _(row->sentence), is, was);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(DUTIES); i++)
        add_duty(sentences, &DUTIES[i], before, now);
    add_visits(sentences, now, before, TRUE);
    add_visits(sentences, before, now, FALSE);
    if (json_array_get_length(sentences) == 0)
        return NULL;
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    json_node_set_array(node, sentences);
    return node;
}

GPtrArray *
facts_differences(const char *before, const char *now, GError **error)
{
    g_autoptr(JsonParser) old_parser = json_parser_new();
    g_autoptr(JsonParser) new_parser = json_parser_new();
    JsonObject *old_facts = facts_read(old_parser, before, error);
    JsonObject *new_facts =
        old_facts != NULL ? facts_read(new_parser, now, error) : NULL;
    if (new_facts == NULL)
        return NULL;
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(JsonNode) node = facts_sentences(old_facts, new_facts);
    JsonArray *sentences = node != NULL ? json_node_get_array(node) : NULL;
    for (guint i = 0; i < stored_count(sentences); i++)
        g_ptr_array_add(texts,
                        g_strdup(json_array_get_string_element(sentences, i)));
    if (texts->len == 0)
        g_ptr_array_add(texts, g_strdup(_("Något annat i brevet är ändrat.")));
    return texts;
}
