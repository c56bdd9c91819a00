#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/plan/check.h"
// clang-format off
static const TableColumn COLUMNS[] = {
    { N_("Nivå"), .path = "level", .format = "word" },
    { N_("Gäller"), .path = "about" },
    { N_("Vad"), .path = "text", .align = TABLE_WRAP },
    { N_("Gör så"), .path = "advice", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .path = "findings", .columns = COLUMNS },
    { 0 },
};

static guint
count_level(const GPtrArray *findings, FindingLevel level)
{
    guint count = 0;
    for (guint i = 0; i < findings->len; i++) {
        const Finding *finding = g_ptr_array_index(findings, i);
        count += finding->level == level;
    }
    return count;
}

static gboolean
run(const Call *call, GError **error)
{
    g_autoptr(GPtrArray) findings =
        check_event(call->store, call->event, error);
    if (findings == NULL)
        return FALSE;
    g_autofree char *json = findings_json(findings);
    if (!call_table(call, SECTIONS, json, error))
        return FALSE;
    guint stops = count_level(findings, FINDING_STOPS);
    call_say(call, _("%u stoppar, %u varnar, %u upplyser"), stops,
             count_level(findings, FINDING_WARNS),
             count_level(findings, FINDING_TELLS));
    return stops == 0 ||
           hundra_fail(error, HUNDRA_ERROR_FOUND,
                       _("något stoppar: rätta det som listan säger, sedan "
                         "hundra plan"));
}

const Command command_check = {
    .name = "check",
    .summary = N_("listar vad som står i vägen för en plan"),
    .operands = "",
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Räknar och läser det som är inläst, utan att ändra något: "
               "uppgifter som saknas, uppgifter som säger emot varandra, och "
               "om allt går ihop. Det som stoppar hindrar en plan eller ett "
               "brev, det som varnar gör att någon blir utan eller får fel "
               "besked, resten är bra att veta. Slutstatus 1 när något "
               "stoppar."),
    .examples = { "hundra check" },
};
