/* What a mail must have to be seen as an invitation: one thing at a time is
 * broken in a good one, and just that rule says so.  Then: a mail made into a
 * test of itself, and the server that a rehearsal sends to. */
#include <glib.h>
#include <string.h>

#include "calendars/calendar.h"
#include "calendars/inspect.h"
#include "calendars/message.h"
#include "calendars/retarget.h"
#include "calendars/sink.h"
#include "calendars/transport.h"

enum { MAILS = 200 };

static char *
good_calendar(CalendarMethod method)
{
    g_autoptr(GError) error = NULL;
    const Appointment appointment = {
        .method = method,
        .uid = "b42.k3f9q2@hundra.test",
        .dtstamp_utc = 1796062292,
        .start_utc = 1796115600,
        .end_utc = 1796119200,
        .zone = "Europe/Stockholm",
        .summary = "Möte",
        .organizer_name = "Svensson, Eva",
        .organizer_address = "planner@hundra.test",
        .attendee_name = "Björn Ek",
        .attendee_address = "bjorn.ek@example.test",
    };
    const Appointment *one = &appointment;
    char *text = calendar_write(&one, 1, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static GBytes *
mail_with(const char *calendar, const char *method, const char *first)
{
    g_autoptr(GError) error = NULL;
    const MessageParts parts = { .from_name = "Svensson, Eva",
                                 .from_address = "planner@hundra.test",
                                 .to_name = "Björn Ek",
                                 .to_address = "bjorn.ek@example.test",
                                 .subject = "Inbjudan: Möte på Åland",
                                 .message_id = "b42.0@hundra.test",
                                 .in_reply_to = first,
                                 .date_utc = 1796062292,
                                 .text = "Välkommen",
                                 .html = "<p>Välkommen</p>",
                                 .calendar = calendar,
                                 .method = method,
                                 .language = "sv" };
    GBytes *message = message_write(&parts, &error);
    g_assert_no_error(error);
    return message;
}

/* TEXT with the first WAS made BECOMES; WAS must stand there. */
static char *
with(const char *text, const char *was, const char *becomes)
{
    g_autoptr(GString) changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, was, becomes, 1), ==, 1);
    return g_string_free(g_steal_pointer(&changed), FALSE);
}

static GBytes *
mail_changed(GBytes *mail, const char *was, const char *becomes)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(mail, &size);
    g_autofree char *text = g_strndup(data, size);
    char *changed = with(text, was, becomes);
    return g_bytes_new_take(changed, strlen(changed));
}

/* ---- the rules -------------------------------------------------------------- */

typedef enum { IN_CALENDAR, IN_MAIL } Where;

// clang-format off
static const struct {
    int rule;
    Where where;
    const char *was, *becomes;
    InspectSight outlook, apple;
} BROKEN[] = {
    { 1, IN_MAIL, "multipart/alternative", "multipart/mixed",
      SIGHT_ATTACHMENT, SIGHT_INVITATION },
    { 1, IN_MAIL, "text/html", "image/gif",
      SIGHT_ATTACHMENT, SIGHT_INVITATION },
    { 2, IN_MAIL, "; method=REQUEST", "",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 2, IN_MAIL, "; method=REQUEST", "; method=PUBLISH",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 3, IN_MAIL, "Content-Type: text/calendar",
      "Content-Disposition: attachment\r\nContent-Type: text/calendar",
      SIGHT_ATTACHMENT, SIGHT_INVITATION },
    { 5, IN_MAIL, "Content-Language: sv", "X-Räksmörgås: ja",
      SIGHT_TEXT, SIGHT_TEXT },
    { 6, IN_MAIL, "<planner@hundra.test>", "<noreply@hundra.test>",
      SIGHT_NO_BUTTONS, SIGHT_NO_BUTTONS },
    { 8, IN_MAIL, "<bjorn.ek@example.test>", "<b@example.test>",
      SIGHT_NO_BUTTONS, SIGHT_NO_BUTTONS },
    { 8, IN_MAIL, "MIME-Version", "Cc: a@example.test\r\nMIME-Version",
      SIGHT_NO_BUTTONS, SIGHT_NO_BUTTONS },
    { 9, IN_MAIL, "Message-Id", "X-Id",
      SIGHT_INVITATION, SIGHT_INVITATION },
    { 10, IN_MAIL, "X-Auto-Response-Suppress", "X-Auto",
      SIGHT_INVITATION, SIGHT_INVITATION },
    { 13, IN_CALENDAR, "SUMMARY:Möte\r\n", "SUMMARY:Möte\n",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 13, IN_CALENDAR, "SUMMARY:Möte", "SUMMARY:M\x01te",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 13, IN_CALENDAR, "SUMMARY:Möte", "SUMMARY:M\xF6te",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 13, IN_CALENDAR, "SUMMARY:Möte", "SUMMARY:"
      "0123456789012345678901234567890123456789012345678901234567890123456789",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 14, IN_CALENDAR, "VERSION:2.0", "VERSION:1.0",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 14, IN_CALENDAR, "SUMMARY:Möte",
      "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:another",
      SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
    { 15, IN_CALENDAR, "UID:b42", "UID:ö42",
      SIGHT_NO_BUTTONS, SIGHT_INVITATION },
    { 16, IN_CALENDAR, "T181132Z", "T181132",
      SIGHT_NO_BUTTONS, SIGHT_INVITATION },
    { 17, IN_CALENDAR, "SEQUENCE:0", "X-SEQUENCE:0",
      SIGHT_INVITATION, SIGHT_INVITATION },
    { 20, IN_CALENDAR, "PARTSTAT=NEEDS", "X-PART=NEEDS",
      SIGHT_INVITATION, SIGHT_NO_BUTTONS },
    { 21, IN_CALENDAR, "END:VEVENT",
      "ATTENDEE:mailto:b@example.test\r\nEND:VEVENT",
      SIGHT_INVITATION, SIGHT_INVITATION },
    { 23, IN_CALENDAR, "DTSTART;TZID=Europe/Stockholm", "DTSTART",
      SIGHT_INVITATION, SIGHT_INVITATION },
    { 24, IN_CALENDAR, "TZOFFSETTO", "X-OFFSETTO",
      SIGHT_ATTACHMENT, SIGHT_INVITATION },
    { 24, IN_CALENDAR, "BYDAY=-1SU", "BYDAY=-1SU,-1MO",
      SIGHT_ATTACHMENT, SIGHT_INVITATION },
    { 27, IN_CALENDAR, "DTEND;TZID=Europe/Stockholm:2026",
      "DTEND;TZID=Europe/Stockholm:2025", SIGHT_ATTACHMENT, SIGHT_ATTACHMENT },
};
// clang-format on

/* Just RULE is broken; 0: none is. */
static void
check_rule(const Inspection *seen, int rule)
{
    guint count = 0;
    const InspectRule *rules = inspect_rules(&count);
    for (guint i = 0; i < count; i++) {
        g_test_message("rule %d, not %d", rules[i].number, rule);
        g_assert_cmpint(seen->broken[i], ==, rules[i].number == rule);
    }
}

static void
test_rules(void)
{
    g_autofree char *good = good_calendar(METHOD_REQUEST);
    for (gsize i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
        gboolean in_mail = BROKEN[i].where == IN_MAIL;
        g_autofree char *calendar =
            in_mail ? g_strdup(good)
                    : with(good, BROKEN[i].was, BROKEN[i].becomes);
        g_autoptr(GBytes) mail = mail_with(calendar, "REQUEST", NULL);
        g_autoptr(GBytes) changed =
            in_mail ? mail_changed(mail, BROKEN[i].was, BROKEN[i].becomes)
                    : g_bytes_ref(mail);
        g_auto(Inspection) seen = { 0 };
        inspect_mail(changed, &seen);
        g_test_message("%s: %s", BROKEN[i].was, BROKEN[i].becomes);
        check_rule(&seen, BROKEN[i].rule);
        g_assert_cmpint(seen.sights[CLIENT_OUTLOOK], ==, BROKEN[i].outlook);
        g_assert_cmpint(seen.sights[CLIENT_APPLE], ==, BROKEN[i].apple);
    }
}

static void
check_sight(GBytes *mail, InspectSight wanted)
{
    g_auto(Inspection) seen = { 0 };
    inspect_mail(mail, &seen);
    check_rule(&seen, 0);
    for (int client = 0; client < CLIENT_COUNT; client++)
        g_assert_cmpint(seen.sights[client], ==, wanted);
}

static void
test_good(void)
{
    g_autofree char *request = good_calendar(METHOD_REQUEST);
    g_autofree char *cancel = good_calendar(METHOD_CANCEL);
    g_autoptr(GBytes) first = mail_with(request, "REQUEST", NULL);
    check_sight(first, SIGHT_INVITATION);
    g_autoptr(GBytes) update = mail_with(request, "REQUEST", "b@hundra.test");
    check_sight(update, SIGHT_UPDATE);
    g_autoptr(GBytes) last = mail_with(cancel, "CANCEL", "b@hundra.test");
    check_sight(last, SIGHT_CANCELLATION);
    g_autoptr(GBytes) words = mail_with(NULL, NULL, NULL);
    check_sight(words, SIGHT_TEXT);
    g_auto(Inspection) seen = { 0 };
    inspect_mail(first, &seen);
    g_assert_cmpstr(seen.method, ==, "REQUEST");
    g_assert_cmpstr(seen.subject, ==, "Inbjudan: Möte på Åland");
    g_assert_cmpstr(seen.message_id, ==, "b42.0@hundra.test");
    g_assert_cmpuint(seen.bytes, ==, g_bytes_get_size(first));
}

static void
test_cancel(void)
{
    g_autofree char *good = good_calendar(METHOD_CANCEL);
    g_autofree char *bad = with(good, "STATUS:CANCELLED", "STATUS:CONFIRMED");
    g_autoptr(GBytes) mail = mail_with(bad, "CANCEL", "b@hundra.test");
    g_auto(Inspection) seen = { 0 };
    inspect_mail(mail, &seen);
    check_rule(&seen, 30);
    g_autoptr(GBytes) lonely = mail_with(good, "CANCEL", NULL);
    inspection_clear(&seen);
    inspect_mail(lonely, &seen);
    check_rule(&seen, 9);
}

/* Any bytes have an inspection. */
static void
test_noise(void)
{
    g_autofree char *good = good_calendar(METHOD_REQUEST);
    g_autoptr(GBytes) mail = mail_with(good, "REQUEST", NULL);
    gsize size = 0;
    const char *data = g_bytes_get_data(mail, &size);
    g_autoptr(GRand) rand = g_rand_new_with_seed(42);
    for (int i = 0; i < MAILS; i++) {
        g_autofree char *bytes = g_memdup2(data, size);
        for (int n = 0; n < 10; n++)
            bytes[g_rand_int_range(rand, 0, (gint32)size)] =
                (char)g_rand_int_range(rand, 0, 256);
        gsize cut = (gsize)g_rand_int_range(rand, 0, (gint32)size);
        g_autoptr(GBytes) noise = g_bytes_new(bytes, cut);
        g_auto(Inspection) seen = { 0 };
        inspect_mail(noise, &seen);
        g_assert_cmpuint(seen.bytes, ==, cut);
    }
}

/* ---- letters to try ----------------------------------------------------------- */

static void
test_retarget(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *calendar = good_calendar(METHOD_REQUEST);
    g_autoptr(GBytes) mail = mail_with(calendar, "REQUEST", NULL);
    const Retarget target = { .to = "jag@example.test",
                              .label = "[TEST till P001]",
                              .salt = "1" };
    g_autoptr(GBytes) test = message_retarget(mail, &target, &error);
    g_assert_no_error(error);
    check_sight(test, SIGHT_INVITATION);
    g_auto(Inspection) seen = { 0 };
    inspect_mail(test, &seen);
    g_assert_cmpstr(seen.subject, ==,
                    "[TEST till P001] Inbjudan: Möte på Åland");
    g_assert_cmpstr(seen.message_id, !=, "b42.0@hundra.test");
    g_autoptr(GBytes) again = message_retarget(mail, &target, &error);
    g_assert_true(g_bytes_equal(test, again));

    const Retarget nobody = { .to = "a b", .label = "", .salt = "" };
    g_assert_null(message_retarget(mail, &nobody, &error));
    g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_ADDRESS);
    g_clear_error(&error);
    g_autoptr(GBytes) words = mail_with(NULL, NULL, NULL);
    g_assert_null(message_retarget(words, &target, &error));
    g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE);
}

/* ---- the server of a rehearsal -------------------------------------------------- */

typedef struct Taken {
    int count;
    GBytes *wanted;
} Taken;

static void
take(const char *from, const char *to, GBytes *message, gpointer data)
{
    Taken *taken = data;
    g_assert_cmpstr(from, ==, "planner@hundra.test");
    g_assert_cmpstr(to, ==, "bjorn.ek@example.test");
    g_assert_true(g_bytes_equal(message, taken->wanted));
    taken->count++;
}

/* What goes in comes out byte for byte, dots and all, also from several at a
 * time. */
static void
test_sink(void)
{
    g_autoptr(GError) error = NULL;
    static const char letter[] =
        "Subject: x\r\n\r\n.\r\n..\r\n.a\r\n\r\nslut\r\n";
    g_autoptr(GBytes) message = g_bytes_new_static(letter, strlen(letter));
    Taken taken = { .wanted = message };
    Sink *sink = sink_open(take, &taken, &error);
    g_assert_no_error(error);
    const TransportLogin login = { .plaintext = TRUE };
    Transport *lines[SINK_CLIENTS_MAX];
    for (int i = 0; i < SINK_CLIENTS_MAX; i++) {
        lines[i] = transport_smtp(sink_url(sink), &login, &error);
        g_assert_no_error(error);
    }
    for (int i = 0; i < MAILS; i++) {
        transport_send(lines[i % SINK_CLIENTS_MAX], "planner@hundra.test",
                       "bjorn.ek@example.test", "x", message, &error);
        g_assert_no_error(error);
    }
    for (int i = 0; i < SINK_CLIENTS_MAX; i++)
        transport_close(lines[i]);
    sink_close(sink);
    g_assert_cmpint(taken.count, ==, MAILS);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inspect/good", test_good);
    g_test_add_func("/inspect/rules", test_rules);
    g_test_add_func("/inspect/cancel", test_cancel);
    g_test_add_func("/inspect/noise", test_noise);
    g_test_add_func("/inspect/retarget", test_retarget);
    g_test_add_func("/inspect/sink", test_sink);
    return g_test_run();
}
