/*
 * codes: turns the texts of an event into the bits and indices of a problem.
 *
 * Inside planner/plan.  Each kind of word has its own numbering, in order of
 * first use, so that the same event always gives the same problem.
 */
#pragma once

#include "planner/store/store.h"

typedef enum {
    CODES_LANGUAGE,
    CODES_BODY, /* kinds of bodies: "BN" of "BN-ale" */
    CODES_PARTY,
    CODES_PLACE,
    CODES_MUNICIPALITY,
    CODES_ORGAN, /* politicians' organs */
    CODES_UNIT,  /* officials' administrations and companies */
    CODES_AREA,  /* primärområde, Bostadsområde */
    CODES_KIND_COUNT
} CodesKind;

typedef struct Codes Codes;

Codes *codes_new(void);
void codes_free(Codes *codes);

/* The number of TEXT (NULL: ""), numbered now if it is new. */
int codes_index(Codes *codes, CodesKind kind, const char *text);

/* The same; a NULL or empty TEXT is -1. */
int codes_index_or_none(Codes *codes, CodesKind kind, const char *text);

/* Adds the bit of TEXT to *BITS.  FALSE sets HUNDRA_ERROR_INPUT when there
 * are more than SETS_MAX different ones. */
gboolean codes_bit(Codes *codes, CodesKind kind, const char *text,
                   guint64 *bits, GError **error);

/* The same for a body's code, by its kind (the part before the hyphen). */
gboolean codes_body_bit(Codes *codes, const char *code, guint64 *bits,
                        GError **error);

/* A party's number, below SETS_MAX. */
gboolean codes_party(Codes *codes, const char *party, int *index,
                     GError **error);

/* The bit of CODE's kind if somebody wished for it or a rule names it, else
 * 0: other bodies make no difference. */
guint64 codes_body(const Codes *codes, const char *code);

/* Reads which offices work for which bodies. */
gboolean codes_read_offices(Codes *codes, Store *store, GError **error);

/* The bits of all bodies that the office NAME works for. */
guint64 codes_office(const Codes *codes, const char *name);

/* Says that the municipalities so far are those of the sites: only they can
 * be anybody's own. */
void codes_close_municipalities(Codes *codes);

/* The municipality that ORGAN ends in ("Kommunstyrelsen Ale"), else that of
 * the empty text. */
int codes_municipality_of(Codes *codes, const char *organ);
