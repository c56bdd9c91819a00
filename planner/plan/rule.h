/*
 * rule: one rule of an event changed by hand, its price told first.
 */
#pragma once

#include "planner/store/store.h"

enum { RULE_WEIGHT_MAX = 1000000, RULE_LIMIT_MAX = 1000 };

/* What is to be changed; NULL: not that. */
typedef struct RuleRequest {
    gint64 event;
    const char *rule; /* a code or a name: "R12", "nya_möten" */
    gboolean hard, soft;
    const char *weight;    /* points a unit */
    const char *min, *max; /* limits */
    const char *margin;    /* minutes */
    gboolean keep;         /* store it */
    const char *who;       /* for the journal */
} RuleRequest;

/* The rule before and after, with what the newest plan pays for it, as JSON:
 * {"event", "rule", "name", "sentence", "plan", "stored", "before": {"hard",
 * "weight", "min", "max", "margin", "units", "cost", "soft", "broken"},
 * "after": the same}.  "soft" is the plan's whole cost, "broken" the hard
 * units it then breaks; null where there is no plan, and "before" is null for
 * a rule that the event lacks.  The caller owns it.  NULL sets ERROR and
 * leaves the store as it was: HUNDRA_ERROR_INPUT says which value cannot
 * be. */
char *rule_change(Store *store, const RuleRequest *request, GError **error);
