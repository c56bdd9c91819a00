#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/deliver/calendar.h"

typedef struct CalendarOptions {
    const char *out;
    gint64 plan;
} CalendarOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "out", OPTION_PATH, offsetof(CalendarOptions, out), N_("MAPP"),
      N_("mappen att skriva i; den görs om den saknas"), 0, 0, NULL },
    { "plan", OPTION_INT, offsetof(CalendarOptions, plan), N_("VERSION"),
      N_("skriver den här versionen; annars den som gäller, annars den "
         "nyaste"), 1, G_MAXINT, NULL },
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const CalendarOptions *options = call->options;
    if (options->out == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("något saknas; skriv hundra calendar --out MAPP"));
    g_autoptr(CalendarReport) report = deliver_calendar(
        call->store, call->event, (int)options->plan, options->out, error);
    if (report == NULL)
        return FALSE;
    call_say(call, _("Plan %d: %u kalenderfiler i %s."), report->version,
             report->files->len, options->out);
    if (call->globals->json)
        call_files(call, report->version, report->files);
    return TRUE;
}

const Command command_calendar = {
    .name = "calendar",
    .summary = N_("skriver en kalenderfil för var och en och varje grupp"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(CalendarOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Skriver dagen som kalenderfiler att lägga in för hand: "
               "P001.ics för en person, grupp-01.ics för en grupp. De bär "
               "ingen inbjudan och ingen annans adress."),
    .examples = { "hundra calendar --out kalender" },
};
