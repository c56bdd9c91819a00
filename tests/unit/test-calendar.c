/* Golden calendars, the tables of local times and of zones, what must be
 * refused, and that no name of a hostile person becomes a line. */
#include <glib.h>
#include <string.h>

#include "calendars/zone.h"
#include "tests/unit/calendar-case.h"

static void
check_golden(const char *name)
{
    Case c;
    g_autoptr(GError) error = NULL;
    case_load(&c, name);
    if (c.event_count > 0) {
        g_autofree char *text = case_calendar(&c, &error);
        g_assert_no_error(error);
        case_compare(name, "ics", text, strlen(text));
    }
    case_clear(&c);
}

static void
test_golden(void)
{
    case_each(check_golden, 4);
}

/* Calls CHECK with the fields of each row of PATH. */
static void
each_row(const char *path, void (*check)(char **field))
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int count = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '\0' || **line == '#')
            continue;
        g_test_message("%s", *line);
        g_auto(GStrv) field = g_strsplit(*line, "\t", -1);
        g_assert_cmpint(g_strv_length(field), ==, 4);
        check(field);
        count++;
    }
    g_assert_cmpint(count, >, 10);
}

static int
number(const char *text)
{
    return (int)g_ascii_strtoll(text, NULL, 10);
}

static void
check_utc(char **field)
{
    g_autoptr(GError) error = NULL;
    gint64 utc = calendar_utc(field[0], number(field[1]), field[2], &error);
    if (strcmp(field[3], "-") == 0) {
        g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE);
        g_assert_true(utc == G_MININT64);
        return;
    }
    g_assert_no_error(error);
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(utc);
    g_autofree char *text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    g_assert_cmpstr(text, ==, field[3]);
}

static void
test_utc(void)
{
    each_row("tests/cases/calendar-utc.txt", check_utc);
}

/* The law in the words of the table. */
static char *
describe_law(const Zone *zone)
{
    static const char *const shown[] = {
        "BEGIN:", "DTSTART:", "RRULE:FREQ=YEARLY;BYMONTH=", "TZOFFSETTO:"
    };
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    zone_write(zone, text);
    g_auto(GStrv) lines = g_strsplit(text->str, "\r\n", -1);
    for (char **line = lines + 1; *line != NULL; line++)
        for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
            if (g_str_has_prefix(*line, shown[i]))
                g_string_append_printf(out, " %s", *line + strlen(shown[i]));
    g_string_replace(out, "BYDAY=", "", 0);
    return g_strdup(out->str + 1);
}

static void
check_zone(char **field)
{
    g_autoptr(Zone) zone = zone_open(field[0]);
    g_assert_nonnull(zone);
    g_autofree char *law = NULL;
    if (zone_find_law(zone, number(field[1]), number(field[2])))
        law = describe_law(zone);
    g_assert_cmpstr(law == NULL ? "UTC" : law, ==, field[3]);
}

static void
test_zones(void)
{
    each_row("tests/cases/calendar-zones.txt", check_zone);
}

static Appointment
good(void)
{
    return (Appointment){ .method = METHOD_REQUEST,
                          .uid = "b1@hundra.test",
                          .dtstamp_utc = 1790000000,
                          .start_utc = 1796115600,
                          .end_utc = 1796119200,
                          .zone = "Europe/Stockholm",
                          .summary = "Besök",
                          .organizer_address = "planner@hundra.test",
                          .attendee_address = "eva@example.test" };
}

static void
refuse(const Appointment *one, int code)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = calendar_write(&one, 1, NULL, &error);
    g_assert_null(text);
    g_assert_error(error, CALENDAR_ERROR, code);
}

static void
test_refused(void)
{
    static const char *const uids[] = {
        NULL, "", "a b", "a\r\nX-A:1", "å1@x.test", "a,b", "a\\n",
    };
    Appointment a = good();
    for (size_t i = 0; i < G_N_ELEMENTS(uids); i++) {
        a.uid = uids[i];
        refuse(&a, CALENDAR_ERROR_VALUE);
    }
    a = good();
    a.end_utc = a.start_utc;
    refuse(&a, CALENDAR_ERROR_VALUE);
    a = good();
    a.start_utc = -1;
    refuse(&a, CALENDAR_ERROR_VALUE);
    a = good();
    a.end_utc = G_MAXINT64;
    refuse(&a, CALENDAR_ERROR_VALUE);
    a = good();
    a.sequence = -1;
    refuse(&a, CALENDAR_ERROR_VALUE);
    a = good();
    a.zone = "Europe/Gotham\r\nX:1";
    refuse(&a, CALENDAR_ERROR_VALUE);
    a = good();
    a.attendee_address = "x@y.test\r\nX-INJECT:1";
    refuse(&a, CALENDAR_ERROR_ADDRESS);
    a = good();
    a.organizer_address = NULL;
    refuse(&a, CALENDAR_ERROR_ADDRESS);
}

static void
test_many(void)
{
    Appointment a = good();
    Appointment b = good();
    const Appointment *both[] = { &a, &b };
    g_autoptr(GError) error = NULL;
    b.method = METHOD_PUBLISH;
    g_assert_null(calendar_write(both, 2, NULL, &error));
    g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE);
    g_clear_error(&error);
    b.method = METHOD_REQUEST; /* one UID per invitation */
    g_assert_null(calendar_write(both, 2, NULL, &error));
    g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE);
    g_clear_error(&error);
    g_assert_null(calendar_write(both, 0, NULL, &error));
    g_assert_error(error, CALENDAR_ERROR, CALENDAR_ERROR_VALUE);
}

/* Every line that is not a fold must begin as one we write. */
static void
check_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_assert_cmpuint(strlen(*line), <=, 75);
        g_assert_true(g_utf8_validate(*line, -1, NULL));
        g_assert_null(strpbrk(*line, "\r\n\t\001\033\177"));
        g_assert_false(g_str_has_prefix(*line, "X-INJECT"));
        g_assert_false(g_str_has_prefix(*line, "Bcc"));
    }
}

static void
check_name(const char *name)
{
    g_autoptr(GError) error = NULL;
    Appointment a = good();
    const Appointment *one = &a;
    a.summary = a.location = a.description = name;
    a.organizer_name = a.attendee_name = name;
    g_autofree char *text = calendar_write(&one, 1, name, &error);
    g_assert_no_error(error);
    check_lines(text);
    g_assert_null(strstr(text, "^'"));
    static const char override[] = { '\xE2', '\x80', '\xAE', '\0' };
    g_assert_null(strstr(text, override)); /* U+202E */
    a.summary = a.location = a.description = "Namn";
    a.organizer_name = a.attendee_name = "Namn";
    g_autofree char *plain = calendar_write(&one, 1, "Namn", &error);
    /* Unfolded, it has the lines of a harmless one, or fewer where a name
     * is empty. */
    g_autoptr(GString) unfolded = g_string_new(text);
    g_string_replace(unfolded, "\r\n ", "", 0);
    g_auto(GStrv) given = g_strsplit(unfolded->str, "\r\n", -1);
    g_autoptr(GString) harmless = g_string_new(plain);
    g_string_replace(harmless, "\r\n ", "", 0);
    g_auto(GStrv) wanted = g_strsplit(harmless->str, "\r\n", -1);
    g_assert_cmpint(g_strv_length(given), <=, g_strv_length(wanted));
}

static void
test_hostile_names(void)
{
    static const char *const more[] = {
        "a\r\nX-INJECT:1",      "a\nX-INJECT:1",
        "a\rX-INJECT:1",        "a\\nX-INJECT:1",
        "\001\033[31m\177\t",   "\";X=\":mailto:b@evil.test",
        "\377\376broken utf-8", "a\xE2\x80\xA8X-INJECT:1",
        "a\xC2\x85X-INJECT:1",  "\xEF\xBB\xBF byte order mark",
    };
    g_autofree char *table = NULL;
    g_assert_true(g_file_get_contents("tests/cases/hostile-people.tsv", &table,
                                      NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
        g_auto(GStrv) field = g_strsplit(*line, "\t", 3);
        g_autofree char *name = g_strcompress(field[0]);
        check_name(name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(more); i++)
        check_name(more[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/calendar/golden", test_golden);
    g_test_add_func("/calendar/utc", test_utc);
    g_test_add_func("/calendar/rule 24: zones and their laws", test_zones);
    g_test_add_func("/calendar/rule 27: refused", test_refused);
    g_test_add_func("/calendar/many", test_many);
    g_test_add_func("/calendar/rule 22: hostile names", test_hostile_names);
    return g_test_run();
}
