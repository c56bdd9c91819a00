#include "decode.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"

enum { CONTROL_SHARE = 100 }; /* one control byte in so many is still text */

/* What Windows-1252 has in 0x80-0x9F (Unicode's CP1252.TXT); the five bytes
 * it leaves open become the replacement character. */
static const gunichar WINDOWS[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static char *
from_windows(const char *data, gsize size, gsize *length)
{
    GString *out = g_string_sized_new(size + size / 8);
    for (gsize i = 0; i < size; i++) {
        guchar byte = (guchar)data[i];
        if (byte < 0x80)
            g_string_append_c(out, (char)byte);
        else if (byte < 0xA0)
            g_string_append_unichar(out, WINDOWS[byte - 0x80]);
        else
            g_string_append_unichar(out, byte);
    }
    *length = out->len;
    return g_string_free(out, FALSE);
}

static guint
line_of(const char *data, const char *place)
{
    guint line = 1;
    for (const char *p = data; p < place; p++)
        if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
            line++;
    return line;
}

/* Windows-1252 text hardly ever holds a well-formed UTF-8 letter: a file
 * where they are as many as the bad bytes is broken UTF-8. */
static gboolean
is_broken_utf8(const char *data, gsize size)
{
    gsize good = 0;
    gsize bad = 0;
    const char *end = data + size;
    for (const char *p = data; p < end;) {
        if ((guchar)*p < 0x80) {
            p++;
            continue;
        }
        gunichar c = g_utf8_get_char_validated(p, end - p);
        gboolean is_letter = c != (gunichar)-1 && c != (gunichar)-2;
        good += is_letter ? 1 : 0;
        bad += is_letter ? 0 : 1;
        p = is_letter ? g_utf8_next_char(p) : p + 1;
    }
    return good > 0 && good >= bad;
}

static gboolean
check_is_text(const char *text, gsize length, GError **error)
{
    gsize control = 0;
    for (gsize i = 0; i < length; i++)
        control +=
            (guchar)text[i] < ' ' && strchr("\t\n\v\f\r", text[i]) == NULL;
    if (memchr(text, '\0', length) == NULL && control <= length / CONTROL_SHARE)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("filen innehåller tecken som inte är text; spara om "
                         "den från Excel som .xlsx eller ”CSV UTF-8”"));
}

static gboolean
from_utf16(const char *data, gsize size, const char *charset, char **owned,
           gsize *length, GError **error)
{
    *owned =
        g_convert(data, (gssize)size, "UTF-8", charset, NULL, length, NULL);
    if (*owned != NULL)
        return check_is_text(*owned, *length, error);
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("filen är UTF-16 men har trasiga tecken; spara om den som "
                  "”CSV UTF-8”"));
    return FALSE;
}

static gboolean
from_bytes(const char *data, gsize size, gboolean has_mark, const char **text,
           gsize *length, char **owned, GError **error)
{
    const char *wrong = NULL;
    if (g_utf8_validate_len(data, size, &wrong)) {
        *text = data;
        *length = size;
        return TRUE;
    }
    if (has_mark || is_broken_utf8(data, size))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("rad %u: ett tecken är trasigt (inte UTF-8); "
                             "rätta raden eller spara om filen som "
                             "”CSV UTF-8”"),
                           line_of(data, wrong));
    *owned = from_windows(data, size, length);
    *text = *owned;
    return TRUE;
}

gboolean
decode_text(const char *data, gsize size, const char **text, gsize *length,
            char **owned, GError **error)
{
    *owned = NULL;
    gboolean little = size >= 2 && memcmp(data, "\xFF\xFE", 2) == 0;
    gboolean big = size >= 2 && memcmp(data, "\xFE\xFF", 2) == 0;
    if (little || big) {
        if (!from_utf16(data + 2, size - 2, little ? "UTF-16LE" : "UTF-16BE",
                        owned, length, error))
            return FALSE;
        *text = *owned;
        return TRUE;
    }
    gboolean has_mark = size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0;
    gsize skip = has_mark ? 3 : 0;
    return check_is_text(data + skip, size - skip, error) &&
           from_bytes(data + skip, size - skip, has_mark, text, length, owned,
                      error);
}
