/*
 * set: the settings of an event that a planner changes by name.
 *
 * A setting is a row: its names, how a value is read, the statement that
 * keeps it.  Values now in force are in the view "settings".
 */
#pragma once

#include "planner/store/store.h"

enum {
    SET_TEXT_SIZE = 321,
    SET_CHARACTERS_MAX = 78, /* a name goes into a header line */
    SET_NOTE_MAX = 300,      /* characters of a note on the sheets */
    SET_FILE_BYTES_MAX = 1 << 20,
};

typedef struct SetRow {
    const char *key;    /* "avsändare.namn" */
    const char *key_en; /* "sender.name" */
    const char *help;   /* msgid: what it is, and which values it takes */
    /* What the user wrote, as it is kept.  FALSE: *REASON (a fragment of a
     * sentence to stand after a colon, static, in the user's language) says
     * what is wrong. */
    gboolean (*read)(const char *text, char out[SET_TEXT_SIZE],
                     const char **reason);
    const char *statement;
    /* VALUE names a file, and what stands in it is kept. */
    gboolean is_file;
    /* Statement that counts whom it tells about once it is on, and a msgid of
     * the journal's with %d for them; NULL: nobody. */
    const char *count, *told;
} SetRow;

/* The settings in the order of the view, *COUNT of them. */
const SetRow *set_rows(guint *count);

/* The setting that KEY names in either language; '-' and '_' are alike.
 * NULL sets HUNDRA_ERROR_INPUT and lists the keys. */
const SetRow *set_find(const char *key, GError **error);

/* Reads VALUE (of a file: its name) and keeps it for EVENT as one change, journalled for WHO; ""
 * clears the setting.  FALSE leaves it as it was. */
gboolean set_value(Store *store, gint64 event, const SetRow *row,
                   const char *value, const char *who, GError **error);
