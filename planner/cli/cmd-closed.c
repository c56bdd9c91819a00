#include <glib/gi18n.h>

#include "planner/cli/mend-call.h"
#include "planner/cli/rows.h"

// clang-format off
static const OptionRow OPTIONS[] = {
    MEND_OPTION_ROWS,
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    MendRequest request = { .kind = MEND_CLOSED, .thing = call->operands[0] };
    return mend_call(call, &request, error);
}

const Command command_closed = {
    .name = "closed",
    .summary = N_("lagar planen när ett företag inte tar emot"),
    .operands = N_("FÖRETAG"),
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(MendOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Lagar den publicerade planen (annars den nyaste) när ett "
               "företag ställer in, som absent när en person uteblir. Utan "
               "--yes ändras inget. Med --now flyttas inget som redan har "
               "börjat. Inget skickas: hundra publish är nästa steg."),
    .examples = { "hundra closed F044",
                  "hundra closed F044 --now 09:15 --yes" },
};
