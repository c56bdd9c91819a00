#include <glib/gi18n.h>

#include "planner/cli/help.h"
#include "planner/cli/rows.h"

typedef struct HelpOptions {
    gboolean man;
} HelpOptions;

static const OptionRow OPTIONS[] = {
    { "man", OPTION_FLAG, offsetof(HelpOptions, man), NULL,
      N_("skriver manualsidan hundra(1) i mdoc"), 0, 0, NULL },
    { 0 },
};

static gboolean
run(const Call *call, GError **error)
{
    const HelpOptions *options = call->options;
    g_autofree char *text = NULL;
    if (options->man) {
        text = help_man();
    } else if (call->operand_count == 0) {
        text = help_overview();
    } else {
        const Command *command = commands_find(call->operands[0], error);
        if (command == NULL)
            return FALSE;
        text = help_command(command);
    }
    call_put(text);
    return TRUE;
}

const Command command_help = {
    .name = "help",
    .summary = N_("visar hjälp om ett kommando"),
    .operands = N_("[KOMMANDO]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(HelpOptions),
    .run = run,
    .text = N_("Visar vad ett kommando gör och vad det tar. Utan kommando "
               "visas alla kommandon."),
    .examples = { "hundra help plan", "hundra help --man | man -l -" },
};
