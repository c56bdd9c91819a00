/*
 * bench-day: one step of a region's day, so that a process of its own can be
 * timed for each.
 *
 *     bench-day make DATABASE PEOPLE      planned, not published; region-day.h
 *     bench-day publish DATABASE          without the command's recount
 *     bench-day send DATABASE MAILDIR
 */
#include <stdlib.h>
#include <string.h>

#include "planner/deliver/publish.h"
#include "planner/deliver/send.h"
#include "tests/bench/region-day.h"

static void
stop_on(const GError *error)
{
    if (error != NULL)
        g_error("%s", error->message);
}

static void
publish(Store *store)
{
    g_autoptr(GError) error = NULL;
    PublishRequest request = { .event = 1, .who = "bench" };
    g_autoptr(PublishReport) report = deliver_publish(store, &request, &error);
    stop_on(error);
    g_print("%d\n", report->invited);
}

static void
deliver(Store *store, const char *maildir)
{
    g_autoptr(GError) error = NULL;
    SendRequest request = { .event = 1, .who = "bench" };
    g_autoptr(Transport) transport = transport_maildir(maildir, &error);
    stop_on(error);
    g_autoptr(SendReport) report =
        deliver_send(store, transport, &request, &error);
    stop_on(error);
    g_print("%d\n", report->sent);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    const char *step = argc > 2 ? argv[1] : "";
    const char *more = argc > 3 ? argv[3] : NULL;
    gboolean makes = strcmp(step, "make") == 0 && more != NULL;
    gboolean sends = strcmp(step, "send") == 0 && more != NULL;
    if (!makes && !sends && strcmp(step, "publish") != 0)
        g_error("bench-day make|publish|send DATABASE [PEOPLE|MAILDIR]");
    g_autoptr(Store) store = store_open(
        argv[2], makes ? STORE_CREATE : STORE_MUST_EXIST, NULL, &error);
    stop_on(error);
    if (makes)
        region_fill(argv[2], (int)strtol(more, NULL, 10));
    else if (sends)
        deliver(store, more);
    else
        publish(store);
    return 0;
}
