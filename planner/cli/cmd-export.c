#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/store/export.h"

static gboolean
run(const Call *call, GError **error)
{
    const char *path = call->operands[0];
    if (!export_file(call->store, call->event, path, error))
        return FALSE;
    call_say(call, _("Skrivet: %s"), path);
    return TRUE;
}

const Command command_export = {
    .name = "export",
    .summary = N_("skriver allt till en Excelfil som import kan läsa"),
    .operands = N_("FIL.xlsx"),
    .operands_min = 1,
    .operands_max = 1,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .files = TRUE,
    .text = N_("Skriver grupper, tider, människor och företag till var sitt "
               "blad. Att läsa in filen igen utan att ändra den ändrar "
               "inget. Skyddade uppgifter skrivs inte."),
    .examples = { "hundra export dagen.xlsx" },
};
