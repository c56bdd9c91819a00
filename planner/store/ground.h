/*
 * ground: what lies under a map of an event.
 *
 * The shapes of its own map, as import-ground stored them; without any, and
 * where its places lie in the Göteborg region, the coarse one that ships
 * (defaults/mark-goteborg.geojson); else none.
 */
#pragma once

#include "planner/store/store.h"
#include "templates/map.h"

typedef struct Ground {
    GArray *shapes; /* MapShape */
    char *credit;   /* whose it is, for the map's foot; NULL: nobody's */
} Ground;

void ground_free(Ground *ground);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ground, ground_free)

/* The ground of EVENT.  NULL sets ERROR. */
Ground *ground_of(Store *store, gint64 event, GError **error);
