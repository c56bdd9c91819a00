/*
 * multistatus: the XML that a WebDAV server answers with (RFC 4918 13).
 *
 * Bytes in, items out.  Elements are known by namespace and never by prefix;
 * a DOCTYPE is refused, nothing is fetched, no entity is filled in.  Stands
 * on libxml2's reader, which holds one element at a time.
 */
#pragma once

#include <glib.h>

enum {
    DAV_ITEMS_MAX = 50000,             /* in one answer */
    DAV_VALUE_BYTES_MAX = 1024 * 1024, /* of one property */
};

/* One resource of a collection; all owned. */
typedef struct DavItem {
    char *name;          /* decoded last part of its path; "" the collection */
    int status;          /* of the whole response; 0: none given */
    char *etag;          /* as it came; NULL: none */
    char *data;          /* calendar-data; NULL: none */
    char *title;         /* displayname */
    gboolean collection; /* a folder of its own */
    gboolean calendar;   /* one that holds calendar entries (RFC 4791) */
} DavItem;

typedef struct Multistatus {
    GPtrArray *items; /* DavItem */
    char *token;      /* sync-token, opaque; NULL: none */
    gboolean partly;  /* 507: there is more (RFC 6578 3.6) */
    guint elsewhere;  /* hrefs that lead out of the collection; left out */
} Multistatus;

void multistatus_free(Multistatus *all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Multistatus, multistatus_free)

/* Reads LENGTH bytes of TEXT, an answer from the collection at URL (absolute,
 * ends with a slash).  NULL sets ERROR (TRANSPORT_ERROR_PERMANENT): no
 * multistatus, a DOCTYPE, or over a limit. */
Multistatus *multistatus_read(const char *text, gsize length, const char *url,
                              GError **error);

/* The name of what HREF points at, directly below the collection at URL; ""
 * for the collection itself; NULL: elsewhere, or no name that a file may
 * have.  The caller owns it. */
char *multistatus_name(const char *url, const char *href);
