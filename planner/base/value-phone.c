/* The phone numbers of value.h: Swedish numbering plan (PTS), E.164. */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/value-refuse.h"
#include "value.h"

enum {
    DIGITS_MAX = 15, /* E.164 */
    DIGITS_MIN = 7,
    NATIONAL_MIN = 7, /* after the zero: 8-12 34 56 */
    NATIONAL_MAX = 9,
    LOST_ZERO_MIN = 8, /* fewer digits without zero may lack the area */
    MOBILE_DIGITS = 9,
};

/* Cuts "vx", "(mobil)" and "tel." that people write around a number. */
static void
drop_words(GString *text)
{
    static const char *const before[] = {
        "telefon:", "telefon", "tel.:", "tel:", "tel.", "tel", "mobil:", "mobil"
    };
    static const char *const after[] = { "(växel)",  "(vx)",  "(mobil)",
                                         "(mob)",    "(arb)", "(arb.)",
                                         "(arbete)", "växel", "vxl",
                                         "vx.",      "vx" };
    for (gsize i = 0; i < G_N_ELEMENTS(before); i++)
        if (g_str_has_prefix(text->str, before[i]))
            g_string_erase(text, 0, (gssize)strlen(before[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(after); i++)
        if (g_str_has_suffix(text->str, after[i]))
            g_string_truncate(text, text->len - strlen(after[i]));
}

/* "7,01741E+08": Excel has thrown the last digits away. */
static gboolean
is_scientific(const char *text)
{
    const char *e = strchr(text, 'e');
    return e != NULL && e > text && g_ascii_isdigit(e[-1]) &&
           (e[1] == '+' || g_ascii_isdigit(e[1]));
}

/* Copies the digits past spaces, dashes, slashes, points and brackets; "+"
 * may stand first, and "(0)" after a country is no digit. */
static gboolean
take_digits(const char *text, char digits[DIGITS_MAX + 1], const char **reason)
{
    gsize length = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (g_str_has_prefix(text, "(0)") && length > 0) {
            text += 2;
            continue;
        }
        if (c < 0x80 && strchr(" -/.()", (int)c) != NULL)
            continue;
        if (c >= 0x2010 && c <= 0x2015) /* every length of dash */
            continue;
        if (c < '0' || c > '9')
            return value_refuse(reason, _("är inget telefonnummer; skriv bara "
                                          "siffror, som 031-390 06 12"));
        if (length == DIGITS_MAX)
            return value_refuse(reason,
                                _("har för många siffror; skriv ett nummer "
                                  "i varje cell"));
        digits[length++] = (char)c;
    }
    digits[length] = '\0';
    return TRUE;
}

/* Digits of the area code with its zero, for NATIONAL without it. */
static gsize
area_length(const char *national)
{
    static const char *const two[] = {
        "10", "11", "13", "16", "18", "19", "20", "21", "23", "26",
        "31", "33", "35", "36", "40", "42", "44", "46", "54", "60",
        "63", "70", "72", "73", "74", "76", "79", "90"
    };
    if (national[0] == '8')
        return 2;
    for (gsize i = 0; i < G_N_ELEMENTS(two); i++)
        if (strncmp(national, two[i], 2) == 0 &&
            !g_str_has_prefix(national, "900"))
            return 3;
    return 4;
}

/* Sizes of the groups after the area code: 123 45, 12 34 56, 123 45 67. */
static const char *
grouping(gsize digits)
{
    static const char *const groups[] = { "32", "222", "322", "332" };
    return digits >= 5 && digits <= 8 ? groups[digits - 5] : NULL;
}

static gboolean
write_swedish(const char *national, ValuePhone *phone, const char **reason)
{
    gsize length = strlen(national);
    gsize area = area_length(national) - 1;
    if (length < NATIONAL_MIN || length > NATIONAL_MAX || national[0] == '0')
        return value_refuse(reason,
                            _("har fel antal siffror; skriv riktnummer och "
                              "nummer, som 031-390 06 12"));
    gboolean is_mobile =
        national[0] == '7' && strchr("02369", national[1]) != NULL;
    if (is_mobile && length != MOBILE_DIGITS)
        return value_refuse(reason, _("är inget helt mobilnummer; skriv tio "
                                      "siffror, som 070-174 06 05"));
    const char *groups = grouping(length - area);
    if (groups == NULL)
        return value_refuse(reason, _("har fel antal siffror efter riktnumret; "
                                      "skriv det som 031-390 06 12"));
    g_snprintf(phone->normal, sizeof phone->normal, "+46%s", national);
    GString *out = g_string_new("0");
    g_string_append_len(out, national, (gssize)area);
    national += area;
    for (const char *group = groups; *group != '\0'; group++) {
        gsize size = (gsize)(*group - '0');
        g_string_append_c(out, group == groups ? '-' : ' ');
        g_string_append_len(out, national, (gssize)size);
        national += size;
    }
    g_strlcpy(phone->display, out->str, sizeof phone->display);
    g_string_free(out, TRUE);
    return TRUE;
}

/* One to three digits of E.164 country code: 1 and 7, the two-digit codes
 * of Europe and near, else three. */
static gsize
country_length(const char *digits)
{
    static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 "
                              "48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 "
                              "66 81 82 84 86 90 91 92 93 94 95 98";
    if (digits[0] == '1' || digits[0] == '7')
        return 1;
    char start[] = { digits[0], digits[1], '\0' };
    return strstr(two, start) != NULL ? 2 : 3;
}

static gboolean
write_foreign(const char *digits, ValuePhone *phone, const char **reason)
{
    if (strlen(digits) < DIGITS_MIN + 1 || digits[0] == '0')
        return value_refuse(reason, _("är inget telefonnummer; skriv + och "
                                      "landsnummer först"));
    int country = (int)country_length(digits);
    g_snprintf(phone->normal, sizeof phone->normal, "+%s", digits);
    g_snprintf(phone->display, sizeof phone->display, "+%.*s %s", country,
               digits, digits + country);
    return TRUE;
}

/* DIGITS after "+" or "00": the country stands first. */
static gboolean
write_international(const char *digits, ValuePhone *phone, const char **reason)
{
    if (!g_str_has_prefix(digits, "46"))
        return write_foreign(digits, phone, reason);
    /* "+46 031 ..." has one zero too many. */
    return write_swedish(digits + 2 + (digits[2] == '0' ? 1 : 0), phone,
                         reason);
}

static gboolean
write_number(const char *digits, gboolean is_plus, ValuePhone *phone,
             const char **reason)
{
    gsize length = strlen(digits);
    if (is_plus)
        return write_international(digits, phone, reason);
    if (g_str_has_prefix(digits, "00"))
        return write_international(digits + 2, phone, reason);
    if (digits[0] == '0')
        return write_swedish(digits + 1, phone, reason);
    /* A cell of numbers keeps neither "+" nor the zero. */
    phone->repaired = TRUE;
    if (g_str_has_prefix(digits, "46") && length > NATIONAL_MAX)
        return write_international(digits, phone, reason);
    if (length >= LOST_ZERO_MIN && length <= NATIONAL_MAX)
        return write_swedish(digits, phone, reason);
    return value_refuse(reason,
                        _("saknar riktnummer; skriv det som 031-390 06 12"));
}

gboolean
value_phone(const char *text, ValuePhone *phone, const char **reason)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *low = g_utf8_strdown(clean, -1);
    g_autoptr(GString) bare = g_string_new(low);
    char digits[DIGITS_MAX + 1] = "";
    ValuePhone found = { 0 };
    drop_words(bare);
    g_strstrip(bare->str);
    gboolean is_plus = bare->str[0] == '+';
    if (bare->str[0] == '\0')
        return value_refuse(reason, _("telefonnumret saknas"));
    if (is_scientific(bare->str))
        return value_refuse(reason,
                            _("har förstörts av Excel; siffrorna går inte "
                              "att återfå, skriv numret som text"));
    if (!take_digits(bare->str + (is_plus ? 1 : 0), digits, reason) ||
        !write_number(digits, is_plus, &found, reason))
        return FALSE;
    *phone = found;
    return TRUE;
}
