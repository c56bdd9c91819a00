/* Planning the shipped example through the store: read, solve, keep, recount,
 * check, take back. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "planner/plan/check.h"
#include "planner/plan/load.h"
#include "planner/plan/plan.h"
#include "planner/plan/travel.h"
#include "planner/store/import.h"

#define EXAMPLE "docs/examples/foretagsbesok-2022/"

static const char *const FILES[] = {
    EXAMPLE "event.json",
    EXAMPLE "sites.csv",
    EXAMPLE "companies.csv",
    EXAMPLE "politicians.csv",
    EXAMPLE "officials.csv",
    EXAMPLE "restider.csv",
    NULL,
};

enum { STEPS = 60000, EVENT = 1 };

typedef struct Fixture {
    char *folder;
    Store *store;
} Fixture;

static void
import_all(Store *store, const char *const *files)
{
    g_autoptr(GError) error = NULL;
    ImportRequest request = { .files = files, .as = KIND_NONE, .who = "test" };
    g_autoptr(ImportReport) report = import_files(store, &request, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    g_assert_cmpuint(report->problems->len, ==, 0);
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    fixture->folder = g_dir_make_tmp("hundra-plan-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *path = g_build_filename(fixture->folder, "day.db", NULL);
    fixture->store = store_open(path, STORE_CREATE, NULL, &error);
    g_assert_no_error(error);
    import_all(fixture->store, FILES);
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

static PlanOutcome
make(Store *store, gint64 seed)
{
    g_autoptr(GError) error = NULL;
    PlanOutcome outcome = { 0 };
    PlanRequest request = {
        .event = EVENT, .seed = seed, .steps = STEPS, .who = "test"
    };
    gboolean ok = plan_make(store, &request, &outcome, &error);
    g_assert_no_error(error);
    g_assert_true(ok);
    return outcome;
}

static char *
groups_of(Store *store, int version)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        store_view(store, &error, "plan", "event:i version:i", (gint64)EVENT,
                   (gint64)version);
    g_assert_no_error(error);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    JsonObject *plan = json_node_get_object(json_parser_get_root(parser));
    g_assert_cmpint(json_object_get_int_member(plan, "hard"), ==, 0);
    return json_to_string(json_object_get_member(plan, "groups"), FALSE);
}

static void
test_make(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    PlanOutcome one = make(fixture->store, 7), two = make(fixture->store, 7);
    g_assert_cmpint(one.version, ==, 1);
    g_assert_cmpint(two.version, ==, 2);
    g_assert_cmpint(one.visits, >=, 100);
    g_assert_cmpint(one.groups, >=, 25);
    g_assert_cmpint(one.groups, <=, 30);
    g_autofree char *first = groups_of(fixture->store, 1);
    g_autofree char *again = groups_of(fixture->store, 2);
    g_assert_cmpstr(first, ==, again);
    PlanOutcome other = make(fixture->store, 8);
    g_autofree char *third = groups_of(fixture->store, other.version);
    g_assert_cmpstr(first, !=, third);
    g_autofree char *report = NULL;
    gboolean agrees = plan_verify(fixture->store, EVENT, 1, &report, &error);
    g_assert_no_error(error);
    g_assert_true(agrees);
}

static gint64
count(Store *store, const char *name, gint64 plan)
{
    g_autoptr(GError) error = NULL;
    gint64 rows = 0;
    g_autoptr(StoreRows) reader =
        store_query(store, &error, name, "plan:i", plan);
    g_assert_no_error(error);
    while (store_rows_next(reader, &error))
        rows++;
    g_assert_no_error(error);
    return rows;
}

static void
test_undo(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *what = NULL;
    make(fixture->store, 7);
    g_assert_cmpint(count(fixture->store, "plan_visits", 1), >=, 100);
    g_assert_true(store_undo(fixture->store, "test", &what, &error));
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(what, "plan"));
    g_assert_cmpint(count(fixture->store, "plan_visits", 1), ==, 0);
    g_assert_cmpint(count(fixture->store, "plan_seats", 1), ==, 0);
    g_assert_false(plan_verify(fixture->store, EVENT, 0, NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
}

/* Every company left out and every person who could have come has a reason. */
static void
test_unplaced(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    PlanOutcome outcome = make(fixture->store, 7);
    g_autofree char *text =
        store_view(fixture->store, &error, "plan", "event:i version:i",
                   (gint64)EVENT, (gint64)0);
    g_assert_no_error(error);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    JsonObject *unplaced = json_object_get_object_member(
        json_node_get_object(json_parser_get_root(parser)), "unplaced");
    JsonArray *companies = json_object_get_array_member(unplaced, "companies");
    g_assert_cmpint(json_array_get_length(companies), ==, 140 - outcome.visits);
    for (guint i = 0; i < json_array_get_length(companies); i++) {
        const char *reason = json_object_get_string_member(
            json_array_get_object_element(companies, i), "reason");
        g_assert_cmpuint(strlen(reason), >, 10);
    }
}

/* An event that cannot be: nothing is stored, and the words say why. */
static void
test_impossible(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(EXAMPLE "event.json", &text, NULL, NULL));
    GString *changed = g_string_new(text);
    g_string_replace(changed, "\"grupper_min\": 25", "\"grupper_min\": 40", 1);
    g_string_replace(changed, "\"grupper_max\": 30", "\"grupper_max\": 40", 1);
    g_autofree char *path =
        g_build_filename(fixture->folder, "event.json", NULL);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    g_string_free(changed, TRUE);
    const char *files[] = { path, NULL };
    import_all(fixture->store, files);
    PlanOutcome outcome = { 0 };
    PlanRequest request = { .event = EVENT, .steps = 20000, .who = "test" };
    g_assert_false(plan_make(fixture->store, &request, &outcome, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_NO_PLAN);
    g_assert_nonnull(strstr(error->message,
                            "40 grupper behöver 80 tjänstepersoner på "
                            "eftermiddagen, 58 kan; högst 29 grupper på "
                            "eftermiddagen"));
    g_clear_error(&error);
    g_assert_false(plan_verify(fixture->store, EVENT, 0, NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
}

/* ---- check ------------------------------------------------------------------- */

static const Finding *
find(const GPtrArray *findings, const char *about, const char *part)
{
    for (guint i = 0; i < findings->len; i++) {
        const Finding *finding = g_ptr_array_index(findings, i);
        if (strcmp(finding->about, about) == 0 &&
            strstr(finding->text, part) != NULL)
            return finding;
    }
    return NULL;
}

static void
test_check(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = check_event(fixture->store, EVENT, &error);
    g_assert_no_error(error);
    const Finding *duty = find(findings, "P008", "har tjänsteplikt 15:30");
    g_assert_nonnull(duty);
    g_assert_cmpint(duty->level, ==, FINDING_WARNS);
    g_assert_cmpstr(duty->advice, ==,
                    "hundra edit P008 Tillgänglig \"08:00-15:30\"");
    const Finding *lift = find(findings, "F017", "ingen hiss");
    g_assert_nonnull(lift);
    g_assert_cmpstr(lift->advice, ==, "hundra edit F017 Rullstol nej");
    g_assert_nonnull(find(findings, "F024", "vd kan bara till kl. 15"));
    g_assert_nonnull(find(findings, "P012", "direkt till första besöket"));
    g_assert_null(find(findings, "F014", "hiss finns"));
    g_assert_nonnull(find(findings, "",
                          "30 grupper behöver 60 tjänstepersoner på "
                          "eftermiddagen, 58 kan; högst 29 grupper på "
                          "eftermiddagen"));
    for (guint i = 0; i < findings->len; i++)
        g_assert_cmpint(
            ((const Finding *)g_ptr_array_index(findings, i))->level, !=,
            FINDING_STOPS);
}

/* ---- travel ------------------------------------------------------------------- */

static TravelModel *
shipped_model(gboolean crossings)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = NULL;
    g_file_get_contents("planner/store/defaults/restidsmodell.json", &json,
                        NULL, &error);
    g_assert_no_error(error);
    TravelModel *model = travel_model_new(json, crossings, &error);
    g_assert_no_error(error);
    return model;
}

static void
test_travel(void)
{
    g_autofree char *text = NULL;
    g_autoptr(TravelModel) dry = shipped_model(FALSE);
    g_autoptr(TravelModel) river = shipped_model(TRUE);
    int cases = 0;
    g_assert_true(
        g_file_get_contents("tests/cases/travel.txt", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        g_auto(GStrv) words = g_strsplit_set(*line, " ", -1);
        g_autoptr(GPtrArray) cells = g_ptr_array_new();
        for (char **word = words; *word != NULL; word++)
            if (**word != '\0')
                g_ptr_array_add(cells, *word);
        g_assert_cmpuint(cells->len, ==, 8);
        const char **c = (const char **)cells->pdata;
        TravelPoint a = { g_ascii_strtod(c[0], NULL),
                          g_ascii_strtod(c[1], NULL), c[2][0] };
        TravelPoint b = { g_ascii_strtod(c[3], NULL),
                          g_ascii_strtod(c[4], NULL), c[5][0] };
        int minutes =
            travel_model_minutes(c[6][0] == '1' ? river : dry, &a, &b);
        g_assert_cmpint(minutes, ==, (int)g_ascii_strtoll(c[7], NULL, 10));
        cases++;
    }
    g_assert_cmpint(cases, ==, 120);
}

static void
test_bad_models(void)
{
    static const char *const bad[] = {
        "",
        "[]",
        "{",
        "{}",
        "{\"omvagsfaktor\": \"x\"}",
        "{\"omvagsfaktor\": 1.3, \"fast_tillagg_min\": 4}",
        "{\"omvagsfaktor\": 1.3, \"fast_tillagg_min\": 4, "
        "\"hastigheter\": [{\"till_km\": 3, \"km_h\": 0}]}",
        "{\"omvagsfaktor\": 1.3, \"fast_tillagg_min\": 4, "
        "\"hastigheter\": [7]}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(travel_model_new(bad[i], TRUE, &error));
        g_assert_nonnull(error);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/travel", test_travel);
    g_test_add_func("/plan/travel/bad", test_bad_models);
    g_test_add("/plan/make", Fixture, NULL, set_up, test_make, tear_down);
    g_test_add("/plan/undo", Fixture, NULL, set_up, test_undo, tear_down);
    g_test_add("/plan/unplaced", Fixture, NULL, set_up, test_unplaced,
               tear_down);
    g_test_add("/plan/impossible", Fixture, NULL, set_up, test_impossible,
               tear_down);
    g_test_add("/plan/check", Fixture, NULL, set_up, test_check, tear_down);
    return g_test_run();
}
