#include "planner/deliver/edition.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "calendars/zone.h"

void
edition_clear(Edition *edition)
{
    g_clear_pointer(&edition->event_code, g_free);
    g_clear_pointer(&edition->event_name, g_free);
    g_clear_pointer(&edition->day, g_free);
    g_clear_pointer(&edition->zone, g_free);
    g_clear_pointer(&edition->sender_email, g_free);
    g_clear_pointer(&edition->sender_name, g_free);
    g_clear_pointer(&edition->logotype, g_free);
    g_clear_pointer(&edition->language, g_free);
}

static void
take_row(Edition *edition, const StoreRows *rows)
{
    edition->plan = store_rows_int(rows, 0);
    edition->version = (int)store_rows_int(rows, 1);
    edition->made_utc = store_rows_int(rows, 2);
    edition->event_code = g_strdup(store_rows_text(rows, 3));
    edition->event_name = g_strdup(store_rows_text(rows, 4));
    edition->day = g_strdup(store_rows_text(rows, 5));
    edition->zone = g_strdup(store_rows_text(rows, 6));
    edition->sender_email = g_strdup(store_rows_text(rows, 7));
    edition->sender_name = g_strdup(store_rows_text(rows, 8));
    const char *accent = store_rows_text(rows, 9);
    edition->accent =
        (guint32)g_ascii_strtoull(accent + (*accent == '#'), NULL, 16);
    edition->logotype = g_strdup(store_rows_text(rows, 10));
    edition->language = g_strdup(store_rows_text(rows, 11));
}

gboolean
edition_find(Store *store, gint64 event, int version, Edition *edition,
             GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        store, &inner, "edition", "event:i version:i", event, (gint64)version);
    if (rows != NULL && store_rows_next(rows, &inner)) {
        take_row(edition, rows);
        return TRUE;
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (version == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("det finns ingen plan än; gör en med hundra "
                             "plan"));
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("plan %d finns inte; hundra show plans listar dem "
                         "som finns"),
                       version);
}

gboolean
edition_published(Store *store, gint64 event, Edition *edition, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 version =
        store_number(store, &inner, 0, "edition_published", "event:i", event);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (version == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("ingen plan är publicerad; publicera en med "
                             "hundra publish"));
    return edition_find(store, event, (int)version, edition, error);
}

char *
edition_made(const Edition *edition, GError **error)
{
    return edition_local(edition, edition->made_utc, error);
}

char *
edition_local(const Edition *edition, gint64 utc, GError **error)
{
    g_autoptr(Zone) zone = zone_open(edition->zone);
    if (zone == NULL) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("tidszonen %s finns inte på den här datorn"),
                    edition->zone);
        return NULL;
    }
    gboolean exact = FALSE; /* a reader of paper needs no more */
    gint64 local = zone_local(zone, utc, &exact);
    g_autoptr(GDateTime) made = g_date_time_new_from_unix_utc(local);
    return g_date_time_format(made, "%Y-%m-%dT%H:%M");
}

gboolean
edition_folder(const char *directory, GError **error)
{
    if (g_mkdir_with_parents(directory, 0700) == 0)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("mappen %s går inte att skapa: %s; ange en annan "
                         "med --out"),
                       directory, g_strerror(errno));
}

gboolean
edition_write(const char *directory, const char *name, GBytes *content,
              GPtrArray *files, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(content, &size);
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autoptr(GError) inner = NULL;
    if (!g_file_set_contents_full(path, data, (gssize)size,
                                  G_FILE_SET_CONTENTS_CONSISTENT, 0600, &inner))
        return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                           _("%s går inte att skriva: %s"), path,
                           inner->message);
    g_ptr_array_add(files, g_steal_pointer(&path));
    return TRUE;
}
