/* Calendar files of the small day: whole, private, the same every time. */
#include "planner/deliver/calendar.h"
#include "tests/unit/deliver-day.h"
#include "tests/unit/written-file.h"

static void
test_calendar(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autofree char *folder = day_path(&day, "ics");
    g_autoptr(CalendarReport) report =
        deliver_calendar(day.store, 1, 0, folder, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->files->len, ==, 8); /* six people, two groups */
    g_autofree char *whole = file_content(folder, "P001.ics");
    g_assert_nonnull(strstr(whole, "TZID=Europe/Stockholm:20220517T080000"));
    g_assert_nonnull(strstr(whole, "TZID=Europe/Stockholm:20220517T170000"));
    g_assert_null(strstr(whole, "METHOD"));
    g_assert_null(strstr(whole, "ORGANIZER"));
    g_assert_null(strstr(whole, "ATTENDEE"));
    g_autofree char *morning = file_content(folder, "P002.ics");
    g_assert_nonnull(strstr(morning, "DTEND;TZID=Europe/Stockholm:20220517"
                                     "T123000"));
    g_autofree char *afternoon = file_content(folder, "P003.ics");
    g_assert_nonnull(strstr(afternoon, "DTSTART;TZID=Europe/Stockholm:20220517"
                                       "T121500"));
    g_assert_nonnull(strstr(afternoon, "LOCATION:Brännö"));
}

static void
test_calendar_again(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autoptr(CalendarReport) first =
        deliver_calendar(day.store, 1, 0, day.folder, &error);
    g_assert_no_error(error);
    g_assert_nonnull(first);
    g_autofree char *path = day_path(&day, "grupp-01.ics");
    file_check_private(path);
    g_autofree char *before = file_checksum(path);
    day.clock.fixed_utc += 86400;
    g_autoptr(CalendarReport) again =
        deliver_calendar(day.store, 1, 0, day.folder, &error);
    g_assert_no_error(error);
    g_assert_nonnull(again);
    g_autofree char *after = file_checksum(path);
    g_assert_cmpstr(before, ==, after);
}

/* An office's own code names the file, and only in the folder. */
static void
test_code_as_file(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE participant SET code = '../../x/y' WHERE id = 1");
    g_autofree char *folder = day_path(&day, "ics");
    g_autoptr(CalendarReport) report =
        deliver_calendar(day.store, 1, 0, folder, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < report->files->len; i++) {
        g_autofree char *parent =
            g_path_get_dirname(g_ptr_array_index(report->files, i));
        g_assert_cmpstr(parent, ==, folder);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/calendar/files", test_calendar);
    g_test_add_func("/calendar/again", test_calendar_again);
    g_test_add_func("/calendar/code-as-file", test_code_as_file);
    return g_test_run();
}
