/* tests/cases/address.txt, and that the hostile people's addresses end as
 * their table expects. */
#include <glib.h>
#include <string.h>

#include "calendars/address.h"

static char **
read_lines(const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return g_strsplit(text, "\n", -1);
}

static void
check_case(const char *line)
{
    g_auto(GStrv) field = g_strsplit(line, "\t", 3);
    g_assert_cmpint(g_strv_length(field), >=, 2);
    g_autofree char *given = g_strcompress(field[0]);
    g_autofree char *normal = address_normal(given);
    g_autofree char *fault = address_fault(given);
    const char *reason = NULL;
    gboolean valid = address_valid(given, &reason);
    gboolean wanted = strcmp(field[1], "-") != 0;
    g_test_message("%s", line);
    g_assert_cmpint(valid, ==, wanted);
    g_assert_cmpstr(normal, ==, wanted ? field[1] : NULL);
    g_assert_cmpstr(reason, ==, wanted ? NULL : field[2]);
    g_assert_cmpint(fault == NULL, ==, wanted);
    g_assert_true(fault == NULL || strpbrk(fault, "\r\n\001") == NULL);
}

static void
test_table(void)
{
    int count = 0;
    g_auto(GStrv) lines = read_lines("tests/cases/address.txt");
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '\0' || **line == '#')
            continue;
        check_case(*line);
        count++;
    }
    g_assert_cmpint(count, >, 40);
}

static void
test_null(void)
{
    g_assert_false(address_valid(NULL, NULL));
    g_assert_null(address_normal(NULL));
    g_assert_null(address_uri(NULL));
}

static void
test_uri(void)
{
    static const struct {
        const char *address, *uri;
    } rows[] = {
        { "Bob+x='1@Example.test", "mailto:Bob+x='1@example.test" },
        { "a%b?c#d&e/f@x.test", "mailto:a%25b%3Fc%23d%26e%2Ff@x.test" },
        { "åsa@räk.test", "mailto:%C3%A5sa@xn--rk-via.test" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *uri = address_uri(rows[i].address);
        g_assert_cmpstr(uri, ==, rows[i].uri);
    }
    g_assert_true(address_ascii("a@räk.test"));
    g_assert_false(address_ascii("å@rak.test"));
}

static void
test_hostile_people(void)
{
    int rejected = 0;
    int accepted = 0;
    g_auto(GStrv) lines = read_lines("tests/cases/hostile-people.tsv");
    for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
        g_auto(GStrv) field = g_strsplit(*line, "\t", 3);
        g_autofree char *address = g_strstrip(g_strcompress(field[1]));
        const char *reason = NULL;
        gboolean valid = address_valid(address, &reason);
        g_test_message("%s", *line);
        g_assert_cmpint(valid, ==, reason == NULL);
        if (strcmp(field[2], "reject") == 0)
            g_assert_false(valid);
        else if (strcmp(field[2], "accept-or-say-why") != 0)
            g_assert_true(valid);
        rejected += !valid;
        accepted += valid;
    }
    g_assert_cmpint(rejected, >=, 4);
    g_assert_cmpint(accepted, >=, 9);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/address/table", test_table);
    g_test_add_func("/address/null", test_null);
    g_test_add_func("/address/uri", test_uri);
    g_test_add_func("/address/hostile-people", test_hostile_people);
    return g_test_run();
}
