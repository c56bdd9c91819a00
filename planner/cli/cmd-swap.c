#include <glib/gi18n.h>

#include "planner/cli/consequence.h"
#include "planner/cli/rows.h"
#include "planner/plan/move.h"

typedef struct SwapOptions {
    const char *half;
    gboolean repair;
    gboolean yes;
} SwapOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "half", OPTION_CHOICE, offsetof(SwapOptions, half), "am|pm",
      N_("bara på förmiddagen eller på eftermiddagen"), 0, 0, NULL },
    { "repair", OPTION_FLAG, offsetof(SwapOptions, repair), NULL,
      N_("låter det följa med som måste, om det inte går ensamt"), 0, 0, NULL },
    { "yes", OPTION_FLAG, offsetof(SwapOptions, yes), NULL,
      N_("sparar som en ny version av planen"), 0, 0, NULL },
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const SwapOptions *options = call->options;
    MoveRequest request = { .event = call->event,
                            .person = call->operands[0],
                            .other = call->operands[1],
                            .half = options->half,
                            .mend = options->repair,
                            .keep = options->yes,
                            .who = call->who };
    g_autofree char *json = move_make(call->store, &request, error);
    return json != NULL && consequence_show(call, json, error);
}

const Command command_swap = {
    .name = "swap",
    .summary = N_("låter två personer byta plats; visar följden först"),
    .operands = N_("PERSON PERSON"),
    .operands_min = 2,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(SwapOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Visar vad som händer om de två byter plats med varandra i den "
               "nyaste planen, som hundra move gör för en flytt. Inget sparas "
               "utan --yes."),
    .examples = { "hundra swap P051 P060", "hundra swap P051 P060 --yes" },
};
