/*
 * replay: a target on each file of the folders it is called with.
 *
 * Says which file it reads before it reads it, so that the last line before
 * a crash names the sample.  A file that takes more time or memory than any
 * input may is a failure too.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "tests/fuzz/fuzz.h"

enum { SECONDS_MAX_MS = 2500, MEMORY_MAX_MIB = 256, KIB_IN_MIB = 1024 };

static gint64
cpu_ms(const struct rusage *use)
{
    return (gint64)(use->ru_utime.tv_sec + use->ru_stime.tv_sec) * 1000 +
           (gint64)(use->ru_utime.tv_usec + use->ru_stime.tv_usec) / 1000;
}

static gboolean
replay_file(const char *path)
{
    struct rusage before;
    struct rusage after;
    g_autofree char *data = NULL;
    gsize size = 0;
    printf("%s\n", path);
    (void)fflush(stdout);
    if (!g_file_get_contents(path, &data, &size, NULL))
        return FALSE;
    getrusage(RUSAGE_SELF, &before);
    fuzz_one((const guint8 *)data, size);
    getrusage(RUSAGE_SELF, &after);
    gint64 took = cpu_ms(&after) - cpu_ms(&before);
    long peak_mib = after.ru_maxrss / KIB_IN_MIB;
    if (took <= SECONDS_MAX_MS && peak_mib <= MEMORY_MAX_MIB)
        return TRUE;
    printf("took %d ms and %ld MiB\n", (int)took, peak_mib);
    return FALSE;
}

/* FALSE: a file took too much. */
static gboolean
replay_folder(const char *folder, guint *count)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (!replay_file(path))
            return FALSE;
        (*count)++;
    }
    return TRUE;
}

int
main(int argc, char **argv)
{
    guint count = 0;
    fuzz_start();
    fuzz_one((const guint8 *)"", 0);
    for (int i = 1; i < argc; i++)
        if (!replay_folder(argv[i], &count))
            return EXIT_FAILURE;
    printf("%u inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
