#include "retarget.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/calendar.h"
#include "calendars/content.h"
#include "calendars/line.h"
#include "calendars/mail-decode.h"
#include "calendars/mail-parts.h"
#include "calendars/message.h"

enum { DIGITS = 24, BASE64_LINE = 76 };

static const char CALENDAR_TYPE[] = "Content-Type: text/calendar";

/* "test-…" and the domain of ID: the same for the same ID and SALT. */
static char *
other_id(const char *id, const char *salt)
{
    g_autofree char *all = g_strconcat(id, salt, NULL);
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
    const char *domain = strrchr(id, '@');
    return g_strdup_printf("test-%.*s%s", DIGITS, digest,
                           domain != NULL ? domain : "@localhost");
}

/* ---- the calendar ------------------------------------------------------------ */

/* METHOD, ORGANIZER and ATTENDEE make an invitation of it. */
static gboolean
invites(const Content *content)
{
    return slice_is(content->name, "METHOD") ||
           slice_is(content->name, "ORGANIZER") ||
           slice_is(content->name, "ATTENDEE");
}

static void
add_property(GString *out, const Content *content, const Retarget *request)
{
    g_autofree char *value = slice_text(content->value);
    if (request->as_file && invites(content))
        return;
    if (slice_is(content->name, "UID")) {
        char *uid = other_id(value, "");
        g_free(value);
        value = uid;
    } else if (slice_is(content->name, "ATTENDEE")) {
        g_free(value);
        value = address_uri(request->to);
    }
    g_autofree char *line = g_strdup_printf(
        "%.*s%.*s:%s", (int)content->name.size, content->name.at,
        (int)content->parameters.size, content->parameters.at, value);
    line_add(out, line);
}

static char *
other_calendar(Slice calendar, const Retarget *request)
{
    GString *out = g_string_new(NULL);
    g_auto(ContentReader) reader = { 0 };
    Content content = { 0 };
    content_start(&reader, calendar);
    while (content_next(&reader, &content))
        add_property(out, &content, request);
    return g_string_free(out, FALSE);
}

/* ---- its part of the mail -------------------------------------------------------- */

/* Where the calendar lies in the mail, and what it is. */
typedef struct Place {
    Slice body;
    Decoded calendar;
    char *method;
} Place;

static void
place_clear(Place *place)
{
    decoded_clear(&place->calendar);
    g_free(place->method);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static void
take_part(const MailPart *part, gpointer data)
{
    Place *place = data;
    if (!slice_is(part->type, "text/calendar") || place->body.at != NULL)
        return;
    g_autofree char *encoding =
        head_value(part->head, "Content-Transfer-Encoding");
    place->body = part->body;
    place->calendar = decode_transfer(part->body, encoding);
    place->method =
        head_parameter(head_field(part->head, "Content-Type", 0), "method");
}

static void
add_base64(GString *out, const char *text)
{
    g_autofree char *code = g_base64_encode((const guchar *)text, strlen(text));
    for (gsize at = 0, size = strlen(code); at < size; at += BASE64_LINE)
        g_string_append_printf(out, "%.*s\r\n", BASE64_LINE, code + at);
}

static void
add_calendar(GString *out, const Place *place, const Retarget *request)
{
    g_string_append_printf(out, "%s; charset=UTF-8", CALENDAR_TYPE);
    if (request->as_file)
        g_string_append(out, "; name=test.ics\r\nContent-Disposition: "
                             "attachment; filename=test.ics\r\n");
    else
        g_string_append_printf(out, "; method=%s\r\n", place->method);
    g_string_append(out, "Content-Transfer-Encoding: base64\r\n\r\n");
    g_autofree char *text = other_calendar(place->calendar.bytes, request);
    add_base64(out, text);
}

/* ---- its head ------------------------------------------------------------------------ */

static gboolean
is_replaced(Slice line)
{
    static const char *const names[] = { "To:", "Subject:", "Message-Id:",
                                         "In-Reply-To:", "References:" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (slice_starts(line, names[i]))
            return TRUE;
    return FALSE;
}

/* The fields of the MAIL's head that stay, as they are. */
static void
add_kept(GString *out, Slice mail, const Retarget *request)
{
    Slice line = { 0 };
    gboolean kept = TRUE;
    while (slice_line(&mail, &line) && line.size > 0) {
        if (*line.at != ' ' && *line.at != '\t')
            kept = !is_replaced(line);
        if (!kept)
            continue;
        g_autofree char *text = g_strndup(line.at, line.size);
        g_autoptr(GString) field = g_string_new(text);
        if (request->as_file)
            g_string_replace(field, "multipart/alternative", "multipart/mixed",
                             0);
        g_string_append_printf(out, "%s\r\n", field->str);
    }
}

static void
add_subject(GString *out, const Head *head, const char *label)
{
    g_autofree char *old = head_words(head, "Subject");
    g_autofree char *subject = g_strdup_printf("%s %s", label, old);
    g_autofree char *words = message_words(subject);
    g_autoptr(GString) folded = g_string_new(words);
    g_string_replace(folded, "?= =?", "?=\r\n =?", 0);
    g_string_append_printf(out, "Subject: %s\r\n", folded->str);
}

/* FIELD with another id than SOURCE's, which may be absent. */
static void
add_id(GString *out, const Head *head, const char *field, const char *source,
       const char *salt)
{
    Slice id = head_field(head, source, 0);
    if (id.size < 3)
        return;
    g_autofree char *old = g_strndup(id.at + 1, id.size - 2);
    g_autofree char *other = other_id(old, salt);
    g_string_append_printf(out, "%s: <%s>\r\n", field, other);
}

static void
add_head(GString *out, Slice mail, const Head *head, const Retarget *request)
{
    g_autofree char *to = address_normal(request->to);
    add_kept(out, mail, request);
    add_subject(out, head, request->label);
    g_string_append_printf(out, "To: <%s>\r\n", to);
    add_id(out, head, "Message-Id", "Message-Id", request->salt);
    add_id(out, head, "In-Reply-To", "In-Reply-To", "");
    add_id(out, head, "References", "In-Reply-To", "");
    g_string_append(out, "\r\n");
}

/* ---- the mail ------------------------------------------------------------------------- */

static gboolean
fail(GError **error, int code, const char *sentence)
{
    g_set_error_literal(error, CALENDAR_ERROR, code, sentence);
    return FALSE;
}

/* Where the part's own head begins: the last of its kind before BODY. */
static const char *
part_start(Slice mail, Slice body)
{
    return g_strrstr_len(mail.at, body.at - mail.at, CALENDAR_TYPE);
}

GBytes *
message_retarget(GBytes *message, const Retarget *request, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(message, &size);
    const Slice mail = { data, size };
    Slice rest = mail;
    g_auto(Head) head = { 0 };
    g_auto(Place) place = { 0 };
    g_autofree char *fault = address_fault(request->to);
    if (fault != NULL) {
        fail(error, CALENDAR_ERROR_ADDRESS, fault);
        return NULL;
    }
    head_read(&head, &rest);
    mail_parts(&head, rest, take_part, &place);
    const char *part =
        place.body.at != NULL ? part_start(mail, place.body) : NULL;
    if (part == NULL || place.method == NULL) {
        fail(error, CALENDAR_ERROR_VALUE, _("Brevet har ingen kalenderpost."));
        return NULL;
    }
    GString *out = g_string_sized_new(size + size / 8);
    add_head(out, mail, &head, request);
    g_string_append_len(out, rest.at, part - rest.at);
    add_calendar(out, &place, request);
    const char *after = place.body.at + place.body.size;
    g_string_append_len(out, after, mail.at + mail.size - after);
    return g_string_free_to_bytes(out);
}
