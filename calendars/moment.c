#include "moment.h"

#include <string.h>

enum { DAY_S = 24 * 60 * 60, WEEK_DAYS = 7, DIGITS_MAX = 9 };

/* The number that the COUNT digits at AT are; -1: they are not digits, or
 * more than any of our numbers has. */
static int
digits(Slice value, gsize at, gsize count)
{
    int number = 0;
    if (at + count > value.size || count > DIGITS_MAX)
        return -1;
    for (gsize i = at; i < at + count; i++) {
        if (!g_ascii_isdigit(value.at[i]))
            return -1;
        number = 10 * number + (value.at[i] - '0');
    }
    return number;
}

static gint64
day_s(int year, int month, int day)
{
    GDate date = { 0 };
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    gint64 epoch_julian = 719163; /* 1970-01-01 as GDate counts days */
    return ((gint64)g_date_get_julian(&date) - epoch_julian) * DAY_S;
}

gboolean
moment_parse(Slice value, Moment *moment)
{
    value = slice_trim(value);
    int year = digits(value, 0, 4);
    int month = digits(value, 4, 2);
    int day = digits(value, 6, 2);
    if (year < 1 || month < 1 || day < 1 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    *moment = (Moment){ .local = day_s(year, month, day),
                        .is_date = value.size == 8 };
    if (moment->is_date)
        return TRUE;
    int hour = digits(value, 9, 2);
    int minute = digits(value, 11, 2);
    int second = digits(value, 13, 2);
    moment->is_utc = value.size == 16 && g_ascii_toupper(value.at[15]) == 'Z';
    if (g_ascii_toupper(value.at[8]) != 'T' || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59 || second < 0 || second > 60 ||
        (value.size != 15 && !moment->is_utc))
        return FALSE;
    moment->local += hour * 3600 + minute * 60 + MIN(second, 59);
    return TRUE;
}

/* Takes a sign off *VALUE: -1 or 1. */
static int
take_sign(Slice *value)
{
    int sign = value->size > 0 && *value->at == '-' ? -1 : 1;
    if (value->size > 0 && (*value->at == '-' || *value->at == '+'))
        *value = slice_skip(*value, 1);
    return sign;
}

/* Seconds of what LETTER counts in a duration; 0: nothing. */
static gint64
unit_s(char letter)
{
    switch (letter) {
    case 'W': return (gint64)WEEK_DAYS * DAY_S;
    case 'D': return DAY_S;
    case 'H': return 3600;
    case 'M': return 60;
    default: return letter == 'S' ? 1 : 0;
    }
}

gboolean
moment_duration(Slice value, gint64 *seconds)
{
    enum { DIGITS = 6 }; /* a million hours is a century */
    value = slice_trim(value);
    int sign = take_sign(&value);
    if (!slice_starts(value, "P"))
        return FALSE;
    gint64 total = 0;
    for (value = slice_skip(value, 1); value.size > 0;) {
        if (slice_starts(value, "T")) {
            value = slice_skip(value, 1);
            continue;
        }
        gsize size = 0;
        while (size < value.size && g_ascii_isdigit(value.at[size]))
            size++;
        if (size == 0 || size > DIGITS || size == value.size)
            return FALSE;
        gint64 unit = unit_s(g_ascii_toupper(value.at[size]));
        if (unit == 0)
            return FALSE;
        total += unit * digits(value, 0, size);
        value = slice_skip(value, size + 1);
    }
    *seconds = sign * total;
    return TRUE;
}

gboolean
moment_offset(Slice value, int *seconds)
{
    value = slice_trim(value);
    int sign = take_sign(&value);
    int hours = digits(value, 0, 2);
    int minutes = digits(value, 2, 2);
    int rest = value.size == 6 ? digits(value, 4, 2) : 0;
    if ((value.size != 4 && value.size != 6) || hours < 0 || hours > 23 ||
        minutes < 0 || minutes > 59 || rest < 0 || rest > 59)
        return FALSE;
    *seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return TRUE;
}

/* ---- a VTIMEZONE's law -------------------------------------------------- */

/* "2SU" or "-1SU" of a BYDAY. */
static gboolean
parse_weekday(Slice value, ClockShift *shift)
{
    static const char *const names[] = { "MO", "TU", "WE", "TH",
                                         "FR", "SA", "SU" };
    int sign = take_sign(&value);
    shift->nth = sign * digits(value, 0, 1);
    shift->weekday = 0;
    for (int i = 0; i < WEEK_DAYS; i++)
        if (slice_is(slice_skip(value, 1), names[i]))
            shift->weekday = i + 1;
    return ABS(shift->nth) >= 1 && ABS(shift->nth) <= 5 &&
           digits(value, 0, 1) > 0 && shift->weekday != 0;
}

static gboolean
parse_rule_part(Slice name, Slice value, ClockShift *shift)
{
    if (slice_is(name, "FREQ"))
        return slice_is(value, "YEARLY");
    if (slice_is(name, "INTERVAL"))
        return slice_is(value, "1");
    if (slice_is(name, "WKST"))
        return TRUE;
    if (slice_is(name, "BYDAY"))
        return parse_weekday(value, shift);
    if (slice_is(name, "BYMONTH")) {
        shift->month = digits(value, 0, value.size);
        return value.size <= 2 && shift->month >= 1 && shift->month <= 12;
    }
    Moment until = { 0 };
    if (!slice_is(name, "UNTIL") || !moment_parse(value, &until))
        return FALSE;
    shift->until = until.local;
    return TRUE;
}

void
moment_rule(Slice value, ClockShift *shift)
{
    shift->is_yearly = TRUE;
    while (value.size > 0 && !shift->is_odd) {
        Slice part = slice_trim(slice_until(&value, ";"));
        if (part.size == 0)
            continue;
        Slice name = slice_trim(slice_until(&part, "="));
        shift->is_odd = !parse_rule_part(name, slice_trim(part), shift);
    }
    shift->is_odd |= shift->month == 0 || shift->weekday == 0;
}

/* When a yearly SHIFT falls in YEAR, on the clock before it. */
static gint64
shift_in(const ClockShift *shift, int year)
{
    int days =
        g_date_get_days_in_month((GDateMonth)shift->month, (GDateYear)year);
    /* The first day that can be the n-th, or the last that can. */
    int first = shift->nth > 0 ? WEEK_DAYS * shift->nth - 6
                               : days + WEEK_DAYS * shift->nth + 1;
    gint64 at = day_s(year, shift->month, 1) + (gint64)(first - 1) * DAY_S;
    gint64 weekday = (at / DAY_S + 3) % WEEK_DAYS; /* 1970-01-01: a Thursday */
    gint64 ahead = (shift->weekday - weekday + WEEK_DAYS - 1) % WEEK_DAYS;
    gint64 time_s = ((shift->start_local % DAY_S) + DAY_S) % DAY_S;
    return at + ahead * DAY_S + time_s;
}

/* The last time before or at LOCAL that SHIFT fell; G_MININT64: never. */
static gint64
last_of(const ClockShift *shift, int year, gint64 local)
{
    if (local < shift->start_local)
        return G_MININT64;
    gint64 last = shift->start_local;
    for (int i = year - 1; shift->is_yearly && i <= year; i++) {
        gint64 at = shift_in(shift, i);
        if (at <= local && at <= shift->until && at > last)
            last = at;
    }
    return last;
}

gboolean
moment_utc(const ClockShift *shifts, guint count, gint64 local, gint64 *utc)
{
    enum { FIRST_YEAR = 1602, LAST_YEAR = 9998 };
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(local);
    int year = date == NULL ? 0 : g_date_time_get_year(date);
    const ClockShift *current = NULL;
    gint64 since = G_MININT64;
    for (guint i = 0; i < count; i++) {
        if (shifts[i].is_odd || year < FIRST_YEAR || year > LAST_YEAR)
            return FALSE;
        gint64 last = last_of(&shifts[i], year, local);
        if (last > since) {
            since = last;
            current = &shifts[i];
        }
    }
    if (current == NULL)
        return FALSE;
    gboolean in_gap = local - since < current->to_s - current->from_s;
    *utc = local - (in_gap ? current->from_s : current->to_s);
    return TRUE;
}
