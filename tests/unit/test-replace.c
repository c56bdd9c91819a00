/* Who may sit in the seats of somebody who said no, and in which order. */
#include <json-glib/json-glib.h>

#include "deliver-day.h"
#include "planner/plan/replace.h"

/* P001 (KS, M) sits in group 1 all day.  Whoever could, by id. */
static const char PEOPLE[] =
    "INSERT INTO rule (event, code, name, hard, params, position) VALUES"
    " (1, 'R05', 'jäv', 1, '{}', 1),"
    " (1, 'R07', 'tillgänglighet', 1, '{}', 2);"
    "INSERT INTO person (id, given, surname, protected, match_key) VALUES"
    " (11, 'A', 'Kanarie', 0, 'k'), (12, 'B', 'Kanarie', 0, 'k'),"
    " (13, 'C', 'Kanarie', 0, 'k'), (14, 'D', 'Hemlig', 1, 'k'),"
    " (15, 'E', 'Kanarie', 0, 'k'), (16, 'F', 'Kanarie', 0, 'k'),"
    " (17, 'G', 'Kanarie', 0, 'k'), (18, 'H', 'Kanarie', 0, 'k'),"
    " (19, 'I', 'Kanarie', 0, 'k'), (20, 'J', 'Kanarie', 0, 'k');"
    "INSERT INTO participant (id, event, code, person, role, title, organ_code,"
    " party, windows, attendance) VALUES"
    " (11, 1, 'P011', 11, 'politician', 'Ersättare', 'KS', 'S',"
    "  '[[480,1020]]', 'anmäld'),"
    " (12, 1, 'P099', 12, 'politician', 'Ersättare', 'KS', 'M',"
    "  '[[480,1020]]', 'anmäld'),"
    " (13, 1, 'P013', 13, 'politician', 'Ledamot', 'TN', 'M',"
    "  '[[480,1020]]', 'anmäld'),"
    " (14, 1, 'P014', 14, 'politician', 'ersättare', 'KS', 'M',"
    "  '[[480,1020]]', 'anmäld'),"
    " (15, 1, 'P015', 15, 'politician', 'Ersättare', 'KS', 'M',"
    "  '[[480,1020]]', 'anmäld'),"
    " (16, 1, 'P016', 16, 'politician', 'Ersättare', 'KS', 'M',"
    "  '[[480,1020]]', 'avbokad'),"
    " (17, 1, 'P017', 17, 'politician', 'Ersättare', 'KS', 'M',"
    "  '[[735,1020]]', 'anmäld'),"
    " (18, 1, 'P018', 18, 'politician', 'Ersättare', 'KS', 'M',"
    "  '[[480,1020]]', 'anmäld'),"
    " (19, 1, 'P019', 19, 'politician', 'Ledamot', 'BN', 'V',"
    "  '[[480,1020]]', 'anmäld'),"
    " (20, 1, 'P020', 20, 'politician', 'Ledamot', 'TN', 'L',"
    "  '[[480,1020]]', 'anmäld');"
    "INSERT INTO participant_alias VALUES"
    " (1, 'P120', 20, 'Kommunstyrelsen', 'KS', 'Ersättare');"
    "INSERT INTO conflict (participant, company) VALUES (15, 2);"
    "INSERT INTO invitation (id, event, participant, uid, organiser, address,"
    " sequence, dtstamp_utc, first_message, told, state, version) VALUES"
    " (900, 1, 18, 'u@x.example', 'o@x.example', 'a@x.example', 0, 1, 'm',"
    "  '{}', 'invited', 1);"
    "INSERT INTO reply (invitation, partstat, sequence, dtstamp_utc, taken_utc)"
    " VALUES (900, 'DECLINED', 0, 1, 1);";

static void
open_chosen(Day *day)
{
    day_open(day);
    day_sql(day, PEOPLE);
}

/* The substitutes for THING, a line each: code, kind and what stops her. */
static char *
substitutes(Day *day, const char *thing, const char *half)
{
    g_autoptr(GError) error = NULL;
    MendRequest request = { .event = 1,
                            .kind = MEND_ABSENT,
                            .thing = thing,
                            .half = half,
                            .now_min = MEND_NO_TIME,
                            .who = "anna" };
    g_autofree char *text =
        replace_json(day->store, &request, NULL, "inget", &error);
    g_assert_no_error(error);
    g_assert_null(strstr(text, "Hemlig"));
    g_autoptr(JsonNode) root = json_from_string(text, &error);
    JsonArray *all =
        json_object_get_array_member(json_node_get_object(root), "substitutes");
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(all); i++) {
        JsonObject *one = json_array_get_object_element(all, i);
        const char *reason =
            json_object_get_string_member_with_default(one, "reason", NULL);
        g_string_append_printf(
            lines, "%s %s%s%s\n", json_object_get_string_member(one, "person"),
            json_object_get_string_member(one, "kind"),
            reason != NULL ? ": " : "", reason != NULL ? reason : "");
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* Those who come before are those of her body and party, as the file had
 * them; who is cancelled or said no is not asked; nor is another party's. */
static void
test_order(void)
{
    g_auto(Day) day;
    open_chosen(&day);
    g_autofree char *lines = substitutes(&day, "P001", NULL);
    g_assert_cmpstr(
        lines, ==,
        "P099 same_body_same_party\n"
        "P014 same_body_same_party\n"
        "P015 same_body_same_party: P015 är jävig mot F002, som grupp 1 "
        "besöker på förmiddagen\n"
        "P017 same_body_same_party: P017 kan inte vara med på förmiddagen\n"
        "P011 same_body\n"
        "P020 same_body\n"
        "P013 same_party\n");
    g_autofree char *afternoon = substitutes(&day, "P001", "pm");
    g_assert_nonnull(
        strstr(afternoon, "P017 same_body_same_party\nP011 same_body"));
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM participant"
                                     " WHERE attendance = 'avbokad'"),
                    ==, 1); /* looking changes nothing */
}

static void
test_officials(void)
{
    g_auto(Day) day;
    open_chosen(&day);
    g_autofree char *same = substitutes(&day, "T002", NULL);
    g_assert_cmpstr(same, ==, "T003 same_office\n");
    g_autofree char *other = substitutes(&day, "T001", NULL);
    g_assert_cmpstr(other, ==, "T003 other\n");
}

static MendReport *
take(Day *day, const char *taker, gboolean keep, GError **error)
{
    MendRequest request = { .event = 1,
                            .kind = MEND_ABSENT,
                            .thing = "P001",
                            .take = taker,
                            .now_min = MEND_NO_TIME,
                            .keep = keep,
                            .who = "anna" };
    return mend(day->store, &request, error);
}

static const char SEATS[] =
    "SELECT code, part, group_number FROM seat"
    " JOIN participant ON participant.id = participant"
    " WHERE plan = (SELECT max(id) FROM plan) AND code IN ('P001', 'P099')"
    " ORDER BY 1, 2";

static void
test_take(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    g_autofree char *what = NULL;
    open_chosen(&day);
    g_autoptr(MendReport) look = take(&day, "P099", FALSE, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(look->what, "P099 tar platsen"));
    g_assert_cmpuint(look->choices->len, ==, 1);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM plan"), ==, 1);
    g_autoptr(MendReport) kept = take(&day, "P099", TRUE, &error);
    g_assert_no_error(error);
    g_assert_cmpint(kept->kept, ==, 2);
    g_autofree char *seats = day_lines(&day, SEATS);
    g_assert_cmpstr(seats, ==, "P099 am 1\nP099 pm 1\n");
    g_assert_cmpint(day_number(&day, "SELECT attendance = 'avbokad' FROM"
                                     " participant WHERE id = 1"),
                    ==, 1);
    g_assert_true(store_undo(day.store, "anna", &what, &error));
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(what, "replace"));
    g_autofree char *before = day_lines(&day, SEATS);
    g_assert_cmpstr(before, ==, "P001 am 1\nP001 pm 1\n");
}

static void
test_take_refused(void)
{
    static const struct {
        const char *taker;
        HundraError code;
        const char *words;
    } cases[] = {
        { "P015", HUNDRA_ERROR_REFUSED, "jävig mot F002" },
        { "P017", HUNDRA_ERROR_REFUSED, "förmiddagen" },
        { "P004", HUNDRA_ERROR_REFUSED, "sitter redan" },
        { "P016", HUNDRA_ERROR_INPUT, "P016" },
        { "Nobody", HUNDRA_ERROR_INPUT, "Nobody" },
    };
    g_auto(Day) day;
    open_chosen(&day);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(take(&day, cases[i].taker, TRUE, &error));
        g_assert_error(error, HUNDRA_ERROR, (int)cases[i].code);
        g_assert_nonnull(strstr(error->message, cases[i].words));
    }
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM plan"), ==, 1);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM participant"
                                     " WHERE attendance = 'avbokad'"),
                    ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/replace/order", test_order);
    g_test_add_func("/replace/officials", test_officials);
    g_test_add_func("/replace/take", test_take);
    g_test_add_func("/replace/refused", test_take_refused);
    return g_test_run();
}
