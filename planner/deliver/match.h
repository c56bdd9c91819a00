/*
 * match: whose invitation a mail is about, and whether its sender is hers.
 *
 * By the UID, whose token nobody can guess; else by the message it answers
 * (In-Reply-To, References); else by a token after a plus in the address it
 * came to.  Never by subject.  Stands on the store.
 */
#pragma once

#include "calendars/intake.h"
#include "planner/store/store.h"

typedef enum {
    MATCH_NONE,
    MATCH_UID,    /* its calendar holds the UID: proven */
    MATCH_THREAD, /* it answers a message of ours */
    MATCH_TAG,    /* it came to an address with her token */
} MatchWay;

typedef struct Match {
    MatchWay way;
    gint64 invitation, event;    /* 0: none */
    int sequence;                /* the highest we have told */
    int answered;                /* of the message it answers; -1: unknown */
    gboolean cancelled;          /* she is no longer invited by it */
    char *code;                  /* all owned */
    char *address, *address_now; /* invited at; reached at today, or NULL */
} Match;

void match_clear(Match *match);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Match, match_clear)

/* Finds the invitation that INTAKE is about.  FALSE sets ERROR; none is no
 * error. */
gboolean match_find(Store *store, const Intake *intake, Match *match,
                    GError **error);

/* TRUE when ADDRESS (may be NULL) is one that MATCH's person is known by:
 * invited at, hers today, or confirmed by a planner before. */
gboolean match_knows(Store *store, const Match *match, const char *address,
                     GError **error);

/* TRUE when both are the same mailbox as far as anyone can tell. */
gboolean match_same_address(const char *one, const char *other);
