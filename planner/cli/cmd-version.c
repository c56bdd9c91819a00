#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "planner/cli/rows.h"

typedef struct VersionOptions {
    gboolean verbose;
} VersionOptions;

static const OptionRow OPTIONS[] = {
    { "verbose", OPTION_FLAG, offsetof(VersionOptions, verbose), NULL,
      N_("visar också vad programmet är byggt med"), 0, 0, NULL },
    { 0 },
};

/* The Makefile writes the list down when the program is built. */
static gboolean
put_libraries(GError **error)
{
    g_autoptr(GBytes) list = g_resources_lookup_data(
        "/hundra/libraries.txt", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (list == NULL)
        return FALSE;
    gsize size = 0;
    const char *text = g_bytes_get_data(list, &size);
    g_autofree char *copy = g_strchomp(g_strndup(text, size));
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        const char *version = strchr(*line, ' ');
        g_assert(version != NULL);
        printf("%-22.*s%s\n", (int)(version - *line), *line, version + 1);
    }
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const VersionOptions *options = call->options;
    call_put("hundra " VERSION);
    if (!options->verbose)
        return TRUE;
    printf("%-22s%s\n", _("kompilator"), __VERSION__);
    return put_libraries(error);
}

const Command command_version = {
    .name = "version",
    .summary = N_("visar programmets version"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(VersionOptions),
    .run = run,
    .text = N_("Visar programmets version; med --verbose också kompilatorn "
               "och biblioteken som det är byggt med, och deras versioner."),
    .examples = { "hundra version --verbose" },
};
