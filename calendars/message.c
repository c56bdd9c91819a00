#include "message.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/calendar.h"
#include "calendars/clean.h"
#include "calendars/zone.h"

enum {
    ID_MAX = 250,
    BOUNDARY_DIGITS = 24,
    FOLDED_OCTETS = 78,
    QUOTED_LINE = 75,   /* and a "=" where it goes on */
    WORD_LONG = 70,     /* of ASCII: longer ones are encoded to be cut */
    SIZE_USUAL = 12288, /* of a message, in octets */
    WORD_OCTETS = 42,   /* 56 as base64, 68 with its marks; at most 75 */
};

/* ---- what may be written ------------------------------------------------ */

static gboolean
fail(GError **error, const char *sentence)
{
    g_set_error_literal(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE, sentence);
    return FALSE;
}

static gboolean
check_address(const char *address, GError **error)
{
    g_autofree char *fault = address_fault(address);
    if (fault == NULL)
        return TRUE;
    g_set_error_literal(error, CALENDAR_ERROR, CALENDAR_ERROR_ADDRESS, fault);
    return FALSE;
}

/* A Message-ID without brackets has the letters of an address; a long one
 * would not fit a line that must not be folded. */
static gboolean
id_good(const char *id)
{
    return id != NULL && strlen(id) <= ID_MAX && address_valid(id, NULL) &&
           g_str_is_ascii(id);
}

static gboolean
word_good(const char *word)
{
    if (*word == '\0')
        return FALSE;
    for (const char *p = word; *p != '\0'; p++)
        if (!g_ascii_isalnum(*p) && *p != '-')
            return FALSE;
    return TRUE;
}

/* Clients believe the body and gateways the parameter (RFC 6047 2.4). */
static gboolean
method_agrees(const MessageParts *parts)
{
    if (parts->method == NULL || !word_good(parts->method))
        return FALSE;
    g_autofree char *line =
        g_strconcat("\r\nMETHOD:", parts->method, "\r\n", NULL);
    return strstr(parts->calendar, line) != NULL;
}

static gboolean
check_parts(const MessageParts *parts, GError **error)
{
    if (!id_good(parts->message_id) ||
        (parts->in_reply_to != NULL && !id_good(parts->in_reply_to)))
        return fail(error, _("Brevets Message-ID är inte giltigt."));
    if (parts->language != NULL && !word_good(parts->language))
        return fail(error, _("Brevets språk ska skrivas som sv eller en."));
    if (parts->text == NULL && parts->html == NULL && parts->calendar == NULL)
        return fail(error, _("Brevet är tomt."));
    if (parts->calendar != NULL && !method_agrees(parts))
        return fail(error, _("Brevets METHOD är en annan än kalenderpostens."));
    return TRUE;
}

/* ---- headers ------------------------------------------------------------ */

/* Where an encoded word that starts at TEXT ends: if it can, where its base64
 * needs no padding.  GMime 3.2.13 as a reader loses what follows a padded
 * word. */
static const char *
word_end(const char *text)
{
    const char *end = text, *whole = NULL;
    while (*end != '\0' && g_utf8_next_char(end) - text <= WORD_OCTETS) {
        end = g_utf8_next_char(end);
        if ((end - text) % 3 == 0)
            whole = end;
    }
    return *end == '\0' || whole == NULL ? end : whole;
}

static gsize
longest_word(const char *line)
{
    gsize longest = 0;
    for (const char *word = line; *word != '\0'; word += *word == ' ') {
        gsize length = strcspn(word, " ");
        longest = MAX(longest, length);
        word += length;
    }
    return longest;
}

/* "=?utf-8?Q?x?=" is encoded, too: a reader would see "x". */
char *
message_words(const char *text)
{
    g_autofree char *line = clean_line(text);
    if (line == NULL || *line == '\0')
        return NULL;
    if (g_str_is_ascii(line) && strstr(line, "=?") == NULL &&
        longest_word(line) <= WORD_LONG)
        return g_steal_pointer(&line);
    GString *out = g_string_new(NULL);
    const char *end = NULL;
    for (const char *p = line; *p != '\0'; p = end) {
        end = word_end(p);
        g_autofree char *word =
            g_base64_encode((const guchar *)p, (gsize)(end - p));
        g_string_append_printf(
            out, "%s=?UTF-8?B?%s?=", out->len == 0 ? "" : " ", word);
    }
    return g_string_free(out, FALSE);
}

/* Adds the header NAME with VALUE, folded at its spaces where a line would
 * be longer than 78 (RFC 5322 2.1.1). */
static void
add_header(GString *out, const char *name, const char *value)
{
    gsize start = out->len;
    g_string_append(out, name);
    g_string_append_c(out, ':');
    for (const char *word = value; word != NULL;) {
        gsize length = strcspn(word, " ");
        if (out->len - start + 1 + length > FOLDED_OCTETS && word != value) {
            g_string_append(out, "\r\n");
            start = out->len;
        }
        g_string_append_c(out, ' ');
        g_string_append_len(out, word, (gssize)length);
        word = word[length] == ' ' ? word + length + 1 : NULL;
    }
    g_string_append(out, "\r\n");
}

/* PHRASE as it may stand before an address: quoted where it holds more than
 * letters, digits, spaces and the marks of an atom (RFC 5322 3.2.4).  What
 * message_words has encoded is one already. */
static void
append_phrase(GString *out, const char *phrase)
{
    static const char atoms[] = " !#$%&'*+-/=?^_`{|}~";
    gboolean plain = TRUE;
    for (const char *p = phrase; *p != '\0'; p++)
        plain &= g_ascii_isalnum(*p) || strchr(atoms, *p) != NULL;
    if (plain) {
        g_string_append(out, phrase);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *p = phrase; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

/* FALSE sets ERROR: ADDRESS cannot be used. */
static gboolean
add_mailbox(GString *out, const char *header, const char *name,
            const char *address, GError **error)
{
    g_autofree char *normal = address_normal(address);
    if (normal == NULL)
        return check_address(address, error);
    g_autofree char *phrase = message_words(name);
    g_autoptr(GString) mailbox = g_string_new(NULL);
    if (phrase != NULL) {
        append_phrase(mailbox, phrase);
        g_string_append_printf(mailbox, " <%s>", normal);
    }
    add_header(out, header, phrase != NULL ? mailbox->str : normal);
    return TRUE;
}

static void
add_id(GString *out, const char *header, const char *id)
{
    g_autofree char *bracketed = g_strconcat("<", id, ">", NULL);
    add_header(out, header, bracketed);
}

/* "Sun, 02 May 2027 08:30:01 +0200", in English whatever the locale. */
static gboolean
add_date(GString *out, const MessageParts *parts, GError **error)
{
    static const char days[] = "MonTueWedThuFriSatSun";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    g_autoptr(Zone) zone = zone_open(parts->zone != NULL ? parts->zone : "UTC");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(parts->date_utc);
    if (zone == NULL || utc == NULL)
        return fail(error, _("Brevets datum eller tidszon går inte att "
                             "använda."));
    gboolean exact = FALSE;
    gint64 local = zone_local(zone, parts->date_utc, &exact);
    int offset_min = (int)((local - parts->date_utc) / 60);
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(local);
    g_string_append_printf(
        out, "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d %c%02d%02d\r\n",
        days + (gsize)3 * (gsize)(g_date_time_get_day_of_week(at) - 1),
        g_date_time_get_day_of_month(at),
        months + (gsize)3 * (gsize)(g_date_time_get_month(at) - 1),
        g_date_time_get_year(at), g_date_time_get_hour(at),
        g_date_time_get_minute(at), g_date_time_get_second(at),
        offset_min < 0 ? '-' : '+', ABS(offset_min) / 60, ABS(offset_min) % 60);
    return TRUE;
}

static gboolean
add_headers(GString *out, const MessageParts *parts, GError **error)
{
    g_autofree char *subject = message_words(parts->subject);
    if (!add_date(out, parts, error) ||
        !add_mailbox(out, "From", parts->from_name, parts->from_address, error))
        return FALSE;
    add_header(out, "Subject", subject == NULL ? "" : subject);
    if (!add_mailbox(out, "To", parts->to_name, parts->to_address, error))
        return FALSE;
    add_id(out, "Message-Id", parts->message_id);
    if (parts->in_reply_to != NULL) {
        add_id(out, "In-Reply-To", parts->in_reply_to);
        add_id(out, "References", parts->in_reply_to);
    }
    /* No absence notes; bounces must still come, so not DR or All. */
    add_header(out, "X-Auto-Response-Suppress", "OOF, AutoReply");
    if (parts->automatic)
        add_header(out, "Auto-Submitted", "auto-generated");
    if (parts->language != NULL)
        add_header(out, "Content-Language", parts->language);
    add_header(out, "MIME-Version", "1.0");
    return TRUE;
}

/* ---- parts -------------------------------------------------------------- */

/* TEXT as quoted-printable (RFC 2045 6.7): lines of at most 76, and no space
 * at the end of one. */
static void
append_quoted(GString *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    gsize column = 0;
    for (const char *p = text; *p != '\0'; p++) {
        guchar c = (guchar)*p;
        if (c == '\n') {
            g_string_append(out, "\r\n");
            column = 0;
            continue;
        }
        gboolean ends = p[1] == '\n' || p[1] == '\0';
        gboolean plain = c > ' ' ? c < 0x7F && c != '=' : c == ' ' && !ends;
        gsize width = plain ? 1 : 3;
        if (column + width > QUOTED_LINE) {
            g_string_append(out, "=\r\n");
            column = 0;
        }
        column += width;
        if (plain) {
            g_string_append_c(out, *p);
            continue;
        }
        const char code[] = { '=', digits[c >> 4], digits[c & 15] };
        g_string_append_len(out, code, sizeof code);
    }
}

/* TEXT as base64, lines of 76. */
static void
append_base64(GString *out, const char *text)
{
    enum { LINE_OCTETS = 57, LINE_LETTERS = 76 };
    gsize left = strlen(text);
    while (left > 0) {
        char letters[LINE_LETTERS + 8];
        int state = 0, save = 0;
        gsize octets = MIN(left, LINE_OCTETS);
        gsize length = g_base64_encode_step((const guchar *)text, octets, FALSE,
                                            letters, &state, &save);
        length += g_base64_encode_close(FALSE, letters + length, &state, &save);
        g_string_append_len(out, letters, (gssize)length);
        g_string_append(out, "\r\n");
        text += octets;
        left -= octets;
    }
}

static void
begin_part(GString *out, const char *boundary, const char *type,
           const char *encoding)
{
    g_string_append_printf(out,
                           "\r\n--%s\r\n"
                           "Content-Type: text/%s\r\n"
                           "Content-Transfer-Encoding: %s\r\n\r\n",
                           boundary, type, encoding);
}

static void
add_parts(GString *out, const MessageParts *parts, const char *boundary)
{
    if (parts->text != NULL) {
        g_autofree char *text = clean_text(parts->text);
        begin_part(out, boundary, "plain; charset=UTF-8", "quoted-printable");
        append_quoted(out, text);
    }
    if (parts->html != NULL) {
        g_autofree char *html = g_utf8_make_valid(parts->html, -1);
        begin_part(out, boundary, "html; charset=UTF-8", "quoted-printable");
        append_quoted(out, html);
    }
    if (parts->calendar != NULL) {
        g_autofree char *type = g_strconcat(
            "calendar; charset=UTF-8; method=", parts->method, NULL);
        begin_part(out, boundary, type, "base64");
        append_base64(out, parts->calendar);
    }
    g_string_append_printf(out, "\r\n--%s--\r\n", boundary);
}

/* Made from the Message-ID, so that the same message has the same bytes.
 * "=_" stands in no base64 and no quoted-printable text (RFC 2045 6.7).  The
 * caller owns it. */
static char *
boundary_of(const char *message_id)
{
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, message_id, -1);
    return g_strdup_printf("=_%.*s", BOUNDARY_DIGITS, digest);
}

GBytes *
message_write(const MessageParts *parts, GError **error)
{
    if (!check_parts(parts, error))
        return NULL;
    g_autofree char *boundary = boundary_of(parts->message_id);
    g_autoptr(GString) out = g_string_sized_new(SIZE_USUAL);
    if (!add_headers(out, parts, error))
        return NULL;
    g_string_append_printf(
        out, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n",
        boundary);
    add_parts(out, parts, boundary);
    return g_string_free_to_bytes(g_steal_pointer(&out));
}
