/*
 * words: turns the texts of an event into the bits and indices of a problem.
 *
 * Inside planner/plan.  Each kind of word has its own numbering, in order of
 * first use, so that the same event always gives the same problem.
 */
#pragma once

#include "planner/store/store.h"

typedef enum {
    WORDS_LANGUAGE,
    WORDS_BODY, /* kinds of bodies: "BN" of "BN-ale" */
    WORDS_PARTY,
    WORDS_PLACE,
    WORDS_MUNICIPALITY,
    WORDS_ORGAN, /* politicians' organs */
    WORDS_UNIT,  /* officials' administrations and companies */
    WORDS_AREA,  /* primärområde, Bostadsområde */
    WORDS_KIND_COUNT
} WordsKind;

typedef struct Words Words;

Words *words_new(void);
void words_free(Words *words);

/* The number of TEXT (NULL: ""), numbered now if it is new. */
int words_index(Words *words, WordsKind kind, const char *text);

/* The same; a NULL or empty TEXT is -1. */
int words_index_or_none(Words *words, WordsKind kind, const char *text);

/* Adds the bit of TEXT to *BITS.  FALSE sets HUNDRA_ERROR_INPUT when there
 * are more than SETS_MAX different ones. */
gboolean words_bit(Words *words, WordsKind kind, const char *text,
                   guint64 *bits, GError **error);

/* The same for a body's code, by its kind (the part before the hyphen). */
gboolean words_body_bit(Words *words, const char *code, guint64 *bits,
                        GError **error);

/* A party's number, below SETS_MAX. */
gboolean words_party(Words *words, const char *party, int *index,
                     GError **error);

/* The bit of CODE's kind if somebody wished for it or a rule names it, else
 * 0: other bodies make no difference. */
guint64 words_body(const Words *words, const char *code);

/* Reads which offices work for which bodies. */
gboolean words_read_offices(Words *words, Store *store, GError **error);

/* The bits of all bodies that the office NAME works for. */
guint64 words_office(const Words *words, const char *name);

/* Says that the municipalities so far are those of the sites: only they can
 * be anybody's own. */
void words_close_municipalities(Words *words);

/* The municipality that ORGAN ends in ("Kommunstyrelsen Ale"), else that of
 * the empty text. */
int words_municipality_of(Words *words, const char *organ);
