#include "planner/deliver/pace.h"

#include <glib/gi18n.h>
#include <string.h>

/* What their owners say of them. */
static const struct {
    const char *host;
    gint64 minute_max, day_max, connections_max;
} KNOWN[] = {
    { "smtp.office365.com", 30, 10000, 3 },
    { "smtp.gmail.com", 0, 500, 0 },
    { "smtp-relay.gmail.com", 0, 10000, 0 },
};

char *
pace_host(const char *via)
{
    const char *colon = strrchr(via, ':');
    if (colon == NULL || strchr(via, ' ') != NULL || strchr(via, '/') != NULL)
        return NULL;
    g_autofree char *host = g_strndup(via, (gsize)(colon - via));
    return g_ascii_strdown(host, -1);
}

static void
take_known(const char *host, Pace *pace)
{
    for (gsize i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
        if (strcmp(KNOWN[i].host, host) != 0)
            continue;
        pace->minute_max = KNOWN[i].minute_max;
        pace->day_max = KNOWN[i].day_max;
        pace->connections_max = KNOWN[i].connections_max;
    }
}

/* What the owner has said of HOST: 0 no limit, NULL nothing. */
static gboolean
take_said(Store *store, const char *host, Pace *pace, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "pace_account", "host:s", host);
    if (inner == NULL && store_rows_next(rows, &inner)) {
        pace->minute_max = store_rows_int(rows, 0);
        pace->day_max = store_rows_int(rows, 1);
        pace->connections_max = store_rows_int(rows, 2);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
count(Store *store, const char *host, Pace *pace, GError **error)
{
    gint64 now_utc = store_now_utc(store);
    g_autoptr(StoreRows) rows =
        store_query(store, error, "pace_used", "host:s minute:i day:i", host,
                    now_utc - PACE_MINUTE_S, now_utc - PACE_DAY_S);
    if (rows == NULL || !store_rows_next(rows, error))
        return FALSE;
    pace->minute_used = store_rows_int(rows, 0);
    pace->day_used = store_rows_int(rows, 1);
    if (pace->minute_used > 0)
        pace->minute_free_utc = store_rows_int(rows, 2) + PACE_MINUTE_S;
    if (pace->day_used > 0)
        pace->day_free_utc = store_rows_int(rows, 3) + PACE_DAY_S;
    return TRUE;
}

gboolean
pace_read(Store *store, const char *host, Pace *pace, GError **error)
{
    *pace = (Pace){ 0 };
    if (host == NULL)
        return TRUE;
    take_known(host, pace);
    if (!take_said(store, host, pace, error))
        return FALSE;
    /* Counting is for those that have something to count up to. */
    return (pace->minute_max == 0 && pace->day_max == 0) ||
           count(store, host, pace, error);
}

static gint64
left_of(gint64 max, gint64 used)
{
    return max == 0 ? G_MAXINT64 : MAX(max - used, 0);
}

gint64
pace_room(const Pace *pace, gint64 most)
{
    gint64 minute = left_of(pace->minute_max, pace->minute_used);
    return MIN(most, MIN(minute, left_of(pace->day_max, pace->day_used)));
}

gint64
pace_free_utc(const Pace *pace)
{
    if (left_of(pace->day_max, pace->day_used) == 0)
        return pace->day_free_utc;
    return left_of(pace->minute_max, pace->minute_used) == 0
               ? pace->minute_free_utc
               : 0;
}

/* By the minute, and a day for each full day's share that does not fit into
 * what is left of this one. */
gint64
pace_forecast_s(const Pace *pace, gint64 count)
{
    gint64 minutes = pace->minute_max == 0
                         ? 0
                         : count / pace->minute_max +
                               (count % pace->minute_max != 0 ? 1 : 0);
    gint64 over = count - MIN(count, left_of(pace->day_max, pace->day_used));
    gint64 days = over == 0 ? 0 : (over - 1) / pace->day_max + 1;
    return MAX(minutes * PACE_MINUTE_S, days * PACE_DAY_S);
}

gboolean
pace_set(Store *store, const char *host, const Pace *said, const char *who,
         GError **error)
{
    Pace pace = { 0 };
    g_autofree char *name = g_ascii_strdown(host, -1);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !pace_read(store, name, &pace, error))
        return FALSE;
    const gint64 minute =
        said->minute_max < 0 ? pace.minute_max : said->minute_max;
    const gint64 day = said->day_max < 0 ? pace.day_max : said->day_max;
    const gint64 connections = said->connections_max < 0
                                   ? pace.connections_max
                                   : said->connections_max;
    g_autofree char *what = g_strdup_printf(_("gränser för %s"), name);
    JournalEntry entry = { .who = who, .command = "outbox", .what = what };
    return store_run(store, error, "pace_set",
                     "host:s minute:i day:i connections:i", name, minute, day,
                     connections) &&
           store_change_commit(change, &entry, error);
}
