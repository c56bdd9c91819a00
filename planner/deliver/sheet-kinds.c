#include "planner/deliver/sheet-kinds.h"

#include <glib/gi18n.h>
#include <string.h>

// clang-format off
static const SheetKind KINDS[] = {
    { .name = "gruppblad", .stem = "gruppblad", .title = N_("Gruppblad"), .each = "grupp", .back = "gruppkarta" },
    { .name = "översikt", .stem = "oversikt", .title = N_("Översikt") },
    { .name = "incheckning", .stem = "incheckning", .title = N_("Incheckning") },
    { .name = "värdblad", .stem = "vardblad", .title = N_("Värdblad"), .each = "vardblad" },
    { .name = "platslista", .stem = "platslista", .title = N_("Platslista"), .each = "plats" },
    { .name = "lunch", .stem = "lunch", .title = N_("Lunchbeställning"), .each = "lunch" },
    { .name = "resplan", .stem = "resplan", .title = N_("Resplan"), .each = "resplan", .form = "resplan", .halves = TRUE, .own_language = TRUE },
    { .name = "gruppresplan", .stem = "gruppresplan", .title = N_("Resplan för grupp"), .each = "gruppresplan", .form = "resplan", .halves = TRUE },
    { .name = "kontaktlista", .stem = "kontaktlista", .title = N_("Kontakt- och ringlista") },
    { .name = "namnbricka", .stem = "namnbricka", .title = N_("Namnbrickor"), .lie = LIE_BADGES, .personal = TRUE, .own_language = TRUE },
    { .name = "namnskylt", .stem = "namnskylt", .title = N_("Namnskyltar"), .lie = LIE_FOLDED, .personal = TRUE, .own_language = TRUE },
    { .name = "bordsskylt", .stem = "bordsskylt", .title = N_("Bordsskyltar"), .lie = LIE_FOLDED },
    { .name = "karta", .stem = "karta", .title = N_("Karta över platserna") },
    { .name = "gruppkarta", .stem = "gruppkarta", .title = N_("Gruppernas vägar"), .each = "karta" },
};
// clang-format on

const SheetKind *
sheet_kinds(guint *count)
{
    *count = G_N_ELEMENTS(KINDS);
    return KINDS;
}

const SheetKind *
sheet_kind_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (strcmp(KINDS[i].name, name) == 0 ||
            strcmp(KINDS[i].stem, name) == 0)
            return &KINDS[i];
    return NULL;
}

static const struct {
    const char *name, *mark;
} LANGUAGES[SHEET_LANGUAGES] = {
    [SHEET_SWEDISH] = { "sv", "" },
    [SHEET_ENGLISH] = { "en", ".en" },
};

SheetLanguage
sheet_language(const char *name)
{
    return g_strcmp0(name, LANGUAGES[SHEET_ENGLISH].name) == 0 ? SHEET_ENGLISH
                                                               : SHEET_SWEDISH;
}

const char *
sheet_language_name(SheetLanguage language)
{
    return LANGUAGES[language].name;
}

const char *
sheet_language_mark(SheetLanguage language)
{
    return LANGUAGES[language].mark;
}

char *
sheet_kind_file(const SheetKind *kind, const char *key, const char *suffix)
{
    gint64 number = 0;
    if (key == NULL || *key == '\0' || kind->each == NULL)
        return g_strdup_printf("%s.%s", kind->stem, suffix);
    if (g_ascii_string_to_signed(key, 10, 0, G_MAXINT, &number, NULL))
        return g_strdup_printf("%s-%02d.%s", kind->each, (int)number, suffix);
    /* A code comes from a file of the office's: no path hides in it, and no
     * two codes come to one file. */
    g_autofree char *safe = g_uri_escape_string(key, NULL, TRUE);
    return g_strdup_printf("%s-%s.%s", kind->each, safe, suffix);
}
