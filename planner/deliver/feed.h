/*
 * feed: the day of each person and each group as a file that a calendar
 * subscribes to.
 *
 * The file's name is a secret of 128 bits; whoever knows it may read it, and
 * it can be revoked (rule 35).  What a feed has told is kept in the store,
 * so that its bytes are the same as long as nothing of hers has changed
 * (rule 34), and a cancelled entry stays, as cancelled, for thirty days
 * (rule 36).  Stands on entry and on the views letter_participant and
 * calendar_group.
 */
#pragma once

#include "planner/store/store.h"

typedef struct FeedRequest {
    gint64 event;
    const char *who;    /* login name, for the journal; borrowed */
    const char *folder; /* borrowed; made where it is missing */
    GRand *seeded;      /* tests: where names come from; NULL: the system */
} FeedRequest;

/* Whose a feed is and where it lies; both owned. */
typedef struct FeedLink {
    char *code; /* "P001", "grupp-07" */
    char *file; /* path; whoever reads it can read the feed */
} FeedLink;

typedef struct FeedReport {
    int version;      /* of the plan that the feeds tell */
    int written;      /* files made or changed */
    int unchanged;    /* files that were right already */
    int cancelled;    /* entries that stay as cancelled */
    int removed;      /* files of names that have been revoked */
    GPtrArray *links; /* FeedLink, of all feeds in use */
} FeedReport;

void feed_report_free(FeedReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FeedReport, feed_report_free)

/* Brings the feeds of the published plan up to date, in one change, and then
 * their files, for their owner only.  NULL sets HUNDRA_ERROR_REFUSED when no
 * plan is published. */
FeedReport *deliver_feed(Store *store, const FeedRequest *request,
                         GError **error);

/* Gives the feed of CODE another name and removes its file; the new one is
 * written by the next deliver_feed.  FALSE sets HUNDRA_ERROR_INPUT when
 * nobody has such a feed. */
gboolean deliver_feed_revoke(Store *store, const FeedRequest *request,
                             const char *code, GError **error);
