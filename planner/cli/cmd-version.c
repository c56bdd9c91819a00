#include <glib/gi18n.h>

#include "planner/cli/rows.h"

typedef struct VersionOptions {
    gboolean verbose;
} VersionOptions;

static const OptionRow OPTIONS[] = {
    { "verbose", OPTION_FLAG, offsetof(VersionOptions, verbose), NULL,
      N_("visar också vad programmet är byggt med"), 0, 0, NULL },
    { 0 },
};

static gboolean
run(const Call *call, GError **error)
{
    (void)error;
    const VersionOptions *options = call->options;
    call_put("hundra " VERSION);
    if (!options->verbose)
        return TRUE;
    g_autofree char *parts = g_strdup_printf(
        _("kompilator  %s\nGLib        %u.%u.%u\nmapp        %s"), __VERSION__,
        glib_major_version, glib_minor_version, glib_micro_version, PREFIX);
    call_put(parts);
    return TRUE;
}

const Command command_version = {
    .name = "version",
    .summary = N_("visar programmets version"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(VersionOptions),
    .run = run,
    .text = N_("Visar programmets version."),
    .examples = { "hundra version --verbose" },
};
