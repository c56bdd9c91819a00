/*
 * chart: the map of a sheet, from the sheet's own JSON.
 *
 * What the table says and what the map shows are the same facts: "places"
 * (number, name, longitude, latitude, start), "routes" (tone, stops: indices
 * of places) and "map" (width_mm, height_mm).  Stands on ground and
 * templates/map.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/store/ground.h"
#include "templates/tongue.h"

/* The map of FACTS over GROUND as SVG, its own words in TONGUE.  NULL: no
 * place has a position, or the sheet has no map. */
GBytes *chart_draw(JsonObject *facts, const Ground *ground,
                   const Tongue *tongue);
