/*
 * print-pictures: the pictures that sheets name.
 *
 *   logotype     the office's own
 *   map, map-7   the map of the sheet that is being laid out
 *
 * Stands on chart.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/store/ground.h"
#include "templates/tongue.h"

typedef struct PrintPictures {
    Store *store; /* borrowed */
    gint64 event;
    JsonNode *facts;      /* of the sheet now laid out; owned */
    const Tongue *tongue; /* of that sheet; borrowed */
    Ground *ground;       /* read when the first map is asked for; owned */
} PrintPictures;

void print_pictures_clear(PrintPictures *pictures);

/* A SheetsPicture; DATA is a PrintPictures. */
GBytes *print_pictures_find(const char *name, gpointer data, GError **error);
