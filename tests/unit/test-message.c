/* Golden messages; what must be refused; that no name, subject or address
 * adds a header; that the same input gives the same bytes. */
#include <glib.h>
#include <gmime/gmime.h>
#include <string.h>

#include "calendars/address.h"
#include "tests/unit/calendar-case.h"

static const char *
either(const char *first, const char *second)
{
    return first == NULL ? second : first;
}

/* The message of case C around CALENDAR, with the event's people unless it
 * names its own. */
static MessageParts
case_parts(const Case *c, const char *calendar)
{
    const Appointment *a = &c->events[0];
    return (MessageParts){
        .from_name =
            either(a->organizer_name, case_value(c, "message", "from_name")),
        .from_address = either(a->organizer_address,
                               case_value(c, "message", "from_address")),
        .to_name =
            either(a->attendee_name, case_value(c, "message", "to_name")),
        .to_address =
            either(a->attendee_address, case_value(c, "message", "to_address")),
        .subject = case_value(c, "message", "subject"),
        .message_id = case_value(c, "message", "message_id"),
        .in_reply_to = case_value(c, "message", "in_reply_to"),
        .date_utc = case_time(c, "message", "date"),
        .zone = either(a->zone, "Europe/Stockholm"),
        .text = case_value(c, "message", "text"),
        .html = case_value(c, "message", "html"),
        .calendar = calendar,
        .method = case_value(c, "calendar", "method"),
        .language = case_value(c, "message", "language"),
    };
}

static void
check_bytes(const char *text, gsize length)
{
    g_assert_cmpuint(strlen(text), ==, length);
    for (const char *p = strpbrk(text, "\r\n"); p != NULL;
         p = strpbrk(p + 2, "\r\n"))
        g_assert_true(p[0] == '\r' && p[1] == '\n');
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_assert_cmpuint(strlen(*line), <=, 78);
}

static void
check_golden(const char *name)
{
    Case c;
    g_autoptr(GError) error = NULL;
    case_load(&c, name);
    if (g_key_file_has_group(c.file, "message")) {
        g_autofree char *calendar =
            c.event_count > 0 ? case_calendar(&c, &error) : NULL;
        MessageParts parts = case_parts(&c, calendar);
        g_autoptr(GBytes) first = message_write(&parts, &error);
        g_assert_no_error(error);
        g_autoptr(GBytes) second = message_write(&parts, &error);
        g_assert_true(g_bytes_equal(first, second));
        gsize length = 0;
        const char *bytes = g_bytes_get_data(first, &length);
        g_autofree char *text = g_strndup(bytes, length);
        check_bytes(text, length);
        case_compare(name, "eml", bytes, length);
    }
    case_clear(&c);
}

static void
test_golden(void)
{
    case_each(check_golden, 4);
}

static MessageParts
good(void)
{
    return (MessageParts){ .from_address = "planner@hundra.test",
                           .to_address = "eva@example.test",
                           .subject = "Hej",
                           .message_id = "b1.0@hundra.test",
                           .date_utc = 1790000000,
                           .zone = "Europe/Stockholm",
                           .text = "Hej\n" };
}

static void
refuse(const MessageParts *parts, int code)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = message_write(parts, &error);
    g_assert_null(bytes);
    g_assert_error(error, CALENDAR_ERROR, code);
}

static void
test_refused_ids(void)
{
    static const char *const ids[] = {
        NULL,         "",
        "b1",         "b1@a@x.test",
        "b 1@x.test", "b1>\r\nX:1@x.test",
        "å@x.test",   "<b1@x.test>",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        MessageParts parts = good();
        parts.message_id = ids[i];
        refuse(&parts, CALENDAR_ERROR_VALUE);
        parts = good();
        parts.in_reply_to = ids[i];
        if (ids[i] != NULL)
            refuse(&parts, CALENDAR_ERROR_VALUE);
    }
}

static void
test_refused(void)
{
    MessageParts parts = good();
    parts.to_address = "a@x.test\r\nBcc: b@evil.test";
    refuse(&parts, CALENDAR_ERROR_ADDRESS);
    parts = good();
    parts.from_address = NULL;
    refuse(&parts, CALENDAR_ERROR_ADDRESS);
    parts = good();
    parts.text = NULL;
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts = good();
    parts.language = "sv\r\nX: 1";
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts = good();
    parts.zone = "Europe/Gotham";
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts = good();
    parts.date_utc = G_MAXINT64;
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts = good();
    parts.calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n";
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts.method = "REQUEST";
    refuse(&parts, CALENDAR_ERROR_VALUE);
    parts.method = "CANCEL\r\nX: 1";
    refuse(&parts, CALENDAR_ERROR_VALUE);
}

/* The names of TEXT's headers, each once and in our order. */
static char *
header_names(const char *text)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; **line != '\0'; line++)
        if (**line != ' ' && **line != '\t')
            g_string_append_len(names, *line, (gssize)strcspn(*line, ":") + 1);
    return g_strdup(names->str);
}

static void
check_headers(const char *name, const char *subject, const char *address)
{
    g_autoptr(GError) error = NULL;
    MessageParts parts = good();
    parts.from_name = parts.to_name = name;
    parts.subject = subject;
    parts.to_address = address;
    g_autoptr(GBytes) bytes = message_write(&parts, &error);
    g_assert_no_error(error);
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autofree char *text = g_strndup(data, length);
    g_autofree char *names = header_names(text);
    g_assert_cmpstr(names, ==,
                    "Date:From:Subject:To:Message-Id:"
                    "X-Auto-Response-Suppress:MIME-Version:Content-Type:");
    g_assert_true(!address_ascii(address) || g_str_is_ascii(text));
    g_assert_null(strstr(text, "=?utf-8?Q?x?="));
    /* an address cannot be folded, all else is */
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_assert_cmpuint(strlen(*line), <=,
                         strchr(*line, '@') != NULL ? 300 : 78);
}

/* Rule 10: only what nobody pressed for says that a machine sent it. */
static void
test_rule_10(void)
{
    for (int automatic = FALSE; automatic <= TRUE; automatic++) {
        g_autoptr(GError) error = NULL;
        MessageParts parts = good();
        parts.automatic = automatic;
        g_autoptr(GBytes) bytes = message_write(&parts, &error);
        g_assert_no_error(error);
        gsize length = 0;
        const char *data = g_bytes_get_data(bytes, &length);
        g_autofree char *text = g_strndup(data, length);
        gboolean said =
            strstr(text, "\r\nAuto-Submitted: auto-generated\r\n") != NULL;
        g_assert_cmpint(said, ==, automatic);
        g_assert_nonnull(strstr(text, "\r\nX-Auto-Response-Suppress: OOF"));
    }
}

static void
test_hostile_people(void)
{
    g_autofree char *table = NULL;
    g_assert_true(g_file_get_contents("tests/cases/hostile-people.tsv", &table,
                                      NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    int count = 0;
    for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
        g_auto(GStrv) field = g_strsplit(*line, "\t", 3);
        g_autofree char *name = g_strcompress(field[0]);
        g_autofree char *address = g_strstrip(g_strcompress(field[1]));
        if (!address_valid(address, NULL))
            continue;
        check_headers(name, name, address);
        count++;
    }
    g_assert_cmpint(count, >=, 9);
    check_headers("a\nBcc: b@evil.test", "a\r\n\r\nbody", "a@x.test");
    check_headers("\377\376 \001\177", "\r\n ", "a@x.test");
    check_headers("a, b@evil.test", "a\r\n b", "a@x.test");
    check_headers("<b@evil.test>", "Bcc: x", "a@x.test");
    g_autofree char *long_word = g_strnfill(2000, 'x');
    check_headers(long_word, long_word, "a@x.test");
    check_headers("Sven \"Svenne\" \\ Ek, (x) y@z", "a", "a@x.test");
}

/* Texts of every length, of letters of one to four octets, come back whole
 * from a reader that joins words: only the last of them is padded.  (Where
 * three-octet letters follow an odd one it cannot be helped.) */
static void
test_words(void)
{
    static const char *const letters[] = { "å", "aå", "aåe", "\U0001F389" };
    g_mime_init();
    for (gsize kind = 0; kind < G_N_ELEMENTS(letters); kind++) {
        g_autoptr(GString) text = g_string_new("ö");
        for (int length = 1; length < 120; length++) {
            g_string_append(text, letters[kind]);
            g_autofree char *words = message_words(text->str);
            g_autofree char *read = g_mime_utils_header_decode_text(
                g_mime_parser_options_get_default(), words);
            g_assert_cmpstr(read, ==, text->str);
        }
    }
    g_assert_null(message_words(" \t"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/message/golden", test_golden);
    g_test_add_func("/message/words", test_words);
    g_test_add_func("/message/refused-ids", test_refused_ids);
    g_test_add_func("/message/refused", test_refused);
    g_test_add_func("/message/rule 5: hostile people add no header",
                    test_hostile_people);
    g_test_add_func("/message/rule 10: Auto-Submitted", test_rule_10);
    return g_test_run();
}
