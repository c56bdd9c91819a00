/*
 * Templates and what they may ask for: every one that ships has its row, the
 * rows name the fields that the views give, and an office's own is refused
 * with file and line before anything is printed.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/deliver/office.h"
#include "tests/unit/deliver-day.h"

/* ---- rows, files and views ---------------------------------------------------------- */

static void
test_rows(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) files = g_resources_enumerate_children(
        "/hundra/templates", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
    g_assert_no_error(error);
    guint count = 0, found = 0;
    form_rows(&count);
    for (char **file = files; *file != NULL; file++) {
        if (!g_str_has_suffix(*file, ".xhtml"))
            continue;
        found++;
        if (form_row(*file) == NULL)
            g_error("%s has no row in planner/deliver/forms.c", *file);
    }
    g_assert_cmpuint(found, ==, count);
}

static void
test_shipped(void)
{
    guint tried = 0, count = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = office_check(NULL, &tried, &error);
    g_assert_no_error(error);
    form_rows(&count);
    g_assert_cmpuint(tried, ==, count);
    for (guint i = 0; i < faults->len; i++)
        g_test_message("%s", (char *)faults->pdata[i]);
    g_assert_cmpuint(faults->len, ==, 0);
}

/* What the program adds to a view's rows, or what no view of the small day
 * has; by template, "" for all. */
// clang-format off
static const struct { const char *form, *field; } ADDED[] = {
    { "", "event.logotype" },
    { "",       "plan.made" },           { "",       "plan.hash" },
    { "",       "event.logotype" },       { "kontaktlista", "heard" },
    { "letter", "kind" },                { "letter", "answer_again" },
    { "letter", "changes" },             { "letter", "message" },
    { "letter", "." },                   { "letter", "good_to_know" },
    { "letter-thanks", "company" },      { "letter-reserve", "until" },
    { "letter-reserve", "company" },     { "letter-not-this-time", "company" },
};
// clang-format on

static gboolean
is_added(const FormRow *row, const char *field)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ADDED); i++)
        if (g_str_has_prefix(row->name, ADDED[i].form) &&
            strcmp(ADDED[i].field, field) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
all_seen(const FormRow *row, const Schema *schema, GHashTable *seen)
{
    gboolean all = TRUE;
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        g_autofree char *path = schema_path(field);
        if (!g_hash_table_contains(seen, field) && !is_added(row, path)) {
            g_test_message("%s: no view gives %s", row->name, path);
            all = FALSE;
        } else if (field->kind != SCHEMA_VALUE && !is_added(row, path)) {
            all = all_seen(row, field, seen) && all;
        }
    }
    return all;
}

/* The view's every row against the fields of ROW, into SEEN. */
static void
see_rows(Day *day, const FormRow *row, const Schema *schema, GHashTable *seen)
{
    static const struct {
        const char *view, *format;
    } letters[] = {
        { "letter_company", "plan:i company:i" },
        { "letter_participant", "plan:i participant:i" },
        { "resplan", "plan:i sheet:s" },
        { "letter_unplaced_participant", "plan:i participant:i" },
    };
    g_autoptr(GError) error = NULL;
    const char *format = "plan:i";
    for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
        if (strcmp(letters[i].view, row->view) == 0)
            format = letters[i].format;
    g_autofree char *view = g_strconcat("view:", row->view, NULL);
    g_autoptr(StoreRows) rows =
        store_query(day->store, &error, view, format, (gint64)1, (gint64)0);
    g_assert_no_error(error);
    while (store_rows_next(rows, &error)) {
        g_autoptr(JsonNode) node =
            json_from_string(store_rows_text(rows, 0), &error);
        g_assert_no_error(error);
        g_autofree char *stranger = schema_stranger(schema, node, seen);
        if (stranger != NULL)
            g_error("%s: the view gives %s, which forms.c lacks", row->name,
                    stranger);
    }
    g_assert_no_error(error);
}

static void
test_views(void)
{
    g_auto(Day) day;
    gboolean all = TRUE;
    guint count = 0;
    const FormRow *rows = form_rows(&count);
    day_open(&day);
    day_sql(&day, "UPDATE person SET protected = 0");
    day_sql(&day, "UPDATE event SET print_diets = 1, print_needs = 1,"
                  " print_codes = 'both'");
    day_sql(&day, "UPDATE place SET latitude = 57.7, longitude = 11.97");
    day_sql(&day, "UPDATE company SET max_visitors = 9");
    /* Somebody whom letters do not reach. */
    day_sql(&day, "UPDATE person SET email = NULL WHERE id = 1");
    day_sql(&day, "INSERT INTO unplaced (plan, kind, thing, part, reason)"
                  " VALUES (1, 'person', 7, 'am', 'fullt')");
    for (guint i = 0; i < count; i++) {
        g_autoptr(Schema) schema = schema_parse(rows[i].fields);
        g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
        if (rows[i].view == NULL)
            continue;
        see_rows(&day, &rows[i], schema, seen);
        /* The afternoon of a group that is another for some. */
        all = all_seen(&rows[i], schema, seen) && all;
    }
    g_assert_true(all);
}

/* ---- an office's own ------------------------------------------------------------------ */

typedef struct Wrong {
    const char *body, *says;
} Wrong;

#define START "<html><head><title>x</title></head>\n<body>\n"
#define END   "\n</body></html>"

static const Wrong WRONG[] = {
    { "<p>{{grupp}}</p>", "rad 3: fältet grupp finns inte; närmast: group" },
    { "<p>\n{{event.nam}}</p>",
      "rad 4: fältet event.nam finns inte; närmast: event.name" },
    { "<p>{{leader.namn}}</p>",
      "rad 3: fältet leader.namn finns inte; närmast: name i listan leaders" },
    { "<p>{{zzz}}</p>", "rad 3: fältet zzz finns inte" },
    { "<p>{{name}}</p>",
      "rad 3: fältet name finns inte; närmast: name i listan leaders" },
    { "<p>{{.}}</p>", "rad 3: fältet . finns inte" },
    { "<p>{{members}}</p>",
      "rad 3: members är en lista; sätt data-each=\"members\" på elementet" },
    { "<p>{{members.phone}}</p>",
      "rad 3: members är en lista; sätt data-each=\"members\" på elementet" },
    { "<p>{{event}}</p>",
      "rad 3: event är inget värde; skriv vilket av dess fält, som "
      "event.name" },
    { "<p data-each=\"event\">x</p>",
      "rad 3: data-each=\"event\": event är ingen lista" },
    { "<p data-each=\"\">x</p>", "rad 3: data-each=\"\" är inget fältnamn" },
    { "<p data-each=\"gaster\">x</p>", "rad 3: fältet gaster finns inte" },
    { "<p data-if=\"grupp\">x</p>",
      "rad 3: fältet grupp finns inte; närmast: group" },
    { "<p class=\"medum\">x</p>",
      "rad 3: klassen medum finns inte; närmast: medium" },
    { "<p class=\"sub xyzzyx\">x</p>", "rad 3: klassen xyzzyx finns inte" },
    { "<p class=\"tint-{{color}}\">x</p>", "rad 3: klassen tint- finns inte" },
    { "<marquee>x</marquee>", "rad 3: elementet <marquee> finns inte på blad" },
    { "<p style=\"color: red\">x</p>", "rad 3: style gäller inte på blad" },
    { "<p onclick=\"x\">x</p>", "rad 3: attributet onclick får inte stå" },
    { "<img src=\"https://example.org/x.png\" alt=\"\"/>",
      "rad 3: bilden https://example.org/x.png hämtas utifrån" },
    { "<p>x", "inte välformad XHTML (Opening and ending tag mismatch: p line "
              "3 and body)" },
    { "<p>&aring;</p>", "rad 3: inte välformad XHTML (Entity 'aring' not "
                        "defined)" },
    { "<p>{{group|klocka}}</p>", "rad 3: formatet \"klocka\" finns inte" },
};

static void
test_wrong(void)
{
    g_autofree char *folder = g_dir_make_tmp("hundra-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "gruppblad.xhtml", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = g_strconcat(START, WRONG[i].body, END, NULL);
        g_autofree char *says = g_strconcat(path, ", ", NULL);
        g_file_set_contents(path, text, -1, &error);
        g_assert_no_error(error);
        g_autoptr(Template) template = form_load(folder, "gruppblad", &error);
        g_assert_null(template);
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
        g_assert_true(g_str_has_prefix(error->message, says));
        g_assert_nonnull(strstr(error->message, WRONG[i].says));
    }
    g_remove(path);
    g_rmdir(folder);
}

/* Files that are no templates: refused by name, and never waited for. */
static void
/* NOLINTNEXTLINE(readability-function-size): one case after the other. */
test_no_file(void)
{
    g_autofree char *folder = g_dir_make_tmp("hundra-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "gruppblad.xhtml", NULL);
    g_autofree char *big = g_strnfill(TEMPLATE_BYTES_MAX + 1, ' ');
    g_autoptr(GError) error = NULL;
    g_assert_null(form_load("/finns/inte", "gruppblad", &error));
    g_assert_nonnull(strstr(error->message, "/finns/inte med egna mallar"));
    g_clear_error(&error);
    g_mkdir(path, 0700);
    g_assert_null(form_load(folder, "gruppblad", &error));
    g_assert_nonnull(strstr(error->message, "är ingen vanlig fil"));
    g_clear_error(&error);
    g_rmdir(path);
    int linked = symlink("/dev/zero", path);
    g_assert_cmpint(linked, ==, 0);
    g_assert_null(form_load(folder, "gruppblad", &error));
    g_assert_nonnull(strstr(error->message, "är ingen vanlig fil"));
    g_clear_error(&error);
    g_remove(path);
    g_file_set_contents(path, big, -1, NULL);
    g_assert_null(form_load(folder, "gruppblad", &error));
    g_assert_nonnull(strstr(error->message, "är större än 1 MiB"));
    g_clear_error(&error);
    g_file_set_contents(path, "<html>\xff</html>", -1, NULL);
    g_assert_null(form_load(folder, "gruppblad", &error));
    g_assert_nonnull(strstr(error->message, "rad 1: filen är inte UTF-8"));
    g_clear_error(&error);
    g_remove(path);
    g_autoptr(Template) shipped = form_load(folder, "gruppblad", &error);
    g_assert_no_error(error);
    g_assert_nonnull(shipped);
    g_rmdir(folder);
}

/* ---- copies ----------------------------------------------------------------------------- */

static OfficeState
state_in(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) list = office_list(folder, &error);
    g_assert_no_error(error);
    return ((const OfficeForm *)list->pdata[0])->state;
}

static void
test_copies(void)
{
    const FormRow *rows[] = { form_row("gruppblad") };
    g_autofree char *folder = g_dir_make_tmp("hundra-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "gruppblad.xhtml", NULL);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    guint tried = 0;
    g_assert_cmpint(state_in(folder), ==, OFFICE_SHIPPED);
    gboolean copied = office_copy(folder, rows, 1, FALSE, files, &error);
    g_assert_true(copied);
    g_assert_no_error(error);
    g_assert_cmpstr(files->pdata[0], ==, path);
    g_assert_cmpint(state_in(folder), ==, OFFICE_SAME);
    g_assert_false(office_copy(folder, rows, 1, FALSE, files, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_clear_error(&error);
    g_autoptr(GPtrArray) faults = office_check(folder, &tried, &error);
    g_assert_cmpuint(faults->len, ==, 0);
    g_assert_cmpuint(tried, ==, 1);
    /* As if another Hundra shipped another. */
    g_file_get_contents(path, &text, NULL, NULL);
    char *mark = strstr(text, "hundra-mall: ") + strlen("hundra-mall: ");
    *mark = *mark == '0' ? '1' : '0';
    g_file_set_contents(path, text, -1, NULL);
    g_assert_cmpint(state_in(folder), ==, OFFICE_CHANGED);
    g_file_set_contents(path, strstr(text, "<html"), -1, NULL);
    g_assert_cmpint(state_in(folder), ==, OFFICE_UNKNOWN);
    g_remove(path);
    g_rmdir(folder);
}

/* ---- whom a template tells about ----------------------------------------------------------- */

static void
check_count(GHashTable *people, const char *what, guint wanted)
{
    GHashTable *those = g_hash_table_lookup(people, what);
    g_assert_cmpuint(those != NULL ? g_hash_table_size(those) : 0, ==, wanted);
}

static void
test_people(void)
{
    static const char text[] =
        START "<p data-each=\"leaders\">{{name}} {{phone|phone}}</p>"
              "<p data-each=\"members\">{{given}} {{surname}}"
              "<span data-if=\"phone\">har telefon</span></p>" END;
    static const char data[] =
        "{\"leaders\":[{\"name\":\"Dag Falk\",\"phone\":\"1\"},"
        "{\"name\":null,\"phone\":null},{\"name\":\"X\",\"phone\":\"\"}],"
        "\"members\":[{\"given\":\"Dag\",\"surname\":\"Falk\",\"phone\":\"1\"},"
        "{\"given\":\"Eva\",\"surname\":\"Gren\",\"phone\":\"2\"}]}";
    g_autoptr(GError) error = NULL;
    g_autoptr(Schema) schema = schema_parse(form_row("gruppblad")->fields);
    g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) people = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    g_autoptr(Template) template =
        template_parse("t", text, strlen(text), &error);
    g_assert_no_error(error);
    gboolean good = template_check(template, schema, CHECK_SHEET, used, &error);
    g_assert_no_error(error);
    g_assert_true(good);
    g_autoptr(JsonNode) node = json_from_string(data, &error);
    template_count_people(schema, used, node, "X", people);
    check_count(people, "namn på %s", 2);
    check_count(people, "telefonnummer till %s", 1);
    check_count(people, "roll för %s", 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/forms/rows", test_rows);
    g_test_add_func("/forms/shipped", test_shipped);
    g_test_add_func("/forms/views", test_views);
    g_test_add_func("/forms/wrong", test_wrong);
    g_test_add_func("/forms/no-file", test_no_file);
    g_test_add_func("/forms/copies", test_copies);
    g_test_add_func("/forms/people", test_people);
    return g_test_run();
}
