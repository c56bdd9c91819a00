/*
 * breach-words: one unit of a rule in a planner's words.
 *
 * Inside planner/plan.  Says codes, never names or needs.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/solve/verify.h"

/* What BREACH is, as a plan has it: "grupp 7 på förmiddagen har bara ena
 * sidan".  The caller owns it. */
char *breach_words(const Day *day, const Breach *breach);

/* What would be missing if BREACH came to be: "den enda som kan leda grupp 7
 * på förmiddagen".  The caller owns it. */
char *breach_without_words(const Day *day, const Breach *breach);

/* Thousandths of a point as people write them: "12,00".  The caller owns it.
 */
char *breach_points(gint64 milli);

/* "på förmiddagen", "på eftermiddagen", or for any other number
 * "hela dagen". */
const char *breach_half(int half);

/* What BREACH costs in thousandths; 0 of a hard rule. */
gint64 breach_cost(const Day *day, const Breach *breach);

/* Whether the rule of BREACH is hard. */
gboolean breach_hard(const Day *day, const Breach *breach);
