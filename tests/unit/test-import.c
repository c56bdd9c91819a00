/*
 * test-import: files into the store, case by case.
 *
 * The cases stand in tests/cases/import/ *.txt.  Each starts from a store
 * that holds the example's event, sites, companies and politicians; lines:
 *
 *     case: what it shows
 *     bare                        start from an empty store
 *     edit: CODE|FIELD|VALUE      before the files, by hand
 *     answer: yes                 to every question (else nobody is asked)
 *     as: KIND
 *     file: NAME                  written with the "| " lines that follow
 *     use: PATH                   a file as it stands
 *     error: TEXT                 the import fails with this in its message
 *     report: TEXT                the report has this (as many as wanted)
 *     silent: TEXT                the report has it not
 *     holds: TEXT                 the store's dump has this afterwards
 *     lacks: TEXT                 the dump has it not
 *     same                        the dump is as before
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "planner/store/edit.h"
#include "planner/store/import.h"
#include "tests/unit/import-example.h"
#include "tests/unit/store-dump.h"

static const char CASES[] = "tests/cases/import";

typedef struct Case {
    char *title, *error, *as;
    gboolean bare, yes, same;
    GPtrArray *files; /* paths */
    GPtrArray *edits, *report, *silent, *holds, *lacks;
} Case;

/* ---- the cases ---------------------------------------------------------------- */

static Case *
case_new(const char *title)
{
    Case *one = g_new0(Case, 1);
    one->title = g_strdup(title);
    one->files = g_ptr_array_new_with_free_func(g_free);
    one->edits = g_ptr_array_new_with_free_func(g_free);
    one->report = g_ptr_array_new_with_free_func(g_free);
    one->silent = g_ptr_array_new_with_free_func(g_free);
    one->holds = g_ptr_array_new_with_free_func(g_free);
    one->lacks = g_ptr_array_new_with_free_func(g_free);
    return one;
}

static void
case_free(gpointer data)
{
    Case *one = data;
    g_free(one->title);
    g_free(one->error);
    g_free(one->as);
    g_ptr_array_unref(one->files);
    g_ptr_array_unref(one->edits);
    g_ptr_array_unref(one->report);
    g_ptr_array_unref(one->silent);
    g_ptr_array_unref(one->holds);
    g_ptr_array_unref(one->lacks);
    g_free(one);
}

/* The value of a line "NAME: value"; NULL: another line. */
static const char *
value_of(const char *line, const char *name)
{
    gsize length = strlen(name);
    return strncmp(line, name, length) == 0 ? line + length : NULL;
}

static void
read_line(Case *one, const char *line)
{
    const char *value = NULL;
    if ((value = value_of(line, "edit: ")) != NULL)
        g_ptr_array_add(one->edits, g_strdup(value));
    else if ((value = value_of(line, "use: ")) != NULL)
        g_ptr_array_add(one->files, g_strdup(value));
    else if ((value = value_of(line, "report: ")) != NULL)
        g_ptr_array_add(one->report, g_strdup(value));
    else if ((value = value_of(line, "silent: ")) != NULL)
        g_ptr_array_add(one->silent, g_strdup(value));
    else if ((value = value_of(line, "holds: ")) != NULL)
        g_ptr_array_add(one->holds, g_strdup(value));
    else if ((value = value_of(line, "lacks: ")) != NULL)
        g_ptr_array_add(one->lacks, g_strdup(value));
    else if ((value = value_of(line, "error: ")) != NULL)
        one->error = g_strdup(value);
    else if ((value = value_of(line, "as: ")) != NULL)
        one->as = g_strdup(value);
    else if (strcmp(line, "answer: yes") == 0)
        one->yes = TRUE;
    else if (strcmp(line, "bare") == 0)
        one->bare = TRUE;
    else if (strcmp(line, "same") == 0)
        one->same = TRUE;
    else
        g_error("not understood: %s", line);
}

static void
write_lines(const char *path, const GString *lines)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, lines->str, (gssize)lines->len, &error);
    g_assert_no_error(error);
}

/* Reads the cases of FILE; writes their files to FOLDER. */
static GPtrArray *
read_cases(const char *file, const char *folder)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) lines = g_string_new(NULL);
    GPtrArray *cases = g_ptr_array_new_with_free_func(case_free);
    Case *one = NULL;
    char *path = NULL; /* of the file being written; in ONE */
    g_file_get_contents(file, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) all = g_strsplit(text, "\n", -1);
    for (char **line = all; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "|")) {
            g_assert_nonnull(path);
            g_string_append_printf(lines, "%s\n",
                                   *line + ((*line)[1] == ' ' ? 2 : 1));
            continue;
        }
        if (path != NULL)
            write_lines(path, lines);
        path = NULL;
        g_string_truncate(lines, 0);
        if (**line == '\0' || **line == '#')
            continue;
        if (g_str_has_prefix(*line, "case: ")) {
            one = case_new(*line + strlen("case: "));
            g_ptr_array_add(cases, one);
        } else if (g_str_has_prefix(*line, "file: ")) {
            g_assert_nonnull(one);
            path = g_strdup_printf("%s/%u-%s", folder, cases->len,
                                   *line + strlen("file: "));
            g_ptr_array_add(one->files, path);
        } else {
            g_assert_nonnull(one);
            read_line(one, *line);
        }
    }
    return cases;
}

static void
edit_all(Store *store, const GPtrArray *edits)
{
    for (guint i = 0; i < edits->len; i++) {
        g_autoptr(GError) error = NULL;
        g_auto(GStrv) words = g_strsplit(g_ptr_array_index(edits, i), "|", 3);
        EditRequest request = { .event = 1,
                                .code = words[0],
                                .field = words[1],
                                .value = words[2],
                                .who = "test" };
        edit_set(store, &request, NULL, &error);
        g_assert_no_error(error);
    }
}

static void
expect_all(const char *title, const GPtrArray *wanted, const char *text,
           gboolean there)
{
    for (guint i = 0; i < wanted->len; i++) {
        const char *fragment = g_ptr_array_index(wanted, i);
        if ((strstr(text, fragment) != NULL) != there)
            g_error("%s: %s \"%s\" in:\n%s", title,
                    there ? "expected" : "did not expect", fragment, text);
    }
}

static void
run_case(const Case *one, const char *path)
{
    Clock clock = { .fixed_utc = 1652745600 };
    g_autoptr(Store) store = open_store(path, &clock);
    g_autoptr(GError) error = NULL;
    if (!one->bare)
        import_example(store);
    edit_all(store, one->edits);
    g_autofree char *before = store_dump(path);
    g_ptr_array_add(one->files, NULL);
    ImportRequest request = { .files = (const char *const *)one->files->pdata,
                              .as = one->as != NULL ? kind_by_name(one->as)
                                                    : KIND_NONE,
                              .who = "test",
                              .ask = one->yes ? say_yes : NULL };
    g_autoptr(ImportReport) report = import_files(store, &request, &error);
    g_autofree char *after = store_dump(path);
    if (one->error != NULL) {
        g_assert_null(report);
        g_assert_nonnull(error);
        if (strstr(error->message, one->error) == NULL)
            g_error("%s: %s", one->title, error->message);
        g_assert_cmpstr(before, ==, after);
        return;
    }
    if (error != NULL)
        g_error("%s: %s", one->title, error->message);
    g_autofree char *text = report_text(report);
    expect_all(one->title, one->report, text, TRUE);
    expect_all(one->title, one->silent, text, FALSE);
    expect_all(one->title, one->holds, after, TRUE);
    expect_all(one->title, one->lacks, after, FALSE);
    if (one->same)
        g_assert_cmpstr(before, ==, after);
}

static void
test_cases(gconstpointer data)
{
    g_autofree char *folder = folder_new();
    g_autoptr(GPtrArray) cases = read_cases(data, folder);
    g_assert_cmpuint(cases->len, >, 0);
    for (guint i = 0; i < cases->len; i++) {
        g_autofree char *path = g_strdup_printf("%s/%u.db", folder, i);
        run_case(g_ptr_array_index(cases, i), path);
    }
    folder_remove(folder);
}

/* ---- the example, whole ---------------------------------------------------------- */

/* Imports NAMES of the example into a fresh store and gives its dump. */
static char *
dump_of(const char *folder, const char *database, const char *const *names)
{
    g_autofree char *path = g_build_filename(folder, database, NULL);
    g_autoptr(Store) store = open_store(path, NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    for (; *names != NULL; names++)
        g_ptr_array_add(files, example(*names));
    g_ptr_array_add(files, NULL);
    g_autoptr(ImportReport) report =
        import_well(store, (const char *const *)files->pdata);
    g_assert_cmpuint(report->problems->len, ==, 0);
    g_assert_true(report->stored);
    return store_dump(path);
}

static void
test_forms(void)
{
    static const char *const text_files[] = {
        "companies.csv",   "sites.csv",  "officials.csv",
        "politicians.csv", "event.json", NULL
    };
    static const char *const book_files[] = { "foretagsbesok-2022.xlsx",
                                              "event.json", NULL };
    static const char *const xml_files[] = { "foretagsbesok-2022.xlsx",
                                             "event.xml", NULL };
    g_autofree char *folder = folder_new();
    g_autofree char *text = dump_of(folder, "text.db", text_files);
    g_autofree char *book = dump_of(folder, "book.db", book_files);
    g_autofree char *xml = dump_of(folder, "xml.db", xml_files);
    g_assert_cmpstr(text, ==, book);
    g_assert_cmpstr(text, ==, xml);
    g_assert_nonnull(strstr(text, "\"MKN\""));
    folder_remove(folder);
}

static int
journal_rows(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    sqlite3_open(path, &db);
    sqlite3_prepare_v2(db, "SELECT count(*) FROM journal", -1, &stmt, NULL);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    int count = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return count;
}

static void
test_again_and_undo(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_store(path, NULL);
    g_autofree char *empty = store_dump(path);
    import_example(store);
    g_autofree char *once = store_dump(path);
    import_example(store);
    g_autofree char *twice = store_dump(path);
    g_assert_cmpstr(once, ==, twice);
    g_assert_cmpint(journal_rows(path), ==, 1);
    g_autofree char *officials = example("officials.csv");
    const char *const files[] = { officials, NULL };
    g_autoptr(ImportReport) report = import_well(store, files);
    g_assert_nonnull(report);
    g_assert_cmpint(journal_rows(path), ==, 2);
    store_undo(store, "test", NULL, &error);
    g_assert_no_error(error);
    g_autofree char *undone = store_dump(path);
    g_assert_cmpstr(once, ==, undone);
    store_undo(store, "test", NULL, &error);
    g_assert_no_error(error);
    g_autofree char *all_undone = store_dump(path);
    g_assert_cmpstr(empty, ==, all_undone);
    folder_remove(folder);
}

/* ---- files that are no files ------------------------------------------------------ */

static void
expect_refused(Store *store, const char *path, const char *file,
               const char *fragment)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = store_dump(path);
    const char *const files[] = { file, NULL };
    g_autoptr(ImportReport) report = import(store, files, &error);
    g_assert_null(report);
    g_assert_nonnull(error);
    if (strstr(error->message, fragment) == NULL)
        g_error("%s: %s", file, error->message);
    g_autofree char *after = store_dump(path);
    g_assert_cmpstr(before, ==, after);
}

static void
test_no_files(void)
{
    enum { HUGE_BYTES = 200 << 20 };
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *huge = g_build_filename(folder, "huge.csv", NULL);
    g_autofree char *pipe = g_build_filename(folder, "pipe.csv", NULL);
    g_autofree char *braces = g_build_filename(folder, "huge.json", NULL);
    g_autoptr(Store) store = open_store(path, NULL);
    g_assert_true(g_file_set_contents(huge, "Namn;Ort\n", -1, NULL));
    g_assert_cmpint(truncate(huge, HUGE_BYTES), ==, 0);
    g_assert_true(g_file_set_contents(braces, "{", -1, NULL));
    g_assert_cmpint(truncate(braces, HUGE_BYTES), ==, 0);
    expect_refused(store, path, huge, "huge.csv");
    expect_refused(store, path, braces, "1 MiB");
    expect_refused(store, path, "saknas.csv", "saknas.csv");
    expect_refused(store, path, folder, "är en mapp");
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0); /* nobody writes to it */
    expect_refused(store, path, pipe, "är ingen vanlig fil");
    expect_refused(store, path, "tests/cases/cells/bomb.xlsx", "bomb.xlsx");
    expect_refused(store, path, "tests/cases/cells/garbage.csv", "garbage.csv");
    expect_refused(store, path, "tests/cases/cells/empty.csv", "empty.csv");
    expect_refused(store, path, "tests/cases/cells/external-entity.xlsx",
                   "external-entity.xlsx");
    folder_remove(folder);
}

/* ---- noise ---------------------------------------------------------------------------- */

/* Spoils TEXT here and there, always in the same way. */
static void
spoil(GString *text, GRand *random)
{
    static const char *const pieces[] = { "\"",  ";",    "[[[",
                                          "{",   "}",    "<x>",
                                          "&y;", "\xff", "|",
                                          "-1",  "null", "99999999999999999999",
                                          "\n" };
    for (int i = g_rand_int_range(random, 1, 8); i > 0; i--) {
        gssize at = g_rand_int_range(random, 0, (int)text->len);
        const char *piece =
            pieces[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(pieces))];
        if (g_rand_boolean(random))
            g_string_insert(text, at, piece);
        else
            g_string_erase(text, at, MIN(20, (gssize)text->len - at));
    }
}

/* Whatever a file says, it is stored, or refused with the store as it was. */
static void
import_noise(Store *store, const char *path, const char *file)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = store_dump(path);
    const char *const files[] = { file, NULL };
    g_autoptr(ImportReport) report = import(store, files, &error);
    g_assert_true((report == NULL) == (error != NULL));
    if (report != NULL)
        return;
    g_autofree char *after = store_dump(path);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    g_assert_null(strstr(error->message, "constraint"));
}

static void
test_noise(void)
{
    enum { ROUNDS = 40 };
    static const char *const names[] = { "event.json", "event.xml",
                                         "sites.csv" };
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *file = g_build_filename(folder, "noise", NULL);
    g_autoptr(GRand) random = g_rand_new_with_seed(2022);
    g_autoptr(Store) store = open_store(path, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
            g_autofree char *from = example(names[i]);
            char *bytes = NULL;
            g_assert_true(g_file_get_contents(from, &bytes, NULL, NULL));
            g_autoptr(GString) text = g_string_new(bytes);
            g_free(bytes);
            spoil(text, random);
            g_assert_true(
                g_file_set_contents(file, text->str, (gssize)text->len, NULL));
            import_noise(store, path, file);
        }
    }
    folder_remove(folder);
}

/* ---- the bad rows, handed back ------------------------------------------------------ */

/* Imports LIST, whose two bad rows go to REJECTS. */
static ImportReport *
import_and_reject(Store *store, const char *list, const char *rejects)
{
    g_autoptr(GError) error = NULL;
    const char *const files[] = { list, NULL };
    ImportRequest request = {
        .files = files, .as = KIND_NONE, .rejects = rejects, .who = "test"
    };
    ImportReport *report = import_files(store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->problems->len, ==, 2);
    return report;
}

static void
expect_rejects(const char *back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Book) book = cells_read(back, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(book_row_count(book, 0), ==, 3);
    g_assert_cmpstr(book_cell(book, 0, 0, 0).text, ==, "Företags-ID");
    g_assert_cmpstr(book_cell(book, 0, 1, 3).text, ==, "25:00-26:00");
    g_assert_nonnull(strstr(book_cell(book, 0, 1, 7).text, "Tider"));
    g_assert_cmpstr(book_cell(book, 0, 2, 0).text, ==, "F902");
    g_assert_cmpstr(book_cell(book, 0, 2, 5).text, ==, ""); /* protected */
}

static void
test_rejects(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *bad = g_build_filename(folder, "bad.csv", NULL);
    g_autofree char *back = g_build_filename(folder, "back.xlsx", NULL);
    g_autofree char *more = g_build_filename(folder, "more.xlsx", NULL);
    g_autoptr(Store) store = open_store(path, NULL);
    import_example(store);
    g_assert_true(g_file_set_contents(
        bad,
        "Företags-ID;Företag;Plats-ID;Tider;Besökstid (min);E-post;"
        "Skyddade uppgifter\n"
        "F900;Bra AB;PL01;08:30-10:00;45;a@b.example;nej\n"
        "F901;Fel AB;PL01;25:00-26:00;45;a@b.example;nej\n"
        "F902;Hemlig AB;PL99;08:30-10:00;45;hemlig@b.example;ja\n",
        -1, NULL));
    g_autoptr(ImportReport) first = import_and_reject(store, bad, back);
    g_assert_nonnull(first);
    expect_rejects(back);
    /* It can be read in as it is: the same rows come back. */
    g_autoptr(ImportReport) second = import_and_reject(store, back, more);
    g_assert_cmpuint(second->remarks->len, ==, 0);
    expect_rejects(more);
    folder_remove(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GDir) dir = g_dir_open(CASES, 0, NULL);
    const char *name = NULL;
    g_assert_nonnull(dir);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir)) != NULL) {
        char *path = g_build_filename(CASES, name, NULL);
        g_autofree char *test = g_strdup_printf("/import/%s", name);
        g_ptr_array_add(paths, path);
        g_test_add_data_func(test, path, test_cases);
    }
    g_test_add_func("/import/forms", test_forms);
    g_test_add_func("/import/again-and-undo", test_again_and_undo);
    g_test_add_func("/import/no-files", test_no_files);
    g_test_add_func("/import/noise", test_noise);
    g_test_add_func("/import/rejects", test_rejects);
    return g_test_run();
}
