/*
 * mail-call: the way out for letters that a command line names: a Maildir
 * folder or a mail server, with its login.
 */
#pragma once

#include "calendars/transport.h"
#include "planner/cli/command.h"
#include "planner/deliver/bearer.h"

/* Part of a command's options. */
typedef struct MailOptions {
    const char *maildir;
    const char *smtp;
    const char *credentials;
    const char *ca;
    const char *helo;
    gboolean plaintext;
} MailOptions;

/* An open way out; all owned. */
typedef struct Mail {
    Transport *transport;
    Credentials credentials;
    Bearer *bearer;
    char *sender; /* of the event; NULL: none */
    char *helo;   /* what a server is greeted with; NULL: a folder */
} Mail;

void mail_close(Mail *mail);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mail, mail_close)

/* Opens what OPTIONS name, else the folder "post", into MAIL.  Connects to
 * nothing yet.  FALSE sets ERROR. */
gboolean mail_open(const Call *call, const MailOptions *options, Mail *mail,
                   GError **error);

/* The name of the transport that OPTIONS lead to, without a login, for a
 * forecast; the caller owns it.  NULL sets ERROR. */
char *mail_name(const MailOptions *options, GError **error);

/* How long that is, for people: "16 min", "2 h 5 min", "3 dygn"; the caller
 * owns it. */
char *mail_duration(gint64 seconds);
