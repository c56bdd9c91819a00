#include <glib.h>
#include <string.h>

#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

static const char FOLDER[] = "tests/cases/solve";

static void
check_plan(const char *path, const ProblemText *text, const PlanText *plan)
{
    g_autoptr(Verdict) verdict =
        verify_day(text->problem, plan->solution, TRUE);
    gint64 told = 0;
    gint64 counted = 0;
    for (guint i = 0; i < verdict->counts->len; i++) {
        const RuleCount *count = &g_array_index(verdict->counts, RuleCount, i);
        gint64 expected = g_array_index(plan->expected_tenths, gint64, i);
        counted += count->units_tenths;
        g_assert_cmpint(count->rule, ==, (int)i - 1);
        if (count->units_tenths == expected)
            continue;
        g_test_message("%s: plan \"%s\": row %u came to %" G_GINT64_FORMAT
                       " tenths, not %" G_GINT64_FORMAT,
                       path, plan->label, i, count->units_tenths, expected);
        g_test_fail();
    }
    for (guint i = 0; i < verdict->breaches->len; i++)
        told += g_array_index(verdict->breaches, Breach, i).units_tenths;
    g_assert_cmpint(told, ==, counted);
}

static void
test_file(gconstpointer data)
{
    const char *path = data;
    g_autoptr(ProblemText) text = problem_text_read(path);
    g_assert_cmpuint(text->plans->len, >, 0);
    for (guint i = 0; i < text->plans->len; i++)
        check_plan(path, text, g_ptr_array_index(text->plans, i));
}

/* Every kind of rule has a file, so that none goes untested. */
static void
test_every_rule(void)
{
    gboolean seen[RULE_KIND_COUNT] = { [RULE_ALWAYS] = TRUE };
    g_autoptr(GDir) folder = g_dir_open(FOLDER, 0, NULL);
    const char *name = NULL;
    g_assert_nonnull(folder);
    while ((name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(FOLDER, name, NULL);
        if (!g_str_has_prefix(name, "rule-"))
            continue;
        g_autoptr(ProblemText) text = problem_text_read(path);
        for (int i = 0; i < text->problem->rule_count; i++)
            seen[text->problem->rules[i].kind] = TRUE;
    }
    for (int kind = 0; kind < RULE_KIND_COUNT; kind++)
        if (!seen[kind]) {
            g_test_message("no file for %s", rules_rows()[kind].name);
            g_test_fail();
        }
}

/* Hard rules cost nothing, soft ones do; a verdict sums them up. */
static void
test_sums(void)
{
    g_autoptr(ProblemText) text =
        problem_text_read("tests/cases/solve/rule-kort-restid.txt");
    const PlanText *plan = g_ptr_array_index(text->plans, 0);
    g_autoptr(Verdict) soft = verify_day(text->problem, plan->solution, FALSE);
    g_assert_cmpint(soft->hard, ==, 0);
    g_assert_cmpint(soft->soft_milli, ==, 9200);
    g_assert_null(soft->breaches);
    text->problem->rules[0].hard = TRUE;
    g_autoptr(Verdict) hard = verify_day(text->problem, plan->solution, FALSE);
    g_assert_cmpint(hard->hard, ==, 5); /* 4.6 begun units */
    g_assert_cmpint(hard->soft_milli, ==, 0);
}

static void
test_rows(void)
{
    const RuleRow *rows = rules_rows();
    for (int kind = 0; kind < RULE_KIND_COUNT; kind++) {
        g_assert_cmpint(rows[kind].kind, ==, kind);
        g_assert_true(rules_find(rows[kind].name) == &rows[kind]);
        g_assert_true(g_utf8_validate(rows[kind].sentence_sv, -1, NULL));
        g_assert_cmpuint(strlen(rows[kind].sentence_sv), >, 0);
        g_assert_cmpuint(strlen(rows[kind].sentence_en), >, 0);
        g_assert_cmpuint(strlen(rows[kind].unit_sv), >, 0);
        g_assert_cmpuint(strlen(rows[kind].unit_en), >, 0);
    }
    g_assert_null(rules_find("ingen sådan regel"));
}

static void
add_file_tests(void)
{
    g_autoptr(GDir) folder = g_dir_open(FOLDER, 0, NULL);
    const char *name = NULL;
    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *test = g_strdup_printf("/verify/%s", name);
        if (g_str_has_prefix(name, "rule-"))
            g_test_add_data_func_full(
                test, g_build_filename(FOLDER, name, NULL), test_file, g_free);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/verify/every-rule", test_every_rule);
    g_test_add_func("/verify/sums", test_sums);
    g_test_add_func("/rules/rows", test_rows);
    add_file_tests();
    return g_test_run();
}
