/*
 * help: what the program says of itself, made from the command rows.
 *
 * Touches no file and no database.  All texts belong to the caller.
 */
#pragma once

#include "planner/cli/command.h"

/* hundra --help: the commands, a line each, and what all of them take. */
char *help_overview(void);

/* hundra help COMMAND. */
char *help_command(const Command *command);

/* hundra(1) in mdoc (mandoc's mdoc(7)). */
char *help_man(void);

/* "[--time S] [--seed N] FIL…": what COMMAND takes. */
char *help_usage(const Command *command);

/* What stands at the end of help and man alike. */
typedef struct HelpRow {
    const char *name;
    const char *help; /* msgid */
} HelpRow;

/* What nothing from outside may go beyond. */
typedef struct LimitRow {
    const char *name; /* msgid */
    int max;
    enum { LIMIT_COUNT, LIMIT_BYTES } unit;
} LimitRow;

const LimitRow *help_limits(void);

/* MAX as people read it: "4 000 000", "64 MiB". */
char *help_limit_text(const LimitRow *row);

/* Rows end with a NULL name. */
const HelpRow *help_exit_statuses(void);
const HelpRow *help_environment(void);
