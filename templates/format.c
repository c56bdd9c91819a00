#include "templates/format.h"

#include <string.h>

#define NO_BREAK_SPACE "\u00a0"
#define EN_DASH        "\u2013"
#define MINUS          "\u2212"

enum { FIRST_YEAR = 1970, LAST_YEAR = 2199 };

/* Ours and not the C library's: the same words under any locale. */
static const char *const WEEKDAYS[] = { "måndag", "tisdag", "onsdag", "torsdag",
                                        "fredag", "lördag", "söndag" };
static const char *const MONTHS[] = { "januari", "februari", "mars",
                                      "april",   "maj",      "juni",
                                      "juli",    "augusti",  "september",
                                      "oktober", "november", "december" };

static const char *const ENGLISH_WEEKDAYS[] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};
static const char *const ENGLISH_MONTHS[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"
};

/* Whether TEXT begins as PATTERN, where 0 stands for any digit. */
static gboolean
looks_like(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++)
        if (*pattern == '0' ? !g_ascii_isdigit(*text) : *text != *pattern)
            return FALSE;
    return TRUE;
}

static guint
number_at(const char *text, guint digits)
{
    guint number = 0;
    for (guint i = 0; i < digits; i++)
        number = number * 10 + (guint)(text[i] - '0');
    return number;
}

/* "08:15" at the start of TEXT, with POINT for its colon.  FALSE: no time of
 * day. */
static gboolean
put_clock(const char *text, char point, GString *out)
{
    gboolean midnight = g_str_has_prefix(text, "24:00");
    if (!looks_like(text, "00:00") || number_at(text + 3, 2) > 59 ||
        (number_at(text, 2) > 23 && !midnight))
        return FALSE;
    g_string_append_printf(out, "%.2s%c%.2s", text, point, text + 3);
    return TRUE;
}

static gboolean
write_clock(const char *value, GString *out)
{
    return strlen(value) == 5 && put_clock(value, '.', out);
}

static gboolean
write_english_clock(const char *value, GString *out)
{
    return strlen(value) == 5 && put_clock(value, ':', out);
}

static gboolean
put_interval(const char *value, char point, GString *out)
{
    gsize before = out->len;
    if (looks_like(value, "00:00/00:00") && strlen(value) == 11 &&
        put_clock(value, point, out)) {
        g_string_append(out, EN_DASH);
        if (put_clock(value + 6, point, out))
            return TRUE;
    }
    g_string_truncate(out, before);
    return FALSE;
}

static gboolean
write_interval(const char *value, GString *out)
{
    return put_interval(value, '.', out);
}

static gboolean
write_english_interval(const char *value, GString *out)
{
    return put_interval(value, ':', out);
}

/* "2022-05-17" at the start of TEXT into DATE.  FALSE: no such day. */
static gboolean
read_day(const char *text, GDate *date)
{
    if (!looks_like(text, "0000-00-00"))
        return FALSE;
    guint year = number_at(text, 4);
    guint month = number_at(text + 5, 2);
    guint day = number_at(text + 8, 2);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    g_date_set_dmy(date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return TRUE;
}

static void
put_day(const GDate *date, GString *out)
{
    g_string_append_printf(out, "%u %s", (guint)g_date_get_day(date),
                           MONTHS[g_date_get_month(date) - G_DATE_JANUARY]);
}

static gboolean
write_date(const char *value, GString *out)
{
    GDate date = { 0 };
    if (strlen(value) != 10 || !read_day(value, &date))
        return FALSE;
    g_string_append_printf(out, "%s ",
                           WEEKDAYS[g_date_get_weekday(&date) - G_DATE_MONDAY]);
    put_day(&date, out);
    g_string_append_printf(out, " %u", (guint)g_date_get_year(&date));
    return TRUE;
}

static gboolean
write_capital_date(const char *value, GString *out)
{
    gsize at = out->len;
    if (!write_date(value, out))
        return FALSE;
    out->str[at] = g_ascii_toupper(out->str[at]); /* no weekday begins å-ö */
    return TRUE;
}

static gboolean
write_day(const char *value, GString *out)
{
    GDate date = { 0 };
    if (strlen(value) != 10 || !read_day(value, &date))
        return FALSE;
    put_day(&date, out);
    return TRUE;
}

static void
put_english_day(const GDate *date, GString *out)
{
    g_string_append_printf(
        out, "%u %s", (guint)g_date_get_day(date),
        ENGLISH_MONTHS[g_date_get_month(date) - G_DATE_JANUARY]);
}

static gboolean
write_english(const char *value, GString *out)
{
    GDate date = { 0 };
    if (strlen(value) != 10 || !read_day(value, &date))
        return FALSE;
    put_english_day(&date, out);
    g_string_append_printf(out, " %u", (guint)g_date_get_year(&date));
    return TRUE;
}

static gboolean
write_english_date(const char *value, GString *out)
{
    GDate date = { 0 };
    if (strlen(value) != 10 || !read_day(value, &date))
        return FALSE;
    GDateWeekday weekday = g_date_get_weekday(&date);
    g_string_append_printf(out, "%s ",
                           ENGLISH_WEEKDAYS[weekday - G_DATE_MONDAY]);
    return write_english(value, out);
}

static gboolean
write_english_day(const char *value, GString *out)
{
    GDate date = { 0 };
    if (strlen(value) != 10 || !read_day(value, &date))
        return FALSE;
    put_english_day(&date, out);
    return TRUE;
}

/* Whether VALUE is a day with a time of day; seconds may follow. */
static gboolean
read_stamp(const char *value, GDate *date)
{
    gsize length = strlen(value);
    gboolean whole = (length == 16 && looks_like(value, "0000-00-00T00:00")) ||
                     (length == 19 && looks_like(value, "0000-00-00T00:00:00"));
    return whole && read_day(value, date);
}

static gboolean
write_stamp(const char *value, GString *out)
{
    GDate date = { 0 };
    gsize before = out->len;
    if (!read_stamp(value, &date))
        return FALSE;
    put_day(&date, out);
    g_string_append_printf(out, " %u kl. ", (guint)g_date_get_year(&date));
    if (put_clock(value + 11, '.', out))
        return TRUE;
    g_string_truncate(out, before);
    return FALSE;
}

static gboolean
write_english_stamp(const char *value, GString *out)
{
    GDate date = { 0 };
    gsize before = out->len;
    if (!read_stamp(value, &date))
        return FALSE;
    put_english_day(&date, out);
    g_string_append_printf(out, " %u, ", (guint)g_date_get_year(&date));
    if (put_clock(value + 11, ':', out))
        return TRUE;
    g_string_truncate(out, before);
    return FALSE;
}

/* The national number, "070-1740633" as "0701740633", in NUMBER; HYPHEN is
 * where the writer ended the area code, 0 if nowhere.  FALSE: not Swedish. */
static gboolean
read_phone(const char *value, GString *number, gsize *hyphen)
{
    *hyphen = 0;
    if (g_str_has_prefix(value, "+46") || g_str_has_prefix(value, "0046")) {
        value += *value == '+' ? 3 : 4;
        g_string_append_c(number, '0');
        if (g_str_has_prefix(value, "(0)"))
            value += 3;
    }
    for (const char *at = value; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_ascii_isdigit(*at))
            g_string_append_c(number, *at);
        else if (c == '-' && *hyphen == 0)
            *hyphen = number->len;
        else if (c != ' ' && c != 0xa0 && c != '-' && c != '/')
            return FALSE;
    }
    return number->len >= 7 && number->len <= 11 && number->str[0] == '0' &&
           number->str[1] != '0';
}

/* Mobile, company and larger towns, by the Swedish numbering plan; trunk
 * zero included. */
static const char *const AREAS_OF_THREE[] = {
    "010", "011", "013", "016", "018", "019", "020", "021", "023", "026",
    "031", "033", "035", "036", "040", "042", "044", "046", "054", "060",
    "063", "070", "071", "072", "073", "076", "077", "079", "090", "099",
};

/* Digits of the area code, trunk zero included. */
static gsize
area_digits(const char *number)
{
    if (g_str_has_prefix(number, "08"))
        return 2;
    for (guint i = 0; i < G_N_ELEMENTS(AREAS_OF_THREE); i++)
        if (g_str_has_prefix(number, AREAS_OF_THREE[i]))
            return 3;
    return 4;
}

/* The subscriber's digits: pairs from the right, the odd one in the first
 * group; eight as 465 004 00. */
static void
put_subscriber(const char *digits, GString *out)
{
    gsize left = strlen(digits);
    gsize group = left == 8 ? 3 : 2 + left % 2;
    for (; left > 0; group = left == 5 ? 3 : 2) {
        g_string_append_len(out, digits, (gssize)group);
        digits += group;
        left -= group;
        if (left > 0)
            g_string_append(out, NO_BREAK_SPACE);
    }
}

static gboolean
write_phone(const char *value, GString *out)
{
    g_autoptr(GString) number = g_string_new(NULL);
    gsize area = 0;
    if (!read_phone(value, number, &area))
        return FALSE;
    if (area < 2 || area > 4)
        area = area_digits(number->str);
    if (number->len < area + 4)
        return FALSE;
    g_string_append_len(out, number->str, (gssize)area);
    g_string_append_c(out, '-');
    put_subscriber(number->str + area, out);
    return TRUE;
}

/* RFC 3966: +46 and the number without its trunk zero. */
static gboolean
write_tel(const char *value, GString *out)
{
    g_autoptr(GString) number = g_string_new(NULL);
    gsize hyphen = 0;
    if (read_phone(value, number, &hyphen)) {
        g_string_append_printf(out, "+46%s", number->str + 1);
        return TRUE;
    }
    if (*value != '+' || value[strspn(value, "+0123456789 -().")])
        return FALSE;
    g_string_append_c(out, '+');
    for (const char *at = value; *at; at++)
        if (g_ascii_isdigit(*at))
            g_string_append_c(out, *at);
    return TRUE;
}

/* How a language writes its numbers. */
typedef struct Digits {
    const char *thousands, *decimals;
} Digits;

static const Digits SWEDISH = { NO_BREAK_SPACE, "," };
static const Digits ENGLISH = { ",", "." };

/* DIGITS of LENGTH in threes. */
static void
put_thousands(const Digits *language, const char *digits, gsize length,
              GString *out)
{
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append(out, language->thousands);
        g_string_append_c(out, digits[i]);
    }
}

/* A decimal number with a point; DECIMALS: whether it may have decimals. */
static gboolean
put_number(const Digits *language, const char *value, gboolean decimals,
           GString *out)
{
    gboolean negative = *value == '-';
    const char *digits = value + negative;
    gsize whole = strspn(digits, G_CSET_DIGITS);
    const char *rest = digits + whole;
    gsize fraction = *rest == '.' ? strspn(rest + 1, G_CSET_DIGITS) : 0;
    if (whole == 0 ||
        (*rest && (!decimals || fraction == 0 || rest[1 + fraction] != '\0')))
        return FALSE;
    if (negative)
        g_string_append(out, MINUS);
    put_thousands(language, digits, whole, out);
    if (fraction > 0)
        g_string_append_printf(out, "%s%s", language->decimals, rest + 1);
    return TRUE;
}

/* The half of a day as the views name it. */
static gboolean
write_half(const char *value, GString *out)
{
    g_string_append(out, value);
    return TRUE;
}

static gboolean
write_english_half(const char *value, GString *out)
{
    gboolean morning = strcmp(value, "fm") == 0;
    if (!morning && strcmp(value, "em") != 0)
        return FALSE;
    g_string_append(out, morning ? "a.m." : "p.m.");
    return TRUE;
}

static gboolean
write_count(const char *value, GString *out)
{
    return put_number(&SWEDISH, value, FALSE, out);
}

static gboolean
write_english_count(const char *value, GString *out)
{
    return put_number(&ENGLISH, value, FALSE, out);
}

static gboolean
write_points(const char *value, GString *out)
{
    return put_number(&SWEDISH, value, TRUE, out);
}

static gboolean
write_english_points(const char *value, GString *out)
{
    return put_number(&ENGLISH, value, TRUE, out);
}

/* Appends VALUE to OUT.  FALSE: it does not fit, OUT is as it was. */
typedef gboolean (*Writer)(const char *value, GString *out);

typedef struct Format {
    const char *name;
    Writer swedish, english;
} Format;

// clang-format off
static const Format FORMATS[] = {
    { "clock",    write_clock,        write_english_clock },
    { "interval", write_interval,     write_english_interval },
    { "date",     write_date,         write_english_date },
    { "Date",     write_capital_date, write_english_date },
    { "day",      write_day,          write_english_day },
    { "english",  write_english,      write_english },
    { "stamp",    write_stamp,        write_english_stamp },
    { "half",     write_half,         write_english_half },
    { "phone",    write_phone,        write_phone },
    { "tel",      write_tel,          write_tel },
    { "count",    write_count,        write_english_count },
    { "points",   write_points,       write_english_points },
};

/* A count and its noun: 1 person, 2 personer. */
static const struct {
    const char *name, *one, *many, *english_one, *english_many;
} NOUNS[] = {
    { "persons",      "person",    "personer",   "person",      "people" },
    { "participants", "deltagare", "deltagare",  "participant", "participants" },
    { "groups",       "grupp",     "grupper",    "group",       "groups" },
    { "visits",       "besök",     "besök",      "visit",       "visits" },
    { "sites",        "plats",     "platser",    "site",        "sites" },
    { "companies",    "företag",   "företag",    "company",     "companies" },
    { "minutes",      "minut",     "minuter",    "minute",      "minutes" },
    { "portions",     "portion",   "portioner",  "portion",     "portions" },
};
// clang-format on

static gboolean
write_noun(const char *name, const char *value, gboolean english, GString *out)
{
    gboolean one = strcmp(value, "1") == 0;
    for (guint i = 0; i < G_N_ELEMENTS(NOUNS); i++) {
        if (strcmp(NOUNS[i].name, name) != 0)
            continue;
        if (!put_number(english ? &ENGLISH : &SWEDISH, value, FALSE, out)) {
            g_string_append(out, value);
            return TRUE;
        }
        g_string_append_c(out, ' ');
        if (english)
            g_string_append(out,
                            one ? NOUNS[i].english_one : NOUNS[i].english_many);
        else
            g_string_append(out, one ? NOUNS[i].one : NOUNS[i].many);
        return TRUE;
    }
    return FALSE;
}

gboolean
format_value_in(const char *language, const char *name, const char *value,
                GString *out)
{
    gboolean english = g_str_has_prefix(language, "en");
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        if (!g_str_equal(FORMATS[i].name, name))
            continue;
        Writer write = english ? FORMATS[i].english : FORMATS[i].swedish;
        if (!write(value, out))
            g_string_append(out, value);
        return TRUE;
    }
    return write_noun(name, value, english, out);
}

gboolean
format_value(const char *name, const char *value, GString *out)
{
    return format_value_in("sv", name, value, out);
}
