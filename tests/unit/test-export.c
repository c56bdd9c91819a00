/*
 * test-export: a workbook that import reads, and one fact set by hand.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "planner/base/cells.h"
#include "planner/store/edit.h"
#include "planner/store/export.h"
#include "planner/store/import.h"
#include "tests/unit/store-dump.h"

static const char EXAMPLE[] = "docs/examples/foretagsbesok-2022/";
static const char MASK[] = "Skyddade uppgifter";

typedef struct Place {
    char *folder, *path, *book;
    Store *store;
} Place;

static ImportReport *
import(Store *store, const char *const *files)
{
    g_autoptr(GError) error = NULL;
    ImportRequest request = { .files = files, .as = KIND_NONE, .who = "test" };
    ImportReport *report = import_files(store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->problems->len, ==, 0);
    return report;
}

static gboolean
edit(Store *store, const char *code, const char *field, const char *value,
     GError **error)
{
    EditRequest request = {
        .event = 1, .code = code, .field = field, .value = value, .who = "test"
    };
    return edit_set(store, &request, NULL, error);
}

static void
edit_well(Store *store, const char *code, const char *field, const char *value)
{
    g_autoptr(GError) error = NULL;
    edit(store, code, field, value, &error);
    g_assert_no_error(error);
}

static void
place_init(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *book =
        g_strconcat(EXAMPLE, "foretagsbesok-2022.xlsx", NULL);
    g_autofree char *event = g_strconcat(EXAMPLE, "event.json", NULL);
    const char *const files[] = { book, event, NULL };
    place->folder = g_dir_make_tmp("hundra-export-XXXXXX", &error);
    g_assert_no_error(error);
    place->path = g_build_filename(place->folder, "a.db", NULL);
    place->book = g_build_filename(place->folder, "ut.xlsx", NULL);
    place->store = store_open(place->path, STORE_CREATE, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(ImportReport) report = import(place->store, files);
    g_assert_nonnull(report);
}

static void
place_clear(Place *place, gconstpointer data)
{
    (void)data;
    store_close(place->store);
    g_autoptr(GDir) dir = g_dir_open(place->folder, 0, NULL);
    const char *name = NULL;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(place->folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(place->folder), ==, 0);
    g_free(place->folder);
    g_free(place->path);
    g_free(place->book);
}

static Book *
export_well(const Place *place)
{
    g_autoptr(GError) error = NULL;
    export_file(place->store, 1, place->book, &error);
    g_assert_no_error(error);
    Book *book = cells_read(place->book, NULL, &error);
    g_assert_no_error(error);
    return book;
}

static guint
sheet_named(const Book *book, const char *name)
{
    for (guint i = 0; i < book_sheet_count(book); i++)
        if (strcmp(book_sheet_name(book, i), name) == 0)
            return i;
    g_error("no sheet %s", name);
}

/* The cell of the row that starts with CODE, below HEADING. */
static const char *
cell_at(const Book *book, const char *name, const char *code,
        const char *heading)
{
    guint sheet = sheet_named(book, name);
    guint column = 0, row = 1;
    while (strcmp(book_cell(book, sheet, 0, column).text, heading) != 0)
        g_assert_cmpuint(++column, <, book_row_width(book, sheet, 0));
    while (strcmp(book_cell(book, sheet, row, 0).text, code) != 0)
        g_assert_cmpuint(++row, <, book_row_count(book, sheet));
    return book_cell(book, sheet, row, column).text;
}

/* ---- export ------------------------------------------------------------------- */

static void
test_round(Place *place, gconstpointer data)
{
    (void)data;
    edit_well(place->store, "P001", "Skyddade uppgifter", "ja");
    edit_well(place->store, "F001", "Skyddade uppgifter", "ja");
    edit_well(place->store, "P001", "Anmärkning", "syster till X");
    edit_well(place->store, "F002", "Anmärkning", "=1+1");
    g_autofree char *before = store_dump(place->path);
    g_autoptr(Book) book = export_well(place);
    g_assert_nonnull(book);
    const char *const files[] = { place->book, NULL };
    g_autoptr(ImportReport) report = import(place->store, files);
    for (guint i = 0; i < report->counts->len; i++) {
        const ImportCount *count = g_ptr_array_index(report->counts, i);
        g_assert_cmpint(count->read, ==, count->same);
        g_assert_cmpint(count->gone, ==, 0);
    }
    g_autofree char *after = store_dump(place->path);
    g_assert_cmpstr(before, ==, after);
}

static void
test_fails_closed(Place *place, gconstpointer data)
{
    (void)data;
    edit_well(place->store, "P001", "Skyddade uppgifter", "ja");
    edit_well(place->store, "F001", "Skyddade uppgifter", "ja");
    edit_well(place->store, "P001", "Anmärkning", "syster till X");
    edit_well(place->store, "F001", "Anmärkning", "ring Anna");
    g_autoptr(Book) book = export_well(place);
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "Anmärkning"), ==, "");
    g_assert_cmpstr(cell_at(book, "Företag", "F001", "Anmärkning"), ==, "");
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "Efternamn"), ==, MASK);
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "Förnamn"), ==, "");
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "E-post"), ==, "");
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "Bostadsområde"), ==,
                    "");
    g_assert_cmpstr(cell_at(book, "Politiker", "P001", "Parti"), ==, "M");
    g_assert_cmpstr(cell_at(book, "Företag", "F001", "Kontaktperson"), ==,
                    MASK);
    g_assert_cmpstr(cell_at(book, "Företag", "F001", "Telefon"), ==, "");
}

static void
test_text_only(Place *place, gconstpointer data)
{
    (void)data;
    edit_well(place->store, "F002", "Anmärkning", "=1+1");
    g_autoptr(Book) book = export_well(place);
    g_assert_cmpstr(cell_at(book, "Företag", "F002", "Anmärkning"), ==, "=1+1");
    g_assert_cmpstr(cell_at(book, "Företag", "F001", "Tider"), ==,
                    "08:30-10:45|11:30-13:15|14:00-16:30");
    g_assert_cmpstr(cell_at(book, "Företag", "F001", "Lat"), ==, "57,75214");
}

static void
test_no_room(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *path =
        g_build_filename(place->folder, "saknas", "ut.xlsx", NULL);
    g_assert_false(export_file(place->store, 1, path, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_SYSTEM);
}

/* ---- edit ---------------------------------------------------------------------- */

static void
test_edit(Place *place, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *before = store_dump(place->path);
    edit_well(place->store, "P001", "tillgänglig", "kl 9 till 12");
    edit_well(place->store, "F001", "priority", "1");
    edit_well(place->store, "T002", "Jäv", "");
    g_autofree char *after = store_dump(place->path);
    g_assert_nonnull(strstr(after, "[[540,720]]"));
    g_assert_nonnull(strstr(after, "edited|kind=participant|thing=1|field="
                                   "windows"));
    g_assert_null(strstr(after, "source=T002"));
    for (int i = 0; i < 3; i++)
        g_assert_true(store_undo(place->store, "test", NULL, &error));
    g_autofree char *undone = store_dump(place->path);
    g_assert_cmpstr(before, ==, undone);
}

static void
expect_refused(const Place *place, const char *code, const char *field,
               const char *value, const char *fragment)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = store_dump(place->path);
    g_assert_false(edit(place->store, code, field, value, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    if (strstr(error->message, fragment) == NULL)
        g_error("expected \"%s\" in: %s", fragment, error->message);
    g_autofree char *after = store_dump(place->path);
    g_assert_cmpstr(before, ==, after);
}

static void
test_edit_refused(Place *place, gconstpointer data)
{
    (void)data;
    expect_refused(place, "P999", "Telefon", "1", "ingen person och inget");
    expect_refused(place, "P001", "Längd", "1", "de uppgifter som går är");
    expect_refused(place, "P001", "ID", "P002", "går inte att ändra");
    expect_refused(place, "P001", "Efternamn", " ", "kan inte vara tomt");
    expect_refused(place, "P001", "Tillgänglig", "25:00-26:00",
                   "finns inte på klockan");
    expect_refused(place, "P001", "Jäv", "F999", "företaget F999 finns inte");
    expect_refused(place, "F001", "Plats-ID", "PL99", "platsen PL99");
    expect_refused(place, "F001", "E-post", "a@b\nBcc: x@y", "e-postadress");
    expect_refused(place, "F001", "Prioritet", "4", "från 1 till 3");
    expect_refused(place, "P001", "Skyddade uppgifter", "kanske", "kanske");
}

#define ADD(name, test) \
    g_test_add(name, Place, NULL, place_init, test, place_clear)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/export/round", test_round);
    ADD("/export/fails-closed", test_fails_closed);
    ADD("/export/text-only", test_text_only);
    ADD("/export/no-room", test_no_room);
    ADD("/edit/set", test_edit);
    ADD("/edit/refused", test_edit_refused);
    return g_test_run();
}
