/*
 * judge: what a mail is allowed to do, before anything is written.
 *
 * Booked at once is only an answer whose UID is right (its token cannot be
 * guessed) and whose sender is known for that person: two things that a
 * stranger does not have, and that somebody she forwarded the invitation to
 * has only the first of.  All else waits for a person, with its reason and
 * with what one key would book.  Nobody is silenced or removed by mail.
 */
#pragma once

#include "planner/deliver/match.h"

typedef enum {
    VERDICT_BOOKED,
    VERDICT_WAITING,
    VERDICT_PROBLEM,
    VERDICT_NOTED,
} VerdictState;

/* The text of STATE in the store; borrowed. */
const char *verdict_state(VerdictState state);

/* What a mail says of one person's coming; texts are borrowed from the
 * intake. */
typedef struct Verdict {
    VerdictState state;
    const char *reason;   /* a code, see judge.c; NULL: none */
    char *detail;         /* owned: an address, a word; or NULL */
    const char *partstat; /* NULL: it does not say */
    gboolean replies;     /* PARTSTAT goes among the answers that count */
    int sequence;
    gint64 dtstamp_utc;
    const char *answered_as; /* another address than hers; or NULL */
    const char *comment, *delegated_to;
    gint64 start_utc, end_utc; /* proposed; or INTAKE_NO_TIME */
} Verdict;

void verdict_clear(Verdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verdict, verdict_clear)

/* Judges INTAKE, which MATCH is about.  AUTHSERV (may be NULL) is the name
 * under which our own relay writes Authentication-Results (RFC 8601): then
 * what it did not pass waits.  FALSE sets ERROR. */
gboolean judge(Store *store, const Intake *intake, const Match *match,
               const char *authserv, Verdict *verdict, GError **error);
