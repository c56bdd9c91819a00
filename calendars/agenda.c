#include "calendars/agenda.h"

#include <string.h>

#include "calendars/agenda-line.h"
#include "calendars/zone.h"

enum {
    DAY_S = 24 * 60 * 60,
    ZONES_MAX = 64, /* different names in one file */
};

/* Where in the file we stand. */
typedef enum { OUTSIDE, IN_CALENDAR, IN_EVENT, IN_FREEBUSY, IN_OTHER } Place;

typedef struct Reading {
    Agenda *agenda;
    const char *zone_name;
    Zone *zone;        /* of the reader */
    GHashTable *zones; /* name to Zone: opened once */
    Place place;
    guint depth; /* of components that we skip */
    AgendaEntry *entry;
    gint64 duration_s; /* of the entry; -1: none */
} Reading;

static void
time_clear(AgendaTime *time)
{
    g_clear_pointer(&time->zone, g_free);
    *time = (AgendaTime){ .local = AGENDA_NO_TIME, .utc = AGENDA_NO_TIME };
}

static void
entry_free(gpointer data)
{
    AgendaEntry *entry = data;
    if (entry == NULL)
        return;
    g_free(entry->uid);
    g_free(entry->summary);
    g_free(entry->location);
    g_free(entry->description);
    g_free(entry->rrule);
    g_free(entry->start.zone);
    g_free(entry->end.zone);
    g_free(entry->recurrence.zone);
    g_array_unref(entry->exceptions);
    g_free(entry);
}

static AgendaEntry *
entry_new(void)
{
    AgendaEntry *entry = g_new0(AgendaEntry, 1);
    time_clear(&entry->start);
    time_clear(&entry->end);
    time_clear(&entry->recurrence);
    entry->exceptions = g_array_new(FALSE, FALSE, sizeof(gint64));
    return entry;
}

void
agenda_free(Agenda *agenda)
{
    if (agenda == NULL)
        return;
    g_ptr_array_unref(agenda->entries);
    g_array_unref(agenda->periods);
    g_free(agenda);
}

/* ---- times ------------------------------------------------------------------ */

/* The zone NAME, opened once; NULL: this machine knows none of that name. */
static Zone *
find_zone(Reading *reading, const char *name)
{
    gpointer zone = NULL;
    if (g_hash_table_lookup_extended(reading->zones, name, NULL, &zone))
        return zone;
    if (g_hash_table_size(reading->zones) >= ZONES_MAX)
        return NULL;
    zone = zone_open(name);
    g_hash_table_insert(reading->zones, g_strdup(name), zone);
    return zone;
}

/* TEXT of LENGTH bytes, in ZONE_NAME when it says none itself (NULL: the
 * reader's), into TIME.  FALSE: it is no time, or of an unknown zone. */
static gboolean
read_time(Reading *reading, const char *text, gsize length,
          const char *zone_name, AgendaTime *time)
{
    time_clear(time);
    gboolean utc = length > 0 && text[length - 1] == 'Z';
    length -= utc ? 1 : 0;
    time->local = agenda_clock(text, length);
    time->is_day = length == 8;
    if (time->local == AGENDA_NO_TIME)
        return FALSE;
    if (utc) {
        time->utc = time->local;
        time->zone = g_strdup("UTC");
        return TRUE;
    }
    if (zone_name == NULL || time->is_day)
        zone_name = reading->zone_name;
    const Zone *zone = find_zone(reading, zone_name);
    if (zone == NULL)
        return FALSE;
    time->utc = zone_utc(zone, time->local);
    time->zone = g_strdup(zone_name);
    return TRUE;
}

static gboolean
line_time(Reading *reading, const AgendaLine *line, AgendaTime *time)
{
    g_autofree char *zone = agenda_parameter(line, "TZID");
    return read_time(reading, line->value, strlen(line->value), zone, time);
}

/* ---- VFREEBUSY ---------------------------------------------------------------- */

static gboolean
add_period(Reading *reading, const char *text, AgendaKind kind)
{
    const char *slash = strchr(text, '/');
    AgendaTime from = { 0 }, to = { 0 };
    if (slash == NULL)
        return FALSE;
    gboolean ok = read_time(reading, text, (gsize)(slash - text), NULL, &from);
    AgendaPeriod period = { .from_utc = from.utc, .kind = kind };
    gint64 length_s = agenda_duration(slash + 1);
    if (length_s >= 0)
        period.to_utc = from.utc + length_s;
    else if (ok && read_time(reading, slash + 1, strlen(slash + 1), NULL, &to))
        period.to_utc = to.utc;
    else
        ok = FALSE;
    time_clear(&from);
    time_clear(&to);
    if (!ok || period.from_utc > period.to_utc ||
        reading->agenda->periods->len >= AGENDA_ENTRIES_MAX)
        return FALSE;
    g_array_append_val(reading->agenda->periods, period);
    return TRUE;
}

/* An unknown type counts as busy (RFC 5545 3.2.9). */
static gboolean
kind_of(const char *type, AgendaKind *kind)
{
    *kind = AGENDA_BUSY;
    if (type == NULL)
        return TRUE;
    if (g_ascii_strcasecmp(type, "FREE") == 0)
        return FALSE;
    if (g_ascii_strcasecmp(type, "BUSY-TENTATIVE") == 0)
        *kind = AGENDA_TENTATIVE;
    if (g_ascii_strcasecmp(type, "BUSY-UNAVAILABLE") == 0)
        *kind = AGENDA_AWAY;
    return TRUE;
}

static void
take_freebusy(Reading *reading, const AgendaLine *line)
{
    Agenda *agenda = reading->agenda;
    AgendaTime time = { 0 };
    if (strcmp(line->name, "DTSTART") == 0) {
        agenda->broken |= !line_time(reading, line, &time);
        agenda->from_utc = time.utc;
    } else if (strcmp(line->name, "DTEND") == 0) {
        agenda->broken |= !line_time(reading, line, &time);
        agenda->to_utc = time.utc;
    } else if (strcmp(line->name, "FREEBUSY") == 0) {
        AgendaKind kind = AGENDA_BUSY;
        g_autofree char *type = agenda_parameter(line, "FBTYPE");
        g_auto(GStrv) periods = g_strsplit(line->value, ",", -1);
        gboolean counts = kind_of(type, &kind);
        for (char **one = periods; counts && *one != NULL; one++)
            agenda->broken |= !add_period(reading, g_strstrip(*one), kind);
    }
    time_clear(&time);
}

/* ---- VEVENT ------------------------------------------------------------------- */

static void
put_text(char **place, const char *value)
{
    g_free(*place);
    *place = agenda_unescape(value);
}

static void
take_exceptions(Reading *reading, const AgendaLine *line)
{
    AgendaEntry *entry = reading->entry;
    g_autofree char *zone = agenda_parameter(line, "TZID");
    g_auto(GStrv) times = g_strsplit(line->value, ",", AGENDA_MOMENTS_MAX);
    for (char **one = times; *one != NULL; one++) {
        AgendaTime time = { 0 };
        gboolean ok = read_time(reading, *one, strlen(*one), zone, &time) &&
                      entry->exceptions->len < AGENDA_MOMENTS_MAX;
        if (ok)
            g_array_append_val(entry->exceptions, time.utc);
        entry->odd |= !ok;
        time_clear(&time);
    }
}

static void
take_status(AgendaEntry *entry, const char *value)
{
    entry->cancelled = g_ascii_strcasecmp(value, "CANCELLED") == 0;
    entry->tentative = g_ascii_strcasecmp(value, "TENTATIVE") == 0;
}

/* FREE, TENTATIVE, BUSY or OOF (MS-OXCICAL 2.1.3.1.1.20.29). */
static void
take_busy_status(AgendaEntry *entry, const char *value)
{
    entry->tentative |= g_ascii_strcasecmp(value, "TENTATIVE") == 0;
    entry->away = g_ascii_strcasecmp(value, "OOF") == 0;
}

static void
take_when(Reading *reading, const AgendaLine *line)
{
    AgendaEntry *entry = reading->entry;
    const char *name = line->name;
    if (strcmp(name, "DTSTART") == 0)
        entry->odd |= !line_time(reading, line, &entry->start);
    else if (strcmp(name, "DTEND") == 0)
        entry->odd |= !line_time(reading, line, &entry->end);
    else if (strcmp(name, "RECURRENCE-ID") == 0)
        entry->odd |= !line_time(reading, line, &entry->recurrence);
    else if (strcmp(name, "EXDATE") == 0)
        take_exceptions(reading, line);
    else if (strcmp(name, "DURATION") == 0) {
        reading->duration_s = agenda_duration(line->value);
        entry->odd |= reading->duration_s < 0;
    } else if (strcmp(name, "RRULE") == 0) {
        entry->odd |= entry->rrule != NULL; /* two rules: not ours to join */
        put_text(&entry->rrule, line->value);
    } else if (strcmp(name, "RDATE") == 0) {
        entry->odd = TRUE;
    }
}

static void
take_event(Reading *reading, const AgendaLine *line)
{
    AgendaEntry *entry = reading->entry;
    const char *name = line->name;
    if (strcmp(name, "UID") == 0)
        put_text(&entry->uid, line->value);
    else if (strcmp(name, "SUMMARY") == 0)
        put_text(&entry->summary, line->value);
    else if (strcmp(name, "LOCATION") == 0)
        put_text(&entry->location, line->value);
    else if (strcmp(name, "DESCRIPTION") == 0)
        put_text(&entry->description, line->value);
    else if (strcmp(name, "STATUS") == 0)
        take_status(entry, line->value);
    else if (strcmp(name, "TRANSP") == 0)
        entry->transparent =
            g_ascii_strcasecmp(line->value, "TRANSPARENT") == 0;
    else if (strcmp(name, "X-MICROSOFT-CDO-BUSYSTATUS") == 0)
        take_busy_status(entry, line->value);
    else
        take_when(reading, line);
}

/* The end of an entry that tells none: by its duration, or a day, or at once
 * (RFC 5545 3.6.1). */
static void
find_end(Reading *reading)
{
    AgendaEntry *entry = reading->entry;
    if (entry->start.utc == AGENDA_NO_TIME) {
        entry->odd = TRUE;
        return;
    }
    if (entry->end.utc == AGENDA_NO_TIME && !entry->odd) {
        gint64 length_s = reading->duration_s >= 0 ? reading->duration_s
                          : entry->start.is_day    ? DAY_S
                                                   : 0;
        entry->end.local = entry->start.local + length_s;
        entry->end.zone = g_strdup(entry->start.zone);
        entry->end.is_day = entry->start.is_day;
        entry->end.utc =
            zone_utc(find_zone(reading, entry->start.zone), entry->end.local);
    }
    entry->odd |= entry->end.utc < entry->start.utc;
}

/* ---- components ----------------------------------------------------------------- */

static void
begin(Reading *reading, const char *what)
{
    Agenda *agenda = reading->agenda;
    if (reading->place == OUTSIDE &&
        g_ascii_strcasecmp(what, "VCALENDAR") == 0) {
        reading->place = IN_CALENDAR;
    } else if (reading->place == IN_CALENDAR &&
               g_ascii_strcasecmp(what, "VEVENT") == 0) {
        reading->place = IN_EVENT;
        reading->entry = entry_new();
        reading->duration_s = -1;
    } else if (reading->place == IN_CALENDAR &&
               g_ascii_strcasecmp(what, "VFREEBUSY") == 0) {
        reading->place = IN_FREEBUSY;
        agenda->is_freebusy = TRUE;
    } else {
        reading->depth++;
    }
}

static void
end(Reading *reading)
{
    Agenda *agenda = reading->agenda;
    if (reading->depth > 0) {
        reading->depth--;
        return;
    }
    if (reading->place == IN_EVENT) {
        find_end(reading);
        if (agenda->entries->len < AGENDA_ENTRIES_MAX)
            g_ptr_array_add(agenda->entries, g_steal_pointer(&reading->entry));
        else
            agenda->broken = TRUE;
        g_clear_pointer(&reading->entry, entry_free);
    }
    agenda->is_calendar |= reading->place == IN_CALENDAR;
    reading->place = reading->place > IN_CALENDAR ? IN_CALENDAR : OUTSIDE;
}

static void
take_line(Reading *reading, char *text)
{
    AgendaLine line = { 0 };
    if (*text == '\0')
        return;
    if (!agenda_split_line(text, &line)) {
        reading->agenda->broken |= reading->place != OUTSIDE;
        return;
    }
    g_strstrip(line.value);
    if (strcmp(line.name, "BEGIN") == 0)
        begin(reading, line.value);
    else if (strcmp(line.name, "END") == 0)
        end(reading);
    else if (reading->depth == 0 && reading->place == IN_EVENT)
        take_event(reading, &line);
    else if (reading->depth == 0 && reading->place == IN_FREEBUSY)
        take_freebusy(reading, &line);
}

static void
close_zone(gpointer zone)
{
    if (zone != NULL)
        zone_close(zone);
}

Agenda *
agenda_read(const char *text, gsize length, const char *zone)
{
    Agenda *agenda = g_new0(Agenda, 1);
    agenda->entries = g_ptr_array_new_with_free_func(entry_free);
    agenda->periods = g_array_new(FALSE, FALSE, sizeof(AgendaPeriod));
    agenda->from_utc = agenda->to_utc = AGENDA_NO_TIME;
    Reading reading = { .agenda = agenda, .zone_name = zone };
    reading.zones =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_zone);
    g_autoptr(GString) line = g_string_new(NULL);
    const char *stop = text + MIN(length, (gsize)AGENDA_BYTES_MAX);
    agenda->broken = length > AGENDA_BYTES_MAX;
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    while (text < stop) {
        text = agenda_next_line(text, stop, line, &agenda->broken);
        take_line(&reading, line->str);
    }
    agenda->broken |= reading.place != OUTSIDE;
    entry_free(reading.entry);
    g_hash_table_unref(reading.zones);
    return agenda;
}
