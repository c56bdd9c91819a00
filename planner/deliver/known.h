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
    char *code, *name; /* NULL: she is no longer in the store */
    gboolean is_protected;
    char *uid, *organiser, *address;
    int sequence; /* the high mark: never lower again */
    gint64 dtstamp_utc;
    char *first_message;
    char *told;         /* the facts queued last */
    gboolean leaving;   /* cancelled, but nothing of that has reached her */
    gint64 heard_id;    /* the newest that has, or may have, reached her; */
    int heard_sequence; /* and the facts it told; NULL: she has heard */
    char *heard;        /* nothing */
    gboolean certain;   /* this or an earlier one has reached her */
    gboolean seen;      /* met again in this plan */
} Known;

typedef struct KnownAll KnownAll;

KnownAll *known_read(Store *store, gint64 event, GError **error);
void known_free(KnownAll *all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownAll, known_free)

/* The invitations (Known) of participant or company THING, as they were
 * made: to other addresses, too, and such as are leaving.  NULL: none;
 * borrowed. */
const GPtrArray *known_of(KnownAll *all, LetterKind kind, gint64 thing);

guint known_count(const KnownAll *all);
Known *known_at(KnownAll *all, guint index); /* borrowed */
