/*
 * explain-inside: what the files of explain share.
 *
 * Inside planner/plan.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/plan/explain.h"
#include "planner/plan/version.h"

/* A stored plan of a day, and what of it is to be explained. */
typedef struct Explained {
    Day *day;
    Solution *plan;
    Verdict *verdict; /* of PLAN, with breaches */
    PlanVersion stored;
    int person, company, group; /* indices and a number; -1: not that */
} Explained;

/* Each adds its members to the open object of BUILDER. */
void explain_person(const Explained *about, JsonBuilder *builder);
void explain_company(const Explained *about, JsonBuilder *builder);
void explain_group(const Explained *about, JsonBuilder *builder);

void explain_string(JsonBuilder *builder, const char *name, const char *value);
void explain_int(JsonBuilder *builder, const char *name, gint64 value);
void explain_points(JsonBuilder *builder, const char *name, gint64 milli);

/* "am", "pm", or null for any other number. */
void explain_half(JsonBuilder *builder, int half);

/* Answers REQUEST's question why not; FALSE sets ERROR. */
gboolean explain_other(Store *store, const ExplainRequest *request,
                       const Explained *about, JsonBuilder *builder,
                       GError **error);
