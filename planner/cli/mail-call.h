/*
 * mail-call: the way out for letters that a command line names: a Maildir
 * folder or a mail server, with its login.
 */
#pragma once

#include "calendars/transport.h"
#include "planner/cli/command.h"
#include "planner/deliver/bearer.h"
#include "planner/deliver/send.h"

/* Part of a command's options. */
typedef struct MailOptions {
    const char *maildir;
    const char *smtp;
    const char *credentials;
    const char *ca;
    const char *helo;
    gboolean plaintext;
} MailOptions;

/* The rows of the options that say through which server, for a struct that
 * holds a MailOptions at AT. */
// clang-format off
#define MAIL_SERVER_ROWS(at) \
    { "smtp", OPTION_STRING, (at) + offsetof(MailOptions, smtp), "URL", \
      N_("skickar genom en server: smtp://värd:587 (STARTTLS) eller " \
         "smtps://värd"), 0, 0, NULL }, \
    { "credentials", OPTION_PATH, (at) + offsetof(MailOptions, credentials), \
      N_("FIL"), \
      N_("inloggningen, rader som user = namn och password = ord, eller " \
         "token-command = program; filen får vara läsbar bara för dig " \
         "(0600)"), 0, 0, NULL }, \
    { "ca", OPTION_PATH, (at) + offsetof(MailOptions, ca), N_("FIL"), \
      N_("certifikat (PEM) att lita på; annars systemets"), 0, 0, NULL }, \
    { "helo", OPTION_STRING, (at) + offsetof(MailOptions, helo), N_("NAMN"), \
      N_("namnet att hälsa servern med; annars avsändarens domän"), \
      0, 0, NULL }, \
    { "plaintext", OPTION_FLAG, (at) + offsetof(MailOptions, plaintext), \
      NULL, \
      N_("tillåter smtp:// utan TLS, och då utan inloggning: bara för en " \
         "server på den egna datorn"), 0, 0, NULL }
// clang-format on

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

/* Says that WAITING letters take about SECONDS; nothing where nothing slows
 * them. */
void mail_say_forecast(const Call *call, int waiting, gint64 seconds);

/* SendRequest.tick: the Progress that is DATA shows how far it has come. */
gboolean mail_tick(const SendReport *report, gpointer data);
