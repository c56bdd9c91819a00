/*
 * Sending: to a real Maildir and to real SMTP servers, and what can be taken
 * back after it.
 */
#include "tests/unit/send-day.h"

/* ---- a Maildir --------------------------------------------------------------------- */

static void
test_maildir(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, 11);
    g_autoptr(GPtrArray) ids = delivered(&day);
    g_assert_cmpuint(ids->len, ==, 11);
    g_assert_cmpint(day_count(&day,
                              "state = 'sent' AND sent_utc IS NOT NULL AND"
                              " via LIKE 'Maildir%' AND lease_utc IS"
                              " NULL AND attempts = 1"),
                    ==, 11);
    g_autoptr(SendReport) again = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(again->sent, ==, 0);
}

/* What is delivered is, byte for byte, what could be looked at before. */
static void
test_shown_first(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autofree char *list =
        store_view(day.store, &error, "outbox", "event:i", (gint64)1);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(list, "anna.berg@politiker.example"));
    g_assert_null(strstr(list, "bo.ek@politiker.example")); /* protected */
    g_assert_null(strstr(list, "zahra@lackoja.example"));
    g_autoptr(GBytes) shown = deliver_message(day.store, 1, 1, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    g_autofree char *post = day_path(&day, "post/new");
    g_autoptr(GDir) dir = g_dir_open(post, 0, NULL);
    const char *name = NULL;
    guint same = 0;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(post, name, NULL);
        char *data = NULL;
        gsize size = 0;
        gboolean read = g_file_get_contents(path, &data, &size, NULL);
        g_assert_true(read);
        g_autoptr(GBytes) sent = g_bytes_new_take(data, size);
        same += g_bytes_equal(sent, shown) ? 1 : 0;
    }
    g_assert_cmpuint(same, ==, 1);
    g_assert_null(deliver_message(day.store, 1, 4711, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
}

/* Nothing has left: a publish can be taken back, its bodies with it. */
static void
test_undo(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    gboolean undone = store_undo(day.store, "anna", NULL, &error);
    g_assert_no_error(error);
    g_assert_true(undone);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox_body"), ==,
                    0);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM invitation"), ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM event"
                                     " WHERE published IS NULL"),
                    ==, 1);
}

/* What has left stays; a later publish that has not can be taken back. */
static void
test_no_way_back(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    g_assert_false(store_undo(day.store, "anna", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "publicera igen"));
    g_clear_error(&error);
    day_sql(&day, "UPDATE company SET name = 'Lackoja AB' WHERE id = 3");
    day_publish_well(&day);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"), ==, 14);
    g_assert_true(store_undo(day.store, "anna", NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"), ==, 11);
}

/* ---- one at a time ---------------------------------------------------------------- */

static gboolean
meddle(const SendReport *sent, gpointer data)
{
    Day *day = data;
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(sent->sent, ==, 11);
    PublishReport *published = day_publish(day, 0, &error);
    g_assert_null(published);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_clear_error(&error);
    SendReport *second = day_send(day, &error);
    g_assert_null(second);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    return FALSE;
}

static void
test_alone(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autofree char *path = day_path(&day, "post");
    g_autoptr(Transport) transport = transport_maildir(path, &error);
    SendRequest request = {
        .event = 1, .who = "anna", .tick = meddle, .data = &day
    };
    g_autoptr(SendReport) report =
        deliver_send(day.store, transport, &request, &error);
    g_assert_no_error(error);
    g_assert_true(report->stopped);
    day_publish_well(&day); /* the lock is free again */
}

/* ---- SMTP ------------------------------------------------------------------------- */

static void
test_smtp(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    g_autoptr(SendReport) report = send_to(&day, "");
    g_assert_cmpint(report->sent, ==, 11);
}

static void
test_refused_for_good(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    g_autoptr(SendReport) report = send_to(&day, "-f RCPT");
    g_assert_cmpint(report->sent, ==, 0);
    g_assert_cmpint(report->failed, ==, 11);
    g_assert_cmpuint(report->unsent->len, ==, 11);
    const Unsent *first = g_ptr_array_index(report->unsent, 0);
    g_assert_true(first->final);
    g_assert_nonnull(strstr(first->reason, "5"));
    g_assert_cmpint(day_count(&day, "state = 'failed' AND answer <> ''"), ==,
                    11);
    for (guint i = 0; i < report->unsent->len; i++) {
        const Unsent *one = g_ptr_array_index(report->unsent, i);
        g_assert_null(strstr(one->reason, "bo.ek@")); /* protected */
    }
    g_autoptr(SendReport) again = send_to(&day, "");
    g_assert_cmpint(again->waiting, ==, 0);
}

/* Refused for now: tried again later, and not before. */
static void
test_refused_for_now(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    g_autoptr(SendReport) report = send_to(&day, "-r RCPT");
    g_assert_true(report->stopped); /* after too many in a row */
    g_assert_cmpint(report->deferred, ==, 8);
    g_assert_cmpint(report->held, ==, 8);
    g_assert_cmpint(day_count(&day, "state = 'queued' AND attempts = 0"), ==,
                    3);
    g_autoptr(SendReport) soon = send_to(&day, "");
    g_assert_cmpint(soon->sent, ==, 3);
    g_assert_cmpint(soon->held, ==, 8);
    day.clock.fixed_utc += 3600;
    g_autoptr(SendReport) later = send_to(&day, "");
    g_assert_cmpint(later->sent, ==, 8);
}

/* The connection breaks when the message has been handed over: it may have
 * arrived, and is sent again under the same Message-ID. */
static void
test_unsure(void)
{
    g_auto(Day) day;
    day_open(&day);
    day_sql(&day, "DELETE FROM visit");
    day_sql(&day, "DELETE FROM seat WHERE participant > 1");
    day_publish_well(&day);
    g_autofree char *before = day_lines(&day, "SELECT message_id FROM outbox");
    g_autoptr(SendReport) report = send_to(&day, "-q .");
    g_assert_cmpint(report->sent, ==, 0);
    g_assert_cmpint(report->unsure + report->deferred, ==, 1);
    day.clock.fixed_utc += 3600;
    g_autoptr(SendReport) later = send_to(&day, "");
    g_assert_cmpint(later->sent, ==, 1);
    g_autofree char *after = day_lines(&day, "SELECT message_id FROM outbox");
    g_assert_cmpstr(before, ==, after);
}

/* A transport that can carry nothing: an error, and all still waits. */
static void
test_no_transport(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    Peer peer = { 0 };
    peer_start_sink(&peer, "");
    g_autofree char *url = peer_url(&peer, "smtp", "127.0.0.1");
    TransportLogin login = { 0 }; /* TLS, which smtp-sink has not */
    SendRequest request = { .event = 1, .who = "anna", .connections = 1 };
    g_autoptr(Transport) transport = transport_smtp(url, &login, &error);
    g_assert_no_error(error);
    SendReport *report = deliver_send(day.store, transport, &request, &error);
    g_assert_null(report);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_DELIVERY);
    g_assert_cmpint(day_count(&day, "state = 'queued'"), ==, 11);
    g_clear_pointer(&transport, transport_close);
    peer_stop(&peer);
}

/* ---- undo after nothing left -------------------------------------------------------- */

static void
undo(Day *day)
{
    g_autoptr(GError) error = NULL;
    gboolean undone = store_undo(day->store, "anna", NULL, &error);
    g_assert_no_error(error);
    g_assert_true(undone);
}

/* No server answered, twice: each send, and then the publish, is undone. */
static void
test_undo_in_vain(void)
{
    static const char *const outbox =
        "SELECT state, attempts, not_before_utc, coalesce(answer, '')"
        " FROM outbox ORDER BY id";
    g_auto(Day) day;
    day_open_published(&day);
    g_autofree char *fresh = day_lines(&day, outbox);
    send_to_nobody(&day);
    g_autofree char *once = day_lines(&day, outbox);
    g_assert_cmpstr(fresh, !=, once);
    g_assert_cmpint(day_number(&day, "SELECT max(attempts) FROM outbox"), ==,
                    1);
    day.clock.fixed_utc += 3600;
    send_to_nobody(&day);
    g_assert_cmpint(day_number(&day, "SELECT max(attempts) FROM outbox"), ==,
                    2);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM journal"
                                     " WHERE command = 'send'"),
                    ==, 2);
    undo(&day);
    g_autofree char *again = day_lines(&day, outbox);
    g_assert_cmpstr(again, ==, once);
    undo(&day);
    g_autofree char *back = day_lines(&day, outbox);
    g_assert_cmpstr(back, ==, fresh);
    undo(&day);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"), ==, 0);
}

/* All refused for good has not left either; one that did closes the way. */
static void
test_undo_refused(void)
{
    g_auto(Day) day;
    day_open_published(&day);
    g_autoptr(SendReport) report = send_to(&day, "-f RCPT");
    g_assert_cmpint(report->failed, ==, 11);
    undo(&day);
    g_autoptr(SendReport) sent = send_to(&day, "");
    g_assert_cmpint(sent->sent, ==, 11);
    refuse_undo(&day);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/send/maildir", test_maildir);
    g_test_add_func("/send/shown-first", test_shown_first);
    g_test_add_func("/send/undo", test_undo);
    g_test_add_func("/send/no-way-back", test_no_way_back);
    g_test_add_func("/send/alone", test_alone);
    g_test_add_func("/send/smtp", test_smtp);
    g_test_add_func("/send/rule 58: refused for good", test_refused_for_good);
    g_test_add_func("/send/rule 58: refused for now", test_refused_for_now);
    g_test_add_func("/send/rule 57: lost after DATA, sent again as it was",
                    test_unsure);
    g_test_add_func("/send/no-transport", test_no_transport);
    g_test_add_func("/send/undo-in-vain", test_undo_in_vain);
    g_test_add_func("/send/undo-refused", test_undo_refused);
    return g_test_run();
}
