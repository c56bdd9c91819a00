/*
 * The rules of an invitation's bytes, by their numbers (docs/RULES-MAIL.md):
 * what must, and what must not, stand in a real one.
 */
#include "planner/deliver/calendar.h"
#include "tests/unit/deliver-day.h"

typedef enum { RAW, HEAD, CALENDAR, SUBJECT, PARTS } Place;

static const char *const PLACES[] = {
    [RAW] = "the mail",
    [HEAD] = "its head, unfolded",
    [CALENDAR] = "its calendar",
    [SUBJECT] = "its subject",
    [PARTS] = "its calendar, unfolded",
};

typedef struct RuleRow {
    const char *rule;
    Place place;
    const char *must, *never; /* expressions; NULL: none */
} RuleRow;

// clang-format off
static const RuleRow ROWS[] = {
    { "rule 1: text, HTML, calendar, in that order", RAW,
      "multipart/alternative.*text/plain.*text/html.*text/calendar",
      "text/calendar.*text/(plain|html|calendar)" },
    { "rule 2: the calendar part names charset and method", RAW,
      "Content-Type: text/calendar; charset=\"?(?i)utf-8\"?; method=REQUEST\r",
      NULL },
    { "rule 3: no part is an attachment", RAW, NULL, "Content-Disposition" },
    { "rule 4: the calendar goes as base64", RAW,
      "text/calendar[^\r]*\r\n(?:[A-Z][^\r]*\r\n)*"
      "Content-Transfer-Encoding: base64\r\n", NULL },
    { "rule 5: heads are ASCII and folded", RAW, "^[\\x00-\\x7f]*$",
      "[^\r\n]{79}" },
    { "rule 6: From is the organizer", HEAD, "From: [^\r]*<besok@brg.example>",
      "Sender:" },
    { "rule 6: the organizer is From", PARTS,
      "ORGANIZER[^\r]*:mailto:besok@brg.example\r", "SENT-BY" },
    { "rule 7: no Reply-To", HEAD, NULL, "Reply-To: [^<]" },
    { "rule 8: to one person", HEAD, "To: [^\r]*<anna.berg@politiker.example>",
      "Cc:|[^\r\n]To: .*@.*@[^\r]*\r\n(?!From)Bcc" },
    { "rule 10: no absence notes, but bounces", HEAD,
      "X-Auto-Response-Suppress: OOF, AutoReply\r",
      "Precedence|List-Unsubscribe|Auto-Submitted|Suppress: [^\r]*DR" },
    { "rule 12: the subject says what, and when", SUBJECT,
      "^Inbjudan: .*17 maj", NULL },
    { "rule 13: CRLF, folded at 75 octets", CALENDAR, "\r\n$",
      "^\xEF\xBB\xBF|[^\r]\n|\r[^\n]|\r\n\r\n|[^\r\n]{76}|\t" },
    { "rule 14: PRODID, VERSION and METHOD first, one UID", PARTS,
      "^BEGIN:VCALENDAR\r\nPRODID:.*VERSION:2.0\r\n.*METHOD:REQUEST\r\n"
      "BEGIN:", "\r\nUID:.*\r\nUID:" },
    { "rule 15: a UID that nobody guesses", PARTS,
      "\r\nUID:[0-9a-f]{24}@brg.example\r", NULL },
    { "rule 16: DTSTAMP in UTC", PARTS, "\r\nDTSTAMP:20220510T[0-9]{6}Z\r",
      NULL },
    { "rule 17: SEQUENCE starts at 0", PARTS, "\r\nSEQUENCE:0\r", NULL },
    { "rule 18: no second sequence", PARTS, NULL, "APPT-SEQUENCE" },
    { "rule 20: an attendee who can answer", PARTS,
      "\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
      "PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=", NULL },
    { "rule 21: just the receiver is listed", PARTS,
      "ATTENDEE[^\r]*mailto:anna.berg@politiker.example\r",
      "\r\nATTENDEE.*\r\nATTENDEE" },
    { "rule 23: times in the zone that is written down", PARTS,
      "\r\nTZID:Europe/Stockholm\r.*DTSTART;TZID=Europe/Stockholm:20220517T",
      "TZID[:=]/" },
    { "rule 24: one STANDARD and one DAYLIGHT", PARTS,
      "BEGIN:STANDARD\r\nDTSTART:1970[^\r]*\r\n"
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:\\+0200\r\n"
      "TZOFFSETTO:\\+0100\r", "BEGIN:STANDARD.*BEGIN:STANDARD" },
    { "rule 25: no lists of dates", PARTS, NULL,
      "RDATE|BYMONTHDAY|BYDAY=[^\r]*," },
    { "rule 26: single events", PARTS, NULL,
      "RECURRENCE-ID|BEGIN:VEVENT.*RRULE" },
    { "rule 27: hours, not whole days", PARTS, "DTEND;TZID", "VALUE=DATE" },
    { "rule 28: confirmed, opaque, no alarm", PARTS,
      "STATUS:CONFIRMED\r.*TRANSP:OPAQUE\r.*X-MICROSOFT-DISALLOW-COUNTER:TRUE",
      "VALARM" },
    { "rule 29: a plain description", PARTS, "\r\nDESCRIPTION:[^\r]+\r",
      "\r\nDESCRIPTION:[^\r]*<[a-z]" },
};
// clang-format on

/* Lines that were folded, whole again; without the space where CALENDAR. */
static char *
unfold(const char *text, gboolean calendar)
{
    g_autoptr(GString) whole = g_string_new(text);
    g_string_replace(whole, "\r\n ", calendar ? "" : " ", 0);
    return g_string_free(g_steal_pointer(&whole), FALSE);
}

static char *
calendar_of(const char *mail)
{
    const char *part = strstr(mail, "Content-Type: text/calendar");
    const char *body = part != NULL ? strstr(part, "\r\n\r\n") : NULL;
    g_assert_nonnull(body);
    gsize length = 0;
    g_autofree char *code =
        g_strndup(body, (gsize)(strstr(body, "--=_") - body));
    g_autofree guchar *bytes = g_base64_decode(code, &length);
    return g_strndup((const char *)bytes, length);
}

/* What the newest message to ADDRESS has at PLACE; the caller owns it. */
static char *
text_at(Day *day, const char *address, Place place)
{
    g_autofree char *sql = g_strdup_printf(
        place == SUBJECT
            ? "SELECT subject FROM outbox WHERE recipient = '%s'"
              " ORDER BY id DESC LIMIT 1"
            : "SELECT CAST(message AS TEXT) FROM outbox JOIN outbox_body"
              " ON outbox = id WHERE recipient = '%s' ORDER BY id DESC LIMIT 1",
        address);
    g_autofree char *lines = day_lines(day, sql);
    lines[strlen(lines) - 1] = '\0'; /* day_lines ends it */
    if (place == RAW || place == SUBJECT)
        return g_steal_pointer(&lines);
    g_autofree char *head =
        g_strndup(lines, (gsize)(strstr(lines, "\r\n\r\n") - lines));
    if (place == HEAD)
        return unfold(head, FALSE);
    g_autofree char *calendar = calendar_of(lines);
    return place == CALENDAR ? g_steal_pointer(&calendar)
                             : unfold(calendar, TRUE);
}

static gboolean
matches(const char *expression, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GRegex) regex = g_regex_new(
        expression, G_REGEX_DOTALL | G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0,
        &error);
    g_assert_no_error(error);
    return g_regex_match(regex, text, 0, NULL);
}

static void
publish(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PublishReport) report = day_publish(day, 0, &error);
    g_assert_no_error(error);
}

static void
test_row(gconstpointer data)
{
    const RuleRow *row = data;
    g_auto(Day) day;
    day_open(&day);
    publish(&day);
    g_autofree char *text =
        text_at(&day, "anna.berg@politiker.example", row->place);
    g_test_message("%s: %s", PLACES[row->place], text);
    g_assert_true(row->must == NULL || matches(row->must, text));
    g_assert_false(row->never != NULL && matches(row->never, text));
}

/* What is sent, and sent again, is under the Message-ID that was stored; an
 * update and an end name the first. */
static void
test_message_ids(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autofree char *first = day_lines(
        &day, "SELECT message_id FROM outbox WHERE recipient LIKE 'zahra%'");
    g_strchomp(first);
    g_autoptr(SendReport) sent = day_send(&day, &error);
    g_assert_no_error(error);
    static const char *const then[] = {
        "UPDATE visit SET start_min = 800, end_min = 845 WHERE company = 3",
        "DELETE FROM visit WHERE company = 3",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(then); i++) {
        day_sql(&day, then[i]);
        publish(&day);
        g_autofree char *head = text_at(&day, "zahra@lackoja.example", HEAD);
        g_autofree char *reply = g_strdup_printf(
            "In-Reply-To: +<%s>\r\nReferences: +<%s>", first, first);
        g_assert_true(matches(reply, head));
        g_autofree char *own = g_strdup_printf("(?i)Message-ID: +<%s>", first);
        g_assert_false(matches(own, head));
    }
}

static void
test_cancel(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) sent = day_send(&day, &error);
    g_assert_no_error(error);
    g_autofree char *before = text_at(&day, "zahra@lackoja.example", PARTS);
    day_sql(&day, "DELETE FROM visit WHERE company = 3");
    publish(&day);
    g_autofree char *after = text_at(&day, "zahra@lackoja.example", PARTS);
    g_assert_true(
        matches("METHOD:CANCEL\r.*SEQUENCE:1\r.*STATUS:CANCELLED\r", after));
    static const char *const same[] = { "\r\nUID:", "\r\nDTSTART",
                                        "\r\nORGANIZER" };
    for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
        const char *one = strstr(before, same[i]);
        const char *other = strstr(after, same[i]);
        g_assert_cmpint(strncmp(one + 2, other + 2, strcspn(one + 2, "\r") + 1),
                        ==, 0);
    }
}

/* A file to import has nobody whom a client could write to. */
static void
test_plain_file(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autofree char *folder = day_path(&day, "files");
    g_autoptr(CalendarReport) report =
        deliver_calendar(day.store, 1, 0, folder, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->files->len, >, 5);
    for (guint i = 0; i < report->files->len; i++) {
        g_autofree char *text = NULL;
        g_assert_true(g_file_get_contents(g_ptr_array_index(report->files, i),
                                          &text, NULL, NULL));
        g_assert_true(matches("BEGIN:VEVENT", text));
        g_assert_false(matches("METHOD|ORGANIZER|ATTENDEE", text));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        g_autofree char *path = g_strdup_printf("/mail/%s", ROWS[i].rule);
        g_test_add_data_func(path, &ROWS[i], test_row);
    }
    g_test_add_func("/mail/rule 9: Message-IDs are kept, and referred to",
                    test_message_ids);
    g_test_add_func("/mail/rule 30: an end is like its beginning", test_cancel);
    g_test_add_func("/mail/rule 33: files to import name nobody",
                    test_plain_file);
    return g_test_run();
}
