/*
 * import-example: the shipped example in a store of its own, for a test that
 * imports.
 */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "planner/store/import.h"

#define EXAMPLE "docs/examples/foretagsbesok-2022/"

static inline char *
folder_new(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("hundra-import-XXXXXX", &error);
    g_assert_no_error(error);
    return folder;
}

static inline void
folder_remove(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name = NULL;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static inline char *
example(const char *name)
{
    return g_strconcat(EXAMPLE, name, NULL);
}

static inline Store *
open_store(const char *path, const Clock *clock)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(path, STORE_CREATE, clock, &error);
    g_assert_no_error(error);
    return store;
}

static inline ImportReport *
import(Store *store, const char *const *files, GError **error)
{
    ImportRequest request = { .files = files, .as = KIND_NONE, .who = "test" };
    return import_files(store, &request, error);
}

static inline ImportReport *
import_well(Store *store, const char *const *files)
{
    g_autoptr(GError) error = NULL;
    ImportReport *report = import(store, files, &error);
    g_assert_no_error(error);
    return report;
}

static inline void
import_example(Store *store)
{
    g_autofree char *event = example("event.json");
    g_autofree char *sites = example("sites.csv");
    g_autofree char *companies = example("companies.csv");
    g_autofree char *people = example("politicians.csv");
    const char *const files[] = { companies, people, sites, event, NULL };
    g_autoptr(ImportReport) report = import_well(store, files);
    g_assert_cmpuint(report->problems->len, ==, 0);
}

/* The report as people read it: problems by their sentence, then JSON. */
static inline char *
report_text(const ImportReport *report)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < report->problems->len; i++) {
        g_autofree char *line =
            import_problem_text(g_ptr_array_index(report->problems, i));
        g_string_append_printf(text, "%s\n", line);
    }
    g_autofree char *json = import_report_json(report);
    g_string_append(text, json);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static inline gboolean
say_yes(ImportAsk ask, const char *question, const ImportReport *report,
        void *user)
{
    (void)ask;
    (void)report;
    (void)user;
    g_assert_cmpuint(strlen(question), >, 0);
    return TRUE;
}
