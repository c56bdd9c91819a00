#include <glib/gi18n.h>

#include "planner/cli/mail-call.h"
#include "planner/cli/progress.h"
#include "planner/cli/rehearsal.h"
#include "planner/cli/rows.h"
#include "planner/deliver/try.h"
#include "planner/plan/plan.h"
#include "planner/store/copy.h"

typedef struct RehearseOptions {
    const char *out;
    const char *to;
    const char *only;
    gboolean sample;
    gboolean as_file;
    gboolean yes;
    MailOptions mail;
} RehearseOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "out", OPTION_PATH, offsetof(RehearseOptions, out), N_("MAPP"),
      N_("lägger varje brev som en fil där, att öppna i e-postprogrammet"),
      0, 0, NULL },
    { "to", OPTION_STRING, offsetof(RehearseOptions, to), N_("ADRESS"),
      N_("provbrev till en egen adress, genom --smtp; utan --yes visas bara "
         "vilka"), 0, 0, NULL },
    { "only", OPTION_STRING, offsetof(RehearseOptions, only), N_("KODER"),
      N_("bara provbreven till dessa, som P001,F003"), 0, 0, NULL },
    { "sample", OPTION_FLAG, offsetof(RehearseOptions, sample), NULL,
      N_("ett provbrev av varje slag"), 0, 0, NULL },
    { "as-file", OPTION_FLAG, offsetof(RehearseOptions, as_file), NULL,
      N_("kalenderposten som en bifogad fil utan svarsknappar"), 0, 0, NULL },
    { "yes", OPTION_FLAG, offsetof(RehearseOptions, yes), NULL,
      N_("skickar provbreven"), 0, 0, NULL },
    MAIL_SERVER_ROWS(offsetof(RehearseOptions, mail)),
    { 0 },
};

static const TableColumn CLIENTS[] = {
    { N_("Mottagarens program"), .path = "client" },
    { N_("Inbjudan"), .path = "invitation", .align = TABLE_RIGHT },
    { N_("Ändring"), .path = "update", .align = TABLE_RIGHT },
    { N_("Återbud"), .path = "cancellation", .align = TABLE_RIGHT },
    { N_("Nej till förslag"), .path = "proposal", .align = TABLE_RIGHT },
    { N_("Utan knappar"), .path = "no_buttons", .align = TABLE_RIGHT },
    { N_("Bara bilaga"), .path = "attachment", .align = TABLE_RIGHT },
    { N_("Bara text"), .path = "text", .align = TABLE_RIGHT },
    { 0 },
};
static const TableColumn FAULTS[] = {
    { N_("Regel"), .path = "rule", .align = TABLE_RIGHT },
    { N_("Vad"), .path = "reason", .align = TABLE_WRAP },
    { N_("Märks i"), .path = "clients", .align = TABLE_WRAP },
    { N_("Brev"), .path = "count", .align = TABLE_RIGHT },
    { N_("Till exempel"), .path = "code" },
    { 0 },
};
static const TableColumn SUBJECTS[] = {
    { N_("Brev"), .path = "count", .align = TABLE_RIGHT },
    { N_("Slag"), .path = "method", .format = "word" },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn NOTHING[] = {
    { N_("Kod"), .path = "code" },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn TESTS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Slag"), .path = "method", .format = "word" },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .title = N_("Vad mottagarna ser, efter reglerna i docs/INTEROP.md"),
      .path = "clients",
      .columns = CLIENTS },
    { .title = N_("Regler som inte hålls"),
      .path = "faults",
      .columns = FAULTS },
    { .title = N_("Ämnen"), .path = "subjects", .columns = SUBJECTS },
    { .title = N_("Får inget brev"), .path = "nothing", .columns = NOTHING },
    { .title = N_("Provbrev"), .path = "tests", .columns = TESTS },
    { 0 },
};

static gboolean
options_agree(const RehearseOptions *options, GError **error)
{
    if (options->to == NULL && (options->only != NULL || options->sample ||
                                options->as_file || options->yes))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange också --to ADRESS: provbreven går bara "
                             "dit"));
    if (options->to != NULL && options->mail.smtp == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange också --smtp URL: servern som provbreven "
                             "går genom"));
    return TRUE;
}

/* Plays it all on a copy, which is gone afterwards. */
static RehearseReport *
rehearse(const Call *call, GError **error)
{
    gint64 version = 0;
    const RehearseOptions *options = call->options;
    if (!call_number(call, 0, &version, error))
        return NULL;
    g_autofree char *via = mail_name(&options->mail, error);
    g_autoptr(Store) copy = via != NULL ? store_copy(call->store, error) : NULL;
    if (copy == NULL ||
        !plan_still_legal(copy, call->event, (int)version, error))
        return NULL;
    Progress progress;
    progress_begin(&progress, 0, call->globals->quiet || call->globals->json);
    RehearseRequest request = { .event = call->event,
                                .version = (int)version,
                                .templates = call_templates(call),
                                .who = call->who,
                                .via = via,
                                .folder = options->out,
                                .keep = options->to != NULL,
                                .tick = mail_tick,
                                .tick_data = &progress };
    RehearseReport *report = deliver_rehearse(copy, &request, error);
    progress_end(&progress);
    return report;
}

static gboolean
tell(const Call *call, const RehearseReport *report, const GPtrArray *tried,
     GError **error)
{
    g_autofree char *json = rehearsal_json(report, tried);
    const RehearseOptions *options = call->options;
    call_say(call,
             _("Provat på en kopia: plan %d, %u brev kom fram till en "
               "server på den här datorn. Inget har skickats."),
             report->published->version, report->mails->len);
    if (report->sent->held > 0)
        call_say(call, _("%d väntar på sin tid; kör igen senare."),
                 report->sent->held);
    if (report->sent->capped > 0)
        call_say(call,
                 _("%d väntar: mottagaren har fått fem brev i dag; hundra "
                   "send --many skickar dem ändå."),
                 report->sent->capped);
    mail_say_forecast(call, (int)report->mails->len, report->seconds);
    if (!call_table(call, SECTIONS, json, error))
        return FALSE;
    if (options->out != NULL)
        call_say(call, _("Breven ligger i %s."), options->out);
    return !report->sent->stopped ||
           hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                       _("provet avbröts; resten är inte provat"));
}

static gboolean
send_tests(const Call *call, const GPtrArray *tried, const TryRequest *request,
           GError **error)
{
    int sent = 0;
    const RehearseOptions *options = call->options;
    if (!options->yes) {
        call_say(call, _("%u provbrev väntar; skicka dem med --yes."),
                 tried->len);
        return TRUE;
    }
    g_auto(Mail) mail = { 0 };
    if (!mail_open(call, &options->mail, &mail, error) ||
        !try_send(tried, mail.transport, request, &sent, error))
        return FALSE;
    call_say(call, _("%d provbrev skickade, till %s."), sent, request->to);
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const RehearseOptions *options = call->options;
    if (!options_agree(options, error))
        return FALSE;
    g_autoptr(RehearseReport) report = rehearse(call, error);
    if (report == NULL)
        return FALSE;
    if (options->to == NULL)
        return tell(call, report, NULL, error);
    const TryRequest request = { .to = options->to,
                                 .only = options->only,
                                 .sample = options->sample,
                                 .as_file = options->as_file,
                                 .now_utc = store_now_utc(call->store) };
    g_autoptr(GPtrArray) tried = try_choose(report, &request, error);
    return tried != NULL && tell(call, report, tried, error) &&
           send_tests(call, tried, &request, error);
}

const Command command_rehearse = {
    .name = "rehearse",
    .summary = N_("provar hela utskicket utan att skicka något"),
    .operands = N_("[VERSION]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(RehearseOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Publicerar och skickar på en kopia av databasen, till en "
               "server som bara finns så länge, och säger vad som kom fram: "
               "vad mottagarens program skulle visa, vilka som inget får och "
               "varför. Utkorgen är som förut. Med --smtp sägs hur lång tid "
               "utskicket tar genom den servern. Vad Outlook, Gmail och Apple "
               "visar bedöms efter kända regler, inte i programmen själva.\n"
               "\n"
               "Med --to går provbrev till en egen adress, så att du ser "
               "dem i ditt eget program. De har ett annat UID än de riktiga, "
               "så att de aldrig förväxlas med dem, och du står som den "
               "inbjudna: svarar du kommer svaret till avsändaren som okänt "
               "och räknas inte. Använd en annan adress än avsändarens; den "
               "som bjuder in ser inga knappar. Med --as-file är posten en "
               "fil att öppna eller importera. Ta bort provposterna ur "
               "kalendern själv: inget återbud kommer."),
    .examples = { "hundra rehearse --out prov",
                  "hundra rehearse --to jag@example.org --sample "
                  "--smtp smtps://example.org" },
};
