/* Locks: how statements are read, which of them can stand together on the
 * shipped example, and that importing, undoing and planning keep them. */
#include <glib/gstdio.h>
#include <string.h>

#include "planner/plan/load.h"
#include "planner/plan/lock-words.h"
#include "planner/plan/lock.h"
#include "planner/store/edit.h"
#include "planner/store/import.h"

#define EXAMPLE "docs/examples/foretagsbesok-2022/"
#define CASES   "tests/cases/lock/"

static const char *const FILES[] = {
    EXAMPLE "event.json",
    EXAMPLE "sites.csv",
    EXAMPLE "companies.csv",
    EXAMPLE "politicians.csv",
    EXAMPLE "officials.csv",
    EXAMPLE "restider.csv",
    NULL,
};

enum { EVENT = 1 };

typedef struct Fixture {
    char *folder;
    Store *store;
} Fixture;

static void
import_all(Store *store)
{
    g_autoptr(GError) error = NULL;
    ImportRequest request = { .files = FILES, .as = KIND_NONE, .who = "test" };
    g_autoptr(ImportReport) report = import_files(store, &request, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    fixture->folder = g_dir_make_tmp("hundra-lock-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(fixture->folder, "day.db", NULL);
    fixture->store = store_open(path, STORE_CREATE, NULL, &error);
    g_assert_no_error(error);
    import_all(fixture->store);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    store_close(fixture->store);
    g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL;
         name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
}

/* The lines of a case file but for comments and empty ones; the caller owns
 * them. */
static char **
lines_of(const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    for (char **line = all; *line != NULL; line++)
        if (**line != '#' && **line != '\0')
            g_ptr_array_add(lines, g_strdup(*line));
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_steal(lines, NULL);
}

/* ---- words ------------------------------------------------------------------ */

static void
test_words(void)
{
    g_auto(GStrv) lines = lines_of(CASES "words.txt");
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) parts = g_strsplit(*line, "|", 2);
        g_autoptr(GPtrArray) readings = lock_words_read(parts[0]);
        g_autoptr(GString) got = g_string_new(NULL);
        for (guint i = 0; i < readings->len; i++) {
            g_autofree char *stored =
                lock_words_stored(g_ptr_array_index(readings, i));
            if (strcmp(got->str, stored) != 0)
                g_string_append_printf(got, "%s%s", i > 0 ? ";" : "", stored);
        }
        if (readings->len == 0)
            g_string_append_c(got, '-');
        g_test_message("%s", *line);
        g_assert_cmpstr(got->str, ==, g_strstrip(parts[1]));
    }
}

/* What is stored is read again as the same, and so is what is said. */
static void
test_words_again(void)
{
    g_auto(GStrv) lines = lines_of(CASES "words.txt");
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) parts = g_strsplit(*line, "|", 2);
        g_autoptr(GPtrArray) readings = lock_words_read(parts[0]);
        if (readings->len == 0)
            continue;
        const LockWords *words = g_ptr_array_index(readings, 0);
        if (strchr(words->subject, ' ') != NULL)
            continue; /* a name; what is stored has codes */
        g_autofree char *one = lock_words_stored(words);
        g_autofree char *other = lock_words_said(words);
        const char *texts[] = { one, other };
        for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
            g_autoptr(GPtrArray) again = lock_words_read(texts[i]);
            g_assert_cmpuint(again->len, >=, 1);
            g_autofree char *stored =
                lock_words_stored(g_ptr_array_index(again, 0));
            g_test_message("%s", texts[i]);
            g_assert_cmpstr(stored, ==, texts[0]);
        }
    }
}

/* ---- the example's day ---------------------------------------------------------- */

static gboolean
add(Store *store, const char *statement, GError **error)
{
    LockRequest request = {
        .event = EVENT, .statement = statement, .why = "ett skäl", .who = "test"
    };
    g_autofree char *what = NULL;
    return lock_add(store, &request, &what, error);
}

static gint64
stored(Store *store, const char *statement)
{
    g_autoptr(GError) error = NULL;
    gint64 id = store_number(store, &error, 0, "lock_find",
                             "event:i statement:s", (gint64)EVENT, statement);
    g_assert_no_error(error);
    return id;
}

static void
reset(Store *store)
{
    for (;;) {
        g_autoptr(GError) error = NULL;
        gint64 id = store_number(store, &error, 0, "lock_all", "event:i",
                                 (gint64)EVENT);
        g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
        g_assert_no_error(error);
        if (id == 0)
            return;
        lock_drop(store, EVENT, number, "test", NULL, &error);
        g_assert_no_error(error);
    }
}

static void
expect_refused(Store *store, char **parts, const char *line)
{
    g_autoptr(GError) error = NULL;
    int code = g_str_equal(g_strstrip(parts[0] + 1), "input")
                   ? HUNDRA_ERROR_INPUT
                   : HUNDRA_ERROR_REFUSED;
    g_test_message("%s", line);
    g_assert_false(add(store, g_strstrip(parts[1]), &error));
    g_test_message("  %s", error->message);
    g_assert_true(g_error_matches(error, HUNDRA_ERROR, code));
    g_assert_nonnull(strstr(error->message, g_strstrip(parts[2])));
    g_assert_null(strchr(error->message, '\n'));
}

static void
expect_kept(Store *store, char **parts, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_test_message("%s", line);
    add(store, g_strstrip(parts[0] + 1), &error);
    g_assert_no_error(error);
    g_assert_cmpint(stored(store, g_strstrip(parts[1])), !=, 0);
}

static void
test_day(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_auto(GStrv) lines = lines_of(CASES "day.txt");
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) parts = g_strsplit(*line, "|", 3);
        if (g_str_equal(*line, "reset"))
            reset(fixture->store);
        else if (**line == '!')
            expect_refused(fixture->store, parts, *line);
        else
            expect_kept(fixture->store, parts, *line);
    }
}

/* ---- how long they last -------------------------------------------------------------- */

static void
edit(Store *store, const char *code, const char *field, const char *value)
{
    g_autoptr(GError) error = NULL;
    EditRequest request = { .event = EVENT,
                            .code = code,
                            .field = field,
                            .value = value,
                            .who = "test" };
    edit_set(store, &request, NULL, &error);
    g_assert_no_error(error);
}

static int
count_loaded(Store *store)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Day) day = day_load(store, EVENT, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(day->locks->len, ==, (guint)day->problem->lock_count);
    return day->problem->lock_count;
}

static void
undo(Store *store, char **what)
{
    g_autoptr(GError) error = NULL;
    g_clear_pointer(what, g_free);
    store_undo(store, "test", what, &error);
    g_assert_no_error(error);
}

static void
add_two(Store *store)
{
    g_autoptr(GError) error = NULL;
    add(store, "P060 i grupp 4", &error);
    g_assert_no_error(error);
    add(store, "P060 isär P008", &error);
    g_assert_no_error(error);
    g_assert_cmpint(count_loaded(store), ==, 2);
}

/* A lock rests while its person is away, and outlives imports. */
static void
test_rest(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Store *store = fixture->store;
    g_autoptr(GError) error = NULL;
    add_two(store);
    import_all(store);
    g_assert_cmpint(count_loaded(store), ==, 2);
    edit(store, "P060", "Närvaro", "avbokad");
    g_assert_cmpint(count_loaded(store), ==, 0);
    g_autofree char *list = lock_list(store, EVENT, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(list, "\"state\":\"rests\""));
    edit(store, "P060", "Närvaro", "anmäld"); /* edited a second time */
    g_assert_cmpint(count_loaded(store), ==, 2);
    /* in other hours she sits where she can */
    edit(store, "P060", "Tillgänglig", "08:00-12:15");
    g_autoptr(Day) day = day_load(store, EVENT, &error);
    g_assert_no_error(error);
    g_assert_cmpint(day->problem->locks[0].halves, ==, 1 << HALF_AM);
}

static void
test_undo(Fixture *fixture, gconstpointer data)
{
    (void)data;
    Store *store = fixture->store;
    g_autofree char *what = NULL;
    add_two(store);
    undo(store, &what);
    g_assert_cmpstr(what, ==, "lock: P008 isär från P060");
    g_assert_cmpint(count_loaded(store), ==, 1);
    reset(store);
    undo(store, &what);
    g_assert_cmpstr(what, ==, "unlock: P060 i grupp 4");
    g_assert_cmpint(count_loaded(store), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lock/words", test_words);
    g_test_add_func("/lock/words-again", test_words_again);
    g_test_add("/lock/day", Fixture, NULL, set_up, test_day, tear_down);
    g_test_add("/lock/rest", Fixture, NULL, set_up, test_rest, tear_down);
    g_test_add("/lock/undo", Fixture, NULL, set_up, test_undo, tear_down);
    return g_test_run();
}
