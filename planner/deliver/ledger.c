#include "planner/deliver/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/deliver/facts.h"

struct Ledger {
    Store *store; /* borrowed */
    char *path;
    int fd;
};

/* ---- writing -------------------------------------------------------------- */

static char *
path_of(Store *store, GError **error)
{
    g_autofree char *database = store_string(store, error, "send_database", "");
    return database != NULL ? g_strconcat(database, "-ledger", NULL) : NULL;
}

static gboolean
fail(const Ledger *ledger, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("%s går inte att skriva: %s; inget skickas utan den"),
                       ledger->path, g_strerror(errno));
}

/* Makes the name of a new file durable, too. */
static gboolean
sync_folder(const Ledger *ledger, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(ledger->path);
    int fd = g_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    gboolean ok = (fd >= 0 && fsync(fd) == 0) || fail(ledger, error);
    if (fd >= 0)
        g_close(fd, NULL);
    return ok;
}

static gboolean
put(Ledger *ledger, const GString *text, GError **error)
{
    for (gsize done = 0; done < text->len;) {
        gssize more = write(ledger->fd, text->str + done, text->len - done);
        if (more < 0 && errno != EINTR)
            return fail(ledger, error);
        done += (gsize)MAX(more, 0);
    }
    return TRUE;
}

/* A line that a crash has cut short is ended: what comes is none of it. */
static gboolean
end_last_line(Ledger *ledger, GError **error)
{
    char last = '\n';
    off_t size = lseek(ledger->fd, 0, SEEK_END);
    if (size < 0 || (size > 0 && pread(ledger->fd, &last, 1, size - 1) != 1))
        return fail(ledger, error);
    g_autoptr(GString) end = g_string_new(last != '\n' ? "\n" : "");
    return put(ledger, end, error) && (size > 0 || sync_folder(ledger, error));
}

Ledger *
ledger_open(Store *store, GError **error)
{
    g_autoptr(Ledger) ledger = g_new0(Ledger, 1);
    ledger->store = store;
    ledger->fd = -1;
    ledger->path = path_of(store, error);
    if (ledger->path == NULL)
        return NULL;
    ledger->fd =
        g_open(ledger->path,
               O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (ledger->fd < 0 || fchmod(ledger->fd, 0600) != 0) {
        fail(ledger, error);
        return NULL;
    }
    return end_last_line(ledger, error) ? g_steal_pointer(&ledger) : NULL;
}

void
ledger_close(Ledger *ledger)
{
    if (ledger == NULL)
        return;
    if (ledger->fd >= 0)
        g_close(ledger->fd, NULL);
    g_free(ledger->path);
    g_free(ledger);
}

static char *
ids_json(const GArray *ids)
{
    g_autoptr(GString) json = g_string_new("[");
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                               g_array_index(ids, gint64, i));
    g_string_append_c(json, ']');
    return g_string_free(g_steal_pointer(&json), FALSE);
}

/* Writes the lines that statement NAME makes of the JSON in LIST. */
static gboolean
put_lines(Ledger *ledger, const char *name, const char *list, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(StoreRows) rows =
        store_query(ledger->store, &inner, name, "list:s", list);
    while (rows != NULL && store_rows_next(rows, &inner))
        g_string_append_printf(text, "%s\n", store_rows_text(rows, 0));
    if (inner == NULL)
        return put(ledger, text, error);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
ledger_begin(Ledger *ledger, const GArray *ids, GError **error)
{
    g_autofree char *list = ids_json(ids);
    return put_lines(ledger, "ledger_begun", list, error) &&
           (fdatasync(ledger->fd) == 0 || fail(ledger, error));
}

/* Need not be on disk: what has no end may have arrived. */
gboolean
ledger_end(Ledger *ledger, const char *outcomes, GError **error)
{
    return put_lines(ledger, "ledger_ended", outcomes, error);
}

gboolean
ledger_mark(Ledger *ledger, gint64 event, GError **error)
{
    off_t size = lseek(ledger->fd, 0, SEEK_END);
    return size < 0 ? fail(ledger, error)
                    : store_run(ledger->store, error, "ledger_mark",
                                "event:i bytes:i", event, (gint64)size);
}

/* ---- reading -------------------------------------------------------------- */

/* How far a message has come, by the lines read so far. */
typedef enum { NOT_LEFT, MAY_HAVE_LEFT, HAS_LEFT } Fate;

typedef struct Entry {
    char *message_id, *line;
    Fate before, now; /* the attempt begun last, and after it */
} Entry;

typedef struct Reading {
    const char *event;   /* code */
    GPtrArray *entries;  /* Entry */
    GHashTable *by_name; /* message_id -> Entry in ENTRIES */
} Reading;

static void
free_entry(gpointer data)
{
    Entry *entry = data;
    g_free(entry->message_id);
    g_free(entry->line);
    g_free(entry);
}

static void
free_news(gpointer data)
{
    LedgerNews *news = data;
    g_free(news->message_id);
    g_free(news->line);
    g_free(news);
}

static void
take_begun(Reading *reading, JsonObject *begun, const char *line)
{
    const char *name = facts_text(begun, "message");
    if (g_strcmp0(facts_text(begun, "event"), reading->event) != 0 ||
        name == NULL)
        return;
    Entry *entry = g_hash_table_lookup(reading->by_name, name);
    if (entry == NULL) {
        entry = g_new0(Entry, 1);
        entry->message_id = g_strdup(name);
        entry->line = g_strdup(line);
        g_ptr_array_add(reading->entries, entry);
        g_hash_table_insert(reading->by_name, entry->message_id, entry);
    }
    entry->before = entry->now;
    entry->now = MAX(entry->now, MAY_HAVE_LEFT);
}

static void
take_end(JsonObject *ended, const char *name, JsonNode *node, gpointer data)
{
    (void)ended;
    const Reading *reading = data;
    Entry *entry = g_hash_table_lookup(reading->by_name, name);
    const char *state = json_node_get_value_type(node) == G_TYPE_STRING
                            ? json_node_get_string(node)
                            : "";
    if (entry == NULL)
        return;
    if (strcmp(state, "sent") == 0)
        entry->now = HAS_LEFT;
    else if (strcmp(state, "unsure") != 0)
        entry->now = entry->before;
}

/* A line that was cut short by a crash is no line: nothing left by it. */
static void
take_line(Reading *reading, const char *line)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = facts_read(parser, line, NULL);
    JsonNode *ended = object != NULL ? facts_member(object, "ended") : NULL;
    if (ended != NULL && JSON_NODE_HOLDS_OBJECT(ended))
        json_object_foreach_member(json_node_get_object(ended), take_end,
                                   reading);
    else if (object != NULL)
        take_begun(reading, object, line);
}

/* Reads the file from MARK on, or all of it when it is shorter than that:
 * then it is another one. */
static gboolean
read_from(Reading *reading, const char *path, gint64 mark, GError **error)
{
    struct stat seen;
    FILE *file = fopen(path, "re");
    if (file == NULL && errno == ENOENT)
        return TRUE; /* nothing has ever left */
    if (file == NULL || fstat(fileno(file), &seen) != 0 ||
        fseeko(file, seen.st_size < mark ? 0 : mark, SEEK_SET) != 0) {
        hundra_fail(error, HUNDRA_ERROR_SYSTEM, _("%s går inte att läsa: %s"),
                    path, g_strerror(errno));
        if (file != NULL)
            (void)fclose(file); /* only read */
        return FALSE;
    }
    char *line = NULL;
    size_t size = 0;
    gssize length = 0;
    while ((length = getline(&line, &size, file)) > 0)
        if (line[length - 1] == '\n')
            take_line(reading, line);
    free(line);
    (void)fclose(file);
    return TRUE;
}

/* Of the entries, those that left and that STORE does not know to have. */
static GPtrArray *
unknown(Store *store, const Reading *reading, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_news);
    for (guint i = 0; i < reading->entries->len; i++) {
        Entry *entry = g_ptr_array_index(reading->entries, i);
        if (entry->now == NOT_LEFT ||
            store_number(store, &inner, 0, "ledger_known", "message:s sent:i",
                         entry->message_id,
                         (gint64)(entry->now == HAS_LEFT)) != 0)
            continue;
        LedgerNews *news = g_new0(LedgerNews, 1);
        news->message_id = g_strdup(entry->message_id);
        news->line = g_strdup(entry->line);
        news->sent = entry->now == HAS_LEFT;
        g_ptr_array_add(all, news);
    }
    if (inner == NULL)
        return g_steal_pointer(&all);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

GPtrArray *
ledger_news(Store *store, gint64 event, GError **error)
{
    g_autofree char *path = path_of(store, error);
    g_autofree char *code =
        path != NULL
            ? store_string(store, error, "ledger_event", "event:i", event)
            : NULL;
    if (code == NULL)
        return NULL;
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(free_entry);
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
    Reading reading = { code, entries, by_name };
    gint64 mark =
        store_number(store, NULL, 0, "ledger_marked", "event:i", event);
    return read_from(&reading, path, mark, error)
               ? unknown(store, &reading, error)
               : NULL;
}
