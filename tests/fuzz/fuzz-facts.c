/*
 * A whole database with facts that no Hundra wrote: lines of table, column,
 * row and value, stored as they are, whatever the schema says of them.
 */
#include <sqlite3.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/store-walk.h"

enum { TABLE, COLUMN, ROW, VALUE, WORDS };
enum { LINES_MAX = 32 };

static gboolean
is_name(const char *word)
{
    return *word != '\0' && strspn(word, G_CSET_a_2_z "_") == strlen(word) &&
           !g_str_has_prefix(word, "sqlite");
}

/* What looks like a number is one. */
static void
bind_value(sqlite3_stmt *stmt, int index, const char *text)
{
    char *end = NULL;
    gint64 number = g_ascii_strtoll(text, &end, 10);
    if (strcmp(text, "null") == 0)
        return;
    if (*text != '\0' && *end == '\0')
        sqlite3_bind_int64(stmt, index, number);
    else
        sqlite3_bind_text(stmt, index, text, -1, SQLITE_TRANSIENT);
}

static void
store_fact(sqlite3 *db, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", WORDS);
    if (g_strv_length(words) < WORDS || !is_name(words[TABLE]) ||
        !is_name(words[COLUMN]))
        return;
    g_autofree char *sql =
        g_strdup_printf("UPDATE \"%s\" SET \"%s\" = :value WHERE rowid ="
                        " :row",
                        words[TABLE], words[COLUMN]);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK) {
        bind_value(stmt, 1, words[VALUE]);
        bind_value(stmt, 2, words[ROW]);
        sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
}

/* The caller frees what comes back with sqlite3_free. */
static unsigned char *
image_with(const guint8 *plain, gsize plain_size, char **lines,
           sqlite3_int64 *size)
{
    enum { OWN = SQLITE_DESERIALIZE_FREEONCLOSE };
    sqlite3 *db = NULL;
    unsigned char *copy = sqlite3_malloc64(plain_size);
    memcpy(copy, plain, plain_size);
    g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_deserialize(db, "main", copy,
                                        (sqlite3_int64)plain_size,
                                        (sqlite3_int64)plain_size, OWN),
                    ==, SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    for (guint i = 0; i < LINES_MAX && lines[i] != NULL; i++)
        store_fact(db, lines[i]);
    unsigned char *image = sqlite3_serialize(db, "main", size, 0);
    g_assert_nonnull(image);
    sqlite3_close(db);
    return image;
}

void
fuzz_one(const guint8 *data, gsize size)
{
    gsize plain_size = 0;
    sqlite3_int64 image_size = 0;
    const guint8 *bytes = g_bytes_get_data(store_image(), &plain_size);
    g_autofree char *text = fuzz_text(data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", LINES_MAX + 1);
    unsigned char *image = image_with(bytes, plain_size, lines, &image_size);
    store_walk(image, (gsize)image_size);
    sqlite3_free(image);
}
