/*
 * How fast letters leave, and what stops them: the account's pace, the stop
 * switch, and how many one person gets in a day.
 */
#include "planner/deliver/halt.h"
#include "planner/deliver/pace.h"
#include "tests/unit/send-day.h"

enum { LETTERS = 11 };

/* A second passes on the day's clock. */
static gboolean
pass_second(const SendReport *report, gpointer data)
{
    (void)report;
    Day *day = data;
    day->clock.fixed_utc++;
    return TRUE;
}

static void
set_pace(Day *day, gint64 minute, gint64 most)
{
    g_autoptr(GError) error = NULL;
    const Pace said = { .minute_max = minute,
                        .day_max = most,
                        .connections_max = 2 };
    pace_set(day->store, "127.0.0.1", &said, "anna", &error);
    g_assert_no_error(error);
}

static SendReport *
send_paced(Day *day, gboolean (*tick)(const SendReport *, gpointer))
{
    g_autoptr(GError) error = NULL;
    const SendRequest request = {
        .event = 1,
        .who = "anna",
        .tick = tick,
        .rest = pass_second,
        .data = day,
    };
    SendReport *report = day_send_request(day, "", &request, &error);
    g_assert_no_error(error);
    return report;
}

/* The most that left within a minute. */
static gint64
busiest_minute(Day *day)
{
    return day_number(day, "SELECT max((SELECT count(*) FROM outbox AS other"
                           " WHERE other.sent_utc > outbox.sent_utc - 60"
                           " AND other.sent_utc <= outbox.sent_utc))"
                           " FROM outbox");
}

static void
test_minute(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    set_pace(&day, 4, 0);
    gint64 began_utc = day.clock.fixed_utc;
    g_autoptr(SendReport) report = send_paced(&day, NULL);
    g_assert_cmpint(report->sent, ==, LETTERS);
    g_assert_cmpint(busiest_minute(&day), ==, 4);
    g_assert_cmpint(day.clock.fixed_utc - began_utc, >=,
                    (gint64)2 * PACE_MINUTE_S);
    g_assert_cmpint(day.clock.fixed_utc - began_utc, <,
                    (gint64)3 * PACE_MINUTE_S);
}

static gboolean
stop_at_once(const SendReport *report, gpointer data)
{
    (void)report;
    (void)data;
    return FALSE;
}

static void
test_shared(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    set_pace(&day, 4, 0);
    g_autoptr(SendReport) first = send_paced(&day, stop_at_once);
    g_assert_true(first->stopped);
    g_assert_cmpint(first->sent, ==, 4);
    day_reopen(&day); /* another program */
    g_autoptr(SendReport) second = send_paced(&day, NULL);
    g_assert_cmpint(second->sent, ==, LETTERS - 4);
    g_assert_cmpint(busiest_minute(&day), ==, 4);
}

static void
test_day(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    set_pace(&day, 0, 5);
    g_autoptr(SendReport) first = send_paced(&day, NULL);
    g_assert_cmpint(first->sent, ==, 5);
    g_assert_cmpint(first->free_utc, ==, day.clock.fixed_utc + PACE_DAY_S);
    day.clock.fixed_utc = first->free_utc;
    g_autoptr(SendReport) next = send_paced(&day, NULL);
    g_assert_cmpint(next->sent, ==, 5);
}

static gint64
forecast(Day *day, const char *host, gint64 count)
{
    Pace pace = { 0 };
    g_autoptr(GError) error = NULL;
    pace_read(day->store, host, &pace, &error);
    g_assert_no_error(error);
    return pace_forecast_s(&pace, count);
}

static void
test_forecast(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    static const struct {
        const char *host; /* NULL: a folder */
        int letters;
        gint64 seconds;
    } rows[] = {
        { "smtp.office365.com", 480, 960 },
        { "smtp.office365.com", 481, 1020 },
        { "smtp.office365.com", 10001, PACE_DAY_S },
        { "smtp.gmail.com", 500, 0 },
        { "smtp.gmail.com", 501, PACE_DAY_S },
        { "smtp.gmail.com", 1501, (gint64)3 * PACE_DAY_S },
        { "smtp-relay.gmail.com", 10000, 0 },
        { "post.example", 100000, 0 },
        { NULL, 100000, 0 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(forecast(&day, rows[i].host, rows[i].letters), ==,
                        rows[i].seconds);
    int waiting = 0;
    gint64 seconds = 0;
    g_autoptr(GError) error = NULL;
    deliver_forecast(day.store, 1, "smtp.office365.com:587", &waiting, &seconds,
                     &error);
    g_assert_no_error(error);
    g_assert_cmpint(waiting, ==, LETTERS);
    g_assert_cmpint(seconds, ==, PACE_MINUTE_S);
}

/* ---- the stop switch ------------------------------------------------------------- */

/* Another program turns it on while the run waits for the next minute. */
static gboolean
halt_meanwhile(const SendReport *report, gpointer data)
{
    Day *day = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = day_path(day, "hundra.db");
    g_assert_cmpint(report->sent, ==, 4);
    g_autoptr(Store) other =
        store_open(path, STORE_MUST_EXIST, &day->clock, &error);
    g_assert_no_error(error);
    halt_on(other, "bo", "fel lokal", &error);
    g_assert_no_error(error);
    return TRUE;
}

static void
test_halt(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    set_pace(&day, 4, 0);
    g_autoptr(SendReport) report = send_paced(&day, halt_meanwhile);
    g_assert_true(report->halted);
    g_assert_cmpint(report->sent, ==, 4);
    g_assert_cmpint(day_count(&day, "state = 'queued'"), ==, LETTERS - 4);
    g_assert_null(day_send(&day, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "bo har stoppat"));
    g_assert_nonnull(strstr(error->message, "fel lokal"));
    g_clear_error(&error);
    g_assert_true(halt_off(day.store, "anna", &error));
    g_assert_no_error(error);
    g_autoptr(SendReport) rest = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(rest->sent, ==, LETTERS - 4);
}

/* ---- not too many to one ------------------------------------------------------------ */

static void
test_cap(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    day_sql(&day, "UPDATE outbox SET recipient = 'anna@stad.example'");
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, SEND_DAY_MAX);
    g_assert_cmpint(report->capped, ==, LETTERS - SEND_DAY_MAX);
    g_autoptr(SendReport) again = day_send(&day, &error);
    g_assert_cmpint(again->sent, ==, 0);
    g_assert_cmpint(again->capped, ==, LETTERS - SEND_DAY_MAX);
    const SendRequest many = { .event = 1, .who = "anna", .many = TRUE };
    g_autoptr(SendReport) rest = day_send_request(&day, "", &many, &error);
    g_assert_no_error(error);
    g_assert_cmpint(rest->sent, ==, LETTERS - SEND_DAY_MAX);
}

/* The same change over and over is one letter, not a storm. */
static void
test_storm(void)
{
    enum { TIMES = 100 };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autoptr(SendReport) first = day_send(&day, &error);
    g_assert_cmpint(first->sent, ==, LETTERS);
    day_sql(&day, "UPDATE person SET phone = '070-174 06 99' WHERE id = 5");
    int sent = 0;
    for (int i = 0; i < TIMES; i++) {
        day_publish_well(&day);
        g_autoptr(SendReport) report = day_send(&day, &error);
        g_assert_no_error(error);
        sent += report->sent;
    }
    g_assert_cmpint(sent, >, 0);
    g_assert_cmpint(day_number(&day, "SELECT max(letters) FROM (SELECT"
                                     " count(*) AS letters FROM outbox"
                                     " GROUP BY invitation)"),
                    ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pace/rule 59: so many a minute", test_minute);
    g_test_add_func("/pace/rule 59: shared by all runs", test_shared);
    g_test_add_func("/pace/rule 59: so many a day", test_day);
    g_test_add_func("/pace/rule 59: how long it takes is known first",
                    test_forecast);
    g_test_add_func("/pace/the stop switch", test_halt);
    g_test_add_func("/pace/five a day to one person", test_cap);
    g_test_add_func("/pace/no storm", test_storm);
    return g_test_run();
}
