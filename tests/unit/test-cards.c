/* Cards: where they lie, how their words find room, what is told of it. */
#include "tests/unit/pdf-words.h"
#include "tests/unit/sheet-press.h"

/* A card's data as JSON; NULL: as usual. */
typedef struct Person {
    const char *given, *surname, *organisation, *role;
} Person;

static const char LONG_WORD[] =
    "Stadsbyggnadsnämndsordförandeersättarsammanträdesplaneringsgrupp";

static char *
badge_json(const Person *person)
{
    return g_strdup_printf(
        "{\"event\":{\"name\":\"Hundra besök 2027\",\"day\":\"2027-09-16\"},"
        "\"given\":\"%s\",\"surname\":\"%s\",\"organisation\":\"%s\","
        "\"role\":\"%s\",\"color\":2,\"chip_count\":1,"
        "\"chips\":[{\"word\":\"Grupp\",\"group\":3,\"color\":2}]}",
        person->given, person->surname,
        person->organisation != NULL ? person->organisation : "Kultur",
        person->role != NULL ? person->role : "utredare");
}

static Sheets *
new_sheets(const CardSet *set)
{
    SheetsInfo info = { .title = "Kort för prov",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .made_utc = 1652191500,
                        .cards = set };
    g_autoptr(GError) error = NULL;
    Sheets *sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
    return sheets;
}

static void
add(Sheets *sheets, const char *stem, const char *json)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) facts = json_from_string(json, &error);
    g_assert_no_error(error);
    sheet_add(sheets, stem, facts);
}

static void
add_badge(Sheets *sheets, const char *given, const char *surname)
{
    Person person = { .given = given, .surname = surname };
    g_autofree char *json = badge_json(&person);
    add(sheets, "namnbricka", json);
}

/* ---- places ------------------------------------------------------------- */

/* Twelve badges of SET, numbered; their words on PDF pages. */
static GArray *
twelve(const CardSet *set)
{
    g_autoptr(Sheets) sheets = new_sheets(set);
    g_autoptr(GBytes) pdf = NULL;

    for (int i = 0; i < 12; i++) {
        g_autofree char *given = g_strdup_printf("Åsa%d", i);
        add_badge(sheets, given, "Öberg");
    }
    pdf = sheet_finish(sheets);
    return pdf_words(pdf);
}

/* Every word of every badge lies inside its cell, in its padding. */
static void
check_cells(const CardSet *set)
{
    g_autoptr(GArray) words = twelve(set);
    const CardGrid *grid = set->grid;
    int cells = grid->columns * grid->rows, badge = -1, seen = 0;
    double pad = MM(6) * grid->scale - 0.5;

    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        int cell = 0, row = 0;
        double x = 0, y = 0;
        if (g_str_has_prefix(word->text, "Åsa")) {
            badge = (int)g_ascii_strtoll(word->text + strlen("Åsa"), NULL, 10);
            seen++;
        }
        cell = (badge + set->first) % cells;
        g_assert_cmpint(word->page, ==, (badge + set->first) / cells);
        x = MM(grid->left + set->right +
               cell % grid->columns * (grid->width + grid->across));
        row = cell / grid->columns;
        y = MM(grid->top + set->down + row * (grid->height + grid->down));
        g_assert_cmpfloat(word->left, >=, x + pad);
        g_assert_cmpfloat(word->right, <=, x + MM(grid->width) - pad);
        g_assert_cmpfloat(word->middle, >=, y + pad);
        g_assert_cmpfloat(word->middle, <=, y + MM(grid->height) - pad);
    }
    g_assert_cmpint(seen, ==, 12);
}

static void
test_cells(void)
{
    g_auto(GStrv) names = cards_names();

    g_assert_cmpuint(g_strv_length(names), ==, 4);
    for (char **name = names; *name != NULL; name++) {
        CardSet set = { .grid = cards_find(*name) };
        check_cells(&set);
        set.first = 3;
        set.right = -1.5;
        set.down = 2;
        check_cells(&set);
    }
    g_assert_null(cards_find("90x55"));
}

/* A grid that does not fit its paper would be clipped by the printer. */
static void
test_grids_fit(void)
{
    g_auto(GStrv) names = cards_names();

    for (char **name = names; *name != NULL; name++) {
        const CardGrid *grid = cards_find(*name);
        double width =
            grid->columns * grid->width + (grid->columns - 1) * grid->across;
        double height =
            grid->rows * grid->height + (grid->rows - 1) * grid->down;
        g_assert_cmpfloat(ABS(grid->paper_width - width - 2 * grid->left), <=,
                          0.001);
        g_assert_cmpfloat(ABS(grid->paper_height - height - 2 * grid->top), <=,
                          0.001);
        g_assert_cmpfloat(grid->scale, >=, 1); /* the least sizes hold */
    }
}

/* ---- room --------------------------------------------------------------- */

typedef struct Fit {
    const char *name;
    Person person;
    const char *notes; /* "kind lines size", one for each */
} Fit;

// clang-format off
static const Fit FITS[] = {
    { "short", { "Åsa", "Öberg", NULL, NULL }, "" },
    { "surname", { "Göran", "Hermansson-Ljungqvist Fägerskiöld", NULL, NULL },
      "0 1 13.0;" },
    { "given", { "Anna-Kristina Maria", "Ek", NULL, NULL },
      "0 1 22.0;" },
    { "two lines", { "Karl-Johan Fredrik Alexander", "Ek", NULL, NULL },
      "1 2 18.0;" },
};
// clang-format on

static char *
notes_text(const Sheets *sheets)
{
    const GPtrArray *notes = sheets_notes(sheets);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < notes->len; i++) {
        const Note *note = g_ptr_array_index(notes, i);
        char size[16];
        g_ascii_formatd(size, sizeof size, "%.1f", note->size);
        g_string_append_printf(out, "%d %d %s;", note->kind, note->count, size);
    }
    return g_string_free(out, FALSE);
}

static void
test_fits(gconstpointer data)
{
    const Fit *fit = data;
    CardSet set = { .grid = cards_find("90x54") };
    g_autoptr(Sheets) sheets = new_sheets(&set);
    g_autofree char *json = badge_json(&fit->person);
    g_autofree char *notes = NULL;

    add(sheets, "namnbricka", json);
    notes = notes_text(sheets);
    g_assert_cmpstr(notes, ==, fit->notes);
}

/* All letters of TEXT stand on PDF in their order, whatever parts them. */
static gboolean
holds(GBytes *pdf, const char *text)
{
    g_autoptr(GArray) words = pdf_words(pdf);
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GString) wanted = g_string_new(text);

    for (guint i = 0; i < words->len; i++)
        g_string_append(all, g_array_index(words, PdfWord, i).text);
    g_string_replace(all, "-", "", 0);
    g_string_replace(all, "\u00AD", "", 0);
    g_string_replace(wanted, "-", "", 0);
    g_string_replace(wanted, " ", "", 0);
    return strstr(all->str, wanted->str) != NULL;
}

/* No length of any word clips another or itself: what is left out is told
 * of, and all else is there, inside the card. */
static void
test_hostile(void)
{
    const Person person = { "Wolfeschlegelsteinhausenbergerdorff", LONG_WORD,
                            LONG_WORD, LONG_WORD };
    CardSet set = { .grid = cards_find("90x54") };
    g_autoptr(Sheets) sheets = new_sheets(&set);
    g_autofree char *json = badge_json(&person);
    g_autoptr(GBytes) pdf = NULL;
    g_autoptr(GArray) words = NULL;

    add(sheets, "namnbricka", json);
    pdf = sheet_finish(sheets);
    g_assert_true(holds(pdf, person.given));
    g_assert_true(holds(pdf, person.surname));
    words = pdf_words(pdf);
    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        g_assert_cmpfloat(word->right, <=, MM(15 + 90 - 6) + 0.5);
        g_assert_cmpfloat(word->middle, <=, MM(13.5 + 54 - 6));
    }
}

/* A name for which no badge has room makes none, and says so. */
static void
test_no_room(void)
{
    CardSet set = { .grid = cards_find("90x54") };
    g_autoptr(Sheets) sheets = new_sheets(&set);
    g_autofree char *given = g_strnfill(400, 'o');
    const Note *note = NULL;
    const GPtrArray *notes = sheets_notes(sheets);

    add_badge(sheets, given, "Ek");
    add_badge(sheets, "Bo", "Ek");
    g_assert_cmpint(sheets_page_count(sheets), ==, 1);
    g_assert_cmpuint(notes->len, ==, 1); /* nothing of what did not help */
    note = g_ptr_array_index(notes, 0);
    g_assert_cmpint(note->kind, ==, NOTE_NO_ROOM);
    g_assert_true(g_str_has_prefix(note->sheet, given));
}

/* ---- folded ------------------------------------------------------------- */

/* A folded card is printed twice, and read once. */
static void
test_folded(void)
{
    CardSet set = { .grid = cards_folded() };
    g_autoptr(Sheets) sheets = new_sheets(&set);
    g_autoptr(GBytes) pdf = NULL;
    g_autoptr(GArray) words = NULL;
    g_autofree char *spoken = NULL;
    int below = 0, above = 0;

    add(sheets, "bordsskylt",
        "{\"event\":{\"name\":\"Hundra besök\"},\"table\":7,\"group\":7,"
        "\"color\":6,\"leader\":\"Tarik Sjöström\",\"lunch\":{"
        "\"start\":\"10:55\",\"end\":\"11:45\"}}");
    pdf = sheet_finish(sheets);
    spoken = pdf_ask(pdf, "pdfinfo -struct-text");
    g_assert_nonnull(strstr(spoken, "Grupp 7, Tarik Sjöström"));
    g_assert_true(strstr(spoken, "Sjöström") == g_strrstr(spoken, "Sjöström"));
    words = pdf_words(pdf);
    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        if (strcmp(word->text, "Bord") != 0)
            continue;
        below += word->middle > MM(297.0 / 2);
        above += word->middle < MM(297.0 / 2);
    }
    g_assert_cmpint(below, ==, 1);
    g_assert_cmpint(above, ==, 1);
}

/* A long series holds no more than a short one, but for the file. */
static void
test_same_bytes(void)
{
    CardSet set = { .grid = cards_find("90x54"), .first = 2 };
    g_autoptr(GBytes) before = NULL;

    for (int i = 0; i < 2; i++) {
        g_autoptr(Sheets) sheets = new_sheets(&set);
        g_autoptr(GBytes) pdf = NULL;
        for (int j = 0; j < 30; j++)
            add_badge(sheets, "Zoë", "Đặng-Ødegård");
        g_assert_cmpint(sheets_page_count(sheets), ==, 4);
        pdf = sheet_finish(sheets);
        g_assert_true(before == NULL || g_bytes_equal(before, pdf));
        g_clear_pointer(&before, g_bytes_unref);
        before = g_bytes_ref(pdf);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cards/cells", test_cells);
    g_test_add_func("/cards/grids-fit", test_grids_fit);
    for (gsize i = 0; i < G_N_ELEMENTS(FITS); i++) {
        g_autofree char *path = g_strconcat("/cards/fits/", FITS[i].name, NULL);
        g_test_add_data_func(path, &FITS[i], test_fits);
    }
    g_test_add_func("/cards/hostile", test_hostile);
    g_test_add_func("/cards/no-room", test_no_room);
    g_test_add_func("/cards/folded", test_folded);
    g_test_add_func("/cards/same-bytes", test_same_bytes);
    return g_test_run();
}
