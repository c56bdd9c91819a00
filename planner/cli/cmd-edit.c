#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/store/edit.h"

static gboolean
run(const Call *call, GError **error)
{
    EditRequest request = { .event = call->event,
                            .code = call->operands[0],
                            .field = call->operands[1],
                            .value = call->operands[2],
                            .who = call->who };
    g_autofree char *what = NULL;
    if (!edit_set(call->store, &request, &what, error))
        return FALSE;
    call_say(call, "%s", what);
    return TRUE;
}

const Command command_edit = {
    .name = "edit",
    .summary = N_("ändrar en uppgift om en person eller ett företag"),
    .operands = N_("PERSON|FÖRETAG FÄLT VÄRDE"),
    .operands_min = 3,
    .operands_max = 3,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Ändrar en uppgift för hand. FÄLT är en av listans rubriker, "
               "VÄRDE skrivs som i listan; ett tomt värde (\"\") tar bort "
               "uppgiften. En senare inläsning som säger något annat ändrar "
               "den inte utan att fråga."),
    .examples = { "hundra edit P051 Telefon 070-1740633",
                  "hundra edit F044 Tider 10:00-11:30" },
};
