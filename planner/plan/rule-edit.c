#include "planner/plan/rule-edit.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "planner/base/value.h"

enum { MILLI = 1000 };

/* Whether the rule has a parameter of that NAME. */
static gboolean
takes(const RuleEdit *edit, const char *name)
{
    g_auto(GStrv) params = g_strsplit(edit->row->params, " ", -1);
    return g_strv_contains((const char *const *)params, name);
}

static gboolean
read_limit(const RuleEdit *edit, const char *option, const char *param,
           const char *text, int *into, GError **error)
{
    gint64 number = 0;
    if (text == NULL)
        return TRUE;
    if (!takes(edit, param))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("regeln %s har inget som --%s ändrar"),
                           edit->row->name, option);
    if (!value_integer(text, &number, NULL) || number < 0 ||
        number > RULE_LIMIT_MAX)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("--%s är ett heltal från 0 till %d, inte \"%s\""),
                           option, RULE_LIMIT_MAX, text);
    *into = (int)number;
    return TRUE;
}

static gboolean
read_limits(RuleEdit *edit, const RuleRequest *request, GError **error)
{
    Rule *rule = &edit->rule;
    edit->limited =
        request->min != NULL || request->max != NULL || request->margin != NULL;
    if (!read_limit(edit, "min", "min", request->min, &rule->min, error) ||
        !read_limit(edit, "max", "max", request->max, &rule->max, error) ||
        !read_limit(edit, "margin", "marginal_min", request->margin,
                    &rule->margin_min, error))
        return FALSE;
    return rule->min < 0 || rule->max < 0 || rule->min <= rule->max ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("regeln %s: minst %d är mer än högst %d"),
                       edit->row->name, rule->min, rule->max);
}

static gboolean
read_weight(RuleEdit *edit, const char *text, GError **error)
{
    double weight = 0;
    if (text == NULL)
        return TRUE;
    if (!value_decimal(text, &weight, NULL) || !isfinite(weight) ||
        weight < 0 || weight > RULE_WEIGHT_MAX)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("--weight är ett tal från 0 till %d, inte "
                             "\"%s\""),
                           RULE_WEIGHT_MAX, text);
    edit->rule.weight_milli = (int)lround(weight * MILLI);
    edit->has_weight = TRUE;
    return TRUE;
}

gboolean
rule_edit(RuleEdit *edit, const RuleRequest *request, GError **error)
{
    if (request->hard && request->soft)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("en regel är antingen --hard eller --soft"));
    if (!read_weight(edit, request->weight, error) ||
        !read_limits(edit, request, error))
        return FALSE;
    if (request->hard || request->soft)
        edit->rule.hard = request->hard;
    if (!edit->rule.hard && !edit->has_weight)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("regeln %s behöver en vikt för att vara mjuk; "
                             "lägg till --weight"),
                           edit->row->name);
    return !edit->rule.hard || request->weight == NULL ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("regeln %s är hård och har ingen vikt; lägg till "
                         "--soft"),
                       edit->row->name);
}
