#include "mail-words.h"

#include <string.h>

#include "calendars/clean.h"

char *
words_cut(char *text, gsize count)
{
    if (text != NULL && strlen(text) > count)
        *g_utf8_find_prev_char(text, text + count + 1) = '\0';
    return text;
}

char *
words_plain(Slice text, gsize count)
{
    g_autofree char *raw = slice_text(slice_trim(text));
    g_autofree char *clean = raw == NULL ? NULL : clean_text(raw);
    if (clean == NULL)
        return NULL;
    g_strstrip(words_cut(clean, count));
    return *clean == '\0' ? NULL : g_steal_pointer(&clean);
}

/* Adds the character that the entity at the start of *REST means, and takes
 * it off; an ampersand that starts none stays one. */
static void
take_entity(Slice *rest, GString *out)
{
    static const struct {
        const char *name, *text;
    } known[] = {
        { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
        { "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", " " },
        { "&aring;", "å" }, { "&auml;", "ä" }, { "&ouml;", "ö" },
        { "&Aring;", "Å" }, { "&Auml;", "Ä" }, { "&Ouml;", "Ö" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (rest->size >= strlen(known[i].name) &&
            memcmp(rest->at, known[i].name, strlen(known[i].name)) == 0) {
            g_string_append(out, known[i].text);
            *rest = slice_skip(*rest, strlen(known[i].name));
            return;
        }
    enum { NUMBER_BYTES = 10 };
    Slice look = { rest->at, MIN(rest->size, NUMBER_BYTES) };
    g_autofree char *number = slice_text(look);
    gboolean is_hex = strncmp(number, "&#x", 3) == 0;
    char *end = NULL;
    guint64 c = strncmp(number, "&#", 2) != 0
                    ? 0
                    : g_ascii_strtoull(number + (is_hex ? 3 : 2), &end,
                                       is_hex ? 16 : 10);
    gboolean good = end != NULL && *end == ';' && c > 0 && c < 0x110000 &&
                    g_unichar_validate((gunichar)c);
    if (good)
        g_string_append_unichar(out, (gunichar)c);
    else
        g_string_append_c(out, '&');
    *rest = slice_skip(*rest, good ? (gsize)(end + 1 - number) : 1);
}

/* Takes a tag off *REST, with all up to its end where that is no text. */
static void
take_tag(Slice *rest, GString *out)
{
    static const char *const silent[] = { "style", "script", "head", "!--" };
    static const char *const ends[] = { "</style", "</script", "</head",
                                        "-->" };
    static const char *const breaks[] = { "br", "/p", "/div", "/tr", "/li" };
    Slice tag = slice_skip(*rest, 1);
    for (guint i = 0; i < G_N_ELEMENTS(breaks); i++)
        if (slice_starts(tag, breaks[i]))
            g_string_append_c(out, '\n');
    for (guint i = 0; i < G_N_ELEMENTS(silent); i++)
        if (slice_starts(tag, silent[i]))
            *rest = slice_find(tag, ends[i]);
    slice_until(rest, ">");
}

char *
words_html(Slice html, gsize count)
{
    GString *out = g_string_new(NULL);
    while (html.size > 0 && out->len <= count) {
        char c = *html.at;
        if (c == '<') {
            take_tag(&html, out);
        } else if (c == '&') {
            take_entity(&html, out);
        } else {
            gboolean space = c == '\r' || c == '\n' || c == '\t' || c == ' ';
            gboolean after =
                out->len == 0 || strchr(" \n", out->str[out->len - 1]) != NULL;
            if (!space)
                g_string_append_c(out, c);
            else if (!after)
                g_string_append_c(out, ' ');
            html = slice_skip(html, 1);
        }
    }
    char *words = words_plain((Slice){ out->str, out->len }, count);
    g_string_free(out, TRUE);
    return words;
}
