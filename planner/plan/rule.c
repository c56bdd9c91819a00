#include "planner/plan/rule.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/plan/rule-edit.h"
#include "planner/plan/trial.h"
#include "planner/store/stored.h"

enum { MILLI = 1000 };

/* A change of one rule being looked at. */
typedef struct Change {
    Store *store; /* borrowed */
    const RuleRequest *request;
    Day *day;     /* owned, unless TRIAL has it */
    Trial *trial; /* owned; NULL: no plan yet */
    int index;    /* in the problem's rules; -1: the event lacks it */
    char *code;   /* owned, as what follows */
    char *params;
    RuleEdit before, after;
    char *sentence, *sentence_en; /* as they will be stored */
} Change;

static void
change_clear(Change *change)
{
    if (change->trial != NULL)
        trial_free(change->trial);
    else
        day_free(change->day);
    g_free(change->code);
    g_free(change->params);
    g_free(change->sentence);
    g_free(change->sentence_en);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Change, change_clear)

/* ---- which rule -------------------------------------------------------------- */

/* The newest plan, or just the day where there is none. */
static gboolean
open_day(Change *change, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 event = change->request->event;
    change->trial = trial_open(change->store, event, &inner);
    if (change->trial != NULL) {
        change->day = change->trial->day;
        return TRUE;
    }
    if (g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED)) {
        change->day = day_load(change->store, event, error);
        return change->day != NULL;
    }
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
refuse_unknown(const Change *change, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("det finns ingen regel %s; hundra rule listar "
                         "evenemangets, docs/RULES.md alla"),
                       change->request->rule);
}

/* A rule that the event lacks, as a soft or hard row of its own. */
static gboolean
find_new(Change *change, GError **error)
{
    g_autofree char *name = g_utf8_strdown(change->request->rule, -1);
    const RuleRow *row = rules_find(name);
    if (row == NULL || row->kind == RULE_ALWAYS)
        return refuse_unknown(change, error);
    if (strstr(row->params, "styre") != NULL ||
        strstr(row->params, "organ") != NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("regeln %s behöver en lista; lägg den i "
                             "event.json och läs in den"),
                           row->name);
    change->code = store_string(change->store, error, "rule_free_code",
                                "event:i", change->request->event);
    if (change->code == NULL)
        return FALSE;
    change->params = g_strdup("{}");
    change->sentence = g_strdup(row->sentence_sv);
    change->sentence_en = g_strdup(row->sentence_en);
    change->after =
        (RuleEdit){ .row = row,
                    .rule = { .kind = row->kind,
                              .hard = row->hard,
                              .min =
                                  strstr(row->params, "min") == NULL ? -1 : 1,
                              .max = -1 } };
    return TRUE;
}

static void
take_row(Change *change, const StoreRows *rows)
{
    change->code = g_strdup(store_rows_text(rows, 0));
    change->params = g_strdup(store_rows_text(rows, 4));
    change->sentence = g_strdup(store_rows_text(rows, 5));
    change->sentence_en = g_strdup(store_rows_text(rows, 6));
    change->after.has_weight = !store_rows_null(rows, 3);
}

/* Where the rule of that code stands in the day; -1: nowhere. */
static int
rule_index(const Day *day, const char *code)
{
    for (guint i = 0; i < day->rules->len; i++)
        if (strcmp(g_array_index(day->rules, DayRule, i).code, code) == 0)
            return (int)i;
    return -1;
}

static gboolean
find_rule(Change *change, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GString) codes = g_string_new(NULL);
    guint count = 0;
    g_autoptr(StoreRows) rows =
        store_query(change->store, &inner, "rule_look", "event:i wanted:s",
                    change->request->event, change->request->rule);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        g_string_append_printf(codes, "%s%s", count > 0 ? ", " : "",
                               store_rows_text(rows, 0));
        if (count++ == 0)
            take_row(change, rows);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    change->index = -1;
    if (count == 0)
        return find_new(change, error);
    if (count > 1)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("flera regler heter %s (%s); ange koden"),
                           change->request->rule, codes->str);
    change->index = rule_index(change->day, change->code);
    if (change->index < 0)
        return refuse_unknown(change, error);
    change->after.rule = change->day->problem->rules[change->index];
    change->after.row = &rules_rows()[change->after.rule.kind];
    change->before = change->after;
    return TRUE;
}

/* ---- what is stored ------------------------------------------------------------- */

/* " (2–3)" after the rule's general words: the event's own told the limits
 * that have been changed. */
static void
set_sentences(Change *change)
{
    const RuleEdit *after = &change->after;
    g_autoptr(GString) limits = g_string_new(NULL);
    if (!after->limited)
        return;
    if (after->rule.kind == RULE_TRAVEL_TIME)
        g_string_printf(limits, "%d min", after->rule.margin_min);
    else if (after->rule.min >= 0 && after->rule.max >= 0)
        g_string_printf(limits, "%d–%d", after->rule.min, after->rule.max);
    else if (after->rule.min >= 0)
        g_string_printf(limits, "≥ %d", after->rule.min);
    else
        g_string_printf(limits, "≤ %d", after->rule.max);
    g_free(change->sentence);
    g_free(change->sentence_en);
    change->sentence =
        g_strdup_printf("%s (%s)", after->row->sentence_sv, limits->str);
    change->sentence_en =
        g_strdup_printf("%s (%s)", after->row->sentence_en, limits->str);
}

static gboolean
set_params(Change *change, GError **error)
{
    const RuleRequest *request = change->request;
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *params = stored_object(parser, change->params, error);
    if (params == NULL)
        return FALSE;
    if (request->min != NULL)
        json_object_set_int_member(params, "min", change->after.rule.min);
    if (request->max != NULL)
        json_object_set_int_member(params, "max", change->after.rule.max);
    if (request->margin != NULL)
        json_object_set_int_member(params, "marginal_min",
                                   change->after.rule.margin_min);
    g_free(change->params);
    change->params = json_to_string(json_parser_get_root(parser), FALSE);
    return TRUE;
}

static gboolean
run_change(const Change *change, GError **error)
{
    const RuleEdit *after = &change->after;
    double weight = (double)after->rule.weight_milli / MILLI;
    if (change->index < 0)
        return store_run(change->store, error, "rule_add",
                         "event:i code:s name:s hard:i weighted:i weight:d "
                         "params:s sentence:s sentence_en:s",
                         change->request->event, change->code, after->row->name,
                         (gint64)after->rule.hard, (gint64)after->has_weight,
                         weight, change->params, change->sentence,
                         change->sentence_en);
    return store_run(change->store, error, "rule_change",
                     "event:i code:s hard:i weighted:i weight:d params:s "
                     "sentence:s sentence_en:s",
                     change->request->event, change->code,
                     (gint64)after->rule.hard, (gint64)after->has_weight,
                     weight, change->params, change->sentence,
                     change->sentence_en);
}

static gboolean
keep(Change *change, GError **error)
{
    g_autoptr(StoreChange) row = store_change(change->store, error);
    set_sentences(change);
    if (row == NULL || !set_params(change, error) ||
        !run_change(change, error) ||
        !store_run(change->store, error, "rule_edited", "event:i code:s",
                   change->request->event, change->code))
        return FALSE;
    g_autofree char *what =
        g_strdup_printf("%s %s", change->code, change->after.row->name);
    JournalEntry entry = { .who = change->request->who,
                           .command = "rule",
                           .what = what };
    return store_change_commit(row, &entry, error);
}

/* ---- what it would cost ----------------------------------------------------------- */

static void
put_number(JsonBuilder *json, const char *name, gboolean known, gint64 milli)
{
    json_builder_set_member_name(json, name);
    if (known)
        json_builder_add_double_value(json, (double)milli / MILLI);
    else
        json_builder_add_null_value(json);
}

static void
put_limit(JsonBuilder *json, const char *name, gboolean known, int limit)
{
    json_builder_set_member_name(json, name);
    if (known && limit >= 0)
        json_builder_add_int_value(json, limit);
    else
        json_builder_add_null_value(json);
}

/* A rule's row; VERDICT and INDEX: what the plan pays for it, NULL: no
 * plan. */
static void
put_side(JsonBuilder *json, const char *name, const RuleEdit *edit,
         const Verdict *verdict, int index)
{
    gboolean plan = verdict != NULL;
    const RuleCount *count =
        plan ? &g_array_index(verdict->counts, RuleCount, index + 1) : NULL;
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "hard");
    json_builder_add_boolean_value(json, edit->rule.hard);
    put_number(json, "weight", !edit->rule.hard, edit->rule.weight_milli);
    put_limit(json, "min",
              strstr(edit->row->params, "min") == edit->row->params,
              edit->rule.min);
    put_limit(json, "max", strstr(edit->row->params, "max") != NULL,
              edit->rule.max);
    put_limit(json, "margin", edit->rule.kind == RULE_TRAVEL_TIME,
              edit->rule.margin_min);
    put_number(json, "units", plan, plan ? count->units_tenths * 100 : 0);
    put_number(json, "cost", plan, plan ? count->cost_milli : 0);
    put_number(json, "soft", plan, plan ? verdict->soft_milli : 0);
    json_builder_set_member_name(json, "broken");
    if (plan)
        json_builder_add_int_value(json, verdict->hard);
    else
        json_builder_add_null_value(json);
    json_builder_end_object(json);
}

/* The plan counted with the changed rule; NULL: no plan.  The caller owns
 * it.  *INDEX becomes the rule's. */
static Verdict *
count_after(Change *change, int *index)
{
    Problem *problem = change->day->problem;
    *index = change->index;
    if (change->index < 0) {
        gsize count = (gsize)problem->rule_count + 1;
        problem->rules = g_renew(Rule, problem->rules, count);
        *index = problem->rule_count++;
    }
    problem->rules[*index] = change->after.rule;
    return change->trial != NULL
               ? verify_day(problem, change->trial->base, FALSE)
               : NULL;
}

static char *
tell(Change *change)
{
    int index = 0;
    g_autoptr(Verdict) after = count_after(change, &index);
    g_autoptr(JsonBuilder) json = json_builder_new();
    const char *texts[] = { "event",    change->day->event_code,
                            "rule",     change->code,
                            "name",     change->after.row->name,
                            "sentence", change->sentence };
    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i += 2) {
        json_builder_set_member_name(json, texts[i]);
        json_builder_add_string_value(json, texts[i + 1]);
    }
    json_builder_set_member_name(json, "plan");
    if (change->trial != NULL)
        json_builder_add_int_value(json, change->trial->version);
    else
        json_builder_add_null_value(json);
    json_builder_set_member_name(json, "stored");
    json_builder_add_boolean_value(json, change->request->keep);
    if (change->index >= 0)
        put_side(json, "before", &change->before,
                 change->trial != NULL ? change->trial->before : NULL,
                 change->index);
    else {
        json_builder_set_member_name(json, "before");
        json_builder_add_null_value(json);
    }
    put_side(json, "after", &change->after, after, index);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}

char *
rule_change(Store *store, const RuleRequest *request, GError **error)
{
    g_auto(Change) change = { .store = store, .request = request };
    if (!open_day(&change, error) || !find_rule(&change, error) ||
        !rule_edit(&change.after, request, error) ||
        (request->keep && !keep(&change, error)))
        return NULL;
    return tell(&change);
}
