#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/deliver/publish.h"
#include "planner/plan/plan.h"

// clang-format off
static const TableColumn UNREACHED[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .title = N_("Får inget brev"),
      .path = "unreached",
      .columns = UNREACHED },
    { 0 },
};

static void
put_unreached(JsonBuilder *json, const Unreached *unreached)
{
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "code");
    json_builder_add_string_value(json, unreached->code);
    json_builder_set_member_name(json, "name");
    if (unreached->name != NULL)
        json_builder_add_string_value(json, unreached->name);
    else
        json_builder_add_null_value(json);
    json_builder_set_member_name(json, "reason");
    json_builder_add_string_value(json, unreached->reason);
    json_builder_end_object(json);
}

/* REPORT as the JSON that --json prints; the caller owns it. */
static char *
report_json(const PublishReport *report)
{
    const struct {
        const char *name;
        int value;
    } numbers[] = {
        { "plan", report->version },        { "newest", report->newest },
        { "invited", report->invited },     { "updated", report->updated },
        { "cancelled", report->cancelled }, { "withdrawn", report->withdrawn },
        { "unchanged", report->unchanged },
    };
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        json_builder_set_member_name(json, numbers[i].name);
        json_builder_add_int_value(json, numbers[i].value);
    }
    json_builder_set_member_name(json, "unreached");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->unreached->len; i++)
        put_unreached(json, g_ptr_array_index(report->unreached, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

static gboolean
tell(const Call *call, const PublishReport *report, GError **error)
{
    g_autofree char *json = report_json(report);
    call_say(call, _("Plan %d gäller nu."), report->version);
    if (report->version < report->newest)
        call_say(call, _("Obs: plan %d är nyare."), report->newest);
    call_say(call,
             _("I utkorgen: %d nya inbjudningar, %d ändringar, %d återbud; "
               "%d behöver inget höra."),
             report->invited, report->updated, report->cancelled,
             report->unchanged);
    if (report->withdrawn > 0)
        call_say(call, _("%d väntande brev behövs inte längre."),
                 report->withdrawn);
    if (!call_table(call, SECTIONS, json, error))
        return FALSE;
    call_say(call, _("Se breven med hundra send --dry-run."));
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    gint64 version = 0;
    /* Facts may have changed since the plan was made: hard stays hard. */
    if (!call_number(call, 0, &version, error) ||
        !plan_still_legal(call->store, call->event, (int)version, error))
        return FALSE;
    PublishRequest request = { .event = call->event,
                               .version = (int)version,
                               .who = call->who };
    g_autoptr(PublishReport) report =
        deliver_publish(call->store, &request, error);
    return report != NULL && tell(call, report, error);
}

const Command command_publish = {
    .name = "publish",
    .summary = N_("bestämmer en plan och fyller utkorgen"),
    .operands = N_("[VERSION]"),
    .operands_max = 1,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Gör den nyaste planen, eller VERSION, till den som gäller, "
               "jämför med vad var och en har hört och lägger breven i "
               "utkorgen: en inbjudan till den som är ny, en ändring till "
               "den vars egna tider, platser eller uppdrag ändras, ett "
               "återbud till den som inte längre är med. Inget skickas. Att "
               "publicera samma plan igen ger inga brev."),
    .examples = { "hundra publish", "hundra publish 3" },
};
