/* The times of day, spans and dates of value.h. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "planner/base/serial.h"
#include "planner/base/value-refuse.h"
#include "value.h"

enum { DAY_MIN = 1440, QUARTER_MIN = 15, HOUR_MIN = 60 };

static const char *
time_form(void)
{
    return _("är inget klockslag; skriv TT:MM, som 08:30");
}

static gsize
digit_count(const char *text)
{
    return strspn(text, "0123456789");
}

/* Cleaned, small letters, without "kl" or "kl." in front. */
static char *
bare_time(const char *text)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *low = g_utf8_strdown(clean, -1);
    const char *start = low;
    if (g_str_has_prefix(start, "klockan"))
        start += strlen("klockan");
    else if (g_str_has_prefix(start, "kl"))
        start += strlen("kl") + (start[2] == '.' ? 1 : 0);
    while (*start == ' ')
        start++;
    return g_strdup(start);
}

/* "0,354166667".  With two decimals it could as well be "0.30" for half past
 * midnight: then only what Excel writes for a full quarter is taken. */
static gboolean
fraction_of_day(const char *text, int *minute, const char **reason)
{
    gsize decimals = digit_count(text + 2);
    char plain[24];
    if (text[2 + decimals] != '\0' ||
        g_strlcpy(plain, text, sizeof plain) >= sizeof plain)
        return value_refuse(reason, time_form());
    plain[1] = '.';
    double exact = g_ascii_strtod(plain, NULL) * DAY_MIN;
    int whole = (int)(exact + 0.5);
    if (decimals == 2 &&
        (fabs(exact - whole) > 1e-6 || whole % QUARTER_MIN != 0))
        return value_refuse(reason,
                            _("kan vara både klockslag och Excels dagsbråk; "
                              "skriv TT:MM, som 08:30"));
    /* A second is 1/60 minute; Excel rounds to nine decimals. */
    if (fabs(exact - whole) > 1.0 / 60 || whole >= DAY_MIN)
        return value_refuse(reason, time_form());
    *minute = whole;
    return TRUE;
}

/* "8", "08:30", "8.30", "0830", "08:30:00"; up to 24:00. */
static gboolean
clock_time(const char *text, int *minute, const char **reason)
{
    gsize digits = digit_count(text);
    const char *rest = text + digits;
    int hour = (int)g_ascii_strtoull(text, NULL, 10);
    int past = 0;
    if (digits == 0 || digits > 4)
        return value_refuse(reason, time_form());
    if (digits > 2) {
        past = hour % 100;
        hour /= 100;
    } else if (*rest == ':' || *rest == '.') {
        if (digit_count(rest + 1) != 2)
            return value_refuse(reason, time_form());
        past = (int)g_ascii_strtoull(rest + 1, NULL, 10);
        rest += 3;
        if (g_str_has_prefix(rest, ":00") || g_str_has_prefix(rest, ".00"))
            rest += 3;
    }
    if (*rest != '\0')
        return value_refuse(reason, time_form());
    if (past >= HOUR_MIN || hour * HOUR_MIN + past > DAY_MIN)
        return value_refuse(reason, _("finns inte på klockan; skriv 00:00 till "
                                      "23:59"));
    *minute = hour * HOUR_MIN + past;
    return TRUE;
}

static gboolean
any_time(const char *text, int *minute, const char **reason)
{
    g_autofree char *bare = bare_time(text);
    gboolean is_fraction = bare[0] == '0' &&
                           (bare[1] == ',' || bare[1] == '.') &&
                           g_ascii_isdigit(bare[2]);
    if (*bare == '\0')
        return value_refuse(reason,
                            _("klockslaget saknas; skriv TT:MM, som 08:30"));
    return is_fraction ? fraction_of_day(bare, minute, reason)
                       : clock_time(bare, minute, reason);
}

gboolean
value_time(const char *text, int *minute, const char **reason)
{
    int found = 0;
    if (!any_time(text, &found, reason))
        return FALSE;
    if (found == DAY_MIN)
        return value_refuse(reason, _("finns inte på klockan; skriv 00:00 till "
                                      "23:59"));
    *minute = found;
    return TRUE;
}

void
value_clock(int minute, char out[VALUE_CLOCK_SIZE])
{
    if (minute < 0 || minute > DAY_MIN)
        g_strlcpy(out, "??:??", VALUE_CLOCK_SIZE);
    else
        g_snprintf(out, VALUE_CLOCK_SIZE, "%02d:%02d", minute / HOUR_MIN,
                   minute % HOUR_MIN);
}

/* TEXT with every dash a "-" and every word or mark between spans a "|". */
static char *
plain_spans(const char *text)
{
    static const char *const changes[][2] = {
        { "\u2010", "-" }, { "\u2011", "-" }, { "\u2012", "-" },
        { "\u2013", "-" }, { "\u2014", "-" }, { "\u2212", "-" },
        { "till", "-" },   { "och", "|" },    { "samt", "|" },
        { ";", "|" },      { ",", "|" },      { "\n", "|" },
    };
    GString *out = g_string_new(NULL);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *low = g_utf8_strdown(valid, -1);
    g_string_assign(out, low);
    for (gsize i = 0; i < G_N_ELEMENTS(changes); i++)
        g_string_replace(out, changes[i][0], changes[i][1], 0);
    return g_string_free(out, FALSE);
}

static gboolean
add_span(const char *piece, ValueSpans *spans, const char **reason)
{
    g_auto(GStrv) ends = g_strsplit(piece, "-", -1);
    int from_min = 0;
    int to_min = 0;
    if (g_strv_length(ends) != 2)
        return value_refuse(reason, _("är ingen tid från och till; skriv "
                                      "TT:MM-TT:MM, flera med | emellan"));
    if (!any_time(ends[0], &from_min, reason) ||
        !any_time(ends[1], &to_min, reason))
        return FALSE;
    if (from_min >= to_min)
        return value_refuse(reason,
                            _("slutar innan den börjar; skriv TT:MM-TT:MM"));
    if (spans->count == VALUE_SPANS_MAX)
        return value_refuse(reason, _("har för många tider; skriv högst tolv"));
    guint at = spans->count++;
    for (; at > 0 && spans->span[at - 1].from_min > from_min; at--)
        spans->span[at] = spans->span[at - 1];
    spans->span[at].from_min = from_min;
    spans->span[at].to_min = to_min;
    return TRUE;
}

gboolean
value_spans(const char *text, ValueSpans *spans, const char **reason)
{
    g_autofree char *plain = plain_spans(text);
    g_auto(GStrv) pieces = value_list(plain, "|");
    ValueSpans found = { 0 };
    for (char **piece = pieces; *piece != NULL; piece++)
        if (!add_span(*piece, &found, reason))
            return FALSE;
    if (found.count == 0)
        return value_refuse(reason,
                            _("tiden saknas; skriv TT:MM-TT:MM, flera med "
                              "| emellan"));
    for (guint i = 1; i < found.count; i++)
        if (found.span[i].from_min < found.span[i - 1].to_min)
            return value_refuse(reason,
                                _("har tider som går i varandra; skriv dem "
                                  "som en"));
    *spans = found;
    return TRUE;
}

/* 1-12 for "maj", "aug" or "januari"; also English, as Outlook has it. */
static int
month_of(const char *word)
{
    static const char *const months[][2] = {
        { "januari", "january" },
        { "februari", "february" },
        { "mars", "march" },
        { "april", "april" },
        { "maj", "may" },
        { "juni", "june" },
        { "juli", "july" },
        { "augusti", "august" },
        { "september", "september" },
        { "oktober", "october" },
        { "november", "november" },
        { "december", "december" },
    };
    gsize length = strlen(word);
    for (gsize i = 0; length >= 3 && i < G_N_ELEMENTS(months); i++)
        for (gsize k = 0; k < 2; k++)
            if (length <= strlen(months[i][k]) &&
                strncmp(word, months[i][k], length) == 0)
                return (int)i + 1;
    return 0;
}

static gboolean
write_date(gint64 year, gint64 month, gint64 day, char out[VALUE_DATE_SIZE],
           const char **reason)
{
    if (year < 100 && year >= 0)
        return value_refuse(reason, _("har ett år med två siffror; skriv "
                                      "ÅÅÅÅ-MM-DD"));
    if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 ||
        !g_date_valid_dmy((GDateDay)MIN(day, 99), (GDateMonth)month,
                          (GDateYear)year))
        return value_refuse(reason,
                            _("finns inte i kalendern; skriv ÅÅÅÅ-MM-DD"));
    g_snprintf(out, VALUE_DATE_SIZE, "%04d-%02d-%02d", (int)year, (int)month,
               (int)day);
    return TRUE;
}

static gboolean
all_digits(const char *text)
{
    return *text != '\0' && text[digit_count(text)] == '\0';
}

/* "20220517", or the number of a day since 1900. */
static gboolean
date_of_digits(const char *digits, char out[VALUE_DATE_SIZE],
               const char **reason)
{
    gint64 number = (gint64)g_ascii_strtoull(digits, NULL, 10);
    int year = 0;
    int month = 0;
    int day = 0;
    if (strlen(digits) == 8)
        return write_date(number / 10000, number / 100 % 100, number % 100, out,
                          reason);
    /* Five digits: from 1927.  Fewer could be anything. */
    if (strlen(digits) == 5 && serial_date(number, &year, &month, &day))
        return write_date(year, month, day, out, reason);
    return value_refuse(reason, _("är inget datum; skriv ÅÅÅÅ-MM-DD"));
}

/* Cuts a midnight that a date has been given along the way. */
static void
drop_midnight(char *text)
{
    static const char *const ends[] = { "t00:00:00", " 00:00:00", " 00:00",
                                        "t00:00:00z" };
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(text, ends[i]))
            text[strlen(text) - strlen(ends[i])] = '\0';
}

gboolean
value_date(const char *text, char out[VALUE_DATE_SIZE], const char **reason)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *low = g_utf8_strdown(clean, -1);
    drop_midnight(low);
    if (*low == '\0')
        return value_refuse(reason, _("datumet saknas; skriv ÅÅÅÅ-MM-DD"));
    if (all_digits(low))
        return date_of_digits(low, out, reason);
    const char *start = g_str_has_prefix(low, "den ") ? low + 4 : low;
    g_auto(GStrv) part = value_list(start, " -/.");
    if (g_strv_length(part) != 3 || !all_digits(part[0]) ||
        !all_digits(part[2]) || strlen(part[0]) > 4 || strlen(part[2]) > 4)
        return value_refuse(reason, _("är inget datum; skriv ÅÅÅÅ-MM-DD"));
    gint64 first = (gint64)g_ascii_strtoull(part[0], NULL, 10);
    gint64 last = (gint64)g_ascii_strtoull(part[2], NULL, 10);
    int month = all_digits(part[1]) && strlen(part[1]) <= 2
                    ? (int)g_ascii_strtoull(part[1], NULL, 10)
                    : month_of(part[1]);
    if (strlen(part[0]) == 4)
        return write_date(first, month, last, out, reason);
    return write_date(last, month, first, out, reason);
}
