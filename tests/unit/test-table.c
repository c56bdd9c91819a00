/* Views as tables: tests/cases/table/NAME.txt. */
#include <glib.h>
#include <string.h>

#include "planner/cli/table.h"

static const TableColumn COLUMNS[] = {
    { "Nr", .path = "id", .align = TABLE_RIGHT },
    { "Namn", .path = "name", .align = TABLE_WRAP, .missing = "(skyddad)" },
    { "Tid", .path = "times.start", .to = "times.end", .format = "interval" },
    { "Vilka", .path = "who.code" },
    { "Ja", .path = "yes" },
    { "Slag", .path = "kind", .format = "word" },
    { "Svar", .path = "answers.answer", .format = "bar" },
    { "Poäng", .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { 0 },
};
static const TableColumn HEAD[] = {
    { "Rubrik", .path = "head.title" },
    { "Saknas", .path = "head.nothing" },
    { 0 },
};
static const TableSection SECTIONS[] = {
    { .path = "", .columns = HEAD, .is_record = TRUE },
    { .title = "Rader",
      .path = "rows",
      .columns = COLUMNS,
      .empty = "Inga rader." },
    { .title = "Aldrig", .path = "not.here", .columns = COLUMNS },
    { 0 },
};

/* A case file is JSON, a line "---- WIDTH", and the table. */
static void
test_case(gconstpointer data)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(data, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) parts = g_strsplit(text, "---- ", -1);
    g_autoptr(JsonNode) node = json_from_string(parts[0], &error);
    g_assert_no_error(error);
    g_assert_nonnull(parts[1]);
    for (char **part = parts + 1; *part != NULL; part++) {
        char *wanted = NULL;
        TableStyle style = {
            .width = (guint)g_ascii_strtoull(*part, &wanted, 10),
        };
        g_autofree char *got = table_render(SECTIONS, node, &style);
        g_assert_cmpstr(got, ==, wanted + 1);
    }
}

/* Blocks where the terminal can show them, by the same legend. */
static void
test_blocks(void)
{
    const TableStyle blocks = { .blocks = TRUE };
    g_autoptr(JsonNode) node =
        json_from_string("{\"rows\": [{\"answers\": [{\"answer\": \"yes\"},"
                         " {\"answer\": \"silent\"}, {\"answer\": \"no\"}]}]}",
                         NULL);
    g_autofree char *got = table_render(SECTIONS, node, &blocks);
    g_autofree char *legend = table_legend(&blocks);
    g_assert_nonnull(strstr(got, "■□×"));
    g_assert_nonnull(strstr(legend, "■ ja"));
    g_assert_nonnull(strstr(legend, "□ tyst"));
}

static void
test_width(void)
{
    g_assert_cmpuint(table_width(""), ==, 0);
    g_assert_cmpuint(table_width("åäö"), ==, 3);
    g_assert_cmpuint(table_width("a\u0308"), ==, 1); /* a and an accent */
    g_assert_cmpuint(table_width("漢字"), ==, 4);
}

/* No word is lost and no line too long, whatever the width. */
static void
test_wrap(void)
{
    static const char text[] = "ett två  tre fyrafyrafyrafyra fem";
    for (guint width = 1; width < 40; width++) {
        g_autoptr(GPtrArray) lines = table_wrap(text, width);
        g_ptr_array_add(lines, NULL);
        g_autofree char *whole = g_strjoinv(" ", (char **)lines->pdata);
        g_assert_cmpstr(whole, ==, text);
        for (guint i = 0; i + 1 < lines->len; i++)
            g_assert_cmpuint(table_width(lines->pdata[i]), <=, MAX(width, 16));
    }
}

static void
test_bold(void)
{
    g_autoptr(JsonNode) node =
        json_from_string("{\"rows\": [{\"id\": 1}]}", NULL);
    const TableStyle style = { .bold = TRUE };
    g_autofree char *got = table_render(SECTIONS, node, &style);
    g_assert_nonnull(g_strstr_len(got, -1, "\033[1mRader\033[0m\n"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/table/rows", "tests/cases/table/rows.txt",
                         test_case);
    g_test_add_data_func("/table/empty", "tests/cases/table/empty.txt",
                         test_case);
    g_test_add_data_func("/table/bars", "tests/cases/table/bars.txt",
                         test_case);
    g_test_add_func("/table/blocks", test_blocks);
    g_test_add_func("/table/width", test_width);
    g_test_add_func("/table/wrap", test_wrap);
    g_test_add_func("/table/bold", test_bold);
    return g_test_run();
}
