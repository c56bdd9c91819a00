/*
 * command: what one command of the program is, and what it is called with.
 *
 * Each cmd-NAME.c holds one row; commands.c lists them.  The parser, main,
 * help and the man page are made from the rows.
 */
#pragma once

#include <glib.h>

#include "planner/cli/options.h"
#include "planner/cli/table.h"
#include "planner/store/store.h"

/* Options that every command takes. */
typedef struct Globals {
    const char *db;
    const char *event;
    const char *lang;
    const char *templates;
    gboolean json;
    gboolean quiet;
    gboolean help;
    gboolean version;
} Globals;

typedef enum { NEEDS_NO_STORE, NEEDS_STORE, NEEDS_NEW_STORE } StoreNeed;

typedef struct Call {
    const Globals *globals;
    const void *options;         /* the command's own struct */
    const char *const *operands; /* NULL-terminated */
    guint operand_count;
    Store *store;    /* NULL where the row needs none */
    gint64 event;    /* 0 where the row needs none */
    const char *who; /* login name, for the journal; NULL without store */
    const Clock *clock;
} Call;

/* Tells help of a word that the command takes, and what it means (msgid). */
typedef void (*CommandTopic)(const char *name, const char *help, gpointer data);

typedef struct Command {
    const char *name;
    const char *summary;  /* msgid: a line in the list of commands */
    const char *operands; /* msgid as in "FIL…"; "" for none */
    guint operands_min, operands_max;
    const OptionRow *options; /* may be NULL */
    gsize options_size;       /* of the struct that they fill */
    StoreNeed store;
    gboolean event; /* an event must be chosen */
    gboolean (*run)(const Call *call, GError **error);
    void (*topics)(CommandTopic tell, gpointer data); /* may be NULL */
    /* What operands may be, for shells, where there are no topics: the caller
     * owns the NULL-terminated words.  May be NULL. */
    char **(*words)(void);
    gboolean files;          /* the operands are files, for shells */
    const char *text;        /* msgid: paragraphs for help and man */
    const char *examples[6]; /* as typed; NULL ends them */
} Command;

enum { OPERANDS_ANY = 9999 };

/* The commands in the order of help, COMMAND_COUNT of them. */
const Command *const *commands_rows(guint *count);

/* The command NAME.  NULL sets HUNDRA_ERROR_USAGE, with a guess. */
const Command *commands_find(const char *name, GError **error);

/* The rows of Globals. */
const OptionRow *commands_global_options(void);

/* The event that --event names, or the only one there is.  0 sets ERROR:
 * none, several (it lists them), or no such event. */
gint64 call_event(const Call *call, GError **error);

/* The folder of the office's own templates, or NULL. */
const char *call_templates(const Call *call);

/* Operand INDEX as a number from 1, such as a plan's version; 0 when it was
 * not given.  FALSE sets HUNDRA_ERROR_USAGE. */
gboolean call_number(const Call *call, guint index, gint64 *number,
                     GError **error);

/* The code of the one person or company whom WORD, a code or a name, means;
 * the caller owns it.  NULL sets HUNDRA_ERROR_INPUT. */
char *call_code(const Call *call, const char *word, GError **error);

/* A cost in thousandths as people write points: "1 234,50"; the caller owns
 * it. */
char *call_points(gint64 milli);

/* A number of tenths in the same way, "3,1"; the caller owns it. */
char *call_tenths(gint64 tenths);

/* "3 093 184"; the caller owns it. */
char *call_count(gint64 count);

/* Prints a line for people: nothing with --quiet or --json. */
void call_say(const Call *call, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Prints the JSON TEXT of a view: as it is with --json, else by SECTIONS. */
gboolean call_table(const Call *call, const TableSection *sections,
                    const char *text, GError **error);

/* Writes to standard error at once, without a line end. */
void call_warn(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* TEXT, in which others' words may stand, as a terminal can be given it: its
 * lines and their indents, and nothing that moves the cursor, colours or turns
 * the direction.  The caller owns it. */
char *call_harmless(const char *text);

/* Prints TEXT, asked for, as it is, with a line end. */
void call_put(const char *text);

/* Prints the FILES (paths) that were written of plan VERSION: a line each, or
 * {"plan", "files": [...]}. */
void call_files(const Call *call, int version, const GPtrArray *files);
