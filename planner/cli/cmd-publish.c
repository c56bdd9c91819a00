#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/deliver/publish.h"
#include "planner/plan/plan.h"

typedef struct PublishOptions {
    gboolean dry_run;
} PublishOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "dry-run", OPTION_FLAG, offsetof(PublishOptions, dry_run), NULL,
      N_("ändrar inget: visar vem som skulle höra vad, med skillnaden mot vad "
         "var och en hörde sist"), 0, 0, NULL },
    { 0 },
};

static const TableColumn HEARINGS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Brev"), .path = "letter", .format = "word" },
    { N_("Nytt"), .path = "news", .align = TABLE_WRAP },
    { 0 },
};
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
static const TableSection DRY_RUN[] = {
    { .path = "letters",
      .columns = HEARINGS,
      .empty = N_("Ingen behöver höra något.") },
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

static void
put_hearing(JsonBuilder *json, const Hearing *hearing)
{
    static const char *const letters[] = { [HEARS_NEW] = "new",
                                           [HEARS_CHANGED] = "changed",
                                           [HEARS_CANCELLED] = "cancelled" };
    g_autoptr(GString) news = g_string_new(NULL);
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "code");
    json_builder_add_string_value(json, hearing->code);
    json_builder_set_member_name(json, "name");
    json_builder_add_string_value(json, hearing->name);
    json_builder_set_member_name(json, "letter");
    json_builder_add_string_value(json, letters[hearing->kind]);
    json_builder_set_member_name(json, "changes");
    json_builder_begin_array(json);
    for (guint i = 0; i < hearing->changes->len; i++) {
        const char *text = g_ptr_array_index(hearing->changes, i);
        json_builder_add_string_value(json, text);
        g_string_append_printf(news, "%s%s", i > 0 ? " " : "", text);
    }
    json_builder_end_array(json);
    json_builder_set_member_name(json, "news");
    json_builder_add_string_value(json, news->str);
    json_builder_end_object(json);
}

/* REPORT as the JSON that --json prints; the caller owns it. */
static char *
report_json(const PublishReport *report, gboolean dry_run)
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
    json_builder_set_member_name(json, "dry_run");
    json_builder_add_boolean_value(json, dry_run);
    json_builder_set_member_name(json, "letters");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->hearings->len; i++)
        put_hearing(json, g_ptr_array_index(report->hearings, i));
    json_builder_end_array(json);
    json_builder_set_member_name(json, "unreached");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->unreached->len; i++)
        put_unreached(json, g_ptr_array_index(report->unreached, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

/* What publishing would say. */
static gboolean
foretell(const Call *call, const PublishReport *report, GError **error)
{
    g_autofree char *json = report_json(report, TRUE);
    if (!call_table(call, DRY_RUN, json, error))
        return FALSE;
    call_say(call,
             _("Plan %d skulle ge %d nya inbjudningar, %d ändringar, %d "
               "återbud; %d behöver inget höra. Inget är ändrat."),
             report->version, report->invited, report->updated,
             report->cancelled, report->unchanged);
    return TRUE;
}

static gboolean
tell(const Call *call, const PublishReport *report, GError **error)
{
    g_autofree char *json = report_json(report, FALSE);
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
    const PublishOptions *options = call->options;
    gint64 version = 0;
    /* Facts may have changed since the plan was made: hard stays hard. */
    if (!call_number(call, 0, &version, error) ||
        !plan_still_legal(call->store, call->event, (int)version, error))
        return FALSE;
    PublishRequest request = { .event = call->event,
                               .version = (int)version,
                               .templates = call_templates(call),
                               .who = call->who,
                               .dry_run = options->dry_run };
    g_autoptr(PublishReport) report =
        deliver_publish(call->store, &request, error);
    if (report == NULL)
        return FALSE;
    return options->dry_run ? foretell(call, report, error)
                            : tell(call, report, error);
}

const Command command_publish = {
    .name = "publish",
    .summary = N_("bestämmer en plan och fyller utkorgen"),
    .operands = N_("[VERSION]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(PublishOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Gör den nyaste planen, eller VERSION, till den som gäller, "
               "jämför med vad var och en har hört och lägger breven i "
               "utkorgen: en inbjudan till den som är ny, en ändring till "
               "den vars egna tider, platser eller uppdrag ändras, ett "
               "återbud till den som inte längre är med. Inget skickas. Att "
               "publicera samma plan igen ger inga brev."),
    .examples = { "hundra publish --dry-run", "hundra publish",
                  "hundra publish 3" },
};
