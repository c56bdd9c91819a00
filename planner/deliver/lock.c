#include "planner/deliver/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct OutboxLock {
    int fd;
};

/* A receipt is "when via message-id": none of them holds a space. */
enum { WHEN, VIA, MESSAGE_ID, FIELDS };

static int
open_file(const char *path, GError **error)
{
    int fd = g_open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                    0600);
    if (fd < 0)
        hundra_fail(error, HUNDRA_ERROR_SYSTEM, _("%s går inte att skapa: %s"),
                    path, g_strerror(errno));
    return fd;
}

OutboxLock *
outbox_lock(Store *store, GError **error)
{
    g_autofree char *database = store_string(store, error, "send_database", "");
    if (database == NULL)
        return NULL;
    g_autofree char *path = g_strconcat(database, "-send", NULL);
    int fd = open_file(path, error);
    if (fd < 0)
        return NULL;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        OutboxLock *lock = g_new0(OutboxLock, 1);
        lock->fd = fd;
        return lock;
    }
    hundra_fail(error, HUNDRA_ERROR_REFUSED,
                _("breven i %s sänds just nu; vänta tills det är klart och "
                  "försök igen"),
                database);
    g_close(fd, NULL);
    return NULL;
}

void
outbox_unlock(OutboxLock *lock)
{
    if (lock == NULL)
        return;
    g_close(lock->fd, NULL);
    g_free(lock);
}

/* ---- receipts ------------------------------------------------------------------ */

static gboolean
is_word(const char *text)
{
    return *text != '\0' && strpbrk(text, " \r\n") == NULL;
}

void
outbox_receipt(OutboxLock *lock, const char *message_id, const char *via,
               gint64 now_utc)
{
    if (!is_word(message_id) || !is_word(via))
        return;
    g_autofree char *line = g_strdup_printf("%" G_GINT64_FORMAT " %s %s\n",
                                            now_utc, via, message_id);
    /* In one piece, at the end: the threads need no lock between them. */
    ssize_t written = write(lock->fd, line, strlen(line));
    (void)written; /* see the header */
}

static void
add_receipt(JsonBuilder *json, char **fields)
{
    if (g_strv_length(fields) != FIELDS)
        return; /* cut off by a power cut */
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "message_id");
    json_builder_add_string_value(json, fields[MESSAGE_ID]);
    json_builder_set_member_name(json, "via");
    json_builder_add_string_value(json, fields[VIA]);
    json_builder_set_member_name(json, "sent_utc");
    json_builder_add_int_value(json, g_ascii_strtoll(fields[WHEN], NULL, 10));
    json_builder_end_object(json);
}

static char *
read_all(int fd)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char piece[4096];
    ssize_t got = 0;
    while ((got = pread(fd, piece, sizeof piece, (off_t)text->len)) > 0)
        g_string_append_len(text, piece, got);
    return got < 0 ? NULL : g_string_free(g_steal_pointer(&text), FALSE);
}

char *
outbox_receipts(OutboxLock *lock, GError **error)
{
    g_autofree char *text = read_all(lock->fd);
    if (text == NULL) {
        hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                    _("kvittona från den förra sändningen går inte att läsa: "
                      "%s"),
                    g_strerror(errno));
        return NULL;
    }
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_array(json);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) fields = g_strsplit(*line, " ", FIELDS);
        if (g_utf8_validate(*line, -1, NULL))
            add_receipt(json, fields);
    }
    json_builder_end_array(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}

void
outbox_forget(OutboxLock *lock)
{
    /* Left standing they do no harm: they only tell of what was sent. */
    int rc = ftruncate(lock->fd, 0);
    (void)rc;
}
