/*
 * Sending: a real Maildir, real SMTP servers, and a process that is killed
 * at any moment.
 */
#include "tests/unit/deliver-day.h"
#include "tests/unit/smtp-peer.h"

/* ---- a Maildir --------------------------------------------------------------------- */

/* Message-IDs in the Maildir, one per file, in the order of files. */
static GPtrArray *
delivered(Day *day)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *post = day_path(day, "post/new");
    g_autoptr(GDir) dir = g_dir_open(post, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(post, name, NULL);
        g_autofree char *text = NULL;
        gboolean read = g_file_get_contents(path, &text, NULL, NULL);
        g_assert_true(read);
        g_assert_true(g_str_has_suffix(text, "\r\n"));
        const char *id = g_strstr_len(text, -1, "Message-ID: <");
        if (id == NULL)
            id = g_strstr_len(text, -1, "Message-Id: <");
        g_assert_nonnull(id);
        g_ptr_array_add(ids, g_strndup(id, strcspn(id, "\r")));
    }
    return ids;
}

static void
publish(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PublishReport) report = day_publish(day, 0, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
}

static void
test_maildir(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, 11);
    g_autoptr(GPtrArray) ids = delivered(&day);
    g_assert_cmpuint(ids->len, ==, 11);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE state"
                                     " = 'sent' AND sent_utc IS NOT NULL AND"
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
    day_open(&day);
    publish(&day);
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
    day_open(&day);
    publish(&day);
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
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    g_assert_false(store_undo(day.store, "anna", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "publicera igen"));
    g_clear_error(&error);
    day_sql(&day, "UPDATE company SET name = 'Lackoja AB' WHERE id = 3");
    publish(&day);
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
    day_open(&day);
    publish(&day);
    g_autofree char *path = day_path(&day, "post");
    g_autoptr(Transport) transport = transport_maildir(path, &error);
    SendRequest request = {
        .event = 1, .who = "anna", .tick = meddle, .tick_data = &day
    };
    g_autoptr(SendReport) report =
        deliver_send(day.store, transport, &request, &error);
    g_assert_no_error(error);
    g_assert_true(report->stopped);
    publish(&day); /* the lock is free again */
}

/* ---- SMTP ------------------------------------------------------------------------- */

static SendReport *
send_to(Day *day, const char *options, GError **error)
{
    Peer peer = { 0 };
    peer_start_sink(&peer, options);
    g_autofree char *url = peer_url(&peer, "smtp", "127.0.0.1");
    TransportLogin login = { .plaintext = TRUE };
    SendRequest request = { .event = 1, .who = "anna" };
    g_autoptr(Transport) transport = transport_smtp(url, &login, error);
    g_assert_nonnull(transport);
    SendReport *report = deliver_send(day->store, transport, &request, error);
    g_clear_pointer(&transport, transport_close);
    peer_stop(&peer);
    return report;
}

static void
test_smtp(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = send_to(&day, "", &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, 11);
}

static void
test_refused_for_good(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = send_to(&day, "-f RCPT", &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, 0);
    g_assert_cmpint(report->failed, ==, 11);
    g_assert_cmpuint(report->unsent->len, ==, 11);
    const Unsent *first = g_ptr_array_index(report->unsent, 0);
    g_assert_true(first->final);
    g_assert_nonnull(strstr(first->reason, "5"));
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE state"
                                     " = 'failed' AND answer <> ''"),
                    ==, 11);
    for (guint i = 0; i < report->unsent->len; i++) {
        const Unsent *one = g_ptr_array_index(report->unsent, i);
        g_assert_null(strstr(one->reason, "bo.ek@")); /* protected */
    }
    g_autoptr(SendReport) again = send_to(&day, "", &error);
    g_assert_no_error(error);
    g_assert_cmpint(again->waiting, ==, 0);
}

/* Refused for now: tried again later, and not before. */
static void
test_refused_for_now(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = send_to(&day, "-r RCPT", &error);
    g_assert_no_error(error);
    g_assert_true(report->stopped); /* after too many in a row */
    g_assert_cmpint(report->deferred, ==, 8);
    g_assert_cmpint(report->held, ==, 8);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE state"
                                     " = 'queued' AND attempts = 0"),
                    ==, 3);
    g_autoptr(SendReport) soon = send_to(&day, "", &error);
    g_assert_no_error(error);
    g_assert_cmpint(soon->sent, ==, 3);
    g_assert_cmpint(soon->held, ==, 8);
    day.clock.fixed_utc += 3600;
    g_autoptr(SendReport) later = send_to(&day, "", &error);
    g_assert_no_error(error);
    g_assert_cmpint(later->sent, ==, 8);
}

/* The connection breaks when the message has been handed over: it may have
 * arrived, and is sent again under the same Message-ID. */
static void
test_unsure(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "DELETE FROM visit");
    day_sql(&day, "DELETE FROM seat WHERE participant > 1");
    publish(&day);
    g_autofree char *before = day_lines(&day, "SELECT message_id FROM outbox");
    g_autoptr(SendReport) report = send_to(&day, "-q .", &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, 0);
    g_assert_cmpint(report->unsure + report->deferred, ==, 1);
    day.clock.fixed_utc += 3600;
    g_autoptr(SendReport) later = send_to(&day, "", &error);
    g_assert_no_error(error);
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
    day_open(&day);
    publish(&day);
    Peer peer = { 0 };
    peer_start_sink(&peer, "");
    g_autofree char *url = peer_url(&peer, "smtp", "127.0.0.1");
    TransportLogin login = { 0 }; /* TLS, which smtp-sink has not */
    SendRequest request = { .event = 1, .who = "anna" };
    g_autoptr(Transport) transport = transport_smtp(url, &login, &error);
    g_assert_no_error(error);
    SendReport *report = deliver_send(day.store, transport, &request, &error);
    g_assert_null(report);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_DELIVERY);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE state"
                                     " = 'queued'"),
                    ==, 11);
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

static void
refuse_undo(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(store_undo(day->store, "anna", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "publicera igen"));
}

static void
send_to_nobody(Day *day)
{
    g_autoptr(GError) error = NULL;
    TransportLogin login = { .plaintext = TRUE };
    SendRequest request = { .event = 1, .who = "anna" };
    g_autoptr(Transport) transport =
        transport_smtp("smtp://127.0.0.1:1", &login, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) report =
        deliver_send(day->store, transport, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent + report->unsure + report->failed, ==, 0);
    g_assert_cmpint(report->deferred, >, 0);
}

/* No server answered, twice: each send, and then the publish, is undone. */
static void
test_undo_in_vain(void)
{
    static const char *const outbox =
        "SELECT state, attempts, not_before_utc, coalesce(answer, '')"
        " FROM outbox ORDER BY id";
    g_auto(Day) day;
    day_open(&day);
    publish(&day);
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
    g_autoptr(GError) error = NULL;
    day_open(&day);
    publish(&day);
    g_autoptr(SendReport) report = send_to(&day, "-f RCPT", &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->failed, ==, 11);
    undo(&day);
    g_autoptr(SendReport) sent = send_to(&day, "", &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, 11);
    refuse_undo(&day);
}

/* ---- killed ----------------------------------------------------------------------- */

enum { CROWD = 200, KILLS = 5 };

/* CROWD more people in group 1, so that a run takes several batches. */
static void
add_crowd(Day *day)
{
    for (int i = 0; i < CROWD; i++) {
        g_autofree char *sql = g_strdup_printf(
            "INSERT INTO person (id, given, surname, email, match_key)"
            " VALUES (%d, 'Namn', 'Nr %d', 'nr%d@stad.example', 'n%d');"
            "INSERT INTO participant (id, event, code, person, role, windows)"
            " VALUES (%d, 1, 'X%d', %d, 'official', '[]');"
            "INSERT INTO seat VALUES (1, %d, 'am', 1, 0, 0);",
            100 + i, i, i, i, 100 + i, i, 100 + i, 100 + i);
        day_sql(day, sql);
    }
}

static guint
count_files(Day *day, const char *folder)
{
    g_autofree char *path = day_path(day, folder);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    guint count = 0;
    while (dir != NULL && g_dir_read_name(dir) != NULL)
        count++;
    return count;
}

static void
send_in_child(Day *day)
{
    g_autofree char *path = day_path(day, "hundra.db");
    g_autofree char *post = day_path(day, "post");
    Store *store = store_open(path, STORE_MUST_EXIST, &day->clock, NULL);
    Transport *transport = transport_maildir(post, NULL);
    SendRequest request = { .event = 1, .who = "anna" };
    deliver_send(store, transport, &request, NULL);
    _exit(0);
}

/* A child sends, and is killed when COUNT files lie in its Maildir, written
 * or delivered. */
static void
send_and_die(Day *day, guint count)
{
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0)
        send_in_child(day);
    pid_t ended = 0;
    while (ended == 0 &&
           count_files(day, "post/tmp") + count_files(day, "post/new") < count)
        ended = waitpid(child, NULL, WNOHANG);
    if (ended != 0)
        return;
    kill(child, SIGKILL);
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
}

/* All of the outbox in the Maildir, each message once. */
static void
check_all_once(Day *day)
{
    gint64 all = day_number(day, "SELECT count(*) FROM outbox");
    g_assert_cmpint(day_number(day, "SELECT count(*) FROM outbox"
                                    " WHERE state = 'sent'"),
                    ==, all);
    g_autoptr(GPtrArray) ids = delivered(day);
    g_autoptr(GHashTable) different = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < ids->len; i++)
        g_hash_table_add(different, g_ptr_array_index(ids, i));
    g_assert_cmpint(ids->len, ==, all);
    g_assert_cmpint(g_hash_table_size(different), ==, all);
}

/* Three times killed, then sent to the end.  Gives how many messages were
 * on their way at the last kill. */
static int
kill_three_times(Day *day)
{
    g_autoptr(GError) error = NULL;
    day_sql(day, "BEGIN");
    add_crowd(day);
    day_sql(day, "COMMIT");
    publish(day);
    store_close(g_steal_pointer(&day->store)); /* not across a fork */
    gint32 from = 1;
    for (int i = 0; i < 3; i++) {
        gint32 count = g_rand_int_range(day->random, from, from + CROWD / 3);
        send_and_die(day, (guint)count);
        from = count;
    }
    day_reopen(day);
    g_autoptr(SendReport) rest = day_send(day, &error);
    g_assert_no_error(error);
    check_all_once(day);
    return rest->recovered;
}

static void
test_killed(void)
{
    int recovered = 0;
    for (guint32 round = 0; round < KILLS; round++) {
        g_auto(Day) day;
        day_open(&day);
        g_rand_set_seed(day.random, round);
        recovered += kill_three_times(&day);
    }
    g_assert_cmpint(recovered, >, 0); /* else nothing was put to the test */
}

/* Killed with letters on their way: undo is refused, also when the next run
 * finds no server. */
static void
test_killed_then_undo(void)
{
    g_auto(Day) day;
    day_open(&day);
    day_sql(&day, "BEGIN");
    add_crowd(&day);
    day_sql(&day, "COMMIT");
    publish(&day);
    store_close(g_steal_pointer(&day.store)); /* not across a fork */
    send_and_die(&day, 1);
    day_reopen(&day);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"
                                     " WHERE state = 'sending'"),
                    >, 0);
    refuse_undo(&day);
    send_to_nobody(&day);
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
    g_test_add_func("/send/rule 57: unsure", test_unsure);
    g_test_add_func("/send/no-transport", test_no_transport);
    g_test_add_func("/send/undo-in-vain", test_undo_in_vain);
    g_test_add_func("/send/undo-refused", test_undo_refused);
    g_test_add_func("/send/rule 57: killed", test_killed);
    g_test_add_func("/send/killed-then-undo", test_killed_then_undo);
    return g_test_run();
}
