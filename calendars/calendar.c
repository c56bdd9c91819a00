/*
 * The lines are written here and not by libical 3.0: it puts addresses and
 * control characters through as they come (an address with a line break
 * becomes a property), writes RFC 6868's ^' that older Outlook shows, and
 * one appointment is fifteen lines.
 */
#include "calendar.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/line.h"
#include "calendars/zone.h"

G_DEFINE_QUARK(calendar_error, calendar_error)

enum { UID_MAX = 200, MINUTES_MAX = 2 * 24 * 60 };

/* 9999-12-31T00:00:00Z: a year has four digits. */
static const gint64 LAST_UTC = G_GINT64_CONSTANT(253402214400);

/* A zone that appointments name, and the years they lie in. */
typedef struct Span {
    Zone *zone;       /* owned */
    const char *name; /* borrowed from the appointment */
    int first, last;
    gboolean lawful; /* FALSE: its times go as UTC */
} Span;

static void
span_clear(void *data)
{
    Span *span = data;
    zone_close(span->zone);
}

static gboolean fail(GError **error, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

static gboolean
fail(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_clear_error(error);
    if (error != NULL)
        *error = g_error_new_valist(CALENDAR_ERROR, CALENDAR_ERROR_VALUE,
                                    format, args);
    va_end(args);
    return FALSE;
}

static gboolean
is_itip(CalendarMethod method)
{
    return method == METHOD_REQUEST || method == METHOD_CANCEL ||
           method == METHOD_DECLINECOUNTER;
}

/* ---- what may be written ------------------------------------------------ */

static gboolean
uid_good(const char *uid)
{
    if (uid == NULL || *uid == '\0' || strlen(uid) > UID_MAX)
        return FALSE;
    for (const char *p = uid; *p != '\0'; p++)
        if (!g_ascii_isgraph(*p) || strchr("\\\",;:<>", *p) != NULL)
            return FALSE;
    return TRUE;
}

static gboolean
time_good(gint64 utc)
{
    return utc >= 0 && utc < LAST_UTC;
}

static gboolean
check_address(const char *address, GError **error)
{
    g_autofree char *fault = address_fault(address);
    if (fault == NULL)
        return TRUE;
    g_set_error_literal(error, CALENDAR_ERROR, CALENDAR_ERROR_ADDRESS, fault);
    return FALSE;
}

static gboolean
check_appointment(const Appointment *a, GError **error)
{
    if (!uid_good(a->uid))
        return fail(error,
                    _("Kalenderposten \"%s\" har ett UID som inte går att "
                      "använda: högst %d synliga ASCII-tecken."),
                    a->summary == NULL ? "" : a->summary, UID_MAX);
    if (!time_good(a->dtstamp_utc) || !time_good(a->start_utc) ||
        !time_good(a->end_utc) || a->sequence < 0)
        return fail(error,
                    _("Kalenderposten %s har en tid eller ett nummer utanför "
                      "det som går att skriva."),
                    a->uid);
    if (a->end_utc <= a->start_utc)
        return fail(error, _("Kalenderposten %s slutar inte efter sin start."),
                    a->uid);
    return !is_itip(a->method) || (check_address(a->organizer_address, error) &&
                                   check_address(a->attendee_address, error));
}

static gboolean
check_all(const Appointment *const *appointments, int count, GError **error)
{
    if (count < 1)
        return fail(error, _("Kalendern har inga poster."));
    CalendarMethod method = appointments[0]->method;
    /* One UID per iTIP message (RFC 5546 1.4), and ours are single events. */
    if (count > 1 && is_itip(method))
        return fail(error, _("En inbjudan får bara ha en kalenderpost."));
    for (int i = 0; i < count; i++) {
        if (appointments[i]->method != method)
            return fail(error, _("Kalenderns poster har olika METHOD."));
        if (!check_appointment(appointments[i], error))
            return FALSE;
    }
    return TRUE;
}

/* ---- zones -------------------------------------------------------------- */

static int
year_of(gint64 utc)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(utc);
    return g_date_time_get_year(time);
}

static Span *
find_span(GArray *spans, const char *name)
{
    for (guint i = 0; i < spans->len; i++) {
        Span *span = &g_array_index(spans, Span, i);
        if (strcmp(span->name, name) == 0)
            return span;
    }
    return NULL;
}

static gboolean
add_span(GArray *spans, const Appointment *a, GError **error)
{
    const char *name = a->zone == NULL ? "UTC" : a->zone;
    int first = year_of(a->start_utc);
    int last = year_of(a->end_utc);
    Span *span = find_span(spans, name);
    if (span != NULL) {
        span->first = MIN(span->first, first);
        span->last = MAX(span->last, last);
        return TRUE;
    }
    Span fresh = { zone_open(name), name, first, last, FALSE };
    if (fresh.zone == NULL)
        return fail(error,
                    _("Tidszonen \"%s\" finns inte; ange en sådan som "
                      "Europe/Stockholm."),
                    name);
    g_array_append_val(spans, fresh);
    return TRUE;
}

/* ---- what is written ---------------------------------------------------- */

static void
write_time(GString *out, const char *property, gint64 utc, const Span *span)
{
    gboolean exact = FALSE;
    gint64 local = zone_local(span->zone, utc, &exact);
    if (!span->lawful || !exact) {
        line_time(out, property, utc, TRUE);
        return;
    }
    g_autofree char *name = g_strconcat(property, ";TZID=", span->name, NULL);
    line_time(out, name, local, FALSE);
}

static void
write_people(GString *out, const Appointment *a)
{
    line_person(out, "ORGANIZER", a->organizer_name, a->organizer_address);
    /* Without RSVP=TRUE Apple shows no buttons. */
    line_person(out,
                a->method != METHOD_REQUEST
                    ? "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
                    : "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
                      ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
                a->attendee_name, a->attendee_address);
}

static void
write_event(GString *out, const Appointment *a, const Span *span)
{
    g_autofree char *sequence = g_strdup_printf("SEQUENCE:%d", a->sequence);
    line_add(out, "BEGIN:VEVENT");
    line_text(out, "UID", a->uid);
    line_time(out, "DTSTAMP", a->dtstamp_utc, TRUE);
    line_add(out, sequence);
    write_time(out, "DTSTART", a->start_utc, span);
    write_time(out, "DTEND", a->end_utc, span);
    line_text(out, "SUMMARY", a->summary);
    line_text(out, "LOCATION", a->location);
    line_text(out, "DESCRIPTION", a->description);
    gboolean off = a->cancelled || a->method == METHOD_CANCEL;
    line_add(out, off ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    /* Whoever gets a CANCEL takes the entry away; in a feed it stays, and
     * must keep nobody's hour. */
    line_add(out, a->cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
    line_add(out, a->cancelled ? "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
                               : "X-MICROSOFT-CDO-BUSYSTATUS:BUSY");
    if (a->no_counter)
        line_add(out, "X-MICROSOFT-DISALLOW-COUNTER:TRUE");
    if (is_itip(a->method))
        write_people(out, a);
    line_add(out, "END:VEVENT");
}

static void
write_head(GString *out, CalendarMethod method, const char *name)
{
    static const char *const methods[] = { NULL, "METHOD:PUBLISH",
                                           "METHOD:REQUEST", "METHOD:CANCEL",
                                           "METHOD:DECLINECOUNTER" };
    line_add(out, "BEGIN:VCALENDAR");
    line_add(out, "PRODID:-//Hundra//Hundra//SV");
    line_add(out, "VERSION:2.0");
    line_add(out, "CALSCALE:GREGORIAN");
    if (methods[method] != NULL)
        line_add(out, methods[method]);
    line_text(out, "X-WR-CALNAME", name);
}

/* How often a subscriber reads again (RFC 7986 5.7, and what came before). */
static void
write_refresh(GString *out, const char *name)
{
    line_text(out, "NAME", name);
    line_add(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line_add(out, "X-PUBLISHED-TTL:PT1H");
}

static char *
write_calendar(const Appointment *const *appointments, int count,
               const char *name, gboolean feed, GError **error)
{
    if (!check_all(appointments, count, error))
        return NULL;
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_clear_func(spans, span_clear);
    for (int i = 0; i < count; i++)
        if (!add_span(spans, appointments[i], error))
            return NULL;
    GString *out = g_string_sized_new(2048);
    write_head(out, appointments[0]->method, name);
    if (feed)
        write_refresh(out, name);
    for (guint i = 0; i < spans->len; i++) {
        Span *span = &g_array_index(spans, Span, i);
        span->lawful = zone_find_law(span->zone, span->first, span->last);
        if (span->lawful)
            zone_write(span->zone, out);
    }
    for (int i = 0; i < count; i++) {
        const char *zone = appointments[i]->zone;
        write_event(out, appointments[i],
                    find_span(spans, zone == NULL ? "UTC" : zone));
    }
    line_add(out, "END:VCALENDAR");
    return g_string_free(out, FALSE);
}

char *
calendar_write(const Appointment *const *appointments, int count,
               const char *name, GError **error)
{
    return write_calendar(appointments, count, name, FALSE, error);
}

char *
calendar_feed(const Appointment *const *appointments, int count,
              const char *name, GError **error)
{
    return write_calendar(appointments, count, name, TRUE, error);
}

/* Seconds since 1970 at which DAY would begin if it were UTC's. */
static gboolean
parse_day(const char *day, gint64 *start)
{
    static const char form[] = "dddd-dd-dd";
    if (day == NULL || strlen(day) != strlen(form))
        return FALSE;
    for (size_t i = 0; i < strlen(form); i++)
        if (form[i] == 'd' ? !g_ascii_isdigit(day[i]) : day[i] != form[i])
            return FALSE;
    g_autofree char *midnight = g_strconcat(day, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(midnight, NULL);
    if (time == NULL)
        return FALSE;
    *start = g_date_time_to_unix(time);
    return TRUE;
}

gint64
calendar_utc(const char *day, int minutes, const char *zone, GError **error)
{
    gint64 start = 0;
    g_autoptr(Zone) clock = zone_open(zone);
    if (!parse_day(day, &start))
        fail(error, _("Dagen \"%s\" finns inte; skriv som 2022-05-17."),
             day == NULL ? "" : day);
    else if (minutes < 0 || minutes > MINUTES_MAX)
        fail(error, _("%d minuter efter midnatt ligger utanför dagen."),
             minutes);
    else if (clock == NULL)
        fail(error,
             _("Tidszonen \"%s\" finns inte; ange en sådan som "
               "Europe/Stockholm."),
             zone == NULL ? "" : zone);
    else
        return zone_utc(clock, start + (gint64)minutes * 60);
    return G_MININT64;
}
