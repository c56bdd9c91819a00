/*
 * mailing: letters without a calendar entry, put into the outbox.
 *
 * Thanks, not this time, reserve, the host's letter and the briefing.  Each
 * reader gets each of them once: a second round goes to those who have not
 * had it.  Fills the outbox, as publish does; sends nothing.
 *
 *   thanks         everyone of the plan in force, people and companies
 *   not-this-time  whom the plan has no place for; why is not told
 *   reserve        those of them who are on call: companies with the status
 *                  "reserv", and whoever is picked by code
 *   host           companies that are visited
 *   briefing       people with a seat
 *
 * Who has said no, is not with us any longer or (thanks) was not there gets
 * none of them.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

typedef struct MailingRequest {
    gint64 event;
    LetterPurpose purpose; /* one without a calendar entry */
    /* Codes (P001, F007), NULL-terminated, as the planner picked them; NULL:
     * all whom the letter is for. */
    const char *const *codes;
    const char *until; /* reserve: on call until then; NULL: the event's day */
    gboolean keep;     /* FALSE: only look */
    const char *who;   /* login name, for the journal */
    const char *templates; /* as in PublishRequest */
    GRand *seeded;         /* as in PublishRequest */
} MailingRequest;

/* One who was to get the letter; all owned. */
typedef struct Mailed {
    char *code;
    char *name;   /* NULL: protected */
    char *reason; /* why not, in words; NULL: she does */
} Mailed;

typedef struct MailingReport {
    int version;     /* of the plan that it is about */
    int count;       /* who get it now */
    int had;         /* who have had it, or whose letter waits */
    gboolean early;  /* thanks before the day */
    gboolean late;   /* a letter about what is to come, after it */
    GPtrArray *list; /* Mailed, by kind and code; who has had it stands there
                        only where picked */
} MailingReport;

void mailing_report_free(MailingReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailingReport, mailing_report_free)

/* Does as REQUEST says, in one change.  The caller owns the report.  NULL
 * sets ERROR and nothing is changed: HUNDRA_ERROR_REFUSED without a sender or
 * a published plan, or while the outbox is being sent; HUNDRA_ERROR_INPUT
 * for a day that is none. */
MailingReport *deliver_mailing(Store *store, const MailingRequest *request,
                               GError **error);
