/*
 * printed: what lies printed, sheet by sheet, and which sheets a new print
 * must replace.
 *
 * A sheet is known by its kind ("gruppblad", in English "gruppblad.en") and
 * key, and told from its earlier self by a hash of what it says: not of its
 * version or the time it was made.
 */
#pragma once

#include "planner/store/store.h"

enum { PRINTED_HASH_DIGITS = 6 };

typedef enum {
    PRINTED_NEW,     /* never printed */
    PRINTED_CHANGED, /* lies printed, and says something else now */
    PRINTED_SAME,
    PRINTED_GONE, /* lies printed, and is no longer in the plan */
} PrintedState;

/* What lies printed of one sheet; owned by Printed. */
typedef struct PrintedSheet {
    char *sheet, *key, *hash;
    int version;
    gboolean met; /* asked for by printed_state */
} PrintedSheet;

typedef struct Printed Printed;

/* What lies printed of EVENT.  NULL sets ERROR. */
Printed *printed_read(Store *store, gint64 event, GError **error);
void printed_free(Printed *printed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Printed, printed_free)

/* What the sheet of KIND (its stem) and KEY with HASH is; *LIES (may be NULL)
 * becomes what lies printed of it, or NULL.  Borrowed. */
PrintedState printed_state(Printed *printed, const char *kind, const char *key,
                           const char *hash, const PrintedSheet **lies);

/* The sheets of KIND that lie printed and were not asked for since they were
 * read.  The caller owns the array of borrowed PrintedSheet. */
GPtrArray *printed_gone(Printed *printed, const char *kind);

/* The hash of CONTENT (what the sheet says, in any form); the caller owns
 * it. */
char *printed_hash(const char *content);

/* Keeps, in a change of the caller's, that the sheet lies printed; or, with
 * HASH NULL, that it does no more. */
gboolean printed_keep(Store *store, gint64 event, const char *kind,
                      const char *key, int version, const char *hash,
                      GError **error);
