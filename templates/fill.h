/*
 * fill: an XHTML template filled from JSON, in the tree.
 *
 *   {{name}} {{leader.name}} {{.}}  a field in text or an attribute; {{.}} is
 *                                   the item of data-each itself
 *   {{start|clock}}                 through a format of format.h, in the
 *                                   language (lang="en") of the element
 *   data-format="clock"             for every field in the text inside
 *   data-each="members"             the element once for each item
 *   data-if="phone" "!phone" "kind=lunch" "!kind=lunch"
 *                                   keeps the element or leaves it out; "",
 *                                   0, false, null and [] count as nothing
 *
 * The first name of a path is looked up in the item, then outwards; it must
 * be known somewhere.  Null, and what is missing deeper down, is empty.
 * Values become text nodes and attribute values, so escaping cannot be
 * forgotten, and what looks like a field in a value stays as it is.  In href
 * and src a value leads to mailto:, tel:, http(s): or #, else it becomes "#".
 * No network, no entities, no DTD; limits on size (1 MiB), depth (64) and
 * what comes out (a million parts, 64 MiB).  Namespaces and comments are
 * left out.
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>
#include <libxml/tree.h>

enum {
    TEMPLATE_BYTES_MAX = 1 << 20, /* of the template's own text */
    TEMPLATE_DEPTH_MAX = 64,      /* elements inside each other */
    TEMPLATE_STEPS_MAX = 1000000, /* elements and texts tried */
    TEMPLATE_OUTPUT_BYTES_MAX = 1 << 26,
};

typedef enum {
    TEMPLATE_ERROR_SYNTAX, /* the template: line and what to mend */
    TEMPLATE_ERROR_DATA,   /* the JSON lacks what the template needs */
    TEMPLATE_ERROR_HEIGHT, /* something is higher than a page */
    TEMPLATE_ERROR_GLYPH,  /* no font has what is to be set */
    TEMPLATE_ERROR_RENDER, /* a font, a picture or the PDF file failed */
} TemplateError;

#define TEMPLATE_ERROR (template_error_quark())
GQuark template_error_quark(void);

typedef struct Template Template;

/* Parses LENGTH bytes of TEXT (XHTML, the root is <html>); NAME stands in
 * error messages, before the line.  Reusable for many fills, also from many
 * threads.  NULL sets ERROR (TEMPLATE_ERROR_SYNTAX). */
Template *template_parse(const char *name, const char *text, gsize length,
                         GError **error);
void template_free(Template *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Template, template_free)

/* A filled copy of TEMPLATE; DATA (an object) is borrowed.  The caller frees
 * the document with xmlFreeDoc.  NULL sets ERROR (TEMPLATE_ERROR_DATA). */
xmlDoc *template_fill(const Template *template, JsonNode *data, GError **error);

/* The filled document as HTML: a whole page in UTF-8, with the template's
 * own style.  The caller owns the text. */
char *template_html(xmlDoc *document);

/* The same words as plain text, wrapped at 72 columns: a blank line between
 * blocks, "- " before items, a line for each row of a table ("Label: value"
 * where it is one th and one td, else the cells two spaces apart), the
 * address of a link in parentheses unless it is what the link says.  The
 * caller owns the text. */
char *template_text(xmlDoc *document);

/* The document's <title>, white space made single; the caller owns it.
 * The subject of a letter stands here. */
char *template_title(xmlDoc *document);
