#include "cells.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/base/book.h"
#include "planner/base/decode.h"
#include "planner/base/error.h"
#include "planner/base/parts.h"
#include "planner/base/separated.h"
#include "planner/base/xlsx.h"

CellsLimits
cells_limits_default(void)
{
    return (CellsLimits){
        .file_bytes = CELLS_FILE_BYTES_MAX,
        .unzipped_bytes = CELLS_UNZIPPED_BYTES_MAX,
        .ratio = CELLS_RATIO_MAX,
        .rows = CELLS_ROWS_MAX,
        .columns = CELLS_COLUMNS_MAX,
        .cells = CELLS_FILLED_MAX,
        .cell_chars = CELLS_CHARACTERS_MAX,
        .sheets = CELLS_SHEETS_MAX,
    };
}

void
cells_column_name(guint column, char name[CELLS_COLUMN_NAME_SIZE])
{
    char letters[CELLS_COLUMN_NAME_SIZE];
    gsize count = 0;
    for (guint64 rest = (guint64)column + 1; rest > 0; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    for (gsize i = 0; i < count; i++)
        name[i] = letters[count - 1 - i];
    name[count] = '\0';
}

/* What a file that we do not read is, by its first bytes, and what to do. */
typedef struct Stranger {
    const char *start;
    const char *advice;
} Stranger;

static const Stranger STRANGERS[] = {
    { "%PDF", N_("är en PDF-fil; skicka kalkylbladet som .xlsx eller .csv") },
    { "{\\rtf", N_("är ett textdokument (RTF); spara listan som .xlsx") },
    { "\x1f\x8b", N_("är packad (gzip); packa upp den först") },
    { "\x89PNG", N_("är en bild; skicka kalkylbladet som .xlsx eller .csv") },
    { "\xff\xd8\xff", N_("är en bild; skicka kalkylbladet som .xlsx eller "
                         ".csv") },
    { "<", N_("är en webbsida eller XML; öppna den i Excel och spara den som "
              ".xlsx") },
};

static gboolean
contains(const char *data, gsize size, const char *what, gsize length)
{
    return memmem(data, size, what, length) != NULL;
}

static gboolean
refuse_old_excel(const char *data, gsize size, GError **error)
{
    /* The name of the stream that a locked .xlsx hides in, as UTF-16LE. */
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k";
    if (contains(data, size, locked, sizeof locked - 1))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen är låst med lösenord; öppna den i Excel "
                             "och spara den utan"));
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("filen har Excels gamla form (.xls); öppna den i "
                         "Excel och spara den som .xlsx"));
}

static gboolean
refuse_zip(Parts *parts, const char *data, gsize size, GError **error)
{
    static const char open_document[] = "application/vnd.oasis.opendocument";
    if (contains(data, MIN(size, 256), open_document, sizeof open_document - 1))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen är ett OpenDocument-kalkylblad (.ods); "
                             "spara det som .xlsx"));
    if (parts_has(parts, "xl/workbook.bin"))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen är en binär arbetsbok (.xlsb); spara den "
                             "som .xlsx"));
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("filen är en zip-fil men ingen arbetsbok; packa upp "
                         "den och läs in .xlsx- eller .csv-filen"));
}

static gboolean
read_zip(Book *book, const char *data, gsize size, const CellsLimits *limits,
         GError **error)
{
    g_autoptr(Parts) parts = parts_open(data, size, limits, error);
    if (parts == NULL)
        return FALSE;
    if (!parts_has(parts, XLSX_WORKBOOK))
        return refuse_zip(parts, data, size, error);
    return xlsx_read(book, parts, limits, error);
}

static gboolean
read_text(Book *book, const char *name, const char *data, gsize size,
          const CellsLimits *limits, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(STRANGERS); i++) {
        gsize length = strlen(STRANGERS[i].start);
        if (size >= length && memcmp(data, STRANGERS[i].start, length) == 0)
            return hundra_fail(error, HUNDRA_ERROR_INPUT, _("filen %s"),
                               _(STRANGERS[i].advice));
    }
    const char *text = NULL;
    gsize length = 0;
    g_autofree char *owned = NULL;
    const char *ending = strrchr(name, '.');
    g_autofree char *sheet =
        g_strndup(name, ending != NULL ? (gsize)(ending - name) : strlen(name));
    return decode_text(data, size, &text, &length, &owned, error) &&
           separated_read(book, sheet, text, length, limits, error);
}

static gboolean
read_kind(Book *book, const char *name, const char *data, gsize size,
          const CellsLimits *limits, GError **error)
{
    if (size == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT, _("filen är tom"));
    if (size >= 4 && memcmp(data, "PK\3\4", 4) == 0)
        return read_zip(book, data, size, limits, error);
    if (size >= 8 && memcmp(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return refuse_old_excel(data, size, error);
    return read_text(book, name, data, size, limits, error);
}

static gboolean
fail_errno(int number, GError **error)
{
    if (number == ENOENT)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen finns inte; kontrollera namn och mapp"));
    if (number == EACCES)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen får inte läsas; kontrollera rättigheterna "
                             "eller stäng den i Excel"));
    return hundra_fail(error, HUNDRA_ERROR_INPUT, _("filen kan inte läsas: %s"),
                       g_strerror(number));
}

/* Asks what PATH is before it is opened: a pipe would never end. */
static gboolean
check_file(const char *path, const CellsLimits *limits, GError **error)
{
    GStatBuf about;
    if (g_stat(path, &about) != 0)
        return fail_errno(errno, error);
    if (S_ISDIR(about.st_mode))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("är en mapp; ange en fil i den"));
    if (!S_ISREG(about.st_mode))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("är ingen vanlig fil; ange en .xlsx- eller "
                             ".csv-fil"));
    if ((guint64)about.st_size > limits->file_bytes)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen är större än %u MiB; dela upp den"),
                           (guint)(limits->file_bytes >> 20));
    return TRUE;
}

static gboolean
load(const char *path, const CellsLimits *limits, char **data, gsize *size,
     GError **error)
{
    g_autoptr(GError) failure = NULL;
    if (!check_file(path, limits, error))
        return FALSE;
    errno = 0;
    if (g_file_get_contents(path, data, size, &failure))
        return TRUE;
    return fail_errno(g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_ACCES)
                          ? EACCES
                          : EIO,
                      error);
}

Book *
cells_parse(const char *name, const char *data, gsize size,
            const CellsLimits *limits, GError **error)
{
    CellsLimits usual = cells_limits_default();
    g_autoptr(Book) book = book_new();
    if (limits == NULL)
        limits = &usual;
    /* The book keeps columns in sixteen bits. */
    g_assert(limits->columns <= G_MAXUINT16);
    if (read_kind(book, name, data, size, limits, error))
        return g_steal_pointer(&book);
    g_prefix_error(error, "%s: ", name);
    return NULL;
}

Book *
cells_read(const char *path, const CellsLimits *limits, GError **error)
{
    CellsLimits usual = cells_limits_default();
    g_autofree char *data = NULL;
    gsize size = 0;
    g_autofree char *name = g_filename_display_basename(path);
    if (limits == NULL)
        limits = &usual;
    if (load(path, limits, &data, &size, error))
        return cells_parse(name, data, size, limits, error);
    g_prefix_error(error, "%s: ", name);
    return NULL;
}
