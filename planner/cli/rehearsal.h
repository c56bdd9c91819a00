/*
 * rehearsal: what a rehearsal has shown, as the JSON that its tables and
 * --json are made from.
 */
#pragma once

#include "planner/deliver/rehearse.h"

/* REPORT, and the mails of it that are to be tried (NULL: none); the caller
 * owns the text. */
char *rehearsal_json(const RehearseReport *report, const GPtrArray *tried);
