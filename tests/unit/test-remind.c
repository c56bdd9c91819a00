/* Reminders: to the silent only, never twice, never resetting an answer. */
#include "deliver-day.h"
#include "planner/deliver/remind.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

/* ---- helpers ------------------------------------------------------------------ */

static RemindReport *
remind(Day *day, const char *const *codes, gboolean scheduled, GError **error)
{
    RemindRequest request = { .event = 1,
                              .codes = codes,
                              .scheduled = scheduled,
                              .keep = TRUE,
                              .who = "anna" };
    day->clock.fixed_utc += 60;
    return deliver_remind(day->store, &request, error);
}

/* Reminds whoever it concerns; how many. */
static int
count_reminded(Day *day, gboolean scheduled)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(RemindReport) report = remind(day, NULL, scheduled, &error);
    g_assert_no_error(error);
    return report->count;
}

static void
send_all(Day *day, int wanted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SendReport) sent = day_send(day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, wanted);
}

/* The small day, published and sent to its eleven readers. */
static void
open_sent(Day *day)
{
    g_autoptr(GError) error = NULL;
    day_open(day);
    g_autoptr(PublishReport) published = day_publish(day, 0, &error);
    g_assert_no_error(error);
    send_all(day, 11);
}

static void
answer(Day *day, const char *code, const char *partstat, int sequence)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO reply (invitation, partstat, sequence, dtstamp_utc,"
        " taken_utc) SELECT invitation.id, '%s', %d, 5, 5 FROM invitation"
        " LEFT JOIN participant ON participant.id = participant"
        " LEFT JOIN company ON company.id = invitation.company"
        " WHERE '%s' IN (participant.code, company.code)",
        partstat, sequence, code);
    day_sql(day, sql);
}

/* Why CODE is not reminded; "": she is; the caller owns it. */
static char *
reason_of(Day *day, const char *code)
{
    g_autoptr(GError) error = NULL;
    const char *const codes[] = { code, NULL };
    RemindRequest request = { .event = 1, .codes = codes, .who = "anna" };
    g_autoptr(RemindReport) report =
        deliver_remind(day->store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->list->len, ==, 1);
    const Reminded *one = g_ptr_array_index(report->list, 0);
    g_assert_cmpstr(one->code, ==, code);
    return g_strdup(one->reason != NULL ? one->reason : "");
}

static void
is_reason(Day *day, const char *code, const char *words)
{
    g_autofree char *reason = reason_of(day, code);
    if (*words == '\0')
        g_assert_cmpstr(reason, ==, "");
    else
        g_assert_nonnull(strstr(reason, words));
}

/* The newest message to CODE, as it will be sent; the caller owns it. */
static char *
message_to(Day *day, const char *code)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT max(outbox.id) FROM outbox"
                        " JOIN invitation ON invitation.id = invitation"
                        " LEFT JOIN participant ON participant.id = participant"
                        " LEFT JOIN company ON company.id = invitation.company"
                        " WHERE '%s' IN (participant.code, company.code)",
                        code);
    g_autoptr(GBytes) bytes =
        deliver_message(day->store, 1, day_number(day, sql), &error);
    g_assert_no_error(error);
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    return g_strndup(data, size);
}

/* The calendar part of MESSAGE, decoded and unfolded; the caller owns it. */
static char *
calendar_of(const char *message)
{
    const char *part = strstr(message, "text/calendar");
    g_assert_nonnull(part);
    const char *body = strstr(part, "\r\n\r\n");
    g_assert_nonnull(body);
    const char *end = strstr(body, "\r\n--=_");
    g_assert_nonnull(end);
    g_autofree char *base64 = g_strndup(body, (gsize)(end - body));
    gsize size = 0;
    g_autofree guchar *bytes = g_base64_decode(base64, &size);
    GString *text = g_string_new_len((const char *)bytes, (gssize)size);
    g_string_replace(text, "\r\n ", "", 0);
    return g_string_free(text, FALSE);
}

/* ---- who ------------------------------------------------------------------------ */

static void
test_only_silent(void)
{
    g_auto(Day) day;
    open_sent(&day);
    answer(&day, "P001", "ACCEPTED", 0);
    answer(&day, "P002", "DECLINED", 0);
    answer(&day, "P003", "TENTATIVE", 0);
    answer(&day, "T001", "DELEGATED", 0);
    answer(&day, "T002", "NEEDS-ACTION", 0);
    day_sql(&day, "UPDATE outbox SET bounce = 'failed' WHERE id = 4");
    day_sql(&day, "UPDATE company SET status = 'avbokad' WHERE id = 1");
    is_reason(&day, "P001", "har svarat");
    is_reason(&day, "P002", "har svarat");
    is_reason(&day, "T001", "har svarat");
    is_reason(&day, "T002", "");
    is_reason(&day, "P004", "kom inte fram");
    is_reason(&day, "F001", "inte med");
    is_reason(&day, "T003", "inte inbjuden");
    is_reason(&day, "F002", "");
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 5); /* T002, F002-F005 */
    is_reason(&day, "F002", "utkorgen"); /* her reminder waits */
    send_all(&day, 5);
    is_reason(&day, "F002", "i dag");
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 0);
    day.clock.fixed_utc += DAY_SECONDS;
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 5);
}

/* An answer to an earlier version is none to this one. */
static void
test_earlier(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    answer(&day, "P001", "ACCEPTED", 0);
    day_sql(&day, "UPDATE visit SET start_min = 800, end_min = 845"
                  " WHERE company = 3");
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    is_reason(&day, "P001", "utkorgen"); /* the change has not left */
    send_all(&day, 3);
    is_reason(&day, "P001", "");
    answer(&day, "P001", "ACCEPTED", 1);
    is_reason(&day, "P001", "har svarat");
}

static void
test_unsent(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    const char *const some[] = { "P001", NULL };
    day_open(&day);
    g_assert_null(remind(&day, some, FALSE, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_clear_error(&error);
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 0);
    day_sql(&day, "UPDATE outbox SET state = 'failed' WHERE id = 1");
    day_sql(&day, "UPDATE outbox SET state = 'withdrawn' WHERE id = 2");
    is_reason(&day, "P001", "kom inte fram");
    is_reason(&day, "P002", "något brev");
}

/* ---- the letter ------------------------------------------------------------------- */

static void
test_letter(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    const char *const some[] = { "P001", "F002", NULL };
    open_sent(&day);
    day_sql(&day, "UPDATE event SET answer_by = '2022-05-12'");
    g_autofree char *first = message_to(&day, "P001");
    g_autoptr(RemindReport) report = remind(&day, some, FALSE, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->count, ==, 2);
    g_autofree char *second = message_to(&day, "P001");
    g_autofree char *was = calendar_of(first);
    g_autofree char *is = calendar_of(second);
    const char *uid = strstr(was, "UID:");
    g_autofree char *line = g_strndup(uid, strcspn(uid, "\r"));
    g_assert_nonnull(strstr(is, line));
    g_assert_nonnull(strstr(is, "METHOD:REQUEST\r\n"));
    g_assert_nonnull(strstr(is, "SEQUENCE:0\r\n"));
    g_assert_nonnull(strstr(is, "RSVP=TRUE"));
    g_assert_cmpstr(strstr(is, "DTSTAMP:"), !=, NULL);
    g_assert_cmpint(
        strncmp(strstr(is, "DTSTAMP:"), strstr(was, "DTSTAMP:"), 24), >, 0);
    g_autofree char *id = day_lines(
        &day, "SELECT first_message FROM invitation WHERE participant = 1");
    g_autofree char *reply =
        g_strdup_printf("In-Reply-To: <%s>\r\n", g_strstrip(id));
    g_assert_nonnull(strstr(second, reply));
    g_autofree char *row =
        day_lines(&day, "SELECT purpose, method, sequence, subject FROM outbox"
                        " WHERE id = 12");
    g_assert_true(g_str_has_prefix(row, "remind REQUEST 0 Påminnelse: "));
    g_assert_nonnull(strstr(is, "senast torsdag 12 maj"));
}

/* Rule 10: a letter says that it was sent by a machine when nobody pressed. */
static void
test_rule_10(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    g_assert_true(deliver_ladder(day.store, 1, "2022-05-10", "anna", &error));
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 11);
    g_autofree char *scheduled = message_to(&day, "P001");
    g_assert_nonnull(
        strstr(scheduled, "\r\nAuto-Submitted: auto-generated\r\n"));
    send_all(&day, 11);
    day.clock.fixed_utc += DAY_SECONDS;
    const char *const some[] = { "P001", NULL };
    g_autoptr(RemindReport) report = remind(&day, some, FALSE, &error);
    g_assert_no_error(error);
    g_autofree char *pressed = message_to(&day, "P001");
    g_assert_null(strstr(pressed, "Auto-Submitted"));
    g_assert_nonnull(strstr(pressed, "X-Auto-Response-Suppress: OOF"));
}

/* ---- afterwards --------------------------------------------------------------------- */

/* Publishing what has changed takes a waiting reminder back; what has not
 * leaves it. */
static void
test_publish_after(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 11);
    g_autoptr(PublishReport) same = day_publish(&day, 0, &error);
    g_assert_cmpint(same->updated + same->withdrawn, ==, 0);
    day_sql(&day, "UPDATE visit SET start_min = 800, end_min = 845"
                  " WHERE company = 3");
    g_autoptr(PublishReport) moved = day_publish(&day, 0, &error);
    g_assert_cmpint(moved->updated, ==, 3);
    g_autofree char *waits = day_lines(
        &day, "SELECT purpose, count(*) FROM outbox WHERE state = 'queued'"
              " GROUP BY purpose ORDER BY purpose");
    g_assert_cmpstr(waits, ==, "remind 8\ntell 3\n");
}

static void
test_undo(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    g_autofree char *what = NULL;
    open_sent(&day);
    g_autofree char *before =
        day_lines(&day, "SELECT id, sequence, dtstamp_utc, told"
                        " FROM invitation ORDER BY id");
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 11);
    g_assert_true(store_undo(day.store, "anna", &what, &error));
    g_assert_no_error(error);
    g_autofree char *after =
        day_lines(&day, "SELECT id, sequence, dtstamp_utc, told"
                        " FROM invitation ORDER BY id");
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM reminder"), ==, 0);
    g_assert_cmpint(count_reminded(&day, FALSE), ==, 11);
}

/* A dry run leaves no trace. */
static void
test_dry_run(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    RemindRequest request = { .event = 1, .who = "anna" };
    open_sent(&day);
    g_autoptr(RemindReport) report =
        deliver_remind(day.store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->count, ==, 11);
    const Reminded *protected = g_ptr_array_index(report->list, 6);
    g_assert_cmpstr(protected->code, ==, "P002");
    g_assert_null(protected->name);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"), ==, 11);
}

/* ---- the ladder ----------------------------------------------------------------------- */

/* 10 May is the day of the fixed clock, 17 May that of the event. */
static void
test_ladder(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    g_assert_true(
        deliver_ladder(day.store, 1, "2022-05-11, 2022-05-13", "anna", &error));
    g_assert_no_error(error);
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 0); /* not yet */
    day.clock.fixed_utc += DAY_SECONDS;
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 11);
    send_all(&day, 11);
    day.clock.fixed_utc += DAY_SECONDS;
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 0); /* the same step */
    answer(&day, "P001", "DECLINED", 0);
    day.clock.fixed_utc += DAY_SECONDS;
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 10); /* the next */
    send_all(&day, 10);
    day.clock.fixed_utc += (gint64)5 * DAY_SECONDS; /* the event is over */
    day_sql(&day, "UPDATE reminder SET day = NULL");
    g_assert_cmpint(count_reminded(&day, TRUE), ==, 0);
}

static void
test_ladder_refused(void)
{
    static const char *const faults[] = { "i morgon", "2022-05-17",
                                          "2022-05-11,,2022-05-12",
                                          "2022-13-01" };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    g_assert_null(remind(&day, NULL, TRUE, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_clear_error(&error);
        g_assert_false(deliver_ladder(day.store, 1, faults[i], "anna", &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    }
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM reminder_step"), ==,
                    0);
    g_clear_error(&error);
    g_assert_true(deliver_ladder(day.store, 1, "2022-05-11", "anna", &error));
    g_assert_true(deliver_ladder(day.store, 1, "", "anna", &error));
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM reminder_step"), ==,
                    0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/remind/only-silent", test_only_silent);
    g_test_add_func("/remind/earlier", test_earlier);
    g_test_add_func("/remind/unsent", test_unsent);
    g_test_add_func("/remind/letter", test_letter);
    g_test_add_func("/remind/rule 10: who did not press says so", test_rule_10);
    g_test_add_func("/remind/publish-after", test_publish_after);
    g_test_add_func("/remind/undo", test_undo);
    g_test_add_func("/remind/dry-run", test_dry_run);
    g_test_add_func("/ladder/steps", test_ladder);
    g_test_add_func("/ladder/refused", test_ladder_refused);
    return g_test_run();
}
