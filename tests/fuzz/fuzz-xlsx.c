/*
 * The XML parts of a workbook: sheet, shared strings, styles, list of sheets
 * and relations, in this order, between lines "%%".  A part that is missing
 * or empty is a plain one.  The zip file is made here, so that no byte is
 * wasted on its checksums.
 */
#include <string.h>
#include <zip.h>

#include "planner/base/cells.h"
#include "tests/fuzz/book-walk.h"
#include "tests/fuzz/fuzz.h"

typedef struct PartRow {
    const char *path;
    const char *plain;
} PartRow;

static const PartRow PARTS[] = {
    { "xl/worksheets/sheet1.xml",
      "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>"
      "<c r='B1' s='1'><v>44698.5</v></c></row></sheetData></worksheet>" },
    { "xl/sharedStrings.xml", "<sst><si><t>Namn</t></si></sst>" },
    { "xl/styles.xml",
      "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs>"
      "</styleSheet>" },
    { "xl/workbook.xml",
      "<workbook><sheets><sheet name='Blad1' id='r1'/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='r1' Type='x/worksheet'"
      " Target='worksheets/sheet1.xml'/><Relationship Id='r2'"
      " Type='x/sharedStrings' Target='sharedStrings.xml'/><Relationship"
      " Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>" },
};

static void
add_part(zip_t *zip, const PartRow *part, const char *text)
{
    if (text == NULL || *text == '\0')
        text = part->plain;
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    zip_int64_t index = zip_file_add(zip, part->path, source, 0);
    g_assert_cmpint(index, >=, 0);
    /* Packing would only cost time. */
    g_assert_cmpint(
        zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0), ==,
        0);
}

/* The file around the parts; the caller owns it. */
static char *
pack(char *const *texts, gsize *size)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    g_assert_nonnull(source);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    g_assert_nonnull(zip);
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++)
        add_part(zip, &PARTS[i], texts[i]);
    g_assert_cmpint(zip_close(zip), ==, 0);
    zip_stat_t about;
    zip_stat_init(&about);
    g_assert_cmpint(zip_source_stat(source, &about), ==, 0);
    g_assert_cmpint(zip_source_open(source), ==, 0);
    char *bytes = g_malloc(about.size);
    g_assert_cmpint(zip_source_read(source, bytes, about.size), ==,
                    (gint64)about.size);
    zip_source_close(source);
    zip_source_free(source);
    *size = about.size;
    return bytes;
}

void
fuzz_one(const guint8 *data, gsize size)
{
    char *texts[G_N_ELEMENTS(PARTS)] = { NULL };
    g_autoptr(GError) error = NULL;
    gsize packed = 0;
    fuzz_split(data, size, "%%", texts, G_N_ELEMENTS(texts));
    g_autofree char *bytes = pack(texts, &packed);
    g_autoptr(Book) book =
        cells_parse("lista.xlsx", bytes, packed, NULL, &error);
    book_walk(book, error);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}
