/* Itineraries as A5, two to an A4: where they lie, and that they say and show
 * all that they do on a paper of their own. */
#include "templates/audit.h"
#include "tests/unit/pdf-words.h"
#include "tests/unit/sheet-press.h"

static const char LONG_NAME[] =
    "Wolfeschlegelsteinhausenbergerdorff-Stadsbyggnadsnämndsledamot";
static const char LONG_ADDRESS[] =
    "Norra Hamngatan och Östra Skansgatan 128 B, uppgång 4, gårdshuset vid "
    "Stadsbyggnadsnämndsordförandeersättarsammanträdesplaneringsgatan, "
    "415 02 Göteborg";

typedef struct Seen {
    GArray *sizes; /* double, of all words */
    guint faults;
} Seen;

static void
collect_sizes(const Box *box, GArray *sizes)
{
    if (box->text != NULL) {
        double size = paragraph_size(box->text);
        g_array_append_val(sizes, size);
    }
    for (guint i = 0; i < box->kids->len; i++)
        collect_sizes(g_ptr_array_index(box->kids, i), sizes);
}

static void
see_pages(const Paper *paper, const Pages *pages, gpointer data)
{
    Seen *seen = data;
    g_autoptr(GPtrArray) faults = audit_pages(paper, pages);

    for (guint i = 0; i < faults->len; i++) {
        const AuditFault *fault = g_ptr_array_index(faults, i);
        g_test_message("fault %d, page %d: %s", fault->kind, fault->page + 1,
                       fault->text);
    }
    seen->faults += faults->len;
    for (guint i = 0; i < pages->strips->len; i++)
        collect_sizes(g_array_index(pages->strips, Strip, i).box, seen->sizes);
    collect_sizes(pages->running, seen->sizes);
    collect_sizes(pages->footer, seen->sizes);
}

/* ---- sheets ------------------------------------------------------------- */

/* The case of a person, called NAME, with COUNT visits of ADDRESS. */
static JsonNode *
person(const char *name, int count, const char *address)
{
    JsonNode *node = sheet_case("resplan");
    JsonObject *facts = json_node_get_object(node);
    JsonArray *stops = json_array_new();

    for (int i = 0; i < count; i++) {
        static const char *const absent[] = { "way", "by_whom" };
        JsonObject *stop = json_object_new();
        JsonArray *notes = json_array_new();
        g_autofree char *title = g_strdup_printf("Företag %d", i + 1);
        json_array_add_string_element(notes, "Samtalet handlar om vatten.");
        json_object_set_string_member(stop, "kind", "visit");
        json_object_set_string_member(stop, "start", "09:00");
        json_object_set_string_member(stop, "end", "09:45");
        json_object_set_string_member(stop, "title", title);
        json_object_set_string_member(stop, "address", address);
        json_object_set_string_member(stop, "contact", name);
        json_object_set_string_member(stop, "phone", "031-390 06 04");
        json_object_set_array_member(stop, "notes", notes);
        for (gsize j = 0; j < G_N_ELEMENTS(absent); j++)
            json_object_set_null_member(stop, absent[j]);
        json_array_add_object_element(stops, stop);
    }
    json_object_set_string_member(facts, "name", name);
    json_object_set_array_member(facts, "stops", stops);
    return node;
}

static Sheets *
new_sheets(gboolean halves, gboolean even, const SheetsInspector *inspector)
{
    SheetsInfo info = { .title = "Resplaner för prov",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .made_utc = 1652191500,
                        .even = even,
                        .halves = halves,
                        .inspector = inspector };
    g_autoptr(GError) error = NULL;
    Sheets *sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
    return sheets;
}

/* FACTS (taken) as the next sheet. */
static void
add(Sheets *sheets, JsonNode *facts)
{
    sheet_add(sheets, "resplan", facts);
    json_node_unref(facts);
}

/* ---- places ------------------------------------------------------------- */

static int
half_of(const PdfWord *word)
{
    return word->left > MM(297.0 / 2);
}

/* Where each "Sida 1 av 2" of PDF stands: "1L 1/2" is the left half of the
 * first A4. */
static char *
numbers(GBytes *pdf)
{
    g_autoptr(GArray) words = pdf_words(pdf);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i + 3 < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        if (strcmp(word->text, "Sida") == 0)
            g_string_append_printf(
                out, "%s%d%c %s/%s", out->len > 0 ? ", " : "", word->page + 1,
                "LR"[half_of(word)], word[1].text, word[3].text);
    }
    return g_string_free(out, FALSE);
}

static void
check_margins(GBytes *pdf)
{
    g_autoptr(GArray) words = pdf_words(pdf);

    g_assert_cmpuint(words->len, >, 0);
    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        double left = MM(half_of(word) * 297.0 / 2);
        g_assert_cmpfloat(word->left, >=, left + MM(12) - 0.5);
        g_assert_cmpfloat(word->right, <=, left + MM(148.5 - 12) + 0.5);
        g_assert_cmpfloat(word->middle, >=, MM(11));
        g_assert_cmpfloat(word->middle, <=, MM(210 - 5));
    }
}

/* A sheet begins on the next half, and goes on on the one after it. */
static void
test_places(void)
{
    static const int visits[] = { 2, 8, 0, 9, 1 };
    static const char *const wanted[] = {
        "1L 1/1, 1R 1/2, 2L 2/2, 2R 1/1, 3L 1/2, 3R 2/2, 4L 1/1",
        "1L 1/1, 2L 1/2, 2R 2/2, 3L 1/1, 4L 1/2, 4R 2/2, 5L 1/1",
    };

    for (int even = 0; even < 2; even++) {
        g_autoptr(Sheets) sheets = new_sheets(TRUE, even, NULL);
        g_autoptr(GBytes) pdf = NULL;
        g_autofree char *got = NULL;
        g_autofree char *sizes = NULL;

        for (gsize i = 0; i < G_N_ELEMENTS(visits); i++)
            add(sheets, person("Åsa Öberg", visits[i], "Hökegatan 7"));
        g_assert_cmpint(sheets_page_count(sheets), ==, 4 + even);
        pdf = sheet_finish(sheets);
        got = numbers(pdf);
        g_assert_cmpstr(got, ==, wanted[even]);
        check_margins(pdf);
        sizes = pdf_ask(pdf, "pdfinfo");
        g_assert_nonnull(strstr(sizes, " 841.89 x 595.276 pts (A4)"));
    }
}

/* The half that follows bears the running head, and no masthead. */
static void
test_goes_on(void)
{
    g_autoptr(Sheets) sheets = new_sheets(TRUE, FALSE, NULL);
    g_autoptr(GBytes) pdf = NULL;
    g_autofree char *left = NULL;
    g_autofree char *right = NULL;

    add(sheets, person("Åsa Öberg", 8, "Hökegatan 7"));
    pdf = sheet_finish(sheets);
    left = pdf_ask(pdf, "pdftotext -x 0 -y 0 -W 421 -H 596 -layout");
    right = pdf_ask(pdf, "pdftotext -x 421 -y 0 -W 421 -H 596 -layout");
    g_assert_nonnull(strstr(left, "Gruppledare"));
    g_assert_null(strstr(left, "fortsättning"));
    g_assert_nonnull(strstr(right, "Resplan, Åsa Öberg, Företagsbesöksdagen, "
                                   "fortsättning"));
    g_assert_null(strstr(right, "Gruppledare"));
    g_assert_nonnull(strstr(right, "Innehåller personuppgifter"));
}

/* ---- what they say ------------------------------------------------------ */

static const char *const CASES[] = { "resplan", "resplan-skyddad",
                                     "resplan-grupp" };

/* Read aloud, a sheet is what it is on a paper of its own. */
static void
test_spoken(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(Sheets) sheets = new_sheets(TRUE, FALSE, NULL);
        g_autoptr(GBytes) pdf = NULL;
        g_autofree char *got = NULL;
        g_autofree char *wanted = NULL;
        g_autofree char *path =
            g_strdup_printf("tests/cases/sheets/%s.txt", CASES[i]);

        add(sheets, sheet_case(CASES[i]));
        pdf = sheet_finish(sheets);
        got = pdf_spoken(pdf);
        g_file_get_contents(path, &wanted, NULL, NULL);
        g_assert_cmpstr(got, ==, wanted);
    }
}

/* No type is smaller than on a whole paper, where it is the least. */
static void
test_sizes(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        GArray *sizes[2] = { NULL };
        for (int halves = 0; halves < 2; halves++) {
            Seen seen = { g_array_new(FALSE, FALSE, sizeof(double)), 0 };
            SheetsInspector inspector = { see_pages, NULL, &seen };
            g_autoptr(Sheets) sheets = new_sheets(halves, FALSE, &inspector);
            add(sheets, sheet_case(CASES[i]));
            g_assert_cmpuint(seen.faults, ==, 0);
            sizes[halves] = seen.sizes;
        }
        g_assert_cmpuint(sizes[0]->len, >, 20);
        g_assert_cmpuint(sizes[0]->len, ==, sizes[1]->len);
        for (guint j = 0; j < sizes[0]->len; j++)
            g_assert_cmpfloat(g_array_index(sizes[1], double, j), >=,
                              g_array_index(sizes[0], double, j));
        g_array_unref(sizes[0]);
        g_array_unref(sizes[1]);
    }
}

static double
middle_of(GBytes *pdf, const char *text)
{
    g_autoptr(GArray) words = pdf_words(pdf);

    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = &g_array_index(words, PdfWord, i);
        if (strcmp(word->text, text) == 0)
            return word->middle;
    }
    g_assert_not_reached();
}

/* A code stands clear of the note above it, on either paper. */
static void
test_code(void)
{
    for (int halves = 0; halves < 2; halves++) {
        g_autoptr(Sheets) sheets = new_sheets(halves, FALSE, NULL);
        g_autoptr(GBytes) pdf = NULL;
        JsonNode *facts = person("Åsa Öberg", 1, "Hökegatan 7");
        JsonObject *code = json_object_new();

        json_object_set_string_member(code, "text", "Vägen till samlingen");
        json_object_set_string_member(code, "url", "https://karta.example/");
        json_array_add_object_element(
            json_object_get_array_member(json_node_get_object(facts), "codes"),
            code);
        add(sheets, facts);
        pdf = sheet_finish(sheets);
        g_assert_cmpfloat(
            middle_of(pdf, "Vägen") - middle_of(pdf, "förhinder."), >=, 26);
    }
}

/* Long names and addresses wrap; nothing is clipped, and all is there. */
static void
test_hostile(void)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    Seen seen = { sizes, 0 };
    SheetsInspector inspector = { see_pages, NULL, &seen };

    for (int visits = 0; visits <= 24; visits += 3) {
        g_autoptr(Sheets) sheets = new_sheets(TRUE, FALSE, &inspector);
        g_autoptr(GBytes) pdf = NULL;
        g_autoptr(GArray) words = NULL;
        int seen_visits = 0;

        add(sheets, person(LONG_NAME, visits, LONG_ADDRESS));
        pdf = sheet_finish(sheets);
        check_margins(pdf);
        words = pdf_words(pdf);
        for (guint i = 0; i < words->len; i++)
            seen_visits +=
                strcmp(g_array_index(words, PdfWord, i).text, "Företag") == 0;
        g_assert_cmpint(seen_visits, ==, visits);
    }
    g_assert_cmpuint(seen.faults, ==, 0);
}

static void
test_same_bytes(void)
{
    g_autoptr(GBytes) before = NULL;

    for (int i = 0; i < 2; i++) {
        g_autoptr(Sheets) sheets = new_sheets(TRUE, FALSE, NULL);
        g_autoptr(GBytes) pdf = NULL;
        for (int j = 0; j < 5; j++)
            add(sheets, person("Zoë Đặng-Ødegård", j * 2, "Hökegatan 7"));
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
    g_test_add_func("/halves/places", test_places);
    g_test_add_func("/halves/goes-on", test_goes_on);
    g_test_add_func("/halves/spoken", test_spoken);
    g_test_add_func("/halves/sizes", test_sizes);
    g_test_add_func("/halves/code", test_code);
    g_test_add_func("/halves/hostile", test_hostile);
    g_test_add_func("/halves/same-bytes", test_same_bytes);
    return g_test_run();
}
