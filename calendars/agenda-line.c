#include "calendars/agenda-line.h"

#include <string.h>

#include "calendars/clean.h"

enum {
    DAY_S = 24 * 60 * 60,
    DURATION_S_MAX = 3660 * DAY_S,
    YEAR_MIN = 1900,
    YEAR_MAX = 2200,
};

/* ---- lines ------------------------------------------------------------------ */

/* Appends the physical line that begins at TEXT, without its end; gives
 * where the next begins.  At most AGENDA_VALUE_MAX bytes are kept. */
static const char *
add_physical(const char *text, const char *end, GString *line, gboolean *cut)
{
    const char *stop = text;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    gsize room = AGENDA_VALUE_MAX - MIN(line->len, (gsize)AGENDA_VALUE_MAX);
    gsize length = (gsize)(stop - text);
    *cut = *cut || length > room;
    g_string_append_len(line, text, (gssize)MIN(length, room));
    while (stop < end && *stop == '\r') /* CRLF, CRCRLF, CR */
        stop++;
    return stop < end && *stop == '\n' ? stop + 1 : stop;
}

const char *
agenda_next_line(const char *text, const char *end, GString *line,
                 gboolean *cut)
{
    g_string_truncate(line, 0);
    text = add_physical(text, end, line, cut);
    while (text < end && (*text == ' ' || *text == '\t'))
        text = add_physical(text + 1, end, line, cut);
    return text;
}

gboolean
agenda_split_line(char *text, AgendaLine *line)
{
    gboolean quoted = FALSE;
    gsize name = strcspn(text, ";:");
    char *at = text + name;
    while (*at != '\0' && (quoted || *at != ':')) {
        quoted ^= *at == '"';
        at++;
    }
    if (name == 0 || *at == '\0')
        return FALSE;
    *at = '\0';
    line->value = at + 1;
    line->parameters = text[name] == ';' ? text + name + 1 : at;
    text[name] = '\0';
    for (char *c = text; *c != '\0'; c++)
        *c = g_ascii_toupper(*c);
    line->name = text;
    return TRUE;
}

char *
agenda_parameter(const AgendaLine *line, const char *name)
{
    gsize length = strlen(name);
    gboolean quoted = FALSE, fresh = TRUE;
    for (const char *at = line->parameters; *at != '\0'; at++) {
        if (fresh && g_ascii_strncasecmp(at, name, length) == 0 &&
            at[length] == '=') {
            const char *value = at + length + 1;
            if (*value == '"')
                return g_strndup(value + 1, strcspn(value + 1, "\""));
            return g_strndup(value, strcspn(value, ";,"));
        }
        quoted ^= *at == '"';
        fresh = !quoted && *at == ';';
    }
    return NULL;
}

char *
agenda_unescape(const char *value)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *at = value; *at != '\0'; at++) {
        if (*at == '\\' && at[1] != '\0') {
            at++;
            g_string_append_c(text, *at == 'n' || *at == 'N' ? '\n' : *at);
        } else {
            g_string_append_c(text, *at);
        }
    }
    return clean_text(text->str);
}

/* ---- values ----------------------------------------------------------------- */

/* COUNT digits at TEXT as a number; -1: they are not all digits. */
static int
digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

gint64
agenda_clock(const char *text, gsize length)
{
    gboolean day = length == 8;
    if (!day && (length != 15 || text[8] != 'T'))
        return AGENDA_NO_TIME;
    int year = digits(text, 4), month = digits(text + 4, 2);
    int of_month = digits(text + 6, 2);
    int hour = day ? 0 : digits(text + 9, 2);
    int minute = day ? 0 : digits(text + 11, 2);
    int second = day ? 0 : digits(text + 13, 2);
    if (year < YEAR_MIN || year > YEAR_MAX || hour < 0 || minute < 0 ||
        second < 0)
        return AGENDA_NO_TIME;
    g_autoptr(GDateTime) time = g_date_time_new_utc(year, month, of_month, hour,
                                                    minute, MIN(second, 59));
    return time != NULL ? g_date_time_to_unix(time) : AGENDA_NO_TIME;
}

gint64
agenda_duration(const char *text)
{
    static const struct {
        gint64 seconds;
        gboolean in_time;
        char unit;
    } units[] = {
        { (gint64)7 * DAY_S, FALSE, 'W' },
        { DAY_S, FALSE, 'D' },
        { 3600, TRUE, 'H' },
        { 60, TRUE, 'M' },
        { 1, TRUE, 'S' },
    };
    gint64 total = 0;
    gboolean in_time = FALSE, any = FALSE;
    text += *text == '+';
    if (*text != 'P')
        return -1;
    for (text++; *text != '\0'; text++) {
        if (*text == 'T' && !in_time) {
            in_time = TRUE;
            continue;
        }
        gint64 number = 0;
        const char *first = text;
        for (; g_ascii_isdigit(*text) && text - first < 9; text++)
            number = number * 10 + (*text - '0');
        gsize i = 0;
        while (i < G_N_ELEMENTS(units) &&
               (units[i].unit != *text || units[i].in_time != in_time))
            i++;
        if (text == first || i == G_N_ELEMENTS(units))
            return -1;
        total += number * units[i].seconds;
        any = TRUE;
        if (total > DURATION_S_MAX)
            return -1;
    }
    return any ? total : -1;
}
