/*
 * import-event: an event's file as sections.
 *
 * Both forms of the file come here as one tree of JSON, which becomes rows:
 * the event, its programme, places, rules and areas.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/store/stage.h"

/* Reads EVENT, the tree of FILE (borrowed), into sections.  FALSE sets
 * ERROR: an event has no room for bad rows. */
gboolean event_read(Import *import, const char *file, JsonObject *event,
                    GError **error);
