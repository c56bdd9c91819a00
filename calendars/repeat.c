#include "calendars/repeat.h"

#include <string.h>

#include "calendars/zone.h"

enum { DAY_S = 24 * 60 * 60, WEEK_DAYS = 7 };

/* A rule that we can count. */
typedef struct Rule {
    int step_days; /* between days, or between weeks */
    gboolean weekly;
    guint weekdays; /* bits, Monday first; 0: that of the start */
    gint64 count;   /* -1: no end by number */
    AgendaTime until;
} Rule;

static gboolean
read_number(const char *text, gint64 *number)
{
    return g_ascii_string_to_signed(text, 10, 1, REPEAT_COUNT_MAX, number,
                                    NULL);
}

/* "MO,WE" as bits; numbers ("2MO") are not ours. */
static gboolean
read_weekdays(const char *text, guint *weekdays)
{
    static const char names[] = "MOTUWETHFRSASU";
    g_auto(GStrv) days = g_strsplit(text, ",", WEEK_DAYS + 1);
    for (char **day = days; *day != NULL; day++) {
        guint i = 0;
        while (i < WEEK_DAYS && g_ascii_strcasecmp(*day, "") != 0 &&
               g_ascii_strncasecmp(*day, names + (gsize)2 * i, 2) != 0)
            i++;
        if (i == WEEK_DAYS || strlen(*day) != 2)
            return FALSE;
        *weekdays |= 1U << i;
    }
    return *weekdays != 0;
}

/* UNTIL, on the clock of the entry or in UTC, as seconds; compared with the
 * same kind of time. */
static gboolean
read_until(const char *text, AgendaTime *until)
{
    gsize length = strlen(text);
    gboolean utc = length > 0 && text[length - 1] == 'Z';
    g_autofree char *digits = g_strndup(text, length - (utc ? 1 : 0));
    gboolean day = strlen(digits) == 8;
    g_autofree char *whole = g_strconcat(digits, day ? "T235959Z" : "Z", NULL);
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(whole, NULL);
    if (time == NULL)
        return FALSE;
    until->utc = utc ? g_date_time_to_unix(time) : AGENDA_NO_TIME;
    until->local = utc ? AGENDA_NO_TIME : g_date_time_to_unix(time);
    return TRUE;
}

static gboolean
read_part(Rule *rule, const char *name, const char *value)
{
    gint64 number = 0;
    if (strcmp(name, "FREQ") == 0) {
        rule->weekly = g_ascii_strcasecmp(value, "WEEKLY") == 0;
        return rule->weekly || g_ascii_strcasecmp(value, "DAILY") == 0;
    }
    if (strcmp(name, "INTERVAL") == 0) {
        gboolean ok = read_number(value, &number);
        rule->step_days = (int)number;
        return ok;
    }
    if (strcmp(name, "COUNT") == 0)
        return read_number(value, &rule->count);
    if (strcmp(name, "UNTIL") == 0)
        return read_until(value, &rule->until);
    if (strcmp(name, "BYDAY") == 0)
        return read_weekdays(value, &rule->weekdays);
    /* Weeks begin on Monday unless told; that matters only in steps. */
    return strcmp(name, "WKST") == 0 && g_ascii_strcasecmp(value, "MO") == 0;
}

static gboolean
read_rule(const char *text, Rule *rule)
{
    gboolean frequency = FALSE;
    *rule =
        (Rule){ .step_days = 1,
                .count = -1,
                .until = { .local = AGENDA_NO_TIME, .utc = AGENDA_NO_TIME } };
    g_auto(GStrv) parts = g_strsplit(text, ";", 16);
    for (char **part = parts; *part != NULL; part++) {
        char *equals = strchr(*part, '=');
        if (equals == NULL)
            return FALSE;
        *equals = '\0';
        g_autofree char *name = g_ascii_strup(*part, -1);
        frequency |= strcmp(name, "FREQ") == 0;
        if (!read_part(rule, name, equals + 1))
            return FALSE;
    }
    gboolean both = rule->count >= 0 && (rule->until.utc != AGENDA_NO_TIME ||
                                         rule->until.local != AGENDA_NO_TIME);
    return frequency && !both && (rule->weekly || rule->weekdays == 0);
}

/* Days since Monday 5 January 1970 of LOCAL seconds. */
static gint64
day_number(gint64 local)
{
    enum { MONDAY = 4 };
    gint64 day = local >= 0 ? local / DAY_S : -((DAY_S - 1 - local) / DAY_S);
    return day - MONDAY;
}

/* TRUE when the rule that begins on day FIRST has a time on DAY. */
static gboolean
comes_on(const Rule *rule, gint64 first, gint64 day)
{
    if (!rule->weekly)
        return (day - first) % rule->step_days == 0;
    gint64 week = (day - (day % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS) / WEEK_DAYS;
    gint64 first_week =
        (first - (first % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS) / WEEK_DAYS;
    guint weekday = (guint)((day % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS);
    guint own = (guint)((first % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS);
    guint weekdays = rule->weekdays != 0 ? rule->weekdays : 1U << own;
    return (week - first_week) % rule->step_days == 0 &&
           (weekdays & (1U << weekday)) != 0;
}

static gboolean
is_exception(const AgendaEntry *entry, gint64 utc)
{
    for (guint i = 0; i < entry->exceptions->len; i++)
        if (g_array_index(entry->exceptions, gint64, i) == utc)
            return TRUE;
    return FALSE;
}

static gboolean
is_over(const Rule *rule, gint64 local, gint64 utc)
{
    return (rule->until.utc != AGENDA_NO_TIME && utc > rule->until.utc) ||
           (rule->until.local != AGENDA_NO_TIME && local > rule->until.local);
}

GArray *
repeat_starts(const AgendaEntry *entry, gint64 from_utc, gint64 to_utc)
{
    Rule rule;
    g_autoptr(Zone) zone =
        entry->start.zone != NULL ? zone_open(entry->start.zone) : NULL;
    if (zone == NULL || !read_rule(entry->rrule, &rule))
        return NULL;
    gint64 length_s = entry->end.utc - entry->start.utc;
    gint64 first = day_number(entry->start.local);
    /* A start that the rule does not meet counts by itself (3.8.5.3 leaves
     * it open): not ours to judge. */
    if (!comes_on(&rule, first, first))
        return NULL;
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gint64));
    gint64 counted = 0;
    for (gint64 day = first; day - first < REPEAT_COUNT_MAX; day++) {
        gint64 local = entry->start.local + (day - first) * DAY_S;
        if (!comes_on(&rule, first, day))
            continue;
        gint64 utc = zone_utc(zone, local);
        if (utc >= to_utc || is_over(&rule, local, utc) ||
            (rule.count >= 0 && counted >= rule.count))
            return g_steal_pointer(&starts);
        counted++;
        if (utc + length_s > from_utc && !is_exception(entry, utc))
            g_array_append_val(starts, utc);
    }
    return NULL; /* began too long ago to be counted */
}
