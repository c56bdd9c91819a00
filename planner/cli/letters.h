/*
 * letters: what hundra letters counts and shows.
 */
#pragma once

#include "planner/cli/command.h"
#include "planner/deliver/letter.h"

/* A letter as it is called on the command line. */
typedef struct LetterKindRow {
    const char *name;  /* "briefing" */
    const char *title; /* msgid */
    LetterPurpose purpose;
    const char *command; /* that puts it into the outbox */
} LetterKindRow;

const LetterKindRow *letter_kind_of(LetterPurpose purpose);

/* How many get a letter if it is queued now; -1: not known. */
typedef struct LetterCount {
    int gets, had, lack;
    char *hinder;    /* why none does, in words; NULL: nothing is in the way */
    GPtrArray *list; /* Mailed: who lacks something; NULL: nobody */
} LetterCount;

typedef struct LetterCounts LetterCounts;

/* Counts them all, changing nothing.  The caller owns them.  NULL sets
 * ERROR. */
LetterCounts *letter_counts(const Call *call, GError **error);
void letter_counts_free(LetterCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LetterCounts, letter_counts_free)

const LetterCount *letter_count(const LetterCounts *counts,
                                LetterPurpose purpose);

/* Prints LETTERS (Preview), as JSON with --json; the first as a web page to
 * the file HTML ("-": standard output), if that is not NULL. */
gboolean letters_show(const Call *call, const GPtrArray *letters,
                      const char *html, GError **error);
