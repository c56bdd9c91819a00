#include "templates/pictures.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/qr.h"

static const char QR[] = "qr:";

struct Pictures {
    SheetsPicture find; /* or NULL */
    gpointer data;
    GHashTable *known; /* src -> Picture; NULL: there is none */
};

static void
free_known(void *picture)
{
    if (picture != NULL)
        picture_free(picture);
}

Pictures *
pictures_new(SheetsPicture find, gpointer data)
{
    Pictures *pictures = g_new0(Pictures, 1);
    pictures->find = find;
    pictures->data = data;
    pictures->known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_known);
    return pictures;
}

void
pictures_free(Pictures *pictures)
{
    g_hash_table_unref(pictures->known);
    g_free(pictures);
}

static GBytes *
fetch(const Pictures *pictures, const char *src, GError **error)
{
    if (g_str_has_prefix(src, QR))
        return qr_svg(src + strlen(QR), error);
    return pictures->find != NULL ? pictures->find(src, pictures->data, error)
                                  : NULL;
}

Picture *
pictures_find(Pictures *pictures, const char *src, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GBytes) bytes = NULL;
    gpointer known = NULL;
    Picture *picture = NULL;

    if (g_hash_table_lookup_extended(pictures->known, src, NULL, &known))
        return known;
    bytes = fetch(pictures, src, &fault);
    if (bytes != NULL)
        picture = picture_new(bytes, &fault);
    if (fault != NULL) {
        g_propagate_prefixed_error(error, g_steal_pointer(&fault),
                                   _("bilden %s: "), src);
        return NULL;
    }
    g_hash_table_insert(pictures->known, g_strdup(src), picture);
    return picture;
}
