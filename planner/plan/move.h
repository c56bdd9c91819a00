/*
 * move: one person to another group, or two who change places, in the
 * newest plan; the consequence before anything is stored.
 */
#pragma once

#include "planner/store/store.h"

typedef struct MoveRequest {
    gint64 event;
    const char *person; /* a code or a name */
    const char *other;  /* who she changes places with; NULL: a move */
    gint64 group;       /* of a move */
    const char *half;   /* "am", "pm"; NULL: all that she can */
    gboolean mend;      /* let follow what must */
    gboolean keep;      /* store it as a new version */
    const char *who;    /* for the journal */
} MoveRequest;

/* The consequence as the JSON of trial_json; the caller owns it.  NULL sets
 * ERROR and leaves the store as it was: HUNDRA_ERROR_REFUSED says which hard
 * rule stops it, and what a repair would do when one was found. */
char *move_make(Store *store, const MoveRequest *request, GError **error);
