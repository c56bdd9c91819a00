#include "clean.h"

#include <string.h>

/* Marks that turn the writing direction (Unicode Standard Annex 9, 2), and
 * the byte order mark, which nobody sees. */
static gboolean
is_hidden_mark(gunichar c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || c == 0xFEFF ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_line_break(gunichar c)
{
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gunichar
next_char(const char **text)
{
    gunichar c = g_utf8_get_char(*text);
    const char *next = g_utf8_next_char(*text);
    *text = c == '\r' && *next == '\n' ? next + 1 : next;
    return c;
}

/* What C becomes, one character of ASCII; NULL: it stays as it is. */
static const char *
replacement(gunichar c)
{
    if (is_line_break(c))
        return "\n";
    if (c == '\t')
        return " ";
    return g_unichar_iscntrl(c) || is_hidden_mark(c) ? "" : NULL;
}

char *
clean_text(const char *text)
{
    if (text == NULL)
        return NULL;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_sized_new(strlen(valid));
    const char *from = valid; /* not yet copied */
    for (const char *at = valid; *at != '\0';) {
        const char *here = at;
        gunichar c = next_char(&at);
        if (c >= ' ' && c < 0x7F) /* nearly all: no need to look further */
            continue;
        const char *instead = replacement(c);
        if (instead == NULL)
            continue;
        g_string_append_len(out, from, here - from);
        g_string_append(out, instead);
        from = at;
    }
    g_string_append(out, from);
    return g_string_free(out, FALSE);
}

char *
clean_line(const char *text)
{
    g_autofree char *lines = clean_text(text);
    if (lines == NULL)
        return NULL;
    GString *out = g_string_sized_new(strlen(lines));
    const char *separator = "";
    g_auto(GStrv) words = g_strsplit_set(lines, " \n", -1);
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        g_string_append(out, separator);
        g_string_append(out, *word);
        separator = " ";
    }
    return g_string_free(out, FALSE);
}
