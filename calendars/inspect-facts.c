#include "inspect-facts.h"

#include <string.h>

#include "calendars/content.h"
#include "calendars/mail-parts.h"

enum { DEPTH = 4 }; /* VCALENDAR > VTIMEZONE > STANDARD is three */

#define AT(member) offsetof(InspectFacts, member)

/* The first of each; of a property, or of its PARAMETER. */
// clang-format off
static const struct {
    const char *component, *property, *parameter;
    size_t at;
} TEXTS[] = {
    { "VCALENDAR", "METHOD", NULL, AT(method) },
    { "VCALENDAR", "VERSION", NULL, AT(version) },
    { "VCALENDAR", "PRODID", NULL, AT(prodid) },
    { "VEVENT", "UID", NULL, AT(uid) },
    { "VEVENT", "DTSTAMP", NULL, AT(dtstamp) },
    { "VEVENT", "SEQUENCE", NULL, AT(sequence) },
    { "VEVENT", "STATUS", NULL, AT(status) },
    { "VEVENT", "DTSTART", NULL, AT(start) },
    { "VEVENT", "DTSTART", "TZID", AT(start_zone) },
    { "VEVENT", "DTEND", NULL, AT(end) },
    { "VEVENT", "DTEND", "TZID", AT(end_zone) },
    { "VEVENT", "ORGANIZER", NULL, AT(organizer) },
    { "VEVENT", "ATTENDEE", NULL, AT(attendee) },
    { "VEVENT", "ATTENDEE", "RSVP", AT(rsvp) },
    { "VEVENT", "ATTENDEE", "PARTSTAT", AT(partstat) },
    { "VTIMEZONE", "TZID", NULL, AT(zone) },
    { "STANDARD", "RRULE", NULL, AT(standard_rule) },
    { "STANDARD", "TZOFFSETFROM", NULL, AT(standard_from) },
    { "STANDARD", "TZOFFSETTO", NULL, AT(standard_to) },
    { "DAYLIGHT", "RRULE", NULL, AT(daylight_rule) },
    { "DAYLIGHT", "TZOFFSETFROM", NULL, AT(daylight_from) },
    { "DAYLIGHT", "TZOFFSETTO", NULL, AT(daylight_to) },
};
static const struct {
    const char *component, *property, *value;
    size_t at;
} COUNTS[] = {
    { "VEVENT", "BEGIN", "VEVENT", AT(events) },
    { "VEVENT", "UID", NULL, AT(uids) },
    { "VEVENT", "ATTENDEE", NULL, AT(attendees) },
    { "VTIMEZONE", "BEGIN", "VTIMEZONE", AT(zones) },
    { "STANDARD", "BEGIN", "STANDARD", AT(standards) },
    { "DAYLIGHT", "BEGIN", "DAYLIGHT", AT(daylights) },
};
// clang-format on

/* ---- the calendar -------------------------------------------------------------- */

static void
keep(InspectFacts *facts, size_t at, char *text)
{
    char **place = (char **)((char *)facts + at);
    if (*place == NULL)
        *place = text;
    else
        g_free(text);
}

static void
take_property(InspectFacts *facts, Slice component, const Content *content)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        if (!slice_is(component, TEXTS[i].component) ||
            !slice_is(content->name, TEXTS[i].property))
            continue;
        keep(facts, TEXTS[i].at,
             TEXTS[i].parameter != NULL
                 ? content_parameter(content, TEXTS[i].parameter)
                 : slice_text(content->value));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(COUNTS); i++)
        if (slice_is(component, COUNTS[i].component) &&
            slice_is(content->name, COUNTS[i].property) &&
            (COUNTS[i].value == NULL ||
             slice_is(content->value, COUNTS[i].value)))
            ++*(int *)((char *)facts + COUNTS[i].at);
}

static void
read_calendar(InspectFacts *facts)
{
    char *within[DEPTH] = { NULL };
    int depth = 0;
    g_auto(ContentReader) reader = { 0 };
    Content content = { 0 };
    content_start(&reader, facts->calendar.bytes);
    while (content_next(&reader, &content)) {
        gboolean begins = slice_is(content.name, "BEGIN");
        if (begins && depth == DEPTH)
            break;
        if (begins) {
            facts->method_first |= depth == 1 && facts->method != NULL &&
                                   facts->events + facts->zones == 0;
            within[depth++] = slice_text(content.value);
        }
        Slice component = slice_of(depth > 0 ? within[depth - 1] : "");
        take_property(facts, component, &content);
        if (slice_is(content.name, "END") && depth > 0)
            g_free(within[--depth]);
    }
    while (depth > 0)
        g_free(within[--depth]);
}

/* ---- the mail ------------------------------------------------------------------- */

static void
take_part(const MailPart *part, gpointer data)
{
    InspectFacts *facts = data;
    g_autofree char *type = slice_text(part->type);
    g_autofree char *small = g_ascii_strdown(type != NULL ? type : "", -1);
    g_string_append_printf(facts->leaves, " %s", small);
    if (strcmp(small, "text/calendar") != 0 || facts->calendars++ > 0)
        return;
    facts->type = head_value(part->head, "Content-Type");
    facts->disposition = head_value(part->head, "Content-Disposition");
    facts->encoding = head_value(part->head, "Content-Transfer-Encoding");
    facts->calendar = decode_transfer(part->body, facts->encoding);
}

void
inspect_read(Slice mail, InspectFacts *facts)
{
    Slice body = mail;
    *facts = (InspectFacts){ .leaves = g_string_new(NULL) };
    head_read(&facts->head, &body);
    facts->head_bytes = (Slice){ mail.at, mail.size - body.size };
    Slice top = head_main(head_field(&facts->head, "Content-Type", 0));
    facts->top = slice_text(top);
    mail_parts(&facts->head, body, take_part, facts);
    if (facts->calendars > 0)
        read_calendar(facts);
}

void
inspect_facts_clear(InspectFacts *facts)
{
    head_clear(&facts->head);
    decoded_clear(&facts->calendar);
    char *const texts[] = { facts->top, facts->type, facts->disposition,
                            facts->encoding };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        g_free(*(char **)((char *)facts + TEXTS[i].at));
    g_string_free(facts->leaves, TRUE);
}
