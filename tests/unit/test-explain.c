/* Explaining a plan of the shipped example, and a day that cannot be. */
#include <json-glib/json-glib.h>

#include "planner/plan/check.h"
#include "planner/plan/impossible-words.h"
#include "planner/plan/plan.h"
#include "tests/unit/explain-pairs.h"

enum { STEPS = 1500, BASE_STEPS = 200000, KEEP_STEPS = 20000 };

/* Some of what tests/large asks, under the sanitizers. */
static void
test_pairs(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    pairs_all(&fixture, FALSE, 0, 43, STEPS);
    pairs_all(&fixture, FALSE, AM, 67, STEPS);
    pairs_all(&fixture, FALSE, PM, 71, STEPS);
    pairs_all(&fixture, TRUE, 0, 83, STEPS);
    g_assert_cmpint(fixture.answers[WHY_NOT_NEVER], >, 0);
    g_assert_cmpint(fixture.answers[WHY_NOT_HERE], >, 0);
    g_assert_cmpint(fixture.answers[WHY_NOT_COSTS], >, 0);
    fixture_tear_down(&fixture);
}

/* The same question has the same answer. */
static void
test_again(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    for (int person = 0; person < 140; person += 31) {
        WhyNotAsk ask = { .person = person,
                          .company = -1,
                          .group = 3,
                          .seed = 5,
                          .steps = STEPS };
        g_autoptr(WhyNot) one =
            whynot_find(fixture.day->problem, fixture.base, &ask);
        g_autoptr(WhyNot) two =
            whynot_find(fixture.day->problem, fixture.base, &ask);
        g_assert_cmpint(one->kind, ==, two->kind);
        g_assert_cmpint(one->soft_milli, ==, two->soft_milli);
        g_assert_cmpint(one->halves, ==, two->halves);
    }
    fixture_tear_down(&fixture);
}

/* ---- through the store ------------------------------------------------- */

static JsonObject *
explain(Store *store, ExplainRequest *request, JsonParser *parser)
{
    g_autoptr(GError) error = NULL;
    request->event = EVENT;
    request->who = "test";
    g_autofree char *text = explain_json(store, request, &error);
    g_assert_no_error(error);
    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    return json_node_get_object(json_parser_get_root(parser));
}

static void
make_plan(Store *store)
{
    g_autoptr(GError) error = NULL;
    PlanOutcome outcome = { 0 };
    PlanRequest request = {
        .event = EVENT, .seed = 7, .steps = BASE_STEPS, .who = "test"
    };
    plan_make(store, &request, &outcome, &error);
    g_assert_no_error(error);
}

/* What "without" says is what verify counts when she is taken out. */
static void
check_without(const Fixture *fixture, JsonObject *answer, int person)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Solution) plan =
        day_load_plan(fixture->store, fixture->day, 1, &error);
    g_assert_no_error(error);
    g_autoptr(Verdict) before = verify_day(fixture->day->problem, plan, FALSE);
    pairs_put(plan, person, HALF_AM, 0);
    pairs_put(plan, person, HALF_PM, 0);
    g_autoptr(Verdict) after = verify_day(fixture->day->problem, plan, FALSE);
    g_assert_cmpint(json_object_get_int_member(answer, "without_hard"), ==,
                    after->hard - before->hard);
    g_assert_cmpfloat_with_epsilon(
        json_object_get_double_member(answer, "without_soft"),
        (double)(after->soft_milli - before->soft_milli) / 1000, 0.0001);
}

static void
test_person(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    make_plan(fixture.store);
    for (int person = 0; person < 140; person += 13) {
        g_autoptr(JsonParser) parser = json_parser_new();
        const char *code =
            g_array_index(fixture.day->people, DayThing, person).code;
        ExplainRequest request = { .subject = code };
        JsonObject *answer = explain(fixture.store, &request, parser);
        g_assert_cmpstr(json_object_get_string_member(answer, "person"), ==,
                        code);
        guint seats = json_array_get_length(
            json_object_get_array_member(answer, "seats"));
        guint unplaced = json_array_get_length(
            json_object_get_array_member(answer, "unplaced"));
        g_assert_cmpuint(seats + unplaced, ==, HALF_COUNT);
        if (seats > 0)
            g_assert_cmpuint(json_array_get_length(json_object_get_array_member(
                                 answer, "without")),
                             >, 0);
        check_without(&fixture, answer, person);
    }
    fixture_tear_down(&fixture);
}

/* The sums of a group are those of its units. */
static void
test_group_and_company(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    make_plan(fixture.store);
    g_autoptr(JsonParser) parser = json_parser_new();
    ExplainRequest request = { .subject = "Grupp 4" };
    JsonObject *answer = explain(fixture.store, &request, parser);
    JsonArray *sums = json_object_get_array_member(answer, "sums");
    double cost = 0;
    for (guint i = 0; i < json_array_get_length(sums); i++)
        cost += json_object_get_double_member(
            json_array_get_object_element(sums, i), "cost");
    g_assert_cmpfloat_with_epsilon(
        cost, json_object_get_double_member(answer, "cost"), 0.001);
    int visited = 0, unvisited = 0;
    for (guint i = 0; i < fixture.day->companies->len; i += 3) {
        request.subject =
            g_array_index(fixture.day->companies, DayThing, i).code;
        answer = explain(fixture.store, &request, parser);
        gboolean has = !json_object_get_null_member(answer, "visit");
        g_assert_cmpint(has, ==,
                        json_object_get_null_member(answer, "unvisited"));
        visited += has;
        unvisited += !has;
    }
    g_assert_cmpint(visited, >, 30);
    g_assert_cmpint(unvisited, >, 0);
    fixture_tear_down(&fixture);
}

/* The plan that is kept costs what was told, and is a version that verify
 * and undo know. */
static void
test_keep(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    make_plan(fixture.store);
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonParser) parser = json_parser_new();
    ExplainRequest request = {
        .subject = "F044", .why_not = 2, .steps = KEEP_STEPS, .keep = TRUE
    };
    JsonObject *answer = explain(fixture.store, &request, parser);
    g_assert_cmpstr(json_object_get_string_member(answer, "answer"), ==,
                    "costs");
    g_assert_cmpint(json_object_get_int_member(answer, "kept"), ==, 2);
    g_autofree char *report = NULL;
    g_assert_true(plan_verify(fixture.store, EVENT, 2, &report, &error));
    g_assert_no_error(error);
    g_autoptr(Solution) plan =
        day_load_plan(fixture.store, fixture.day, 2, &error);
    g_assert_no_error(error);
    g_autoptr(Verdict) verdict = verify_day(fixture.day->problem, plan, FALSE);
    g_assert_true(pairs_visits(plan, 43, 2));
    g_assert_cmpfloat_with_epsilon(
        json_object_get_double_member(answer, "soft_then"),
        (double)verdict->soft_milli / 1000, 0.0001);
    g_autofree char *what = NULL;
    g_assert_true(store_undo(fixture.store, "test", &what, &error));
    g_assert_true(g_str_has_prefix(what, "explain"));
    fixture_tear_down(&fixture);
}

static void
assert_refused(Store *store, ExplainRequest request, HundraError code,
               const char *part)
{
    g_autoptr(GError) error = NULL;
    request.event = EVENT;
    g_assert_null(explain_json(store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, part));
}

static void
test_bad_input(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    Store *store = fixture.store;
    assert_refused(store, (ExplainRequest){ .subject = "P001" },
                   HUNDRA_ERROR_REFUSED, "ingen plan");
    make_plan(store);
    assert_refused(store, (ExplainRequest){ .subject = "P999" },
                   HUNDRA_ERROR_INPUT, "P999");
    assert_refused(store, (ExplainRequest){ .subject = "grupp 77" },
                   HUNDRA_ERROR_INPUT, "77");
    assert_refused(store, (ExplainRequest){ .subject = "grupp -1" },
                   HUNDRA_ERROR_INPUT, "grupp -1");
    assert_refused(store, (ExplainRequest){ .subject = "" }, HUNDRA_ERROR_INPUT,
                   "ingen person");
    assert_refused(store,
                   (ExplainRequest){ .subject = "P001", .why_not = 2000000000 },
                   HUNDRA_ERROR_INPUT, "2000000000");
    assert_refused(store, (ExplainRequest){ .subject = "7", .why_not = 3 },
                   HUNDRA_ERROR_USAGE, "--why-not");
    assert_refused(store, (ExplainRequest){ .subject = "P001", .version = 9 },
                   HUNDRA_ERROR_INPUT, "9");
    fixture_tear_down(&fixture);
}

/* ---- impossible, in words ---------------------------------------------- */

static void
lock(Problem *problem, Lock lock)
{
    gsize count = (gsize)problem->lock_count + 1;
    problem->locks = g_renew(Lock, problem->locks, count);
    problem->locks[problem->lock_count++] = lock;
}

/* The text of what LOCKS (COUNT of them) make impossible on the example. */
static char *
text_of(const Lock *locks, guint count)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    for (guint i = 0; i < count; i++)
        lock(fixture.day->problem, locks[i]);
    g_autoptr(Impossible) impossible = impossible_find(fixture.day->problem);
    g_assert_nonnull(impossible);
    g_assert_cmpuint(impossible->ways->len, >=, 2);
    char *text = impossible_text(fixture.day, impossible);
    fixture_tear_down(&fixture);
    return text;
}

static void
test_words(void)
{
    const Lock late[] = { { .kind = LOCK_VISIT,
                            .company = 38, /* F039: from 13 */
                            .group = 2,
                            .start_min = 540,
                            .end_min = -1 } };
    const Lock two[] = { { .kind = LOCK_SEAT,
                           .person = 1,
                           .group = 1,
                           .halves = AM,
                           .start_min = -1,
                           .end_min = -1 },
                         { .kind = LOCK_SEAT,
                           .person = 1,
                           .group = 2,
                           .halves = AM,
                           .start_min = -1,
                           .end_min = -1 } };
    g_autofree char *one = text_of(late, G_N_ELEMENTS(late));
    g_assert_nonnull(strstr(one, "\n  låst: F039 i grupp 2 kl. 09.00\n"));
    g_assert_nonnull(strstr(one, "\n  F039 tar emot 13.00–16.00\n"));
    g_assert_nonnull(strstr(one, "lås upp »F039 i grupp 2 kl. 09.00«"));
    g_autofree char *other = text_of(two, G_N_ELEMENTS(two));
    g_assert_nonnull(strstr(other, "låst: P002 i grupp 1 på förmiddagen\n"));
    g_assert_nonnull(strstr(other, "låst: P002 i grupp 2 på förmiddagen\n"));
}

/* A day with more groups than companies: neither planned nor passed. */
static void
test_no_plan(void)
{
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(EXAMPLE "event.json", &text, NULL, NULL));
    GString *changed = g_string_new(text);
    g_string_replace(changed, "\"grupper_min\": 25", "\"grupper_min\": 60", 1);
    g_string_replace(changed, "\"grupper_max\": 30", "\"grupper_max\": 60", 1);
    g_autofree char *path =
        g_build_filename(fixture.folder, "event.json", NULL);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    g_string_free(changed, TRUE);
    const char *files[] = { path, NULL };
    ImportRequest import = { .files = files, .as = KIND_NONE, .who = "test" };
    g_autoptr(ImportReport) report =
        import_files(fixture.store, &import, &error);
    g_assert_no_error(error);
    PlanOutcome outcome = { 0 };
    PlanRequest request = { .event = EVENT, .steps = 2000, .who = "test" };
    g_assert_false(plan_make(fixture.store, &request, &outcome, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_NO_PLAN);
    g_assert_nonnull(strstr(error->message, "ingen laglig plan finns"));
    g_assert_nonnull(strstr(error->message, "minst 60 grupper"));
    g_assert_nonnull(strstr(error->message, "sänk minsta antalet grupper"));
    g_clear_error(&error);
    g_autoptr(GPtrArray) findings = check_event(fixture.store, EVENT, &error);
    g_assert_no_error(error);
    const Finding *first = g_ptr_array_index(findings, 0);
    g_assert_cmpint(first->level, ==, FINDING_STOPS);
    g_assert_nonnull(strstr(first->text, "minst 60 grupper"));
    g_assert_nonnull(strstr(first->advice, ", eller "));
    fixture_tear_down(&fixture);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/explain/pairs", test_pairs);
    g_test_add_func("/explain/again", test_again);
    g_test_add_func("/explain/person", test_person);
    g_test_add_func("/explain/group", test_group_and_company);
    g_test_add_func("/explain/keep", test_keep);
    g_test_add_func("/explain/bad-input", test_bad_input);
    g_test_add_func("/explain/impossible", test_words);
    g_test_add_func("/explain/no-plan", test_no_plan);
    return g_test_run();
}
