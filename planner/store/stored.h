/*
 * stored: the JSON that the store keeps in a column.
 *
 * The schema holds their kind, not their items': a
 * database that somebody else has written in gives empty lists, no faults.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/solve/problem.h"

enum { JSON_DEPTH_MAX = 32 }; /* json-glib calls itself for each level */

/* Reads TEXT, which may be NULL, into PARSER.  FALSE sets HUNDRA_ERROR_STORE:
 * it is no JSON, or deeper than what we write. */
gboolean stored_load(JsonParser *parser, const char *text, GError **error);

/* The object in TEXT, owned by PARSER.  NULL sets HUNDRA_ERROR_STORE. */
JsonObject *stored_object(JsonParser *parser, const char *text, GError **error);

/* The array in TEXT, owned by PARSER; NULL when it is none. */
JsonArray *stored_list(JsonParser *parser, const char *text);

/* Items of LIST, which may be NULL. */
guint stored_count(JsonArray *list);

/* Item INDEX as [from, to] minutes of a day.  FALSE: it is not that. */
gboolean stored_span(JsonArray *list, guint index, Span *span);

/* Item INDEX as text, borrowed from LIST; NULL: it is none. */
const char *stored_word(JsonArray *list, guint index);
