/*
 * What comes back: the scenarios of tests/cases/deliver/receive.txt, each on
 * a small day whose letters have left, through the real reader.
 */
#include "planner/deliver/answer.h"
#include "planner/deliver/receive.h"
#include "tests/unit/deliver-day.h"

typedef struct Scenario {
    char *name;
    GPtrArray *steps; /* lines */
} Scenario;

typedef struct Play {
    Day day;
    char *authserv;
    int mails;          /* written so far */
    gint64 letters_utc; /* DTSTAMP of the letters */
} Play;

static void
play_clear(Play *play)
{
    day_close(&play->day);
    g_free(play->authserv);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Play, play_clear)

/* The text that SQL gives of the invitation of participant CODE; owned. */
static char *
of_invitation(Play *play, const char *column, const char *code)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT %s FROM invitation JOIN participant"
        " ON participant.id = invitation.participant WHERE code = '%s'",
        column, code);
    return g_strchomp(day_lines(&play->day, sql));
}

/* The value of NAME among WORDS ("name=value"), or FALLBACK; borrowed. */
static const char *
value(char **words, const char *name, const char *fallback)
{
    g_autofree char *prefix = g_strconcat(name, "=", NULL);
    for (char **word = words; *word != NULL; word++)
        if (g_str_has_prefix(*word, prefix))
            return *word + strlen(prefix);
    return fallback;
}

/* ---- a mail ----------------------------------------------------------------- */

static void
add_head(Play *play, GString *mail, char **words)
{
    const char *results = value(words, "results", NULL);
    const char *two = value(words, "two", NULL);
    g_autofree char *uid = of_invitation(play, "uid", words[2]);
    g_autofree char *first = of_invitation(play, "first_message", words[2]);
    if (results != NULL) {
        g_autofree char *text = g_strdup(results);
        g_string_append_printf(mail, "Authentication-Results: %s\r\n",
                               g_strdelimit(text, "_", ' '));
    }
    g_string_append_printf(mail, "From: <%s>\r\n", words[0]);
    if (two != NULL)
        g_string_append_printf(mail, "From: <%s>\r\n", two);
    g_string_append_printf(mail, "To: <besok%s%s>\r\n",
                           value(words, "tag", NULL) != NULL ? "+" : "",
                           value(words, "tag", NULL) != NULL ? uid
                                                             : "@brg.example");
    if (value(words, "refers", NULL) != NULL)
        g_string_append_printf(mail, "In-Reply-To: <%s>\r\n", first);
    if (value(words, "auto", NULL) != NULL)
        g_string_append(mail, "Auto-Submitted: auto-replied\r\n");
    if (value(words, "same", NULL) == NULL)
        play->mails++;
    g_string_append_printf(mail,
                           "Subject: Svar\r\nMessage-ID: <m%d@there.example>"
                           "\r\nMIME-Version: 1.0\r\n",
                           play->mails);
}

static void
add_calendar(Play *play, GString *mail, char **words)
{
    g_autofree char *uid = of_invitation(play, "uid", words[2]);
    g_autofree char *address = of_invitation(play, "address", words[2]);
    g_autofree char *sequence = of_invitation(play, "sequence", words[2]);
    gint64 minutes = g_ascii_strtoll(value(words, "at", "1"), NULL, 10);
    g_autoptr(GDateTime) at =
        g_date_time_new_from_unix_utc(play->letters_utc + minutes * 60);
    g_autofree char *stamp = g_date_time_format(at, "%Y%m%dT%H%M%SZ");
    gboolean other = value(words, "uid", NULL) != NULL;
    const char *delegate = value(words, "delegate", NULL);
    const char *sent_by = value(words, "sentby", NULL);
    g_string_append_printf(
        mail,
        "Content-Type: text/calendar; charset=utf-8; method=%s\r\n\r\n"
        "BEGIN:VCALENDAR\r\nPRODID:-//T//T//EN\r\nVERSION:2.0\r\n"
        "METHOD:%s\r\nBEGIN:VEVENT\r\nUID:%s\r\nSEQUENCE:%s\r\n"
        "DTSTAMP:%s\r\nDTSTART:20220517T070000Z\r\n"
        "DTEND:20220517T080000Z\r\n",
        words[1], words[1], other ? "another@there.example" : uid,
        value(words, "seq", sequence), stamp);
    if (value(words, "organizer", NULL) == NULL)
        g_string_append(mail, "ORGANIZER:mailto:besok@brg.example\r\n");
    g_string_append_printf(mail, "ATTENDEE;PARTSTAT=%s", words[3]);
    if (delegate != NULL)
        g_string_append_printf(mail, ";DELEGATED-TO=\"mailto:%s\"", delegate);
    if (sent_by != NULL)
        g_string_append_printf(mail, ";SENT-BY=\"mailto:%s\"", sent_by);
    g_string_append_printf(mail,
                           ":mailto:%s\r\nEND:VEVENT\r\n"
                           "END:VCALENDAR\r\n",
                           value(words, "attendee", address));
}

static void
add_report(Play *play, GString *mail, char **words)
{
    g_autofree char *first = of_invitation(play, "first_message", words[2]);
    gboolean other = value(words, "id", NULL) != NULL;
    g_string_append_printf(
        mail,
        "Content-Type: multipart/report; report-type=delivery-status; "
        "boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        "Message-ID: <%s>\r\n\r\n--b--\r\n",
        value(words, "to", ""), value(words, "action", "failed"),
        other ? "another@there.example" : first);
}

/* The bytes of the mail that WORDS tell of; the caller owns them. */
static GString *
mail_of(Play *play, char **words)
{
    GString *mail = g_string_new(NULL);
    if (g_str_equal(words[1], "BROKEN")) {
        play->mails++;
        return mail; /* nothing at all */
    }
    add_head(play, mail, words);
    if (g_str_equal(words[1], "TEXT"))
        g_string_append(mail, "\r\nJag kommer.\r\n");
    else if (g_str_equal(words[1], "BOUNCE"))
        add_report(play, mail, words);
    else
        add_calendar(play, mail, words);
    return mail;
}

/* ---- steps -------------------------------------------------------------------- */

static void
do_receive(Play *play, char **words, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) mail = mail_of(play, words);
    g_autofree char *path = day_path(&play->day, "mail.eml");
    g_file_set_contents(path, mail->str, (gssize)mail->len, &error);
    g_assert_no_error(error);
    const ReceiveRequest request = { .who = "anna",
                                     .authserv = play->authserv };
    g_autoptr(Receiver) receiver =
        receiver_open(play->day.store, &request, &error);
    g_assert_no_error(error);
    receiver_file(receiver, path, &error);
    g_assert_no_error(error);
    g_autofree char *got =
        receiver_report(receiver)->counts.known > 0
            ? g_strdup("known")
            : day_lines(&play->day,
                        "SELECT kind || ' ' || state || ' ' ||"
                        " iif(kind = 'broken', '-', coalesce(reason, '-'))"
                        " FROM inbox ORDER BY id DESC LIMIT 1");
    g_assert_cmpstr(g_strchomp(got), ==, wanted);
}

static void
do_answer(Play *play, char **words)
{
    g_autoptr(GError) error = NULL;
    AnswerChoice choice =
        g_str_equal(words[2], "yes") ? ANSWER_YES : ANSWER_AS_SAID;
    answer_mail(play->day.store, g_ascii_strtoll(words[1], NULL, 10), choice,
                NULL, "anna", &error);
    g_assert_no_error(error);
}

static void
check_lines(Play *play, const char *sql, const char *wanted)
{
    g_autofree char *lines = day_lines(&play->day, sql);
    g_assert_cmpstr(g_strchomp(g_strdelimit(lines, "\n", ' ')), ==, wanted);
}

static void
do_sql(Play *play, const char *format, const char *code, const char *text)
{
    g_autofree char *sql = g_strdup_printf(format, code, text);
    day_sql(&play->day, sql);
}

static void
do_step(Play *play, const char *line)
{
    static const char where_invited[] =
        " WHERE id = (SELECT i.id FROM invitation AS i JOIN participant"
        " ON participant.id = participant WHERE code = '%1$s')";
    g_auto(GStrv) halves = g_strsplit(line, " > ", 2);
    g_auto(GStrv) words = g_strsplit(halves[0], " ", -1);
    const char *rest = strchr(line, ' ');
    if (halves[1] != NULL) {
        do_receive(play, words, halves[1]);
    } else if (g_str_equal(words[0], "answers")) {
        check_lines(play,
                    "SELECT code, partstat, reply.sequence,"
                    " coalesce(answered_as, '-') FROM reply JOIN invitation"
                    " ON invitation.id = invitation JOIN participant"
                    " ON participant.id = participant"
                    " ORDER BY code, reply.sequence DESC,"
                    " reply.dtstamp_utc DESC",
                    rest != NULL ? rest + 1 : "");
    } else if (g_str_equal(words[0], "bounces")) {
        check_lines(play,
                    "SELECT code, bounce FROM outbox JOIN invitation"
                    " ON invitation.id = invitation JOIN participant"
                    " ON participant.id = participant"
                    " WHERE bounce IS NOT NULL ORDER BY code",
                    rest != NULL ? rest + 1 : "");
    } else if (g_str_equal(words[0], "ok")) {
        do_answer(play, words);
    } else if (g_str_equal(words[0], "authserv")) {
        play->authserv = g_strdup(words[1]);
    } else if (g_str_equal(words[0], "later")) {
        play->day.clock.fixed_utc += 60 * g_ascii_strtoll(words[1], NULL, 10);
    } else if (g_str_equal(words[0], "email")) {
        do_sql(play,
               "UPDATE person SET email = '%2$s' WHERE id = (SELECT person"
               " FROM participant WHERE code = '%1$s')",
               words[1], words[2]);
    } else {
        g_autofree char *sql =
            g_strconcat(g_str_equal(words[0], "cancel")
                            ? "UPDATE invitation SET state = 'cancelled'"
                            : "UPDATE invitation SET sequence = '%2$s'",
                        where_invited, NULL);
        do_sql(play, sql, words[1], words[2]);
    }
}

static void
test_scenario(gconstpointer data)
{
    const Scenario *scenario = data;
    g_autoptr(GError) error = NULL;
    g_auto(Play) play = { 0 };
    day_open(&play.day);
    g_autoptr(PublishReport) published = day_publish(&play.day, 0, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) sent = day_send(&play.day, &error);
    g_assert_no_error(error);
    play.letters_utc =
        day_number(&play.day, "SELECT max(dtstamp_utc) FROM invitation");
    play.day.clock.fixed_utc += (gint64)60 * 60;
    for (guint i = 0; i < scenario->steps->len; i++)
        do_step(&play, g_ptr_array_index(scenario->steps, i));
    g_assert_nonnull(published);
    g_assert_nonnull(sent);
}

/* ---- undo ----------------------------------------------------------------------- */

/* What was booked is taken back, and comes again when it is read again. */
static void
test_undo(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(Play) play = { 0 };
    day_open(&play.day);
    g_autoptr(PublishReport) published = day_publish(&play.day, 0, &error);
    g_autoptr(SendReport) sent = day_send(&play.day, &error);
    g_assert_no_error(error);
    play.letters_utc = play.day.clock.fixed_utc;
    static const char mail[] =
        "anna.berg@politiker.example REPLY P001 ACCEPTED same=yes > "
        "reply booked -";
    do_step(&play, mail);
    store_undo(play.day.store, "anna", NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(day_number(&play.day, "SELECT count(*) FROM reply"), ==, 0);
    g_assert_cmpint(day_number(&play.day, "SELECT count(*) FROM inbox"), ==, 0);
    do_step(&play, mail);
    do_step(&play, "answers P001 ACCEPTED 0 -");
}

static void
free_scenario(gpointer data)
{
    Scenario *scenario = data;
    g_free(scenario->name);
    g_ptr_array_unref(scenario->steps);
    g_free(scenario);
}

static GPtrArray *
read_scenarios(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_file_get_contents("tests/cases/deliver/receive.txt", &text, NULL, &error);
    g_assert_no_error(error);
    GPtrArray *all = g_ptr_array_new_with_free_func(free_scenario);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Scenario *scenario = NULL;
    for (char **line = lines; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "## ")) {
            scenario = g_new0(Scenario, 1);
            scenario->name = g_strconcat("/receive/", *line + 3, NULL);
            scenario->steps = g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(all, scenario);
        } else if (scenario != NULL && **line != '\0') {
            g_ptr_array_add(scenario->steps, g_strdup(*line));
        }
    }
    g_assert_cmpuint(all->len, >, 30);
    return all;
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GPtrArray) scenarios = read_scenarios();
    for (guint i = 0; i < scenarios->len; i++) {
        const Scenario *scenario = g_ptr_array_index(scenarios, i);
        g_test_add_data_func(scenario->name, scenario, test_scenario);
    }
    g_test_add_func("/receive/undo", test_undo);
    return g_test_run();
}
