#include "planner/store/geojson.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "planner/base/scan.h"
#include "planner/store/geojson-kinds.h"

enum {
    KEY_SIZE = 64,
    LEVELS_MAX = 4, /* of a MultiPolygon's coordinates */
    LONGITUDE_END = 180,
    LATITUDE_END = 90,
};

static const char *const KIND_NAMES[MAP_KIND_COUNT] = {
    [MAP_LAND] = "land",   [MAP_AREA] = "area",     [MAP_WATER] = "water",
    [MAP_RIVER] = "river", [MAP_BORDER] = "border", [MAP_RAIL] = "rail",
    [MAP_ROAD] = "road",
};

const char *
geojson_kind_name(MapKind kind)
{
    return KIND_NAMES[kind];
}

MapKind
geojson_kind(const char *name)
{
    MapKind kind = MAP_LAND;
    while (kind < MAP_KIND_COUNT && g_strcmp0(KIND_NAMES[kind], name) != 0)
        kind++;
    return kind;
}

/* ---- what is read ------------------------------------------------------------ */

static void
shape_free(gpointer data)
{
    GeoShape *shape = data;
    lines_clear(&shape->shape.lines);
    g_free(shape->name);
    g_free(shape);
}

void
geo_file_free(GeoFile *file)
{
    if (file == NULL)
        return;
    g_ptr_array_unref(file->shapes);
    g_free(file->credit);
    g_free(file);
}

/* A feature as it is being read. */
typedef struct Feature {
    guint number;
    char type[KEY_SIZE]; /* of its geometry; "": none */
    int levels;          /* of its coordinates; -1: none yet */
    Lines lines;
    char name[GEOJSON_NAME_SIZE];
    int kind;
    guint weight; /* of what said so */
} Feature;

typedef struct Reader {
    Scan scan;
    GeoFile *file;
    Feature feature;
    guint points;       /* of all features so far */
    const char *reason; /* what is wrong but JSON; NULL: nothing */
    gboolean collection;
} Reader;

static gboolean
refuse(Reader *reader, const char *reason)
{
    if (reader->reason == NULL)
        reader->reason = reason;
    return FALSE;
}

/* ---- coordinates ---------------------------------------------------------------- */

/* A position after its bracket: longitude, latitude, and what nobody asked
 * for. */
static gboolean
read_position(Reader *reader)
{
    LinePoint point = { 0, 0 };
    Scan *scan = &reader->scan;
    gboolean first = FALSE;
    if (!scan_number(scan, &point.x))
        return FALSE;
    if (!scan_next(scan, ']', &first))
        return refuse(reader, _("en punkt har bara ett tal; den ska ha "
                                "longitud och latitud"));
    if (!scan_number(scan, &point.y))
        return FALSE;
    while (scan_next(scan, ']', &first))
        if (!scan_skip(scan))
            return FALSE;
    if (!(fabs(point.x) <= LONGITUDE_END && fabs(point.y) <= LATITUDE_END))
        return refuse(reader, _("koordinaterna är inte WGS 84; exportera som "
                                "WGS 84 (EPSG:4326)"));
    if (reader->points++ >= GEOJSON_POINTS_MAX)
        return refuse(reader, _("filen har fler punkter än vad som ryms; "
                                "förenkla eller dela den"));
    g_array_append_val(reader->feature.lines.points, point);
    return TRUE;
}

/* Coordinates of any depth; through LEVEL how many arrays lie around a
 * position's numbers.  An array of positions is a line. */
static gboolean
read_levels(Reader *reader, int depth, int *level)
{
    Scan *scan = &reader->scan;
    gboolean first = TRUE;
    int inner = -1;
    *level = 0;
    if (depth > LEVELS_MAX || !scan_enter(scan, '['))
        return refuse(reader, _("koordinaterna är inte som GeoJSON skriver "
                                "dem (RFC 7946)"));
    while (scan_next(scan, ']', &first)) {
        if (scan_peek(scan) != '[' && inner == -1) {
            *level = 1;
            return read_position(reader);
        }
        int deep = 0;
        if (!read_levels(reader, depth + 1, &deep))
            return FALSE;
        if (inner != -1 && deep != inner && deep != 0 && inner != 0)
            return refuse(reader, _("koordinaterna är inte som GeoJSON skriver "
                                    "dem (RFC 7946)"));
        inner = MAX(inner, deep);
    }
    if (inner == 1)
        lines_end(&reader->feature.lines, 1);
    *level = inner > 0 ? inner + 1 : 0;
    return !scan->fault;
}

static gboolean
read_geometry(Reader *reader)
{
    Scan *scan = &reader->scan;
    Feature *feature = &reader->feature;
    char key[KEY_SIZE];
    gboolean first = TRUE;
    if (scan_peek(scan) == 'n')
        return scan_skip(scan);
    if (!scan_enter(scan, '{'))
        return FALSE;
    while (scan_next(scan, '}', &first)) {
        gboolean ok = FALSE;
        if (!scan_key(scan, key, sizeof key))
            return FALSE;
        if (strcmp(key, "type") == 0)
            ok = scan_text(scan, feature->type, sizeof feature->type);
        else if (strcmp(key, "coordinates") == 0 && feature->levels == -1)
            ok = read_levels(reader, 1, &feature->levels);
        else
            ok = scan_skip(scan);
        if (!ok)
            return FALSE;
    }
    return !scan->fault;
}

/* ---- features --------------------------------------------------------------------- */

static gboolean
read_property(Reader *reader, const char *key)
{
    Feature *feature = &reader->feature;
    char value[GEOJSON_NAME_SIZE];
    int kind = GEO_UNKNOWN;
    if (scan_peek(&reader->scan) != '"')
        return scan_skip(&reader->scan);
    if (!scan_text(&reader->scan, value, sizeof value))
        return FALSE;
    if (strcmp(key, "name") == 0 || strcmp(key, "namn") == 0)
        g_strlcpy(feature->name, value, sizeof feature->name);
    guint weight = geo_kind(key, value, &kind);
    if (weight >= feature->weight)
        return TRUE;
    feature->weight = weight;
    feature->kind = kind;
    return TRUE;
}

static gboolean
read_properties(Reader *reader)
{
    char key[KEY_SIZE];
    gboolean first = TRUE;
    if (scan_peek(&reader->scan) == 'n')
        return scan_skip(&reader->scan);
    if (!scan_enter(&reader->scan, '{'))
        return FALSE;
    while (scan_next(&reader->scan, '}', &first))
        if (!scan_key(&reader->scan, key, sizeof key) ||
            !read_property(reader, key))
            return FALSE;
    return !reader->scan.fault;
}

typedef struct Geometry {
    const char *type;
    int levels;
    MapKind kind; /* where no property says it */
} Geometry;

static const Geometry GEOMETRIES[] = {
    { "LineString", 2, MAP_ROAD },
    { "MultiLineString", 3, MAP_ROAD },
    { "Polygon", 3, MAP_AREA },
    { "MultiPolygon", 4, MAP_AREA },
};

static gboolean
are_rings(const Lines *lines)
{
    for (guint i = 0; i < lines->ends->len; i++) {
        guint count = 0;
        const LinePoint *points = lines_at(lines, i, &count);
        if (!lines_is_ring(points, count))
            return FALSE;
    }
    return TRUE;
}

static void
keep(Reader *reader, MapKind kind)
{
    Feature *feature = &reader->feature;
    GeoShape *shape = g_new0(GeoShape, 1);
    shape->shape.kind = kind;
    shape->shape.lines = feature->lines;
    shape->feature = feature->number;
    shape->name = *feature->name != '\0' ? g_strdup(feature->name) : NULL;
    lines_init(&feature->lines);
    g_ptr_array_add(reader->file->shapes, shape);
}

/* The feature has been read whole. */
static gboolean
settle(Reader *reader)
{
    Feature *feature = &reader->feature;
    const Geometry *geometry = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(GEOMETRIES); i++)
        if (strcmp(feature->type, GEOMETRIES[i].type) == 0)
            geometry = &GEOMETRIES[i];
    if (feature->kind == GEO_MINOR) {
        reader->file->minor++;
        return TRUE;
    }
    if (geometry == NULL) {
        reader->file->points++;
        return TRUE;
    }
    if (feature->levels <= 0) /* an empty one */
        return TRUE;
    if (feature->levels != geometry->levels)
        return refuse(reader, _("koordinaterna är inte som GeoJSON skriver "
                                "dem (RFC 7946)"));
    if (geometry->kind == MAP_AREA && !are_rings(&feature->lines))
        return refuse(reader, _("en yta slutar inte där den börjar; exportera "
                                "den igen"));
    keep(reader, feature->kind == GEO_UNKNOWN ? geometry->kind
                                              : (MapKind)feature->kind);
    return TRUE;
}

static gboolean
read_feature(Reader *reader)
{
    Feature *feature = &reader->feature;
    Scan *scan = &reader->scan;
    char key[KEY_SIZE];
    gboolean first = TRUE;
    g_array_set_size(feature->lines.points, 0);
    g_array_set_size(feature->lines.ends, 0);
    *feature->type = *feature->name = '\0';
    feature->levels = -1;
    feature->kind = GEO_UNKNOWN;
    feature->weight = G_MAXUINT;
    feature->number = ++reader->file->features;
    if (feature->number > GEOJSON_FEATURES_MAX)
        return refuse(reader, _("filen har fler objekt än vad som ryms; "
                                "förenkla eller dela den"));
    if (!scan_enter(scan, '{'))
        return refuse(reader, _("är inget Feature"));
    while (scan_next(scan, '}', &first)) {
        if (!scan_key(scan, key, sizeof key))
            return FALSE;
        gboolean ok = strcmp(key, "geometry") == 0     ? read_geometry(reader)
                      : strcmp(key, "properties") == 0 ? read_properties(reader)
                                                       : scan_skip(scan);
        if (!ok)
            return FALSE;
    }
    return !scan->fault && settle(reader);
}

/* ---- the file ---------------------------------------------------------------------- */

static gboolean
read_features(Reader *reader)
{
    gboolean first = TRUE;
    if (!scan_enter(&reader->scan, '['))
        return FALSE;
    while (scan_next(&reader->scan, ']', &first))
        if (!read_feature(reader))
            return FALSE;
    reader->feature.number = 0;
    return !reader->scan.fault;
}

static gboolean
is_credit(const char *key)
{
    static const char *const keys[] = { "attribution", "källa", "kalla",
                                        "source", "copyright" };
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_ascii_strcasecmp(key, keys[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
read_credit(Reader *reader)
{
    char text[GEOJSON_CREDIT_SIZE];
    if (!scan_text(&reader->scan, text, sizeof text))
        return FALSE;
    g_strstrip(text);
    if (reader->file->credit == NULL && *text != '\0')
        reader->file->credit = g_strdup(text);
    return TRUE;
}

static gboolean
read_root(Reader *reader)
{
    Scan *scan = &reader->scan;
    char key[KEY_SIZE], type[KEY_SIZE];
    gboolean first = TRUE;
    if (!scan_enter(scan, '{'))
        return FALSE;
    while (scan_next(scan, '}', &first)) {
        gboolean ok = FALSE;
        if (!scan_key(scan, key, sizeof key))
            return FALSE;
        if (strcmp(key, "features") == 0)
            ok = read_features(reader);
        else if (strcmp(key, "type") == 0 && scan_peek(scan) == '"') {
            ok = scan_text(scan, type, sizeof type);
            reader->collection = ok && strcmp(type, "FeatureCollection") == 0;
        } else if (is_credit(key) && scan_peek(scan) == '"')
            ok = read_credit(reader);
        else
            ok = scan_skip(scan);
        if (!ok)
            return FALSE;
    }
    return scan_done(scan);
}

gboolean
geojson_is(const char *text, gsize length)
{
    Scan scan;
    char key[KEY_SIZE], type[KEY_SIZE];
    gboolean first = TRUE;
    if (!g_utf8_validate_len(text, length, NULL))
        return FALSE;
    scan_init(&scan, text, length);
    if (!scan_enter(&scan, '{'))
        return FALSE;
    while (scan_next(&scan, '}', &first)) {
        if (!scan_key(&scan, key, sizeof key))
            return FALSE;
        if (strcmp(key, "type") == 0)
            return scan_text(&scan, type, sizeof type) &&
                   strcmp(type, "FeatureCollection") == 0;
        if (!scan_skip(&scan))
            return FALSE;
    }
    return FALSE;
}

static gboolean
tell(const Reader *reader, GError **error)
{
    if (reader->reason == NULL && reader->feature.number == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("är inte riktig JSON (rad %u); exportera kartan "
                             "igen som GeoJSON"),
                           scan_line(&reader->scan));
    if (reader->reason == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("objekt %u: är inte riktig GeoJSON (rad %u); "
                             "exportera kartan igen"),
                           reader->feature.number, scan_line(&reader->scan));
    return hundra_fail(error, HUNDRA_ERROR_INPUT, _("objekt %u: %s"),
                       reader->feature.number, reader->reason);
}

GeoFile *
geojson_read(const char *text, gsize length, GError **error)
{
    Reader reader = { .feature = { .number = 0 } };
    g_autoptr(GeoFile) file = g_new0(GeoFile, 1);
    file->shapes = g_ptr_array_new_with_free_func(shape_free);
    reader.file = file;
    if (!g_utf8_validate_len(text, length, NULL)) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("är inte riktig JSON; spara filen som UTF-8"));
        return NULL;
    }
    scan_init(&reader.scan, text, length);
    lines_init(&reader.feature.lines);
    gboolean ok = read_root(&reader);
    lines_clear(&reader.feature.lines);
    if (!ok) {
        tell(&reader, error);
        return NULL;
    }
    if (reader.collection)
        return g_steal_pointer(&file);
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("är ingen karta: en GeoJSON-fil börjar med \"type\": "
                  "\"FeatureCollection\"; exportera kartan som GeoJSON"));
    return NULL;
}

/* ---- as the store keeps it ------------------------------------------------------------ */

gboolean
geojson_shape(const char *text, Lines *lines)
{
    Reader reader = { .feature = { .number = 0 } };
    int levels = 0;
    GeoFile none = { .shapes = NULL };
    reader.file = &none;
    lines_init(&reader.feature.lines);
    scan_init(&reader.scan, text, strlen(text));
    gboolean ok = g_utf8_validate(text, -1, NULL) &&
                  read_levels(&reader, 1, &levels) && levels == 3 &&
                  scan_done(&reader.scan);
    *lines = reader.feature.lines;
    if (ok)
        return TRUE;
    g_array_set_size(lines->points, 0);
    g_array_set_size(lines->ends, 0);
    return FALSE;
}

char *
geojson_text(const Lines *lines)
{
    GString *text = g_string_new("[");
    for (guint i = 0; i < lines->ends->len; i++) {
        guint count = 0;
        const LinePoint *points = lines_at(lines, i, &count);
        g_string_append(text, i > 0 ? ",[" : "[");
        for (guint p = 0; p < count; p++) {
            char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
            g_ascii_formatd(x, sizeof x, "%.5f", points[p].x);
            g_ascii_formatd(y, sizeof y, "%.5f", points[p].y);
            g_string_append_printf(text, "%s[%s,%s]", p > 0 ? "," : "", x, y);
        }
        g_string_append_c(text, ']');
    }
    g_string_append_c(text, ']');
    return g_string_free(text, FALSE);
}
