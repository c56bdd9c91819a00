#include "message.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <gmime/gmime.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/calendar.h"
#include "calendars/clean.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeFormatOptions, g_mime_format_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddress, g_object_unref)

static const char CHARSET[] = "UTF-8";

enum {
    ID_MAX = 250,
    BOUNDARY_DIGITS = 24,
    WORD_OCTETS = 42, /* 56 as base64, 68 with its marks; at most 75 */
};

static void
start_gmime(void)
{
    static gsize started = 0; /* GMime builds its tables once a process */
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

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
    if (!check_address(parts->from_address, error) ||
        !check_address(parts->to_address, error))
        return FALSE;
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

/* Words are made here: GMime would let "=?utf-8?Q?x?=" through as it comes,
 * and a reader would see "x". */
char *
message_words(const char *text)
{
    g_autofree char *line = clean_line(text);
    if (line == NULL || *line == '\0')
        return NULL;
    if (g_str_is_ascii(line) && strstr(line, "=?") == NULL)
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

static void
set_mailbox(GMimeMessage *message, GMimeAddressType type, const char *name,
            const char *address)
{
    g_autofree char *normal = address_normal(address);
    g_autofree char *phrase = message_words(name);
    g_autoptr(InternetAddress) mailbox =
        internet_address_mailbox_new(phrase, normal);
    internet_address_list_add(g_mime_message_get_addresses(message, type),
                              mailbox);
}

static gboolean
set_date(GMimeMessage *message, const MessageParts *parts, GError **error)
{
    const char *zone = parts->zone == NULL ? "UTC" : parts->zone;
    g_autoptr(GTimeZone) tz = g_time_zone_new_identifier(zone);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(parts->date_utc);
    if (tz == NULL || utc == NULL)
        return fail(error, _("Brevets datum eller tidszon går inte att "
                             "använda."));
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, tz);
    g_mime_message_set_date(message, local);
    return TRUE;
}

static void
set_header(GMimeMessage *message, const char *name, const char *value)
{
    g_mime_object_set_header(GMIME_OBJECT(message), name, value, CHARSET);
}

static void
set_reply(GMimeMessage *message, const char *first_id)
{
    g_autofree char *bracketed = g_strconcat("<", first_id, ">", NULL);
    set_header(message, "In-Reply-To", bracketed);
    set_header(message, "References", bracketed);
}

static gboolean
set_headers(GMimeMessage *message, const MessageParts *parts, GError **error)
{
    g_autofree char *subject = message_words(parts->subject);
    set_mailbox(message, GMIME_ADDRESS_TYPE_FROM, parts->from_name,
                parts->from_address);
    set_mailbox(message, GMIME_ADDRESS_TYPE_TO, parts->to_name,
                parts->to_address);
    g_mime_message_set_subject(message, subject == NULL ? "" : subject,
                               CHARSET);
    if (!set_date(message, parts, error))
        return FALSE;
    g_mime_message_set_message_id(message, parts->message_id);
    if (parts->in_reply_to != NULL)
        set_reply(message, parts->in_reply_to);
    /* No absence notes; bounces must still come, so not DR or All. */
    set_header(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
    if (parts->automatic)
        set_header(message, "Auto-Submitted", "auto-generated");
    if (parts->language != NULL)
        set_header(message, "Content-Language", parts->language);
    return TRUE;
}

/* ---- parts -------------------------------------------------------------- */

static GMimePart *
add_part(GMimeMultipart *multipart, const char *subtype, const char *text,
         GMimeContentEncoding encoding)
{
    g_autoptr(GMimePart) part = g_mime_part_new_with_type("text", subtype);
    g_autoptr(GMimeStream) stream =
        g_mime_stream_mem_new_with_buffer(text, strlen(text));
    g_autoptr(GMimeDataWrapper) content = g_mime_data_wrapper_new_with_stream(
        stream, GMIME_CONTENT_ENCODING_DEFAULT);
    GMimeObject *object = GMIME_OBJECT(part);
    g_mime_object_set_content_type_parameter(object, "charset", CHARSET);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_mime_multipart_add(multipart, object);
    return part; /* borrowed from MULTIPART */
}

static void
add_parts(GMimeMultipart *multipart, const MessageParts *parts)
{
    if (parts->text != NULL) {
        g_autofree char *text = clean_text(parts->text);
        add_part(multipart, "plain", text,
                 GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    }
    if (parts->html != NULL) {
        g_autofree char *html = g_utf8_make_valid(parts->html, -1);
        add_part(multipart, "html", html,
                 GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    }
    if (parts->calendar == NULL)
        return;
    GMimePart *part = add_part(multipart, "calendar", parts->calendar,
                               GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method",
                                             parts->method);
}

/* Made from the Message-ID, so that the same message has the same bytes.
 * "=_" stands in no base64 and no quoted-printable text (RFC 2045 6.7). */
static void
set_boundary(GMimeMultipart *multipart, const char *message_id)
{
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, message_id, -1);
    g_autofree char *boundary =
        g_strdup_printf("=_%.*s", BOUNDARY_DIGITS, digest);
    g_mime_multipart_set_boundary(multipart, boundary);
}

static GBytes *
to_bytes(GMimeMessage *message)
{
    g_autoptr(GMimeFormatOptions) options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    char *text = g_mime_object_to_string(GMIME_OBJECT(message), options);
    return g_bytes_new_take(text, strlen(text));
}

GBytes *
message_write(const MessageParts *parts, GError **error)
{
    if (!check_parts(parts, error))
        return NULL;
    start_gmime();
    g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
    if (!set_headers(message, parts, error))
        return NULL;
    g_autoptr(GMimeMultipart) multipart =
        g_mime_multipart_new_with_subtype("alternative");
    set_boundary(multipart, parts->message_id);
    add_parts(multipart, parts);
    g_mime_message_set_mime_part(message, GMIME_OBJECT(multipart));
    return to_bytes(message);
}
