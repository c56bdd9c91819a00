/*
 * What the views give to sheets, letters and calendars of the small day: no
 * more than each may tell, and what stands in the golden files.
 */
#include <json-glib/json-glib.h>

#include "tests/unit/deliver-day.h"

typedef struct View {
    const char *name, *format;
    gint64 own;     /* the row in which P002 may stand: her own letter */
    gint64 contact; /* the row in which the contact of F003 may */
} View;

// clang-format off
static const View VIEWS[] = {
    { "view:gruppblad",          "plan:i",               0, 0 },
    { "view:oversikt",           "plan:i",               0, 0 },
    { "view:incheckning",        "plan:i",               0, 0 },
    { "view:vardblad",           "plan:i",               0, 0 },
    { "view:platslista",         "plan:i",               0, 0 },
    { "view:lunch",              "plan:i",               0, 0 },
    { "view:resplan",            "plan:i sheet:s",       0, 0 }, /* both */
    { "view:kontaktlista",       "plan:i",               0, 0 },
    { "view:namnbricka",         "plan:i",               0, 0 },
    { "view:namnskylt",          "plan:i",               0, 0 },
    { "view:bordsskylt",         "plan:i",               0, 0 },
    { "view:karta",              "plan:i",               0, 0 },
    { "view:gruppkarta",         "plan:i",               0, 0 },
    { "view:calendar_group",     "plan:i",               0, 0 },
    { "view:letter_company",     "plan:i company:i",     0, 3 },
    { "view:letter_participant", "plan:i participant:i", 2, 0 },
};
// clang-format on

static void
check_text(const View *view, gint64 row, const char *text)
{
    gboolean own = view->own != 0 && row == view->own;
    gboolean contact = view->contact != 0 && row == view->contact;
    g_assert_true(own == (strstr(text, "Bo Ek") != NULL));
    g_assert_true(own == (strstr(text, "\"Ek\"") != NULL));
    g_assert_true(contact == (strstr(text, "Zahra") != NULL));
    g_assert_null(strstr(text, "070-174 06 06"));
    g_assert_null(strstr(text, "031-390 06 13"));
    g_assert_null(strstr(text, "vegetariskt"));
    g_assert_null(strstr(text, "hörselslinga"));
    /* No address but the sender's. */
    const char *at = strchr(text, '@');
    g_assert_true(at == NULL || g_str_has_prefix(at, "@brg.example"));
    g_assert_true(at == NULL || strchr(at + 1, '@') == NULL);
}

/* Nothing of the protected P002, who leads and drives, or of the contact of
 * F003 on any sheet or in anybody else's letter or file. */
static void
test_protected(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE seat SET leader = 0, driver = 0"
                  " WHERE participant = 5 AND part = 'am'");
    day_sql(&day, "UPDATE seat SET leader = 1, driver = 1"
                  " WHERE participant = 2");
    /* Mail reaches neither: both are on the list of whom to ring. */
    day_sql(&day, "UPDATE person SET email = NULL WHERE id = 2");
    day_sql(&day, "UPDATE company SET contact_email = NULL WHERE id = 3");
    for (gsize i = 0; i < G_N_ELEMENTS(VIEWS); i++) {
        const View *view = &VIEWS[i];
        gboolean rows_of = view->own != 0 || view->contact != 0;
        guint count = 0;
        /* A format of one word leaves the last value unread; a text is NULL. */
        g_autoptr(StoreRows) rows = store_query(
            day.store, &error, view->name, view->format, (gint64)1, (gint64)0);
        g_assert_no_error(error);
        for (; store_rows_next(rows, &error); count++)
            check_text(view, rows_of ? store_rows_int(rows, 1) : 0,
                       store_rows_text(rows, 0));
        g_assert_no_error(error);
        g_assert_cmpuint(count, >, 0);
    }
}

/* Whether a row of VIEW says WORDS. */
static gboolean
view_says(Day *day, const char *view, const char *words)
{
    g_autoptr(GError) error = NULL;
    gboolean says = FALSE;
    g_autoptr(StoreRows) rows =
        store_query(day->store, &error, view, "plan:i", (gint64)1);
    g_assert_no_error(error);
    while (store_rows_next(rows, &error))
        says = says || strstr(store_rows_text(rows, 0), words) != NULL;
    g_assert_no_error(error);
    return says;
}

/* Needs and diets stand on paper where the office has asked for it, and a
 * protected one's need not even then. */
static void
test_needs(void)
{
    g_auto(Day) day;
    day_open(&day);
    g_assert_false(view_says(&day, "view:gruppblad", "hörselslinga"));
    g_assert_false(view_says(&day, "view:lunch", "vegetariskt"));
    day_sql(&day, "UPDATE event SET print_needs = 1, print_diets = 1,"
                  " good_to_know = 'Ta med legitimation.'");
    g_assert_true(view_says(&day, "view:gruppblad", "hörselslinga"));
    g_assert_true(view_says(&day, "view:gruppblad", "Ta med legitimation."));
    g_assert_true(view_says(&day, "view:lunch", "vegetariskt"));
    g_assert_false(view_says(&day, "view:vardblad", "vegetariskt"));
    g_assert_false(view_says(&day, "view:vardblad", "hörselslinga"));
    day_sql(&day, "UPDATE person SET protected = 1 WHERE id = 1");
    g_assert_false(view_says(&day, "view:gruppblad", "hörselslinga"));
    g_assert_true(view_says(&day, "view:lunch", "vegetariskt"));
}

/* An event may give its companies the number of visitors only. */
static void
test_host_names(void)
{
    g_auto(Day) day;
    day_open(&day);
    g_assert_true(view_says(&day, "view:vardblad", "\"Berg\""));
    day_sql(&day, "UPDATE event SET host_names = 'count'");
    g_assert_false(view_says(&day, "view:vardblad", "\"Berg\""));
    g_assert_true(view_says(&day, "view:vardblad", "\"members\":null"));
}

/* Whom mail does not reach: each reason, and nobody else. */
static void
test_calls(void)
{
    static const char view[] = "view:kontaktlista";
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_assert_true(view_says(&day, view, "\"count\":0,"));
    day_sql(&day, "UPDATE person SET email = NULL WHERE id IN (2, 4)");
    g_assert_true(view_says(&day, view, "\"count\":2,"));
    g_assert_true(view_says(&day, view, "\"Öst\""));
    g_assert_true(view_says(&day, view, "P002"));
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_nonnull(published);
    g_assert_false(view_says(&day, view, "silent")); /* not sent yet */
    day_sql(&day, "UPDATE outbox SET state = 'sent', sent_utc = 1652598000");
    g_assert_true(view_says(&day, view, "\"silent\""));
    g_assert_true(view_says(&day, view, "\"Berg\""));
    day_sql(&day, "UPDATE outbox SET bounce = 'failed' WHERE invitation ="
                  " (SELECT id FROM invitation WHERE participant = 1)");
    g_assert_true(view_says(&day, view, "\"bounced\",\"count\":1"));
    day_sql(&day, "INSERT INTO reply (invitation, partstat, sequence,"
                  " dtstamp_utc, taken_utc)"
                  " SELECT id, 'ACCEPTED', sequence, 1652598000, 1652598000"
                  " FROM invitation");
    g_assert_true(view_says(&day, view, "\"count\":2,"));
}

/* ---- golden files of the views ---------------------------------------------------- */

static char *
all_rows(Day *day, const View *view)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(StoreRows) rows = store_query(day->store, &error, view->name,
                                            view->format, (gint64)1, (gint64)0);
    g_assert_no_error(error);
    while (store_rows_next(rows, &error)) {
        g_autoptr(JsonNode) node =
            json_from_string(store_rows_text(rows, 0), &error);
        g_assert_no_error(error);
        g_autofree char *pretty = json_to_string(node, TRUE);
        g_string_append_printf(all, "%s\n", pretty);
    }
    g_assert_no_error(error);
    return g_string_free(g_steal_pointer(&all), FALSE);
}

/* Compares with tests/cases/deliver/VIEW.json; what came instead is left in
 * build/. */
static void
check_golden(Day *day, const View *view)
{
    const char *name = view->name + strlen("view:");
    g_autofree char *path =
        g_strdup_printf("tests/cases/deliver/%s.json", name);
    g_autofree char *actual = g_strdup_printf("build/actual-%s.json", name);
    g_autofree char *wanted = NULL;
    g_autofree char *got = all_rows(day, view);
    g_file_get_contents(path, &wanted, NULL, NULL);
    if (g_strcmp0(wanted, got) == 0)
        return;
    g_file_set_contents(actual, got, -1, NULL);
    g_test_message("%s differs from %s", actual, path);
    g_test_fail();
}

static void
test_golden(void)
{
    static const View after[] = {
        { .name = "view:outbox", .format = "event:i" },
        { .name = "view:invitations", .format = "event:i" },
    };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    for (gsize i = 0; i < G_N_ELEMENTS(VIEWS); i++)
        check_golden(&day, &VIEWS[i]);
    g_autoptr(PublishReport) report = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    for (gsize i = 0; i < G_N_ELEMENTS(after); i++)
        check_golden(&day, &after[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/views/protected", test_protected);
    g_test_add_func("/views/needs", test_needs);
    g_test_add_func("/views/host-names", test_host_names);
    g_test_add_func("/views/calls", test_calls);
    g_test_add_func("/views/golden", test_golden);
    return g_test_run();
}
