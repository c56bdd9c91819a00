/*
 * publish: makes a plan version the one in force, and fills the outbox with
 * what each one must hear.
 *
 * Stands on the store and on letter.  Sends nothing: the finished bytes wait
 * in the outbox, to be looked at first.
 *
 * Who hears is decided per invitation, from what its reader has heard:
 *
 *   never invited                  REQUEST, SEQUENCE 0
 *   the same facts                 nothing
 *   time, place, group, company    REQUEST, SEQUENCE + 1
 *   anything else of hers          REQUEST, same SEQUENCE, later DTSTAMP
 *   no longer in the plan          CANCEL, SEQUENCE + 1
 *   new address or new sender      CANCEL of the old, REQUEST of a new UID
 *
 * A message that still waits when a newer one is queued is withdrawn: she
 * hears only the newest, or nothing when all is again as she knows it.  What
 * may have reached her counts as heard, and is sent again until it has.
 */
#pragma once

#include "planner/deliver/hearing.h"
#include "planner/store/store.h"

typedef struct PublishRequest {
    gint64 event;
    int version;           /* 0: the newest */
    const char *who;       /* login name, for the journal; borrowed */
    const char *templates; /* folder of the office's own; NULL: none */
    gboolean dry_run;      /* all of it, but nothing stays */
    GRand *seeded;         /* tests: where UIDs come from; NULL: the system */
} PublishRequest;

/* Somebody who takes part and cannot be written to; all owned. */
typedef struct Unreached {
    char *code;
    char *name;   /* NULL: protected */
    char *reason; /* a sentence: what to do */
} Unreached;

typedef struct PublishReport {
    int version, newest; /* published; VERSION < NEWEST is worth a warning */
    int invited, updated, cancelled; /* messages queued now */
    int withdrawn;                   /* waited, and are no longer needed */
    int unchanged;                   /* need hear nothing */
    GPtrArray *hearings;             /* Hearing (hearing.h), by code */
    GPtrArray *unreached;            /* Unreached */
} PublishReport;

void publish_report_free(PublishReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublishReport, publish_report_free)

/* Publishes as REQUEST says, in one change with one journal row.  The
 * caller owns the report.  NULL sets ERROR and nothing is changed:
 * HUNDRA_ERROR_REFUSED without a sender, without such a version, or while
 * the outbox is being sent; HUNDRA_ERROR_INPUT when a letter cannot be
 * written. */
PublishReport *deliver_publish(Store *store, const PublishRequest *request,
                               GError **error);

/* Why no letter can go to EMAIL (may be NULL), in words that the caller owns.
 * Of a protected person's address nothing is said. */
char *publish_fault(const char *email, gboolean is_protected);
