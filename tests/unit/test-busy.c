/* When somebody is busy (rule 42), by tests/cases/busy.txt; and what no
 * calendar can do to us. */
#include <signal.h>
#include <string.h>

#include "calendars/busy.h"
#include "calendars/calendar.h"
#include "calendars/confine.h"

static const char ZONE[] = "Europe/Stockholm";

typedef struct Case {
    char *name;
    GString *text; /* of the calendar */
    char *wanted;
} Case;

static gint64
at(int minutes)
{
    return calendar_utc("2022-05-17", minutes, ZONE, NULL);
}

static char *
clock_text(gint64 utc)
{
    int minutes = (int)((utc - at(0)) / 60);
    return g_strdup_printf("%02d.%02d", minutes / 60, minutes % 60);
}

/* BUSY as the cases write it. */
static char *
say(const Busy *busy)
{
    static const char *const faults[] = { "",        "no calendar",
                                          "no span", "other time",
                                          "unread",  "too much" };
    static const char *const kinds[] = { "", "t", "a" };
    if (busy->fault != BUSY_KNOWN)
        return g_strdup(faults[busy->fault]);
    g_autoptr(GString) text = g_string_new(NULL);
    if (busy->from_utc != at(480) || busy->to_utc != at(1020)) {
        g_autofree char *from = clock_text(busy->from_utc);
        g_autofree char *to = clock_text(busy->to_utc);
        g_string_printf(text, "%s-%s:", from, to);
    }
    for (guint i = 0; i < busy->periods->len; i++) {
        const AgendaPeriod *one =
            &g_array_index(busy->periods, AgendaPeriod, i);
        g_autofree char *from = clock_text(one->from_utc);
        g_autofree char *to = clock_text(one->to_utc);
        g_string_append_printf(text, "%s%s-%s%s", text->len > 0 ? " " : "",
                               from, to, kinds[one->kind]);
    }
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE)
                         : g_strdup("free");
}

static void
run_case(const Case *c)
{
    g_autoptr(Busy) here =
        busy_of(c->text->str, c->text->len, ZONE, at(480), at(1020));
    g_autofree char *said = say(here);
    if (strcmp(said, c->wanted) != 0)
        g_error("%s: \"%s\", wanted \"%s\"", c->name, said, c->wanted);
    g_autoptr(GPtrArray) texts =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_ptr_array_add(texts, g_bytes_new(c->text->str, c->text->len));
    g_autoptr(Busy) there = busy_read(texts, ZONE, at(480), at(1020));
    g_autofree char *confined = say(there);
    g_assert_cmpstr(confined, ==, c->wanted);
}

static void
begin_case(Case *c, const char *name)
{
    g_free(c->name);
    c->name = g_strdup(name);
    g_string_assign(c->text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
}

static void
test_cases(void)
{
    g_autofree char *all = NULL;
    g_assert_true(
        g_file_get_contents("tests/cases/busy.txt", &all, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
    Case c = { .text = g_string_new(NULL) };
    gboolean inside = FALSE;
    int count = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        if (!inside) {
            begin_case(&c, *line);
        } else if (**line != '=') {
            g_string_append_printf(c.text, "%s\r\n", *line);
        } else {
            g_string_append(c.text, "END:VCALENDAR\r\n");
            c.wanted = *line + 2;
            run_case(&c);
            count++;
        }
        inside = **line != '=';
    }
    g_assert_cmpint(count, ==, 24);
    g_string_free(c.text, TRUE);
    g_free(c.name);
}

/* A hostile calendar costs its child, and is unknown. */
static GBytes *
never_end(gconstpointer data)
{
    volatile const guint *spin = data;
    while (*spin == 0)
        ;
    return NULL;
}

static GBytes *
crash(gconstpointer data)
{
    (void)data;
    (void)raise(SIGKILL);
    return NULL;
}

static GBytes *
write_much(gconstpointer data)
{
    (void)data;
    return g_bytes_new_take(g_malloc0(CONFINE_ANSWER_MAX + 1),
                            CONFINE_ANSWER_MAX + 1);
}

static void
test_confined(void)
{
    const guint zero = 0;
    gint64 begun_us = g_get_monotonic_time();
    g_assert_null(confine_run(never_end, &zero));
    g_assert_null(confine_run(crash, NULL));
    g_assert_null(confine_run(write_much, NULL));
    gint64 took_ms = (g_get_monotonic_time() - begun_us) / 1000;
    g_assert_cmpint(took_ms, <, (gint64)2 * CONFINE_WALL_MS);
}

/* However long, in one pass. */
static void
test_long(void)
{
    g_autoptr(GString) text = g_string_new("BEGIN:VCALENDAR\r\n");
    for (int i = 0; i < 40000; i++)
        g_string_append_printf(text,
                               "BEGIN:VEVENT\r\nUID:%d\r\n"
                               "DTSTART;TZID=Zone/%d:20220517T090000\r\n"
                               "RRULE:FREQ=SECONDLY;BYMONTH=2\r\n"
                               "END:VEVENT\r\n",
                               i, i);
    for (int i = 0; i < 1000000; i++)
        g_string_append(text, " fold\r\n");
    g_string_append(text, "END:VCALENDAR\r\n");
    gint64 begun_us = g_get_monotonic_time();
    g_autoptr(Busy) busy =
        busy_of(text->str, text->len, ZONE, at(480), at(1020));
    g_assert_cmpint(busy->fault, !=, BUSY_KNOWN);
    g_assert_cmpint(g_get_monotonic_time() - begun_us, <,
                    (gint64)20 * 1000 * 1000);
}

static void
test_duration(void)
{
    g_assert_cmpint(agenda_duration("PT1H30M"), ==, 5400);
    g_assert_cmpint(agenda_duration("P1DT2H"), ==, 93600);
    g_assert_cmpint(agenda_duration("P2W"), ==, 1209600);
    g_assert_cmpint(agenda_duration("PT0S"), ==, 0);
    static const char *const bad[] = { "",      "P",     "PT",    "1H",
                                       "-PT1H", "PT1D",  "P1H",   "PT1",
                                       "PTH",   "PT1HX", "P9999W" };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_cmpint(agenda_duration(bad[i]), ==, -1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/busy/cases", test_cases);
    g_test_add_func("/busy/confined", test_confined);
    g_test_add_func("/busy/long", test_long);
    g_test_add_func("/busy/duration", test_duration);
    return g_test_run();
}
