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

struct Letters {
    Template *templates[LETTER_KINDS][LANGUAGES];
    Zone *zone;
};

static const char *const TEMPLATES[LETTER_KINDS] = {
    [LETTER_PARTICIPANT] = "letter-participant",
    [LETTER_COMPANY] = "letter-company",
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
    [LETTER_REQUEST] = "request", [LETTER_UPDATE] = "update",
    [LETTER_REMIND] = "remind",   [LETTER_CANCEL] = "cancel",
    [LETTER_KEEP] = "keep",
};

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
load(Letters *letters, int kind, int language, GError **error)
{
    g_autofree char *name =
        g_strconcat(TEMPLATES[kind], SUFFIXES[language], NULL);
    letters->templates[kind][language] = form_load(NULL, name, error);
    return letters->templates[kind][language] != NULL;
}

Letters *
letters_open(const char *zone, GError **error)
{
    g_autoptr(Letters) letters = g_new0(Letters, 1);
    for (int i = 0; i < LETTER_KINDS * LANGUAGES; i++)
        if (!load(letters, i / LANGUAGES, i % LANGUAGES, error))
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
    for (int i = 0; i < LETTER_KINDS * LANGUAGES; i++)
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
    gboolean first = strcmp(task->message_id, task->first_message) == 0;
    g_autofree char *calendar = write_calendar(task, facts, form->text, error);
    if (calendar == NULL)
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
        .method = letter_method(task->purpose),
        .language = TONGUES[language_of(facts)],
        .automatic = task->automatic,
    };
    letter->message = message_write(&parts, error);
    if (letter->message == NULL)
        return FALSE;
    letter->subject = g_strdup(form->title);
    return TRUE;
}

gboolean
letter_write(Letters *letters, const LetterTask *task, Letter *letter,
             GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_auto(Form) form = { 0 };
    JsonObject *facts = facts_read(parser, task->facts, error);
    return facts != NULL && dress(task, facts, error) &&
           form_fill(letters->templates[task->kind][language_of(facts)],
                     json_parser_get_root(parser), &form, error) &&
           write_message(task, facts, &form, letter, error);
}
