#include "value.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/value-refuse.h"

enum {
    ORG_DIGITS = 10,
    POSTCODE_DIGITS = 5,
    NUMBER_SIZE = 40,
    GROUP_DIGITS = 3,
    INTEGER_DIGITS = 15, /* more Excel does not keep either */
};

gboolean
value_refuse(const char **reason, const char *why)
{
    if (reason != NULL)
        *reason = why;
    return FALSE;
}

/* Zero width and direction marks: paste brings them, nobody sees them. */
static gboolean
is_unseen(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL;
}

char *
value_clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) seen = g_string_sized_new(strlen(valid));
    gboolean is_space = FALSE;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || c == '\v') {
            is_space = TRUE;
        } else if (!is_unseen(c)) {
            if (is_space && seen->len > 0)
                g_string_append_c(seen, ' ');
            is_space = FALSE;
            g_string_append_unichar(seen, c);
        }
    }
    /* Last: what was unseen may have stood between a letter and its ring. */
    return g_utf8_normalize(seen->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* "1 234 567": a space only before a group of three digits that ends. */
static gboolean
is_group(const char *space)
{
    for (int i = 1; i <= GROUP_DIGITS; i++)
        if (!g_ascii_isdigit(space[i]))
            return FALSE;
    return !g_ascii_isdigit(space[GROUP_DIGITS + 1]);
}

/* TEXT, cleaned, as "-1234.5"; FALSE when it is no number. */
static gboolean
plain_number(const char *text, char out[NUMBER_SIZE])
{
    gsize length = 0;
    gboolean has_point = FALSE;
    gboolean has_digit = FALSE;
    if (g_str_has_prefix(text, "\u2212")) { /* the minus sign of typography */
        out[length++] = '-';
        text += strlen("\u2212");
    } else if (*text == '-' || *text == '+') {
        out[length++] = *text++;
    }
    for (; *text != '\0'; text++) {
        gboolean is_point = *text == ',' || *text == '.';
        if (*text == ' ' && has_digit && !has_point && is_group(text))
            continue;
        if (length + 1 >= NUMBER_SIZE || (is_point && has_point) ||
            (!is_point && !g_ascii_isdigit(*text)))
            return FALSE;
        has_point |= is_point;
        has_digit |= !is_point;
        out[length++] = *text;
        if (is_point)
            out[length - 1] = '.';
    }
    out[length] = '\0';
    return has_digit;
}

char *
value_visible(const char *text, gboolean lines)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (!g_unichar_iscntrl(letter) || (lines && letter == '\n'))
            g_string_append_unichar(out, letter);
        else if (letter == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_printf(out, "\\x%02x", letter);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

gboolean
value_decimal(const char *text, double *number, const char **reason)
{
    g_autofree char *clean = value_clean(text);
    char plain[NUMBER_SIZE];
    if (*clean == '\0')
        return value_refuse(reason, _("cellen är tom; skriv ett tal"));
    if (!plain_number(clean, plain))
        return value_refuse(reason,
                            _("är inget tal; skriv bara siffror, med ett "
                              "decimalkomma om det behövs"));
    *number = g_ascii_strtod(plain, NULL);
    return TRUE;
}

gboolean
value_integer(const char *text, gint64 *number, const char **reason)
{
    g_autofree char *clean = value_clean(text);
    char plain[NUMBER_SIZE];
    if (*clean == '\0')
        return value_refuse(reason, _("cellen är tom; skriv ett heltal"));
    if (!plain_number(clean, plain))
        return value_refuse(reason, _("är inget heltal; skriv bara siffror"));
    char *point = strchr(plain, '.');
    if (point != NULL && strspn(point + 1, "0") != strlen(point + 1))
        return value_refuse(reason,
                            _("är inget heltal; skriv det utan decimaler"));
    if (point != NULL)
        *point = '\0';
    if (strlen(plain) > INTEGER_DIGITS + 1)
        return value_refuse(reason, _("är ett för stort tal"));
    *number = g_ascii_strtoll(plain, NULL, 10);
    return TRUE;
}

gboolean
value_truth(const char *text, gboolean *truth, const char **reason)
{
    static const char *const yes[] = { "ja",   "j",   "x", "sant",
                                       "true", "yes", "1", NULL };
    static const char *const no[] = { "nej", "n", "falskt", "false",
                                      "no",  "0", NULL };
    g_autofree char *clean = value_clean(text);
    g_autofree char *low = g_utf8_strdown(clean, -1);
    gboolean is_yes = g_strv_contains(yes, low);
    if (!is_yes && !g_strv_contains(no, low))
        return value_refuse(reason,
                            _("är varken ja eller nej; skriv ja eller nej"));
    *truth = is_yes;
    return TRUE;
}

char **
value_list(const char *text, const char *separators)
{
    g_auto(GStrv) pieces = g_strsplit_set(text, separators, -1);
    GPtrArray *kept = g_ptr_array_new();
    for (char **piece = pieces; *piece != NULL; piece++) {
        g_autofree char *clean = value_clean(*piece);
        if (*clean != '\0')
            g_ptr_array_add(kept, g_steal_pointer(&clean));
    }
    g_ptr_array_add(kept, NULL);
    return (char **)g_ptr_array_free(kept, FALSE);
}

/* Copies the digits of TEXT past what MARKS allow between them; FALSE at
 * any other character or past SIZE. */
static gboolean
digits_of(const char *text, const char *marks, char *out, gsize size)
{
    gsize length = 0;
    for (; *text != '\0'; text++) {
        if (strchr(marks, *text) != NULL)
            continue;
        if (!g_ascii_isdigit(*text) || length + 1 >= size)
            return FALSE;
        out[length++] = *text;
    }
    out[length] = '\0';
    return TRUE;
}

/* Every other digit doubled and summed by digit (SKV 709). */
static gboolean
luhn_holds(const char *digits)
{
    int sum = 0;
    for (int i = 0; i < ORG_DIGITS; i++) {
        int digit = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit / 10 + digit % 10;
    }
    return sum % 10 == 0;
}

gboolean
value_org_number(const char *text, char out[VALUE_ORG_SIZE],
                 const char **reason)
{
    g_autofree char *clean = value_clean(text);
    char digits[16];
    if (!digits_of(clean, "- ", digits, sizeof digits))
        return value_refuse(reason, _("är inget organisationsnummer; skriv "
                                      "NNNNNN-NNNN"));
    const char *ten = digits;
    if (strlen(digits) == ORG_DIGITS + 2 && g_str_has_prefix(digits, "16"))
        ten += 2;
    if (strlen(ten) == ORG_DIGITS + 2)
        return value_refuse(reason,
                            _("är ett personnummer; ta bort det ur listan"));
    if (strlen(ten) != ORG_DIGITS)
        return value_refuse(reason,
                            _("har inte tio siffror; skriv organisations"
                              "numret som NNNNNN-NNNN"));
    if (ten[2] < '2') /* a month: an organisation has at least 20 there */
        return value_refuse(reason,
                            _("är ett personnummer; ta bort det ur listan"));
    if (!luhn_holds(ten))
        return value_refuse(reason, _("stämmer inte med sin kontrollsiffra; se "
                                      "efter om en siffra är fel"));
    g_snprintf(out, VALUE_ORG_SIZE, "%.6s-%s", ten, ten + 6);
    return TRUE;
}

gboolean
value_postcode(const char *text, char out[VALUE_POSTCODE_SIZE],
               const char **reason)
{
    g_autofree char *clean = value_clean(text);
    const char *start = clean;
    char digits[8];
    if (g_ascii_strncasecmp(start, "SE", 2) == 0)
        start += 2;
    else if (g_ascii_strncasecmp(start, "S", 1) == 0)
        start += 1;
    if (!digits_of(start, "- ", digits, sizeof digits) ||
        strlen(digits) != POSTCODE_DIGITS || digits[0] == '0')
        return value_refuse(reason,
                            _("är inget postnummer; skriv fem siffror, som "
                              "415 02"));
    g_snprintf(out, VALUE_POSTCODE_SIZE, "%.3s %s", digits, digits + 3);
    return TRUE;
}
