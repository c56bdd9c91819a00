/*
 * hardest: what makes a letter hard to get right, for whoever looks at a few
 * before all are sent.
 *
 * Stands on facts; knows no store.
 */
#pragma once

#include "planner/deliver/letter.h"

/* One letter of those to choose among; its texts are borrowed. */
typedef struct HardLetter {
    LetterKind kind;
    const char *facts;
    gboolean is_protected, no_address; /* no mail can reach her */
    guint reasons; /* bits, by hardest_mark and hardest_longest */
    glong length;  /* of the reader's name, in characters */
} HardLetter;

/* Sets LETTER's reasons and length.  FALSE sets ERROR. */
gboolean hardest_mark(HardLetter *letter, GError **error);

/* Whoever has the longest name, of people and of companies, gets that as a
 * reason.  LETTERS: HardLetter, marked. */
void hardest_longest(GArray *letters);

/* The indices (guint) of at most MOST of LETTERS, hardest first: each adds a
 * reason that those before it lack.  The caller owns the array. */
GArray *hardest_choose(const GArray *letters, guint most);

/* The reasons in words; the caller owns the list of char *. */
GPtrArray *hardest_words(guint reasons);
