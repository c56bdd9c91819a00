/*
 * known: what the participants and companies of an event have been told.
 *
 * Read once from the store at the start of a publish.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

/* One invitation, as far as publishing must know it; all owned. */
typedef struct Known {
    gint64 id;
    LetterKind kind;
    char *uid, *organiser, *address;
    int sequence; /* the high mark: never lower again */
    gint64 dtstamp_utc;
    char *first_message;
    char *told;         /* the facts queued last */
    gboolean leaving;   /* cancelled, but the message has not left */
    int heard_sequence; /* of what has, or may have, reached her; and the */
    char *heard;        /* facts it told; NULL: she has heard nothing */
    gboolean seen;      /* met again in this plan */
} Known;

typedef struct KnownAll KnownAll;

KnownAll *known_read(Store *store, gint64 event, GError **error);
void known_free(KnownAll *all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownAll, known_free)

/* The invitation of participant or company THING, or NULL; borrowed.  One in
 * force goes before one that is leaving. */
Known *known_find(KnownAll *all, LetterKind kind, gint64 thing);

guint known_count(const KnownAll *all);
Known *known_at(KnownAll *all, guint index); /* borrowed */
