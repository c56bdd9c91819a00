#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/cli/show.h"
#include "planner/plan/rule.h"

typedef struct RuleOptions {
    const char *weight;
    gboolean hard;
    gboolean soft;
    const char *min;
    const char *max;
    const char *margin;
    gboolean yes;
} RuleOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "weight", OPTION_STRING, offsetof(RuleOptions, weight), N_("POÄNG"),
      N_("vad en enhet kostar när regeln är mjuk, 0 till 1000000"),
      0, 0, NULL },
    { "hard", OPTION_FLAG, offsetof(RuleOptions, hard), NULL,
      N_("gör regeln hård: ingen plan bryter den"), 0, 0, NULL },
    { "soft", OPTION_FLAG, offsetof(RuleOptions, soft), NULL,
      N_("gör regeln mjuk: ett brott kostar poäng"), 0, 0, NULL },
    { "min", OPTION_STRING, offsetof(RuleOptions, min), "N",
      N_("regelns minsta antal"), 0, 0, NULL },
    { "max", OPTION_STRING, offsetof(RuleOptions, max), "N",
      N_("regelns största antal"), 0, 0, NULL },
    { "margin", OPTION_STRING, offsetof(RuleOptions, margin), "N",
      N_("minuter till godo vid resor"), 0, 0, NULL },
    { "yes", OPTION_FLAG, offsetof(RuleOptions, yes), NULL,
      N_("sparar ändringen; annars visas bara vad den skulle kosta"),
      0, 0, NULL },
    { 0 },
};

static const TableColumn LIST[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Namn"), .path = "name" },
    { N_("Hård"), .path = "hard" },
    { N_("Vikt"), .path = "weight", .align = TABLE_RIGHT, .format = "points" },
    { N_("Minst"), .path = "params.min", .align = TABLE_RIGHT },
    { N_("Högst"), .path = "params.max", .align = TABLE_RIGHT },
    { N_("Marginal"), .path = "params.marginal_min", .align = TABLE_RIGHT },
    { N_("Enheter"), .path = "units", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad den säger"), .path = "sentence", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection LISTED[] = {
    { .path = "rules", .columns = LIST,
      .empty = N_("Evenemanget har inga regler.") },
    { 0 },
};

static const TableColumn HEAD[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Namn"), .path = "name" },
    { N_("Plan"), .path = "plan" },
    { N_("Hård nu"), .path = "before.hard" },
    { N_("Hård sedan"), .path = "after.hard" },
    { N_("Vikt nu"), .path = "before.weight", .format = "points" },
    { N_("Vikt sedan"), .path = "after.weight", .format = "points" },
    { N_("Minst nu"), .path = "before.min" },
    { N_("Minst sedan"), .path = "after.min" },
    { N_("Högst nu"), .path = "before.max" },
    { N_("Högst sedan"), .path = "after.max" },
    { N_("Marginal nu"), .path = "before.margin" },
    { N_("Marginal sedan"), .path = "after.margin" },
    { N_("Kostnad nu"), .path = "before.cost", .format = "points" },
    { N_("Kostnad sedan"), .path = "after.cost", .format = "points" },
    { N_("Poäng nu"), .path = "before.soft", .format = "points" },
    { N_("Poäng sedan"), .path = "after.soft", .format = "points" },
    { N_("Hårda brott nu"), .path = "before.broken" },
    { N_("Hårda brott sedan"), .path = "after.broken" },
    { 0 },
};
static const TableSection CHANGE[] = {
    { .path = "", .columns = HEAD, .is_record = TRUE },
    { 0 },
};
// clang-format on

static gboolean
list(const Call *call, GError **error)
{
    g_autofree char *text =
        store_view(call->store, error, "rules", "event:i version:i",
                   call->event, (gint64)0);
    return text != NULL && call_table(call, LISTED, text, error);
}

static gboolean
run(const Call *call, GError **error)
{
    const RuleOptions *options = call->options;
    RuleRequest request = { .event = call->event,
                            .rule = call->operands[0],
                            .hard = options->hard,
                            .soft = options->soft,
                            .weight = options->weight,
                            .min = options->min,
                            .max = options->max,
                            .margin = options->margin,
                            .keep = options->yes,
                            .who = call->who };
    if (call->operand_count == 0)
        return list(call, error);
    g_autofree char *json = rule_change(call->store, &request, error);
    if (json == NULL || !call_table(call, CHANGE, json, error))
        return FALSE;
    gboolean asked = options->hard || options->soft || options->weight ||
                     options->min || options->max || options->margin;
    if (asked && !options->yes)
        call_say(call, _("Inget är sparat; lägg till --yes för att spara."));
    return TRUE;
}

const Command command_rule = {
    .name = "rule",
    .summary = N_("listar reglerna; ändrar en, och visar kostnaden först"),
    .operands = N_("[REGEL]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(RuleOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Utan REGEL listas evenemangets regler: hårda och mjuka, vikt, "
               "gränser, och vad den nyaste planen betalar för var och en. Med "
               "REGEL (kod eller namn) och en ändring räknas den nyaste planen "
               "om med den, före och efter; inget sparas utan --yes, och inget "
               "planeras om. En regel som evenemanget saknar läggs till, till "
               "exempel nya_möten: de som satt i samma grupp vid ett tidigare "
               "evenemang möts helst inte igen."),
    .examples = { "hundra rule", "hundra rule R12 --weight 20",
                  "hundra rule nya_möten --weight 3 --yes" },
};
