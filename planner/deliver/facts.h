/*
 * facts: what a letter tells, and whether its reader must hear it again.
 *
 * Stands on json-glib.  Facts are the JSON of the letter views; knows no
 * store and no mail.
 */
#pragma once

#include <json-glib/json-glib.h>

typedef enum {
    FACTS_SAME,    /* nothing that concerns the reader has changed */
    FACTS_TOUCHED, /* something has, but neither time, place, group nor
                      company: a leader, a name, a phone */
    FACTS_MOVED,   /* time, place, group or company: SEQUENCE grows */
} FactsChange;

/* The facts in TEXT, owned by PARSER.  NULL sets HUNDRA_ERROR_STORE: another
 * program has written them. */
JsonObject *facts_read(JsonParser *parser, const char *text, GError **error);

/* What has happened from BEFORE to NOW, as facts_read takes them. */
gboolean facts_compare(const char *before, const char *now, FactsChange *change,
                       GError **error);

/* Whose words: the program's, as the planner has it, or a letter's. */
typedef enum { FACTS_PLANNER, FACTS_SWEDISH, FACTS_ENGLISH } FactsLanguage;

/* The language of the letter that tells FACTS. */
FactsLanguage facts_language(JsonObject *facts);

/* The member at a dotted PATH ("event.day"); NULL when something on the way
 * is missing, null or another kind than its name says.  Borrowed. */
JsonNode *facts_member(JsonObject *facts, const char *path);

/* The text at PATH, borrowed; NULL when there is none. */
const char *facts_text(JsonObject *facts, const char *path);

/* Minutes since midnight of the time ("08:30") at PATH; -1: there is none. */
int facts_minutes(JsonObject *facts, const char *path);

/* Whether two facts have the same at PATH. */
gboolean facts_same_at(JsonObject *before, JsonObject *now, const char *path);

/* The stops of FACTS, borrowed; NULL: none. */
JsonArray *facts_stops(JsonObject *facts);
