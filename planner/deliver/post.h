/*
 * post: one of our entries on a calendar server, brought to what the plan
 * wants without losing anybody's change.
 *
 * Every write names the version it replaces.  What somebody has changed is
 * noted and left, unless the planner has said that ours goes first.  Stands
 * on caldav and shared; knows no store.
 */
#pragma once

#include "calendars/caldav.h"
#include "planner/deliver/shared.h"

typedef enum {
    POST_AS_KNOWN, /* the server says nothing new of it */
    POST_CHANGED,  /* another version lies there, or one we do not know */
    POST_GONE,     /* nothing lies there */
} PostState;

/* All strings owned; NULL where absent. */
typedef struct Post {
    char *name, *code, *uid;
    char *wanted; /* facts of the plan; NULL: no longer in it */
    char *facts;  /* what we put last; NULL: nothing yet */
    char *etag;   /* of the version we know; NULL: none, or not told */
    char *theirs; /* what somebody has changed, as shared_compare; NULL */
    char *listed; /* ETag that the server has told in a list */
    int sequence;
    gint64 dtstamp_utc;
    PostState state;
    gboolean touched; /* is not as the store has it */
    gboolean dropped; /* the store can forget it */
} Post;

void post_free(gpointer data);

/* What a run of posts shares, and what it has done. */
typedef struct Posting {
    Caldav *caldav; /* borrowed, as the next */
    const Entries *entries;
    gint64 now_utc;
    gboolean ours; /* ours goes before what others have changed */
    int added, changed, removed;
    int unsettled;  /* changed by others each time we tried */
    gboolean wrote; /* since the caller last set it FALSE */
} Posting;

/* Takes in that the server tells of POST: its ETAG (NULL: it tells none), or
 * that it is GONE. */
void post_told(Post *post, const char *etag, gboolean gone);

/* Brings POST to what is wanted, as far as that overrides nobody.  FALSE
 * sets ERROR; what was done is in POST. */
gboolean post_settle(Posting *posting, Post *post, GError **error);
