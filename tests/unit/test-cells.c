/*
 * Spreadsheet files against tests/cases/cells/expected.txt: for each file of
 * that folder, after "== NAME", every cell as "A1 kind text" or the error.
 * make.py there makes the files.
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/base/cells.h"
#include "planner/base/error.h"

#define CASES "tests/cases/cells"

static const char *const KINDS[] = { "empty", "text",  "number",
                                     "when",  "truth", "error" };

static void
dump_row(const Book *book, guint sheet, guint row, GString *out)
{
    guint width = book_row_width(book, sheet, row);
    for (guint column = 0; column < width; column++) {
        Cell cell = book_cell(book, sheet, row, column);
        char name[CELLS_COLUMN_NAME_SIZE];
        g_assert_cmpuint(cell.column, ==, column);
        g_assert_cmpuint(cell.row, ==, book_row_number(book, sheet, row));
        if (cell.kind == CELL_EMPTY)
            continue;
        g_autoptr(GString) text = g_string_new(cell.text);
        g_string_replace(text, "\r", "\\r", 0);
        g_string_replace(text, "\n", "\\n", 0);
        cells_column_name(column, name);
        g_string_append_printf(out, "%s%u %s %s\n", name, cell.row,
                               KINDS[cell.kind], text->str);
    }
    /* Past the end there is nothing, and asking is allowed. */
    g_assert_cmpint(book_cell(book, sheet, row, width).kind, ==, CELL_EMPTY);
}

/* What PATH gives, in the form of expected.txt. */
static char *
dump_file(const char *path, const CellsLimits *limits)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Book) book = cells_read(path, limits, &error);
    if (book == NULL) {
        g_assert_error(error, HUNDRA_ERROR, (int)HUNDRA_ERROR_INPUT);
        return g_strdup_printf("%s\n", error->message);
    }
    GString *out = g_string_new(NULL);
    for (guint sheet = 0; sheet < book_sheet_count(book); sheet++) {
        g_string_append_printf(out, "[%s]%s\n", book_sheet_name(book, sheet),
                               book_sheet_hidden(book, sheet) ? " dolt" : "");
        for (guint row = 0; row < book_row_count(book, sheet); row++)
            dump_row(book, sheet, row, out);
    }
    return g_string_free(out, FALSE);
}

static GHashTable *
expectations(void)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(CASES "/expected.txt", &text, NULL, &error);
    g_assert_no_error(error);
    GHashTable *found =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) pieces = g_strsplit(text, "== ", -1);
    for (char **piece = pieces + 1; pieces[0] != NULL && *piece != NULL;
         piece++) {
        const char *end = strchr(*piece, '\n');
        g_assert_nonnull(end);
        g_hash_table_insert(found, g_strndup(*piece, (gsize)(end - *piece)),
                            g_strdup(end + 1));
    }
    return found;
}

static void
test_files(void)
{
    g_autoptr(GHashTable) want = expectations();
    g_autoptr(GDir) folder = g_dir_open(CASES, 0, NULL);
    const char *name = NULL;
    guint count = 0;
    g_assert_nonnull(folder);
    while ((name = g_dir_read_name(folder)) != NULL) {
        if (strcmp(name, "expected.txt") == 0 || strcmp(name, "make.py") == 0)
            continue;
        g_autofree char *path = g_build_filename(CASES, name, NULL);
        g_autofree char *got = dump_file(path, NULL);
        const char *expected = g_hash_table_lookup(want, name);
        if (g_strcmp0(got, expected) != 0) {
            g_test_message("== %s\n%s", name, got);
            g_test_fail();
        }
        count++;
    }
    g_assert_cmpuint(count, ==, g_hash_table_size(want));
}

static void
expect_error(const char *path, const CellsLimits *limits, const char *message)
{
    g_autofree char *got = dump_file(path, limits);
    g_autofree char *want = g_strdup_printf("%s\n", message);
    g_assert_cmpstr(got, ==, want);
}

static void
test_not_files(void)
{
    expect_error(CASES, NULL, "cells: är en mapp; ange en fil i den");
    expect_error(CASES "/saknas.csv", NULL,
                 "saknas.csv: filen finns inte; kontrollera namn och mapp");
    expect_error("/dev/null", NULL,
                 "null: är ingen vanlig fil; ange en .xlsx- eller .csv-fil");
}

static void
test_limits(void)
{
    CellsLimits limits = cells_limits_default();
    limits.rows = 2;
    expect_error(CASES "/decimals.csv", &limits,
                 "decimals.csv: filen har fler än 2 rader; dela upp den");
    limits = cells_limits_default();
    limits.cells = 3;
    expect_error(CASES "/decimals.csv", &limits,
                 "decimals.csv: filen har fler än 3 ifyllda celler; dela upp "
                 "den");
    expect_error(CASES "/cells.xlsx", &limits,
                 "cells.xlsx: filen har fler än 3 ifyllda celler; dela upp "
                 "den");
    limits = cells_limits_default();
    limits.file_bytes = 100;
    expect_error(CASES "/cells.xlsx", &limits,
                 "cells.xlsx: filen är större än 0 MiB; dela upp den");
    limits = cells_limits_default();
    limits.unzipped_bytes = 1 << 20;
    expect_error(CASES "/bomb.xlsx", &limits,
                 "bomb.xlsx: filen blir större än 1 MiB uppackad; dela upp "
                 "den eller ta bort tomma formaterade rader");
}

static void
test_column_names(void)
{
    static const struct {
        guint column;
        const char *name;
    } rows[] = { { 0, "A" },     { 25, "Z" },      { 26, "AA" },
                 { 51, "AZ" },   { 52, "BA" },     { 701, "ZZ" },
                 { 702, "AAA" }, { 16383, "XFD" }, { G_MAXUINT, "MWLQKWV" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        char name[CELLS_COLUMN_NAME_SIZE];
        cells_column_name(rows[i].column, name);
        g_assert_cmpstr(name, ==, rows[i].name);
    }
}

/* TRUE when the file could be read all the same. */
static gboolean
read_damaged(const char *path, const char *data, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
    g_autoptr(Book) book = cells_read(path, NULL, &error);
    g_assert_true((book == NULL) == (error != NULL));
    return book != NULL;
}

/* Every start of a good file, and the file with every byte turned, is read
 * or refused: never anything else.  The sanitizers watch. */
static void
test_damage(void)
{
    g_autofree char *data = NULL;
    gsize size = 0;
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("hundra-XXXXXX.xlsx", &path, NULL);
    g_assert_cmpint(file, >=, 0);
    g_assert_true(g_close(file, NULL));
    g_assert_true(g_file_get_contents(CASES "/cells.xlsx", &data, &size, NULL));
    for (gsize at = 0; at < size; at += 3) {
        data[at] = (char)~data[at];
        read_damaged(path, data, size);
        data[at] = (char)~data[at];
        g_assert_false(read_damaged(path, data, at));
    }
    g_assert_cmpint(g_unlink(path), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cells/files", test_files);
    g_test_add_func("/cells/not-files", test_not_files);
    g_test_add_func("/cells/limits", test_limits);
    g_test_add_func("/cells/column-names", test_column_names);
    g_test_add_func("/cells/damage", test_damage);
    return g_test_run();
}
