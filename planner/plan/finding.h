/*
 * finding: one thing that stands in an event's way, in words.
 */
#pragma once

#include <glib.h>

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

/* An empty list that owns its findings. */
GPtrArray *findings_new(void);

/* Appends a finding; ABOUT is copied, TEXT and ADVICE (NULL: none) taken. */
void findings_add(GPtrArray *findings, FindingLevel level, const char *about,
                  char *text, char *advice);

/* The findings as JSON: {"findings": [{"level": "stops", "about", "text",
 * "advice"}], "stops": N, "warns": N, "tells": N}; the caller owns it. */
char *findings_json(const GPtrArray *findings);
