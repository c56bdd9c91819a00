#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/put.h"
#include "planner/cli/rows.h"
#include "planner/deliver/remind.h"

typedef struct RemindOptions {
    gboolean dry_run;
    const char *ladder;
    gboolean scheduled;
} RemindOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "dry-run", OPTION_FLAG, offsetof(RemindOptions, dry_run), NULL,
      N_("visar vilka som skulle få en påminnelse; utkorgen är som förut"),
      0, 0, NULL },
    { "ladder", OPTION_STRING, offsetof(RemindOptions, ladder), N_("DAGAR"),
      N_("dagar att påminna på, till exempel 2022-05-03,2022-05-10; \"\" tar "
         "bort dem"), 0, 0, NULL },
    { "scheduled", OPTION_FLAG, offsetof(RemindOptions, scheduled), NULL,
      N_("körs av datorn en gång om dagen (cron): bara det som dagarna ger, "
         "och breven säger att ingen har tryckt på skicka"), 0, 0, NULL },
    { 0 },
};

static const TableColumn LIST[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP },
    { N_("Varför inte"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection SECTIONS[] = {
    { .path = "reminders", .columns = LIST },
    { 0 },
};
// clang-format on

/* ---- who is picked -------------------------------------------------------------- */

/* Adds everyone of GROUP in the plan in force, people and companies. */
static gboolean
add_group(const Call *call, const char *word, GPtrArray *codes, GError **error)
{
    gint64 number = 0;
    g_autoptr(GError) inner = NULL;
    guint before = codes->len;
    if (word == NULL ||
        !g_ascii_string_to_signed(word, 10, 1, G_MAXINT, &number, NULL))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("efter grupp ska ett nummer stå, till exempel "
                             "grupp 3"));
    g_autoptr(StoreRows) rows =
        store_query(call->store, &inner, "remind_group", "event:i number:i",
                    call->event, number);
    while (rows != NULL && store_rows_next(rows, &inner))
        g_ptr_array_add(codes, g_strdup(store_rows_text(rows, 0)));
    if (inner == NULL && codes->len == before)
        hundra_fail(&inner, HUNDRA_ERROR_INPUT,
                    _("ingen grupp har nummer %s; hundra show groups listar "
                      "dem som finns"),
                    word);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* The codes that the operands mean, NULL-terminated; the caller owns the
 * array. */
static GPtrArray *
read_codes(const Call *call, GError **error)
{
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < call->operand_count; i++) {
        const char *word = call->operands[i];
        gboolean group =
            strcmp(word, "grupp") == 0 || strcmp(word, "group") == 0;
        char *code = NULL;
        if (group) {
            if (!add_group(call, call->operands[++i], codes, error))
                return NULL;
            continue;
        }
        if ((code = call_code(call, word, error)) == NULL)
            return NULL;
        g_ptr_array_add(codes, code);
    }
    g_ptr_array_add(codes, NULL);
    return g_steal_pointer(&codes);
}

/* ---- what is told ---------------------------------------------------------------- */

/* REPORT as the JSON that --json prints; the caller owns it. */
static char *
report_json(const RemindReport *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_text(json, "step", report->step);
    put_text(json, "next", report->next);
    json_builder_set_member_name(json, "count");
    json_builder_add_int_value(json, report->count);
    json_builder_set_member_name(json, "reminders");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->list->len; i++) {
        const Reminded *one = g_ptr_array_index(report->list, i);
        json_builder_begin_object(json);
        put_text(json, "code", one->code);
        put_text(json, "name", one->name);
        put_text(json, "reason", one->reason);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

static gboolean
tell(const Call *call, const RemindReport *report, GError **error)
{
    const RemindOptions *options = call->options;
    g_autofree char *json = report_json(report);
    if (report->list->len > 0 && !call->globals->quiet) {
        if (!call_table(call, SECTIONS, json, error))
            return FALSE;
        call_say(call, "%s", "");
    } else if (call->globals->json)
        call_put(json);
    if (report->step != NULL)
        call_say(call, _("Påminnelserna hör till steget %s."), report->step);
    call_say(call,
             options->dry_run ? ngettext("%d skulle få en påminnelse.",
                                         "%d skulle få en påminnelse.",
                                         (unsigned long)report->count)
                              : ngettext("I utkorgen: %d påminnelse.",
                                         "I utkorgen: %d påminnelser.",
                                         (unsigned long)report->count),
             report->count);
    if (report->next != NULL)
        call_say(call, _("Nästa steg är %s."), report->next);
    if (!options->dry_run && report->count > 0)
        call_say(call, _("Se breven med hundra send --dry-run."));
    return TRUE;
}

static gboolean
set_ladder(const Call *call, const char *days, GError **error)
{
    if (call->operand_count > 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--ladder gäller alla som är tysta; ange dagarna "
                             "utan koder"));
    if (!deliver_ladder(call->store, call->event, days, call->who, error))
        return FALSE;
    call_say(call, *days != '\0'
                       ? _("Sparat. Från var och en av dagarna påminner "
                           "hundra remind dem som är tysta, en gång.")
                       : _("Stegen är borttagen."));
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const RemindOptions *options = call->options;
    if (options->ladder != NULL)
        return set_ladder(call, options->ladder, error);
    if (options->scheduled && call->operand_count > 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--scheduled påminner efter stegen; ange inga "
                             "koder"));
    g_autoptr(GPtrArray) codes = NULL;
    if (call->operand_count > 0 && (codes = read_codes(call, error)) == NULL)
        return FALSE;
    RemindRequest request = {
        .event = call->event,
        .codes = codes != NULL ? (const char *const *)codes->pdata : NULL,
        .scheduled = options->scheduled,
        .keep = !options->dry_run,
        .templates = call_templates(call),
        .who = call->who,
    };
    g_autoptr(RemindReport) report =
        deliver_remind(call->store, &request, error);
    return report != NULL && tell(call, report, error);
}

const Command command_remind = {
    .name = "remind",
    .summary = N_("lägger påminnelser till dem som inte har svarat i utkorgen"),
    .operands = N_("[KOD… | grupp NUMMER]"),
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(RemindOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Påminner dem som har fått sitt brev och inte svarat på det, "
               "eller dem av dem som räknas upp. En påminnelse är samma "
               "inbjudan igen, med svarsknappar; inget tidigare svar ändras. "
               "Den som redan är påmind i dag, vars brev väntar eller inte "
               "kom fram, eller som har svarat får ingen. Med --ladder "
               "bestäms dagar; från var och en av dem påminner remind en "
               "gång dem som då är tysta. Inget skickas: hundra send är "
               "nästa steg."),
    .examples = { "hundra remind --dry-run", "hundra remind P001 F007 grupp 3",
                  "hundra remind --ladder 2022-05-03,2022-05-10" },
};
