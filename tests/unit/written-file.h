/* written-file: what the program has written, looked at. */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* What NAME in FOLDER says; owned by the caller. */
static inline char *
file_content(const char *folder, const char *name)
{
    char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

/* Only its owner may read it. */
static inline void
file_check_private(const char *path)
{
    struct stat about;
    g_assert_cmpint(stat(path, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 0777, ==, 0600);
}

static inline char *
file_checksum(const char *path)
{
    g_autofree char *data = NULL;
    gsize size = 0;
    gboolean read = g_file_get_contents(path, &data, &size, NULL);
    g_assert_true(read);
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)data, size);
}
