#include <glib/gi18n.h>

#include "planner/cli/mend-call.h"
#include "planner/cli/rows.h"

// clang-format off
static const OptionRow OPTIONS[] = {
    { "half", OPTION_CHOICE, offsetof(MendOptions, half), "am|pm",
      N_("borta bara på förmiddagen (am) eller eftermiddagen (pm)"),
      0, 0, NULL },
    MEND_OPTION_ROWS,
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const MendOptions *options = call->options;
    MendRequest request = { .kind = MEND_ABSENT,
                            .thing = call->operands[0],
                            .half = options->half };
    return mend_call(call, &request, error);
}

const Command command_absent = {
    .name = "absent",
    .summary = N_("lagar planen när någon inte kommer"),
    .operands = N_("PERSON"),
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(MendOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Lagar den publicerade planen (annars den nyaste) när en "
               "person uteblir: inget utlovat besök faller bort om det går "
               "att undvika, sedan får så få som möjligt nytt besked, sedan "
               "kostar planen så lite som möjligt. Upp till tre val visas, "
               "med hur många som berörs, vad som ändras och om det är "
               "bevisat att färre inte går. Utan --yes ändras inget. Med "
               "--now flyttas inget som redan har börjat. Inget skickas: "
               "hundra publish är nästa steg."),
    .examples = { "hundra absent P051", "hundra absent P051 --half am --yes",
                  "hundra absent T007 --now 10:40 --choice 2 --yes" },
};
