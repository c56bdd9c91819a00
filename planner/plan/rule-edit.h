/*
 * rule-edit: a rule's row with what a planner has asked for put into it.
 *
 * Inside planner/plan; knows no store.
 */
#pragma once

#include "planner/plan/load.h"
#include "planner/plan/rule.h"
#include "planner/solve/rules.h"

/* A row of the event's rules, as stored beside what the search reads. */
typedef struct RuleEdit {
    const RuleRow *row; /* borrowed */
    Rule rule;
    gboolean has_weight;
    gboolean limited; /* a limit was changed */
} RuleEdit;

/* Puts the changes of REQUEST into EDIT.  FALSE sets HUNDRA_ERROR_INPUT. */
gboolean rule_edit(RuleEdit *edit, const RuleRequest *request, GError **error);
