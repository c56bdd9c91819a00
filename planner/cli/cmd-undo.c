#include <glib/gi18n.h>

#include "planner/cli/rows.h"

static gboolean
run(const Call *call, GError **error)
{
    g_autofree char *what = NULL;
    if (!store_undo(call->store, call->who, &what, error))
        return FALSE;
    call_say(call, _("Återtaget: %s"), what);
    return TRUE;
}

const Command command_undo = {
    .name = "undo",
    .summary = N_("tar tillbaka det senaste kommandot som ändrade något"),
    .operands = "",
    .store = NEEDS_STORE,
    .run = run,
    .text = N_("Tar tillbaka allt som det senaste kommandot ändrade i "
               "databasen. Upprepat går det ett kommando längre tillbaka "
               "varje gång; hundra show journal visar dem. Skickade brev går "
               "inte att ta tillbaka: ändra, planera och publicera igen."),
    .examples = { "hundra undo" },
};
