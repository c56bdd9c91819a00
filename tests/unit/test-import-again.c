/*
 * test-import-again: what an import meets that was there before it: a plan,
 * the other row of one person, what was set by hand.
 */
#include "planner/store/set.h"
#include "tests/unit/import-example.h"
#include "tests/unit/store-dump.h"

/* ---- what a plan builds on ------------------------------------------------------------ */

static void
plan_visit(const char *path)
{
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_exec(db,
                     "INSERT INTO plan (id, event, version, made_utc, seed, "
                     "steps, hard, soft_milli) VALUES (1, 1, 1, 0, 1, 0, 0, 0);"
                     "INSERT INTO plan_group (plan, number) VALUES (1, 1);"
                     "INSERT INTO visit VALUES (1, 1, 1, 510, 555);"
                     "INSERT INTO seat (plan, participant, part, group_number)"
                     " VALUES (1, 1, 'am', 1);",
                     NULL, NULL, NULL),
        ==, SQLITE_OK);
    sqlite3_close(db);
}

/* F001 and P001 are in a plan: gone from the files, they are called off. */
static void
test_called_off(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *companies = g_build_filename(folder, "c.csv", NULL);
    g_autofree char *people = g_build_filename(folder, "p.csv", NULL);
    g_autoptr(Store) store = open_store(path, NULL);
    g_autoptr(GError) error = NULL;
    import_example(store);
    plan_visit(path);
    g_assert_true(g_file_set_contents(
        companies,
        "Företags-ID;Företag;Plats-ID;Tider;Besökstid (min)\n"
        "F900;Bra AB;PL01;08:30-10:00;45\n",
        -1, NULL));
    g_assert_true(g_file_set_contents(people,
                                      "ID;Efternamn;Förnamn;Parti;Organ\n"
                                      "P900;Ek;Nils;M;Kommunstyrelsen\n",
                                      -1, NULL));
    const char *const files[] = { companies, people, NULL };
    ImportRequest request = {
        .files = files, .as = KIND_NONE, .who = "test", .ask = say_yes
    };
    g_autoptr(ImportReport) report = import_files(store, &request, &error);
    g_assert_no_error(error);
    g_autofree char *text = report_text(report);
    g_assert_nonnull(strstr(text, "F001 är avbokad men kvar"));
    g_assert_nonnull(strstr(text, "P001 är avbokad men kvar"));
    g_assert_nonnull(strstr(text, "F002 är borttagen"));
    g_autofree char *after = store_dump(path);
    g_assert_nonnull(strstr(after, "status=avbokad"));
    g_assert_nonnull(strstr(after, "attendance=avbokad"));
    folder_remove(folder);
}

/* ---- two rows of one person ------------------------------------------------------------ */

/* What came of both rows the first time comes of them every time. */
static void
test_rows_again(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *people = g_build_filename(folder, "p.csv", NULL);
    g_autoptr(Store) store = open_store(path, NULL);
    import_example(store);
    g_assert_true(g_file_set_contents(
        people,
        "ID;Efternamn;Förnamn;Parti;Organ;Uppdrag;E-post;Behov;Språk;"
        "Tillgänglig;Skyddade uppgifter\n"
        "P901;Berg;Anna;M;Kommunstyrelsen;Ledamot;anna@x.example;;sv;"
        "08:00-17:00;\n"
        "P902;Berg;Anna;M;Byggnadsnämnden;Ersättare;anna@x.example;rullstol;"
        "en;08:00-12:00;ja\n",
        -1, NULL));
    const char *const files[] = { people, NULL };
    g_autoptr(ImportReport) first = import_well(store, files);
    g_autofree char *once = store_dump(path);
    g_autoptr(ImportReport) second = import_well(store, files);
    g_autofree char *twice = store_dump(path);
    g_assert_cmpuint(first->doubles->len, >, 0);
    g_assert_cmpuint(second->changes->len, ==, 0);
    g_assert_cmpstr(once, ==, twice);
    g_assert_nonnull(strstr(once, "needs=[\"rullstol\"]"));
    folder_remove(folder);
}

/* ---- what is set by hand ------------------------------------------------------------ */

static void
set_well(Store *store, const char *key, const char *value)
{
    g_autoptr(GError) error = NULL;
    const SetRow *row = set_find(key, &error);
    g_assert_no_error(error);
    g_assert_true(set_value(store, 1, row, value, "test", &error));
    g_assert_no_error(error);
}

/* The event's own file, read once more, takes nothing of it away. */
static void
test_set_stays(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "a.db", NULL);
    g_autofree char *event = example("event.json");
    g_autoptr(Store) store = open_store(path, NULL);
    import_example(store);
    set_well(store, "arrangör", "Stadens näringsliv");
    set_well(store, "avsändare.namn", "Besöksdagen");
    set_well(store, "avsändare.e-post", "dagen@stad.example");
    set_well(store, "avsändare.telefon", "031-390 06 77");
    set_well(store, "jourtelefon", "031-390 06 78");
    set_well(store, "förstörs-efter", "2022-06-01");
    set_well(store, "värdnamn", "antal");
    set_well(store, "accent", "#112233");
    set_well(store, "frö", "77");
    g_autofree char *before = store_dump(path);
    const char *const files[] = { event, NULL };
    g_autoptr(ImportReport) report = import_well(store, files);
    g_autofree char *after = store_dump(path);
    g_assert_cmpstr(before, ==, after);
    g_autofree char *text = report_text(report);
    g_test_message("%s", text);
    g_assert_cmpuint(report->kept->len, ==, 7); /* two stand in no file */
    g_assert_nonnull(strstr(text, "är ändrat för hand och behålls"));
    folder_remove(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/import/called-off", test_called_off);
    g_test_add_func("/import/rows-again", test_rows_again);
    g_test_add_func("/import/set-stays", test_set_stays);
    return g_test_run();
}
