/*
 * answer: what a planner decides about a mail that waits.
 *
 * Each decision is one change with one journal row, and can be undone.
 */
#pragma once

#include "planner/store/store.h"

typedef enum {
    ANSWER_YES,
    ANSWER_NO,
    ANSWER_MAYBE,
    ANSWER_AS_SAID, /* what the mail itself says */
    ANSWER_DONE,    /* nothing to book: it has been seen to */
    ANSWER_DECLINE, /* the proposed time is not taken: a letter says so */
    ANSWER_RESEND,  /* she gets the invitation once more */
} AnswerChoice;

/* Decides CHOICE about mail NUMBER of the inbox.  FALSE sets ERROR and
 * changes nothing: HUNDRA_ERROR_INPUT for no such mail, HUNDRA_ERROR_REFUSED
 * when it has been judged already, belongs to no invitation or is not what
 * CHOICE answers.  What CHOICE writes, by the office's own
 * TEMPLATES (may be NULL), waits in the outbox. */
gboolean answer_mail(Store *store, gint64 number, AnswerChoice choice,
                     const char *templates, const char *who, GError **error);
