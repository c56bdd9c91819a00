#include "planner/store/workbook.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "planner/base/error.h"

lxw_workbook *
workbook_open(const char *path, GError **error)
{
    FILE *file = g_fopen(path, "ab");
    if (file != NULL && fclose(file) == 0)
        return workbook_new(path);
    hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                _("%s går inte att skriva (%s); ange en annan fil"), path,
                g_strerror(errno));
    return NULL;
}

gboolean
workbook_finish(lxw_workbook *book, const char *path, GError **error)
{
    lxw_error rc = workbook_close(book); /* frees it in any case */
    if (rc == LXW_NO_ERROR)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("%s går inte att skriva (%s); ange en annan fil"),
                       path, lxw_strerror(rc));
}

void
workbook_text(lxw_worksheet *sheet, lxw_row_t row, guint column,
              const char *text)
{
    if (text != NULL && *text != '\0')
        worksheet_write_string(sheet, row, (lxw_col_t)column, text, NULL);
}
