#include "templates/missing.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/fill.h"

/* How many texts a sentence names, and how much of each. */
enum { NAMED = 8, NAMED_CHARACTERS = 60 };

/* Fonts with TrueType outlines, which fonts.c takes: blocks of Unicode and
 * the package of Debian 12 that has them. */
// clang-format off
static const struct {
    gunichar first, last;
    const char *package;
} PACKAGES[] = {
    { 0x02190, 0x02BFF, "fonts-symbola" },        /* arrows to symbols */
    { 0x02E80, 0x09FFF, "fonts-droid-fallback" }, /* CJK */
    { 0x0AC00, 0x0D7FF, "fonts-droid-fallback" }, /* Hangul */
    { 0x0F900, 0x0FAFF, "fonts-droid-fallback" },
    { 0x0FF00, 0x0FFEF, "fonts-droid-fallback" },
    { 0x1F000, 0x1FAFF, "fonts-symbola" },        /* emoji */
};
// clang-format on

static const char *
package_for(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PACKAGES); i++)
        if (c >= PACKAGES[i].first && c <= PACKAGES[i].last)
            return PACKAGES[i].package;
    return "fonts-noto-core";
}

/* What a terminal can show of TEXT, on one line. */
static char *
shortened(const char *text)
{
    GString *out = g_string_new(NULL);
    int count = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (++count > NAMED_CHARACTERS) {
            g_string_append(out, "…");
            break;
        }
        if (g_unichar_isspace(c))
            g_string_append_c(out, ' ');
        else if (g_unichar_isprint(c))
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

GPtrArray *
missing_texts(const Fonts *fonts)
{
    const GArray *missing = fonts_missing(fonts);
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < missing->len; i++) {
        const Missing *row = &g_array_index(missing, Missing, i);
        g_autofree char *words = shortened(row->words);
        g_ptr_array_add(texts, g_strdup_printf("%s (U+%04X)", words, row->c));
    }
    return texts;
}

/* Each package once, "fonts-noto-core, fonts-symbola". */
static char *
packages(const GArray *missing)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < missing->len; i++) {
        const char *package = package_for(g_array_index(missing, Missing, i).c);
        if (strstr(out->str, package) == NULL)
            g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "",
                                   package);
    }
    return g_string_free(out, FALSE);
}

gboolean
missing_check(const Fonts *fonts, GError **error)
{
    const GArray *missing = fonts_missing(fonts);
    g_autoptr(GPtrArray) texts = missing_texts(fonts);
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *help = packages(missing);

    if (texts->len == 0)
        return TRUE;
    for (guint i = 0; i < MIN(texts->len, NAMED); i++)
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "",
                               (char *)g_ptr_array_index(texts, i));
    if (texts->len > NAMED)
        g_string_append_printf(list, _(" och %u till"), texts->len - NAMED);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_GLYPH,
                _("inget typsnitt på datorn har alla tecken i %s: installera "
                  "paketet %s, eller skriv om det"),
                list->str, help);
    return FALSE;
}
