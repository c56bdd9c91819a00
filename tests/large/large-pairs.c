/*
 * Every person and every group of the example day: why does she not sit
 * there?  Without the sanitizers, which tests/unit/test-explain.c has.
 */
#include "tests/unit/explain-pairs.h"

enum { STEPS = 25000, BASE_STEPS = 1500000 };

static void
test_people(gconstpointer data)
{
    (void)data;
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    pairs_all(&fixture, FALSE, 0, 1, STEPS);
    int groups = (int)fixture.base->groups->len;
    int pairs = fixture.day->problem->person_count * groups;
    g_assert_cmpint(fixture.asked, ==, pairs);
    g_assert_cmpint(fixture.asked, >=, 3500);
    g_assert_cmpint(fixture.answers[WHY_NOT_COSTS], >, 3000);
    fixture_tear_down(&fixture);
}

static void
test_halves(gconstpointer data)
{
    int half = GPOINTER_TO_INT(data);
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    pairs_all(&fixture, FALSE, half, 7, STEPS);
    g_assert_cmpint(fixture.answers[WHY_NOT_NEVER], >, 0);
    fixture_tear_down(&fixture);
}

static void
test_companies(gconstpointer data)
{
    (void)data;
    Fixture fixture = { 0 };
    fixture_set_up(&fixture, BASE_STEPS);
    pairs_all(&fixture, TRUE, 0, 5, STEPS);
    g_assert_cmpint(fixture.answers[WHY_NOT_COSTS], >, 400);
    fixture_tear_down(&fixture);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/pairs/people", NULL, test_people);
    g_test_add_data_func("/pairs/morning", GINT_TO_POINTER(AM), test_halves);
    g_test_add_data_func("/pairs/afternoon", GINT_TO_POINTER(PM), test_halves);
    g_test_add_data_func("/pairs/companies", NULL, test_companies);
    return g_test_run();
}
