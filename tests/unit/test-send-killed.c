/*
 * Sending by a process that is killed at any moment.  Through a mail server
 * see tests/faults/kill-smtp.py.
 */
#include "tests/unit/send-day.h"

enum { CROWD = 200, KILLS = 5, ATTEMPTS = 50 };

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
    SendRequest request = { .event = 1, .who = "anna", .connections = 1 };
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
    day_publish_well(day);
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

/* A day whose sender was killed with letters on their way.  On a busy machine
 * the sender may be done before its files are counted: then another day.
 * FALSE: no letter was on its way. */
static gboolean
kill_on_the_way(Day *day)
{
    day_open(day);
    day_sql(day, "BEGIN");
    add_crowd(day);
    day_sql(day, "COMMIT");
    day_publish_well(day);
    store_close(g_steal_pointer(&day->store)); /* not across a fork */
    send_and_die(day, 1);
    day_reopen(day);
    return day_number(day, "SELECT count(*) FROM outbox"
                           " WHERE state = 'sending'") > 0;
}

/* Undo is refused while letters may have left, also when the next run finds
 * no server. */
static void
test_killed_then_undo(void)
{
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        g_auto(Day) day;
        if (!kill_on_the_way(&day))
            continue;
        refuse_undo(&day);
        send_to_nobody(&day);
        refuse_undo(&day);
        return;
    }
    g_test_fail_printf("no letter was on its way in %d attempts", ATTEMPTS);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/killed/rule 57: none lost, none doubled in a Maildir",
                    test_killed);
    g_test_add_func("/killed/then-undo", test_killed_then_undo);
    return g_test_run();
}
