/*
 * What is read from mails and calendar files that others send.
 *
 * A row is a mail and one line that says what was read of it; its name holds
 * the number of the rule it is about.
 */
#include <string.h>

#include "tests/unit/intake-told.h"

static Intake *
read_text(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    return intake_read(bytes);
}

/* ---- rows ---------------------------------------------------------------- */

typedef struct Row {
    const char *name, *mail, *expect;
} Row;

#define HEAD                            \
    "From: Eva Ek <eva@example.test>\n" \
    "To: planner@hundra.test\n"         \
    "Subject: Accepted\n"               \
    "Message-ID: <m1@example.test>\n"   \
    "MIME-Version: 1.0\n"
#define EVENT                                              \
    "BEGIN:VEVENT\r\nUID:u1@hundra.test\r\nSEQUENCE:0\r\n" \
    "DTSTAMP:20261121T105935Z\r\n"
#define ACCEPTS "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eva@example.test\r\n"
#define CALENDAR(method, lines)                             \
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" method EVENT lines \
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
#define REPLY       CALENDAR("METHOD:REPLY\r\n", ACCEPTS)
#define AS_CALENDAR "Content-Type: text/calendar; charset=utf-8; method=REPLY\n"
#define MIXED       "Content-Type: multipart/mixed; boundary=b\n\n"
#define SAYS_YES    "reply REPLY; eva@example.test ACCEPTED"

/* clang-format off */
static const Row ROWS[] = {
{ "rule 44: the calendar is the whole body",
  HEAD AS_CALENDAR "\n" REPLY, SAYS_YES },
{ "rule 44: it lies deep, in a mixed in an alternative",
  HEAD "Content-Type: multipart/alternative; boundary=a\n\n--a\n\nHi\n--a\n"
  MIXED "--b\n" AS_CALENDAR "\n" REPLY "\n--b--\n\n--a--\n", SAYS_YES },
{ "rule 44: application/ics counts",
  HEAD MIXED "--b\nContent-Type: application/ics\n\n" REPLY "\n--b--\n",
  SAYS_YES },
{ "rule 44: a file called .ics counts",
  HEAD MIXED "--b\nContent-Type: application/x-what; "
  "name=\"INVITE.ICS\"\n\n" REPLY "\n--b--\n", SAYS_YES },
{ "rule 44: octets that are a calendar count",
  HEAD MIXED "--b\nContent-Type: application/octet-stream\n\n" REPLY
  "\n--b--\n", SAYS_YES },
{ "rule 44: equal copies count once",
  HEAD MIXED "--b\n" AS_CALENDAR "\n" REPLY "\n--b\n"
  "Content-Type: application/ics\n\n" REPLY "\n--b--\n", SAYS_YES },
{ "rule 44: copies that differ go to a person",
  HEAD MIXED "--b\n" AS_CALENDAR "\n" REPLY "\n--b\n" AS_CALENDAR "\n"
  CALENDAR("METHOD:REPLY\r\n",
           "ATTENDEE;PARTSTAT=DECLINED:mailto:eva@example.test\r\n")
  "\n--b--\n",
  "reply REPLY !disagrees; eva@example.test ACCEPTED;"
  " eva@example.test DECLINED" },
{ "rule 44: a nested mail is looked at",
  HEAD "Content-Type: message/rfc822\n\n" HEAD AS_CALENDAR "\n" REPLY,
  SAYS_YES " returned=m1@example.test" },
{ "rule 44: what is nested does not speak against an answer",
  HEAD MIXED "--b\n" AS_CALENDAR "\n" REPLY "\n--b\nContent-Type: "
  "message/rfc822\n\n" HEAD "Content-Type: text/calendar\n\n"
  CALENDAR("METHOD:REQUEST\r\n", "") "\n--b--\n",
  SAYS_YES " returned=m1@example.test" },
{ "rule 45: no parameter is fine",
  HEAD "Content-Type: text/calendar\n\n" REPLY, SAYS_YES },
{ "rule 45: a parameter that says otherwise goes to a person",
  HEAD "Content-Type: text/calendar; method=COUNTER\n\n" REPLY,
  "reply REPLY !disagrees; eva@example.test ACCEPTED" },
{ "rule 45: a body without METHOD goes to a person",
  HEAD AS_CALENDAR "\n" CALENDAR("", ACCEPTS),
  "reply REPLY !disagrees; eva@example.test ACCEPTED" },
{ "rule 45: two methods go to a person",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\nMETHOD:CANCEL\r\n", ACCEPTS),
  "reply REPLY !disagrees; eva@example.test ACCEPTED" },
{ "rule 47: no ORGANIZER is fine, one is read",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  ACCEPTS "ORGANIZER;CN=\"Ek, Eva\":MAILTO:Planner@HUNDRA.test\r\n"),
  SAYS_YES " organizer=Planner@hundra.test" },
{ "rule 48: SENT-BY and EMAIL",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;SENT-BY=\"mailto:ann@example.test\";EMAIL=eva@example.test;\r\n"
  " PARTSTAT=accepted:urn:uuid:1\r\n"),
  "reply REPLY; urn:uuid:1 ACCEPTED email=eva@example.test "
  "sent-by=ann@example.test" },
{ "rule 48: an address is percent-decoded, its domain in normal form",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eva%2Bhundra@B\xC3\x9C" "CHER.test\r\n"),
  "reply REPLY; eva+hundra@xn--bcher-kva.test ACCEPTED" },
{ "rule 48: a per cent sign that decodes to nothing stays",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;PARTSTAT=ACCEPTED:mailto:100%eva@example.test\r\n"),
  "reply REPLY; 100%eva@example.test ACCEPTED" },
{ "rule 49: a comment, else Google's parameter",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;PARTSTAT=DECLINED;X-RESPONSE-COMMENT=\"Sorry^n^'ill^'\":"
  "mailto:eva@example.test\r\n"),
  "reply REPLY; eva@example.test DECLINED comment=Sorry\n\"ill\"" },
{ "rule 49: COMMENT is before it",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  ACCEPTS "X-RESPONSE-COMMENT:no\r\nCOMMENT:Ja\\, g\xC3\xA4rna\\n!\r\n"),
  SAYS_YES " comment=Ja, g\xC3\xA4rna\n!" },
{ "rule 52: delegation",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:zoe@example.test\":"
  "mailto:eva@example.test\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;"
  "DELEGATED-FROM=\"mailto:eva@example.test\":mailto:zoe@example.test\r\n"),
  "reply REPLY; eva@example.test DELEGATED to=zoe@example.test;"
  " zoe@example.test NEEDS-ACTION of=eva@example.test" },
{ "rule 52: REFRESH",
  HEAD "Content-Type: text/calendar\n\n"
  CALENDAR("METHOD:REFRESH\r\n", "ATTENDEE:mailto:eva@example.test\r\n"),
  "refresh REFRESH; eva@example.test -" },
{ "rule 52: an instance",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  ACCEPTS "RECURRENCE-ID;TZID=Europe/Stockholm:20261208T090000\r\n"),
  SAYS_YES " instance=20261208T090000" },
{ "rule 52: several events",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\n" EVENT ACCEPTS
  "END:VEVENT\nBEGIN:VEVENT\nUID:u2\nATTENDEE;PARTSTAT=TENTATIVE:"
  "mailto:eva@example.test\nEND:VEVENT\nEND:VCALENDAR\n",
  SAYS_YES "; eva@example.test TENTATIVE uid=u2" },
{ "rule 52: one who says two things goes to a person",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n", ACCEPTS
  "ATTENDEE;PARTSTAT=DECLINED:mailto:eva@example.test\r\n"),
  "reply REPLY !disagrees; eva@example.test ACCEPTED;"
  " eva@example.test DECLINED" },
{ "rule 52: a bare file", REPLY, SAYS_YES },
{ "rule 52: a bare file with a mark", "\xEF\xBB\xBF" REPLY, SAYS_YES },
{ "rule 52: folds that lost their space",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
  "UID:u1@hundra\n.test\nATTENDEE;PARTSTAT=ACCEPTED;CN=\"Eva\nEk\":mailto:\n"
  "eva@example.test\nEND:VEVENT\nEND:VCALENDAR\n", SAYS_YES },
{ "rule 52: names alone on their line",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD\n :REPLY\nBEGIN:VEVENT\n"
  "UID\n :u1@hundra.test\nATTENDEE\n ;PARTSTAT=ACCEPTED\n"
  " :mailto:eva@example.test\nEND:VEVENT\nEND:VCALENDAR\n", SAYS_YES },
{ "rule 52: empty lines everywhere",
  HEAD AS_CALENDAR "\n\n\nBEGIN:VCALENDAR\r\n\r\nMETHOD:REPLY\r\n\r\n"
  "BEGIN:VEVENT\r\n\r\nUID:u1@hundra.test\r\n\r\nATTENDEE;PARTSTAT=ACC\r\n\r\n"
  " EPTED:mailto:eva@example.test\r\n\r\nEND:VEVENT\r\n\r\nEND:VCALENDAR\r\n",
  SAYS_YES },
{ "rule 52: a quotation mark that never closes",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;CN=\"Eva;PARTSTAT=ACCEPTED:mailto:eva@example.test\r\n"),
  SAYS_YES },
{ "rule 52: quoted marks end nothing",
  HEAD AS_CALENDAR "\n" CALENDAR("METHOD:REPLY\r\n",
  "ATTENDEE;CN=\"Ek: Eva; PARTSTAT=DECLINED\";PARTSTAT=ACCEPTED:"
  "mailto:eva@example.test\r\n"), SAYS_YES },
{ "rule 52: one that was cut off goes to a person",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\n" EVENT ACCEPTS,
  "reply REPLY !cut; eva@example.test ACCEPTED" },
{ "rule 53: words alone",
  HEAD "\nI will come.\n", "text" },
{ "rule 53: a forwarded invitation is foreign",
  HEAD "Content-Type: text/calendar; method=REQUEST\n\n"
  CALENDAR("METHOD:REQUEST\r\n", ACCEPTS),
  "foreign REQUEST; eva@example.test ACCEPTED" },
{ "rule 53: winmail.dat is seen",
  HEAD "Content-Type: application/ms-tnef; name=winmail.dat\n"
  "Content-Transfer-Encoding: base64\n\neJ8+IgAA\n", "text !sealed" },
{ "rule 54: Auto-Submitted",
  HEAD "Auto-Submitted: auto-replied (vacation)\n\nAway.\n",
  "automatic auto" },
{ "rule 54: Auto-Submitted: no",
  HEAD "Auto-Submitted: no\n\nHere.\n", "text" },
{ "rule 54: X-Auto-Response-Suppress",
  HEAD "X-Auto-Response-Suppress: All\n\nAway.\n", "automatic auto" },
{ "rule 54: X-Autoreply", HEAD "X-Autoreply: yes\n\nA.\n", "automatic auto" },
{ "rule 54: X-Autorespond", HEAD "X-Autorespond: x\n\nA.\n",
  "automatic auto" },
{ "rule 54: Precedence", HEAD "Precedence: Bulk\n\nAway.\n",
  "automatic auto" },
{ "rule 54: Precedence: auto_reply", HEAD "Precedence: auto_reply\n\nA.\n",
  "automatic auto" },
{ "rule 54: X-MS-Exchange-Inbox-Rules-Loop",
  HEAD "X-MS-Exchange-Inbox-Rules-Loop: eva@example.test\n\nA.\n",
  "automatic auto" },
{ "rule 54: a null Return-Path",
  "Return-Path: <>\n" HEAD "\nAway.\n", "automatic auto" },
{ "rule 54: a reply in automatic mail counts",
  HEAD "Auto-Submitted: auto-generated\n" AS_CALENDAR "\n" REPLY,
  "reply REPLY auto; eva@example.test ACCEPTED" },
{ "rule 55: several recipients, each with its own",
  HEAD "Content-Type: multipart/report; report-type=delivery-status; "
  "boundary=b\n\n--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\n"
  "Reporting-MTA: dns; mx.example.test\nOriginal-Envelope-Id: b42+2B1\n\n"
  "Final-Recipient: rfc822; <ann@example.test>\n"
  "Original-Recipient: rfc822;a.k@example.test\n"
  "Action: Failed\nStatus: 5.1.1 (no such user)\n"
  "Diagnostic-Code: smtp; 550 5.1.1\n No such user\n\n"
  "Final-Recipient: RFC822;zoe@example.test\nAction: delayed\nStatus: 4.4.1\n"
  "\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <b1@hundra.test>\n"
  "\n--b--\n",
  "bounce; ann@example.test failed 5.1.1 original=a.k@example.test;"
  " zoe@example.test delayed 4.4.1 returned=b1@hundra.test envelope=b42+1" },
{ "rule 55: what comes back is no answer",
  HEAD "Content-Type: multipart/report; boundary=b\n\n--b\n"
  "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b.test\n"
  "Action: failed\nStatus: 5.0.0\n\n--b\nContent-Type: message/rfc822\n\n"
  HEAD AS_CALENDAR "\n" REPLY "\n--b--\n",
  "bounce REPLY; eva@example.test ACCEPTED; a@b.test failed 5.0.0"
  " returned=m1@example.test" },
{ "rule 55: an answer beside a report goes to a person",
  HEAD "Content-Type: multipart/report; boundary=b\n\n--b\n"
  "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b.test\n"
  "Action: failed\nStatus: 5.0.0\n\n--b\n" AS_CALENDAR "\n" REPLY "\n--b--\n",
  "bounce !disagrees; a@b.test failed 5.0.0" },
{ "rule 55: a mail system's own words with a status",
  "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.test\nTo: planner@h.test\n"
  "\nI could not deliver it to\n<ann@example.test>:\n550 5.2.2 Full\n\n"
  "Received: by x\nMessage-ID: <b1@hundra.test>\n",
  "bounce auto; ann@example.test failed 5.2.2 returned=b1@hundra.test" },
{ "rule 55: words without a status are no bounce",
  "Return-Path: <>\nFrom: postmaster@example.test\nTo: planner@h.test\n"
  "\nann@example.test has 550 mails; version 5.1.2.3 of 192.5.1.1\n",
  "automatic auto" },
{ "rule 55: a person who writes of a status is no bounce",
  HEAD "\nI got 550 5.1.1 from ann@example.test\n", "text" },
{ "rule 55: a read receipt is no bounce",
  HEAD "Content-Type: multipart/report; boundary=b\n\n--b\n"
  "Content-Type: message/disposition-notification\n\n"
  "Final-Recipient: rfc822;a@b.test\n\n--b--\n", "report" },
{ "rule 55: an abuse report is no bounce",
  HEAD "Content-Type: multipart/report; boundary=b\n\n--b\n"
  "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n",
  "report" },
{ "two senders in two fields", HEAD "From: b@example.test\n\nHi\n",
  "text !two-senders" },
{ "two senders in one",
  "From: a@example.test, \"b@x\" <b@example.test>\n\nHi\n",
  "text !two-senders" },
{ "an address in a name is no sender",
  "From: \"b@example.test\" <a@example.test> (c@example.test)\n\nHi\n",
  "text" },
{ "nothing", " \r\n\n", "broken empty" },
{ "no mail", "\x7F" "ELF is no mail: nor a calendar\n", "broken no-mail" },
{ "a calendar part that is none",
  HEAD AS_CALENDAR "\n<html>\n", "broken calendar" },
{ "a calendar without events",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
  "broken calendar" },
{ "a calendar within a zone is none",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTIMEZONE\n"
  "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:STANDARD\nEND:STANDARD\n" EVENT
  ACCEPTS, "broken calendar !cut" },
{ "tasks are not ours",
  HEAD AS_CALENDAR "\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTODO\nEND:VTODO\n"
  "END:VCALENDAR\n", "foreign" },
};
/* clang-format on */

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_autoptr(Intake) intake = read_text(row->mail);
    g_autofree char *line = intake_told(intake);
    g_assert_cmpstr(line, ==, row->expect);
}

/* ---- times --------------------------------------------------------------- */

/* What stands in the calendar, in the event of a COUNTER, and the times. */
typedef struct TimeRow {
    const char *name, *calendar, *event, *expect;
} TimeRow;

#define OWN_ZONE                                                           \
    "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\n"         \
    "DTSTART:16010101T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"   \
    "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\n" \
    "DTSTART:16010101T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"    \
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
#define OWN "TZID=Customized Time Zone:"

/* clang-format off */
static const TimeRow TIMES[] = {
{ "UTC", "", "DTSTART:20261201T080000Z\nDTEND:20261201T090000Z\n",
  "20261201T080000Z 20261201T090000Z" },
{ "an IANA name", "", "DTSTART;TZID=Europe/Stockholm:20260601T090000\n",
  "20260601T070000Z -" },
{ "a name of Windows", "",
  "DTSTART;TZID=W. Europe Standard Time:20261201T090000\n",
  "20261201T080000Z -" },
{ "Windows in small letters", "",
  "DTSTART;TZID=\"eastern standard time\":20260601T090000\n",
  "20260601T130000Z -" },
{ "what Outlook shows", "",
  "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome\":"
  "20260601T090000\n", "20260601T070000Z -" },
{ "what Outlook shows, not the first town", "",
  "DTSTART;TZID=\"(GMT+01:00) Nowhere, Stockholm\":20260601T090000\n",
  "20260601T070000Z -" },
{ "what Outlook shows, without a town", "",
  "DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":20261201T090000\n",
  "20261201T140000Z -" },
{ "a town elsewhere", "",
  "DTSTART;TZID=\"(UTC+05:00) Berlin\":20261201T090000\n", "- - zone" },
{ "a vendor's prefix", "",
  "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Stockholm:20261201T090000\n",
  "20261201T080000Z -" },
{ "their own zone, winter", OWN_ZONE, "DTSTART;" OWN "20261201T090000\n",
  "20261201T080000Z -" },
{ "their own zone, summer", OWN_ZONE, "DTSTART;" OWN "20260601T090000\n",
  "20260601T070000Z -" },
{ "their own zone, the hour that comes twice is the first", OWN_ZONE,
  "DTSTART;" OWN "20261025T023000\nDTEND;" OWN "20261025T030000\n",
  "20261025T003000Z 20261025T020000Z" },
{ "their own zone, the hour that is skipped", OWN_ZONE,
  "DTSTART;" OWN "20260329T023000\nDTEND;" OWN "20260329T030000\n",
  "20260329T013000Z 20260329T010000Z" },
{ "a zone of no known rule",
  "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
  "RRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\n"
  "END:VTIMEZONE\n", "DTSTART;TZID=X:20261201T090000\n", "- - zone" },
{ "no zone at all", "", "DTSTART:20261201T090000\n", "- - zone" },
{ "no zone but the calendar's", "X-WR-TIMEZONE:Europe/Stockholm\n",
  "DTSTART:20261201T090000\n", "20261201T080000Z -" },
{ "a day", "X-WR-TIMEZONE:Europe/Stockholm\n",
  "DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261202\n",
  "20261130T230000Z 20261201T230000Z" },
{ "a duration", "", "DTSTART:20261201T080000Z\nDURATION:PT1H30M\n",
  "20261201T080000Z 20261201T093000Z" },
{ "no time", "", "DTSTART:20261301T080000Z\nDTEND:tomorrow\n", "- - zone" },
};
/* clang-format on */

static void
add_time(GString *out, gint64 utc)
{
    g_autoptr(GDateTime) time =
        utc == INTAKE_NO_TIME ? NULL : g_date_time_new_from_unix_utc(utc);
    g_autofree char *text = time == NULL
                                ? g_strdup("-")
                                : g_date_time_format(time, "%Y%m%dT%H%M%SZ");
    g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", text);
}

static void
test_time(gconstpointer data)
{
    const TimeRow *row = data;
    g_autofree char *text =
        g_strconcat("BEGIN:VCALENDAR\nMETHOD:COUNTER\n", row->calendar,
                    "BEGIN:VEVENT\nUID:u1\n", row->event,
                    "END:VEVENT\nEND:VCALENDAR\n", NULL);
    g_autoptr(Intake) intake = read_text(text);
    g_assert_cmpuint(intake->answers->len, ==, 1);
    const IntakeAnswer *answer = g_ptr_array_index(intake->answers, 0);
    g_autoptr(GString) line = g_string_new(NULL);
    add_time(line, answer->start_utc);
    add_time(line, answer->end_utc);
    if (intake->doubts & INTAKE_UNKNOWN_ZONE)
        g_string_append(line, " zone");
    g_assert_cmpstr(line->str, ==, row->expect);
}

/* ---- charsets ------------------------------------------------------------ */

/* The same calendar in each charset, with its mark and without. */
static void
test_charsets(void)
{
    static const char *const charsets[] = { "UTF-16LE", "UTF-16BE", "UTF-8",
                                            "WINDOWS-1252", "ISO-8859-1" };
    static const char *const marks[] = { "\xFF\xFE", "\xFE\xFF", "\xEF\xBB\xBF",
                                         "", "" };
    static const char text[] =
        CALENDAR("METHOD:REPLY\r\n", ACCEPTS "COMMENT:Gärna, Åsa!\r\n");
    for (guint i = 0; i < G_N_ELEMENTS(charsets); i++)
        for (guint marked = 0; marked < 2; marked++) {
            gsize size = 0;
            g_autofree char *body =
                g_convert(text, -1, charsets[i], "UTF-8", NULL, &size, NULL);
            GByteArray *whole = g_byte_array_new();
            if (marked)
                g_byte_array_append(whole, (const guint8 *)marks[i],
                                    (guint)strlen(marks[i]));
            g_byte_array_append(whole, (const guint8 *)body, (guint)size);
            g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(whole);
            g_autoptr(Intake) intake = intake_read(bytes);
            g_autofree char *line = intake_told(intake);
            g_assert_cmpstr(line, ==, SAYS_YES " comment=Gärna, Åsa!");
        }
}

/* ---- limits -------------------------------------------------------------- */

static void
expect_told(const GString *mail, const char *expect)
{
    g_autoptr(Intake) intake = read_text(mail->str);
    g_autofree char *line = intake_told(intake);
    g_assert_cmpstr(line, ==, expect);
}

/* A calendar behind more parts, or deeper, than we take is not found, and
 * the mail says so. */
static void
test_parts(void)
{
    g_autoptr(GString) many = g_string_new(HEAD MIXED);
    for (guint i = 0; i < 600; i++)
        g_string_append(many, "--b\n\nx\n");
    g_string_append(many, "--b\n" AS_CALENDAR "\n" REPLY "--b--\n");
    expect_told(many, "broken too-big !cut");
    g_autoptr(GString) deep = g_string_new(HEAD);
    for (guint i = 0; i < 30; i++)
        g_string_append(deep, "Content-Type: message/rfc822\n\n" HEAD);
    g_string_append(deep, AS_CALENDAR "\n" REPLY);
    expect_told(deep, "broken too-big !cut returned=m1@example.test");
}

static void
test_long_lines(void)
{
    g_autofree char *much = g_strnfill((gsize)70 << 10, 'x');
    g_autoptr(GString) field = g_string_new(HEAD);
    g_string_append_printf(field, "X-Long: %s\n%s\n%s", much, AS_CALENDAR,
                           REPLY);
    expect_told(field, "reply REPLY !cut; eva@example.test ACCEPTED");
    g_autoptr(GString) line = g_string_new("BEGIN:VCALENDAR\nMETHOD:REPLY\n"
                                           "BEGIN:VEVENT\n");
    g_string_append_printf(line, "DESCRIPTION:%s\nUID:u1@hundra.test\n%s", much,
                           ACCEPTS "END:VEVENT\nEND:VCALENDAR\n");
    expect_told(line, "reply REPLY !cut; eva@example.test ACCEPTED");
}

/* ---- samples ------------------------------------------------------------- */

static const Row SAMPLES[] = {
    { "captured-thunderbird153-2.eml", NULL, "bob@example.test ACCEPTED" },
    { "outlook-tentative.eml", NULL, "bjorn.ek@example.test TENTATIVE" },
    { "google-decline-note.eml", NULL, "bjorn.ek@example.test DECLINED" },
    { "crcrlf.eml", NULL, "bjorn.ek@example.test ACCEPTED" },
    { "latin1.eml", NULL, "bjorn.ek@example.test ACCEPTED" },
    { "lf-only-qp.eml", NULL, "bjorn.ek@example.test ACCEPTED" },
    { "sent-by-assistant.eml", NULL, "bjorn.ek@example.test ACCEPTED" },
    { "dsn-mailbox-full.eml", NULL, "bjorn.ek@example.test failed 5.2.2" },
    { "dsn-success-not-a-bounce.eml", NULL,
      "bjorn.ek@example.test delivered 2.0.0" },
    { "gmail-vacation.eml", NULL, "automatic auto" },
    { "read-receipt-mdn.eml", NULL, "report" },
    { "outlook-counter-tentative.eml", NULL, "counter COUNTER;" },
    { "forwarded-invitation.eml", NULL, "foreign REQUEST;" },
};

static void
test_samples(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
        g_autofree char *path =
            g_build_filename("tests/samples", SAMPLES[i].name, NULL);
        g_autofree char *text = NULL;
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        g_autoptr(Intake) intake = read_text(text);
        g_autofree char *line = intake_told(intake);
        g_test_message("%s: %s", SAMPLES[i].name, line);
        g_assert_nonnull(strstr(line, SAMPLES[i].expect));
        g_assert_cmpuint(intake->doubts, ==, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        g_autofree char *path = g_strdelimit(g_strdup(ROWS[i].name), "/", '-');
        g_autofree char *name = g_strconcat("/intake/", path, NULL);
        g_test_add_data_func(name, &ROWS[i], test_row);
    }
    for (guint i = 0; i < G_N_ELEMENTS(TIMES); i++) {
        g_autofree char *name =
            g_strconcat("/intake/rule 52: a time: ", TIMES[i].name, NULL);
        g_test_add_data_func(name, &TIMES[i], test_time);
    }
    g_test_add_func("/intake/rule 52: charsets", test_charsets);
    g_test_add_func("/intake/limit: parts and levels", test_parts);
    g_test_add_func("/intake/limit: long lines", test_long_lines);
    g_test_add_func("/intake/samples", test_samples);
    return g_test_run();
}
