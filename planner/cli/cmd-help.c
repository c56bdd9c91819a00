#include <glib/gi18n.h>

#include "planner/cli/complete.h"
#include "planner/cli/help.h"
#include "planner/cli/rows.h"

typedef struct HelpOptions {
    gboolean man;
    gboolean bash;
    gboolean zsh;
} HelpOptions;

static const OptionRow OPTIONS[] = {
    { "man", OPTION_FLAG, offsetof(HelpOptions, man), NULL,
      N_("skriver manualsidan hundra(1) i mdoc"), 0, 0, NULL },
    { "bash", OPTION_FLAG, offsetof(HelpOptions, bash), NULL,
      N_("skriver det som bash behöver för att fylla i kommandoraden"), 0, 0,
      NULL },
    { "zsh", OPTION_FLAG, offsetof(HelpOptions, zsh), NULL,
      N_("skriver det som zsh behöver för att fylla i kommandoraden"), 0, 0,
      NULL },
    { 0 },
};

static gboolean
run(const Call *call, GError **error)
{
    const HelpOptions *options = call->options;
    g_autofree char *text = NULL;
    if (options->man) {
        text = help_man();
    } else if (options->bash) {
        text = complete_bash();
    } else if (options->zsh) {
        text = complete_zsh();
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

static char **
words(void)
{
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    char **names = g_new0(char *, count + 1);
    for (guint i = 0; i < count; i++)
        names[i] = g_strdup(rows[i]->name);
    return names;
}

const Command command_help = {
    .name = "help",
    .summary = N_("visar hjälp om ett kommando"),
    .operands = N_("[KOMMANDO]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(HelpOptions),
    .run = run,
    .words = words,
    .text = N_("Visar vad ett kommando gör och vad det tar. Utan kommando "
               "visas alla kommandon."),
    .examples = { "hundra help plan", "hundra help --man | man -l -" },
};
