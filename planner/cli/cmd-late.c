#include <glib/gi18n.h>

#include "planner/cli/mend-call.h"
#include "planner/cli/rows.h"

/* Longer than that is no delay but another day. */
enum { DELAY_MAX = 600 };

// clang-format off
static const OptionRow OPTIONS[] = {
    MEND_OPTION_ROWS,
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    gint64 group = 0, minutes = 0;
    if (!call_number(call, 0, &group, error) ||
        !call_number(call, 1, &minutes, error))
        return FALSE;
    if (minutes > DELAY_MAX)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("en försening är högst %d minuter"), DELAY_MAX);
    MendRequest request = { .kind = MEND_LATE,
                            .group = (int)group,
                            .delay_min = (int)minutes };
    return mend_call(call, &request, error);
}

const Command command_late = {
    .name = "late",
    .summary = N_("lagar planen när en grupp är sen: vilka ska ringas"),
    .operands = N_("GRUPP MINUTER"),
    .operands_min = 2,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(MendOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Gruppen behöver MINUTER mer än restiden till sitt nästa besök: "
               "det första som --now inte säger har börjat. Visar vilka "
               "företag som får en annan tid, med kontakt och telefon, eller "
               "vilket besök som inte ryms. Utan --yes ändras inget. Inget "
               "skickas: hundra publish är nästa steg."),
    .examples = { "hundra late 7 20 --now 10:40",
                  "hundra late 7 20 --now 10:40 --yes" },
};
