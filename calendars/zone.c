#include "zone.h"

#include <string.h>

#include "calendars/line.h"

enum { DAY_S = 24 * 60 * 60, LAST_WEEK = -1, YEAR_SHIFTS = 2 };

/* A change of clock that comes back every year. */
typedef struct Shift {
    int month, nth, weekday; /* nth 1-4 or LAST_WEEK; weekday 1 = Monday */
    int at_s;                /* on the clock before the change */
    int from_s, to_s;        /* offsets east of UTC */
    const char *name;        /* afterwards: "CEST"; borrowed from TZ */
} Shift;

struct Zone {
    GTimeZone *tz;
    gboolean is_utc;
    int shift_count; /* of the law: 0 or 2, the first in the year first */
    Shift shifts[YEAR_SHIFTS];
};

/* GLib would also take a POSIX rule or a path; only names may pass. */
static gboolean
name_good(const char *name)
{
    if (name == NULL || !g_ascii_isalpha(*name))
        return FALSE;
    for (const char *p = name; *p != '\0'; p++)
        if (!g_ascii_isalnum(*p) && strchr("/_+-", *p) == NULL)
            return FALSE;
    return strchr(name, '/') != NULL || strcmp(name, "UTC") == 0;
}

Zone *
zone_open(const char *name)
{
    GTimeZone *tz = name_good(name) ? g_time_zone_new_identifier(name) : NULL;
    if (tz == NULL)
        return NULL;
    Zone *zone = g_new0(Zone, 1);
    zone->tz = tz;
    /* Etc/ has the other names of UTC, and offsets nobody lives by. */
    zone->is_utc = strcmp(name, "UTC") == 0 || g_str_has_prefix(name, "Etc/");
    return zone;
}

void
zone_close(Zone *zone)
{
    if (zone == NULL)
        return;
    g_time_zone_unref(zone->tz);
    g_free(zone);
}

/* The number of the span between two changes that UTC falls in. */
static int
span_at(const Zone *zone, gint64 utc)
{
    return g_time_zone_find_interval(zone->tz, G_TIME_TYPE_UNIVERSAL, utc);
}

static int
offset_at(const Zone *zone, gint64 utc)
{
    return g_time_zone_get_offset(zone->tz, span_at(zone, utc));
}

/* The moments at which the clock may show LOCAL, the earlier first; gives
 * how many they are.  In a gap there is none, but MOMENTS[0] counts on from
 * before it. */
static int
moments_of(const Zone *zone, gint64 local, gint64 *moments)
{
    gint64 before = local - offset_at(zone, local - DAY_S);
    gint64 after = local - offset_at(zone, local + DAY_S);
    int count = 0;
    moments[0] = before;
    if (before + offset_at(zone, before) == local)
        moments[count++] = before;
    if (after != before && after + offset_at(zone, after) == local)
        moments[count++] = after;
    return count;
}

gint64
zone_utc(const Zone *zone, gint64 local)
{
    gint64 moments[2] = { 0 };
    moments_of(zone, local, moments);
    return moments[0];
}

gint64
zone_local(const Zone *zone, gint64 utc, gboolean *exact)
{
    gint64 local = utc + offset_at(zone, utc);
    gint64 moments[2] = { 0 };
    *exact = moments_of(zone, local, moments) == 1;
    return local;
}

static gint64
day_start(int year, int month, int day)
{
    GDate date = { 0 };
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    gint64 epoch_julian = 719163; /* 1970-01-01 as GDate counts days */
    return ((gint64)g_date_get_julian(&date) - epoch_julian) * DAY_S;
}

/* When the law's SHIFT falls in YEAR, on the clock before the change. */
static gint64
shift_local(const Shift *shift, int year)
{
    GDateMonth month = (GDateMonth)shift->month;
    int days = g_date_get_days_in_month(month, (GDateYear)year);
    int first = shift->nth == LAST_WEEK ? days - 6 : 7 * shift->nth - 6;
    GDate date = { 0 };
    g_date_set_dmy(&date, (GDateDay)first, month, (GDateYear)year);
    int ahead = (shift->weekday - (int)g_date_get_weekday(&date) + 7) % 7;
    return day_start(year, shift->month, first + ahead) + shift->at_s;
}

/* The moment at which SPAN begins, between LOW (before) and HIGH (in it). */
static gint64
span_start(const Zone *zone, int span, gint64 low, gint64 high)
{
    while (high - low > 1) {
        gint64 middle = low + (high - low) / 2;
        if (span_at(zone, middle) < span)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* How often the clock changes in YEAR. */
static int
year_changes(const Zone *zone, int year)
{
    return span_at(zone, day_start(year + 1, 1, 1)) -
           span_at(zone, day_start(year, 1, 1));
}

/* TRUE when the clock changes by SHIFT in every year asked. */
static gboolean
shift_holds(const Zone *zone, const Shift *shift, int first, int last)
{
    for (int year = first; year <= last; year++) {
        gint64 utc = shift_local(shift, year) - shift->from_s;
        if (offset_at(zone, utc - 1) != shift->from_s ||
            offset_at(zone, utc) != shift->to_s)
            return FALSE;
    }
    return TRUE;
}

/* Puts the start of SPAN into words as a law would: the last weekday of a
 * month where that holds from FIRST to LAST, else the n-th. */
static gboolean
find_shift(const Zone *zone, Shift *shift, int span, int first, int last)
{
    int from_s = g_time_zone_get_offset(zone->tz, span - 1);
    gint64 low = day_start(first, 1, 1);
    gint64 local =
        from_s + span_start(zone, span, low, day_start(first + 1, 1, 1));
    g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(local);
    int nth = (g_date_time_get_day_of_month(day) - 1) / 7 + 1;
    *shift = (Shift){
        .month = g_date_time_get_month(day),
        .nth = LAST_WEEK,
        .weekday = g_date_time_get_day_of_week(day),
        .at_s = (int)(local % DAY_S),
        .from_s = from_s,
        .to_s = g_time_zone_get_offset(zone->tz, span),
        .name = g_time_zone_get_abbreviation(zone->tz, span),
    };
    if (shift_holds(zone, shift, first, last))
        return TRUE;
    shift->nth = nth;
    return nth < 5 && shift_holds(zone, shift, first, last);
}

static gboolean
find_summer_law(Zone *zone, int first, int last)
{
    Shift *shifts = zone->shifts;
    int span = span_at(zone, day_start(first, 1, 1));
    for (int i = 0; i < YEAR_SHIFTS; i++)
        if (!find_shift(zone, &shifts[i], span + i + 1, first, last))
            return FALSE;
    return shifts[0].from_s == shifts[1].to_s &&
           shifts[0].to_s == shifts[1].from_s &&
           shifts[0].from_s != shifts[0].to_s && shifts[0].from_s % 60 == 0 &&
           shifts[0].to_s % 60 == 0;
}

static gboolean
find_fixed_law(Zone *zone, int first)
{
    int span = span_at(zone, day_start(first, 1, 1));
    int offset_s = g_time_zone_get_offset(zone->tz, span);
    zone->shifts[0] = (Shift){
        .from_s = offset_s,
        .to_s = offset_s,
        .name = g_time_zone_get_abbreviation(zone->tz, span),
    };
    return offset_s % 60 == 0;
}

gboolean
zone_find_law(Zone *zone, int first, int last)
{
    zone->shift_count = year_changes(zone, --first);
    last++;
    if (zone->is_utc)
        return FALSE;
    for (int year = first; year <= last; year++)
        if (year_changes(zone, year) != zone->shift_count)
            return FALSE;
    if (zone->shift_count == 0)
        return find_fixed_law(zone, first);
    return zone->shift_count == YEAR_SHIFTS &&
           find_summer_law(zone, first, last);
}

static void
write_offset(GString *out, const char *property, int offset_s)
{
    int minutes = ABS(offset_s) / 60;
    g_autofree char *line =
        g_strdup_printf("%s:%c%02d%02d", property, offset_s < 0 ? '-' : '+',
                        minutes / 60, minutes % 60);
    line_add(out, line);
}

static void
write_rule(GString *out, const Shift *shift)
{
    static const char *const days[] = { "",   "MO", "TU", "WE",
                                        "TH", "FR", "SA", "SU" };
    g_autofree char *rule =
        g_strdup_printf("RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", shift->month,
                        shift->nth, days[shift->weekday]);
    line_add(out, rule);
}

static void
write_part(GString *out, const char *part, const Shift *shift)
{
    gint64 start = shift->nth == 0 ? 0 : shift_local(shift, 1970);
    g_autofree char *begin = g_strconcat("BEGIN:", part, NULL);
    g_autofree char *end = g_strconcat("END:", part, NULL);
    line_add(out, begin);
    line_time(out, "DTSTART", start, FALSE);
    if (shift->nth != 0)
        write_rule(out, shift);
    write_offset(out, "TZOFFSETFROM", shift->from_s);
    write_offset(out, "TZOFFSETTO", shift->to_s);
    line_text(out, "TZNAME", shift->name);
    line_add(out, end);
}

void
zone_write(const Zone *zone, GString *out)
{
    const Shift *first = &zone->shifts[0];
    line_add(out, "BEGIN:VTIMEZONE");
    g_autofree char *id =
        g_strconcat("TZID:", g_time_zone_get_identifier(zone->tz), NULL);
    line_add(out, id);
    if (zone->shift_count == 0) {
        write_part(out, "STANDARD", first);
    } else {
        /* By offset, not by the data's own flag: Ireland's law calls winter
         * the exception. */
        int summer = first->to_s > first->from_s ? 0 : 1;
        write_part(out, "STANDARD", &zone->shifts[1 - summer]);
        write_part(out, "DAYLIGHT", &zone->shifts[summer]);
    }
    line_add(out, "END:VTIMEZONE");
}
