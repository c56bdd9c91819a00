/* A command line into a struct: tests/cases/options.txt. */
#include <glib.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/cli/options.h"

typedef struct Values {
    gboolean flag;
    gint64 count;
    double size;
    const char *text;
    const char *path;
    const char *choice;
} Values;

static const OptionRow ROWS[] = {
    { "flag", OPTION_FLAG, offsetof(Values, flag), NULL, "", 0, 0, NULL },
    { "count", OPTION_INT, offsetof(Values, count), "N", "", 1, 99, "7" },
    { "size", OPTION_DOUBLE, offsetof(Values, size), "X", "", 0.5, 10, NULL },
    { "text", OPTION_STRING, offsetof(Values, text), "T", "", 0, 0, NULL },
    { "path", OPTION_PATH, offsetof(Values, path), "P", "", 0, 0, NULL },
    { "choice", OPTION_CHOICE, offsetof(Values, choice), "sv|en", "", 0, 0,
      NULL },
    { 0 },
};

static char *
describe(const Values *values, const GPtrArray *operands)
{
    GString *text = g_string_new(NULL);
    g_string_printf(
        text,
        "flag=%d count=%d size=%g text=%s path=%s choice=%s :", values->flag,
        (int)values->count, values->size, values->text ? values->text : "-",
        values->path ? values->path : "-",
        values->choice ? values->choice : "-");
    for (guint i = 0; i < operands->len; i++)
        g_string_append_printf(text, " %s",
                               (const char *)g_ptr_array_index(operands, i));
    return g_string_free(text, FALSE);
}

/* LINE is "words => what comes of them", or "words => ! part of the error". */
static void
run_case(const char *line)
{
    g_auto(GStrv) halves = g_strsplit(line, " => ", 2);
    g_assert_cmpuint(g_strv_length(halves), ==, 2);
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    if (*halves[0] == '\0')
        words = g_new0(char *, 1);
    else
        g_shell_parse_argv(halves[0], NULL, &words, &error);
    g_assert_no_error(error);
    Values values = { 0 };
    const OptionSet set = { ROWS, &values };
    g_autoptr(GPtrArray) operands = g_ptr_array_new();
    options_defaults(&set);
    char **end = options_parse(&set, 1, words, operands, &error);
    if (halves[1][0] == '!') {
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_USAGE);
        g_assert_null(end);
        if (strstr(error->message, halves[1] + 2) == NULL)
            g_error("%s: got %s", line, error->message);
        return;
    }
    g_assert_no_error(error);
    g_assert_true(*end == NULL);
    g_autofree char *got = describe(&values, operands);
    g_assert_cmpstr(got, ==, halves[1]);
}

static void
test_cases(void)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents("tests/cases/options.txt", &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint count = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        run_case(*line);
        count++;
    }
    g_assert_cmpuint(count, >=, 20);
}

/* Without a place for operands the first of them ends the reading. */
static void
test_stops_at_operand(void)
{
    Values values = { 0 };
    const OptionSet set = { ROWS, &values };
    char first[] = "--flag", second[] = "plan", third[] = "--nonsense";
    char *words[] = { first, second, third, NULL };
    g_autoptr(GError) error = NULL;
    char **end = options_parse(&set, 1, words, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(end == words + 1);
    g_assert_true(values.flag);
}

/* Two sets fill two structs from one line. */
static void
test_two_sets(void)
{
    static const OptionRow others[] = {
        { "other", OPTION_INT, 0, "N", "", 0, 9, NULL },
        { 0 },
    };
    Values values = { 0 };
    gint64 other = 0;
    const OptionSet sets[] = { { ROWS, &values }, { others, &other } };
    char first[] = "--other=4", second[] = "--text", third[] = "x";
    char *words[] = { first, second, third, NULL };
    g_autoptr(GPtrArray) operands = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    options_parse(sets, G_N_ELEMENTS(sets), words, operands, &error);
    g_assert_no_error(error);
    g_assert_cmpint(other, ==, 4);
    g_assert_cmpstr(values.text, ==, "x");
}

static void
test_nearest(void)
{
    static const char *const names[] = { "plan", "plans", "publish", "set" };
    const guint count = G_N_ELEMENTS(names);
    g_assert_cmpstr(options_nearest("pubilsh", names, count), ==, "publish");
    g_assert_cmpstr(options_nearest("plan", names, count), ==, "plan");
    g_assert_cmpstr(options_nearest("st", names, count), ==, "set");
    g_assert_null(options_nearest("get-me-out", names, count));
    g_assert_null(options_nearest("xyz", names, count));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/options/cases", test_cases);
    g_test_add_func("/options/stops-at-operand", test_stops_at_operand);
    g_test_add_func("/options/two-sets", test_two_sets);
    g_test_add_func("/options/nearest", test_nearest);
    return g_test_run();
}
