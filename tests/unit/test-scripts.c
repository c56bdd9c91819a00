/* Names in every script: what is read of the sheet is what was written, in
 * the order it is read; and what no font has is told, not printed. */
#include "templates/sheets.h"
#include "templates/words.h"
#include "tests/unit/pdf-words.h"

// clang-format off
static const struct {
    const char *name, *text;
} TEXTS[] = {
    { "vietnamese", "Nguyễn Thị Hồng, Trần Đức Lương" },
    { "greek", "Γρηγόρης Παπαδόπουλος" },
    { "polish", "Łukasz Święcki-Żółć" },
    { "turkish", "İbrahim Çağıl Şahin" },
    { "cyrillic", "Ђорђе Фёдорович Їжакевич" },
    { "arabic", "محمد الأحمد" },
    { "hebrew", "דוד כהן" },
    { "persian", "رضا پهلوی" },
    { "kurdish", "ھەڵەبجە کوردستان" },
    { "marks", "x̂ a̐ m̐x Д̂н ạ̈ ş̌ ŋ́" },
    { "many-marks", "x̂̃ é̱̂n" },
    { "emoji", "Kalas ☎ ✓" },
};
// clang-format on

static Sheets *
new_sheets(void)
{
    SheetsInfo info = { .title = "Prov",
                        .language = "sv-SE",
                        .author = "Göteborg" };
    g_autoptr(GError) error = NULL;
    Sheets *sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
    return sheets;
}

static void
add_text(Sheets *sheets, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *page =
        g_markup_printf_escaped("<html><body><p>%s</p></body></html>", text);
    xmlDoc *document = xmlReadMemory(page, (int)strlen(page), "prov", "UTF-8",
                                     XML_PARSE_NONET);
    g_assert_true(sheets_add(sheets, document, &error));
    g_assert_no_error(error);
    xmlFreeDoc(document);
}

static GBytes *
print_text(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheets) sheets = new_sheets();
    GBytes *pdf = NULL;

    add_text(sheets, text);
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    return pdf;
}

/* Poppler puts marks of direction around what it believes runs to the left. */
static char *
without_marks(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x202A || c > 0x202E)
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static void
test_read(gconstpointer data)
{
    const char *text = data;
    g_autoptr(GBytes) pdf = print_text(text);
    g_autofree char *spoken = pdf_ask(pdf, "pdfinfo -struct-text");
    g_autofree char *copied = pdf_ask(pdf, "pdftotext");
    g_autofree char *plain = without_marks(copied);
    g_autofree char *composed =
        g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    g_autofree char *quoted = g_strdup_printf("\"%s\"", composed);

    g_assert_nonnull(strstr(spoken, quoted));
    g_assert_nonnull(strstr(plain, composed));
}

/* The left edge of WORD in what pdftotext -bbox says. */
static double
left_of(const char *boxes, const char *word)
{
    g_autofree char *end = g_strdup_printf(">%s</word>", word);
    const char *at = strstr(boxes, end);

    g_assert_nonnull(at);
    while (!g_str_has_prefix(at, "xMin=\""))
        at--;
    return g_ascii_strtod(at + strlen("xMin=\""), NULL);
}

/* A number after a name that runs to the left stays in order, right of it;
 * and a line that begins with such a name is Swedish all the same. */
static void
test_mixed(void)
{
    g_autoptr(GBytes) pdf =
        print_text("דוד כהן 070-174 0633 0644, Volvo AB ringer 12");
    g_autofree char *boxes = pdf_ask(pdf, "pdftotext -bbox");
    g_autofree char *spoken = pdf_ask(pdf, "pdfinfo -struct-text");
    double phone = left_of(boxes, "070-174");

    g_assert_cmpfloat(phone, >, MM(16) + 20);
    g_assert_cmpfloat(phone, <, left_of(boxes, "0633"));
    g_assert_cmpfloat(left_of(boxes, "0633"), <, left_of(boxes, "0644,"));
    g_assert_cmpfloat(left_of(boxes, "0644,"), <, left_of(boxes, "Volvo"));
    g_assert_cmpfloat(left_of(boxes, "ringer"), <, left_of(boxes, "12"));
    g_assert_nonnull(
        strstr(spoken, "\"דוד כהן 070-174 0633 0644, Volvo AB ringer 12\""));
}

/* A letter and its marks come from one font. */
static void
test_joints(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Fonts) fonts = fonts_new(&error);
    Style style = style_root();
    Words *words = words_new_text(fonts, &style, "åx̂ é m̐z");
    const Joint *last = NULL;

    g_assert_no_error(error);
    g_assert_cmpuint(words->joints->len, ==, 2); /* å and é are letters */
    last = &g_array_index(words->joints, Joint, 1);
    g_assert_true(g_str_has_prefix(words->text->str + last->start, "m̐z"));
    g_assert_cmpuint(last->end - last->start, ==, strlen("m̐"));
    g_assert_cmpstr(last->family, !=, FONTS_FAMILY);
    words_free(words);
}

/* Marks of direction, controls and variation selectors leave nothing behind,
 * not even a box. */
static void
test_unseen(void)
{
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what is tested
    g_autoptr(GBytes) pdf = print_text("A\xE2\x80\xAE"
                                       "B\xE2\x81\xA6"
                                       "C\xEF\xB8\x8F"
                                       "D\xC2\x85"
                                       "E\xE2\x81\xA0"
                                       "F\xEF\xBB\xBF"
                                       "G\xF3\xA0\x81\xB3"
                                       "H\xEE\x80\x80I");
    g_autofree char *spoken = pdf_ask(pdf, "pdfinfo -struct-text");
    g_assert_nonnull(strstr(spoken, "\"ABCDEFGHI\""));
}

/* Not assigned, so in no font; and where fonts of its block would be. */
static void
test_missing(void)
{
    static const char *const pairs[][2] = {
        { "Lo \xCD\xB8ng", "Lo * (U+0378): * fonts-noto-core," },
        { "Fest \xF0\x9F\xAB\xBF", "Fest* (U+1FAFF): * fonts-symbola," },
        { "\xE2\xBF\xA0 Wang", " Wang (U+2FE0): * fonts-droid-fallback," },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(Sheets) sheets = new_sheets();
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) missing = NULL;
        g_autofree char *wanted = g_strconcat("*", pairs[i][1], "*", NULL);

        add_text(sheets, "Åsa Öberg");
        add_text(sheets, pairs[i][0]);
        add_text(sheets, pairs[i][0]);
        missing = sheets_missing(sheets);
        g_assert_cmpuint(missing->len, ==, 1);
        g_assert_null(sheets_finish(sheets, &error));
        g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_GLYPH);
        g_test_message("%s", error->message);
        g_assert_true(g_pattern_match_simple(wanted, error->message));
    }
}

/* Many at once: some are named, the rest counted. */
static void
test_missing_many(void)
{
    g_autoptr(Sheets) sheets = new_sheets();
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 20; i++) {
        g_autofree char *text = g_strdup_printf("Namn%02d \xCD\xB8", i);
        add_text(sheets, text);
    }
    g_assert_null(sheets_finish(sheets, &error));
    g_assert_nonnull(strstr(error->message, "Namn07"));
    g_assert_null(strstr(error->message, "Namn08"));
    g_assert_nonnull(strstr(error->message, " och 12 till"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autofree char *name =
            g_strdup_printf("/scripts/read/%s", TEXTS[i].name);
        g_test_add_data_func(name, TEXTS[i].text, test_read);
    }
    g_test_add_func("/scripts/mixed", test_mixed);
    g_test_add_func("/scripts/joints", test_joints);
    g_test_add_func("/scripts/unseen", test_unseen);
    g_test_add_func("/scripts/missing", test_missing);
    g_test_add_func("/scripts/missing-many", test_missing_many);
    return g_test_run();
}
