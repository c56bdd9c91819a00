/*
 * error: what can go wrong, told apart by what the user can do about it.
 *
 * The ground of every room under planner/.  A code is also the program's
 * exit status; the messages are finished sentences in the user's language.
 */
#pragma once

#include <glib.h>

typedef enum {
    HUNDRA_ERROR_FOUND = 1,    /* a check found something: read the list */
    HUNDRA_ERROR_USAGE = 2,    /* the command line is wrong: see the help */
    HUNDRA_ERROR_INPUT = 3,    /* a file or a value is wrong: correct it */
    HUNDRA_ERROR_STORE = 4,    /* the database cannot be read or written */
    HUNDRA_ERROR_NO_PLAN = 5,  /* no legal plan: change facts or rules */
    HUNDRA_ERROR_REFUSED = 6,  /* not in this state: the text names the way */
    HUNDRA_ERROR_DELIVERY = 7, /* something was not sent: send again */
    HUNDRA_ERROR_SYSTEM = 8,   /* a file or folder cannot be written */
} HundraError;

#define HUNDRA_ERROR (hundra_error_quark())
GQuark hundra_error_quark(void);

/* Sets ERROR (may be NULL) and gives FALSE, so that callers return it. */
gboolean hundra_fail(GError **error, HundraError code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Makes an ERROR (may be NULL) that a library has set one of ours with CODE;
 * its text stays. */
void hundra_adopt(GError **error, HundraError code);
