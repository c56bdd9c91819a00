/*
 * forms: the templates that ship with the program, one row each, with the
 * fields that each may ask for.
 *
 * A view that gives a new field gets it here too; tests/unit/test-forms.c
 * holds views and rows against each other.
 */
#pragma once

#include "templates/check.h"

typedef struct FormRow {
    const char *name;   /* of the file, without .xhtml: "gruppblad" */
    const char *title;  /* msgid: what it is */
    CheckKind kind;     /* sheets are laid out, letters are words */
    const char *view;   /* that fills it; NULL: the program itself */
    const char *fields; /* schema.h's text */
} FormRow;

/* The rows in the order of a list, *COUNT of them. */
const FormRow *form_rows(guint *count);

/* The row NAME, with or without .xhtml; NULL: there is none. */
const FormRow *form_row(const char *name);

/* The row NAME.  NULL sets HUNDRA_ERROR_USAGE, with a guess. */
const FormRow *form_row_named(const char *name, GError **error);
