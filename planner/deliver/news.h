/*
 * news: what has changed between two letters, in sentences.
 *
 * For the reader in the language of her letter, for a planner in the
 * program's.  Stands on facts.
 */
#pragma once

#include "planner/deliver/facts.h"

/* What is new in NOW since BEFORE, in LANGUAGE, as a JSON array of texts.
 * NULL when there is nothing worth a sentence.  The caller owns it. */
JsonNode *news_sentences(JsonObject *before, JsonObject *now,
                         FactsLanguage language);

/* The same from and to text, for a planner: never empty where facts_compare
 * sees a change.  An array of char * that the caller owns; NULL sets ERROR. */
GPtrArray *news_for_planner(const char *before, const char *now,
                            GError **error);
