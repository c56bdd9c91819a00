/*
 * fill: an XHTML template filled from JSON, in the tree.
 *
 * {{field}} in text and attributes, data-each, data-if, data-format.  Values
 * become text nodes and attribute values, so escaping cannot be forgotten.
 * No network, no entities from outside, limits on size and depth.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>
#include <libxml/tree.h>

typedef enum {
    TEMPLATE_ERROR_SYNTAX, /* the template: line and what to mend */
    TEMPLATE_ERROR_DATA,   /* the JSON lacks what the template needs */
    TEMPLATE_ERROR_RENDER, /* a font, a picture or the PDF file failed */
} TemplateError;

#define TEMPLATE_ERROR (template_error_quark())
GQuark template_error_quark(void);

typedef struct Template Template;

/* Parses TEXT (XHTML); NAME stands in error messages.  Reusable for many
 * fills.  NULL sets ERROR. */
Template *template_parse(const char *name, const char *text, gsize length,
                         GError **error);
void template_free(Template *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* A filled copy of TEMPLATE; DATA is borrowed.  The caller frees the
 * document with xmlFreeDoc.  NULL sets ERROR. */
xmlDoc *template_fill(const Template *template, JsonNode *data, GError **error);

/* The filled document as an HTML body for mail (inline style from the
 * template's own attributes), and as plain text for the text part: the same
 * words, wrapped at 72 columns.  The caller owns the text. */
char *template_html(xmlDoc *document);
char *template_text(xmlDoc *document);

/* The document's <title>, white space made single; the caller owns it.
 * The subject of a letter stands here. */
char *template_title(xmlDoc *document);
