/* Sheets as a reader and a screen reader get them: poppler tells. */
#include "templates/hyphen.h"
#include "tests/unit/pdf-words.h"
#include "tests/unit/sheet-press.h"

static const char FOLDER[] = "tests/cases/sheets";

/* A rendered sheet: NAME's structure and words stand in NAME.txt. */
typedef struct Case {
    const char *name;
    const char *template;
    int pages;
} Case;

static const Case CASES[] = {
    { "gruppblad", "gruppblad", 1 },
    { "gruppblad-tom", "gruppblad", 1 },
    { "gruppblad-fyrtio", "gruppblad", 2 },
    { "gruppblad-fientlig", "gruppblad", 2 },
    { "gruppblad-lang", "gruppblad", 2 },
    { "oversikt", "oversikt", 2 },
    { "gruppblad-behov", "gruppblad", 1 },
    { "incheckning", "incheckning", 3 },
    { "vardblad", "vardblad", 1 },
    { "vardblad-antal", "vardblad", 1 },
    { "platslista", "platslista", 1 },
    { "lunch", "lunch", 1 },
    { "resplan", "resplan", 1 },
    { "resplan-skyddad", "resplan", 1 },
    { "resplan-grupp", "resplan", 1 },
    { "kontaktlista", "kontaktlista", 1 },
    { "kontaktlista-tom", "kontaktlista", 1 },
    { "gruppblad-engelska", "gruppblad.en", 1 },
    { "resplan-engelska", "resplan.en", 1 },
};

static char *
read_text(const char *path)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static xmlDoc *
fill_case(const Case *row)
{
    g_autoptr(JsonNode) facts = sheet_case(row->name);
    return sheet_fill(row->template, facts);
}

static Sheets *
new_sheets(void)
{
    SheetsInfo info = { .title = "Blad för prov",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .made_utc = 1652191500 };
    g_autoptr(GError) error = NULL;
    Sheets *sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
    return sheets;
}

/* The PDF of a case, COPIES times over. */
static GBytes *
render(const Case *row, int copies)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheets) sheets = new_sheets();
    xmlDoc *document = fill_case(row);
    GBytes *pdf = NULL;

    for (int i = 0; i < copies; i++) {
        g_assert_true(sheets_add(sheets, document, &error));
        g_assert_no_error(error);
    }
    g_assert_cmpint(sheets_page_count(sheets) / copies, ==, row->pages);
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    xmlFreeDoc(document);
    return pdf;
}

static void
test_structure(gconstpointer data)
{
    const Case *row = data;
    g_autoptr(GBytes) pdf = render(row, 1);
    g_autofree char *got = pdf_spoken(pdf);
    g_autofree char *path = g_strdup_printf("%s/%s.txt", FOLDER, row->name);
    g_autofree char *wanted = read_text(path);
    g_assert_cmpstr(got, ==, wanted);
}

static void
test_same_bytes(gconstpointer data)
{
    g_autoptr(GBytes) first = render(data, 1);
    g_autoptr(GBytes) second = render(data, 1);
    g_assert_true(g_bytes_equal(first, second));
}

static void
test_next_page(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[2], 1);
    g_autofree char *text = pdf_ask(pdf, "pdftotext -f 2 -layout");

    g_assert_nonnull(strstr(text, "Gruppblad 12, Företagsbesöksdagen, "
                                  "fortsättning"));
    g_assert_nonnull(strstr(text, "Organisation, roll")); /* head again */
    g_assert_nonnull(strstr(text, "Öberg, Örjan"));
    g_assert_nonnull(strstr(text, "Sida 2 av 2"));
    g_assert_null(strstr(text, "Dagens program"));
}

/* From the second page on the list at the door says which names it has. */
static void
test_names_of_page(void)
{
    static const Case door = { "incheckning", "incheckning", 3 };
    g_autoptr(GBytes) pdf = render(&door, 1);
    g_autofree char *first = pdf_ask(pdf, "pdftotext -l 1 -layout");
    g_autofree char *second = pdf_ask(pdf, "pdftotext -f 2 -l 2 -layout");
    g_autofree char *last = pdf_ask(pdf, "pdftotext -f 3 -layout");

    g_assert_null(strstr(first, "Sida 1 av 3,"));
    g_assert_true(g_pattern_match_simple(
        "Incheckning, Företagsbesöksdagen, fortsättning*Sida 2 av 3, "
        "Kovačević–Ängström\n*",
        second));
    g_assert_nonnull(strstr(last, "Ej anmäld"));
    g_assert_nonnull(strstr(last, "Sida 3 av 3, Öberg–Östlund\n"));
}

/* The way to a visit stands on the visit's page. */
static void
test_travel_stays(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[4], 1);
    g_autofree char *first = pdf_ask(pdf, "pdftotext -l 1 -layout");
    g_autofree char *second = pdf_ask(pdf, "pdftotext -f 2 -layout");

    g_assert_nonnull(strstr(first, "Företag 12"));
    g_assert_null(strstr(first, "Bil till nummer 13"));
    g_assert_nonnull(strstr(second, "Bil till nummer 13"));
}

static void
test_pages_per_sheet(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[2], 3);
    g_autofree char *text = pdf_ask(pdf, "pdftotext -f 5 -l 5 -layout");
    g_assert_nonnull(strstr(text, "Sida 1 av 2"));
}

/* For printers that print both sides: every sheet begins on a front. */
static void
test_even(void)
{
    SheetsInfo info = {
        .title = "Prov", .language = "sv-SE", .author = "Göteborg", .even = TRUE
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheets) sheets = sheets_new(&info, &error);
    g_autoptr(GBytes) pdf = NULL;
    g_autofree char *back = NULL;
    xmlDoc *one = fill_case(&CASES[0]);
    xmlDoc *two = fill_case(&CASES[2]);

    g_assert_no_error(error);
    g_assert_true(sheets_add(sheets, one, &error));
    g_assert_cmpint(sheets_page_count(sheets), ==, 2);
    g_assert_true(sheets_add(sheets, two, &error));
    g_assert_cmpint(sheets_page_count(sheets), ==, 4);
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    back = pdf_ask(pdf, "pdftotext -f 2 -l 2");
    g_assert_cmpstr(back, ==, "\f");
    xmlFreeDoc(one);
    xmlFreeDoc(two);
}

/* Fonts go into the file once, and its size stays within bounds. */
static void
test_many(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[0], 28);
    g_assert_cmpuint(g_bytes_get_size(pdf), <, 300000);
}

static void
test_document(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[0], 1);
    g_autofree char *info = pdf_ask(pdf, "pdfinfo -isodates");
    g_autofree char *fonts = pdf_ask(pdf, "pdffonts");

    g_assert_nonnull(strstr(info, "Title:           Blad för prov\n"));
    g_assert_nonnull(strstr(info, "Author:          Göteborg\n"));
    g_assert_nonnull(strstr(info, "CreationDate:    2022-05-10T14:05:00Z"));
    g_assert_nonnull(strstr(info, "Tagged:          yes"));
    g_assert_nonnull(strstr(info, "(A4)"));
    g_assert_nonnull(strstr(fonts, "+OpenSans-Semibold"));
    g_assert_null(strstr(fonts, " no ")); /* embedded, subset, Unicode */
}

static void
test_links(void)
{
    g_autoptr(GBytes) pdf = render(&CASES[0], 1);
    g_autofree char *urls = pdf_ask(pdf, "pdfinfo -url");
    g_assert_nonnull(strstr(urls, "tel:+46313900601"));
    g_assert_nonnull(strstr(urls, "tel:+46701740605"));
    g_assert_null(strstr(urls, "tel:0"));
}

static xmlDoc *
document(const char *body)
{
    g_autofree char *text = g_strdup_printf(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Prov"
        "</title></head>%s</html>",
        body);
    return xmlReadMemory(text, (int)strlen(text), "prov", NULL,
                         XML_PARSE_NONET);
}

static const char *const BAD[] = {
    "<body><table><p>lös</p></table></body>",
    "<body><table><tr><td>rad utan tbody</td></tr></table></body>",
    "<body><div><td>cell utan rad</td></div></body>",
    "<p>ingen kropp</p>",
};

/* What cannot be laid out is told, and the document goes on without it. */
static void
test_refused(void)
{
    g_autoptr(Sheets) sheets = new_sheets();
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) high = g_string_new("<body><p>");

    for (gsize i = 0; i < G_N_ELEMENTS(BAD); i++) {
        xmlDoc *bad = document(BAD[i]);
        g_assert_false(sheets_add(sheets, bad, &error));
        g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
        g_clear_error(&error);
        xmlFreeDoc(bad);
    }
    for (int i = 0; i < 4000; i++)
        g_string_append(high, "ord ");
    g_string_append(high, "</p></body>");
    xmlDoc *tall = document(high->str);
    g_assert_false(sheets_add(sheets, tall, &error));
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_HEIGHT);
    g_assert_nonnull(strstr(error->message, "ryms inte på en sida"));
    xmlFreeDoc(tall);
    g_assert_cmpint(sheets_page_count(sheets), ==, 0);
}

/* A sheet is only a template and a view: the elements nobody uses yet. */
static void
test_other_elements(void)
{
    g_autoptr(Sheets) sheets = new_sheets();
    g_autoptr(GError) error = NULL;
    xmlDoc *page = document(
        "<body><h1>Ett &amp; två</h1><ul><li>Först</li><li><p>Sedan</p></li>"
        "</ul><table><tbody><tr><th>A</th></tr><tr><td>B</td><td>C</td></tr>"
        "</tbody></table><p>rad<br/>ett <a href=\"https://a.example/(x)\">"
        "länk</a></p><script>alert(1)</script></body>");
    g_autoptr(GBytes) pdf = NULL;

    g_assert_true(sheets_add(sheets, page, &error));
    xmlFreeDoc(page);
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    g_autofree char *got = pdf_spoken(pdf);
    g_autofree char *wanted = read_text("tests/cases/sheets/element.txt");
    g_assert_cmpstr(got, ==, wanted);
}

/* A house number or an "AB" is not left alone on a line. */
static void
test_tails(void)
{
    static const char *const words[][2] = {
        { "Lindholmen Science Park AB", "Lindholmen\nScience Park AB\n" },
        { "Östra Hamngatan 5", "Östra\nHamngatan 5\n" },
        { "Nämnden för inköp", "Nämnden för\ninköp\n" },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autoptr(Sheets) sheets = new_sheets();
        g_autofree char *body = g_strdup_printf(
            "<body><table><colgroup><col width=\"30mm\"/><col width=\"1*\"/>"
            "</colgroup><tbody><tr><td>%s</td><td/></tr></tbody></table>"
            "</body>",
            words[i][0]);
        xmlDoc *page = document(body);
        g_autoptr(GBytes) pdf = NULL;
        g_autofree char *text = NULL;

        g_assert_true(sheets_add(sheets, page, NULL));
        xmlFreeDoc(page);
        pdf = sheet_finish(sheets);
        text = pdf_ask(pdf, "pdftotext");
        text[MIN(strlen(text), strlen(words[i][1]))] = '\0';
        g_assert_cmpstr(text, ==, words[i][1]);
    }
}

static void
test_hyphens(void)
{
    g_autofree char *text = read_text("tests/cases/sheets/hyphen.tsv");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; **line != '\0'; line++) {
        g_auto(GStrv) fields = g_strsplit(*line, "\t", 2);
        g_autoptr(GString) got = g_string_new(NULL);
        glong length = 0;
        g_autofree gunichar *word = g_utf8_to_ucs4_fast(fields[0], -1, &length);
        for (glong i = 0; i < length; i++) {
            if (hyphen_before(word, (gsize)length, (gsize)i))
                g_string_append_c(got, '-');
            g_string_append_unichar(got, word[i]);
        }
        g_assert_cmpstr(got->str, ==, fields[1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *structure =
            g_strdup_printf("/sheets/structure/%s", CASES[i].name);
        g_autofree char *same =
            g_strdup_printf("/sheets/same-bytes/%s", CASES[i].name);
        g_test_add_data_func(structure, &CASES[i], test_structure);
        g_test_add_data_func(same, &CASES[i], test_same_bytes);
    }
    g_test_add_func("/sheets/next-page", test_next_page);
    g_test_add_func("/sheets/names-of-page", test_names_of_page);
    g_test_add_func("/sheets/pages-per-sheet", test_pages_per_sheet);
    g_test_add_func("/sheets/many", test_many);
    g_test_add_func("/sheets/travel-stays", test_travel_stays);
    g_test_add_func("/sheets/tails", test_tails);
    g_test_add_func("/sheets/hyphens", test_hyphens);
    g_test_add_func("/sheets/even", test_even);
    g_test_add_func("/sheets/document", test_document);
    g_test_add_func("/sheets/links", test_links);
    g_test_add_func("/sheets/refused", test_refused);
    g_test_add_func("/sheets/other-elements", test_other_elements);
    return g_test_run();
}
