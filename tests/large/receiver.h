/*
 * receiver: a strict reader of invitations, with a calendar for each mailbox.
 *
 * Reads the bytes of a mail as they arrived and follows RFC 5546 to the
 * letter: UID, then SEQUENCE, then DTSTAMP decide (2.1.5).  What a client
 * would forgive is a fault here.  Shares nothing with what writes the mails.
 */
#pragma once

#include <glib.h>

typedef struct Receiver Receiver;

/* What a mailbox knows of one UID; owned by the receiver. */
typedef struct Entry {
    char *uid, *organizer;
    gint64 sequence;
    char *dtstamp; /* "20220510T120000Z" */
    char *start, *end, *summary, *location, *description; /* as they read */
    gboolean cancelled;
} Entry;

/* What a mail says; all owned. */
typedef struct Mail {
    char *message_id, *to, *from, *in_reply_to;
    char *method;
    Entry entry;
    char *attendee;
} Mail;

void mail_clear(Mail *mail);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mail, mail_clear)

/* Reads BYTES into MAIL.  NULL: they are as they should be; else what is
 * wrong, which the caller owns. */
char *mail_read(Mail *mail, GBytes *bytes);

Receiver *receiver_new(void);
void receiver_free(Receiver *receiver);

/* A mail has arrived at ADDRESS.  NULL, or what is wrong with that; the
 * caller owns it.  The same Message-ID again changes nothing. */
char *receiver_take(Receiver *receiver, const char *address, GBytes *bytes);

/* How many stand in the calendar of ADDRESS and are not cancelled; *LAST
 * (may be NULL) becomes one of them. */
int receiver_count(const Receiver *receiver, const char *address,
                   const Entry **last);

/* Calls TAKE with each address that has got mail. */
void receiver_each(const Receiver *receiver,
                   void (*take)(const char *address, gpointer data),
                   gpointer data);
