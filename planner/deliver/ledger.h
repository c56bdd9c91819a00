/*
 * ledger: what has been handed to mail servers, kept beside the database.
 *
 * A file (FILE-ledger, mode 0600) that only grows: a line of JSON for each
 * message before it is handed over, on disk by then, and one for what became
 * of each batch.  A database that is restored from a backup does not know
 * what has left since: catch-up.h tells it from here.  The file holds
 * addresses and what letters told; who destroys the database destroys it too.
 */
#pragma once

#include "planner/store/store.h"

typedef struct Ledger Ledger;

/* Opens the ledger of STORE (borrowed), made if missing.  NULL sets
 * HUNDRA_ERROR_SYSTEM. */
Ledger *ledger_open(Store *store, GError **error);
void ledger_close(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)

/* The messages IDS (gint64) of the outbox are about to be handed over.  TRUE:
 * that is on disk. */
gboolean ledger_begin(Ledger *ledger, const GArray *ids, GError **error);

/* What became of them, as a JSON array of {"id", "state"}. */
gboolean ledger_end(Ledger *ledger, const char *outcomes, GError **error);

/* All that the ledger has of EVENT is known to the store: the next look
 * starts from here. */
gboolean ledger_mark(Ledger *ledger, gint64 event, GError **error);

/* A message that has left, or may have, and of which the store does not know
 * as much; all owned. */
typedef struct LedgerNews {
    char *message_id;
    char *line;    /* of the ledger, as ledger.sql writes it */
    gboolean sent; /* FALSE: it may have arrived */
} LedgerNews;

/* The LedgerNews of EVENT in the order they left; empty unless the database
 * was restored.  The caller owns the array.  NULL sets ERROR. */
GPtrArray *ledger_news(Store *store, gint64 event, GError **error);
