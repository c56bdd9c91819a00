/*
 * form: a template, the office's own or the one that ships, filled as the
 * words of a letter.
 *
 * The office's own stand in a folder of its choice under the same names:
 * FOLDER/gruppblad.xhtml.  What is not there is as shipped.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/deliver/forms.h"
#include "templates/fill.h"

/* The text of the template NAME as it ships; NULL: none does.  The caller
 * owns it. */
GBytes *form_shipped(const char *name);

/* The text of FOLDER's own NAME and, in *PATH (owned), where it stands.  NULL
 * without ERROR: the folder has none, or is NULL.  NULL sets
 * HUNDRA_ERROR_INPUT: no such folder, no plain file, too big, unreadable. */
GBytes *form_own(const char *folder, const char *name, char **path,
                 GError **error);

/* The template NAME of FOLDER (NULL: none), else the one that ships, checked
 * against its row (its SCHEMA; USED may be NULL) as template_check does.
 * *PATH (may be NULL; owned) is where an own one stands.  NULL sets
 * HUNDRA_ERROR_INPUT with file and line. */
Template *form_open(const char *folder, const char *name, const Schema *schema,
                    GHashTable *used, char **path, GError **error);

/* The same for who has no use for schema and path. */
Template *form_load(const char *folder, const char *name, GError **error);

/* The same words three ways; all owned. */
typedef struct Form {
    char *title, *html, *text;
} Form;

void form_clear(Form *form);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

/* Fills TEMPLATE with DATA (borrowed) into FORM.  FALSE sets ERROR. */
gboolean form_fill(const Template *template, JsonNode *data, Form *form,
                   GError **error);
