/*
 * mail-parts: every leaf of a mail (RFC 2046), however deep.
 *
 * Nested mails are walked too.  Nothing is decoded but what must be to get
 * on, and nothing is copied.
 */
#pragma once

#include "calendars/mail-head.h"

enum {
    MAIL_PARTS_MAX = 500,
    MAIL_DEPTH_MAX = 20,
};

/* One leaf, or a nested mail just before its own leaves; borrowed. */
typedef struct MailPart {
    const Head *head;
    Slice type;         /* "text/calendar" without parameters */
    Slice body;         /* as it was transferred; of a nested mail, as it is */
    gboolean is_nested; /* in a mail within the mail: forwarded, given back */
} MailPart;

typedef void (*MailTaker)(const MailPart *part, gpointer data);

/* Hands the leaves of the mail that has HEAD and BODY to TAKE, in order.
 * FALSE: it has more parts or levels than we take, and the rest was left
 * out. */
gboolean mail_parts(const Head *head, Slice body, MailTaker take,
                    gpointer data);
