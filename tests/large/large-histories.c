/*
 * Ten thousand random lives of invitations: whatever happens, each calendar
 * ends as the plan, nobody has an entry twice or one that nobody plans, and
 * nobody has heard anything that was not new to her.
 *
 *   large-histories                      all of them, on all processors
 *   large-histories SEED [FOLDER]        one; what arrived, in order, as files,
 *                                        and the plan it ended with
 *
 * Real store, real publish, real letters; only the way of the mail is ours:
 * it loses, defers and refuses, and the program is cut off on it.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/large/events.h"
#include "tests/large/mailman.h"

enum {
    HISTORIES = 10000,
    STEPS_MIN = 3,
    STEPS_MAX = 10,
    WEEK_S = 7 * 24 * 60 * 60,
};

/* ---- the end of a history --------------------------------------------------------- */

/* "2022-05-17" and "08:30" as a calendar writes them. */
static char *
stamp(const char *day, const char *clock)
{
    return g_strdup_printf("%.4s%.2s%.2sT%.2s%.2s00", day, day + 5, day + 8,
                           clock, clock + 3);
}

static char *
fact(World *world, const char *facts, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(world->day.db, "SELECT ?1 ->> ?2", -1, &stmt, NULL);
    sqlite3_bind_text(stmt, 1, facts, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, path, -1, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    char *text = g_strdup((const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return text;
}

static void
check_entry(World *world, const Content *content, const Entry *entry)
{
    g_autofree char *day = fact(world, content->facts, "$.event.day");
    g_autofree char *from = fact(world, content->facts, "$.start");
    g_autofree char *to = fact(world, content->facts, "$.end");
    g_autofree char *start = stamp(day, from);
    g_autofree char *end = stamp(day, to);
    if (strcmp(entry->start, start) != 0 || strcmp(entry->end, end) != 0)
        world_fault(world, "%s has %s to %s, not %s to %s", content->address,
                    entry->start, entry->end, start, end);
    for (int i = 0; i < COMPANIES + 3; i++) {
        g_autofree char *path = g_strdup_printf("$.stops[%d].title", i);
        g_autofree char *title = fact(world, content->facts, path);
        if (title != NULL && strstr(entry->description, title) == NULL)
            world_fault(world, "%s does not know of %s", content->address,
                        title);
    }
}

static void
check_mailbox(const char *address, gpointer data)
{
    World *world = data;
    const char *code = g_hash_table_lookup(world->owners, address);
    const Content *content = g_hash_table_lookup(world->plan, code);
    gboolean invited =
        content != NULL && strcmp(content->address, address) == 0;
    int count = receiver_count(world->receiver, address, NULL);
    if (!g_hash_table_contains(world->dead, address) && count != invited)
        world_fault(world, "%s has %d entries, not %d", address, count,
                    invited);
}

static void
check_calendars(World *world)
{
    GHashTableIter iter;
    gpointer value = NULL;
    receiver_each(world->receiver, check_mailbox, world);
    g_hash_table_iter_init(&iter, world->plan);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Content *content = value;
        const Entry *entry = NULL;
        if (receiver_count(world->receiver, content->address, &entry) == 1)
            check_entry(world, content, entry);
        else
            world_fault(world, "%s (%s) is not invited once", content->code,
                        content->address);
    }
}

/* "ADDRESS START END" for each who is in the plan, beside the mails. */
static void
dump_plan(World *world)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *path = g_build_filename(world->folder, "plan.txt", NULL);
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, world->plan);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Content *content = value;
        g_autofree char *day = fact(world, content->facts, "$.event.day");
        g_autofree char *from = fact(world, content->facts, "$.start");
        g_autofree char *to = fact(world, content->facts, "$.end");
        g_autofree char *start = stamp(day, from);
        g_autofree char *end = stamp(day, to);
        g_string_append_printf(lines, "%s %s %s\n", content->address, start,
                               end);
    }
    g_file_set_contents(path, lines->str, (gssize)lines->len, NULL);
}

/* Who cannot be reached gets an address; then all is told. */
static void
finish(World *world)
{
    world_read_plan(world);
    for (int i = 1; i <= PEOPLE + COMPANIES; i++) {
        g_autofree char *code =
            i <= PEOPLE ? NULL : g_strdup_printf("F%03d", i - PEOPLE);
        g_autofree char *sql =
            g_strdup_printf("SELECT code FROM participant WHERE id = %d", i);
        if (code == NULL)
            code = g_strchomp(day_lines(&world->day, sql));
        const Content *content = g_hash_table_lookup(world->plan, code);
        if (content != NULL &&
            g_hash_table_contains(world->dead, content->address))
            events_give_address(world, i);
    }
    world_publish(world);
    for (int i = 0; i < 2; i++) {
        world->day.clock.fixed_utc += WEEK_S;
        world_send(world, CALM);
    }
    if (day_number(&world->day,
                   "SELECT count(*) FROM outbox WHERE state IN ('queued',"
                   " 'deferred', 'unsure', 'sending')") != 0)
        world_fault(world, "something still waits");
    if (world->fault->len == 0)
        check_calendars(world);
    if (world->folder != NULL)
        dump_plan(world);
}

/* ---- one of them, and all --------------------------------------------------------- */

/* FALSE: it went wrong, and has been told of. */
static gboolean
live(World *world, guint32 seed, gboolean aloud)
{
    world_begin(world, seed);
    events_thin_out(world);
    int steps = STEPS_MIN + world_below(world, STEPS_MAX - STEPS_MIN);
    for (int i = 0; i < steps && world->fault->len == 0; i++)
        events_step(world);
    if (world->fault->len == 0)
        finish(world);
    gboolean good = world->fault->len == 0;
    if (!good || aloud)
        g_printerr("history %u:\n%s%s", seed, world->story->str,
                   world->fault->str);
    world_end(world);
    return good;
}

/* Every SHARE-th history from FIRST on; how many went wrong. */
static int
live_share(int first, int share)
{
    World world = { 0 };
    int failed = 0;
    world_open(&world);
    for (int seed = first; seed < HISTORIES; seed += share)
        failed += !live(&world, (guint32)seed, FALSE);
    g_printerr("# %d mails\n", world.mails);
    world_close(&world);
    return failed;
}

static void
test_histories(void)
{
    int shares = (int)g_get_num_processors();
    g_autofree pid_t *children = g_new0(pid_t, shares);
    int failed = 0;
    for (int i = 0; i < shares; i++) {
        children[i] = fork();
        g_assert_cmpint(children[i], >=, 0);
        if (children[i] == 0)
            _exit(live_share(i, shares) != 0);
    }
    for (int i = 0; i < shares; i++) {
        int status = 0;
        g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
        failed += status != 0;
    }
    g_assert_cmpint(failed, ==, 0);
}

static int
live_one(const char *seed, const char *folder)
{
    World world = { .folder = folder };
    world_open(&world);
    gboolean good =
        live(&world, (guint32)g_ascii_strtoull(seed, NULL, 10), TRUE);
    world_close(&world);
    return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
    if (argc > 1 && g_ascii_isdigit(argv[1][0]))
        return live_one(argv[1], argc > 2 ? argv[2] : NULL);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
        "/histories/rule 9, rule 16, rule 17, rule 19, rule 30, rule 31, rule 32: lives",
        test_histories);
    return g_test_run();
}
