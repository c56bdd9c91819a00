#include "planner/store/sql.h"

#include <gio/gio.h>
#include <string.h>

static const char ROOT[] = "/hundra/planner/store/";
static const char MARK[] = "-- name: ";

static GBytes *
resource(const char *path)
{
    g_autofree char *full = g_strconcat(ROOT, path, NULL);
    GBytes *bytes =
        g_resources_lookup_data(full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes != NULL); /* compiled in: a missing one is our bug */
    return bytes;
}

static char *
resource_text(const char *path)
{
    g_autoptr(GBytes) bytes = resource(path);
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    return g_strndup(data, length);
}

static void
add(GHashTable *table, char *name, char *text)
{
    gboolean fresh = g_hash_table_insert(table, name, text);
    g_assert(fresh); /* two statements of one name */
}

/* Cuts TEXT at its "-- name: " lines. */
static void
load_statements(GHashTable *table, const char *text)
{
    const char *mark = strstr(text, MARK);
    while (mark != NULL) {
        const char *name = mark + strlen(MARK);
        const char *line_end = strchr(name, '\n');
        g_assert(line_end != NULL);
        const char *next = strstr(line_end, MARK);
        gsize length =
            next != NULL ? (gsize)(next - line_end) : strlen(line_end);
        add(table, g_strstrip(g_strndup(name, (gsize)(line_end - name))),
            g_strndup(line_end, length));
        mark = next;
    }
}

static char **
children(const char *path)
{
    char **names = g_resources_enumerate_children(
        path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(names != NULL);
    return names;
}

GHashTable *
sql_load(void)
{
    GHashTable *table =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) files = children(ROOT);
    for (char **file = files; *file != NULL; file++) {
        if (!g_str_has_suffix(*file, ".sql") ||
            g_str_has_prefix(*file, "schema"))
            continue;
        g_autofree char *text = resource_text(*file);
        load_statements(table, text);
    }
    g_auto(GStrv) views = children("/hundra/planner/store/views/");
    for (char **file = views; *file != NULL; file++) {
        g_autofree char *path = g_strconcat("views/", *file, NULL);
        g_autofree char *stem = g_strndup(*file, strlen(*file) - 4);
        add(table, g_strconcat("view:", stem, NULL), resource_text(path));
    }
    return table;
}

int
sql_script(sqlite3 *db, const char *path)
{
    g_autofree char *text = resource_text(path);
    return sqlite3_exec(db, text, NULL, NULL, NULL);
}
