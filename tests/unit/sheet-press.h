/*
 * sheet-press: a shipped template, filled and laid out, for tests of sheets.
 *
 * What goes wrong fails the test.
 */
#pragma once

#include <string.h>

#include "templates/sheets.h"

/* templates/STEM.xhtml; the caller frees it. */
static inline Template *
sheet_template(const char *stem)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("templates/%s.xhtml", stem);
    g_autofree char *text = NULL;
    Template *template = NULL;
    gsize length = 0;

    g_file_get_contents(path, &text, &length, &error);
    g_assert_no_error(error);
    template = template_parse(path, text, length, &error);
    g_assert_no_error(error);
    return template;
}

/* The facts of tests/cases/sheets/NAME.json; owned by the caller. */
static inline JsonNode *
sheet_case(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("tests/cases/sheets/%s.json", name);
    g_autofree char *text = NULL;
    JsonNode *facts = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    facts = json_from_string(text, &error);
    g_assert_no_error(error);
    return facts;
}

/* STEM's template with FACTS (borrowed); the caller frees the document. */
static inline xmlDoc *
sheet_fill(const char *stem, JsonNode *facts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Template) template = sheet_template(stem);
    xmlDoc *document = template_fill(template, facts, &error);
    g_assert_no_error(error);
    return document;
}

/* The same as the next of SHEETS. */
static inline void
sheet_add(Sheets *sheets, const char *stem, JsonNode *facts)
{
    g_autoptr(GError) error = NULL;
    xmlDoc *document = sheet_fill(stem, facts);
    gboolean added = sheets_add(sheets, document, &error);
    g_assert_no_error(error);
    g_assert_true(added);
    xmlFreeDoc(document);
}

/* The PDF; owned by the caller. */
static inline GBytes *
sheet_finish(Sheets *sheets)
{
    g_autoptr(GError) error = NULL;
    GBytes *pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    return pdf;
}
