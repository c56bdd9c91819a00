#include "planner/store/import-ground.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "planner/base/error.h"
#include "planner/store/import-report.h"
#include "planner/store/trim.h"

static const char MARK[] = "\xef\xbb\xbf"; /* that Windows puts first */

/* ---- reading ------------------------------------------------------------------ */

static gboolean
ends_with(const char *file, const char *suffix)
{
    gsize length = strlen(file), end = strlen(suffix);
    return length >= end &&
           g_ascii_strcasecmp(file + length - end, suffix) == 0;
}

/* FILE's text past a byte order mark, through *START; the caller owns what
 * is returned.  NULL sets ERROR, without the file's name. */
static char *
read_text(const char *file, const char **start, gsize *length, GError **error)
{
    GStatBuf info;
    g_autofree char *text = NULL;
    g_autoptr(GError) inner = NULL;
    if (g_stat(file, &info) != 0)
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("går inte att läsa: %s"),
                    g_strerror(errno));
    else if (!S_ISREG(info.st_mode))
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("går inte att läsa: det är ingen fil"));
    else if (info.st_size > GEOJSON_BYTES_MAX)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("är större än %d MiB; exportera bara det område som "
                      "dagen rör"),
                    GEOJSON_BYTES_MAX >> 20);
    else if (!g_file_get_contents(file, &text, length, &inner))
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("går inte att läsa: %s"),
                    inner->message);
    if (text == NULL)
        return NULL;
    *start = text;
    if (*length >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0) {
        *start += strlen(MARK);
        *length -= strlen(MARK);
    }
    return g_steal_pointer(&text);
}

gboolean
ground_is(const char *file)
{
    const char *start = NULL;
    gsize length = 0;
    if (ends_with(file, ".geojson"))
        return TRUE;
    if (!ends_with(file, ".json"))
        return FALSE;
    g_autofree char *text = read_text(file, &start, &length, NULL);
    return text != NULL && geojson_is(start, length);
}

static void
remark(Import *import, const char *file, const GeoFile *map)
{
    if (map->points > 0)
        report_say(import->report->remarks,
                   _("%s: %u objekt är inte linjer eller ytor, och är "
                     "utelämnade"),
                   file, map->points);
    if (map->minor > 0)
        report_say(import->report->remarks,
                   _("%s: %u små vägar, byggnader och liknande är utelämnade"),
                   file, map->minor);
}

gboolean
ground_read(Import *import, const char *file, GError **error)
{
    const char *start = NULL;
    gsize length = 0;
    g_autofree char *text = read_text(file, &start, &length, error);
    GeoFile *map = text != NULL ? geojson_read(start, length, error) : NULL;
    if (map == NULL) {
        g_prefix_error(error, "%s: ", file);
        return FALSE;
    }
    Section *section = section_new(import, KIND_GROUND, file, NULL);
    section->map_file = map;
    section->count->read = (int)map->features;
    remark(import, file, map);
    return TRUE;
}

/* ---- storing -------------------------------------------------------------------- */

static gboolean
find_places(Import *import, LineBox *box, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        import->store, error, "ground_places", "event:i", import->event);
    *box = lines_box();
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        lines_box_add(box, (LinePoint){ store_rows_double(rows, 0),
                                        store_rows_double(rows, 1) });
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* How many rows of the source are as in WANTED, from the first on; through
 * TOTAL how many there are. */
static guint
count_same(Import *import, const char *source, const char *credit,
           const GPtrArray *wanted, guint *total, GError **error)
{
    guint same = 0;
    *total = 0;
    g_autoptr(StoreRows) rows =
        store_query(import->store, error, "ground_of_source",
                    "event:i source:s", import->event, source);
    while (rows != NULL && store_rows_next(rows, error)) {
        const TrimRow *row =
            *total < wanted->len ? g_ptr_array_index(wanted, *total) : NULL;
        same += row != NULL && same == *total &&
                g_strcmp0(store_rows_text(rows, 0),
                          geojson_kind_name(row->kind)) == 0 &&
                g_strcmp0(store_rows_text(rows, 1), row->name) == 0 &&
                g_strcmp0(store_rows_text(rows, 2), row->shape) == 0 &&
                g_strcmp0(store_rows_text(rows, 3), credit) == 0;
        ++*total;
    }
    return same;
}

static gboolean
replace(Import *import, const char *source, const char *credit,
        const GPtrArray *rows, GError **error)
{
    if (!store_run(import->store, error, "ground_drop", "event:i source:s",
                   import->event, source))
        return FALSE;
    for (guint i = 0; i < rows->len; i++) {
        const TrimRow *row = g_ptr_array_index(rows, i);
        if (!store_run(import->store, error, "ground_put",
                       "event:i source:s credit:s kind:s name:s shape:s",
                       import->event, source, credit,
                       geojson_kind_name(row->kind), row->name, row->shape))
            return FALSE;
    }
    return TRUE;
}

static gboolean
fail_far(const Section *section, const LineBox *places, GError **error)
{
    const GeoFile *map = section->map_file;
    const GeoShape *first =
        map->shapes->len > 0 ? g_ptr_array_index(map->shapes, 0) : NULL;
    if (first == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: har inga linjer eller ytor; exportera kartan "
                             "med vatten och vägar"),
                           section->file);
    if (trim_is_swapped(map, places))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: objekt %u: koordinaterna står i fel ordning; "
                             "GeoJSON har longitud först, sedan latitud"),
                           section->file, first->feature);
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: objekt %u och de andra ligger inte nära "
                         "evenemangets platser; exportera kartan för rätt "
                         "område"),
                       section->file, first->feature);
}

gboolean
ground_store(Import *import, Section *section, GError **error)
{
    LineBox places;
    guint total = 0;
    g_autoptr(GError) inner = NULL;
    const GeoFile *map = section->map_file;
    if (!find_places(import, &places, error))
        return FALSE;
    if (places.least.x > places.most.x)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: evenemanget har inga platser med latitud "
                             "och longitud än; läs in dem först, eller i samma "
                             "körning"),
                           section->file);
    g_autoptr(GPtrArray) rows = trim_shapes(map, &places);
    if (rows->len == 0)
        return fail_far(section, &places, error);
    g_autofree char *base = g_path_get_basename(section->file);
    g_autofree char *source = g_utf8_make_valid(base, -1);
    guint same = count_same(import, source, map->credit, rows, &total, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (same == rows->len && same == total) {
        section->count->same = (int)same;
        return TRUE;
    }
    section->count->added = total == 0 ? (int)rows->len : 0;
    section->count->changed = total == 0 ? 0 : (int)rows->len;
    return replace(import, source, map->credit, rows, error);
}
