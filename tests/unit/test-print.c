/* Sheets of the small day: whole, private, the same every time. */
#include "planner/deliver/print.h"
#include "planner/deliver/sheet-kinds.h"
#include "planner/store/edit.h"
#include "tests/unit/deliver-day.h"
#include "tests/unit/written-file.h"

static void
test_bundle(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autofree char *folder = day_path(&day, "blad/inne");
    PrintRequest request = { .event = 1, .folder = folder };
    g_autoptr(PrintReport) first = deliver_print(day.store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpint(first->version, ==, 1);
    guint kinds = 0;
    sheet_kinds(&kinds);
    g_assert_cmpuint(first->files->len, ==, kinds);
    g_assert_cmpint(first->pages, >=, 24);
    day.clock.fixed_utc += 86400;
    for (guint i = 0; i < first->files->len; i++) {
        const char *path = g_ptr_array_index(first->files, i);
        file_check_private(path);
        g_autofree char *before = file_checksum(path);
        g_autoptr(PrintReport) again =
            deliver_print(day.store, &request, &error);
        g_assert_no_error(error);
        g_assert_nonnull(again);
        g_autofree char *after = file_checksum(path);
        g_assert_cmpstr(before, ==, after);
    }
}

/* What stands on the sheets of DAY, in one text. */
static char *
printed_text(Day *day)
{
    g_autoptr(GError) error = NULL;
    PrintRequest request = { .event = 1, .folder = day->folder };
    g_autoptr(PrintReport) report = deliver_print(day->store, &request, &error);
    g_assert_no_error(error);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < report->files->len; i++) {
        g_autofree char *command = g_strdup_printf(
            "pdftotext '%s' -", (char *)g_ptr_array_index(report->files, i));
        g_autofree char *text = NULL;
        g_spawn_command_line_sync(command, &text, NULL, NULL, &error);
        g_assert_no_error(error);
        g_string_append(all, text);
    }
    return g_string_free(g_steal_pointer(&all), FALSE);
}

static void
edit(Day *day, const char *code, const char *field, const char *value)
{
    g_autoptr(GError) error = NULL;
    EditRequest request = {
        .event = 1, .code = code, .field = field, .value = value, .who = "anna"
    };
    gboolean done = edit_set(day->store, &request, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(done);
}

/* Two prints that differ never bear the same stamp; what changes no fact
 * moves none. */
static void
test_stamp(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autofree char *before = printed_text(&day);
    day.clock.fixed_utc = 1652598000; /* 15 May 2022, 09.00 in Stockholm */
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_nonnull(published);
    g_assert_no_error(error);
    g_autofree char *same = printed_text(&day);
    g_assert_cmpstr(same, ==, before);
    day.clock.fixed_utc = 1652684400; /* 16 May */
    edit(&day, "P001", "Telefon", "070-174 06 99");
    g_autofree char *after = printed_text(&day);
    g_assert_nonnull(strstr(after, "Version 1, 16 maj 2022 kl. 09.00"));
    g_assert_null(strstr(before, "16 maj"));
}

/* A date that is not known leaves no hole in the footer. */
static void
test_footer(void)
{
    g_auto(Day) day;
    day_open(&day);
    g_autofree char *known = printed_text(&day);
    g_assert_nonnull(strstr(known, "Förstörs efter 24 maj."));
    day_sql(&day, "UPDATE event SET destroy_after = NULL");
    g_autofree char *unknown = printed_text(&day);
    g_assert_null(strstr(unknown, "Förstörs"));
    g_assert_nonnull(strstr(unknown, "Innehåller personuppgifter."));
}

/* The pages of the sheets NAMES of the small day. */
static int
pages_of(Day *day, const char *const *names)
{
    g_autoptr(GError) error = NULL;
    PrintRequest request = { .event = 1,
                             .folder = day->folder,
                             .sheets = names };
    g_autoptr(PrintReport) report = deliver_print(day->store, &request, &error);
    g_assert_no_error(error);
    return report->pages;
}

/* Six people with a seat, two groups, five companies on two sites, one
 * restaurant. */
static void
test_counts(void)
{
    static const struct {
        const char *names[2];
        int pages;
    } rows[] = {
        { { "gruppblad" }, 2 },    { { "översikt" }, 1 },
        { { "incheckning" }, 1 },  { { "värdblad" }, 5 },
        { { "platslista" }, 2 },   { { "lunch" }, 1 },
        { { "resplan" }, 6 },      { { "gruppresplan" }, 2 },
        { { "kontaktlista" }, 1 },
    };
    g_auto(Day) day;
    day_open(&day);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(pages_of(&day, rows[i].names), ==, rows[i].pages);
}

/* A sheet with nothing on it: left out of all, refused when asked for. */
static void
test_nothing(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE plan_group SET lunch_company = NULL");
    const char *sheets[] = { "alla", NULL };
    PrintRequest request = { .event = 1,
                             .folder = day.folder,
                             .sheets = sheets };
    g_autoptr(PrintReport) report = deliver_print(day.store, &request, &error);
    g_assert_no_error(error);
    guint kinds = 0;
    sheet_kinds(&kinds);
    g_assert_cmpuint(report->files->len, ==, kinds - 1);
    sheets[0] = "lunch";
    g_assert_null(deliver_print(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "bladet lunch blir tomt"));
}

static void
test_each(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    const char *const sheets[] = { "gruppblad", NULL };
    PrintRequest request = {
        .event = 1, .folder = day.folder, .sheets = sheets, .each = TRUE
    };
    g_autoptr(PrintReport) report = deliver_print(day.store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(report->files->len, ==, 2);
    for (int i = 0; i < 2; i++) {
        static const char *const names[] = { "grupp-01.pdf", "grupp-02.pdf" };
        g_autofree char *pdf = file_content(day.folder, names[i]);
        g_assert_true(g_str_has_prefix(pdf, "%PDF-"));
    }
}

/* A group's map lies behind its sheet, also where each has its file. */
static void
test_backs(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    const char *const sheets[] = { "gruppblad", NULL };
    day_open(&day);
    day_sql(&day, "UPDATE place SET latitude = 57.6 + id * 0.02,"
                  " longitude = 11.9 + id * 0.01");
    PrintRequest request = {
        .event = 1, .folder = day.folder, .sheets = sheets, .maps = TRUE
    };
    for (int each = 0; each < 2; each++) {
        request.each = each;
        g_autoptr(PrintReport) report =
            deliver_print(day.store, &request, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(report->files->len, ==, each ? 2 : 1);
        g_assert_cmpint(report->pages, ==, 4);
        const char *path = g_ptr_array_index(report->files, 0);
        g_autofree char *command =
            g_strdup_printf("pdftotext -layout -f 2 -l 2 %s -", path);
        g_autofree char *text = NULL;
        g_spawn_command_line_sync(command, &text, NULL, NULL, &error);
        g_assert_no_error(error);
        g_assert_nonnull(strstr(text, "Gruppens väg"));
        g_assert_nonnull(strstr(text, "Norr är uppåt"));
        g_assert_nonnull(strstr(text, "Grov skiss av kust och älv"));
    }
}

static void
test_refusals(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    const char *const sheets[] = { "gruppbald", NULL };
    PrintRequest request = { .event = 1,
                             .folder = day.folder,
                             .sheets = sheets };
    g_assert_null(deliver_print(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "gruppblad, översikt"));
    g_clear_error(&error);
    request.sheets = NULL;
    request.version = 4;
    g_assert_null(deliver_print(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_clear_error(&error);
    g_autofree char *file = day_path(&day, "hundra.db");
    request.version = 0;
    request.folder = file;
    g_assert_null(deliver_print(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_SYSTEM);
}

/* Nobody's badge tells of protection: hers is made by hand, and whoever
 * prints is told by her code. */
static void
test_by_hand(void)
{
    static const char *const sheets[] = { "namnbricka", "namnskylt", NULL };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    PrintRequest request = { .event = 1,
                             .folder = day.folder,
                             .sheets = sheets };
    g_autoptr(PrintReport) report = deliver_print(day.store, &request, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < 2; i++) {
        const PrintNote *note = g_ptr_array_index(report->notes, i);
        g_autofree char *sentence = print_note_sentence(note);
        g_autofree char *wanted = g_strdup_printf(
            "%s.pdf, P002: skyddade uppgifter; görs för hand.", sheets[i]);
        g_assert_cmpstr(sentence, ==, wanted);
    }
}

/* What is asked of badges where none are printed, or that no paper has. */
static void
test_badge_refusals(void)
{
    static const char *const sheets[] = { "gruppblad", NULL };
    g_auto(Day) day;
    day_open(&day);
    const PrintRequest asked[] = {
        { .event = 1, .sheets = sheets, .size = "90x54" },
        { .event = 1, .sheets = sheets, .by_group = TRUE },
        { .event = 1, .size = "90x55" },
        { .event = 1, .offset = "1" },
        { .event = 1, .offset = "1,0.3" },
        { .event = 1, .offset = "1,5.5" },
        { .event = 1, .offset = "nan,1" },
        { .event = 1, .offset = "1,1 mm" },
        { .event = 1, .size = "148x105", .from = 5 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_autoptr(GError) error = NULL;
        PrintRequest request = asked[i];
        g_autofree char *folder = day_path(&day, "brickor");
        request.folder = folder;
        g_assert_null(deliver_print(day.store, &request, &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_USAGE);
        g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
    }
}

/* By surname at the reception, by group when bags are packed. */
static void
test_badge_order(void)
{
    static const char *const sheets[] = { "namnbricka", NULL };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    for (int i = 0; i < 2; i++) {
        PrintRequest request = { .event = 1,
                                 .folder = day.folder,
                                 .sheets = sheets,
                                 .by_group = i == 1 };
        g_autoptr(PrintReport) report =
            deliver_print(day.store, &request, &error);
        g_assert_no_error(error);
        g_autofree char *path = day_path(&day, "namnbricka.pdf");
        g_autofree char *command =
            g_strdup_printf("pdfinfo -struct-text '%s'", path);
        g_autofree char *text = NULL;
        g_spawn_command_line_sync(command, &text, NULL, NULL, &error);
        g_assert_no_error(error);
        /* Dahl is in group 2, Falk leads group 1. */
        gboolean by_name = strstr(text, "Dahl") < strstr(text, "Falk");
        g_assert_true(by_name == (i == 0));
    }
}

/* What no page can hold is named: whose it is, and which. */
static void
test_too_long(void)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        { "UPDATE company SET topic = printf('%.*c', 10000, 'x') WHERE id = 3",
          "grupp 1: * den längsta är F003, Ämne (10000 tecken)" },
        { "UPDATE person SET surname = printf('%.*c', 9999, 'x') WHERE id = 5",
          "grupp 1: * den längsta är T001, Efternamn (9999 tecken)" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Day) day;
        g_autoptr(GError) error = NULL;
        day_open(&day);
        day_sql(&day, cases[i].sql);
        g_autofree char *folder = day_path(&day, "blad");
        g_autofree char *wanted =
            g_strconcat("gruppblad.pdf, ", cases[i].says, NULL);
        PrintRequest request = { .event = 1, .folder = folder };
        g_assert_null(deliver_print(day.store, &request, &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
        g_assert_true(g_pattern_match_simple(wanted, error->message));
    }
}

/* A name that no font can set is told before anything is written. */
static void
test_missing_glyph(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE person SET surname = 'L' || char(888)"
                  " WHERE id = 5");
    g_autofree char *folder = day_path(&day, "blad");
    PrintRequest request = { .event = 1, .folder = folder };
    g_assert_null(deliver_print(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_test_message("%s", error->message);
    g_assert_true(g_pattern_match_simple(
        "gruppblad.pdf: * har alla tecken i *L* (U+0378), *: installera *",
        error->message));
    g_assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/print/bundle", test_bundle);
    g_test_add_func("/print/stamp", test_stamp);
    g_test_add_func("/print/footer", test_footer);
    g_test_add_func("/print/counts", test_counts);
    g_test_add_func("/print/nothing", test_nothing);
    g_test_add_func("/print/each", test_each);
    g_test_add_func("/print/backs", test_backs);
    g_test_add_func("/print/refusals", test_refusals);
    g_test_add_func("/print/too-long", test_too_long);
    g_test_add_func("/print/missing-glyph", test_missing_glyph);
    g_test_add_func("/print/by-hand", test_by_hand);
    g_test_add_func("/print/badge-refusals", test_badge_refusals);
    g_test_add_func("/print/badge-order", test_badge_order);
    return g_test_run();
}
