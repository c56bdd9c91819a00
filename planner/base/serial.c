#include "serial.h"

#include <math.h>
#include <string.h>

enum {
    DAY_S = 86400,
    FROM_1904_DAYS = 1462, /* the 1904 system starts so much later */
    LAST_DAY = 2958465,    /* 9999-12-31 */
    FALSE_LEAP_DAY = 60,   /* 1900-02-29, which never was */
    DIGITS = 15,           /* that a number has */
};

SerialKind
serial_kind_of_id(guint id)
{
    if (id == 22)
        return SERIAL_DATE_TIME;
    if (id == 46)
        return SERIAL_ELAPSED;
    if ((id >= 18 && id <= 21) || id == 45 || id == 47)
        return SERIAL_TIME;
    /* 27-36 and 50-58 are dates of East Asian editions. */
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) ||
        (id >= 50 && id <= 58))
        return SERIAL_DATE;
    return SERIAL_NUMBER;
}

/* The place after the quoted, escaped or bracketed piece that starts at
 * CODE; CODE itself when none starts there. */
static const char *
skip_literal(const char *code)
{
    if (strchr("\\_*", *code) != NULL && code[1] != '\0')
        return g_utf8_next_char(code + 1);
    if (*code != '"' && *code != '[')
        return code;
    const char *end = strchr(code + 1, *code == '"' ? '"' : ']');
    return end != NULL ? end + 1 : code + strlen(code);
}

static gboolean
is_elapsed(const char *code)
{
    return code[0] == '[' && code[1] != '\0' &&
           strchr("hHmMsS", code[1]) != NULL &&
           (code[2] == ']' ||
            g_ascii_tolower(code[2]) == g_ascii_tolower(code[1]));
}

SerialKind
serial_kind_of_code(const char *code)
{
    gboolean has_date = FALSE;
    gboolean has_time = FALSE;
    gboolean has_month = FALSE;
    if (g_ascii_strncasecmp(code, "general", 7) == 0)
        return SERIAL_NUMBER;
    while (*code != '\0' && *code != ';') {
        if (is_elapsed(code))
            return SERIAL_ELAPSED;
        const char *next = skip_literal(code);
        if (next != code) {
            code = next;
            continue;
        }
        if (g_ascii_strncasecmp(code, "AM/PM", 5) == 0)
            code += 4;
        has_date |= strchr("yYdD", *code) != NULL;
        has_time |= strchr("hHsS", *code) != NULL;
        has_month |= strchr("mM", *code) != NULL;
        code++;
    }
    if (has_time)
        return has_date ? SERIAL_DATE_TIME : SERIAL_TIME;
    return has_date || has_month ? SERIAL_DATE : SERIAL_NUMBER;
}

gboolean
serial_date(gint64 days, int *year, int *month, int *day)
{
    if (days < 1 || days > LAST_DAY)
        return FALSE;
    if (days < FALSE_LEAP_DAY)
        days++;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 30, G_DATE_DECEMBER, 1899);
    g_date_add_days(&date, (guint)days);
    *year = g_date_get_year(&date);
    *month = (int)g_date_get_month(&date);
    *day = g_date_get_day(&date);
    return TRUE;
}

/* Writes SECONDS of a day; hours may pass 24 when elapsed. */
static void
write_time(gint64 seconds, char *out, gsize size)
{
    int hour = (int)(seconds / 3600);
    int minute = (int)(seconds / 60 % 60);
    int second = (int)(seconds % 60);
    if (second != 0)
        g_snprintf(out, size, "%02d:%02d:%02d", hour, minute, second);
    else
        g_snprintf(out, size, "%02d:%02d", hour, minute);
}

/* FALSE when NUMBER is no day or time of KIND. */
static gboolean
write_when(double number, SerialKind kind, gboolean is_1904, char *out)
{
    if (number < 0 || number >= LAST_DAY + 1)
        return FALSE;
    /* Fractions of a day are rounded to the second they stand for. */
    gint64 seconds = (gint64)(number * DAY_S + 0.5);
    gint64 days = seconds / DAY_S + (is_1904 ? FROM_1904_DAYS : 0);
    if (kind == SERIAL_ELAPSED || kind == SERIAL_TIME) {
        write_time(kind == SERIAL_TIME ? seconds % DAY_S : seconds, out,
                   SERIAL_TEXT_SIZE);
        return TRUE;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    if (!serial_date(days, &year, &month, &day))
        return FALSE;
    int length =
        g_snprintf(out, SERIAL_TEXT_SIZE, "%04d-%02d-%02d", year, month, day);
    if (kind == SERIAL_DATE_TIME) {
        out[length] = ' ';
        write_time(seconds % DAY_S, out + length + 1,
                   SERIAL_TEXT_SIZE - (gsize)length - 1);
    }
    return TRUE;
}

/* Fifteen digits are what Excel keeps; zeros at the end say nothing. */
static void
write_number(double number, char *out)
{
    double size = fabs(number);
    g_ascii_formatd(out, SERIAL_TEXT_SIZE, "%.15g", number);
    if (strchr(out, 'e') == NULL || size >= 1e21 || size < 1e-15)
        return;
    if (size >= 1) {
        g_ascii_formatd(out, SERIAL_TEXT_SIZE, "%.0f", number);
        return;
    }
    char format[SERIAL_TEXT_SIZE];
    g_snprintf(format, sizeof format, "%%.%df",
               DIGITS - 1 - (int)floor(log10(size)));
    g_ascii_formatd(out, SERIAL_TEXT_SIZE, format, number);
    for (char *end = out + strlen(out) - 1; *end == '0'; end--)
        *end = '\0';
}

gboolean
serial_write(const char *text, SerialKind *kind, gboolean is_1904,
             char out[SERIAL_TEXT_SIZE])
{
    char *end = NULL;
    double number = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(number))
        return FALSE;
    if (*kind != SERIAL_NUMBER && write_when(number, *kind, is_1904, out))
        return TRUE;
    *kind = SERIAL_NUMBER;
    const char *digits = text + (text[0] == '-');
    if (strspn(digits, "0123456789") == strlen(digits) && strlen(digits) <= 20)
        g_strlcpy(out, text, SERIAL_TEXT_SIZE);
    else
        write_number(number, out);
    return TRUE;
}
