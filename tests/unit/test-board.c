/* The reply board: who has answered what, and which groups still stand. */
#include <json-glib/json-glib.h>

#include "deliver-day.h"
#include "planner/deliver/book.h"
#include "planner/plan/stand.h"

/* ---- helpers ------------------------------------------------------------------ */

static void
open_sent(Day *day)
{
    g_autoptr(GError) error = NULL;
    day_open(day);
    g_autoptr(PublishReport) published = day_publish(day, 0, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) sent = day_send(day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, 11);
}

static JsonObject *
board(Day *day, JsonParser *parser)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        store_view(day->store, &error, "replies", "event:i", (gint64)1);
    g_assert_no_error(error);
    json_parser_load_from_data(parser, text, -1, &error);
    g_assert_no_error(error);
    return json_node_get_object(json_parser_get_root(parser));
}

static JsonObject *
answer_of(JsonObject *all, const char *code)
{
    JsonArray *answers = json_object_get_array_member(all, "answers");
    for (guint i = 0; i < json_array_get_length(answers); i++) {
        JsonObject *one = json_array_get_object_element(answers, i);
        if (strcmp(json_object_get_string_member(one, "code"), code) == 0)
            return one;
    }
    g_error("no answer of %s", code);
}

static void
is_answer(Day *day, const char *code, const char *answer, gboolean earlier)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *one = answer_of(board(day, parser), code);
    g_assert_cmpstr(json_object_get_string_member(one, "answer"), ==, answer);
    g_assert_cmpint(json_object_get_boolean_member(one, "earlier"), ==,
                    earlier);
}

/* A reply of participant THING as the inbox would book it. */
static void
reply(Day *day, const char *code, const char *partstat, int sequence,
      int dtstamp)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO inbox (id, source, source_id, content, arrived_utc, kind,"
        " state)"
        " SELECT coalesce(max(id), 0) + 1, 'box', 'u' || count(*),"
        " 'c' || count(*), 1, 'reply', 'booked' FROM inbox;"
        "INSERT INTO reply (invitation, inbox, partstat, sequence,"
        " dtstamp_utc, taken_utc, answered_as, comment, delegated_to)"
        " SELECT invitation.id, (SELECT max(id) FROM inbox), '%s', %d, %d,"
        " 1652200000, 'x@y.example', 'Hej', 'Kim' FROM invitation"
        " LEFT JOIN participant ON participant.id = participant"
        " LEFT JOIN company ON company.id = invitation.company"
        " WHERE '%s' IN (participant.code, company.code)",
        partstat, sequence, dtstamp, code);
    day_sql(day, sql);
}

static gboolean
book(Day *day, const char *code, const char *partstat, const char *comment,
     GError **error)
{
    BookRequest request = { .event = 1,
                            .code = code,
                            .partstat = partstat,
                            .comment = comment,
                            .who = "anna" };
    return deliver_book(day->store, &request, error);
}

/* ---- the board ------------------------------------------------------------------ */

static void
test_answers(void)
{
    g_auto(Day) day;
    open_sent(&day);
    is_answer(&day, "P001", "silent", FALSE);
    reply(&day, "P001", "ACCEPTED", 0, 10);
    reply(&day, "P003", "TENTATIVE", 0, 10);
    reply(&day, "P004", "DECLINED", 0, 10);
    reply(&day, "T001", "DELEGATED", 0, 10);
    reply(&day, "T002", "NEEDS-ACTION", 0, 10);
    reply(&day, "F002", "DECLINED", 0, 10);
    is_answer(&day, "P001", "yes", FALSE);
    is_answer(&day, "P003", "maybe", FALSE);
    is_answer(&day, "P004", "no", FALSE);
    is_answer(&day, "T001", "delegated", FALSE);
    is_answer(&day, "T002", "silent", FALSE);
    is_answer(&day, "F002", "no", FALSE);
    reply(&day, "P001", "DECLINED", 0, 20); /* changes her mind */
    reply(&day, "P003", "ACCEPTED", 0, 5);  /* comes late, was before */
    is_answer(&day, "P001", "no", FALSE);
    is_answer(&day, "P003", "maybe", FALSE);
}

static void
test_earlier(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    reply(&day, "P001", "ACCEPTED", 0, 10);
    day_sql(&day, "UPDATE visit SET start_min = 800, end_min = 845"
                  " WHERE company = 3");
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    is_answer(&day, "P001", "yes", TRUE);
    is_answer(&day, "T001", "waiting", FALSE); /* her change has not left */
    g_autoptr(SendReport) sent = day_send(&day, &error);
    is_answer(&day, "T001", "silent", FALSE);
    day_sql(&day, "UPDATE outbox SET bounce = 'failed' WHERE id > 11");
    is_answer(&day, "P001", "bounced", FALSE);
    reply(&day, "P001", "ACCEPTED", 1, 30);
    is_answer(&day, "P001", "yes", FALSE); /* so it did reach her */
    is_answer(&day, "T001", "bounced", FALSE);
}

static void
test_unreached(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE person SET email = NULL WHERE id = 1");
    g_autoptr(PublishReport) published = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    is_answer(&day, "P001", "unreached", FALSE);
    is_answer(&day, "P002", "waiting", FALSE);
    day_sql(&day, "UPDATE outbox SET state = 'failed' WHERE id = 1");
    is_answer(&day, "P002", "bounced", FALSE);
}

/* Sums of groups and of all; one person with two groups counts in both. */
static void
test_sums(void)
{
    g_auto(Day) day;
    g_autoptr(JsonParser) parser = json_parser_new();
    open_sent(&day);
    reply(&day, "P004", "ACCEPTED", 0, 10);
    reply(&day, "F001", "DECLINED", 0, 10);
    JsonObject *all = board(&day, parser);
    JsonArray *totals = json_object_get_array_member(all, "totals");
    JsonObject *people = json_array_get_object_element(totals, 0);
    JsonObject *companies = json_array_get_object_element(totals, 1);
    g_assert_cmpint(json_object_get_int_member(people, "all"), ==, 6);
    g_assert_cmpint(json_object_get_int_member(people, "yes"), ==, 1);
    g_assert_cmpint(json_object_get_int_member(people, "silent"), ==, 5);
    g_assert_cmpint(json_object_get_int_member(companies, "no"), ==, 1);
    JsonArray *groups = json_object_get_array_member(all, "groups");
    g_assert_cmpuint(json_array_get_length(groups), ==, 2);
    for (guint i = 0; i < 2; i++)
        g_assert_cmpint(json_object_get_int_member(
                            json_array_get_object_element(groups, i), "yes"),
                        ==, 1);
    g_assert_cmpstr(
        json_object_get_string_member(answer_of(all, "F001"), "next"), ==,
        "hundra closed F001");
}

/* Of who is protected the code and the answer, nothing more. */
static void
test_protected(void)
{
    g_auto(Day) day;
    open_sent(&day);
    static const char *const members[] = { "name", "answered_as", "comment",
                                           "delegated_to" };
    reply(&day, "P002", "DECLINED", 0, 10);
    reply(&day, "F003", "DECLINED", 0, 10);
    reply(&day, "P001", "DECLINED", 0, 10);
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *all = board(&day, parser);
    for (gsize i = 0; i < G_N_ELEMENTS(members); i++) {
        g_assert_true(
            json_object_get_null_member(answer_of(all, "P002"), members[i]));
        g_assert_false(
            json_object_get_null_member(answer_of(all, "P001"), members[i]));
        g_assert_cmpint(
            json_object_get_null_member(answer_of(all, "F003"), members[i]), ==,
            i > 0); /* a company's name is no secret */
    }
}

/* ---- by hand -------------------------------------------------------------------- */

static void
test_book(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    g_autofree char *what = NULL;
    open_sent(&day);
    reply(&day, "P001", "ACCEPTED", 0, 2000000000); /* a clock that is fast */
    g_assert_true(book(&day, "P001", "DECLINED", "sjuk\n\x1b[1m", &error));
    g_assert_no_error(error);
    is_answer(&day, "P001", "no", FALSE);
    g_autofree char *kept =
        day_lines(&day, "SELECT inbox IS NULL, comment FROM reply"
                        " WHERE partstat = 'DECLINED'");
    g_assert_nonnull(strstr(kept, "1 sjuk"));
    g_assert_null(strchr(kept, '\x1b'));
    g_assert_true(book(&day, "P001", "TENTATIVE", NULL, &error));
    is_answer(&day, "P001", "maybe", FALSE);
    g_assert_true(store_undo(day.store, "anna", &what, &error));
    g_assert_no_error(error);
    is_answer(&day, "P001", "no", FALSE);
}

static void
test_book_refused(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_sent(&day);
    g_assert_false(book(&day, "T003", "ACCEPTED", NULL, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_clear_error(&error);
    g_autofree char *flood = g_strnfill(1 << 20, 'x');
    g_assert_false(book(&day, "P001", "ACCEPTED", flood, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM reply"), ==, 0);
}

/* ---- does it hold? -------------------------------------------------------------- */

static const char RULES[] =
    "INSERT INTO rule (event, code, name, hard, params, position) VALUES"
    " (1, 'R01', 'politiker_per_grupp', 1, '{\"min\": 1, \"max\": 3}', 1),"
    " (1, 'R02', 'tjänstepersoner_per_grupp', 1,"
    "  '{\"min\": 1, \"max\": 2}', 2),"
    " (1, 'R03', 'ledare_per_grupp', 1, '{\"min\": 1}', 3),"
    " (1, 'R04', 'förare_per_grupp', 1, '{\"min\": 1}', 4)";

/* What GROUP lacks without CODE, in one line; the caller owns it. */
static char *
lacks(Day *day, const char *code, int group)
{
    g_autoptr(GError) error = NULL;
    const char *const codes[] = { code, NULL };
    g_autoptr(Stand) stand = stand_without(day->store, 1, codes, &error);
    g_assert_no_error(error);
    const GPtrArray *words = stand_lacks(stand, group);
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; words != NULL && i < words->len; i++)
        g_string_append_printf(line, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(words, i));
    return g_string_free(g_steal_pointer(&line), FALSE);
}

static void
test_stands(void)
{
    g_auto(Day) day;
    open_sent(&day);
    day_sql(&day, RULES);
    /* Group 2 has no politician in the morning, as day.sql made it. */
    g_autofree char *whole = lacks(&day, NULL, 1);
    g_autofree char *leader = lacks(&day, "T001", 1);
    g_autofree char *one_half = lacks(&day, "P001", 1);
    g_autofree char *other = lacks(&day, "T001", 2);
    g_assert_cmpstr(whole, ==, "");
    g_assert_cmpstr(leader, ==,
                    "1 tjänsteperson saknas hela dagen, "
                    "ingen kan leda hela dagen, "
                    "ingens bil rymmer gruppen hela dagen");
    g_assert_cmpstr(one_half, ==, "1 politiker saknas på eftermiddagen");
    g_assert_cmpstr(other, ==, "1 politiker saknas på förmiddagen");
}

/* A bound lowered since: too many are not too few. */
static void
test_stands_too_many(void)
{
    g_auto(Day) day;
    open_sent(&day);
    day_sql(&day, RULES);
    day_sql(&day, "UPDATE rule SET params = '{\"min\": 1, \"max\": 1}'"
                  " WHERE code = 'R01'");
    g_autofree char *words = lacks(&day, NULL, 1);
    g_assert_cmpstr(words, ==,
                    "grupp 1 har fel antal politiker på förmiddagen");
}

/* Who is cancelled since is out as well, and so is a closed company: no visit
 * in the afternoon, nothing to lack. */
static void
test_stands_without_the_gone(void)
{
    g_auto(Day) day;
    open_sent(&day);
    day_sql(&day, RULES);
    day_sql(&day, "UPDATE participant SET attendance = 'avbokad' WHERE id = 1");
    g_autofree char *absent = lacks(&day, NULL, 1);
    g_assert_cmpstr(absent, ==, "1 politiker saknas på eftermiddagen");
    day_sql(&day, "UPDATE company SET status = 'avbokad' WHERE id = 3");
    g_autofree char *closed = lacks(&day, NULL, 1);
    g_assert_cmpstr(closed, ==, "");
}

static void
test_stands_refused(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    const char *const none[] = { NULL };
    day_open(&day);
    g_assert_null(stand_without(day.store, 1, none, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/board/answers", test_answers);
    g_test_add_func("/board/earlier", test_earlier);
    g_test_add_func("/board/unreached", test_unreached);
    g_test_add_func("/board/sums", test_sums);
    g_test_add_func("/board/protected", test_protected);
    g_test_add_func("/book/by-hand", test_book);
    g_test_add_func("/book/refused", test_book_refused);
    g_test_add_func("/stand/lacks", test_stands);
    g_test_add_func("/stand/too-many", test_stands_too_many);
    g_test_add_func("/stand/gone", test_stands_without_the_gone);
    g_test_add_func("/stand/refused", test_stands_refused);
    return g_test_run();
}
