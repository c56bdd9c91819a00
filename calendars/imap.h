/*
 * imap: the new mail of one mailbox, which stays as it is (RFC 9051).
 *
 * Reads a batch at a time over a few connections, the next batch while the
 * caller is at the one before.  Keeps no cursor: the caller says after which
 * UID to begin, and under which UIDVALIDITY that was.  Stands on lane.
 */
#pragma once

#include "calendars/lane.h"

typedef struct Imap Imap;

typedef struct ImapMail {
    guint32 uid;
    LaneResult result; /* READ, GONE, TOO_BIG, or ODD: the server cannot give
                          it, though it gives others */
    GBytes *bytes;     /* NULL unless READ */
} ImapMail;

/* Connects to URL, imaps://host[:port][/MAILBOX] or imap:// (STARTTLS, never
 * without); INBOX unless told.  LOGIN (borrowed for life) has a user and a
 * password or bearer.  A mail of more than BYTES_MAX comes as TOO_BIG.
 * NULL sets TRANSPORT_ERROR. */
Imap *imap_open(const char *url, const TransportLogin *login, gsize bytes_max,
                GError **error);
void imap_close(Imap *imap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Imap, imap_close)

/* "imaps://post.example.org:993/INBOX; planner@example.org"; borrowed. */
const char *imap_name(const Imap *imap);

/* UIDs of another validity are those of another mailbox. */
guint32 imap_validity(const Imap *imap);

/* Begins after UID AFTER; 0: at the oldest. */
void imap_seek(Imap *imap, guint32 after);

/* The next mails (ImapMail) by rising UID; none: that was all when the
 * mailbox was opened.  The caller owns them.  NULL sets TRANSPORT_ERROR. */
GPtrArray *imap_next(Imap *imap, GError **error);
