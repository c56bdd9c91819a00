#include "planner/deliver/badges.h"

#include <glib/gi18n.h>
#include <math.h>

#include "planner/base/error.h"

/* A number of half millimetres at *AT, which is moved past it. */
static gboolean
read_offset(const char **at, double *offset)
{
    char *end = NULL;
    double value = g_ascii_strtod(*at, &end);
    gboolean is_number = end != *at;

    *at = end;
    *offset = value;
    return is_number && ABS(value) <= BADGE_OFFSET_MM_MAX &&
           fmod(value * 2, 1) == 0;
}

static gboolean
read_offsets(const char *offset, CardSet *set)
{
    const char *at = offset;
    if (!read_offset(&at, &set->right) || *at++ != ',')
        return FALSE;
    return read_offset(&at, &set->down) && *at == '\0';
}

gboolean
badges_read(const char *size, const char *offset, int from, CardSet *set,
            GError **error)
{
    g_auto(GStrv) names = cards_names();
    const char *name = size != NULL ? size : names[0];

    *set = (CardSet){ .grid = cards_find(name), .first = MAX(from, 1) - 1 };
    if (set->grid == NULL) {
        g_autofree char *list = g_strjoinv(", ", names);
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--size: brickor finns i storlekarna %s mm"),
                           list);
    }
    if (offset != NULL && !read_offsets(offset, set))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--offset: skriv två tal i hela eller halva "
                             "millimeter, högst %d, som --offset=1.5,-0.5"),
                           BADGE_OFFSET_MM_MAX);
    int cells = set->grid->columns * set->grid->rows;
    if (set->first >= cells)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--from: ett ark %s har %d brickor"), name, cells);
    return TRUE;
}
