/*
 * geojson: an office's map file (RFC 7946) as lines and areas.
 *
 * Reads LineString, MultiLineString, Polygon and MultiPolygon, in whatever
 * order a member stands; points and collections are counted and left out.
 * What a shape is follows from its properties: OpenStreetMap's keys, or
 * "kind", "typ" or "slag"; else from its geometry.  Stands on scan.
 */
#pragma once

#include "planner/base/error.h"
#include "templates/map.h"

enum {
    GEOJSON_BYTES_MAX = 64 << 20,
    GEOJSON_FEATURES_MAX = 200000,
    GEOJSON_POINTS_MAX = 2000000,
    GEOJSON_NAME_SIZE = 121,
    GEOJSON_CREDIT_SIZE = 161,
};

typedef struct GeoShape {
    MapShape shape;
    char *name;    /* NULL: none */
    guint feature; /* from 1, as it stands in the file */
} GeoShape;

typedef struct GeoFile {
    GPtrArray *shapes; /* GeoShape */
    char *credit;      /* whose it is, as the file says; NULL: it does not */
    guint features;
    guint points; /* features that are points or collections: left out */
    guint minor;  /* small roads, buildings and the like: left out */
} GeoFile;

void geo_file_free(GeoFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GeoFile, geo_file_free)

/* Whether TEXT (LENGTH bytes, a zero after them) is an object whose "type"
 * is FeatureCollection. */
gboolean geojson_is(const char *text, gsize length);

/* Reads TEXT.  NULL sets HUNDRA_ERROR_INPUT, without the file's name but
 * with the number of the feature. */
GeoFile *geojson_read(const char *text, gsize length, GError **error);

/* Reads a shape as the store keeps it, [[[lon, lat], ...], ...], into LINES,
 * which is born.  FALSE: it is none, and LINES is empty. */
gboolean geojson_shape(const char *text, Lines *lines);

/* LINES as that text; the caller owns it. */
char *geojson_text(const Lines *lines);

/* The word the store keeps for KIND: "land", "area", "water", ... */
const char *geojson_kind_name(MapKind kind);
MapKind geojson_kind(const char *name);
