/*
 * intake: what a mail or a calendar file from outside says.
 *
 * Bytes in, facts out; knows no invitation and books nothing.  Reads every
 * leaf of a mail (RFC 5322, 2045), its calendar parts (RFC 5545, 5546, 6047)
 * however they are broken, and delivery reports (RFC 3464).  Nobody is
 * believed here: who may do what is decided by whoever asks.
 *
 * intake_read does the reading in this process and is for the reader's own
 * child and for tests.  Everybody else opens an IntakeReader, which reads in
 * a child process under limits (CPU, memory, bytes): a mail that eats those
 * costs itself, and comes back as broken with its reason.
 */
#pragma once

#include <glib.h>

typedef enum {
    INTAKE_REPLY,     /* METHOD:REPLY */
    INTAKE_COUNTER,   /* METHOD:COUNTER: another time is proposed */
    INTAKE_REFRESH,   /* METHOD:REFRESH: send it once more */
    INTAKE_FOREIGN,   /* any other method: an invitation from somebody else,
                         or a forwarded one; ours to list, never to apply */
    INTAKE_BOUNCE,    /* a delivery report (RFC 3464) */
    INTAKE_AUTOMATIC, /* out of office and the like, no calendar answer */
    INTAKE_TEXT,      /* somebody's own words, no calendar */
    INTAKE_REPORT,    /* read receipt (MDN) or abuse report (ARF) */
    INTAKE_BROKEN,    /* see fault */
} IntakeKind;

/* Why a person must look, besides what the kind says; bits. */
typedef enum {
    INTAKE_TWO_SENDERS = 1 << 0,  /* several From, or several in one */
    INTAKE_DISAGREES = 1 << 1,    /* method of the header and of the body, or
                                     copies of the calendar part that differ */
    INTAKE_CUT = 1 << 2,          /* over a limit, or cut off on the way: not
                                     all of it was read */
    INTAKE_UNKNOWN_ZONE = 1 << 3, /* a proposed time could not be placed */
    INTAKE_SEALED = 1 << 4,       /* winmail.dat or encrypted: it may say more
                                     than we can read */
} IntakeDoubt;

/* Why a mail could not be read at all. */
typedef enum {
    INTAKE_FAULT_NONE,
    INTAKE_FAULT_EMPTY,
    INTAKE_FAULT_TOO_BIG,  /* more bytes, parts, levels or lines than we take */
    INTAKE_FAULT_NO_MAIL,  /* neither a mail nor a calendar */
    INTAKE_FAULT_CALENDAR, /* its calendar part is none */
    INTAKE_FAULT_TIME,     /* the child ran out of time */
    INTAKE_FAULT_MEMORY,   /* or of memory */
    INTAKE_FAULT_CRASH,    /* or died otherwise */
} IntakeFault;

/* No time given, or none that could be placed. */
#define INTAKE_NO_TIME G_MININT64

/* What one attendee says in one VEVENT; all owned, NULL where absent.
 * Addresses are in normal form (address.h), or as they came, cleaned, where
 * they have none. */
typedef struct IntakeAnswer {
    char *uid;
    gint64 sequence;      /* -1: none */
    gint64 dtstamp_utc;   /* INTAKE_NO_TIME: none */
    char *attendee;       /* mailto:, percent-decoded, without it */
    char *attendee_email; /* the EMAIL parameter */
    char *sent_by;        /* SENT-BY */
    char *organizer;
    char *partstat; /* upper case, as it came; NULL: none */
    char *comment;  /* COMMENT, else X-RESPONSE-COMMENT */
    char *delegated_to, *delegated_from;
    char *recurrence_id;       /* as it came */
    gint64 start_utc, end_utc; /* of the VEVENT: a COUNTER's proposal */
} IntakeAnswer;

/* What a delivery report says of one recipient; all owned. */
typedef struct IntakeBounce {
    char *recipient; /* Final-Recipient */
    char *original_recipient;
    char *action;     /* lower case: failed, delayed, delivered, ... */
    char *status;     /* "5.1.1"; NULL: none */
    char *diagnostic; /* the server's words */
} IntakeBounce;

typedef struct Intake {
    IntakeKind kind;
    IntakeFault fault;
    guint doubts; /* IntakeDoubt */
    char *method; /* of the calendar's body, upper case */

    /* The mail's head; NULL or empty for a bare calendar file. */
    char *from;         /* address of the (first) From */
    char *sender;       /* address of Sender */
    char *return_path;  /* "" for the null path <> */
    char *subject;      /* decoded, cleaned */
    char *message_id;   /* without brackets, as the next two */
    GPtrArray *refers;  /* char *: In-Reply-To, then References */
    GPtrArray *to;      /* char *: addresses of To, Cc, Delivered-To */
    GPtrArray *results; /* char *: Authentication-Results, topmost first */
    gint64 date_utc;
    gboolean automatic; /* says it was written by a machine (RFC 3834) */
    char *text;         /* its words, plain, cut short */

    GPtrArray *answers; /* IntakeAnswer: REPLY, COUNTER, REFRESH, FOREIGN; of
                           a BOUNCE, those of the mail that came back */
    GPtrArray *bounces; /* IntakeBounce */
    char *returned_id;  /* Message-ID of the returned mail */
    char *envelope_id;  /* Original-Envelope-Id */
} Intake;

enum {
    INTAKE_BYTES_MAX = 25 * 1024 * 1024, /* of a mail */
    INTAKE_TEXT_MAX = 4096,              /* of its words that are kept */
    INTAKE_ANSWERS_MAX = 1000,           /* of one mail */
    INTAKE_BOUNCES_MAX = 1000,
    INTAKE_REFERS_MAX = 100, /* In-Reply-To, References, To, Cc: each */
};

void intake_free(Intake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Intake, intake_free)

/* What BYTES say.  Never NULL: what cannot be read is INTAKE_BROKEN. */
Intake *intake_read(GBytes *bytes);

/* Children that read, kept for the length of a run. */
typedef struct IntakeReader IntakeReader;

/* CHILDREN at a time; 0: one for each processor.  NULL sets ERROR: no child
 * can be made. */
IntakeReader *intake_reader_open(guint children, GError **error);
void intake_reader_close(IntakeReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeReader, intake_reader_close)

/* Called with what mail INDEX says, in the order of the mails; INTAKE is
 * borrowed.  FALSE ends the reading. */
typedef gboolean (*IntakeTaker)(guint index, const Intake *intake,
                                gpointer data);

/* Reads MAILS (GBytes), handing each to TAKE.  A child that dies takes only
 * the mail it was at with it.  FALSE: TAKE said so, or ERROR is set. */
gboolean intake_reader_read(IntakeReader *reader, const GPtrArray *mails,
                            IntakeTaker take, gpointer data, GError **error);
