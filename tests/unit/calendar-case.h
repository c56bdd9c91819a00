/*
 * calendar-case: one case of tests/cases/calendar, for the tests that read
 * them: NAME.txt says what goes in, NAME.ics and NAME.eml hold what must
 * come out, byte for byte.
 */
#pragma once

#include <gio/gio.h>
#include <string.h>

#include "calendars/calendar.h"
#include "calendars/message.h"

#define CASE_FOLDER "tests/cases/calendar/"

enum { EVENTS_MAX = 8 };

typedef struct Case {
    GKeyFile *file;
    const char *calendar_name;
    Appointment events[EVENTS_MAX];
    int event_count;
} Case;

/* The value of KEY, which lives as long as the program; NULL when absent. */
static inline const char *
case_value(const Case *c, const char *group, const char *key)
{
    g_autofree char *value = g_key_file_get_string(c->file, group, key, NULL);
    return g_intern_string(value);
}

static inline gint64
case_time(const Case *c, const char *group, const char *key)
{
    const char *text = case_value(c, group, key);
    g_assert_nonnull(text);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);
    g_assert_nonnull(time);
    return g_date_time_to_unix(time);
}

static inline CalendarMethod
case_method(const Case *c)
{
    static const char *const names[] = { "", "PUBLISH", "REQUEST", "CANCEL" };
    const char *name = case_value(c, "calendar", "method");
    for (int i = 1; i < (int)G_N_ELEMENTS(names); i++)
        if (g_strcmp0(name, names[i]) == 0)
            return (CalendarMethod)i;
    return METHOD_NONE;
}

static inline Appointment
case_event(const Case *c, const char *group)
{
    return (Appointment){
        .method = case_method(c),
        .uid = case_value(c, group, "uid"),
        .sequence = g_key_file_get_integer(c->file, group, "sequence", NULL),
        .dtstamp_utc = case_time(c, group, "dtstamp"),
        .start_utc = case_time(c, group, "start"),
        .end_utc = case_time(c, group, "end"),
        .zone = case_value(c, group, "zone"),
        .summary = case_value(c, group, "summary"),
        .location = case_value(c, group, "location"),
        .description = case_value(c, group, "description"),
        .organizer_name = case_value(c, group, "organizer_name"),
        .organizer_address = case_value(c, group, "organizer_address"),
        .attendee_name = case_value(c, group, "attendee_name"),
        .attendee_address = case_value(c, group, "attendee_address"),
        .no_counter =
            g_key_file_get_boolean(c->file, group, "no_counter", NULL),
    };
}

static inline void
case_load(Case *c, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strconcat(CASE_FOLDER, name, NULL);
    *c = (Case){ .file = g_key_file_new() };
    g_key_file_load_from_file(c->file, path, G_KEY_FILE_NONE, &error);
    g_assert_no_error(error);
    c->calendar_name = case_value(c, "calendar", "name");
    g_auto(GStrv) groups = g_key_file_get_groups(c->file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        if (!g_str_has_prefix(*group, "event"))
            continue;
        g_assert_cmpint(c->event_count, <, EVENTS_MAX);
        c->events[c->event_count++] = case_event(c, *group);
    }
}

static inline void
case_clear(Case *c)
{
    g_key_file_free(c->file);
}

/* The case's calendar, which the caller owns; NULL sets ERROR. */
static inline char *
case_calendar(const Case *c, GError **error)
{
    const Appointment *list[EVENTS_MAX] = { NULL };
    for (int i = 0; i < c->event_count; i++)
        list[i] = &c->events[i];
    return calendar_write(list, c->event_count, c->calendar_name, error);
}

/* BYTES must be what CASE_FOLDER's file NAME.SUFFIX holds; where they are
 * not, they are left in build/ to be looked at, and to be copied if right. */
static inline void
case_compare(const char *name, const char *suffix, const char *bytes,
             gsize length)
{
    g_autofree char *base = g_strndup(name, strlen(name) - strlen("txt"));
    g_autofree char *path = g_strconcat(CASE_FOLDER, base, suffix, NULL);
    g_autofree char *seen = g_strconcat("build/", base, suffix, NULL);
    g_autofree char *wanted = NULL;
    gsize wanted_length = 0;
    g_file_get_contents(path, &wanted, &wanted_length, NULL);
    if (wanted == NULL || length != wanted_length ||
        memcmp(wanted, bytes, length) != 0) {
        g_file_set_contents(seen, bytes, (gssize)length, NULL);
        g_error("%s differs from what is written now: %s", path, seen);
    }
}

/* Calls CHECK with the name of each case's .txt; at least LEAST of them. */
static inline void
case_each(void (*check)(const char *name), int least)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(CASE_FOLDER, 0, &error);
    g_assert_no_error(error);
    int count = 0;
    for (const char *name = NULL; (name = g_dir_read_name(folder)) != NULL;) {
        if (!g_str_has_suffix(name, ".txt"))
            continue;
        g_test_message("%s", name);
        check(name);
        count++;
    }
    g_assert_cmpint(count, >=, least);
}
