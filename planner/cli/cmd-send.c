#include <glib/gi18n.h>
#include <stdio.h>

#include "planner/cli/progress.h"
#include "planner/cli/rows.h"
#include "planner/deliver/credentials.h"
#include "planner/deliver/send.h"

typedef struct SendOptions {
    gboolean dry_run;
    const char *maildir;
    const char *smtp;
    const char *credentials;
    const char *ca;
    gboolean plaintext;
} SendOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "dry-run", OPTION_FLAG, offsetof(SendOptions, dry_run), NULL,
      N_("skickar inget: visar varje brev som väntar, byte för byte, och "
         "sist en lista över dem; med --quiet bara listan"), 0, 0, NULL },
    { "maildir", OPTION_PATH, offsetof(SendOptions, maildir), N_("MAPP"),
      N_("lägger breven i en Maildir-mapp; post i mappen du står i om "
         "varken --maildir eller --smtp anges"), 0, 0, NULL },
    { "smtp", OPTION_STRING, offsetof(SendOptions, smtp), "URL",
      N_("skickar genom en server: smtp://värd:587 (STARTTLS) eller "
         "smtps://värd"), 0, 0, NULL },
    { "credentials", OPTION_PATH, offsetof(SendOptions, credentials),
      N_("FIL"),
      N_("inloggningen, rader som user = namn och password = ord; filen får "
         "vara läsbar bara för dig (0600)"), 0, 0, NULL },
    { "ca", OPTION_PATH, offsetof(SendOptions, ca), N_("FIL"),
      N_("certifikat (PEM) att lita på; annars systemets"), 0, 0, NULL },
    { "plaintext", OPTION_FLAG, offsetof(SendOptions, plaintext), NULL,
      N_("tillåter smtp:// utan TLS, och då utan inloggning: bara för en "
         "server på den egna datorn"), 0, 0, NULL },
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
    return g_strcmp0(state, "sent") != 0 && g_strcmp0(state, "failed") != 0;
}

/* The messages of the outbox VIEW that have not left, as {"messages"}. */
static JsonNode *
waiting_messages(JsonNode *view)
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
    g_autofree char *text =
        store_view(call->store, error, "outbox", "event:i", call->event);
    g_autoptr(JsonNode) view =
        text != NULL ? json_from_string(text, error) : NULL;
    if (view == NULL)
        return FALSE;
    g_autoptr(JsonNode) waiting = waiting_messages(view);
    JsonArray *messages =
        json_object_get_array_member(json_node_get_object(waiting), "messages");
    for (guint i = 0; i < json_array_get_length(messages); i++)
        if (!call->globals->quiet &&
            !show_message(call, json_array_get_object_element(messages, i),
                          error))
            return FALSE;
    g_autofree char *json = json_to_string(waiting, FALSE);
    return call_table(call, DRY_RUN, json, error);
}

/* ---- sending --------------------------------------------------------------- */

static Transport *
open_smtp(const SendOptions *options, GError **error)
{
    const CredentialsPlaces places = {
        .file = options->credentials != NULL ? options->credentials
                                             : g_getenv("HUNDRA_SMTP_FILE"),
        .user = g_getenv("HUNDRA_SMTP_USER"),
        .password = g_getenv("HUNDRA_SMTP_PASSWORD"),
    };
    g_auto(Credentials) credentials = { 0 };
    if (!credentials_find(&places, &credentials, error))
        return NULL;
    const TransportLogin login = { .user = credentials.user,
                                   .password = credentials.password,
                                   .bearer = credentials.bearer,
                                   .ca_file = options->ca,
                                   .plaintext = options->plaintext };
    return transport_smtp(options->smtp, &login, error);
}

static Transport *
open_transport(const SendOptions *options, GError **error)
{
    if (options->smtp != NULL && options->maildir != NULL) {
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("ange --maildir eller --smtp, inte båda"));
        return NULL;
    }
    g_autoptr(GError) inner = NULL;
    Transport *transport =
        options->smtp != NULL
            ? open_smtp(options, &inner)
            : transport_maildir(
                  options->maildir != NULL ? options->maildir : "post", &inner);
    if (inner != NULL && inner->domain == TRANSPORT_ERROR)
        hundra_fail(error, HUNDRA_ERROR_DELIVERY, "%s", inner->message);
    else if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    return transport;
}

static gboolean
tick(const SendReport *report, gpointer data)
{
    Progress *progress = data;
    g_autofree char *line =
        g_strdup_printf(_("%d av %d brev"), report->sent, report->waiting);
    return progress_step(progress, line);
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
        { "held", report->held },
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
    if (!call_table(call, REPORT, json, error))
        return FALSE;
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
run(const Call *call, GError **error)
{
    const SendOptions *options = call->options;
    if (options->dry_run)
        return dry_run(call, error);
    g_autoptr(Transport) transport = open_transport(options, error);
    if (transport == NULL)
        return FALSE;
    Progress progress;
    progress_begin(&progress, 0, call->globals->quiet || call->globals->json);
    SendRequest request = { .event = call->event,
                            .who = call->who,
                            .tick = tick,
                            .tick_data = &progress };
    g_autoptr(SendReport) report =
        deliver_send(call->store, transport, &request, error);
    progress_end(&progress);
    return report != NULL &&
           tell(call, report, transport_name(transport), error);
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
               "Maildir-mapp eller genom en e-postserver. Ett avbrott "
               "förlorar inget brev och skickar inget två gånger: kör igen. "
               "Inloggningen läses ur en fil eller ur miljön, aldrig från "
               "kommandoraden."),
    .examples = { "hundra send --dry-run", "hundra send --maildir post",
                  "hundra send --smtp smtp://mejl.example.org:587" },
};
