/*
 * store: the one database file, its named statements and its journal.
 *
 * The only room with SQLite.  Stands on planner/base.  Statements stand in
 * the .sql files beside this one ("-- name: seat_add"), views in views/, and
 * are called by name: no SQL is pasted together anywhere.
 *
 * Parameters follow a format, one word each: "event:i name:s" wants a gint64
 * and a string.  Letters: i gint64, d double, s text (NULL: null), b GBytes*
 * (NULL: null).  A name that the statement lacks, or lacks a value for, is
 * our own bug and ends the program.
 */
#pragma once

#include <glib.h>

#include "planner/base/clock.h"
#include "planner/base/error.h"

/* Used by one thread at a time. */
typedef struct Store Store;

typedef enum {
    STORE_MUST_EXIST, /* a command that only reads or goes on */
    STORE_CREATE,     /* made, private to its owner, when missing */
} StoreMode;

/* Opens the database at PATH and brings its schema up to date.  CLOCK is
 * borrowed.  NULL sets HUNDRA_ERROR_STORE: missing, locked, corrupt, not
 * ours, or written by a newer Hundra; the file is then as it was. */
Store *store_open(const char *path, StoreMode mode, const Clock *clock,
                  GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

/* How long to wait for another program that writes; five seconds unless
 * told. */
void store_wait(Store *store, int milliseconds);

/* Seconds since 1970 by the store's clock. */
gint64 store_now_utc(const Store *store);

/* ---- one change, one transaction ---------------------------------------- */

/* A command's whole change: begun, then committed or else taken back when
 * the handle is freed.  Everything run on the store in between belongs to
 * it and is recorded for undo. */
typedef struct StoreChange StoreChange;

StoreChange *store_change(Store *store, GError **error);
void store_change_free(StoreChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreChange, store_change_free)

/* What the journal says of a change; all borrowed. */
typedef struct JournalEntry {
    const char *who;     /* login name */
    const char *command; /* "import" */
    const char *what;    /* a sentence; may be NULL */
    const char *final;   /* why it can never be undone; NULL: it can */
} JournalEntry;

/* Writes the journal row and commits.  A change that changed nothing leaves
 * no row.  FALSE: everything is as before the change. */
gboolean store_change_commit(StoreChange *change, const JournalEntry *entry,
                             GError **error);

/* Writes a row of what was done and changed nothing: shown, not undone. */
gboolean store_change_note(StoreChange *change, const JournalEntry *entry,
                           GError **error);

/* Takes back the newest command not yet taken back.  *WHAT (may be NULL)
 * becomes its command and sentence; the caller owns it.  FALSE sets
 * HUNDRA_ERROR_REFUSED when there is none or it is final. */
gboolean store_undo(Store *store, const char *who, char **what, GError **error);

/* ---- statements by name --------------------------------------------------- */

/* Runs a statement that gives no rows. */
gboolean store_run(Store *store, GError **error, const char *name,
                   const char *format, ...);

/* The id of the newest row; the rows that the last statement changed. */
gint64 store_last_id(const Store *store);
int store_changed(const Store *store);

/* Rows, read one by one.  A name has one open reader at a time. */
typedef struct StoreRows StoreRows;

StoreRows *store_query(Store *store, GError **error, const char *name,
                       const char *format, ...);
void store_rows_free(StoreRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreRows, store_rows_free)

/* TRUE: a row can be read.  FALSE: no more, or ERROR is set. */
gboolean store_rows_next(StoreRows *rows, GError **error);
gboolean store_rows_null(const StoreRows *rows, int column);
/* As an int that sums of a few stay within, whoever wrote it: at most a
 * million either way. */
int store_rows_small(const StoreRows *rows, int column);
gint64 store_rows_int(const StoreRows *rows, int column);
double store_rows_double(const StoreRows *rows, int column);
/* Borrowed until the next row; NULL for a null. */
const char *store_rows_text(const StoreRows *rows, int column);
GBytes *store_rows_bytes(const StoreRows *rows, int column); /* owned */

/* The first column of the first row as a number; FALLBACK when there is no
 * row or a null.  A failed statement sets ERROR and gives FALLBACK. */
gint64 store_number(Store *store, GError **error, gint64 fallback,
                    const char *name, const char *format, ...);

/* The same as text; the caller owns it; NULL without a row. */
char *store_string(Store *store, GError **error, const char *name,
                   const char *format, ...);

/* The JSON text of view NAME (views/NAME.sql); the caller owns it.  NULL
 * sets ERROR; a view that finds nothing gives HUNDRA_ERROR_INPUT. */
char *store_view(Store *store, GError **error, const char *name,
                 const char *format, ...);

/* Names of all statements and of all views, for the test that prepares
 * each; NULL-terminated, the caller owns them. */
char **store_statement_names(const Store *store);
gboolean store_prepares(Store *store, const char *name, GError **error);
