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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        g_autofree char *path = g_strdelimit(g_strdup(ROWS[i].name), "/", '-');
        g_autofree char *name = g_strconcat("/intake/", path, NULL);
        g_test_add_data_func(name, &ROWS[i], test_row);
    }
    return g_test_run();
}
