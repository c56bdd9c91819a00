/*
 * caldav: a calendar collection on somebody's server (RFC 4791, RFC 6578).
 *
 * Reads what has changed, and puts and takes away entries so that nobody
 * else's change is lost: every write says which version it replaces.  Knows
 * nothing of events; an entry is bytes with a name below the collection.
 * Stands on http and multistatus.
 */
#pragma once

#include <glib.h>

#include "calendars/multistatus.h"
#include "calendars/transport.h"

enum { CALDAV_ROUNDS_MAX = 1000 }; /* of a change list told bit by bit */

typedef struct Caldav Caldav;

/* Opens the collection at URL: what the server can (the DAV header, before
 * anything else: rule 42) and that a calendar is there.  Redirects are
 * followed as http.h says.  NULL sets ERROR (TRANSPORT_ERROR_*). */
Caldav *caldav_open(const char *url, const TransportLogin *login,
                    GError **error);
void caldav_close(Caldav *caldav);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Caldav, caldav_close)

/* Host and path, for the eye; borrowed. */
const char *caldav_name(const Caldav *caldav);

/* Where the collection really is: the URL after redirects; borrowed. */
const char *caldav_url(const Caldav *caldav);

typedef struct DavChanges {
    GPtrArray *items; /* DavItem: name and etag, or status 404: gone */
    char *token;      /* for the next time, opaque; NULL: none is kept */
    gboolean whole;   /* all there is: what is not listed is gone */
    guint elsewhere;  /* as in Multistatus */
} DavChanges;

void dav_changes_free(DavChanges *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DavChanges, dav_changes_free)

/* What has changed since TOKEN; NULL, or a token that the server no longer
 * knows, gives all there is.  NULL sets ERROR. */
DavChanges *caldav_changes(Caldav *caldav, const char *token, GError **error);

/* What became of a request for one entry. */
typedef enum {
    CALDAV_DONE,
    CALDAV_CHANGED, /* 412: it is not the version that was named; nothing done */
    CALDAV_GONE,    /* 404, 410 */
    CALDAV_FAILED,  /* ERROR is set */
} CaldavResult;

/* Reads entry NAME; *DATA and *ETAG (NULL: the server tells none) become the
 * caller's. */
CaldavResult caldav_get(Caldav *caldav, const char *name, GString **data,
                        char **etag, GError **error);

/* Puts DATA (CRLF, no METHOD: rule 38) as entry NAME: a new one when ETAG is
 * NULL, else in place of that version.  *NEW_ETAG becomes the caller's;
 * NULL: the server tells none, or may have rewritten it; read it before the
 * next change. */
CaldavResult caldav_put(Caldav *caldav, const char *name, const char *etag,
                        const char *data, char **new_etag, GError **error);

/* Takes away that version of entry NAME. */
CaldavResult caldav_delete(Caldav *caldav, const char *name, const char *etag,
                           GError **error);

/* When the collection's owner is busy between FROM and TO (UTC seconds).
 * *FREEBUSY becomes the server's VFREEBUSY where it tells one, else NULL,
 * and then EVENTS gets each entry of that time (char *, iCalendar).  FALSE
 * sets ERROR. */
gboolean caldav_busy(Caldav *caldav, gint64 from_utc, gint64 to_utc,
                     char **freebusy, GPtrArray *events, GError **error);
