/*
 * recount: a stored plan counted again from today's facts.
 */
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "planner/plan/plan.h"
#include "planner/plan/reason.h"
#include "planner/plan/version.h"
#include "planner/solve/rules.h"

static void
build_rule(JsonBuilder *builder, const Day *day, const RuleCount *count)
{
    const RuleRow *row =
        &rules_rows()[count->rule < 0 ? RULE_ALWAYS
                                      : day->problem->rules[count->rule].kind];
    gboolean hard = count->rule < 0 || day->problem->rules[count->rule].hard;
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "rule");
    json_builder_add_string_value(builder, day_rule_code(day, count->rule));
    json_builder_set_member_name(builder, "name");
    json_builder_add_string_value(builder, row->name);
    json_builder_set_member_name(builder, "hard");
    json_builder_add_boolean_value(builder, hard);
    json_builder_set_member_name(builder, "units");
    json_builder_add_double_value(builder, (double)count->units_tenths / 10);
    json_builder_set_member_name(builder, "cost");
    json_builder_add_double_value(builder, (double)count->cost_milli / 1000);
    json_builder_set_member_name(builder, "sentence");
    json_builder_add_string_value(
        builder,
        count->rule < 0
            ? row->sentence_sv
            : g_array_index(day->rules, DayRule, count->rule).sentence);
    json_builder_end_object(builder);
}

static void
build_breaches(JsonBuilder *builder, const Day *day, const Verdict *verdict)
{
    json_builder_set_member_name(builder, "breaches");
    json_builder_begin_array(builder);
    for (guint i = 0; i < verdict->breaches->len; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach->rule >= 0 && !day->problem->rules[breach->rule].hard)
            continue;
        g_autofree char *text = reason_breach(day, breach);
        json_builder_begin_object(builder);
        json_builder_set_member_name(builder, "rule");
        json_builder_add_string_value(builder,
                                      day_rule_code(day, breach->rule));
        json_builder_set_member_name(builder, "text");
        json_builder_add_string_value(builder, text);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static char *
build_report(const Day *day, const Verdict *verdict, int version,
             gboolean agrees)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "event");
    json_builder_add_string_value(builder, day->event_code);
    json_builder_set_member_name(builder, "plan");
    json_builder_add_int_value(builder, version);
    json_builder_set_member_name(builder, "hard");
    json_builder_add_int_value(builder, verdict->hard);
    json_builder_set_member_name(builder, "soft");
    json_builder_add_double_value(builder, (double)verdict->soft_milli / 1000);
    json_builder_set_member_name(builder, "agrees");
    json_builder_add_boolean_value(builder, agrees);
    json_builder_set_member_name(builder, "rules");
    json_builder_begin_array(builder);
    for (guint i = 0; i < verdict->counts->len; i++)
        build_rule(builder, day, &g_array_index(verdict->counts, RuleCount, i));
    json_builder_end_array(builder);
    build_breaches(builder, day, verdict);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, TRUE);
}

/* TRUE when each stored row of the plan equals the recount. */
static gboolean
rows_agree(Store *store, gint64 plan, const Day *day, const Verdict *verdict,
           GError **error)
{
    guint at = 0;
    g_autoptr(GHashTable) costs = g_hash_table_new(g_str_hash, g_str_equal);
    for (; at < verdict->counts->len; at++) {
        RuleCount *count = &g_array_index(verdict->counts, RuleCount, at);
        g_hash_table_insert(costs, (gpointer)day_rule_code(day, count->rule),
                            count);
    }
    gboolean agree = TRUE;
    g_autoptr(StoreRows) rows =
        store_query(store, error, "plan_rule_costs", "plan:i", plan);
    while (rows != NULL && store_rows_next(rows, error)) {
        const RuleCount *count =
            g_hash_table_lookup(costs, store_rows_text(rows, 0));
        agree =
            agree && count != NULL &&
            llround(store_rows_double(rows, 1) * 10) == count->units_tenths &&
            llround(store_rows_double(rows, 2) * 1000) == count->cost_milli;
    }
    return agree;
}

gboolean
plan_verify(Store *store, gint64 event, int version, char **report,
            GError **error)
{
    PlanVersion stored = { 0 };
    g_autoptr(GError) inner = NULL;
    g_autoptr(Day) day = day_load(store, event, error);
    if (day == NULL || !version_find(store, event, version, &stored, error))
        return FALSE;
    g_autoptr(Solution) solution =
        day_load_plan(store, day, stored.plan, error);
    if (solution == NULL)
        return FALSE;
    g_autoptr(Verdict) verdict = verify_day(day->problem, solution, TRUE);
    gboolean agrees = rows_agree(store, stored.plan, day, verdict, &inner) &&
                      verdict->soft_milli == stored.soft_milli;
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (report != NULL)
        *report = build_report(day, verdict, stored.version, agrees);
    if (verdict->hard > 0)
        return hundra_fail(error, HUNDRA_ERROR_FOUND,
                           _("version %d bryter mot hårda regler %d "
                             "gånger: uppgifterna har ändrats sedan den "
                             "gjordes; planera på nytt"),
                           stored.version, (int)verdict->hard);
    return agrees || hundra_fail(error, HUNDRA_ERROR_FOUND,
                                 _("version %d har andra kostnader i dag än "
                                   "när den gjordes; planera på nytt"),
                                 stored.version);
}

static char *
first_breaches(const Day *day, const Verdict *verdict)
{
    enum { SHOWN = 3 };
    int shown = 0;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < verdict->breaches->len && shown < SHOWN; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach->rule >= 0 && !day->problem->rules[breach->rule].hard)
            continue;
        g_autofree char *line = reason_breach(day, breach);
        g_string_append_printf(text, "%s%s", shown++ > 0 ? "; " : "", line);
    }
    return g_string_free(text, FALSE);
}

gboolean
plan_still_legal(Store *store, gint64 event, int version, GError **error)
{
    PlanVersion stored = { 0 };
    if (!version_find(store, event, version, &stored, error))
        return FALSE;
    g_autoptr(Day) day = day_load(store, event, error);
    g_autoptr(Solution) solution =
        day != NULL ? day_load_plan(store, day, stored.plan, error) : NULL;
    if (solution == NULL)
        return FALSE;
    g_autoptr(Verdict) verdict = verify_day(day->problem, solution, TRUE);
    if (verdict->hard == 0)
        return TRUE;
    g_autofree char *breaches = first_breaches(day, verdict);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("version %d bryter nu mot hårda regler (%s); planera "
                         "på nytt"),
                       stored.version, breaches);
}
