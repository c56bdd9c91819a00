/*
 * shared: the entries of an event in a calendar that an office shares.
 *
 * One for each group and its day, with its companies in the title and its
 * stops in the text, and one for the whole event.  Without organiser and
 * attendees: a server would mail its own invitations (rule 39).  Stands on
 * entry, and on agenda to see what somebody has made of one.
 */
#pragma once

#include "planner/deliver/entry.h"
#include "planner/store/store.h"

/* An entry as the plan wants it; all owned. */
typedef struct Shared {
    char *code;  /* "grupp-07", "evenemang" */
    char *uid;   /* for life */
    char *name;  /* of its resource: "0123….ics" */
    char *facts; /* JSON of view calendar_group or shared_day */
} Shared;

/* All that EDITION wants (Shared); the caller owns them.  NULL sets ERROR. */
GPtrArray *shared_read(Store *store, gint64 event, const Edition *edition,
                       const Entries *entries, GError **error);

/* What an entry is made of; all borrowed. */
typedef struct SharedDraft {
    const char *uid, *facts;
    int sequence;
    gint64 dtstamp_utc;
} SharedDraft;

/* DRAFT as a calendar to put (rule 38: without METHOD).  The caller owns it.
 * NULL sets ERROR. */
char *shared_write(const Entries *entries, const SharedDraft *draft,
                   GError **error);

/* The title of DRAFT, for the eye; the caller owns it; NULL sets ERROR. */
char *shared_title(const Entries *entries, const SharedDraft *draft,
                   GError **error);

/* How BODY, what the server holds, differs from DRAFT: a JSON array of
 * {"what": "moved" | "title" | "place" | "wording" | "cancelled" | "repeats" |
 * "unreadable", "from", "to"}, owned by the caller; NULL in *DIFFERENCES
 * when it says the same.  FALSE sets ERROR. */
gboolean shared_compare(const Entries *entries, const SharedDraft *draft,
                        const GString *body, char **differences,
                        GError **error);
