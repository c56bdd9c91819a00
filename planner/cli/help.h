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

/* Rows end with a NULL name. */
const HelpRow *help_exit_statuses(void);
const HelpRow *help_environment(void);
