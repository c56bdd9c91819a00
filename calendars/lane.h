/*
 * lane: one connection to one IMAP mailbox, opened so that nothing in it can
 * be changed (RFC 9051 6.3.3: EXAMINE).
 *
 * libcurl 7.88 reads a mail's bytes truly only in the URL form
 * imaps://host/INBOX/;UID=7, which says SELECT and then BODY[], and so marks
 * the mail as read.  But it selects once for a connection: a custom EXAMINE
 * after that leaves the mailbox read-only, and no BODY[] marks anything.  So
 * that libcurl never selects anew behind our back, a lane refuses it every
 * new socket but the one it opens with.
 */
#pragma once

#include <curl/curl.h>

#include "calendars/transport.h"

typedef struct LanePlace {
    const char *url;     /* imaps://host:993/INBOX, as imap takes it */
    const char *mailbox; /* INBOX */
    const char *name;    /* for the eye */
    const TransportLogin *login;
} LanePlace;

typedef struct Lane Lane;

/* PLACE is borrowed for life; nothing is said before lane_connect. */
Lane *lane_new(const LanePlace *place);
void lane_free(Lane *lane);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lane, lane_free)

/* Connects anew, logs in, opens the mailbox.  FALSE sets TRANSPORT_ERROR. */
gboolean lane_connect(Lane *lane, GError **error);

/* As the mailbox was when the lane connected; 0: the server did not say. */
guint32 lane_validity(const Lane *lane);
guint32 lane_next_uid(const Lane *lane);

typedef enum {
    LANE_READ,
    LANE_GONE,    /* no such mail any more */
    LANE_TOO_BIG, /* more than LIMIT bytes */
    LANE_ODD,     /* an answer that is none: connect again */
} LaneResult;

/* The UIDs FROM to TO, appended to UIDS (guint32) in order.  LANE_TOO_BIG:
 * more than one line of libcurl's holds; ask for fewer.  Connect again after
 * anything but LANE_READ. */
LaneResult lane_search(Lane *lane, guint32 from, guint32 to, GArray *uids);

/* The mail UID as *BYTES, which the caller owns.  Connect again after
 * LANE_TOO_BIG and LANE_ODD. */
LaneResult lane_fetch(Lane *lane, guint32 uid, gsize limit, GBytes **bytes);

/* What the last LANE_ODD was about, as TRANSPORT_ERROR. */
void lane_fault(const Lane *lane, GError **error);
