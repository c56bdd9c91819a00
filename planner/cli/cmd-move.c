#include <glib/gi18n.h>

#include "planner/cli/consequence.h"
#include "planner/cli/rows.h"
#include "planner/plan/move.h"

typedef struct MoveOptions {
    const char *half;
    gboolean repair;
    gboolean yes;
} MoveOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "half", OPTION_CHOICE, offsetof(MoveOptions, half), "am|pm",
      N_("bara på förmiddagen eller på eftermiddagen"), 0, 0, NULL },
    { "repair", OPTION_FLAG, offsetof(MoveOptions, repair), NULL,
      N_("låter det följa med som måste, om det inte går ensamt"), 0, 0, NULL },
    { "yes", OPTION_FLAG, offsetof(MoveOptions, yes), NULL,
      N_("sparar som en ny version av planen"), 0, 0, NULL },
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const MoveOptions *options = call->options;
    MoveRequest request = { .event = call->event,
                            .person = call->operands[0],
                            .half = options->half,
                            .mend = options->repair,
                            .keep = options->yes,
                            .who = call->who };
    if (!call_number(call, 1, &request.group, error))
        return FALSE;
    g_autofree char *json = move_make(call->store, &request, error);
    return json != NULL && consequence_show(call, json, error);
}

const Command command_move = {
    .name = "move",
    .summary = N_("flyttar en person till en annan grupp; visar följden först"),
    .operands = N_("PERSON GRUPP"),
    .operands_min = 2,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(MoveOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Visar vad som händer om PERSON flyttas till GRUPP i den nyaste "
               "planen: vad som ändras i poäng regel för regel, vilka som "
               "byter grupp och hur många som måste få nytt besked. Inget "
               "sparas utan --yes. Bryter flytten mot en hård regel eller ett "
               "lås sägs vilken, och slutstatus är 6; finns det en lagning som "
               "gör den möjlig sägs vad den kostar, och --repair tar med den."),
    .examples = { "hundra move P051 7", "hundra move P051 7 --half pm --yes" },
};
