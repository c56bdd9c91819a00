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
} LetterPurpose;

/* What a letter says and to whom; all borrowed. */
typedef struct LetterTask {
    LetterKind kind;
    LetterPurpose purpose;
    const char *facts;         /* JSON of view letter_participant or _company */
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

/* The templates, parsed once, and ZONE, kept open for the length of a run. */
typedef struct Letters Letters;

Letters *letters_open(const char *zone, GError **error);
void letters_close(Letters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Letters, letters_close)

/* The METHOD of RFC 5546 that PURPOSE goes by. */
const char *letter_method(LetterPurpose purpose);

/* Writes TASK into LETTER, which the caller clears.  Same task, same bytes.
 * FALSE sets ERROR. */
gboolean letter_write(Letters *letters, const LetterTask *task, Letter *letter,
                      GError **error);
