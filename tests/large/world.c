#include "tests/large/world.h"

#include <unistd.h>

/* All that a history changes. */
static const char *const TABLES[] = {
    "event",      "plan",   "visit",       "seat",    "company",     "person",
    "invitation", "outbox", "outbox_body", "journal", "ledger_mark",
};
G_STATIC_ASSERT(G_N_ELEMENTS(TABLES) == WORLD_TABLES);

static const char DIGEST[] =
    "SELECT json_remove(:facts, '$.event.answer_by', '$.event.city',"
    "         '$.event.destroy_after', '$.event.organiser'),"
    "       json_array(:facts -> '$.event.day', :facts -> '$.start',"
    "         :facts -> '$.end', :facts -> '$.group', :facts -> '$.meet',"
    "         :facts -> '$.afternoon.group', :facts -> '$.place',"
    "         :facts -> '$.company', :facts -> '$.lunch',"
    "         (SELECT json_group_array(json_remove(value, '$.note'))"
    "          FROM json_each(:facts, '$.stops')))";

void
world_fail_if(World *world, char *wrong, const char *about)
{
    if (wrong == NULL)
        return;
    g_string_append_printf(world->fault, "  %s: %s\n", about, wrong);
    g_free(wrong);
}

void
world_fault(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append(world->fault, "  ");
    g_string_append_vprintf(world->fault, format, args);
    g_string_append_c(world->fault, '\n');
    va_end(args);
}

void
world_tell(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append(world->story, "    ");
    g_string_append_vprintf(world->story, format, args);
    g_string_append_c(world->story, '\n');
    va_end(args);
}

int
world_below(World *world, int count)
{
    return g_rand_int_range(world->random, 0, count);
}

gboolean
world_chance(World *world, int percent)
{
    return world_below(world, 100) < percent;
}

void
world_sql(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *sql = g_strdup_vprintf(format, args);
    va_end(args);
    world_tell(world, "%s", sql);
    day_sql(&world->day, sql);
}

/* ---- databases ---------------------------------------------------------------- */

static sqlite3_stmt *prepare(Day *day, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

static sqlite3_stmt *
prepare(Day *day, const char *format, ...)
{
    sqlite3_stmt *stmt = NULL;
    va_list args;
    va_start(args, format);
    g_autofree char *sql = g_strdup_vprintf(format, args);
    va_end(args);
    if (sqlite3_prepare_v2(day->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        g_error("%s: %s", sql, sqlite3_errmsg(day->db));
    return stmt;
}

static void
past_open(Past *past, Day *day, const char *name)
{
    g_autofree char *attach = g_strdup_printf("ATTACH ':memory:' AS %s", name);
    day_sql(day, attach);
    for (int i = 0; i < WORLD_TABLES; i++) {
        g_autofree char *create =
            g_strdup_printf("CREATE TABLE %s.%s AS SELECT * FROM main.%s", name,
                            TABLES[i], TABLES[i]);
        day_sql(day, create);
    }
    for (int i = 0; i < WORLD_TABLES; i++) {
        const char *table = TABLES[i];
        int then = i + WORLD_TABLES;
        past->keep[i] = prepare(day, "DELETE FROM %s.%s", name, table);
        past->bring_back[i] = prepare(day, "DELETE FROM main.%s", table);
        past->keep[then] = prepare(
            day, "INSERT INTO %s.%s SELECT * FROM main.%s", name, table, table);
        past->bring_back[then] = prepare(
            day, "INSERT INTO main.%s SELECT * FROM %s.%s", table, name, table);
    }
}

static void
past_close(Past *past)
{
    for (int i = 0; i < 2 * WORLD_TABLES; i++) {
        sqlite3_finalize(past->keep[i]);
        sqlite3_finalize(past->bring_back[i]);
    }
}

void
past_copy(Day *day, sqlite3_stmt **statements)
{
    day_sql(day, "BEGIN IMMEDIATE");
    for (int i = 0; i < 2 * WORLD_TABLES; i++) {
        g_assert_cmpint(sqlite3_step(statements[i]), ==, SQLITE_DONE);
        sqlite3_reset(statements[i]);
    }
    day_sql(day, "COMMIT");
}

off_t
world_ledger_size(World *world)
{
    g_autofree char *path = day_path(&world->day, "hundra.db-ledger");
    GStatBuf seen;
    return g_stat(path, &seen) == 0 ? seen.st_size : 0;
}

void
world_ledger_cut(World *world, off_t bytes)
{
    g_autofree char *path = day_path(&world->day, "hundra.db-ledger");
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        g_assert_cmpint(truncate(path, bytes), ==, 0);
}

void
world_open(World *world)
{
    /* The disk is put to the test elsewhere. */
    if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
        g_setenv("TMPDIR", "/dev/shm", TRUE);
    day_open(&world->day);
    g_autofree char *sql =
        g_strdup_printf("DELETE FROM seat WHERE participant > %d;"
                        "DELETE FROM visit WHERE company > %d",
                        PEOPLE, COMPANIES);
    day_sql(&world->day, sql);
    past_open(&world->fresh, &world->day, "fresh");
    past_open(&world->backup, &world->day, "backup");
    past_open(&world->snapshot, &world->day, "snapshot");
    g_assert_cmpint(
        sqlite3_prepare_v2(world->day.db, DIGEST, -1, &world->digest, NULL), ==,
        SQLITE_OK);
}

void
world_close(World *world)
{
    sqlite3_finalize(world->digest);
    past_close(&world->fresh);
    past_close(&world->backup);
    past_close(&world->snapshot);
    day_close(&world->day);
}

/* ---- one history ------------------------------------------------------------------ */

static void
free_content(gpointer data)
{
    Content *content = data;
    g_free(content->code);
    g_free(content->address);
    g_free(content->sender);
    g_free(content->all);
    g_free(content->weighty);
    g_free(content->facts);
    g_free(content);
}

static void
free_life(gpointer data)
{
    Life *life = data;
    g_free(life->address);
    g_free(life->organiser);
    g_free(life->code);
    g_free(life->heard);
    g_free(life->weighty);
    g_free(life);
}

static void
free_trial(gpointer data)
{
    Trial *trial = data;
    g_free(trial->uid);
    g_free(trial->all);
    g_free(trial->weighty);
    g_free(trial);
}

void
world_begin(World *world, guint32 seed)
{
    world->seed = seed;
    world->random = g_rand_new_with_seed(seed);
    g_rand_set_seed(world->day.random, seed);
    world->day.clock.fixed_utc = 1652191500;
    past_copy(&world->day, world->fresh.bring_back);
    world_ledger_cut(world, 0);
    world->receiver = receiver_new();
    world->plan =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_content);
    world->lives =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_life);
    world->trials =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_trial);
    world->dead = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    world->owners =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    world->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    world->story = g_string_new(NULL);
    world->fault = g_string_new(NULL);
    world->has_backup = world->stale = FALSE;
    world->names = 0;
}

void
world_end(World *world)
{
    g_rand_free(world->random);
    receiver_free(world->receiver);
    g_hash_table_destroy(world->plan);
    g_hash_table_destroy(world->lives);
    g_hash_table_destroy(world->trials);
    g_hash_table_destroy(world->dead);
    g_hash_table_destroy(world->owners);
    g_hash_table_destroy(world->asked);
    g_string_free(world->story, TRUE);
    g_string_free(world->fault, TRUE);
}
