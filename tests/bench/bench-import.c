/*
 * bench-import: how long a folder of files takes to import, and how much
 * memory: first into an empty store, then once more with nothing changed.
 *
 *     bench-import FOLDER     of .csv, .json and .xml files
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>

#include "planner/store/import.h"

static GPtrArray *
files_of(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    const char *name = NULL;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ".csv") || g_str_has_suffix(name, ".json") ||
            g_str_has_suffix(name, ".xml"))
            g_ptr_array_add(files, g_build_filename(folder, name, NULL));
    g_ptr_array_add(files, NULL);
    return files;
}

static double
cpu_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static gboolean
time_import(Store *store, const GPtrArray *files, const char *what,
            GError **error)
{
    struct rusage use;
    gint64 start = g_get_monotonic_time();
    double cpu = cpu_seconds();
    ImportRequest request = { .files = (const char *const *)files->pdata,
                              .as = KIND_NONE,
                              .who = "bench" };
    g_autoptr(ImportReport) report = import_files(store, &request, error);
    if (report == NULL)
        return FALSE;
    g_autofree char *sentence = import_report_sentence(report);
    getrusage(RUSAGE_SELF, &use);
    printf("%s: %.2f s (%.2f s of processor), at most %ld MiB so far: %s\n",
           what, (double)(g_get_monotonic_time() - start) / 1e6,
           cpu_seconds() - cpu, use.ru_maxrss / 1024, sentence);
    return TRUE;
}

int
main(int argc, char **argv)
{
    if (argc != 2) {
        g_printerr("bench-import FOLDER\n");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("hundra-bench-XXXXXX", &error);
    g_autofree char *path =
        folder != NULL ? g_build_filename(folder, "a.db", NULL) : NULL;
    g_autoptr(GPtrArray) files = files_of(argv[1]);
    Store *store =
        path != NULL ? store_open(path, STORE_CREATE, NULL, &error) : NULL;
    gboolean done = store != NULL && time_import(store, files, "new", &error) &&
                    time_import(store, files, "again", &error);
    store_close(store);
    if (!done)
        g_printerr("bench-import: %s\n", error->message);
    if (path != NULL)
        g_remove(path);
    if (folder != NULL)
        g_rmdir(folder);
    return done ? 0 : 1;
}
