/*
 * bench-calendars: invitations made and carried per second.
 *
 *     bench-calendars COUNT [MAILDIR] [smtp://127.0.0.1:PORT]
 *
 * Makes COUNT calendars alone, then COUNT invitations; then puts as many into
 * MAILDIR, flushed 64 at a time, and sends as many to the server, which is
 * spoken to without TLS.
 */
#include <glib.h>
#include <stdlib.h>

#include "calendars/calendar.h"
#include "calendars/message.h"
#include "calendars/transport.h"
#include "calendars/zone.h"

enum { BATCH = 64, VISIT_S = 25 * 60, DAY_S = 24 * 60 * 60 };

static const char FROM[] = "planner@hundra.test";
static const char TO[] = "bjorn.ek@example.test";
static const char ZONE[] = "Europe/Stockholm";

static void
stop_on(const GError *error)
{
    if (error == NULL)
        return;
    g_printerr("%s\n", error->message);
    exit(1); /* NOLINT(concurrency-mt-unsafe): one thread */
}

static gint64
start_of_visit(void)
{
    g_autoptr(GError) error = NULL;
    gint64 start_utc = calendar_utc("2027-05-17", 8 * 60, ZONE, &error);
    stop_on(error);
    return start_utc;
}

/* The calendar of invitation UID, which the caller owns. */
static char *
calendar(const char *uid)
{
    g_autoptr(GError) error = NULL;
    gint64 start_utc = start_of_visit();
    const Appointment appointment = {
        .method = METHOD_REQUEST,
        .uid = uid,
        .dtstamp_utc = start_utc - DAY_S,
        .start_utc = start_utc,
        .end_utc = start_utc + VISIT_S,
        .zone = ZONE,
        .summary = "Företagsbesök: Ovako AB",
        .location = "Centralvägen 9, Hofors",
        .description = "Samling 08.45 i receptionen. Åsa Öberg möter.",
        .organizer_name = "Svensson, Eva",
        .organizer_address = FROM,
        .attendee_name = "Björn Ek",
        .attendee_address = TO,
    };
    const Appointment *only = &appointment;
    char *text = calendar_write(&only, 1, NULL, &error);
    stop_on(error);
    return text;
}

/* Invitation NUMBER, which the caller owns. */
static GBytes *
invitation(int number)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *uid = g_strdup_printf("b%d@hundra.test", number);
    g_autofree char *text = g_strnfill(1200, 'x');
    g_autofree char *invite = calendar(uid);
    const MessageParts parts = {
        .from_name = "Svensson, Eva",
        .from_address = FROM,
        .to_name = "Björn Ek",
        .to_address = TO,
        .subject = "Inbjudan: Företagsbesök på Ovako AB",
        .message_id = uid,
        .date_utc = start_of_visit() - DAY_S,
        .zone = ZONE,
        .text = text,
        .html = text,
        .calendar = invite,
        .method = "REQUEST",
        .language = "sv",
    };
    GBytes *bytes = message_write(&parts, &error);
    stop_on(error);
    return bytes;
}

static void
report(const char *what, int count, gint64 start_us)
{
    double seconds = (double)(g_get_monotonic_time() - start_us) / 1e6;
    g_print("%-30s %6d in %6.2f s: %7.0f /s, %.3f ms each\n", what, count,
            seconds, count / seconds, seconds * 1e3 / count);
}

static void
carry(Transport *transport, int count, GBytes *message)
{
    g_autoptr(GError) error = NULL;
    gint64 start_us = g_get_monotonic_time();
    for (int i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("b%d@hundra.test", i);
        transport_send(transport, FROM, TO, name, message, &error);
        stop_on(error);
        if (i % BATCH == BATCH - 1 || i == count - 1)
            transport_flush(transport, &error);
        stop_on(error);
    }
    report(transport_name(transport), count, start_us);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    int count = argc > 1 ? (int)g_ascii_strtoll(argv[1], NULL, 10) : 0;
    if (count < 1) {
        g_printerr("bench-calendars COUNT [MAILDIR] [smtp://...]\n");
        return 2;
    }
    g_autoptr(Zone) held = zone_open(ZONE);
    gint64 start_us = g_get_monotonic_time();
    for (int i = 0; i < count; i++) {
        g_autofree char *uid = g_strdup_printf("b%d@hundra.test", i);
        g_free(calendar(uid));
    }
    report("calendars made", count, start_us);
    start_us = g_get_monotonic_time();
    for (int i = 0; i < count; i++)
        g_bytes_unref(invitation(i));
    report("invitations made", count, start_us);
    g_autoptr(GBytes) message = invitation(1);
    for (int i = 2; i < argc; i++) {
        const TransportLogin login = { .plaintext = TRUE };
        g_autoptr(Transport) transport =
            g_str_has_prefix(argv[i], "smtp://")
                ? transport_smtp(argv[i], &login, &error)
                : transport_maildir(argv[i], &error);
        stop_on(error);
        carry(transport, count, message);
    }
    return held == NULL;
}
