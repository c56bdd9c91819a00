/*
 * hearing: who hears what of a publish, in the order of their codes.
 */
#pragma once

#include <glib.h>

typedef enum {
    HEARS_NEW,       /* is invited */
    HEARS_CHANGED,   /* is told what is new */
    HEARS_CANCELLED, /* is told that it is off */
} HearingKind;

/* Of somebody protected only the code is kept; all owned. */
typedef struct Hearing {
    HearingKind kind;
    char *code; /* NULL: she is no longer in the store */
    char *name; /* NULL: protected */
    gboolean is_protected;
    GPtrArray *changes; /* char *: from what she heard last, in sentences */
} Hearing;

/* An empty list of Hearing; the caller owns it. */
GPtrArray *hearings_new(void);

/* Adds one to LIST; CHANGES (char *) may be NULL.  All is copied. */
void hearing_add(GPtrArray *list, HearingKind kind, const char *code,
                 const char *name, gboolean is_protected, GPtrArray *changes);

void hearings_sort(GPtrArray *list);
