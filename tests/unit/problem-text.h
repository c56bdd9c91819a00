/*
 * problem-text: reads a visit day, and plans of it, from a text for tests.
 *
 * One thing a line, words with a space between, `#` begins a comment; what a
 * line leaves out has the default of ProblemText's readers below:
 *
 *     day start=480 from=510 to=960 leave=510 lunch=675-795 length=45
 *     goal visits=2 sites=1- groups=1-1 per-group=1-5
 *     gathering yes                (no: the first way is 0)
 *     within 6                     (minutes inside one site)
 *     way 12                       (every leg no `travel` line names)
 *     site area=3 car=no
 *     travel 0 6 11                (from site 0, or `gathering`, to each)
 *     company site=0 min=45 at=510-660|780-960 max=5 left=2 restaurant ...
 *     politician at=480-1020 party=1 organ=4 bodies=0 languages=0,2 ...
 *     official at=480-1020 lead seats=5 avoids=0,3 ...
 *     met 0 3                      (they sat together before)
 *     rule max_besökare hard 0
 *     rule restid soft 2.5 margin=5
 *     plan a label                 (any number of plans)
 *     group 700-745                (its lunch)
 *     visit 0 510-555
 *     am 0 3 12L 14D               (persons; L leads, D drives)
 *     pm 0 3 12LD
 *     expect restid 2              (units; a rule not named: 0)
 *     expect högst_från_organ 0 1  (two rows of one kind)
 *
 * A line that cannot be read ends the test.  Included by one file a program.
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "planner/solve/problem.h"
#include "planner/solve/rules.h"

/* A plan of the text and the units it is expected to have. */
typedef struct PlanText {
    char *label;
    Solution *solution;
    GArray *expected_tenths; /* gint64: RULE_ALWAYS, then each rule */
} PlanText;

typedef struct ProblemText {
    Problem *problem;
    GPtrArray *plans; /* PlanText */
    GArray *sites, *companies, *people, *spans, *conflicts, *rules;
    GPtrArray *travel; /* words of each `travel` line */
    GArray *met;
    int way_min;
} ProblemText;

static inline void
plan_text_free(gpointer data)
{
    PlanText *plan = data;
    g_free(plan->label);
    solution_free(plan->solution);
    g_array_unref(plan->expected_tenths);
    g_free(plan);
}

static inline void
problem_text_free(ProblemText *text)
{
    problem_free(text->problem);
    g_ptr_array_unref(text->plans);
    g_free(text);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProblemText, problem_text_free)

/* ---- words ------------------------------------------------------------ */

static inline int
text_int(const char *word)
{
    char *end = NULL;
    gint64 value = g_ascii_strtoll(word, &end, 10);
    if (end == word || (*end != '\0' && !strchr("-|,LD", *end)))
        g_error("not a number: %s", word);
    return (int)value;
}

/* The value of KEY= among WORDS; "" for a bare KEY; NULL: not there. */
static inline const char *
text_value(char **words, const char *key)
{
    size_t length = strlen(key);
    for (; *words; words++)
        if (g_str_has_prefix(*words, key) &&
            ((*words)[length] == '=' || (*words)[length] == '\0'))
            return *words + length + ((*words)[length] == '=');
    return NULL;
}

static inline int
text_number(char **words, const char *key, int otherwise)
{
    const char *value = text_value(words, key);
    return value ? text_int(value) : otherwise;
}

/* "3-5", "3-", "-5" or absent; -1 where there is no limit. */
static inline void
text_range(const char *value, int *from, int *to)
{
    const char *dash = value ? strchr(value, '-') : NULL;
    *from = value && *value != '-' ? text_int(value) : -1;
    *to = dash && dash[1] ? text_int(dash + 1) : -1;
}

static inline guint64
text_bits(char **words, const char *key)
{
    guint64 bits = 0;
    const char *value = text_value(words, key);
    for (; value && *value; value = strchr(value, ',')) {
        value += *value == ',';
        bits |= G_GUINT64_CONSTANT(1) << text_int(value);
    }
    return bits;
}

/* The place of VALUE among the COUNT words of CHOICES. */
static inline int
text_choice(const char *value, const char *const *choices, int otherwise)
{
    if (!value)
        return otherwise;
    for (int i = 0; choices[i]; i++)
        if (g_str_equal(choices[i], value))
            return i;
    g_error("not a choice: %s", value);
}

static inline int
text_spans(ProblemText *text, char **words, int *first)
{
    const char *at = text_value(words, "at");
    g_auto(GStrv) parts = g_strsplit(at ? at : "0-1440", "|", -1);
    *first = (int)text->spans->len;
    for (char **part = parts; *part && **part; part++) {
        Span span = { 0, 0 };
        text_range(*part, &span.from_min, &span.to_min);
        g_array_append_val(text->spans, span);
    }
    return (int)text->spans->len - *first;
}

/* ---- lines of the problem --------------------------------------------- */

static inline void
text_day(Problem *problem, char **words)
{
    problem->day_start_min = text_number(words, "start", 480);
    problem->visits_from_min = text_number(words, "from", 510);
    problem->visits_to_min = text_number(words, "to", 960);
    problem->leave_min = text_number(words, "leave", 510);
    problem->lunch_len_min = text_number(words, "length", 45);
    if (text_value(words, "lunch"))
        text_range(text_value(words, "lunch"), &problem->lunch_from_min,
                   &problem->lunch_to_min);
}

static inline void
text_goal(Problem *problem, char **words)
{
    problem->visits_wanted = text_number(words, "visits", 0);
    text_range(text_value(words, "sites"), &problem->sites_min,
               &problem->sites_max);
    text_range(text_value(words, "groups"), &problem->groups_min,
               &problem->groups_max);
    text_range(text_value(words, "per-group"), &problem->group_visits_min,
               &problem->group_visits_max);
}

static inline void
text_company(ProblemText *text, char **words)
{
    static const char *const access[] = { "unknown", "yes", "partly", "no",
                                          NULL };
    static const char *const status[] = { "confirmed", "preliminary", "reserve",
                                          NULL };
    Company company = {
        .site = text_number(words, "site", 0),
        .visit_min = text_number(words, "min", 45),
        .max_visitors = text_number(words, "max", G_MAXINT),
        .priority_units = text_number(words, "left", 1),
        .status = (Status)text_choice(text_value(words, "status"), status,
                                      STATUS_CONFIRMED),
        .wheelchair = (Access)text_choice(text_value(words, "wheelchair"),
                                          access, ACCESS_UNKNOWN),
        .restaurant = text_value(words, "restaurant") != NULL,
        .group_lunch = text_value(words, "lunch") != NULL,
        .large = text_value(words, "large") != NULL,
        .languages = text_bits(words, "languages"),
        .wishes = text_bits(words, "wishes"),
        .municipality = text_number(words, "municipality", CODE_NONE),
    };
    company.span_count = text_spans(text, words, &company.span_first);
    g_array_append_val(text->companies, company);
}

static inline void
text_person(ProblemText *text, char **words)
{
    const char *avoids = text_value(words, "avoids");
    g_auto(GStrv) conflicts = g_strsplit(avoids ? avoids : "", ",", -1);
    Person person = {
        .politician = g_str_equal(words[0], "politician"),
        .languages = text_bits(words, "languages"),
        .bodies = text_bits(words, "bodies"),
        .organ = text_number(words, "organ", CODE_NONE),
        .party = text_number(words, "party", 0),
        .home_area = text_number(words, "area", AREA_NONE),
        .municipality = text_number(words, "municipality", CODE_NONE),
        .wheelchair = text_value(words, "wheelchair") != NULL,
        .short_walks = text_value(words, "short-walks") != NULL,
        .can_lead = text_value(words, "lead") != NULL,
        .car_seats = text_number(words, "seats", 0),
        .conflict_first = (int)text->conflicts->len,
        .conflict_count = (int)g_strv_length(conflicts),
    };
    for (char **word = conflicts; *word; word++) {
        int company = text_int(*word);
        g_array_append_val(text->conflicts, company);
    }
    person.span_count = text_spans(text, words, &person.span_first);
    g_array_append_val(text->people, person);
}

static inline void
text_rule(ProblemText *text, char **words)
{
    const RuleRow *row = rules_find(words[1]);
    if (!row)
        g_error("no such rule: %s", words[1]);
    Rule rule = {
        .kind = row->kind,
        .hard = g_str_equal(words[2], "hard"),
        .weight_milli = (int)(g_ascii_strtod(words[3], NULL) * 1000 + 0.5),
        .min = text_number(words, "min", -1),
        .max = text_number(words, "max", -1),
        .margin_min = text_number(words, "margin", 0),
        .bodies = text_bits(words, "bodies"),
        .parties = text_bits(words, "parties"),
    };
    g_array_append_val(text->rules, rule);
}

/* Everything but plans; FALSE: no such line. */
static inline gboolean
text_problem_line(ProblemText *text, char **words)
{
    Problem *problem = text->problem;
    if (g_str_equal(words[0], "day"))
        text_day(problem, words);
    else if (g_str_equal(words[0], "goal"))
        text_goal(problem, words);
    else if (g_str_equal(words[0], "gathering"))
        problem->gathers = g_str_equal(words[1], "yes");
    else if (g_str_equal(words[0], "within"))
        problem->within_site_min = text_int(words[1]);
    else if (g_str_equal(words[0], "way"))
        text->way_min = text_int(words[1]);
    else if (g_str_equal(words[0], "site")) {
        const char *car = text_value(words, "car");
        Site site = { .by_car = !car || !g_str_equal(car, "no"),
                      .area = text_number(words, "area", AREA_NONE) };
        g_array_append_val(text->sites, site);
    } else if (g_str_equal(words[0], "travel"))
        g_ptr_array_add(text->travel, g_strdupv(words));
    else if (g_str_equal(words[0], "company"))
        text_company(text, words);
    else if (g_str_equal(words[0], "politician") ||
             g_str_equal(words[0], "official"))
        text_person(text, words);
    else if (g_str_equal(words[0], "met")) {
        MetPair pair = { text_int(words[1]), text_int(words[2]) };
        g_array_append_val(text->met, pair);
    } else if (g_str_equal(words[0], "rule"))
        text_rule(text, words);
    else
        return FALSE;
    return TRUE;
}

/* ---- lines of a plan -------------------------------------------------- */

static inline void
text_members(Group *group, char **words)
{
    Half half = g_str_equal(words[0], "am") ? HALF_AM : HALF_PM;
    for (char **word = words + 1; *word; word++) {
        Member member = { .person = text_int(*word),
                          .half = half,
                          .leader = strchr(*word, 'L') != NULL,
                          .driver = strchr(*word, 'D') != NULL };
        g_array_append_val(group->members, member);
    }
}

static inline void
text_expect(const ProblemText *text, PlanText *plan, char **words)
{
    const RuleRow *row = rules_find(words[1]);
    char **units = words + 2;
    if (!row)
        g_error("no such rule: %s", words[1]);
    for (guint i = 0; i < plan->expected_tenths->len && *units; i++) {
        const Rule *rules = (const Rule *)(void *)text->rules->data;
        RuleKind kind = i == 0 ? RULE_ALWAYS : rules[i - 1].kind;
        if (kind == row->kind)
            g_array_index(plan->expected_tenths, gint64, i) =
                (gint64)(g_ascii_strtod(*units++, NULL) * 10 + 0.5);
    }
    if (*units)
        g_error("no row of the rule %s for: %s", words[1], *units);
}

static inline void
text_plan_line(ProblemText *text, char **words)
{
    PlanText *plan = NULL;
    Group *group = NULL;
    if (g_str_equal(words[0], "plan")) {
        plan = g_new0(PlanText, 1);
        plan->label = g_strjoinv(" ", words + 1);
        plan->solution = solution_new();
        plan->expected_tenths = g_array_set_size(
            g_array_new(FALSE, TRUE, sizeof(gint64)), text->rules->len + 1);
        g_ptr_array_add(text->plans, plan);
        return;
    }
    if (text->plans->len == 0)
        g_error("a line before any plan: %s", words[0]);
    plan = g_ptr_array_index(text->plans, text->plans->len - 1);
    if (plan->solution->groups->len > 0)
        group = &g_array_index(plan->solution->groups, Group,
                               plan->solution->groups->len - 1);
    if (g_str_equal(words[0], "group")) {
        group = solution_add_group(plan->solution);
        text_range(words[1], &group->lunch_start_min, &group->lunch_end_min);
    } else if (g_str_equal(words[0], "expect"))
        text_expect(text, plan, words);
    else if (group && g_str_equal(words[0], "visit")) {
        Visit visit = { .company = text_int(words[1]) };
        text_range(words[2], &visit.start_min, &visit.end_min);
        g_array_append_val(group->visits, visit);
    } else if (group &&
               (g_str_equal(words[0], "am") || g_str_equal(words[0], "pm")))
        text_members(group, words);
    else
        g_error("no such line: %s", words[0]);
}

/* ---- the whole -------------------------------------------------------- */

static inline void
text_travel(ProblemText *text)
{
    Problem *problem = text->problem;
    int count = problem->site_count;
    int cells = (count + 1) * (count + 1);
    problem->travel_min = g_new(int, cells);
    for (int i = 0; i < cells; i++)
        problem->travel_min[i] =
            i % (count + 2) == 0 ? problem->within_site_min : text->way_min;
    for (guint i = 0; i < text->travel->len; i++) {
        char **words = g_ptr_array_index(text->travel, i);
        int from =
            g_str_equal(words[1], "gathering") ? count : text_int(words[1]);
        for (int to = 0; words[to + 2]; to++)
            problem->travel_min[from * (count + 1) + to] =
                text_int(words[to + 2]);
    }
}

#define TEXT_HAND_OVER(type, array, items, count)               \
    do {                                                        \
        (count) = (int)(array)->len;                            \
        (items) = (type *)(void *)g_array_free((array), FALSE); \
    } while (0)

static inline void
text_finish(ProblemText *text)
{
    Problem *problem = text->problem;
    TEXT_HAND_OVER(Site, text->sites, problem->sites, problem->site_count);
    TEXT_HAND_OVER(Company, text->companies, problem->companies,
                   problem->company_count);
    TEXT_HAND_OVER(Person, text->people, problem->people,
                   problem->person_count);
    TEXT_HAND_OVER(Span, text->spans, problem->spans, problem->span_count);
    TEXT_HAND_OVER(int, text->conflicts, problem->conflicts,
                   problem->conflict_count);
    TEXT_HAND_OVER(Rule, text->rules, problem->rules, problem->rule_count);
    TEXT_HAND_OVER(MetPair, text->met, problem->met, problem->met_count);
    text_travel(text);
    g_ptr_array_unref(text->travel);
}

/* Reads the file at PATH, which must be right. */
static inline ProblemText *
problem_text_read(const char *path)
{
    g_autofree char *content = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &content, NULL, &error))
        g_error("%s", error->message);
    ProblemText *text = g_new0(ProblemText, 1);
    text->problem = g_new0(Problem, 1);
    text->plans = g_ptr_array_new_with_free_func(plan_text_free);
    text->sites = g_array_new(FALSE, TRUE, sizeof(Site));
    text->companies = g_array_new(FALSE, TRUE, sizeof(Company));
    text->people = g_array_new(FALSE, TRUE, sizeof(Person));
    text->spans = g_array_new(FALSE, TRUE, sizeof(Span));
    text->conflicts = g_array_new(FALSE, TRUE, sizeof(int));
    text->rules = g_array_new(FALSE, TRUE, sizeof(Rule));
    text->met = g_array_new(FALSE, TRUE, sizeof(MetPair));
    text->travel = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    char *no_words[] = { NULL };
    text->problem->lunch_from_min = 675;
    text->problem->lunch_to_min = 795;
    text_day(text->problem, no_words);
    text_goal(text->problem, no_words);
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *hash = strchr(*line, '#');
        if (hash)
            *hash = '\0';
        g_auto(GStrv) words = g_strsplit_set(g_strstrip(*line), " ", -1);
        if (words[0] && *words[0] && !text_problem_line(text, words))
            text_plan_line(text, words);
    }
    text_finish(text);
    return text;
}
