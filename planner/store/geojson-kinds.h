/*
 * geojson-kinds: what a shape is, from its properties.
 */
#pragma once

#include "templates/map.h"

enum {
    GEO_MINOR = MAP_KIND_COUNT, /* known, and too small for a map of a day */
    GEO_UNKNOWN,
};

/* The weight of what property KEY = VALUE says: the lowest wins.  Through
 * KIND a MapKind or GEO_MINOR.  G_MAXUINT: it says nothing. */
guint geo_kind(const char *key, const char *value, int *kind);
