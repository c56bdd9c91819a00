/*
 * Each file in tests/cases/fill is one case: a template, data, and what shall
 * come out: html, text, title or error.  Each letter is filled with its
 * sample and compared with the golden files in tests/cases/letters.
 */
#include <glib.h>
#include <string.h>

#include "templates/fill.h"

#define CASES   "tests/cases/fill"
#define LETTERS "tests/cases/letters"

typedef xmlDoc XmlDoc;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xmlFreeDoc)

static char *
read_text(const char *path)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static JsonNode *
read_json(const char *text)
{
    g_autoptr(GError) error = NULL;
    JsonNode *node = json_from_string(text, &error);
    g_assert_no_error(error);
    return node;
}

/* "--- name" lines part a case; the sections by name, without the line feed
 * before the next. */
static GHashTable *
read_case(const char *path)
{
    g_autofree char *text = read_text(path);
    g_auto(GStrv) sections = g_strsplit(text, "--- ", -1);
    GHashTable *named =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 1; sections[i]; i++) {
        char *body = strchr(sections[i], '\n');
        g_assert_nonnull(body);
        g_hash_table_insert(named,
                            g_strndup(sections[i], (gsize)(body - sections[i])),
                            g_strchomp(g_strdup(body + 1)));
    }
    return named;
}

static void
compare(GHashTable *sections, const char *name, const char *got)
{
    const char *wanted = g_hash_table_lookup(sections, name);
    g_autofree char *trimmed = g_strchomp(g_strdup(got));
    if (wanted)
        g_assert_cmpstr(trimmed, ==, wanted);
}

static void
test_case(gconstpointer path)
{
    g_autoptr(GHashTable) sections = read_case(path);
    g_autoptr(GError) error = NULL;
    const char *text = g_hash_table_lookup(sections, "template");
    g_assert_cmpuint(g_hash_table_size(sections), >=, 3);
    g_autoptr(JsonNode) data = read_json(g_hash_table_lookup(sections, "data"));
    g_autoptr(Template) template =
        template_parse("case.xhtml", text, strlen(text), &error);
    g_autoptr(XmlDoc) document =
        template ? template_fill(template, data, &error) : NULL;
    if (!document) {
        g_assert_nonnull(error);
        g_assert_cmpstr(error->message, ==,
                        g_hash_table_lookup(sections, "error"));
        return;
    }
    g_assert_no_error(error);
    g_assert_false(g_hash_table_contains(sections, "error"));
    g_autofree char *html = template_html(document);
    g_autofree char *plain = template_text(document);
    g_autofree char *title = template_title(document);
    compare(sections, "html", html);
    compare(sections, "text", plain);
    compare(sections, "title", title);
}

/* Compares with the golden file; what came instead is left in build/. */
static void
compare_golden(const char *name, const char *got)
{
    g_autofree char *path = g_build_filename(LETTERS, name, NULL);
    g_autofree char *actual = g_strdup_printf("build/actual-%s", name);
    g_autofree char *wanted = NULL;
    g_file_get_contents(path, &wanted, NULL, NULL);
    if (g_strcmp0(wanted, got) == 0)
        return;
    g_file_set_contents(actual, got, -1, NULL);
    g_test_message("%s differs from %s", actual, path);
    g_test_fail();
}

static gint64
fill_many(const Template *template, JsonNode *data, int count)
{
    gint64 start = g_get_monotonic_time();
    for (int i = 0; i < count; i++) {
        g_autoptr(XmlDoc) document = template_fill(template, data, NULL);
        g_autofree char *html = template_html(document);
        g_autofree char *plain = template_text(document);
        g_assert_cmpuint(strlen(html), >, strlen(plain));
    }
    return (g_get_monotonic_time() - start) * 1000 / count;
}

/* What is filled with what: template "letter-company.en" with the facts of
 * company.json is company-en.html and .txt. */
typedef struct Sample {
    const char *name, *template, *facts;
} Sample;

static void
test_letter(gconstpointer data_of_test)
{
    const Sample *sample = data_of_test;
    g_autofree char *source =
        g_strdup_printf("templates/letter-%s.xhtml", sample->template);
    g_autofree char *path = g_strdup_printf(LETTERS "/%s.json", sample->facts);
    g_autofree char *html_name = g_strdup_printf("%s.html", sample->name);
    g_autofree char *text_name = g_strdup_printf("%s.txt", sample->name);
    g_autofree char *text = read_text(source);
    g_autofree char *json = read_text(path);
    g_autoptr(JsonNode) data = read_json(json);
    g_autoptr(GError) error = NULL;
    g_autoptr(Template) template =
        template_parse(source, text, strlen(text), &error);
    g_assert_no_error(error);
    g_autoptr(XmlDoc) document = template_fill(template, data, &error);
    g_assert_no_error(error);
    g_autofree char *title = template_title(document);
    g_autofree char *html = template_html(document);
    g_autofree char *plain = template_text(document);
    g_autofree char *mail = g_strdup_printf("%s\n\n%s", title, plain);
    compare_golden(html_name, html);
    compare_golden(text_name, mail);
    g_test_message("%s: %" G_GINT64_FORMAT " ns", sample->name,
                   fill_many(template, data, 20));
}

/* A page of the template's largest nesting is read; one more is not. */
static void
test_depth(void)
{
    for (int depth = 64; depth <= 65; depth++) {
        g_autoptr(GString) text = g_string_new("<html>");
        g_autoptr(GError) error = NULL;
        for (int i = 1; i < depth; i++)
            g_string_append(text, "<b>");
        for (int i = 1; i < depth; i++)
            g_string_append(text, "</b>");
        g_string_append(text, "</html>");
        g_autoptr(Template) template =
            template_parse("deep", text->str, text->len, &error);
        g_assert_true((template != NULL) == (depth == 64));
        if (depth == 65)
            g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
    }
}

static void
test_size(void)
{
    g_autofree char *blank = g_strnfill(1 << 20, ' ');
    g_autofree char *text = g_strconcat("<html></html>", blank, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(template_parse("big", text, strlen(text), &error));
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX);
    g_clear_error(&error);
    g_autoptr(Template) fits = template_parse("big", text, 1 << 20, &error);
    g_assert_no_error(error);
    g_assert_nonnull(fits);
}

static const char BOMB[] =
    "<html><p data-each=\"a\"><i data-each=\"a\"><b data-each=\"a\">"
    "<u data-each=\"a\" data-if=\"no\"/></b></i></p></html>";

/* Lists in lists in lists multiply; the page stops at a million parts. */
static void
test_bomb(void)
{
    g_autoptr(GString) json = g_string_new("{\"no\": false, \"a\": [0");
    g_autoptr(GError) error = NULL;
    for (int i = 1; i < 100; i++)
        g_string_append(json, ",0");
    g_string_append(json, "]}");
    g_autoptr(JsonNode) data = read_json(json->str);
    g_autoptr(Template) template =
        template_parse("bomb", BOMB, strlen(BOMB), &error);
    g_assert_no_error(error);
    g_assert_null(template_fill(template, data, &error));
    g_assert_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_DATA);
}

static void
add_cases(GPtrArray *paths)
{
    g_autoptr(GDir) folder = g_dir_open(CASES, 0, NULL);
    g_assert_nonnull(folder);
    const char *name = NULL;
    while ((name = g_dir_read_name(folder))) {
        char *path = g_build_filename(CASES, name, NULL);
        g_autofree char *test = g_strdup_printf("/fill/%s", name);
        g_ptr_array_add(paths, path);
        g_test_add_data_func(test, path, test_case);
    }
    g_assert_cmpuint(paths->len, >, 10);
}

/* Each letter in each of its kinds and tongues. */
// clang-format off
static const Sample SAMPLES[] = {
    { "participant", "participant", "participant" },
    { "participant-en", "participant.en", "participant" },
    { "participant-moves", "participant", "participant-moves" },
    { "participant-en-moves", "participant.en", "participant-moves" },
    { "participant-update", "participant", "participant-update" },
    { "participant-en-update", "participant.en", "participant-update" },
    { "participant-cancel", "participant", "participant-cancel" },
    { "participant-en-cancel", "participant.en", "participant-cancel" },
    { "participant-remind", "participant", "participant-remind" },
    { "participant-en-remind", "participant.en", "participant-remind" },
    { "company", "company", "company" },
    { "company-en", "company.en", "company" },
    { "company-count", "company", "company-count" },
    { "company-en-count", "company.en", "company-count" },
    { "company-cancel", "company", "company-cancel" },
    { "company-en-cancel", "company.en", "company-cancel" },
    { "company-remind", "company", "company-remind" },
    { "company-en-remind", "company.en", "company-remind" },
    { "briefing", "briefing", "briefing" },
    { "briefing-en", "briefing.en", "briefing" },
    { "briefing-leads", "briefing", "briefing-leads" },
    { "briefing-leads-en", "briefing.en", "briefing-leads" },
    { "host", "host", "host" },
    { "host-en", "host.en", "host" },
    { "host-count", "host", "host-count" },
    { "host-count-en", "host.en", "host-count" },
    { "thanks", "thanks", "thanks" },
    { "thanks-en", "thanks.en", "thanks" },
    { "thanks-company", "thanks", "thanks-company" },
    { "thanks-company-en", "thanks.en", "thanks-company" },
    { "not-this-time", "not-this-time", "not-this-time" },
    { "not-this-time-en", "not-this-time.en", "not-this-time" },
    { "not-this-time-company", "not-this-time", "not-this-time-company" },
    { "not-this-time-company-en", "not-this-time.en", "not-this-time-company" },
    { "reserve", "reserve", "reserve" },
    { "reserve-en", "reserve.en", "reserve" },
    { "reserve-company", "reserve", "reserve-company" },
    { "reserve-company-en", "reserve.en", "reserve-company" },
};
// clang-format on

int
main(int argc, char **argv)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_test_init(&argc, &argv, NULL);
    add_cases(paths);
    for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
        g_autofree char *test = g_strdup_printf("/letter/%s", SAMPLES[i].name);
        g_test_add_data_func(test, &SAMPLES[i], test_letter);
    }
    g_test_add_func("/fill/depth", test_depth);
    g_test_add_func("/fill/size", test_size);
    g_test_add_func("/fill/bomb", test_bomb);
    return g_test_run();
}
