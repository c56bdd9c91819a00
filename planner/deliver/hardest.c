#include "planner/deliver/hardest.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/facts.h"
#include "planner/store/stored.h"

/* The hardest first. */
typedef enum {
    HARD_LONGEST,
    HARD_TWO_GROUPS,
    HARD_AFTERNOON,
    HARD_MORNING,
    HARD_NO_LEADER,
    HARD_NO_LEADER_PHONE,
    HARD_NO_MEETING,
    HARD_NO_ADDRESS,
    HARD_NO_NAME,
    HARD_NO_MAIL,
    HARD_NO_VISITORS,
    HARD_ALONE,
    HARD_NO_CALL,
    HARD_PROTECTED,
    HARD_ENGLISH,
    HARD_COUNT,
} Hard;

static const char *const WORDS[HARD_COUNT] = {
    [HARD_LONGEST] = N_("längsta namnet"),
    [HARD_TWO_GROUPS] = N_("två grupper på en dag"),
    [HARD_AFTERNOON] = N_("kommer till lunch"),
    [HARD_MORNING] = N_("går efter lunch"),
    [HARD_NO_LEADER] = N_("ingen gruppledare att nämna"),
    [HARD_NO_LEADER_PHONE] = N_("gruppledaren har ingen telefon"),
    [HARD_NO_MEETING] = N_("ingen samling"),
    [HARD_NO_ADDRESS] = N_("en adress saknas"),
    [HARD_NO_NAME] = N_("ingen kontaktperson"),
    [HARD_NO_MAIL] = N_("ingen e-postadress som duger"),
    [HARD_NO_VISITORS] = N_("inga besökare"),
    [HARD_ALONE] = N_("bara en besökare"),
    [HARD_NO_CALL] = N_("ingen jourtelefon"),
    [HARD_PROTECTED] = N_("skyddade uppgifter"),
    [HARD_ENGLISH] = N_("på engelska"),
};

static guint
bit(Hard hard, gboolean when)
{
    return when ? 1U << hard : 0;
}

static gboolean
has(JsonObject *facts, const char *path)
{
    return facts_member(facts, path) != NULL;
}

static gboolean
is_true(JsonObject *facts, const char *path)
{
    JsonNode *node = facts_member(facts, path);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_BOOLEAN &&
           json_node_get_boolean(node);
}

static gint64
number(JsonObject *facts, const char *path)
{
    JsonNode *node = facts_member(facts, path);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_INT64
               ? json_node_get_int(node)
               : -1;
}

/* Of a letter about a day: when she comes and goes, and what her stops lack. */
static guint
stops_reasons(JsonObject *facts)
{
    JsonArray *stops = facts_stops(facts);
    gboolean gathers = FALSE, ends = FALSE, nowhere = FALSE;
    for (guint i = 0; i < stored_count(stops); i++) {
        JsonNode *node = json_array_get_element(stops, i);
        if (!JSON_NODE_HOLDS_OBJECT(node))
            continue;
        JsonObject *stop = json_node_get_object(node);
        const char *kind = facts_text(stop, "kind");
        gathers |= g_strcmp0(kind, "gathering") == 0;
        ends |= g_strcmp0(kind, "debrief") == 0;
        nowhere |= facts_text(stop, "address") == NULL;
    }
    return bit(HARD_AFTERNOON, stops != NULL && !gathers && ends) |
           bit(HARD_MORNING, stops != NULL && gathers && !ends) |
           bit(HARD_NO_ADDRESS, nowhere);
}

static guint
person_reasons(JsonObject *facts)
{
    gint64 second = number(facts, "afternoon.group");
    return bit(HARD_TWO_GROUPS,
               second >= 0 && second != number(facts, "group")) |
           bit(HARD_NO_MEETING, !has(facts, "meet")) | stops_reasons(facts);
}

static guint
company_reasons(JsonObject *facts)
{
    gint64 visitors = number(facts, "visitor_count");
    return bit(HARD_NO_ADDRESS, facts_text(facts, "place.address") == NULL) |
           bit(HARD_NO_VISITORS, visitors <= 0) |
           bit(HARD_ALONE, visitors == 1);
}

/* Who has a group has a leader; who has no place has neither. */
static guint
group_reasons(JsonObject *facts, LetterKind kind)
{
    if (!has(facts, "group"))
        return 0;
    return bit(HARD_NO_LEADER, !has(facts, "leader")) |
           bit(HARD_NO_LEADER_PHONE,
               has(facts, "leader") && !is_true(facts, "person.leads") &&
                   facts_text(facts, "leader.phone") == NULL) |
           (kind == LETTER_COMPANY ? company_reasons(facts)
                                   : person_reasons(facts));
}

gboolean
hardest_mark(HardLetter *letter, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *facts = facts_read(parser, letter->facts, error);
    if (facts == NULL)
        return FALSE;
    const char *name = facts_text(
        facts, letter->kind == LETTER_COMPANY ? "company.name" : "person.name");
    letter->length = name != NULL ? g_utf8_strlen(name, -1) : 0;
    letter->reasons =
        group_reasons(facts, letter->kind) |
        bit(HARD_NO_NAME, facts_text(facts, "person.given") == NULL) |
        bit(HARD_NO_CALL, facts_text(facts, "event.on_call_phone") == NULL) |
        bit(HARD_ENGLISH, facts_language(facts) == FACTS_ENGLISH) |
        bit(HARD_NO_MAIL, letter->no_address) |
        bit(HARD_PROTECTED, letter->is_protected);
    return TRUE;
}

void
hardest_longest(GArray *letters)
{
    for (int kind = 0; kind < LETTER_KINDS; kind++) {
        HardLetter *longest = NULL;
        for (guint i = 0; i < letters->len; i++) {
            HardLetter *one = &g_array_index(letters, HardLetter, i);
            /* A protected one's is shown to nobody. */
            if ((int)one->kind == kind && !one->is_protected &&
                (longest == NULL || one->length > longest->length))
                longest = one;
        }
        if (longest != NULL)
            longest->reasons |= bit(HARD_LONGEST, TRUE);
    }
}

/* What REASONS are worth to be shown. */
static guint
worth(guint reasons)
{
    guint sum = 0;
    for (guint i = 0; i < HARD_COUNT; i++)
        if (reasons & (1U << i))
            sum += HARD_COUNT - i;
    return sum;
}

GArray *
hardest_choose(const GArray *letters, guint most)
{
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(guint));
    guint shown[LETTER_KINDS] = { 0 };
    while (chosen->len < most) {
        guint best = 0, gain = 0;
        for (guint i = 0; i < letters->len; i++) {
            const HardLetter *one = &g_array_index(letters, HardLetter, i);
            guint new = worth(one->reasons & ~shown[one->kind]);
            if (new > gain) {
                gain = new;
                best = i;
            }
        }
        if (gain == 0)
            return chosen;
        const HardLetter *one = &g_array_index(letters, HardLetter, best);
        shown[one->kind] |= one->reasons;
        g_array_append_val(chosen, best);
    }
    return chosen;
}

GPtrArray *
hardest_words(guint reasons)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < HARD_COUNT; i++)
        if (reasons & (1U << i))
            g_ptr_array_add(words, g_strdup(_(WORDS[i])));
    return words;
}
