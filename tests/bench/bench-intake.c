/*
 * bench-intake: replies read per second, through the children.
 *
 *     bench-intake COUNT FILE...
 *
 * The mails in FILE, by turns, as they arrive (travelled.h).  Aim: 25 000 a
 * second on two processors.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "calendars/intake.h"
#include "tests/bench/travelled.h"

static void
stop_on(const GError *error)
{
    if (error == NULL)
        return;
    g_printerr("%s\n", error->message);
    exit(1); /* NOLINT(concurrency-mt-unsafe): one thread */
}

static double
processor_s(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) /
               G_USEC_PER_SEC;
}

static gboolean
count_reply(guint index, const Intake *intake, gpointer data)
{
    (void)index;
    *(guint *)data += intake->kind == INTAKE_REPLY && intake->doubts == 0;
    return TRUE;
}

static void
unref_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        g_printerr("bench-intake COUNT FILE...\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(unref_bytes);
    g_autoptr(GPtrArray) mails = g_ptr_array_new();
    for (int i = 2; i < argc; i++)
        g_ptr_array_add(files, travelled(argv[i]));
    guint count = (guint)strtoul(argv[1], NULL, 10);
    gsize bytes = 0;
    for (guint i = 0; i < count; i++) {
        GBytes *mail = g_ptr_array_index(files, i % files->len);
        g_ptr_array_add(mails, mail);
        bytes += g_bytes_get_size(mail);
    }
    IntakeReader *reader = intake_reader_open(0, &error);
    stop_on(error);
    guint replies = 0;
    double before_s = processor_s(RUSAGE_SELF);
    gint64 start_us = g_get_monotonic_time();
    intake_reader_read(reader, mails, count_reply, &replies, &error);
    double wall_s =
        (double)(g_get_monotonic_time() - start_us) / G_USEC_PER_SEC;
    double own_s = processor_s(RUSAGE_SELF) - before_s;
    intake_reader_close(reader);
    stop_on(error);
    double all_s = own_s + processor_s(RUSAGE_CHILDREN);
    printf("%u mails of %.1f KB, %u replies: %.2f s, %.0f a second; %.2f s of"
           " processor (%.2f of it before the children), %.0f a second of it\n",
           count, (double)bytes / 1000 / MAX(count, 1), replies, wall_s,
           count / wall_s, all_s, own_s, count / all_s);
    return replies == count ? 0 : 1;
}
