/*
 * consequence: what a change would do to the newest plan, shown before or
 * after it is stored.
 */
#pragma once

#include "planner/cli/command.h"

/* Shows JSON, as trial_json of planner/plan gives it. */
gboolean consequence_show(const Call *call, const char *json, GError **error);
