#include "tests/fuzz/store-walk.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "planner/cli/show.h"
#include "planner/deliver/calendar.h"
#include "planner/deliver/publish.h"
#include "planner/plan/check.h"
#include "planner/plan/diff.h"
#include "planner/plan/load.h"
#include "planner/plan/plan.h"
#include "planner/store/export.h"
#include "planner/store/inside.h"
#include "tests/fuzz/fuzz.h"

enum { ROWS_MAX = 1000 };

static GBytes *
make_image(void)
{
    g_autoptr(Store) store = fuzz_store();
    sqlite3_int64 size = 0;
    unsigned char *image = sqlite3_serialize(store->db, "main", &size, 0);
    g_assert_nonnull(image);
    /* A database in memory cannot have the write-ahead log that a file has
     * (SQLite's file format, 1.3.3). */
    image[18] = image[19] = 1;
    GBytes *bytes = g_bytes_new(image, (gsize)size);
    sqlite3_free(image);
    return bytes;
}

GBytes *
store_image(void)
{
    static gsize image = 0; /* made once: it takes a while */
    if (g_once_init_enter(&image))
        g_once_init_leave(&image, (gsize)make_image());
    return (GBytes *)image;
}

/* Words by the names of parameters; all others are ids and numbers. */
static void
bind_plausible(sqlite3_stmt *stmt)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
        const char *name = sqlite3_bind_parameter_name(stmt, i);
        if (g_strcmp0(name, ":code") == 0)
            sqlite3_bind_text(stmt, i, "P001", -1, SQLITE_STATIC);
        else
            sqlite3_bind_int64(stmt, i, 1);
    }
}

static void
read_statements(Store *store)
{
    g_auto(GStrv) names = store_statement_names(store);
    for (char **name = names; *name != NULL; name++) {
        sqlite3_stmt *stmt = store_statement(store, *name, NULL);
        if (stmt == NULL || !sqlite3_stmt_readonly(stmt))
            continue;
        bind_plausible(stmt);
        for (int row = 0; row < ROWS_MAX && sqlite3_step(stmt) == SQLITE_ROW;
             row++)
            for (int i = 0; i < sqlite3_column_count(stmt); i++)
                sqlite3_column_text(stmt, i);
        sqlite3_reset(stmt);
    }
}

static void
read_plan(Store *store)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Day) day = day_load(store, 1, &error);
    g_assert_true((day == NULL) == (error != NULL));
    g_clear_error(&error);
    if (day != NULL) {
        g_autoptr(Solution) solution = day_load_plan(store, day, 1, &error);
        g_assert_true((solution == NULL) == (error != NULL));
        g_clear_error(&error);
    }
    g_autofree char *report = NULL;
    gboolean fine = plan_verify(store, 1, 0, &report, &error);
    g_assert_true(fine == (error == NULL));
}

static void
read_findings(Store *store)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = check_event(store, 1, &error);
    g_assert_true((findings == NULL) == (error != NULL));
    if (findings != NULL)
        g_free(findings_json(findings));
}

/* TEXT, which may be NULL, is a view's; ends as what show makes of it. */
static void
render(char *text, const TableSection *sections)
{
    static const TableStyle plain = { .width = 80 };
    g_autofree char *view = text;
    g_autoptr(JsonNode) data =
        view != NULL ? json_from_string(view, NULL) : NULL;
    if (data != NULL)
        g_free(table_render(sections, data, &plain));
}

static void
show_all(Store *store)
{
    guint count = 0;
    const ShowRow *rows = show_rows(&count);
    const gint64 one = 1;
    for (guint i = 0; i < count; i++) {
        const ShowRow *row = &rows[i];
        char *text = NULL;
        switch (row->kind) {
        case SHOW_ALL: text = store_view(store, NULL, row->view, ""); break;
        case SHOW_EVENT:
            text = store_view(store, NULL, row->view, "event:i", one);
            break;
        case SHOW_PLAN:
            text = store_view(store, NULL, row->view, "event:i version:i", one,
                              one);
            break;
        case SHOW_ONE:
            text =
                store_view(store, NULL, row->view, "event:i version:i code:s",
                           one, one, i % 2 == 0 ? "P001" : "F001");
            break;
        case SHOW_GROUP:
            text = store_view(store, NULL, row->view,
                              "event:i version:i number:i", one, one, one);
            break;
        }
        render(text, row->sections);
    }
    g_autofree char *diff = diff_json(store, 1, 1, 1, NULL);
    if (diff != NULL)
        g_free(diff_text(diff, NULL));
}

/* Publishes what there is, and once more over the facts that came of it. */
static void
publish(Store *store)
{
    for (int i = 0; i < 2; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GRand) rand = g_rand_new_with_seed(1);
        PublishRequest request = { .event = 1, .who = "fuzz", .seeded = rand };
        g_autoptr(PublishReport) report =
            deliver_publish(store, &request, &error);
        g_assert_true((report == NULL) == (error != NULL));
    }
}

/* Not the sheets: fontconfig takes its time, and memory that it does not give
 * back.  tests/hostile prints. */
static void
write_files(Store *store, const char *folder)
{
    g_autofree char *book = g_build_filename(folder, "a.xlsx", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(CalendarReport) days =
        deliver_calendar(store, 1, 0, folder, &error);
    g_assert_true((days == NULL) == (error != NULL));
    g_clear_error(&error);
    gboolean exported = export_file(store, 1, book, &error);
    g_assert_true(exported == (error == NULL));
}

static void
remove_all(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

void
store_walk(const guint8 *image, gsize size)
{
    static const Clock clock = { .fixed_utc = 1652191500 }; /* 10 May 2022 */
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("hundra-fuzz-XXXXXX", &error);
    g_assert_no_error(error);
    /* A list that holds something else than its schema says reads as zeros
     * and nothings: json-glib says so, and that is answer enough. */
    g_log_set_fatal_mask("Json", G_LOG_FATAL_MASK);
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_file_set_contents(path, (const char *)image, (gssize)size, &error);
    g_assert_no_error(error);
    g_autoptr(Store) store = store_open(path, STORE_MUST_EXIST, &clock, &error);
    g_assert_true((store == NULL) == (error != NULL));
    if (store != NULL) {
        read_statements(store);
        read_findings(store);
        read_plan(store);
        show_all(store);
        write_files(store, folder);
        publish(store);
    }
    g_clear_pointer(&store, store_close);
    remove_all(folder);
}
