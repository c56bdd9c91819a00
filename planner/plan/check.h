/*
 * check: what stands in the way of an event, before it is planned.
 *
 * Facts that are missing, texts that contradict the facts, and arithmetic.
 * Lists; changes nothing.
 */
#pragma once

#include "planner/store/store.h"

typedef enum {
    FINDING_STOPS, /* no plan, or no letter, until it is mended */
    FINDING_WARNS, /* somebody will be left out or misled */
    FINDING_TELLS, /* good to know */
} FindingLevel;

typedef struct Finding {
    FindingLevel level;
    char *about;  /* code: F006, P008; "" the event itself */
    char *text;   /* one sentence */
    char *advice; /* the command that mends it, or "" */
} Finding;

/* Everything found in EVENT: Finding, the graver first.  The caller owns the
 * array and frees it with g_ptr_array_unref.  NULL sets ERROR. */
GPtrArray *check_event(Store *store, gint64 event, GError **error);

/* The findings as JSON: {"findings": [{"level": "stops", "about", "text",
 * "advice"}], "stops": N, "warns": N, "tells": N}; the caller owns it. */
char *check_json(const GPtrArray *findings);
