/*
 * inbox-ask: a mail that waits in words, and one key that decides it.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/cli/command.h"
#include "planner/deliver/answer.h"

/* MAIL of the view inbox in lines for a terminal; the caller owns them. */
char *inbox_describe(JsonObject *mail);

/* Why a mail with the reason CODE (may be NULL) waits; borrowed. */
const char *inbox_why(const char *code);

/* What WORD, Swedish or English, decides.  FALSE: nothing. */
gboolean inbox_choice(const char *word, AnswerChoice *choice);

/* Shows each mail that waits and books what the key pressed says, until all
 * are seen or q is pressed.  The terminal is restored in any case. */
gboolean inbox_ask(const Call *call, GError **error);
