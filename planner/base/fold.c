#include "fold.h"

#include <glib.h>

#include "planner/base/value.h"

/* What no decomposition takes apart, as Swedes write without it. */
static const char *
plain_letter(gunichar c)
{
    switch (c) {
    case 0xF8: return "o";  /* ø */
    case 0xE6: return "ae"; /* æ */
    case 0x142: return "l"; /* ł */
    case 0x111: return "d"; /* đ */
    default: return NULL;
    }
}

char *
fold_heading(const char *text)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *apart = g_utf8_normalize(clean, -1, G_NORMALIZE_ALL);
    g_autofree char *low = g_utf8_casefold(apart, -1);
    GString *key = g_string_new(NULL);
    for (const char *p = low; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (plain_letter(c) != NULL)
            g_string_append(key, plain_letter(c));
        else if (g_unichar_isalnum(c))
            g_string_append_unichar(key, c);
    }
    return g_string_free(key, FALSE);
}

static gboolean
is_dash(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212;
}

static gboolean
is_apostrophe(gunichar c)
{
    return c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4 || c == '`';
}

char *
fold_name(const char *text)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *low = g_utf8_casefold(clean, -1);
    g_autofree char *whole =
        g_utf8_normalize(low, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    GString *key = g_string_new(NULL);
    for (const char *p = whole; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gsize end = key->len;
        if (is_dash(c)) {
            if (end > 0 && key->str[end - 1] == ' ')
                g_string_truncate(key, end - 1);
            g_string_append_c(key, '-');
        } else if (is_apostrophe(c)) {
            g_string_append_c(key, '\'');
        } else if (c != ' ' || end == 0 || key->str[end - 1] != '-') {
            g_string_append_unichar(key, c);
        }
    }
    return g_string_free(key, FALSE);
}
