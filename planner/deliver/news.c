#include "planner/deliver/news.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/stored.h"
#include "templates/format.h"

/* One sentence in both tongues of the letters.  (A letter's language is its
 * reader's; gettext knows the planner's only.) */
typedef struct Sentence {
    const char *swedish, *english;
} Sentence;

/* Sentences on their way. */
typedef struct Telling {
    JsonArray *sentences;
    FactsLanguage language;
} Telling;

static const char *
words(const Telling *telling, const Sentence *sentence)
{
    switch (telling->language) {
    case FACTS_ENGLISH: return sentence->english;
    case FACTS_SWEDISH: return sentence->swedish;
    default: return _(sentence->swedish);
    }
}

/* The value at PATH as a reader of LANGUAGE would write it; NULL when there is
 * none. */
static char *
shown(JsonObject *facts, const char *path, const char *format,
      FactsLanguage language)
{
    JsonNode *node = facts_member(facts, path);
    const char *plain = facts_text(facts, path);
    if (node != NULL && json_node_get_value_type(node) == G_TYPE_INT64)
        return g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node));
    if (plain == NULL)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (format == NULL ||
        !format_value_in(language == FACTS_ENGLISH ? "en" : "sv", format, plain,
                         text))
        g_string_assign(text, plain);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* One fact that a sentence can be made of: first the new value, then the
 * old one. */
typedef struct Novelty {
    const char *path;
    const char *format; /* of templates/format.h; NULL: as it is */
    Sentence sentence;  /* both values */
} Novelty;

// clang-format off
static const Novelty NOVELTIES[] = {
    { "event.day", "date",
      { N_("Dagen är %s i stället för %s."),
        "The day is %s instead of %s." } },
    { "start", "clock",
      { N_("Börjar kl. %s i stället för kl. %s."),
        "Starts at %s instead of %s." } },
    { "end", "clock",
      { N_("Slutar kl. %s i stället för kl. %s."),
        "Ends at %s instead of %s." } },
    { "group", NULL,
      { N_("Gruppen är %s i stället för %s."),
        "The group is %s instead of %s." } },
    { "meet.place", NULL,
      { N_("Samlingen är på %s i stället för på %s."),
        "The gathering is at %s instead of %s." } },
    { "place.name", NULL,
      { N_("Platsen är %s i stället för %s."),
        "The place is %s instead of %s." } },
    { "place.address", NULL,
      { N_("Adressen är %s i stället för %s."),
        "The address is %s instead of %s." } },
    { "company.name", NULL,
      { N_("Företaget heter %s i stället för %s."),
        "The company's name is %s instead of %s." } },
    { "person.name", NULL,
      { N_("Namnet är %s i stället för %s."),
        "The name is %s instead of %s." } },
    { "event.name", NULL,
      { N_("Dagen heter %s i stället för %s."),
        "The day is called %s instead of %s." } },
    { "topic", NULL,
      { N_("Ämnet är %s i stället för %s."),
        "The topic is %s instead of %s." } },
    { "lunch.start", "clock",
      { N_("Lunchen börjar kl. %s i stället för kl. %s."),
        "Lunch starts at %s instead of %s." } },
    { "visitor_count", NULL,
      { N_("Ni får %s besökare i stället för %s."),
        "You will have %s visitors instead of %s." } },
    { "event.on_call_phone", "phone",
      { N_("Jourtelefonen är %s i stället för %s."),
        "The on-call phone is %s instead of %s." } },
};
// clang-format on

/* Who leads or drives; the reader herself is addressed as such. */
typedef struct Duty {
    const char *name, *own; /* paths; the latter is true of the reader */
    /* After lunch: the same of the whole day, where that is no other. */
    const char *day_name, *day_own;
    Sentence changed; /* both names */
    Sentence begins, ends;
} Duty;

// clang-format off
static const Duty DUTIES[] = {
    { "leader.name", "person.leads", NULL, NULL,
      { N_("Gruppledare är %s i stället för %s."),
        "The group leader is %s instead of %s." },
      { N_("Du leder gruppen."),
        "You lead the group." },
      { N_("Du leder inte längre gruppen."),
        "You no longer lead the group." } },
    { "driver.name", "person.drives", NULL, NULL,
      { N_("Föraren är %s i stället för %s."),
        "The driver is %s instead of %s." },
      { N_("Du kör bilen."),
        "You drive the car." },
      { N_("Du kör inte längre bilen."),
        "You no longer drive the car." } },
    { "afternoon.leader.name", "afternoon.leads", "leader.name", "person.leads",
      { N_("Gruppledare efter lunch är %s i stället för %s."),
        "The group leader after lunch is %s instead of %s." },
      { N_("Du leder gruppen efter lunch."),
        "You lead the group after lunch." },
      { N_("Du leder inte längre gruppen efter lunch."),
        "You no longer lead the group after lunch." } },
    { "afternoon.driver.name", "afternoon.drives", "driver.name", "person.drives",
      { N_("Föraren efter lunch är %s i stället för %s."),
        "The driver after lunch is %s instead of %s." },
      { N_("Du kör bilen efter lunch."),
        "You drive the car after lunch." },
      { N_("Du kör inte längre bilen efter lunch."),
        "You no longer drive the car after lunch." } },
};
static const Sentence
    VISIT_NEW = { N_("Nytt besök: %s kl. %s."), "New visit: %s at %s." },
    VISIT_GONE = { N_("Besöket hos %s kl. %s är struket."),
                   "The visit to %s at %s is off." },
    VISIT_MOVED = { N_("%s besöks nu kl. %s."), "%s is now visited at %s." },
    VISIT_ENDS = { N_("Besöket hos %s slutar nu kl. %s."),
                   "The visit to %s now ends at %s." },
    VISIT_NOTE = { N_("Om besöket hos %s: %s"), "About the visit to %s: %s" },
    VISIT_PLACE = { N_("Besöket hos %s är nu på %s."),
                    "The visit to %s is now at %s." };
// clang-format on

static void
add_sentence(const Telling *telling, const Sentence *form, const char *now,
             const char *before)
{
    g_auto(GStrv) parts = g_strsplit(words(telling, form), "%s", 3);
    g_assert(g_strv_length(parts) == 3);
    g_autofree char *sentence =
        g_strconcat(parts[0], now, parts[1], before, parts[2], NULL);
    json_array_add_string_element(telling->sentences, sentence);
}

static gboolean
is_true(JsonObject *facts, const char *path)
{
    JsonNode *node = facts_member(facts, path);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_BOOLEAN &&
           json_node_get_boolean(node);
}

static void
add_duty(const Telling *telling, const Duty *duty, JsonObject *before,
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
        json_array_add_string_element(
            telling->sentences,
            words(telling, does ? &duty->begins : &duty->ends));
    const char *was = facts_text(before, old_day ? duty->day_name : duty->name);
    const char *is = facts_text(now, new_day ? duty->day_name : duty->name);
    if (!does && is != NULL && was != NULL && strcmp(is, was) != 0)
        add_sentence(telling, &duty->changed, is, was);
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
    JsonArray *list = facts_stops(facts);
    for (guint i = 0; i < stored_count(list); i++) {
        JsonObject *stop = visit_at(list, i);
        if (stop != NULL && strcmp(facts_text(stop, "title"), title) == 0)
            return stop;
    }
    return NULL;
}

static void
add_visit(const Telling *telling, const Sentence *form, JsonObject *stop)
{
    g_autofree char *start = shown(stop, "start", "clock", telling->language);
    add_sentence(telling, form, facts_text(stop, "title"), start);
}

/* Where and when the visit STOP is, as far as TWIN said otherwise. */
static void
add_moved(const Telling *telling, JsonObject *twin, JsonObject *stop)
{
    const char *address = facts_text(stop, "address");
    if (!facts_same_at(twin, stop, "start"))
        add_visit(telling, &VISIT_MOVED, stop);
    if (!facts_same_at(twin, stop, "end") && facts_text(stop, "end") != NULL) {
        g_autofree char *end = shown(stop, "end", "clock", telling->language);
        add_sentence(telling, &VISIT_ENDS, facts_text(stop, "title"), end);
    }
    if (!facts_same_at(twin, stop, "note") && facts_text(stop, "note") != NULL)
        add_sentence(telling, &VISIT_NOTE, facts_text(stop, "title"),
                     facts_text(stop, "note"));
    if (address != NULL && !facts_same_at(twin, stop, "address"))
        add_sentence(telling, &VISIT_PLACE, facts_text(stop, "title"), address);
}

/* What became of the visits of FACTS in OTHER; NOW says which is newer. */
static void
add_visits(const Telling *telling, JsonObject *facts, JsonObject *other,
           gboolean now)
{
    JsonArray *list = facts_stops(facts);
    for (guint i = 0; i < stored_count(list); i++) {
        JsonObject *stop = visit_at(list, i);
        if (stop == NULL)
            continue;
        JsonObject *twin = find_visit(other, facts_text(stop, "title"));
        if (twin == NULL)
            add_visit(telling, now ? &VISIT_NEW : &VISIT_GONE, stop);
        else if (now)
            add_moved(telling, twin, stop);
    }
}

JsonNode *
news_sentences(JsonObject *before, JsonObject *now, FactsLanguage language)
{
    g_autoptr(JsonArray) sentences = json_array_new();
    const Telling telling = { sentences, language };
    for (gsize i = 0; i < G_N_ELEMENTS(NOVELTIES); i++) {
        const Novelty *row = &NOVELTIES[i];
        if (facts_same_at(before, now, row->path))
            continue;
        g_autofree char *is = shown(now, row->path, row->format, language);
        g_autofree char *was = shown(before, row->path, row->format, language);
        if (is != NULL && was != NULL)
            add_sentence(&telling, &row->sentence, is, was);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(DUTIES); i++)
        add_duty(&telling, &DUTIES[i], before, now);
    add_visits(&telling, now, before, TRUE);
    add_visits(&telling, before, now, FALSE);
    if (json_array_get_length(sentences) == 0)
        return NULL;
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    json_node_set_array(node, sentences);
    return node;
}

GPtrArray *
news_for_planner(const char *before, const char *now, GError **error)
{
    g_autoptr(JsonParser) old_parser = json_parser_new();
    g_autoptr(JsonParser) new_parser = json_parser_new();
    JsonObject *old_facts = facts_read(old_parser, before, error);
    JsonObject *new_facts =
        old_facts != NULL ? facts_read(new_parser, now, error) : NULL;
    if (new_facts == NULL)
        return NULL;
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(JsonNode) node =
        news_sentences(old_facts, new_facts, FACTS_PLANNER);
    JsonArray *sentences = node != NULL ? json_node_get_array(node) : NULL;
    for (guint i = 0; i < stored_count(sentences); i++)
        g_ptr_array_add(texts,
                        g_strdup(json_array_get_string_element(sentences, i)));
    if (texts->len == 0)
        g_ptr_array_add(texts, g_strdup(_("Något annat i brevet är ändrat.")));
    return texts;
}
