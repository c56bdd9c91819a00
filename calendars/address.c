#include "address.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unicode/uidna.h>

#include "calendars/clean.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

/* atext (RFC 5322 3.2.3) besides letters and digits, and the dot. */
static const char LOCAL_MARKS[] = "!#$%&'*+-/=?^_`{|}~.";

static const char *
fault_of_char(gunichar c)
{
    if (c == '@')
        return N_("den har mer än ett @");
    if (g_unichar_isspace(c))
        return N_("den har ett mellanslag");
    if (!g_unichar_isgraph(c))
        return N_("den har ett tecken som inte syns");
    if (c > 127 || g_ascii_isalnum((char)c) ||
        strchr(LOCAL_MARKS, (int)c) != NULL)
        return NULL;
    return N_("den har ett tecken som inte får stå i en adress");
}

static const char *
fault_of_local(const char *local)
{
    if (*local == '\0')
        return N_("inget står före @");
    if (strlen(local) > LOCAL_MAX)
        return N_("delen före @ är längre än 64 tecken");
    if (*local == '.' || g_str_has_suffix(local, ".") ||
        strstr(local, "..") != NULL)
        return N_("en punkt står fel före @");
    const char *fault = NULL;
    for (const char *p = local; *p != '\0' && fault == NULL;
         p = g_utf8_next_char(p))
        fault = fault_of_char(g_utf8_get_char(p));
    return fault;
}

static gboolean
label_good(const char *label)
{
    size_t length = strlen(label);
    if (length == 0 || length > LABEL_MAX)
        return FALSE;
    for (const char *p = label; *p != '\0'; p++)
        if (!g_ascii_isalnum(*p) && *p != '-')
            return FALSE;
    return label[0] != '-' && label[length - 1] != '-';
}

static const char *
fault_of_domain(const char *domain)
{
    const char *top = ""; /* an empty domain has no labels at all */
    g_auto(GStrv) labels = g_strsplit(domain, ".", -1);
    for (char **label = labels; *label != NULL; label++) {
        if (!label_good(*label))
            return N_("domänen efter @ är inte ett giltigt namn");
        top = *label;
    }
    /* All digits would be the tail of an IP address (RFC 3696 2). */
    if (strspn(top, "0123456789") == strlen(top))
        return N_("domänen efter @ är inte ett giltigt namn");
    if (g_strv_length(labels) < 2 && strcmp(domain, "localhost") != 0)
        return N_("domänen efter @ saknar punkt");
    return NULL;
}

/* Letters, digits and marks: UTS 46 still takes the signs that IDNA 2008
 * (RFC 5892) has done away with. */
static gboolean
has_signs(const char *domain)
{
    for (const char *p = domain; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c > 127 && !g_unichar_isalnum(c) && !g_unichar_ismark(c))
            return TRUE;
    }
    return FALSE;
}

/* Built once a process, never freed. */
static const UIDNA *
idna(void)
{
    static const UIDNA *names = NULL;
    if (g_once_init_enter(&names)) {
        UErrorCode code = U_ZERO_ERROR;
        UIDNA *fresh = uidna_openUTS46(
            UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                UIDNA_CHECK_CONTEXTO | UIDNA_NONTRANSITIONAL_TO_ASCII |
                UIDNA_NONTRANSITIONAL_TO_UNICODE,
            &code);
        g_assert(U_SUCCESS(code));
        g_once_init_leave(&names, fresh);
    }
    return names;
}

typedef int32_t Convert(const UIDNA *, const char *, int32_t, char *, int32_t,
                        UIDNAInfo *, UErrorCode *);

/* DOMAIN converted; NULL when it breaks a rule. */
static char *
convert(Convert *how, const char *domain)
{
    char text[4 * ADDRESS_MAX];
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode code = U_ZERO_ERROR;
    size_t given = strlen(domain);
    if (given > sizeof text)
        return NULL;
    int32_t length = how(idna(), domain, (int32_t)given, text,
                         (int32_t)sizeof text, &info, &code);
    if (U_FAILURE(code) || info.errors != 0 || length >= (int32_t)sizeof text ||
        length == 0)
        return NULL;
    return g_strndup(text, (gsize)length);
}

/* DOMAIN as the wire has it; NULL when it cannot be written so.  What others
 * could not write back is refused as well: GMime, whose IDNA is stricter than
 * GLib's, would put its Unicode form into a header. */
static char *
domain_normal(const char *domain)
{
    if (g_str_is_ascii(domain) && strstr(domain, "--") == NULL)
        return g_ascii_strdown(domain, -1);
    g_autofree char *shown = convert(uidna_nameToUnicodeUTF8, domain);
    return shown == NULL || has_signs(shown)
               ? NULL
               : convert(uidna_nameToASCII_UTF8, domain);
}

/* The normal form of TEXT, or NULL and *FAULT, not yet translated. */
static char *
parse(const char *text, const char **fault)
{
    if (text == NULL || *text == '\0') {
        *fault = N_("den är tom");
        return NULL;
    }
    if (!g_utf8_validate(text, -1, NULL)) {
        *fault = N_("den är inte giltig UTF-8");
        return NULL;
    }
    const char *at = strrchr(text, '@');
    if (at == NULL) {
        *fault = N_("den saknar @");
        return NULL;
    }
    g_autofree char *local = g_strndup(text, (gsize)(at - text));
    *fault = fault_of_local(local);
    if (*fault != NULL)
        return NULL;
    g_autofree char *domain = domain_normal(at + 1);
    *fault = fault_of_domain(domain == NULL ? "" : domain);
    if (*fault != NULL)
        return NULL;
    g_autofree char *normal = g_strconcat(local, "@", domain, NULL);
    if (strlen(normal) <= ADDRESS_MAX)
        return g_steal_pointer(&normal);
    *fault = N_("den är längre än 254 tecken");
    return NULL;
}

gboolean
address_valid(const char *text, const char **reason)
{
    const char *fault = NULL;
    g_autofree char *normal = parse(text, &fault);
    if (normal == NULL && reason != NULL)
        *reason = _(fault);
    return normal != NULL;
}

char *
address_fault(const char *text)
{
    const char *reason = NULL;
    if (address_valid(text, &reason))
        return NULL;
    g_autofree char *shown = clean_line(text);
    return g_strdup_printf(_("Adressen \"%s\" går inte att använda: %s."),
                           shown == NULL ? "" : shown, reason);
}

char *
address_normal(const char *text)
{
    const char *fault = NULL;
    return parse(text, &fault);
}

char *
address_uri(const char *text)
{
    g_autofree char *normal = address_normal(text);
    if (normal == NULL)
        return NULL;
    g_autofree char *escaped = g_uri_escape_string(normal, "!$'*+=@", FALSE);
    return g_strconcat("mailto:", escaped, NULL);
}

gboolean
address_ascii(const char *text)
{
    g_autofree char *normal = address_normal(text);
    return normal != NULL && g_str_is_ascii(normal);
}
