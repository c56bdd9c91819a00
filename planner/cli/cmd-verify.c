#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/plan/plan.h"

// clang-format off
static const TableColumn HEAD[] = {
    { N_("Plan"), .path = "plan" },
    { N_("Hårda brott"), .path = "hard" },
    { N_("Poäng"), .path = "soft", .format = "points" },
    { N_("Stämmer"), .path = "agrees" },
    { 0 },
};
static const TableColumn RULES[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Hård"), .path = "hard" },
    { N_("Enheter"), .path = "units", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad den säger"), .path = "sentence", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn BREACHES[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Vad"), .path = "text", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .path = "", .columns = HEAD, .is_record = TRUE },
    { .title = N_("Regler"), .path = "rules", .columns = RULES },
    { .title = N_("Avsteg"), .path = "breaches", .columns = BREACHES },
    { 0 },
};

static gboolean
run(const Call *call, GError **error)
{
    gint64 version = 0;
    g_autofree char *report = NULL;
    g_autoptr(GError) inner = NULL;
    if (!call_number(call, 0, &version, error))
        return FALSE;
    gboolean ok =
        plan_verify(call->store, call->event, (int)version, &report, &inner);
    if (report != NULL && !call_table(call, SECTIONS, report, error))
        return FALSE;
    if (!ok)
        g_propagate_error(error, g_steal_pointer(&inner));
    return ok;
}

const Command command_verify = {
    .name = "verify",
    .summary = N_("räknar om en plan från början, regel för regel"),
    .operands = N_("[VERSION]"),
    .operands_max = 1,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Räknar om den nyaste planen, eller VERSION, mot dagens "
               "uppgifter med kod som inte delar något med den som lade "
               "planen, och listar vad varje regel kostar. Slutstatus 1 när "
               "en hård regel är bruten eller summorna inte stämmer."),
    .examples = { "hundra verify", "hundra verify 3 --json" },
};
