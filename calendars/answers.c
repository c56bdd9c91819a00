#include "answers.h"

#include <string.h>

#include "calendars/clean.h"
#include "calendars/content.h"
#include "calendars/intake-fields.h"
#include "calendars/mail-address.h"
#include "calendars/mail-words.h"
#include "calendars/moment.h"

enum { DEPTH = 20, ZONES_OWN = 50, SHIFTS_OWN = 200 };

/* NONE: outside everything, the only place for a VCALENDAR. */
typedef enum { OTHER, CALENDAR, EVENT, ZONE, SHIFT, NONE } Component;

static const char MAILTO[] = "mailto:";

/* A time as it came: its zone may be told later in the text. */
typedef struct Time {
    Moment moment;
    char *zone; /* NULL: none named */
    gboolean is_given, is_read;
} Time;

/* A VEVENT while it is read, and until its calendar's zones are known. */
typedef struct Event {
    IntakeAnswer *common; /* what all its attendees share */
    GPtrArray *attendees; /* IntakeAnswer */
    char *own_comment;    /* X-RESPONSE-COMMENT */
    Time start, end;
    gint64 duration_s;
    gboolean has_duration;
} Event;

/* A VTIMEZONE. */
typedef struct OwnZone {
    char *name;
    GArray *shifts; /* ClockShift */
} OwnZone;

typedef struct Reading {
    Answers *out;
    Zones *zones;
    Component stack[DEPTH];
    guint depth;
    GPtrArray *events; /* Event, of this calendar */
    GPtrArray *own;    /* OwnZone, of this calendar */
    char *zone;        /* X-WR-TIMEZONE */
} Reading;

static void
event_free(gpointer data)
{
    Event *event = data;
    intake_answer_free(event->common);
    g_ptr_array_unref(event->attendees);
    g_free(event->own_comment);
    g_free(event->start.zone);
    g_free(event->end.zone);
    g_free(event);
}

static void
own_zone_free(gpointer data)
{
    OwnZone *zone = data;
    g_free(zone->name);
    g_array_unref(zone->shifts);
    g_free(zone);
}

static void
free_answer(gpointer answer)
{
    intake_answer_free(answer);
}

void
answers_clear(Answers *answers)
{
    g_free(answers->method);
    g_clear_pointer(&answers->list, g_ptr_array_unref);
}

gboolean
answers_is_calendar(Slice text)
{
    return slice_starts(slice_trim(text), "BEGIN:VCALENDAR");
}

/* ---- values ------------------------------------------------------------- */

/* VALUE cleaned; the caller owns it.  One of ours is far shorter than where
 * it is cut. */
static char *
line_of(Slice value)
{
    enum { BYTES = 1000 };
    g_autofree char *text = slice_text(slice_trim(value));
    return words_cut(clean_line(text), BYTES);
}

static char *
upper_of(Slice value)
{
    g_autofree char *line = line_of(value);
    return g_ascii_strup(line, -1);
}

/* What becomes *MEMBER, once; something else later is a doubt. */
static void
set_once(Reading *self, char **member, char *value)
{
    if (*member != NULL && strcmp(*member, value) != 0)
        self->out->doubts |= INTAKE_DISAGREES;
    if (*member == NULL)
        *member = value;
    else
        g_free(value);
}

/* The address of a CAL-ADDRESS (3.3.3): behind the mailto: wherever that
 * stands, with its %XX undone where they are right. */
static char *
address_of(Slice value)
{
    value = slice_trim(value);
    for (Slice found = slice_find(value, MAILTO); found.at != NULL;
         found = slice_find(value, MAILTO))
        value = slice_trim(slice_skip(found, strlen(MAILTO)));
    g_autofree char *raw = slice_text(slice_until(&value, "?"));
    g_autofree char *decoded = g_uri_unescape_string(raw, "");
    gboolean good = decoded != NULL && g_utf8_validate(decoded, -1, NULL);
    return mail_address_form(good ? decoded : raw);
}

static char *
address_parameter(const Content *content, const char *name)
{
    g_autofree char *value = content_parameter(content, name);
    return value == NULL ? NULL : address_of(slice_of(value));
}

/* A person's own words, many lines, cut short; NULL for none. */
static char *
words_of(char *text)
{
    g_autofree char *owned = text;
    return words_plain(slice_of(owned), INTAKE_TEXT_MAX);
}

static void
read_time(const Content *content, Time *time)
{
    if (time->is_given)
        return;
    time->is_given = TRUE;
    time->is_read = moment_parse(content->value, &time->moment);
    time->zone = content_parameter(content, "TZID");
}

/* ---- properties --------------------------------------------------------- */

static void
read_attendee(Reading *self, Event *event, const Content *content)
{
    if (self->out->list->len + event->attendees->len >= INTAKE_ANSWERS_MAX) {
        self->out->doubts |= INTAKE_CUT;
        return;
    }
    IntakeAnswer *answer = intake_answer_new();
    answer->attendee = address_of(content->value);
    answer->attendee_email = address_parameter(content, "EMAIL");
    answer->sent_by = address_parameter(content, "SENT-BY");
    answer->delegated_to = address_parameter(content, "DELEGATED-TO");
    answer->delegated_from = address_parameter(content, "DELEGATED-FROM");
    g_autofree char *partstat = content_parameter(content, "PARTSTAT");
    if (partstat != NULL)
        answer->partstat = upper_of(slice_of(partstat));
    char *comment = content_parameter(content, "X-RESPONSE-COMMENT");
    if (comment != NULL)
        answer->comment = words_of(comment);
    g_ptr_array_add(event->attendees, answer);
}

static void
read_sequence(Slice value, IntakeAnswer *common)
{
    enum { DIGITS = 15 };
    g_autofree char *text = slice_text(slice_trim(value));
    gsize size = strlen(text);
    if (size > 0 && size <= DIGITS && strspn(text, "0123456789") == size)
        common->sequence = g_ascii_strtoll(text, NULL, 10);
}

static void
read_stamp(Slice value, IntakeAnswer *common)
{
    /* One without its Z is meant as UTC too (3.8.7.2). */
    Moment moment = { 0 };
    if (moment_parse(value, &moment) && !moment.is_date)
        common->dtstamp_utc = moment.local;
}

static void
read_event(Reading *self, const Content *content)
{
    if (self->events->len == 0)
        return;
    Event *event = g_ptr_array_index(self->events, self->events->len - 1);
    IntakeAnswer *common = event->common;
    Slice name = content->name;
    if (slice_is(name, "UID"))
        set_once(self, &common->uid, line_of(content->value));
    else if (slice_is(name, "ATTENDEE"))
        read_attendee(self, event, content);
    else if (slice_is(name, "ORGANIZER"))
        set_once(self, &common->organizer, address_of(content->value));
    else if (slice_is(name, "DTSTAMP"))
        read_stamp(content->value, common);
    else if (slice_is(name, "SEQUENCE"))
        read_sequence(content->value, common);
    else if (slice_is(name, "DTSTART"))
        read_time(content, &event->start);
    else if (slice_is(name, "DTEND"))
        read_time(content, &event->end);
    else if (slice_is(name, "DURATION"))
        event->has_duration =
            moment_duration(content->value, &event->duration_s);
    else if (slice_is(name, "RECURRENCE-ID"))
        set_once(self, &common->recurrence_id, line_of(content->value));
    else if (slice_is(name, "COMMENT") && common->comment == NULL)
        common->comment = words_of(content_text(content->value));
    else if (slice_is(name, "X-RESPONSE-COMMENT") && event->own_comment == NULL)
        event->own_comment = words_of(content_text(content->value));
}

static void
read_calendar(Reading *self, const Content *content)
{
    if (slice_is(content->name, "METHOD"))
        set_once(self, &self->out->method, upper_of(content->value));
    else if (slice_is(content->name, "X-WR-TIMEZONE") && self->zone == NULL)
        self->zone = line_of(content->value);
}

static void
read_zone(Reading *self, const Content *content)
{
    if (self->own->len == 0)
        return;
    OwnZone *zone = g_ptr_array_index(self->own, self->own->len - 1);
    if (slice_is(content->name, "TZID") && zone->name == NULL)
        zone->name = line_of(content->value);
}

static void
read_shift(Reading *self, const Content *content)
{
    OwnZone *zone = self->own->len == 0
                        ? NULL
                        : g_ptr_array_index(self->own, self->own->len - 1);
    if (zone == NULL || zone->shifts->len == 0)
        return;
    ClockShift *shift =
        &g_array_index(zone->shifts, ClockShift, zone->shifts->len - 1);
    Moment start = { 0 };
    if (slice_is(content->name, "DTSTART") &&
        moment_parse(content->value, &start))
        shift->start_local = start.local;
    else if (slice_is(content->name, "RRULE"))
        moment_rule(content->value, shift);
    else if (slice_is(content->name, "RDATE"))
        shift->is_odd = TRUE;
    else if (slice_is(content->name, "TZOFFSETFROM"))
        shift->is_odd |= !moment_offset(content->value, &shift->from_s);
    else if (slice_is(content->name, "TZOFFSETTO"))
        shift->is_odd |= !moment_offset(content->value, &shift->to_s);
}

/* ---- components --------------------------------------------------------- */

static void
start_event(Reading *self)
{
    Event *event = g_new0(Event, 1);
    event->common = intake_answer_new();
    event->attendees = g_ptr_array_new_with_free_func(free_answer);
    g_ptr_array_add(self->events, event);
}

static void
start_zone(Reading *self)
{
    OwnZone *zone = g_new0(OwnZone, 1);
    zone->shifts = g_array_new(FALSE, FALSE, sizeof(ClockShift));
    g_ptr_array_add(self->own, zone);
}

static void
start_shift(Reading *self)
{
    OwnZone *zone = g_ptr_array_index(self->own, self->own->len - 1);
    ClockShift shift = { .until = G_MAXINT64 };
    g_array_append_val(zone->shifts, shift);
    if (zone->shifts->len > SHIFTS_OWN)
        g_array_set_size(zone->shifts, SHIFTS_OWN);
}

/* What BEGIN:NAME starts inside PARENT. */
static Component
component_of(Component parent, Slice name)
{
    if (parent == NONE && slice_is(name, "VCALENDAR"))
        return CALENDAR;
    if (parent == CALENDAR && slice_is(name, "VEVENT"))
        return EVENT;
    if (parent == CALENDAR && slice_is(name, "VTIMEZONE"))
        return ZONE;
    gboolean is_shift =
        slice_is(name, "STANDARD") || slice_is(name, "DAYLIGHT");
    return parent == ZONE && is_shift ? SHIFT : OTHER;
}

static void
begin(Reading *self, Slice name)
{
    if (self->depth == DEPTH) {
        self->out->doubts |= INTAKE_CUT;
        return;
    }
    Component parent = self->depth == 0 ? NONE : self->stack[self->depth - 1];
    Component component = component_of(parent, slice_trim(name));
    if (self->events->len + self->out->list->len >= INTAKE_ANSWERS_MAX &&
        component == EVENT)
        component = OTHER;
    if (component == ZONE && self->own->len == ZONES_OWN)
        component = OTHER;
    self->stack[self->depth++] = component;
    if (component == CALENDAR)
        self->out->is_calendar = TRUE;
    else if (component == EVENT)
        start_event(self);
    else if (component == ZONE)
        start_zone(self);
    else if (component == SHIFT)
        start_shift(self);
    else if (parent == CALENDAR)
        self->out->others++;
}

/* UTC of LOCAL in the zone called NAME: one that we know, else the
 * calendar's own of that name. */
static gboolean
utc_in_zone(Reading *self, const char *name, gint64 local, gint64 *utc)
{
    const Zone *zone = zones_find(self->zones, name);
    if (zone != NULL) {
        *utc = zone_utc(zone, local);
        return TRUE;
    }
    for (guint i = 0; i < self->own->len; i++) {
        const OwnZone *own = g_ptr_array_index(self->own, i);
        if (g_strcmp0(own->name, name) == 0)
            return moment_utc((const ClockShift *)(void *)own->shifts->data,
                              own->shifts->len, local, utc);
    }
    return FALSE;
}

/* The zone for times without one: X-WR-TIMEZONE, or the only VTIMEZONE. */
static const char *
zone_of_rest(const Reading *self)
{
    if (self->zone != NULL || self->own->len != 1)
        return self->zone;
    const OwnZone *only = g_ptr_array_index(self->own, 0);
    return only->name;
}

static gint64
utc_of(Reading *self, const Time *time)
{
    if (!time->is_given)
        return INTAKE_NO_TIME;
    if (time->is_read && time->moment.is_utc)
        return time->moment.local;
    const char *zone = time->zone != NULL ? time->zone : zone_of_rest(self);
    gint64 utc = INTAKE_NO_TIME;
    if (!time->is_read || zone == NULL ||
        !utc_in_zone(self, zone, time->moment.local, &utc)) {
        self->out->doubts |= INTAKE_UNKNOWN_ZONE;
        return INTAKE_NO_TIME;
    }
    return utc;
}

static void
place_times(Reading *self, Event *event)
{
    IntakeAnswer *common = event->common;
    common->start_utc = utc_of(self, &event->start);
    common->end_utc = utc_of(self, &event->end);
    if (event->end.is_given || common->start_utc == INTAKE_NO_TIME)
        return;
    if (event->has_duration)
        common->end_utc = common->start_utc + event->duration_s;
}

/* Adds what all of EVENT's attendees share to one of them. */
static void
fill_answer(IntakeAnswer *answer, const IntakeAnswer *common)
{
    answer->uid = g_strdup(common->uid);
    answer->organizer = g_strdup(common->organizer);
    answer->recurrence_id = g_strdup(common->recurrence_id);
    if (common->comment != NULL) {
        g_free(answer->comment);
        answer->comment = g_strdup(common->comment);
    }
    answer->sequence = common->sequence;
    answer->dtstamp_utc = common->dtstamp_utc;
    answer->start_utc = common->start_utc;
    answer->end_utc = common->end_utc;
}

static void
finish_event(Reading *self, Event *event)
{
    place_times(self, event);
    if (event->common->comment == NULL)
        event->common->comment = g_steal_pointer(&event->own_comment);
    if (event->attendees->len == 0)
        g_ptr_array_add(event->attendees, intake_answer_new());
    while (event->attendees->len > 0) {
        IntakeAnswer *answer = g_ptr_array_steal_index(event->attendees, 0);
        fill_answer(answer, event->common);
        g_ptr_array_add(self->out->list, answer);
    }
}

static void
finish_calendar(Reading *self)
{
    for (guint i = 0; i < self->events->len; i++)
        finish_event(self, g_ptr_array_index(self->events, i));
    g_ptr_array_set_size(self->events, 0);
    g_ptr_array_set_size(self->own, 0);
    g_clear_pointer(&self->zone, g_free);
}

static void
end(Reading *self)
{
    if (self->depth == 0)
        return;
    if (self->stack[--self->depth] == CALENDAR)
        finish_calendar(self);
}

static void
read_line(Reading *self, const Content *content)
{
    static void (*const readers[])(Reading *, const Content *) = {
        [OTHER] = NULL,     [CALENDAR] = read_calendar, [EVENT] = read_event,
        [ZONE] = read_zone, [SHIFT] = read_shift,
    };
    if (slice_is(content->name, "BEGIN")) {
        begin(self, content->value);
    } else if (slice_is(content->name, "END")) {
        end(self);
    } else if (self->depth > 0) {
        Component component = self->stack[self->depth - 1];
        if (readers[component] != NULL)
            readers[component](self, content);
    }
}

Answers
answers_read(Zones *zones, Slice text)
{
    Answers out = { .list = g_ptr_array_new_with_free_func(free_answer) };
    Reading self = {
        .out = &out,
        .zones = zones,
        .events = g_ptr_array_new_with_free_func(event_free),
        .own = g_ptr_array_new_with_free_func(own_zone_free),
    };
    g_auto(ContentReader) reader = { 0 };
    Content content = { 0 };
    content_start(&reader, text);
    while (content_next(&reader, &content))
        read_line(&self, &content);
    /* What never ended may have had more to say. */
    if (reader.was_cut || self.depth > 0)
        out.doubts |= INTAKE_CUT;
    finish_calendar(&self);
    g_ptr_array_unref(self.events);
    g_ptr_array_unref(self.own);
    return out;
}
