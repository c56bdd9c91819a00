/*
 * office: the folder of an office's own templates: what is there, copies to
 * begin with, and whether they can be used.
 */
#pragma once

#include "planner/deliver/form.h"

typedef enum {
    OFFICE_SHIPPED, /* there is no own one */
    OFFICE_SAME,    /* own; the shipped one is as when the copy was made */
    OFFICE_CHANGED, /* own; the shipped one has changed since */
    OFFICE_UNKNOWN, /* own; it does not say what it is a copy of */
} OfficeState;

typedef struct OfficeForm {
    const FormRow *row;
    char *path; /* NULL: as shipped */
    OfficeState state;
} OfficeForm;

/* Every template, and what FOLDER (NULL: none) has of it.  The caller owns
 * the array of OfficeForm.  NULL sets ERROR. */
GPtrArray *office_list(const char *folder, GError **error);

/* Writes copies of COUNT ROWS (0: of all) to FOLDER, which is made where it
 * is missing, and adds their paths to FILES; all of them or, where one is
 * there already and FORCE does not say otherwise, none. */
gboolean office_copy(const char *folder, const FormRow *const *rows,
                     guint count, gboolean force, GPtrArray *files,
                     GError **error);

/* Tries every template of FOLDER (NULL: the shipped ones): read, checked,
 * filled with examples and laid out.  What is wrong as sentences, with file
 * and line; *TRIED counts them.  The caller owns the array of char *.  NULL
 * sets ERROR: the folder cannot be read. */
GPtrArray *office_check(const char *folder, guint *tried, GError **error);
