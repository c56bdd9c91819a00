/*
 * import-value: one cell as its field says, in the one form that is stored.
 *
 * Every stored form is text (SQLite turns it into the column's type), so
 * that what a file says and what the store holds can be compared.
 */
#pragma once

#include <glib.h>

#include "planner/base/cells.h"
#include "planner/store/headings.h"

/* What reading a cell came to. */
typedef enum {
    CELL_READ,    /* OUT is the stored form */
    CELL_SILENT,  /* empty: the field's fallback, or nothing */
    CELL_GUESSED, /* unreadable, and taken for the safe answer in OUT */
    CELL_BAD,     /* REASON says what is wrong and what to write */
} CellReading;

/* Reads TEXT into OUT (emptied first).  *REASON becomes a sentence fragment
 * that the caller owns, for CELL_BAD and CELL_GUESSED. */
CellReading field_read(const Field *field, const char *text, CellKind kind,
                       GString *out, char **reason);

/* Both stored forms, or NULL for nothing. */
gboolean field_equal(const Field *field, const char *a, const char *b);

/* A stored form as an office would write it.  The caller owns it; "" for
 * nothing. */
char *field_show(const Field *field, const char *stored);
