/*
 * import-ground: an office's map as the ground of an event's own.
 *
 * What the same file gave before is replaced; reading it again changes
 * nothing.  Stands on geojson and trim.
 */
#pragma once

#include "planner/store/stage.h"

/* Whether FILE is a map: by its name, .geojson, or, when that ends in .json,
 * by its content. */
gboolean ground_is(const char *file);

/* Reads FILE (borrowed) into a section.  FALSE sets ERROR. */
gboolean ground_read(Import *import, const char *file, GError **error);

/* Stores what of SECTION's map lies about the event's places.  FALSE sets
 * ERROR: there are no places, or nothing lies there. */
gboolean ground_store(Import *import, Section *section, GError **error);
