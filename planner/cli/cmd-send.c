#include <glib/gi18n.h>
#include <stdio.h>

#include "planner/cli/mail-check.h"
#include "planner/cli/progress.h"
#include "planner/cli/rows.h"
#include "planner/deliver/send.h"

typedef struct SendOptions {
    gboolean dry_run;
    gboolean check;
    gboolean many;
    gint64 connections;
    MailOptions mail;
} SendOptions;

enum { CONNECTIONS_MAX = 16 };

// clang-format off
static const OptionRow OPTIONS[] = {
    { "dry-run", OPTION_FLAG, offsetof(SendOptions, dry_run), NULL,
      N_("skickar inget: visar varje brev som väntar, byte för byte, och "
         "sist en lista över dem; med --quiet bara listan"), 0, 0, NULL },
    { "check", OPTION_FLAG, offsetof(SendOptions, check), NULL,
      N_("skickar inget: visar avsändare, server och vad servern erbjuder, "
         "och varnar för det som inte stämmer"), 0, 0, NULL },
    { "maildir", OPTION_PATH, offsetof(SendOptions, mail.maildir), N_("MAPP"),
      N_("lägger breven i en Maildir-mapp; post i mappen du står i om "
         "varken --maildir eller --smtp anges"), 0, 0, NULL },
    MAIL_SERVER_ROWS(offsetof(SendOptions, mail)),
    { "connections", OPTION_INT, offsetof(SendOptions, connections), "N",
      N_("förbindelser samtidigt; annars så många som kontot tillåter, "
         "högst 4"), 1, CONNECTIONS_MAX, NULL },
    { "many", OPTION_FLAG, offsetof(SendOptions, many), NULL,
      N_("skickar även till den som redan fått fem brev i dag"),
      0, 0, NULL },
    { 0 },
};

static const TableColumn MESSAGES[] = {
    { N_("Nr"), .path = "id", .align = TABLE_RIGHT },
    { N_("Kod"), .path = "code" },
    { N_("Till"), .path = "to", .missing = N_("(skyddade uppgifter)") },
    { N_("Brev"), .path = "method", .format = "word" },
    { N_("Läge"), .path = "state", .format = "word" },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn UNSENT[] = {
    { N_("Kod"), .path = "code" },
    { N_("För gott"), .path = "final" },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection DRY_RUN[] = {
    { .path = "messages",
      .columns = MESSAGES,
      .empty = N_("Inget väntar i utkorgen.") },
    { 0 },
};
static const TableSection REPORT[] = {
    { .title = N_("Inte skickade"), .path = "unsent", .columns = UNSENT },
    { 0 },
};

/* ---- without sending ------------------------------------------------------- */

static gboolean
waits(JsonObject *message)
{
    const char *state = json_object_get_string_member(message, "state");
    return g_strcmp0(state, "sent") != 0 && g_strcmp0(state, "failed") != 0 &&
           g_strcmp0(state, "dropped") != 0;
}

/* The messages of the outbox VIEW that have not left, as {"messages"}, and
 * how long they take. */
static JsonNode *
waiting_messages(JsonNode *view, gint64 seconds)
{
    JsonArray *all =
        json_object_get_array_member(json_node_get_object(view), "messages");
    JsonArray *waiting = json_array_new();
    for (guint i = 0; i < json_array_get_length(all); i++) {
        JsonObject *message = json_array_get_object_element(all, i);
        if (waits(message))
            json_array_add_object_element(waiting, json_object_ref(message));
    }
    JsonObject *root = json_object_new();
    json_object_set_array_member(root, "messages", waiting);
    json_object_set_int_member(root, "seconds", seconds);
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, root);
    return node;
}

/* Prints MESSAGE's bytes, or with --json puts them in it as "message". */
static gboolean
show_message(const Call *call, JsonObject *message, GError **error)
{
    gint64 id = json_object_get_int_member(message, "id");
    g_autoptr(GBytes) bytes =
        deliver_message(call->store, call->event, id, error);
    if (bytes == NULL)
        return FALSE;
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_utf8_make_valid(data, (gssize)size);
    if (call->globals->json) {
        json_object_set_string_member(message, "message", text);
        return TRUE;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    printf("---- %" G_GINT64_FORMAT " ----\n", id);
    for (char **line = lines; *line != NULL; line++)
        printf("%s\n", *line);
    return TRUE;
}

static gboolean
dry_run(const Call *call, GError **error)
{
    const SendOptions *options = call->options;
    int count = 0;
    gint64 seconds = 0;
    g_autofree char *via = mail_name(&options->mail, error);
    if (via == NULL || !deliver_forecast(call->store, call->event, via, &count,
                                         &seconds, error))
        return FALSE;
    g_autofree char *text =
        store_view(call->store, error, "outbox", "event:i", call->event);
    g_autoptr(JsonNode) view =
        text != NULL ? json_from_string(text, error) : NULL;
    if (view == NULL)
        return FALSE;
    g_autoptr(JsonNode) waiting = waiting_messages(view, seconds);
    JsonArray *messages =
        json_object_get_array_member(json_node_get_object(waiting), "messages");
    for (guint i = 0; i < json_array_get_length(messages); i++)
        if (!call->globals->quiet &&
            !show_message(call, json_array_get_object_element(messages, i),
                          error))
            return FALSE;
    g_autofree char *json = json_to_string(waiting, FALSE);
    if (!call_table(call, DRY_RUN, json, error))
        return FALSE;
    mail_say_forecast(call, count, seconds);
    return TRUE;
}

/* ---- sending --------------------------------------------------------------- */

/* A second, and Ctrl-C is heard within it. */
static gboolean
rest(const SendReport *report, gpointer data)
{
    enum { SLICES = 5 };
    for (int i = 0; i < SLICES; i++) {
        if (!mail_tick(report, data))
            return FALSE;
        g_usleep(G_USEC_PER_SEC / SLICES);
    }
    return TRUE;
}

/* REPORT as the JSON that --json prints; the caller owns it. */
static char *
report_json(const SendReport *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    const struct {
        const char *name;
        int value;
    } numbers[] = {
        { "waiting", report->waiting },   { "sent", report->sent },
        { "deferred", report->deferred }, { "failed", report->failed },
        { "unsure", report->unsure },     { "recovered", report->recovered },
        { "held", report->held },         { "capped", report->capped },
    };
    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        json_builder_set_member_name(json, numbers[i].name);
        json_builder_add_int_value(json, numbers[i].value);
    }
    json_builder_set_member_name(json, "unsent");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->unsent->len; i++) {
        const Unsent *unsent = g_ptr_array_index(report->unsent, i);
        json_builder_begin_object(json);
        json_builder_set_member_name(json, "code");
        json_builder_add_string_value(json, unsent->code);
        json_builder_set_member_name(json, "reason");
        json_builder_add_string_value(json, unsent->reason);
        json_builder_set_member_name(json, "final");
        json_builder_add_boolean_value(json, unsent->final);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

/* The account has sent what it may today. */
static gboolean
fail_full(const SendReport *report, GError **error)
{
    g_autoptr(GDateTime) when =
        g_date_time_new_from_unix_local(report->free_utc);
    g_autofree char *text = g_date_time_format(when, "%Y-%m-%d %H:%M");
    return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                       _("kontot har skickat så mycket det får på ett dygn; "
                         "kör igen efter %s"),
                       text);
}

static gboolean
tell(const Call *call, const SendReport *report, const char *where,
     GError **error)
{
    g_autofree char *json = report_json(report);
    call_say(call, _("Skickade: %d av %d brev, till %s."), report->sent,
             report->waiting, where);
    if (report->recovered > 0)
        call_say(call, _("%d av dem blev kvar efter ett avbrott."),
                 report->recovered);
    if (report->held > 0)
        call_say(call, _("%d väntar på sin tid; kör igen senare."),
                 report->held);
    if (report->capped > 0)
        call_say(call,
                 _("%d väntar: mottagaren har fått fem brev i dag; --many "
                   "skickar dem ändå."),
                 report->capped);
    if (!call_table(call, REPORT, json, error))
        return FALSE;
    if (report->halted)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                           _("utskicken är stoppade; resten väntar tills "
                             "hundra outbox go släpper fram dem"));
    if (report->free_utc > 0)
        return fail_full(report, error);
    if (report->stopped)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                           _("avbruten; resten väntar i utkorgen, kör igen"));
    return report->deferred + report->failed + report->unsure == 0 ||
           hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                       _("%d brev blev inte skickade; rätta det listan säger "
                         "och kör igen"),
                       report->deferred + report->failed + report->unsure);
}

static gboolean
forecast(const Call *call, const Mail *mail, GError **error)
{
    int waiting = 0;
    gint64 seconds = 0;
    if (!deliver_forecast(call->store, call->event,
                          transport_name(mail->transport), &waiting, &seconds,
                          error))
        return FALSE;
    mail_say_forecast(call, waiting, seconds);
    (void)fflush(stdout); /* before it is waited for */
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const SendOptions *options = call->options;
    g_auto(Mail) mail = { 0 };
    if (options->check)
        return mail_check(call, &options->mail, error);
    if (options->dry_run)
        return dry_run(call, error);
    if (!mail_open(call, &options->mail, &mail, error) ||
        !forecast(call, &mail, error))
        return FALSE;
    Progress progress;
    progress_begin(&progress, 0, call->globals->quiet || call->globals->json);
    SendRequest request = { .event = call->event,
                            .who = call->who,
                            .connections = (guint)options->connections,
                            .many = options->many,
                            .tick = mail_tick,
                            .rest = rest,
                            .data = &progress };
    g_autoptr(SendReport) report =
        deliver_send(call->store, mail.transport, &request, error);
    progress_end(&progress);
    return report != NULL &&
           tell(call, report, transport_name(mail.transport), error);
}

const Command command_send = {
    .name = "send",
    .summary = N_("skickar breven i utkorgen"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(SendOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Skickar de brev som hundra publish lade i utkorgen, till en "
               "Maildir-mapp eller genom en e-postserver. Ett avbrott förlorar "
               "inget brev: kör igen. Det som servern inte hann kvittera går "
               "en gång till med samma Message-ID, och e-postprogram visar det "
               "en gång. Kontots gränser hålls (hundra outbox account), och "
               "hur lång tid det tar sägs först. Inloggningen läses ur en fil "
               "eller ur miljön, aldrig från kommandoraden."),
    .examples = { "hundra send --dry-run", "hundra send --maildir post",
                  "hundra send --smtp smtp://mejl.example.org:587" },
};
