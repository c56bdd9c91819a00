/*
 * put: a member of the JSON object that a builder has open.
 */
#pragma once

#include <json-glib/json-glib.h>

/* NAME and TEXT, or null where there is none. */
void put_text(JsonBuilder *json, const char *name, const char *text);
void put_number(JsonBuilder *json, const char *name, gint64 number);
void put_truth(JsonBuilder *json, const char *name, gboolean truth);
