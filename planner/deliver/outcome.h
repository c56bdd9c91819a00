/*
 * outcome: what became of a message, as the outbox keeps it.
 *
 * Stands on crew (what was tried) alone.
 */
#pragma once

#include "planner/deliver/crew.h"

typedef struct Outcome {
    gint64 id;
    const char *state; /* of the outbox; static */
    char *answer;      /* the server's words, owned; NULL: none */
    gint64 not_before_utc;
} Outcome;

/* Outcomes whose answers are freed with the array. */
GArray *outcomes_new(void);

/* What PARCEL's journey means for its row, NOW_UTC. */
Outcome outcome_of(const Parcel *parcel, gint64 now_utc);

/* Whether it has, or may have, left. */
gboolean outcome_left(const Outcome *outcome);

/* OUTCOMES as the JSON that send_record takes; the caller owns it. */
char *outcomes_json(const GArray *outcomes);
