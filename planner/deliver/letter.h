/*
 * letter: facts become a finished message: words, calendar part, bytes.
 *
 * Stands on templates (the words) and calendars (the form).  Knows no
 * store, no clock, and nobody but the letter's reader.
 */
#pragma once

#include <glib.h>

typedef enum { LETTER_PARTICIPANT, LETTER_COMPANY, LETTER_KINDS } LetterKind;

typedef enum {
    LETTER_REQUEST, /* the first that its reader hears */
    LETTER_UPDATE,
    LETTER_REMIND, /* the same once more: she has not answered */
    LETTER_CANCEL,
    LETTER_KEEP, /* her proposal of another time is not taken */
    /* From here on without a calendar entry, once to each reader. */
    LETTER_THANKS,        /* after the day */
    LETTER_NOT_THIS_TIME, /* there was no place */
    LETTER_RESERVE,       /* there may be one yet */
    LETTER_HOST,          /* what a company should know before the day */
    LETTER_BRIEFING,      /* what everyone else should */
    LETTER_PURPOSES,
} LetterPurpose;

/* Whether PURPOSE goes without a calendar entry. */
gboolean letter_is_plain(LetterPurpose purpose);

/* The word for PURPOSE in templates, views and commands: "thanks". */
const char *letter_word(LetterPurpose purpose);

/* The other way; FALSE: no such letter. */
gboolean letter_purpose(const char *word, LetterPurpose *purpose);

/* What a letter says and to whom; all borrowed. */
typedef struct LetterTask {
    LetterKind kind;
    LetterPurpose purpose;
    const char *facts;         /* JSON of a letter view */
    const char *heard;         /* the facts her last letter told, or NULL */
    const char *uid;           /* of the invitation, for life */
    const char *message_id;    /* without brackets */
    const char *first_message; /* Message-ID of the invitation's first */
    const char *organiser;     /* addresses */
    const char *address;
    gboolean moved;     /* an update that asks for a new answer */
    gboolean automatic; /* nobody pressed for it (RFC 3834) */
    int sequence;
    gint64 dtstamp_utc;
} LetterTask;

typedef struct Letter {
    char *subject;
    GBytes *message; /* as it will be sent */
} Letter;

void letter_clear(Letter *letter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Letter, letter_clear)

/* The templates, parsed once, and ZONE, kept open for the length of a run.
 * FOLDER holds the office's own templates; NULL: it has none. */
typedef struct Letters Letters;

Letters *letters_open(const char *folder, const char *zone, GError **error);
void letters_close(Letters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, letters_close)

/* The METHOD of RFC 5546 that PURPOSE goes by; NONE: no calendar entry. */
const char *letter_method(LetterPurpose purpose);

/* A letter as its reader sees it; all owned. */
typedef struct LetterSight {
    char *subject, *text, *html;
    char *to, *from;    /* names, or NULL */
    const char *tongue; /* "sv" */
} LetterSight;

void letter_sight_clear(LetterSight *sight);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LetterSight, letter_sight_clear)

/* Shows TASK, of which UID and Message-IDs may be NULL.  FALSE sets ERROR. */
gboolean letter_show(Letters *letters, const LetterTask *task,
                     LetterSight *sight, GError **error);

/* Writes TASK into LETTER, which the caller clears.  Same task, same bytes.
 * FALSE sets ERROR. */
gboolean letter_write(Letters *letters, const LetterTask *task, Letter *letter,
                      GError **error);
