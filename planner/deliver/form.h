/*
 * form: a template of the program, filled as the words of a letter.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "templates/fill.h"

/* The template NAME ("letter-company") that ships inside the program.  NULL
 * sets ERROR. */
Template *form_load(const char *name, GError **error);

/* The same words three ways; all owned. */
typedef struct Form {
    char *title, *html, *text;
} Form;

void form_clear(Form *form);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

/* Fills TEMPLATE with DATA (borrowed) into FORM.  FALSE sets ERROR. */
gboolean form_fill(const Template *template, JsonNode *data, Form *form,
                   GError **error);
