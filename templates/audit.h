/*
 * audit: a laid out sheet read again, for what no reader should see.
 *
 * Used by tests.  It goes by where boxes and lines stand, not by how they
 * came there.
 */
#pragma once

#include "templates/draw.h"

typedef enum {
    AUDIT_OVERLAP,      /* words stand on others */
    AUDIT_OUTSIDE,      /* words or boxes outside their box or the margins */
    AUDIT_EMPTY_PAGE,   /* nothing stands on a page but what is repeated */
    AUDIT_LONE_HEADING, /* a heading ends a page */
    AUDIT_PARTED,       /* a row or paragraph runs over the end of its page */
} AuditKind;

typedef struct AuditFault {
    AuditKind kind;
    int page;   /* from 0 */
    char *text; /* the words it is about, or NULL */
} AuditFault;

/* The faults of PAGES on PAPER: an array of AuditFault, owned by the caller;
 * empty when there are none. */
GPtrArray *audit_pages(const Paper *paper, const Pages *pages);

/* The faults of the card ROOT in a cell of WIDTH by HEIGHT points. */
GPtrArray *audit_card(const Box *root, double width, double height);
