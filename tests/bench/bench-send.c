/*
 * Publishing and sending a region's day: 10 000 people and 3 000 companies
 * to a Maildir.  Aim: both together in under 10 s.
 *
 *     make build/gcc/bench-send && build/gcc/bench-send [FOLDER]
 *
 * FOLDER, on the disk to be measured, is where the database and the Maildir
 * are made; without it, the system's temporary folder.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>

#include "planner/deliver/publish.h"
#include "planner/deliver/send.h"
#include "tests/bench/region-day.h"

enum { PEOPLE = 10000 };

static gint64
cpu_us(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

typedef struct Watch {
    gint64 start_us, cpu_us;
} Watch;

static Watch
watch(void)
{
    return (Watch){ g_get_monotonic_time(), cpu_us() };
}

static void
tell(const char *what, int letters, Watch since)
{
    printf("%-8s %5d letters  %6.2f s  (%.2f s of processor)\n", what, letters,
           (double)(g_get_monotonic_time() - since.start_us) / G_USEC_PER_SEC,
           (double)(cpu_us() - since.cpu_us) / G_USEC_PER_SEC);
}

static void
run(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
    g_autofree char *post = g_build_filename(folder, "post", NULL);
    g_autoptr(Store) store = store_open(path, STORE_CREATE, NULL, &error);
    if (store == NULL)
        g_error("%s", error->message);
    region_fill(path, PEOPLE);
    PublishRequest publish = { .event = 1, .who = "bench" };
    Watch start = watch();
    g_autoptr(PublishReport) published =
        deliver_publish(store, &publish, &error);
    if (published == NULL)
        g_error("%s", error->message);
    tell("publish", published->invited, start);
    start = watch();
    g_autoptr(PublishReport) again = deliver_publish(store, &publish, &error);
    if (again == NULL)
        g_error("%s", error->message);
    tell("again", again->invited + again->updated, start);
    SendRequest request = { .event = 1, .who = "bench" };
    start = watch();
    g_autoptr(Transport) transport = transport_maildir(post, &error);
    g_autoptr(SendReport) sent =
        deliver_send(store, transport, &request, &error);
    if (sent == NULL)
        g_error("%s", error->message);
    tell("send", sent->sent, start);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory   %5ld MiB\n", usage.ru_maxrss / 1024);
}

int
main(int argc, char **argv)
{
    g_autofree char *template = g_build_filename(
        argc > 1 ? argv[1] : g_get_tmp_dir(), "bench-XXXXXX", NULL);
    if (g_mkdtemp(template) == NULL)
        g_error("%s: cannot make a folder", template);
    run(template);
    printf("left in %s\n", template);
    return 0;
}
