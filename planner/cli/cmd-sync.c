#include <glib/gi18n.h>

#include "planner/base/put.h"
#include "planner/cli/dav-call.h"
#include "planner/cli/progress.h"
#include "planner/cli/rows.h"
#include "planner/deliver/sync.h"

typedef struct SyncOptions {
    DavOptions dav;
    gboolean ours;
} SyncOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "ours", OPTION_FLAG, offsetof(SyncOptions, ours), NULL,
      N_("lägger tillbaka planens poster där någon har ändrat i kalendern"),
      0, 0, NULL },
    DAV_OPTIONS(SyncOptions, dav),
    { 0 },
};

static const TableColumn THEIRS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Post"), .path = "title", .align = TABLE_WRAP },
    { N_("I kalendern"), .path = "what", .format = "word" },
    { N_("Planen"), .path = "from", .align = TABLE_WRAP },
    { N_("Kalendern"), .path = "to", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .title = N_("Ändrat av andra"), .path = "theirs", .columns = THEIRS },
    { 0 },
};

/* REPORT as the JSON that --json prints; the caller owns it. */
static char *
report_json(const SyncReport *report)
{
    const struct {
        const char *name;
        int value;
    } numbers[] = {
        { "plan", report->version },        { "added", report->added },
        { "changed", report->changed },     { "removed", report->removed },
        { "unchanged", report->unchanged }, { "others", report->others },
        { "unsettled", report->unsettled },
    };
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        json_builder_set_member_name(json, numbers[i].name);
        json_builder_add_int_value(json, numbers[i].value);
    }
    json_builder_set_member_name(json, "theirs");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->theirs->len; i++) {
        const SyncTheirs *theirs = g_ptr_array_index(report->theirs, i);
        json_builder_begin_object(json);
        put_text(json, "code", theirs->code);
        put_text(json, "title", theirs->title);
        put_text(json, "what", theirs->what);
        put_text(json, "from", theirs->from);
        put_text(json, "to", theirs->to);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

static gboolean
tick(int done, int total, gpointer data)
{
    g_autofree char *line =
        g_strdup_printf(_("%d av %d kalenderposter"), done, total);
    return progress_step(data, line);
}

static gboolean
tell(const Call *call, const SyncReport *report, const char *where,
     GError **error)
{
    g_autofree char *json = report_json(report);
    call_say(call,
             _("Plan %d i %s: %d nya poster, %d ändrade, %d borttagna, %d "
               "oförändrade."),
             report->version, where, report->added, report->changed,
             report->removed, report->unchanged);
    if (report->elsewhere > 0)
        call_say(call,
                 _("Servern nämner %d poster utanför kalendern; de läses "
                   "inte."),
                 report->elsewhere);
    if (!call_table(call, SECTIONS, json, error))
        return FALSE;
    if (report->stopped || report->unsettled > 0)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                           _("allt hanns inte med; kör hundra sync igen"));
    if (report->theirs->len > 0)
        call_say(call, _("Planen är som den var. Ändra den om de har rätt, "
                         "eller lägg tillbaka med hundra sync --ours."));
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const SyncOptions *options = call->options;
    g_autoptr(Caldav) caldav =
        dav_call_open(call->operands[0], &options->dav, error);
    if (caldav == NULL)
        return FALSE;
    Progress progress;
    progress_begin(&progress, 0, call->globals->quiet || call->globals->json);
    const SyncRequest request = { .event = call->event,
                                  .who = call->who,
                                  .ours = options->ours,
                                  .tick = tick,
                                  .tick_data = &progress };
    g_autoptr(SyncReport) report =
        deliver_sync(call->store, caldav, &request, error);
    progress_end(&progress);
    return report != NULL && tell(call, report, caldav_name(caldav), error);
}

const Command command_sync = {
    .name = "sync",
    .summary = N_("håller en delad kalender lika med planen (CalDAV)"),
    .operands = "URL",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(SyncOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Lägger den publicerade planen i kalendern på URL: en post "
               "för varje grupp, med företagen i rubriken och stoppen i "
               "texten, och en för hela dagen. Kör igen när planen har "
               "ändrats. Det någon annan har ändrat i kalendern sägs, men "
               "ändrar aldrig planen, och skrivs inte över utan --ours. "
               "Ingen bjuds in från kalendern. Inloggningen läses ur en fil "
               "eller ur miljön (HUNDRA_DAV_FILE, HUNDRA_DAV_USER, "
               "HUNDRA_DAV_PASSWORD), aldrig från kommandoraden."),
    .examples = { "hundra sync https://kalender.example.org/brg/besoksdag/",
                  "hundra sync https://kalender.example.org/brg/besoksdag/ "
                  "--ours" },
};
