#include "planner/plan/rules-read.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "planner/solve/rules.h"
#include "planner/store/stored.h"

static int
member_int(JsonObject *params, const char *name, int fallback)
{
    return (int)json_object_get_int_member_with_default(params, name, fallback);
}

/* What stands when the event sets no limit: one driver, one party, one from
 * the body; no other rule has one. */
static int
usual_min(RuleKind kind)
{
    return kind == RULE_DRIVERS_PER_GROUP || kind == RULE_PARTIES_PER_GROUP
               ? 1
               : -1;
}

static gboolean
read_parties(Rule *rule, JsonObject *params, Codes *codes, GError **error)
{
    JsonNode *node = json_object_get_member(params, "styre");
    if (node == NULL || !JSON_NODE_HOLDS_ARRAY(node))
        return TRUE;
    JsonArray *parties = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(parties); i++) {
        const char *party = stored_word(parties, i);
        if (party != NULL &&
            !codes_bit(codes, CODES_PARTY, party, &rule->parties, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_params(Rule *rule, const char *text, Codes *codes, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *params = stored_object(parser, text, error);
    if (params == NULL)
        return FALSE;
    rule->min = member_int(params, "min", usual_min(rule->kind));
    rule->max =
        member_int(params, "max", rule->kind == RULE_MAX_FROM_BODY ? 1 : -1);
    rule->margin_min = member_int(params, "marginal_min", 0);
    const char *organ =
        json_object_get_string_member_with_default(params, "organ", NULL);
    if (organ != NULL && *organ != '\0' &&
        !codes_body_bit(codes, organ, &rule->bodies, error))
        return FALSE;
    return read_parties(rule, params, codes, error);
}

static gboolean
read_rule(const StoreRows *rows, Rule *rule, Codes *codes, GError **error)
{
    const RuleRow *row = rules_find(store_rows_text(rows, 1));
    if (row == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("regeln %s (%s) är okänd; hundra show rules "
                             "visar dem som finns"),
                           store_rows_text(rows, 0), store_rows_text(rows, 1));
    rule->kind = row->kind;
    rule->hard = store_rows_int(rows, 2) != 0;
    rule->weight_milli = (int)lround(store_rows_double(rows, 3) * 1000);
    if (read_params(rule, store_rows_text(rows, 4), codes, error))
        return TRUE;
    g_prefix_error(error, _("regeln %s: "), store_rows_text(rows, 0));
    return FALSE;
}

gboolean
rules_read(Store *store, Day *day, Codes *codes, GError **error)
{
    g_autoptr(GArray) rules = g_array_new(FALSE, TRUE, sizeof(Rule));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_rules", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Rule rule = { 0 };
        DayRule origin = { .code = g_strdup(store_rows_text(rows, 0)),
                           .sentence = g_strdup(store_rows_text(rows, 5)) };
        g_array_append_val(day->rules, origin);
        if (read_rule(rows, &rule, codes, &inner))
            g_array_append_val(rules, rule);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    day->problem->rule_count = (int)rules->len;
    day->problem->rules = (Rule *)(void *)g_array_steal(rules, NULL);
    return TRUE;
}
