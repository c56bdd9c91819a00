#include "planner/store/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "planner/base/cells.h"
#include "planner/base/error.h"
#include "planner/base/parts.h"

static gboolean
fail(const char *path, const char *reason, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("%s går inte att skriva (%s); ange en annan fil"),
                       path, reason);
}

lxw_workbook *
workbook_open(const char *path, GError **error)
{
    g_autofree char *aside = g_strconcat(path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(aside, O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 && g_close(fd, NULL))
        return workbook_new(aside);
    fail(path, g_strerror(errno), error);
    return NULL;
}

static void
ignore_start(PartReader *reader, const char *name, const PartAttrs *attrs)
{
    (void)reader;
    (void)name;
    (void)attrs;
}

static void
ignore_end(PartReader *reader, const char *name)
{
    (void)reader;
    (void)name;
}

/* What the reader of cells passes by, and Excel does not. */
static gboolean
frame_is_whole(const char *data, gsize size)
{
    static const char *const names[] = {
        "[Content_Types].xml",        "_rels/.rels",
        "docProps/app.xml",           "docProps/core.xml",
        "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/theme/theme1.xml"
    };
    CellsLimits limits = cells_limits_default();
    g_autoptr(Parts) parts = parts_open(data, size, &limits, NULL);
    gboolean whole = parts != NULL;
    for (gsize i = 0; whole && i < G_N_ELEMENTS(names); i++) {
        PartReader reader = { .start = ignore_start, .end = ignore_end };
        whole = parts_read(parts, names[i], &reader, NULL);
    }
    return whole;
}

/* libxlsxwriter does not look whether what it wrote reached the disk, not
 * even in its temporary files: all parts are read back. */
static gboolean
is_whole(const char *aside, const char *path, GError **error)
{
    g_autofree char *data = NULL;
    gsize size = 0;
    g_autoptr(Book) book = NULL;
    if (g_file_get_contents(aside, &data, &size, NULL) &&
        frame_is_whole(data, size))
        book = cells_parse(aside, data, size, NULL, NULL);
    return book != NULL || fail(path, _("är disken full?"), error);
}

/* Puts ASIDE in the place of PATH, when it is whole and on the disk. */
static gboolean
replace(const char *aside, const char *path, GError **error)
{
    if (!is_whole(aside, path, error))
        return FALSE;
    int fd = g_open(aside, O_RDONLY | O_CLOEXEC, 0);
    gboolean synced = fd >= 0 && fsync(fd) == 0;
    int reason = errno;
    if (fd >= 0)
        g_close(fd, NULL);
    errno = reason;
    if (synced && g_rename(aside, path) == 0)
        return TRUE;
    return fail(path, g_strerror(errno), error);
}

gboolean
workbook_finish(lxw_workbook *book, const char *path, GError **error)
{
    g_autofree char *aside = g_strdup(book->filename);
    lxw_error rc = workbook_close(book); /* frees it in any case */
    gboolean written = rc == LXW_NO_ERROR ? replace(aside, path, error)
                                          : fail(path, lxw_strerror(rc), error);
    if (!written)
        g_unlink(aside);
    return written;
}

void
workbook_drop(lxw_workbook *book)
{
    g_autofree char *aside = g_strdup(book->filename);
    workbook_close(book); /* there is no other way to free it */
    g_unlink(aside);
}

void
workbook_text(lxw_worksheet *sheet, lxw_row_t row, guint column,
              const char *text)
{
    if (text != NULL && *text != '\0')
        worksheet_write_string(sheet, row, (lxw_col_t)column, text, NULL);
}
