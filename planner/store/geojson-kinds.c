#include "planner/store/geojson-kinds.h"

#include <string.h>

typedef struct Said {
    const char *key, *value; /* VALUE NULL: any */
    int kind;
} Said;

// clang-format off
/* Words for "kind", "typ" and "slag". */
static const Said WORDS[] = {
    { "", "land", MAP_LAND }, { "", "ö", MAP_LAND }, { "", "öar", MAP_LAND },
    { "", "island", MAP_LAND }, { "", "stadsomrade", MAP_LAND },
    { "", "stadsområde", MAP_LAND }, { "", "mark", MAP_LAND },
    { "", "vatten", MAP_WATER }, { "", "water", MAP_WATER },
    { "", "hav", MAP_WATER }, { "", "sea", MAP_WATER },
    { "", "sjö", MAP_WATER }, { "", "lake", MAP_WATER },
    { "", "älv", MAP_RIVER }, { "", "å", MAP_RIVER }, { "", "bäck", MAP_RIVER },
    { "", "river", MAP_RIVER }, { "", "vattendrag", MAP_RIVER },
    { "", "väg", MAP_ROAD }, { "", "road", MAP_ROAD },
    { "", "järnväg", MAP_RAIL }, { "", "rail", MAP_RAIL },
    { "", "spår", MAP_RAIL }, { "", "gräns", MAP_BORDER },
    { "", "border", MAP_BORDER }, { "", "kommungräns", MAP_BORDER },
    { "", "kommunkontur", MAP_BORDER }, { "", "område", MAP_AREA },
    { "", "area", MAP_AREA }, { "", "park", MAP_AREA },
};

/* OpenStreetMap's keys; what stands first says most. */
static const Said KEYS[] = {
    { "natural", "coastline", MAP_LAND }, { "place", "island", MAP_LAND },
    { "place", "islet", MAP_LAND }, { "natural", "water", MAP_WATER },
    { "natural", "bay", MAP_WATER }, { "natural", "strait", MAP_WATER },
    { "waterway", "riverbank", MAP_WATER }, { "waterway", "dock", MAP_WATER },
    { "landuse", "reservoir", MAP_WATER }, { "landuse", "basin", MAP_WATER },
    { "waterway", "river", MAP_RIVER }, { "waterway", "canal", MAP_RIVER },
    { "waterway", NULL, GEO_MINOR },
    { "railway", "rail", MAP_RAIL }, { "railway", NULL, GEO_MINOR },
    { "highway", "motorway", MAP_ROAD }, { "highway", "trunk", MAP_ROAD },
    { "highway", "primary", MAP_ROAD }, { "highway", "secondary", MAP_ROAD },
    { "highway", "tertiary", MAP_ROAD }, { "highway", NULL, GEO_MINOR },
    { "building", NULL, GEO_MINOR }, { "boundary", NULL, MAP_BORDER },
    { "admin_level", NULL, MAP_BORDER }, { "landuse", NULL, MAP_AREA },
    { "leisure", NULL, MAP_AREA }, { "natural", NULL, MAP_AREA },
};
// clang-format on

static guint
find(const Said *rows, guint count, const char *key, const char *value,
     int *kind)
{
    for (guint i = 0; i < count; i++)
        if (strcmp(rows[i].key, key) == 0 &&
            (rows[i].value == NULL || strcmp(rows[i].value, value) == 0)) {
            *kind = rows[i].kind;
            return i;
        }
    return G_MAXUINT;
}

guint
geo_kind(const char *key, const char *value, int *kind)
{
    static const char *const own[] = { "kind", "typ", "slag" };
    g_autofree char *folded = g_utf8_strdown(value, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        if (g_ascii_strcasecmp(key, own[i]) == 0)
            return find(WORDS, G_N_ELEMENTS(WORDS), "", folded, kind);
    guint at = find(KEYS, G_N_ELEMENTS(KEYS), key, folded, kind);
    return at != G_MAXUINT ? at + G_N_ELEMENTS(WORDS) : at;
}
