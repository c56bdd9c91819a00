/*
 * combine: what two rows say about one person, as one fact.
 *
 * A politician with two seats has two rows in an office's file.  Whatever
 * protects her, or makes the day possible for her, counts from either row;
 * of times only what both allow.  Knows stored forms, no SQLite.
 */
#pragma once

#include <glib.h>

#include "planner/store/headings.h"

/* ONE and OTHER are stored forms of TYPE.  A secret is kept when either row
 * keeps it, lists are joined, times are cut down to what is in both.  ONE
 * comes back letter by letter when OTHER adds nothing.  The caller owns it.
 * NULL: such facts are not combined, or no time is in both. */
char *combine(FieldType type, const char *one, const char *other);
