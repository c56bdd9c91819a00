#include "tests/fuzz/fuzz.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "planner/plan/check.h"
#include "planner/plan/load.h"
#include "planner/store/import.h"
#include "planner/store/inside.h"

#define DAY "tests/cases/deliver/day.sql"

/* A body with its office: without any, each import would bring the list
 * that ships. */
static const char BODIES[] =
    "INSERT INTO organisation (id, kind, code, name)"
    " VALUES (1, 'nämnd', 'BN', 'Byggnadsnämnden');"
    "INSERT INTO office VALUES (1, 'Stadsbyggnadskontoret')";

void
fuzz_start(void)
{
    static const char *const domains[] = { "GLib", "GLib-GObject", "GLib-GIO",
                                           "Json", "gmime" };
    for (guint i = 0; i < G_N_ELEMENTS(domains); i++)
        g_log_set_fatal_mask(domains[i], G_LOG_LEVEL_CRITICAL |
                                             G_LOG_LEVEL_WARNING |
                                             G_LOG_FATAL_MASK);
}

char *
fuzz_text(const guint8 *data, gsize size)
{
    char *text = g_malloc(size + 1);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void
fuzz_split(const guint8 *data, gsize size, const char *mark, char **pieces,
           guint count)
{
    g_autofree char *text = fuzz_text(data, size);
    g_autofree char *line = g_strconcat("\n", mark, "\n", NULL);
    g_auto(GStrv) found = g_strsplit(text, line, (int)count);
    for (guint i = 0; i < count && found[i] != NULL; i++)
        pieces[i] = g_strdup(found[i]);
}

void
fuzz_expect_line(const char *text)
{
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_null(strpbrk(text, "\r\n"));
}

/* Opened files live on without their names: nothing is left behind, however
 * the program ends. */
static void
unlink_all(const char *folder, const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm" };
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *name = g_strconcat(path, endings[i], NULL);
        g_unlink(name);
    }
    g_rmdir(folder);
}

static void
run_sql(Store *store, const char *sql)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    g_assert_cmpint(rc, ==, SQLITE_OK);
}

Store *
fuzz_store(void)
{
    static const Clock clock = { .fixed_utc = 1652191500 }; /* 10 May 2022 */
    g_autoptr(GError) error = NULL;
    g_autofree char *sql = NULL;
    g_autofree char *folder = g_dir_make_tmp("hundra-fuzz-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(folder, "hundra.db", NULL);
    Store *store = store_open(path, STORE_CREATE, &clock, &error);
    g_assert_no_error(error);
    g_file_get_contents(DAY, &sql, NULL, &error);
    g_assert_no_error(error);
    run_sql(store, sql);
    run_sql(store, BODIES);
    unlink_all(folder, path);
    return store;
}

/* What import lets in, check and plan must be able to read. */
static void
read_event(Store *store, const char *code)
{
    g_autoptr(GError) error = NULL;
    gint64 event =
        store_number(store, &error, 0, "event_by_code", "code:s", code);
    g_assert_no_error(error);
    g_autoptr(GPtrArray) findings = check_event(store, event, &error);
    g_assert_true((findings == NULL) == (error != NULL));
    g_clear_error(&error);
    g_autoptr(Day) day = day_load(store, event, &error);
    g_assert_true((day == NULL) == (error != NULL));
}

static gboolean
answer(ImportAsk ask, const char *question, const ImportReport *report,
       void *store)
{
    g_assert_true(g_utf8_validate(question, -1, NULL));
    if (ask == IMPORT_ASK_STORE && report->event != NULL)
        read_event(store, report->event);
    return ask != IMPORT_ASK_STORE;
}

static void
look_at(const ImportReport *report)
{
    g_autofree char *json = import_report_json(report);
    g_autofree char *sentence = import_report_sentence(report);
    g_assert_true(g_utf8_validate(json, -1, NULL));
    g_assert_true(g_utf8_validate(sentence, -1, NULL));
    g_assert_false(report->stored);
    for (guint i = 0; i < report->problems->len; i++) {
        g_autofree char *text =
            import_problem_text(g_ptr_array_index(report->problems, i));
        g_assert_true(g_utf8_validate(text, -1, NULL));
    }
}

/* Made once: every import is undone. */
static Store *
shared_store(void)
{
    static gsize store = 0;
    if (g_once_init_enter(&store))
        g_once_init_leave(&store, (gsize)fuzz_store());
    return (Store *)store;
}

void
fuzz_import(const guint8 *data, gsize size)
{
    Store *store = shared_store();
    int file = memfd_create("hundra", MFD_CLOEXEC);
    g_assert_cmpint(file, >=, 0);
    g_assert_cmpint(write(file, data, size), ==, (gssize)size);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", file);
    const char *const files[] = { path, NULL };
    ImportRequest request = { .files = files,
                              .as = KIND_NONE,
                              .who = "fuzz",
                              .ask = answer,
                              .user = store };
    g_autoptr(GError) error = NULL;
    g_autoptr(ImportReport) report = import_files(store, &request, &error);
    g_assert_true((report == NULL) == (error != NULL));
    if (report != NULL)
        look_at(report);
    else
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    close(file);
}
