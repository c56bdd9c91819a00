/*
 * options: a command line read by rows, into a struct by offset.
 *
 * The one place that knows the forms --name=value, --name value and --.
 * Help and man page are made from the same rows.
 */
#pragma once

#include <glib.h>

typedef enum {
    OPTION_FLAG,   /* gboolean */
    OPTION_INT,    /* gint64 within min..max */
    OPTION_DOUBLE, /* double within min..max; decimal point or comma */
    OPTION_STRING, /* const char *, borrowed from the command line */
    OPTION_PATH,   /* the same, never empty */
    OPTION_CHOICE, /* the same, one of VALUE's words: "sv|en" */
} OptionType;

typedef struct OptionRow {
    const char *name; /* without dashes; NULL ends the rows */
    OptionType type;
    gsize offset;         /* of the member that takes the value */
    const char *value;    /* msgid: what stands for the value in help */
    const char *help;     /* msgid: a sentence without its full stop */
    double min, max;      /* of a number */
    const char *fallback; /* as if given; NULL: zero, FALSE, NULL */
} OptionRow;

/* Rows and the struct they fill. */
typedef struct OptionSet {
    const OptionRow *rows; /* may be NULL: none */
    void *into;
} OptionSet;

/* Fills in what the rows fall back on. */
void options_defaults(const OptionSet *set);

/* Reads WORDS (NULL-terminated) by COUNT sets.  Words that are no options go
 * to OPERANDS, borrowed; when it is NULL, reading stops at the first of them.
 * Gives where it stopped; NULL sets HUNDRA_ERROR_USAGE. */
char **options_parse(const OptionSet *sets, guint count, char **words,
                     GPtrArray *operands, GError **error);

/* The one of NAMES (COUNT of them) that WORD may be a slip for, or NULL. */
const char *options_nearest(const char *word, const char *const *names,
                            guint count);
