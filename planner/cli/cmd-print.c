#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/deliver/print.h"

typedef struct PrintOptions {
    const char *out;
    gboolean each;
    gint64 plan;
} PrintOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "out", OPTION_PATH, offsetof(PrintOptions, out), N_("MAPP"),
      N_("mappen att skriva i; den görs om den saknas"), 0, 0, "." },
    { "each", OPTION_FLAG, offsetof(PrintOptions, each), NULL,
      N_("skriver en fil för varje grupp, deltagare, företag eller plats, inte "
         "en för alla"), 0, 0, NULL },
    { "plan", OPTION_INT, offsetof(PrintOptions, plan), N_("VERSION"),
      N_("skriver den här versionen; annars den som gäller, annars den "
         "nyaste"), 1, G_MAXINT, NULL },
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const PrintOptions *options = call->options;
    PrintRequest request = {
        .event = call->event,
        .version = (int)options->plan,
        .sheets = call->operand_count > 0 ? call->operands : NULL,
        .folder = options->out,
        .each = options->each,
        .templates = call_templates(call),
    };
    g_autoptr(PrintReport) report = deliver_print(call->store, &request, error);
    if (report == NULL)
        return FALSE;
    call_say(call, _("Plan %d: %d sidor i %u filer."), report->version,
             report->pages, report->files->len);
    call_files(call, report->version, report->files);
    return TRUE;
}

const Command command_print = {
    .name = "print",
    .summary = N_("skriver bladen för dagen som PDF"),
    .operands = N_("[BLAD…]"),
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(PrintOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .words = print_sheet_names,
    .text = N_("Skriver alla blad, eller de som namnges: gruppblad (ett för "
               "varje grupp), översikt, incheckning (listan vid dörren), "
               "värdblad (ett för varje besökt företag), platslista (en för "
               "varje plats), lunch (en beställning till varje restaurang), "
               "resplan (en för varje deltagare), gruppresplan (en för varje "
               "grupp) och kontaktlista (de som breven inte når). Samma plan "
               "ger samma fil, byte för byte."),
    .examples = { "hundra print --out utskrift", "hundra print gruppblad",
                  "hundra print resplan --each --out resplaner" },
};
