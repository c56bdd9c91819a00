#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/plan/lock.h"

static gboolean
run(const Call *call, GError **error)
{
    g_autofree char *what = NULL;
    if (!lock_drop(call->store, call->event, call->operands[0], call->who,
                   &what, error))
        return FALSE;
    call_say(call, "%s", what);
    return TRUE;
}

const Command command_unlock = {
    .name = "unlock",
    .summary = N_("tar bort ett lås"),
    .operands = N_("NR|\"LÅS\""),
    .operands_min = 1,
    .operands_max = 1,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Tar bort det lås som har det numret i listan, eller som säger "
               "det som står. Planer som redan är gjorda ändras inte."),
    .examples = { "hundra unlock 3", "hundra unlock \"P051 i grupp 7\"" },
};
