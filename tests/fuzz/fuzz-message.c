/*
 * Names, subjects and addresses on their way into headers and calendar lines.
 *
 * The fields of a message between lines "%%"; whatever stands in them, the headers are
 * the ones we meant, and every line ends and is as long as the standards say.
 */
#include <string.h>

#include "calendars/address.h"
#include "calendars/calendar.h"
#include "calendars/message.h"
#include "tests/fuzz/fuzz.h"

enum { TO_NAME, FROM_NAME, TO, FROM, SUBJECT, PLACE, TEXT, FIELDS };
enum { CALENDAR_LINE_MAX = 75, MAIL_LINE_MAX = 998 };

/* Every CR has its LF and every LF its CR; gives the number of lines. */
static guint
count_lines(const char *text, gsize bytes_max)
{
    guint count = 0;
    for (const char *line = text; *line != '\0'; count++) {
        const char *end = strpbrk(line, "\r\n");
        g_assert_nonnull(end);
        g_assert_true(end[0] == '\r' && end[1] == '\n');
        g_assert_cmpuint((gsize)(end - line), <=, bytes_max);
        line = end + 2;
    }
    return count;
}

static guint
count_of(const char *text, const char *what)
{
    guint count = 0;
    for (const char *at = strstr(text, what); at != NULL;
         at = strstr(at + 1, what))
        count++;
    return count;
}

/* NULL when an address is not valid. */
static char *
write_calendar(char *const *fields)
{
    Appointment appointment = {
        .method = METHOD_REQUEST,
        .uid = "besok-1@example.test",
        .start_utc = 1652767200,
        .end_utc = 1652770800,
        .zone = "Europe/Stockholm",
        .summary = fields[SUBJECT],
        .location = fields[PLACE],
        .description = fields[TEXT],
        .organizer_name = fields[FROM_NAME],
        .organizer_address = fields[FROM],
        .attendee_name = fields[TO_NAME],
        .attendee_address = fields[TO],
    };
    const Appointment *const all[] = { &appointment };
    g_autoptr(GError) error = NULL;
    char *text = calendar_write(all, 1, fields[SUBJECT], &error);
    g_assert_true((text == NULL) == (error != NULL));
    if (text == NULL)
        return NULL;
    count_lines(text, CALENDAR_LINE_MAX);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_cmpuint(count_of(text, "\r\nATTENDEE"), ==, 1);
    g_assert_cmpuint(count_of(text, "\r\nORGANIZER"), ==, 1);
    g_assert_cmpuint(count_of(text, "\r\nBEGIN:VEVENT\r\n"), ==, 1);
    return text;
}

/* ASCII: the addresses are, and so must be all else. */
static void
expect_headers(const char *head, gboolean ascii)
{
    static const char *const once[] = { "\r\nFrom: ", "\r\nTo: ",
                                        "\r\nSubject: ", "\r\nMessage-Id: ",
                                        "\r\nContent-Type: " };
    static const char *const never[] = { "\r\nBcc:", "\r\nCc:",
                                         "\r\nReply-To:" };
    g_autofree char *text = g_strconcat("\r\n", head, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(once); i++)
        g_assert_cmpuint(count_of(text, once[i]), <=, 1);
    for (guint i = 0; i < G_N_ELEMENTS(never); i++)
        g_assert_cmpuint(count_of(text, never[i]), ==, 0);
    g_assert_true(ascii == FALSE || g_str_is_ascii(head));
}

static void
write_message(char *const *fields, const char *calendar)
{
    MessageParts parts = {
        .from_name = fields[FROM_NAME],
        .from_address = fields[FROM],
        .to_name = fields[TO_NAME],
        .to_address = fields[TO],
        .subject = fields[SUBJECT],
        .message_id = "b1.0@example.test",
        .date_utc = 1652191500,
        .zone = "Europe/Stockholm",
        .text = fields[TEXT],
        .calendar = calendar,
        .method = "REQUEST",
        .language = "sv",
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = message_write(&parts, &error);
    g_assert_true((bytes == NULL) == (error != NULL));
    if (bytes == NULL)
        return;
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data, size);
    g_assert_cmpuint(strlen(text), ==, size);
    count_lines(text, MAIL_LINE_MAX);
    char *body = strstr(text, "\r\n\r\n");
    g_assert_nonnull(body);
    *body = '\0';
    expect_headers(text, address_ascii(parts.to_address) &&
                             address_ascii(parts.from_address));
}

void
fuzz_one(const guint8 *data, gsize size)
{
    static const char *const plain[FIELDS] = {
        [TO] = "eva@example.test",
        [FROM] = "planner@example.test",
        [SUBJECT] = "Hej",
    };
    char *fields[FIELDS] = { NULL };
    fuzz_split(data, size, "%%", fields, FIELDS);
    for (guint i = 0; i < FIELDS; i++)
        if (plain[i] != NULL && (fields[i] == NULL || *fields[i] == '\0')) {
            g_free(fields[i]);
            fields[i] = g_strdup(plain[i]);
        }
    g_autofree char *calendar = write_calendar(fields);
    if (calendar != NULL)
        write_message(fields, calendar);
    for (guint i = 0; i < FIELDS; i++)
        g_free(fields[i]);
}
