#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/cli/rows.h"
#include "planner/plan/explain.h"

typedef struct ExplainOptions {
    gint64 plan;
    const char *why_not;
    const char *half;
    gint64 steps;
    gboolean keep;
} ExplainOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "plan", OPTION_INT, offsetof(ExplainOptions, plan), N_("VERSION"),
      N_("förklarar den här versionen av planen; annars den nyaste"), 1,
      G_MAXINT, NULL },
    { "why-not", OPTION_STRING, offsetof(ExplainOptions, why_not), N_("GRUPP"),
      N_("säger vad som hindrar, eller vad det kostar, att vara i den gruppen"),
      0, 0, NULL },
    { "half", OPTION_CHOICE, offsetof(ExplainOptions, half), "am|pm",
      N_("med --why-not: bara den halvdagen"), 0, 0, NULL },
    { "steps", OPTION_INT, offsetof(ExplainOptions, steps), "N",
      N_("med --why-not: söker den andra planen i N steg"), 1, 1e9, NULL },
    { "keep", OPTION_FLAG, offsetof(ExplainOptions, keep), NULL,
      N_("med --why-not: sparar den andra planen som en ny version"),
      0, 0, NULL },
    { 0 },
};

static const TableColumn SEATS[] = {
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Grupp"), .path = "group" },
    { N_("Leder"), .path = "leader" },
    { N_("Kör"), .path = "driver" },
    { 0 },
};
static const TableColumn UNPLACED[] = {
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Varför inte med"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn VISIT[] = {
    { N_("Besöks av grupp"), .path = "visit.group" },
    { N_("Tid"), .path = "visit.start", .to = "visit.end",
      .format = "interval" },
    { N_("Önskat organ"), .path = "visit.wish_met" },
    { N_("Språk"), .path = "visit.language_met" },
    { N_("Varför inget besök"), .path = "unvisited", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn SUMS[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Enheter"), .path = "units", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad den säger"), .path = "sentence", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn RULES[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad"), .path = "text", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn WITHOUT[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Hård"), .path = "hard" },
    { N_("Skulle kosta"), .path = "cost", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Varför"), .path = "text", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn BARS[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Vad som stänger ute"), .path = "text", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn LOCKS[] = {
    { N_("Låst"), .path = "locks", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on

static const TableSection PERSON[] = {
    { .title = N_("Plats"), .path = "seats", .columns = SEATS },
    { .path = "unplaced", .columns = UNPLACED },
    { .title = N_("Vad det kostar nu"), .path = "rules", .columns = RULES },
    { .title = N_("Utan hen"), .path = "without", .columns = WITHOUT },
    { .title = N_("Hindras från"), .path = "bars", .columns = BARS },
    { .path = "", .columns = LOCKS, .is_record = TRUE },
    { 0 },
};
static const TableSection COMPANY[] = {
    { .path = "", .columns = VISIT, .is_record = TRUE },
    { .title = N_("Vad det kostar nu"), .path = "rules", .columns = RULES },
    { .title = N_("Utan besöket"), .path = "without", .columns = WITHOUT },
    { .path = "", .columns = LOCKS, .is_record = TRUE },
    { 0 },
};
static const TableSection GROUP[] = {
    { .title = N_("Vad gruppen kostar"), .path = "sums", .columns = SUMS },
    { .title = N_("Var"), .path = "rules", .columns = RULES },
    { .path = "", .columns = LOCKS, .is_record = TRUE },
    { 0 },
};

/* The number in "7" or "grupp 7". */
static gboolean
read_group(const char *text, int *number, GError **error)
{
    const char *digits = strrchr(text, ' ');
    gint64 value = 0;
    digits = digits != NULL ? digits + 1 : text;
    if (!g_ascii_string_to_signed(digits, 10, 1, G_MAXINT, &value, NULL))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--why-not ska vara en grupps nummer, till "
                             "exempel 7"));
    *number = (int)value;
    return TRUE;
}

static gboolean
read_request(const Call *call, ExplainRequest *request, GError **error)
{
    const ExplainOptions *options = call->options;
    if (options->why_not == NULL &&
        (options->half != NULL || options->keep || options->steps > 0))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--half, --steps och --keep hör till --why-not"));
    request->event = call->event;
    request->version = (int)options->plan;
    request->steps = options->steps;
    request->keep = options->keep;
    request->who = call->who;
    if (options->half != NULL)
        request->halves = 1 << (strcmp(options->half, "am") == 0 ? 0 : 1);
    return options->why_not == NULL ||
           read_group(options->why_not, &request->why_not, error);
}

static gboolean
print_answer(const Call *call, const char *text, GError **error)
{
    const ExplainOptions *options = call->options;
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_data(parser, text, -1, error))
        return FALSE;
    JsonObject *answer = json_node_get_object(json_parser_get_root(parser));
    call_put(json_object_get_string_member(answer, "text"));
    if (strcmp(json_object_get_string_member(answer, "answer"), "costs") != 0)
        return TRUE;
    if (!options->keep)
        call_say(call, _("Med --keep sparas den planen som en version."));
    else
        call_say(call, _("Sparad som plan %d."),
                 (int)json_object_get_int_member(answer, "kept"));
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    ExplainRequest request = { 0 };
    g_autofree char *subject = g_strjoinv(" ", (char **)call->operands);
    request.subject = subject;
    if (!read_request(call, &request, error))
        return FALSE;
    g_autofree char *text = explain_json(call->store, &request, error);
    if (text == NULL)
        return FALSE;
    if (request.why_not != 0 && !call->globals->json)
        return print_answer(call, text, error);
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_data(parser, text, -1, error))
        return FALSE;
    JsonObject *answer = json_node_get_object(json_parser_get_root(parser));
    const TableSection *sections =
        json_object_has_member(answer, "person")    ? PERSON
        : json_object_has_member(answer, "company") ? COMPANY
                                                    : GROUP;
    return call_table(call, sections, text, error);
}

const Command command_explain = {
    .name = "explain",
    .summary = N_("säger varför någon är där hen är, och varför inte"),
    .operands = N_("PERSON|FÖRETAG|GRUPP"),
    .operands_min = 1,
    .operands_max = 4,
    .options = OPTIONS,
    .options_size = sizeof(ExplainOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Säger vilka regler som talar om en person, ett företag eller "
               "en grupp (grupp 7) i den nyaste planen, vad var och en "
               "kostar, och vad som skulle brytas eller kosta mer utan "
               "personen eller besöket. Med --why-not GRUPP sägs i stället "
               "den hårda regel som hindrar att personen eller företaget är "
               "i den gruppen, eller vad den bästa planen kostar som en "
               "sökning i närheten finner med det; skillnaden är räknad av "
               "samma kod som verify. Inget ändras, om inte --keep sparar "
               "den planen som en ny version."),
    .examples = { "hundra explain P051", "hundra explain grupp 7",
                  "hundra explain P051 --why-not 7 --half am" },
};
