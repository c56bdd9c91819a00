#include "planner/deliver/letter.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "calendars/calendar.h"
#include "calendars/message.h"
#include "calendars/zone.h"
#include "planner/base/error.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/form.h"
#include "planner/deliver/news.h"
#include "templates/fill.h"

enum { SWEDISH, ENGLISH, LANGUAGES };

/* The two invitations, in all their purposes, then one for each letter without
 * a calendar entry. */
enum { PLAIN = LETTER_KINDS, FORMS = PLAIN + LETTER_PURPOSES - LETTER_THANKS };

struct Letters {
    Template *templates[FORMS][LANGUAGES];
    Zone *zone;
};

static const char *const TEMPLATES[FORMS] = {
    [LETTER_PARTICIPANT] = "letter-participant",
    [LETTER_COMPANY] = "letter-company",
    [PLAIN + LETTER_THANKS - LETTER_THANKS] = "letter-thanks",
    [PLAIN + LETTER_NOT_THIS_TIME - LETTER_THANKS] = "letter-not-this-time",
    [PLAIN + LETTER_RESERVE - LETTER_THANKS] = "letter-reserve",
    [PLAIN + LETTER_HOST - LETTER_THANKS] = "letter-host",
    [PLAIN + LETTER_BRIEFING - LETTER_THANKS] = "letter-briefing",
};

/* After the template's name, and as the letter says it (RFC 3282). */
static const char *const SUFFIXES[LANGUAGES] = { "", ".en" };
static const char *const TONGUES[LANGUAGES] = { "sv", "en" };

static int
language_of(JsonObject *facts)
{
    return facts_language(facts) == FACTS_ENGLISH ? ENGLISH : SWEDISH;
}

/* The template's word for a purpose, and the calendar's. */
static const char *const KINDS[] = {
    [LETTER_REQUEST] = "request",
    [LETTER_UPDATE] = "update",
    [LETTER_REMIND] = "remind",
    [LETTER_CANCEL] = "cancel",
    [LETTER_KEEP] = "keep",
    [LETTER_THANKS] = "thanks",
    [LETTER_NOT_THIS_TIME] = "not-this-time",
    [LETTER_RESERVE] = "reserve",
    [LETTER_HOST] = "host",
    [LETTER_BRIEFING] = "briefing",
};
G_STATIC_ASSERT(G_N_ELEMENTS(KINDS) == LETTER_PURPOSES);

gboolean
letter_is_plain(LetterPurpose purpose)
{
    return purpose >= LETTER_THANKS;
}

const char *
letter_word(LetterPurpose purpose)
{
    return KINDS[purpose];
}

gboolean
letter_purpose(const char *word, LetterPurpose *purpose)
{
    for (int i = 0; i < LETTER_PURPOSES; i++) {
        if (strcmp(KINDS[i], word) != 0)
            continue;
        *purpose = (LetterPurpose)i;
        return TRUE;
    }
    return FALSE;
}

/* Which of TEMPLATES writes TASK. */
static int
form_of(const LetterTask *task)
{
    return letter_is_plain(task->purpose)
               ? PLAIN + (int)(task->purpose - LETTER_THANKS)
               : (int)task->kind;
}

static CalendarMethod
method_of(LetterPurpose purpose)
{
    if (purpose == LETTER_CANCEL)
        return METHOD_CANCEL;
    return purpose == LETTER_KEEP ? METHOD_DECLINECOUNTER : METHOD_REQUEST;
}

const char *
letter_method(LetterPurpose purpose)
{
    if (letter_is_plain(purpose))
        return "NONE";
    switch (method_of(purpose)) {
    case METHOD_CANCEL: return "CANCEL";
    case METHOD_DECLINECOUNTER: return "DECLINECOUNTER";
    default: return "REQUEST";
    }
}

void
letter_clear(Letter *letter)
{
    g_clear_pointer(&letter->subject, g_free);
    g_clear_pointer(&letter->message, g_bytes_unref);
}

static gboolean
load(Letters *letters, const char *folder, int form, int language,
     GError **error)
{
    g_autofree char *name =
        g_strconcat(TEMPLATES[form], SUFFIXES[language], NULL);
    letters->templates[form][language] = form_load(folder, name, error);
    return letters->templates[form][language] != NULL;
}

Letters *
letters_open(const char *folder, const char *zone, GError **error)
{
    g_autoptr(Letters) letters = g_new0(Letters, 1);
    for (int i = 0; i < FORMS * LANGUAGES; i++)
        if (!load(letters, folder, i / LANGUAGES, i % LANGUAGES, error))
            return NULL;
    letters->zone = zone_open(zone);
    if (letters->zone != NULL)
        return g_steal_pointer(&letters);
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("tidszonen %s finns inte på den här datorn"), zone);
    return NULL;
}

void
letters_close(Letters *letters)
{
    if (letters == NULL)
        return;
    for (int i = 0; i < FORMS * LANGUAGES; i++)
        g_clear_pointer(&letters->templates[i / LANGUAGES][i % LANGUAGES],
                        template_free);
    g_clear_pointer(&letters->zone, zone_close);
    g_free(letters);
}

/* Adds to FACTS what the template wants to know besides: the letter's
 * purpose, and what is new since the last one. */
static gboolean
dress(const LetterTask *task, JsonObject *facts, GError **error)
{
    JsonNode *changes = NULL;
    if (task->purpose == LETTER_UPDATE && task->heard != NULL) {
        g_autoptr(JsonParser) parser = json_parser_new();
        JsonObject *heard = facts_read(parser, task->heard, error);
        if (heard == NULL)
            return FALSE;
        changes = news_sentences(heard, facts, facts_language(facts));
    }
    json_object_set_string_member(facts, "kind", KINDS[task->purpose]);
    json_object_set_member(facts, "changes",
                           changes != NULL ? changes
                                           : json_node_new(JSON_NODE_NULL));
    json_object_set_boolean_member(
        facts, "answer_again", task->purpose == LETTER_UPDATE && task->moved);
    json_object_set_null_member(facts, "message");
    /* A letter to a company and one to a person share a template. */
    if (letter_is_plain(task->purpose) &&
        !json_object_has_member(facts, "company"))
        json_object_set_null_member(facts, "company");
    return TRUE;
}

static char *
location_of(JsonObject *facts, LetterKind kind)
{
    gboolean own = kind == LETTER_PARTICIPANT;
    const char *name = facts_text(facts, own ? "meet.place" : "place.name");
    const char *address =
        facts_text(facts, own ? "meet.address" : "place.address");
    if (name == NULL || address == NULL)
        return g_strdup(name != NULL ? name : address);
    return g_strdup_printf("%s, %s", name, address);
}

static gint64
moment(JsonObject *facts, const char *path, GError **error)
{
    return calendar_utc(facts_text(facts, "event.day"),
                        facts_minutes(facts, path),
                        facts_text(facts, "event.zone"), error);
}

static char *
write_calendar(const LetterTask *task, JsonObject *facts, const char *text,
               GError **error)
{
    g_autofree char *location = location_of(facts, task->kind);
    Appointment appointment = {
        .method = method_of(task->purpose),
        .uid = task->uid,
        .sequence = task->sequence,
        .dtstamp_utc = task->dtstamp_utc,
        .start_utc = moment(facts, "start", error),
        .zone = facts_text(facts, "event.zone"),
        .summary = facts_text(facts, "event.name"),
        .location = location,
        .description = text,
        .organizer_name = facts_text(facts, "event.sender.name"),
        .organizer_address = task->organiser,
        .attendee_name = facts_text(facts, "person.name"),
        .attendee_address = task->address,
        .no_counter = TRUE,
    };
    if (appointment.start_utc == G_MININT64)
        return NULL;
    appointment.end_utc = moment(facts, "end", error);
    if (appointment.end_utc == G_MININT64)
        return NULL;
    const Appointment *one = &appointment;
    return calendar_write(&one, 1, NULL, error);
}

static gboolean
write_message(const LetterTask *task, JsonObject *facts, const Form *form,
              Letter *letter, GError **error)
{
    gboolean plain = letter_is_plain(task->purpose);
    gboolean first = strcmp(task->message_id, task->first_message) == 0;
    g_autofree char *calendar =
        plain ? NULL : write_calendar(task, facts, form->text, error);
    if (calendar == NULL && !plain)
        return FALSE;
    MessageParts parts = {
        .from_name = facts_text(facts, "event.sender.name"),
        .from_address = task->organiser,
        .to_name = facts_text(facts, "person.name"),
        .to_address = task->address,
        .subject = form->title,
        .message_id = task->message_id,
        .in_reply_to = first ? NULL : task->first_message,
        .date_utc = task->dtstamp_utc,
        .zone = facts_text(facts, "event.zone"),
        .text = form->text,
        .html = form->html,
        .calendar = calendar,
        .method = plain ? NULL : letter_method(task->purpose),
        .language = TONGUES[language_of(facts)],
        .automatic = task->automatic,
    };
    letter->message = message_write(&parts, error);
    if (letter->message == NULL)
        return FALSE;
    letter->subject = g_strdup(form->title);
    return TRUE;
}

/* The words of TASK into FORM, and its facts, owned by PARSER; NULL sets
 * ERROR. */
static JsonObject *
fill(Letters *letters, const LetterTask *task, JsonParser *parser, Form *form,
     GError **error)
{
    JsonObject *facts = facts_read(parser, task->facts, error);
    if (facts == NULL || !dress(task, facts, error))
        return NULL;
    const Template *template =
        letters->templates[form_of(task)][language_of(facts)];
    return form_fill(template, json_parser_get_root(parser), form, error)
               ? facts
               : NULL;
}

gboolean
letter_write(Letters *letters, const LetterTask *task, Letter *letter,
             GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_auto(Form) form = { 0 };
    JsonObject *facts = fill(letters, task, parser, &form, error);
    return facts != NULL && write_message(task, facts, &form, letter, error);
}

void
letter_sight_clear(LetterSight *sight)
{
    g_clear_pointer(&sight->subject, g_free);
    g_clear_pointer(&sight->text, g_free);
    g_clear_pointer(&sight->html, g_free);
    g_clear_pointer(&sight->to, g_free);
    g_clear_pointer(&sight->from, g_free);
}

gboolean
letter_show(Letters *letters, const LetterTask *task, LetterSight *sight,
            GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_auto(Form) form = { 0 };
    JsonObject *facts = fill(letters, task, parser, &form, error);
    if (facts == NULL)
        return FALSE;
    sight->subject = g_steal_pointer(&form.title);
    sight->text = g_steal_pointer(&form.text);
    sight->html = g_steal_pointer(&form.html);
    sight->to = g_strdup(facts_text(facts, "person.name"));
    sight->from = g_strdup(facts_text(facts, "event.sender.name"));
    sight->tongue = TONGUES[language_of(facts)];
    return TRUE;
}
