/*
 * Every line of tests/cases/format.txt: a format, a value, what it becomes;
 * every line of tests/cases/order.txt comes before the next.
 */
#include <glib.h>
#include <string.h>

#include "planner/base/order.h"
#include "templates/format.h"

static void
check_line(const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, "|", -1);
    g_autoptr(GString) out = g_string_new("kvar ");
    g_assert_cmpuint(g_strv_length(fields), ==, 3);
    g_autoptr(GString) wanted = g_string_new(fields[2]);
    g_string_replace(wanted, "~", "\u00a0", 0);
    g_string_prepend(wanted, "kvar ");
    gboolean english = g_str_has_prefix(fields[0], "en ");
    g_assert_true(format_value_in(english ? "en-GB" : "sv",
                                  fields[0] + (english ? 3 : 0), fields[1],
                                  out));
    g_assert_cmpstr(out->str, ==, wanted->str);
}

static void
test_table(void)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents("tests/cases/format.txt", &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint count = 0;
    for (guint i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        check_line(lines[i]);
        count++;
    }
    g_assert_cmpuint(count, >, 50);
}

static void
test_unknown(void)
{
    g_autoptr(GString) out = g_string_new("kvar");
    g_assert_false(format_value("klocka", "08:15", out));
    g_assert_cmpstr(out->str, ==, "kvar");
}

/* Names as lists are sorted, each before the next. */
static void
test_order(void)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    OrderSwedish *order = order_new(&error);
    g_assert_no_error(error);
    g_file_get_contents("tests/cases/order.txt", &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (guint i = 1; lines[i] != NULL; i++) {
        int less = order_compare(order, lines[i - 1], -1, lines[i], -1);
        if (less >= 0)
            g_error("%s does not come before %s", lines[i - 1], lines[i]);
    }
    g_assert_cmpuint(g_strv_length(lines), >, 20);
    order_free(order);
}

static const char *const WEEK[] = { "måndag", "tisdag", "onsdag", "torsdag",
                                    "fredag", "lördag", "söndag" };

/* Each day's weekday follows the day before's, over the whole range. */
static void
test_weekdays(void)
{
    g_autoptr(GDateTime) first = g_date_time_new_utc(1970, 1, 1, 12, 0, 0);
    g_autoptr(GString) out = g_string_new(NULL);
    for (int day = 0; day < 84006; day++) { /* to 2199-12-31 */
        g_autoptr(GDateTime) date = g_date_time_add_days(first, day);
        g_autofree char *text = g_date_time_format(date, "%Y-%m-%d");
        g_string_truncate(out, 0);
        g_assert_true(format_value("date", text, out));
        g_assert_true(g_str_has_prefix(out->str, WEEK[(day + 3) % 7]));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/format/table", test_table);
    g_test_add_func("/format/order", test_order);
    g_test_add_func("/format/unknown", test_unknown);
    g_test_add_func("/format/weekdays", test_weekdays);
    return g_test_run();
}
