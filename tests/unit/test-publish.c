/*
 * Who hears what, by the scenarios of tests/cases/deliver/who-hears.txt, and
 * what the letters say.
 */
#include <json-glib/json-glib.h>

#include "planner/deliver/facts.h"
#include "planner/deliver/news.h"
#include "tests/unit/deliver-day.h"

/* ---- scenarios ------------------------------------------------------------------- */

typedef struct Scenario {
    char *name;
    GPtrArray *steps; /* lines */
} Scenario;

typedef struct Play {
    Day day;
    PublishReport *report; /* of the publish just before; or */
    GError *refusal;
    gint64 before; /* newest message before it */
    GString *hears, *unreached;
    gboolean listed; /* the scenario said who hears */
    int sent;        /* by the last send */
} Play;

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
check_lists(Play *play)
{
    if (play->report == NULL)
        return;
    if (play->listed) {
        g_autofree char *sql = g_strdup_printf(
            "SELECT code, method, sequence, CASE substr(subject, 1, 4)"
            "  WHEN 'Inbj' THEN 'request' WHEN 'Ändr' THEN 'update'"
            "  WHEN 'Inst' THEN 'cancel' END"
            " FROM (SELECT outbox.*, coalesce((SELECT code FROM participant"
            "         WHERE id = participant), (SELECT code FROM company"
            "         WHERE id = invitation.company), ghost) AS code"
            "       FROM outbox JOIN invitation"
            "       ON invitation.id = outbox.invitation)"
            " WHERE id > %" G_GINT64_FORMAT /* but not what has left before */
            "   AND id IN (SELECT outbox FROM outbox_body)"
            " ORDER BY code, method",
            play->before);
        g_autofree char *lines = day_lines(&play->day, sql);
        g_assert_cmpstr(lines, ==, play->hears->str);
    }
    g_autoptr(GString) codes = g_string_new(NULL);
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < play->report->unreached->len; i++) {
        Unreached *one = g_ptr_array_index(play->report->unreached, i);
        g_assert_nonnull(one->reason);
        g_ptr_array_add(sorted, one->code);
    }
    g_ptr_array_sort(sorted, compare_texts);
    for (guint i = 0; i < sorted->len; i++)
        g_string_append_printf(codes, "%s\n",
                               (char *)g_ptr_array_index(sorted, i));
    g_assert_cmpstr(codes->str, ==, play->unreached->str);
}

/* Whatever happened: a later message of an invitation has a later DTSTAMP
 * and no lower SEQUENCE, and at most one of them waits. */
static void
check_order(Play *play)
{
    g_assert_cmpint(
        day_number(&play->day,
                   "SELECT count(*) FROM outbox AS a JOIN outbox AS b"
                   " ON a.invitation = b.invitation AND a.id < b.id"
                   " WHERE a.dtstamp_utc >= b.dtstamp_utc"
                   " OR a.sequence > b.sequence AND a.reached"),
        ==, 0);
    g_assert_cmpint(day_number(&play->day,
                               "SELECT count(*) FROM outbox AS a JOIN outbox"
                               " AS b ON a.invitation = b.invitation"
                               " AND a.id < b.id WHERE a.state = 'queued'"
                               " AND b.state = 'queued'"),
                    ==, 0);
}

static void
forget(Play *play)
{
    check_lists(play);
    check_order(play);
    g_clear_pointer(&play->report, publish_report_free);
    g_clear_error(&play->refusal);
    g_string_truncate(play->hears, 0);
    g_string_truncate(play->unreached, 0);
    play->listed = FALSE;
}

static void
step_publish(Play *play, const char *version)
{
    forget(play);
    play->before =
        day_number(&play->day, "SELECT coalesce(max(id), 0) FROM outbox");
    play->report = day_publish(
        &play->day, (int)g_ascii_strtoll(version, NULL, 10), &play->refusal);
}

static void
step_send(Play *play, const char *rest)
{
    int held = 0;
    if (g_str_has_prefix(rest, "held "))
        held = (int)g_ascii_strtoll(rest + strlen("held "), NULL, 10);
    g_autoptr(GError) error = NULL;
    g_autoptr(SendReport) sent = day_send(&play->day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, sent->waiting - held);
    play->sent = sent->sent;
    g_assert_cmpuint(sent->unsent->len, ==, 0);
}

static void
step_sent(Play *play, const char *count)
{
    g_assert_cmpint(play->sent, ==, g_ascii_strtoll(count, NULL, 10));
}

static void
step_sql(Play *play, const char *rest)
{
    forget(play);
    day_sql(&play->day, rest);
}

static void
step_backup(Play *play, const char *rest)
{
    (void)rest;
    day_backup(&play->day);
}

/* Sending then waits for the next publish. */
static void
step_restore(Play *play, const char *rest)
{
    forget(play);
    day_restore(&play->day);
    if (strcmp(rest, "older") != 0)
        return;
    g_autoptr(GError) error = NULL;
    g_assert_null(day_send(&play->day, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(error->message, "hundra publish"));
}

static void
step_fail(Play *play, const char *code)
{
    g_autofree char *sql = g_strdup_printf(
        "UPDATE outbox SET state = 'failed' WHERE invitation IN (SELECT"
        " invitation.id FROM invitation JOIN participant ON participant.id"
        " = participant WHERE code = '%s')",
        code);
    day_sql(&play->day, sql);
}

static void
step_hears(Play *play, const char *rest)
{
    g_assert_no_error(play->refusal);
    play->listed = TRUE;
    g_string_append_printf(play->hears, "%s\n", rest);
}

static void
step_nobody(Play *play, const char *rest)
{
    (void)rest;
    g_assert_no_error(play->refusal);
    play->listed = TRUE;
}

static void
step_unreached(Play *play, const char *code)
{
    g_string_append_printf(play->unreached, "%s\n", code);
}

static void
step_waits(Play *play, const char *count)
{
    g_assert_cmpint(day_number(&play->day, "SELECT count(*) FROM outbox"
                                           " WHERE state = 'queued'"),
                    ==, g_ascii_strtoll(count, NULL, 10));
}

static void
step_refuses(Play *play, const char *words)
{
    g_assert_null(play->report);
    g_assert_error(play->refusal, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_nonnull(strstr(play->refusal->message, words));
}

static void
step_clock(Play *play, const char *seconds)
{
    play->day.clock.fixed_utc += g_ascii_strtoll(seconds, NULL, 10);
}

static const struct {
    const char *word;
    void (*take)(Play *play, const char *rest);
} STEPS[] = {
    { "publish", step_publish }, { "send", step_send },
    { "sent", step_sent },       { "sql", step_sql },
    { "fail", step_fail },       { "backup", step_backup },
    { "restore", step_restore }, { "hears", step_hears },
    { "nobody", step_nobody },   { "unreached", step_unreached },
    { "waits", step_waits },     { "refuses", step_refuses },
    { "clock", step_clock },
};

static void
take_step(Play *play, const char *line)
{
    gsize length = strcspn(line, " ");
    for (gsize i = 0; i < G_N_ELEMENTS(STEPS); i++) {
        if (strlen(STEPS[i].word) != length ||
            strncmp(STEPS[i].word, line, length) != 0)
            continue;
        STEPS[i].take(play, line + length + strspn(line + length, " "));
        return;
    }
    g_error("no such step: %s", line);
}

static void
run_scenario(gconstpointer data)
{
    const Scenario *scenario = data;
    Play play = { .hears = g_string_new(NULL),
                  .unreached = g_string_new(NULL) };
    day_open(&play.day);
    for (guint i = 0; i < scenario->steps->len; i++)
        take_step(&play, g_ptr_array_index(scenario->steps, i));
    forget(&play);
    g_string_free(play.hears, TRUE);
    g_string_free(play.unreached, TRUE);
    day_close(&play.day);
}

static void
free_scenario(gpointer data)
{
    Scenario *scenario = data;
    g_free(scenario->name);
    g_ptr_array_unref(scenario->steps);
    g_free(scenario);
}

static GPtrArray *
read_scenarios(const char *path)
{
    g_autofree char *text = NULL;
    GPtrArray *all = g_ptr_array_new_with_free_func(free_scenario);
    gboolean read = g_file_get_contents(path, &text, NULL, NULL);
    g_assert_true(read);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        if (g_str_has_prefix(*line, "case ")) {
            Scenario *scenario = g_new0(Scenario, 1);
            scenario->name = g_strdup(*line + strlen("case "));
            scenario->steps = g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(all, scenario);
            continue;
        }
        Scenario *last = g_ptr_array_index(all, all->len - 1);
        g_ptr_array_add(last->steps, g_strdup(*line));
    }
    return all;
}

/* ---- the letters themselves ------------------------------------------------- */

/* However the threads are scheduled: same day, same seed, same bytes. */
static void
test_same_bytes(void)
{
    g_autofree char *first = NULL;
    for (int i = 0; i < 3; i++) {
        g_auto(Day) day;
        g_autoptr(GError) error = NULL;
        day_open(&day);
        g_autoptr(PublishReport) report = day_publish(&day, 0, &error);
        g_assert_no_error(error);
        g_assert_cmpint(report->invited, ==, 11);
        g_autofree char *all =
            day_lines(&day, "SELECT outbox, hex(message) FROM outbox_body"
                            " ORDER BY outbox");
        if (first == NULL)
            first = g_steal_pointer(&all);
        else
            g_assert_cmpstr(all, ==, first);
    }
}

/* A letter that cannot be written stops the whole publish, and says whose. */
static void
test_nothing_half(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    day_sql(&day, "UPDATE visit SET start_min = 2900, end_min = 2940"
                  " WHERE company = 3");
    g_assert_null(day_publish(&day, 0, &error));
    g_assert_nonnull(error);
    g_assert_true(g_str_has_prefix(error->message, "F003: ") ||
                  g_str_has_prefix(error->message, "P001: "));
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox"), ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM invitation"), ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM event"
                                     " WHERE published IS NOT NULL"),
                    ==, 0);
}

/* A dry run tells all and leaves nothing. */
static void
test_dry_run(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open(&day);
    g_autoptr(PublishReport) first = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(first->hearings->len, ==, 11);
    g_autoptr(SendReport) sent = day_send(&day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, 11);
    day_sql(&day, "UPDATE visit SET start_min = 800, end_min = 845"
                  " WHERE company = 3; DELETE FROM seat WHERE participant = 2;"
                  " UPDATE person SET email = 'cia@new.example' WHERE id = 3");
    g_autofree char *before =
        day_lines(&day, "SELECT * FROM outbox, invitation, journal");
    PublishRequest request = { .event = 1, .who = "anna", .dry_run = TRUE };
    g_autoptr(PublishReport) report =
        deliver_publish(day.store, &request, &error);
    g_assert_no_error(error);
    g_autofree char *after =
        day_lines(&day, "SELECT * FROM outbox, invitation, journal");
    g_assert_cmpstr(before, ==, after);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < report->hearings->len; i++) {
        const Hearing *one = g_ptr_array_index(report->hearings, i);
        g_string_append_printf(
            text, "%s %s %d %s\n", one->code, one->name, (int)one->kind,
            one->changes->len > 0
                ? (const char *)g_ptr_array_index(one->changes, 0)
                : "");
    }
    g_assert_cmpstr(text->str, ==,
                    "F001 Lunchula AB 1 Ni får 3 besökare i stället för 4.\n"
                    "F002 Gjutaro AB 1 Ni får 3 besökare i stället för 4.\n"
                    "F003 (null) 1 \n"
                    "P001 Anna Berg 1 Lackoja & Co besöks nu kl. 13.20.\n"
                    "P002 (null) 2 \n"
                    "P003 Cia Dahl 2 \n"
                    "P003 Cia Dahl 0 \n"
                    "T001 Dag Falk 1 Lackoja & Co besöks nu kl. 13.20.\n");
}

/* ---- what is new, in words -------------------------------------------------- */

static FactsChange
compare(const char *before, const char *now)
{
    g_autoptr(GError) error = NULL;
    FactsChange change = FACTS_SAME;
    g_assert_true(facts_compare(before, now, &change, &error));
    g_assert_no_error(error);
    return change;
}

static void
test_sentences(void)
{
    static const char before[] =
        "{\"event\": {\"day\": \"2022-05-17\"}, \"start\": \"08:00\","
        " \"group\": 7, \"leader\": {\"name\": \"Eva Gren\"}, \"stops\": ["
        "{\"kind\": \"visit\", \"title\": \"A\", \"start\": \"09:00\"},"
        "{\"kind\": \"visit\", \"title\": \"B %s\", \"start\": \"10:00\"}]}";
    static const char now[] =
        "{\"event\": {\"day\": \"2022-05-17\"}, \"start\": \"12:15\","
        " \"group\": 8, \"leader\": null, \"stops\": ["
        "{\"kind\": \"visit\", \"title\": \"A\", \"start\": \"09:30\"},"
        "{\"kind\": \"visit\", \"title\": \"C\", \"start\": \"10:00\"}]}";
    g_autoptr(JsonNode) old_facts = json_from_string(before, NULL);
    g_autoptr(JsonNode) new_facts = json_from_string(now, NULL);
    g_autoptr(JsonNode) sentences =
        news_sentences(json_node_get_object(old_facts),
                       json_node_get_object(new_facts), FACTS_SWEDISH);
    g_autofree char *text = json_to_string(sentences, FALSE);
    g_assert_cmpstr(text, ==,
                    "[\"Börjar kl. 12.15 i stället för kl. 08.00.\","
                    "\"Gruppen är 8 i stället för 7.\","
                    "\"A besöks nu kl. 09.30.\","
                    "\"Nytt besök: C kl. 10.00.\","
                    "\"Besöket hos B %s kl. 10.00 är struket.\"]");
    g_autoptr(JsonNode) english =
        news_sentences(json_node_get_object(old_facts),
                       json_node_get_object(new_facts), FACTS_ENGLISH);
    g_autofree char *in_english = json_to_string(english, FALSE);
    g_assert_cmpstr(in_english, ==,
                    "[\"Starts at 12:15 instead of 08:00.\","
                    "\"The group is 8 instead of 7.\","
                    "\"A is now visited at 09:30.\","
                    "\"New visit: C at 10:00.\","
                    "\"The visit to B %s at 10:00 is off.\"]");
    g_assert_null(news_sentences(json_node_get_object(new_facts),
                                 json_node_get_object(new_facts),
                                 FACTS_SWEDISH));
    g_assert_cmpint(compare(before, now), ==, FACTS_MOVED);
    g_assert_cmpint(compare(before, before), ==, FACTS_SAME);
}

/* A stop that moved, and who leads and drives, as she would say it. */
static void
test_duties(void)
{
    static const char before[] =
        "{\"person\": {\"leads\": false, \"drives\": true},"
        " \"leader\": {\"name\": \"Bo Ek\"},"
        " \"driver\": {\"name\": \"Eva Gren\"},"
        " \"afternoon\": {\"leads\": false,"
        "  \"leader\": {\"name\": \"Bo Ek\"}}, \"stops\": ["
        "{\"kind\": \"visit\", \"title\": \"A\", \"start\": \"09:00\","
        " \"address\": \"Gatan 1\"}]}";
    static const char now[] =
        "{\"person\": {\"leads\": true, \"drives\": false},"
        " \"leader\": {\"name\": \"Eva Gren\"},"
        " \"driver\": {\"name\": \"Bo Ek\"},"
        " \"afternoon\": {\"leads\": false,"
        "  \"leader\": {\"name\": \"Ida Falk\"}}, \"stops\": ["
        "{\"kind\": \"visit\", \"title\": \"A\", \"start\": \"09:00\","
        " \"address\": \"Gatan 2\"}]}";
    g_autoptr(JsonNode) old_facts = json_from_string(before, NULL);
    g_autoptr(JsonNode) new_facts = json_from_string(now, NULL);
    g_autoptr(JsonNode) sentences =
        news_sentences(json_node_get_object(old_facts),
                       json_node_get_object(new_facts), FACTS_SWEDISH);
    g_autofree char *text = json_to_string(sentences, FALSE);
    g_assert_cmpstr(text, ==,
                    "[\"Du leder gruppen.\","
                    "\"Du kör inte längre bilen.\","
                    "\"Föraren är Bo Ek i stället för Eva Gren.\","
                    "\"Gruppledare efter lunch är Ida Falk i stället för "
                    "Bo Ek.\","
                    "\"Besöket hos A är nu på Gatan 2.\"]");
}

static void
test_compare(void)
{
    static const struct {
        const char *before, *now;
        FactsChange change;
    } cases[] = {
        { "{\"start\": \"08:00\"}", "{\"start\": \"08:30\"}", FACTS_MOVED },
        { "{\"start\": \"08:00\"}", "{}", FACTS_MOVED },
        { "{\"topic\": \"a\"}", "{\"topic\": \"b\"}", FACTS_TOUCHED },
        /* a fact that the view did not know before, and she has not */
        { "{}", "{\"lunch\": null}", FACTS_SAME },
        { "{\"stops\": [{}]}", "{\"stops\": [{\"note\": null}]}", FACTS_SAME },
        { "{\"stops\": [{}]}", "{\"stops\": [{\"note\": \"a\"}]}",
          FACTS_TOUCHED },
        { "{\"stops\": [{}]}", "{\"stops\": [{\"end\": \"a\"}]}", FACTS_MOVED },
        { "{\"stops\": [{}]}", "{\"stops\": []}", FACTS_MOVED },
        { "{}", "{\"lunch\": {\"start\": \"11:00\"}}", FACTS_MOVED },
        { "{\"event\": {\"city\": \"a\"}}", "{\"event\": {\"city\": \"b\"}}",
          FACTS_SAME },
        { "{\"event\": {\"day\": \"a\"}}", "{\"event\": {\"day\": \"b\"}}",
          FACTS_MOVED },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(compare(cases[i].before, cases[i].now), ==,
                        cases[i].change);
}

/* What another program wrote as told is read as far as it goes. */
static void
test_foreign_facts(void)
{
    static const char *const broken[] = { "",  "7",    "[]",
                                          "{", "null", "{\"a\": '[['}" };
    static const char now[] = "{\"start\": \"08:00\", \"stops\": []}";
    static const char odd[] =
        "{\"event\": [], \"start\": [8], \"meet\": \"x\", \"person\": [{}],"
        " \"leader\": {\"name\": {}}, \"afternoon\": 1, \"group\": [],"
        " \"stops\": [7, null, {\"kind\": \"visit\"},"
        " {\"kind\": \"visit\", \"title\": [], \"start\": 1}]}";
    FactsChange change = FACTS_SAME;
    for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(facts_compare(broken[i], now, &change, &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_STORE);
    }
    g_assert_cmpint(compare(odd, now), ==, FACTS_MOVED);
    g_autoptr(JsonNode) old_facts = json_from_string(odd, NULL);
    g_autoptr(JsonNode) new_facts = json_from_string(now, NULL);
    g_assert_null(news_sentences(json_node_get_object(old_facts),
                                 json_node_get_object(new_facts),
                                 FACTS_SWEDISH));
    g_assert_cmpint(facts_minutes(json_node_get_object(old_facts), "start"), ==,
                    -1);
}

/* Who reads no Swedish gets her letter in English, calendar entry and all;
 * who reads both, and who has said nothing, in the event's language: and what
 * a Swedish reader was told says nothing of languages. */
static void
test_languages(void)
{
    Day day;
    day_open(&day);
    g_autoptr(GError) error = NULL;
    day_sql(&day, "UPDATE participant SET languages ="
                  " CASE code WHEN 'P001' THEN '[\"en\",\"ar\"]'"
                  " WHEN 'P002' THEN '[\"sv\",\"en\"]' ELSE '[]' END");
    g_autoptr(PublishReport) first = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_autofree char *subjects =
        day_lines(&day, "SELECT code, substr(subject, 1, 3),"
                        " outbox.told ->> '$.language' FROM outbox"
                        " JOIN invitation ON invitation.id = invitation"
                        " JOIN participant ON participant.id = participant"
                        " WHERE code IN ('P001', 'P002') ORDER BY code");
    g_assert_cmpstr(subjects, ==, "P001 Inv en\nP002 Inb (null)\n");
    g_assert_cmpint(day_number(&day,
                               "SELECT count(*) FROM outbox JOIN outbox_body"
                               " ON outbox = outbox.id WHERE instr(message,"
                               " CAST('Content-Language: en' AS BLOB)) > 0"),
                    ==, 1);
    /* Another language alone is nothing new. */
    day_sql(&day, "UPDATE event SET language = 'en'");
    g_autoptr(PublishReport) again = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(again->updated + again->invited, ==, 0);
    day_close(&day);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letters/same-bytes", test_same_bytes);
    g_test_add_func("/letters/languages", test_languages);
    g_test_add_func("/letters/nothing-half", test_nothing_half);
    g_test_add_func("/hears/dry-run", test_dry_run);
    g_test_add_func("/facts/sentences", test_sentences);
    g_test_add_func("/facts/duties", test_duties);
    g_test_add_func("/facts/compare", test_compare);
    g_test_add_func("/facts/foreign", test_foreign_facts);
    g_autoptr(GPtrArray) scenarios =
        read_scenarios("tests/cases/deliver/who-hears.txt");
    g_assert_cmpuint(scenarios->len, >, 20);
    for (guint i = 0; i < scenarios->len; i++) {
        const Scenario *scenario = g_ptr_array_index(scenarios, i);
        g_autofree char *path = g_strconcat("/hears/", scenario->name, NULL);
        g_test_add_data_func(path, scenario, run_scenario);
    }
    return g_test_run();
}
