/*
 * inspect: what each kind of calendar client would make of a finished mail.
 *
 * Bytes in, verdicts out; knows no event and no person.  Stands on the same
 * readers as intake.  The rules are what those clients are known to need
 * (docs/INTEROP.md has each by its number); no client but Thunderbird has
 * been asked itself.
 */
#pragma once

#include <glib.h>

typedef enum {
    CLIENT_OUTLOOK, /* and Exchange */
    CLIENT_GMAIL,
    CLIENT_APPLE,
    CLIENT_THUNDERBIRD,
    CLIENT_COUNT,
} InspectClient;

/* From the best to the worst of what a REQUEST can be seen as. */
typedef enum {
    SIGHT_INVITATION,   /* with buttons to answer */
    SIGHT_UPDATE,       /* of one that came before, with buttons */
    SIGHT_CANCELLATION, /* the entry goes */
    SIGHT_PROPOSAL,     /* the answer to a proposal of hers */
    SIGHT_NO_BUTTONS,   /* an entry that cannot be answered */
    SIGHT_ATTACHMENT,   /* a file to open */
    SIGHT_TEXT,         /* words only */
    SIGHT_COUNT,
} InspectSight;

typedef struct InspectRule {
    int number;           /* in docs/INTEROP.md */
    guint clients;        /* who needs it: bits 1 << InspectClient */
    InspectSight broken;  /* what they see at best without it */
    const char *sentence; /* msgid: what is wrong */
} InspectRule;

enum { INSPECT_RULES_ROOM = 32 };

/* Which rules there are, COUNT of them. */
const InspectRule *inspect_rules(guint *count);

typedef struct Inspection {
    InspectSight sights[CLIENT_COUNT];
    gboolean broken[INSPECT_RULES_ROOM]; /* by the index of the rule */
    char *method, *subject, *message_id; /* owned; NULL: none */
    gsize bytes;
    gboolean needs_utf8; /* of the server: SMTPUTF8 (RFC 6531) */
} Inspection;

/* Fills INSPECTION, which the caller clears. */
void inspect_mail(GBytes *message, Inspection *inspection);
void inspection_clear(Inspection *inspection);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inspection, inspection_clear)
