/*
 * tell: what one reader must hear, put into the outbox.
 *
 * The rules stand in publish.h.  Stands on known (what she has heard) and on
 * press (what she will read); sees no plan and no list of people.
 */
#pragma once

#include "planner/deliver/known.h"
#include "planner/deliver/press.h"
#include "planner/deliver/publish.h"

/* One publish on its way; all borrowed. */
typedef struct Teller {
    Store *store;
    gint64 event, version;
    const char *sender; /* a valid address */
    GRand *seeded;      /* as in PublishRequest */
    KnownAll *known;
    Press *press;
    PublishReport *report; /* counts what is queued */
} Teller;

/* Who a letter is to, and its facts; all borrowed. */
typedef struct TellRow {
    LetterKind kind;
    gint64 thing;     /* participant or company */
    const char *code; /* its name in error texts */
    const char *name; /* for the report */
    gboolean is_protected;
    const char *facts;   /* JSON of a letter view */
    const char *address; /* valid and normal */
} TellRow;

/* Queues what ROW's reader must hear, if anything.  FALSE sets ERROR. */
gboolean tell_row(Teller *teller, const TellRow *row, GError **error);

/* Asks KNOWN's reader, who has heard, once more with the same FACTS (JSON):
 * as a reminder with the same SEQUENCE.  AUTOMATIC: nobody pressed for it.
 * The report may be NULL. */
gboolean tell_again(Teller *teller, const Known *known, const char *code,
                    const char *facts, gboolean automatic, GError **error);

/* Ends KNOWN, whose reader is no longer in the plan.  Who has heard nothing
 * of it need not hear that it is off. */
gboolean tell_gone(Teller *teller, const Known *known, GError **error);
