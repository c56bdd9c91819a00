#include "zones.h"

#include <string.h>

/* Names tried for one run of mails, and of those kept for the next. */
enum { TRIED = 64, KEPT = 32 };

struct Zones {
    GHashTable *found; /* name: Zone, or NULL where there is none */
};

static void
close_found(gpointer zone)
{
    zone_close(zone);
}

Zones *
zones_open(void)
{
    Zones *zones = g_new0(Zones, 1);
    zones->found =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_found);
    return zones;
}

void
zones_close(Zones *zones)
{
    if (zones == NULL)
        return;
    g_hash_table_unref(zones->found);
    g_free(zones);
}

void
zones_trim(Zones *zones)
{
    if (g_hash_table_size(zones->found) > KEPT)
        g_hash_table_remove_all(zones->found);
}

/* Seconds east of UTC without summer time, in the year of our facts. */
static gint64
standard_offset(const Zone *zone)
{
    gint64 january = 1767225600; /* 2026-01-01 */
    gint64 july = 1782864000;    /* 2026-07-01 */
    gboolean exact = FALSE;
    gint64 winter = zone_local(zone, january, &exact) - january;
    gint64 summer = zone_local(zone, july, &exact) - july;
    return MIN(winter, summer);
}

/* A zone with a town's name, OFFSET_S east of UTC.  NULL: none. */
static Zone *
open_town(const char *town, gint64 offset_s)
{
    static const char *const areas[] = { "Europe",   "America",   "Asia",
                                         "Africa",   "Australia", "Pacific",
                                         "Atlantic", "Indian" };
    g_autofree char *name = g_strdelimit(g_strdup(town), " ", '_');
    for (guint i = 0; i < G_N_ELEMENTS(areas); i++) {
        g_autofree char *path = g_strconcat(areas[i], "/", name, NULL);
        g_autoptr(Zone) zone = zone_open(path);
        if (zone != NULL && standard_offset(zone) == offset_s)
            return g_steal_pointer(&zone);
    }
    return NULL;
}

/* The offset that "(UTC+01:00) ..." or "(GMT-05.00) ..." starts with; *AFTER
 * is what follows.  FALSE: it does not. */
static gboolean
parse_offset(const char *name, gint64 *offset_s, const char **after)
{
    gboolean has_prefix = g_ascii_strncasecmp(name, "(UTC", 4) == 0 ||
                          g_ascii_strncasecmp(name, "(GMT", 4) == 0;
    const char *end = has_prefix ? strchr(name, ')') : NULL;
    if (end == NULL)
        return FALSE;
    *after = end + 1;
    *offset_s = 0;
    const char *at = name + 4;
    if (at == end)
        return TRUE;
    gboolean shaped = end - at == 6 && (*at == '+' || *at == '-') &&
                      g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
                      g_ascii_isdigit(at[4]) && g_ascii_isdigit(at[5]);
    if (!shaped)
        return FALSE;
    gint64 minutes = (at[1] - '0') * 600 + (at[2] - '0') * 60 +
                     (at[4] - '0') * 10 + (at[5] - '0');
    *offset_s = (*at == '-' ? -60 : 60) * minutes;
    return TRUE;
}

/* What Outlook shows: towns with their offset, or a name of Windows in
 * other words, "(UTC-05:00) Eastern Time (US & Canada)". */
static Zone *
open_shown(const char *name)
{
    const char *words = NULL;
    gint64 offset_s = 0;
    if (!parse_offset(name, &offset_s, &words))
        return NULL;
    /* "Greenwich Mean Time : Dublin, ..." */
    const char *colon = strstr(words, " : ");
    g_auto(GStrv) towns = g_strsplit(colon == NULL ? words : colon + 3, ",", 8);
    for (char **town = towns; *town != NULL; town++) {
        Zone *zone = open_town(g_strstrip(*town), offset_s);
        if (zone != NULL)
            return zone;
    }
    const char *time = strstr(words, " Time (");
    if (time == NULL)
        return NULL;
    g_autofree char *first = g_strndup(words, (gsize)(time - words));
    g_autofree char *windows =
        g_strconcat(g_strstrip(first), " Standard Time", NULL);
    const char *iana = zones_of_windows(windows);
    return iana == NULL ? NULL : zone_open(iana);
}

/* A name at the end of a path: "/mozilla.org/20050126_1/Europe/Stockholm". */
static Zone *
open_tail(const char *name)
{
    Zone *zone = NULL;
    for (const char *slash = strchr(name, '/'); slash != NULL && zone == NULL;
         slash = strchr(slash + 1, '/'))
        zone = zone_open(slash + 1);
    return zone;
}

static Zone *
open_any(const char *name)
{
    static const char *const universal[] = { "UTC", "GMT", "Z" };
    for (guint i = 0; i < G_N_ELEMENTS(universal); i++)
        if (g_ascii_strcasecmp(name, universal[i]) == 0)
            return zone_open("UTC");
    const char *iana = zones_of_windows(name);
    Zone *zone = zone_open(iana == NULL ? name : iana);
    if (zone == NULL)
        zone = open_shown(name);
    return zone == NULL ? open_tail(name) : zone;
}

const Zone *
zones_find(Zones *zones, const char *name)
{
    enum { NAME_BYTES = 200 }; /* no name is longer, nor has it more slashes */
    gpointer zone = NULL;
    if (g_hash_table_lookup_extended(zones->found, name, NULL, &zone))
        return zone;
    if (g_hash_table_size(zones->found) == TRIED || strlen(name) > NAME_BYTES)
        return NULL;
    zone = open_any(name);
    g_hash_table_insert(zones->found, g_strdup(name), zone);
    return zone;
}
