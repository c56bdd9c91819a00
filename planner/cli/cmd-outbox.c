#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "planner/cli/mail-call.h"
#include "planner/cli/rows.h"
#include "planner/cli/show.h"
#include "planner/deliver/drop.h"
#include "planner/deliver/halt.h"
#include "planner/deliver/pace.h"
#include "planner/deliver/resend.h"
#include "planner/deliver/send.h"

typedef struct OutboxOptions {
    gboolean dry_run;
    const char *why;
    gint64 minute, day, connections; /* -1: not said; 0: no limit */
    MailOptions mail;
} OutboxOptions;

enum { UNSAID = -1, LIMIT_MAX = 1000 * 1000, LINKS_MAX = 16 };

// clang-format off
static const OptionRow OPTIONS[] = {
    { "dry-run", OPTION_FLAG, offsetof(OutboxOptions, dry_run), NULL,
      N_("med resend: visar breven som de skulle bli, sparar inget"),
      0, 0, NULL },
    { "why", OPTION_STRING, offsetof(OutboxOptions, why), N_("TEXT"),
      N_("med drop: varför brevet inte ska skickas"), 0, 0, NULL },
    { "minute", OPTION_INT, offsetof(OutboxOptions, minute), "N",
      N_("med account: brev i minuten, 0 för ingen gräns"), UNSAID, LIMIT_MAX,
      "-1" },
    { "day", OPTION_INT, offsetof(OutboxOptions, day), "N",
      N_("med account: mottagare om dygnet, 0 för ingen gräns"), UNSAID, LIMIT_MAX,
      "-1" },
    { "connections", OPTION_INT, offsetof(OutboxOptions, connections),
      "N", N_("med account: förbindelser samtidigt, 0 för ingen gräns"),
      UNSAID, LINKS_MAX, "-1" },
    { "smtp", OPTION_STRING, offsetof(OutboxOptions, mail.smtp), "URL",
      N_("servern som tiden räknas för"), 0, 0, NULL },
    { 0 },
};

static const TableColumn TOTALS[] = {
    { N_("Väntar"), .path = "states.queued", .align = TABLE_RIGHT },
    { N_("Skickas"), .path = "states.sending", .align = TABLE_RIGHT },
    { N_("Skickas om"), .path = "states.deferred", .align = TABLE_RIGHT },
    { N_("Osäkra"), .path = "states.unsure", .align = TABLE_RIGHT },
    { N_("Skickade"), .path = "states.sent", .align = TABLE_RIGHT },
    { N_("Gick inte"), .path = "states.failed", .align = TABLE_RIGHT },
    { N_("Strukna"), .path = "states.dropped", .align = TABLE_RIGHT },
    { N_("Stoppat av"), .path = "halt.who" },
    { N_("Därför att"), .path = "halt.reason" },
    { 0 },
};
static const TableSection TOTAL[] = {
    { .path = "", .columns = TOTALS, .is_record = TRUE },
    { 0 },
};

static const TableColumn ACCOUNT[] = {
    { N_("Server"), .path = "host" },
    { N_("Brev i minuten, högst"), .path = "minute" },
    { N_("Mottagare om dygnet, högst"), .path = "day" },
    { N_("Förbindelser, högst"), .path = "connections" },
    { N_("Skickade senaste dygnet"), .path = "used" },
    { 0 },
};
static const TableSection ACCOUNTS[] = {
    { .path = "", .columns = ACCOUNT, .is_record = TRUE },
    { 0 },
};

static const TableColumn RESENT[] = {
    { N_("Nr"), .path = "id", .align = TABLE_RIGHT },
    { N_("Kod"), .path = "code" },
    { N_("Nytt brev"), .path = "fresh" },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection RESENDS[] = {
    { .path = "messages", .columns = RESENT },
    { 0 },
};
// clang-format on

/* ---- the list ---------------------------------------------------------------- */

/* The outbox view with the forecast in it. */
static char *
list_json(const Call *call, int *waiting, gint64 *seconds, GError **error)
{
    const OutboxOptions *options = call->options;
    g_autofree char *via = options->mail.smtp != NULL
                               ? mail_name(&options->mail, error)
                               : store_string(call->store, error, "outbox_via",
                                              "event:i", call->event);
    if (*error != NULL || !deliver_forecast(call->store, call->event, via,
                                            waiting, seconds, error))
        return NULL;
    g_autofree char *text =
        store_view(call->store, error, "outbox", "event:i", call->event);
    g_autoptr(JsonNode) view =
        text != NULL ? json_from_string(text, error) : NULL;
    if (view == NULL)
        return NULL;
    JsonObject *root = json_node_get_object(view);
    json_object_set_int_member(root, "seconds", *seconds);
    if (via != NULL)
        json_object_set_string_member(root, "via", via);
    else
        json_object_set_null_member(root, "via");
    return json_to_string(view, FALSE);
}

static gboolean
list(const Call *call, GError **error)
{
    int waiting = 0;
    gint64 seconds = 0;
    g_autoptr(GError) inner = NULL;
    g_autofree char *json = list_json(call, &waiting, &seconds, &inner);
    if (json == NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (!call_table(call, show_find("outbox")->sections, json, error))
        return FALSE;
    if (call->globals->json)
        return TRUE;
    call_say(call, "%s", "");
    if (!call_table(call, TOTAL, json, error))
        return FALSE;
    g_autofree char *duration = mail_duration(seconds);
    if (waiting > 0 && seconds > 0)
        call_say(call,
                 ngettext("%d brev tar ungefär %s.", "%d brev tar ungefär %s.",
                          (gulong)waiting),
                 waiting, duration);
    return TRUE;
}

/* ---- the stop switch ------------------------------------------------------------ */

static gboolean
stop(const Call *call, GError **error)
{
    const char *reason = call->operand_count > 1 ? call->operands[1] : NULL;
    if (!halt_on(call->store, call->who, reason, error))
        return FALSE;
    call_say(call, _("Utskicken är stoppade; hundra outbox go släpper fram "
                     "dem."));
    return TRUE;
}

static gboolean
go(const Call *call, GError **error)
{
    if (!halt_off(call->store, call->who, error))
        return FALSE;
    call_say(call, _("Utskicken är släppta; hundra send skickar det som "
                     "väntar."));
    return TRUE;
}

/* ---- letter by letter -------------------------------------------------------------- */

/* The numbers after the first operand; the caller owns them. */
static GArray *
numbers(const Call *call, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 1; i < call->operand_count; i++) {
        gint64 id = 0;
        if (!call_number(call, i, &id, error))
            return NULL;
        g_array_append_val(ids, id);
    }
    if (ids->len > 0)
        return g_steal_pointer(&ids);
    hundra_fail(error, HUNDRA_ERROR_USAGE,
                _("ange vilka brev, med numren ur hundra outbox"));
    return NULL;
}

static gboolean
drop(const Call *call, GError **error)
{
    const OutboxOptions *options = call->options;
    g_autoptr(GArray) ids = numbers(call, error);
    if (ids == NULL)
        return FALSE;
    if (options->why == NULL || *options->why == '\0')
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("säg varför breven inte ska skickas, med --why "
                             "TEXT"));
    if (!deliver_drop(call->store, call->event, &g_array_index(ids, gint64, 0),
                      ids->len, options->why, call->who, error))
        return FALSE;
    call_say(call,
             _("%u brev skickas inte; nästa hundra publish lägger ut det som "
               "då gäller."),
             ids->len);
    return TRUE;
}

static char *
resent_json(const Call *call, const GPtrArray *list, gboolean shown)
{
    g_autoptr(JsonNode) root = json_node_new(JSON_NODE_OBJECT);
    JsonObject *object = json_object_new();
    JsonArray *messages = json_array_new();
    json_node_take_object(root, object);
    for (guint i = 0; i < list->len; i++) {
        const Resent *resent = g_ptr_array_index(list, i);
        JsonObject *message = json_object_new();
        gsize size = 0;
        const char *data = g_bytes_get_data(resent->message, &size);
        g_autofree char *text = g_utf8_make_valid(data, (gssize)size);
        json_object_set_int_member(message, "id", resent->id);
        json_object_set_string_member(message, "code", resent->code);
        json_object_set_boolean_member(message, "fresh", resent->fresh);
        json_object_set_string_member(message, "subject", resent->subject);
        if (shown && call->globals->json)
            json_object_set_string_member(message, "message", text);
        json_array_add_object_element(messages, message);
    }
    json_object_set_array_member(object, "messages", messages);
    return json_to_string(root, FALSE);
}

static void
show_bytes(const Resent *resent)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(resent->message, &size);
    g_autofree char *text = g_utf8_make_valid(data, (gssize)size);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    printf("---- %" G_GINT64_FORMAT " ----\n", resent->id);
    for (char **line = lines; *line != NULL; line++)
        printf("%s\n", *line);
}

static gboolean
resend(const Call *call, GError **error)
{
    const OutboxOptions *options = call->options;
    g_autoptr(GArray) ids = numbers(call, error);
    if (ids == NULL)
        return FALSE;
    ResendRequest request = { .event = call->event,
                              .ids = &g_array_index(ids, gint64, 0),
                              .count = ids->len,
                              .keep = !options->dry_run,
                              .templates = call_templates(call),
                              .who = call->who };
    g_autoptr(GPtrArray) list = deliver_resend(call->store, &request, error);
    if (list == NULL)
        return FALSE;
    gboolean shown = options->dry_run && !call->globals->quiet;
    for (guint i = 0; shown && !call->globals->json && i < list->len; i++)
        show_bytes(g_ptr_array_index(list, i));
    g_autofree char *json = resent_json(call, list, shown);
    if (!call_table(call, RESENDS, json, error))
        return FALSE;
    if (options->dry_run)
        call_say(call, _("Inget är sparat; utan --dry-run läggs breven i "
                         "utkorgen."));
    else
        call_say(call, _("Breven väntar i utkorgen; hundra send skickar dem."));
    return TRUE;
}

/* ---- accounts ------------------------------------------------------------------------ */

static void
set_limit(JsonObject *account, const char *name, gint64 value)
{
    if (value > 0)
        json_object_set_int_member(account, name, value);
    else
        json_object_set_null_member(account, name);
}

static gboolean
show_account(const Call *call, const char *host, GError **error)
{
    Pace pace = { 0 };
    if (!pace_read(call->store, host, &pace, error))
        return FALSE;
    g_autoptr(JsonNode) root = json_node_new(JSON_NODE_OBJECT);
    JsonObject *account = json_object_new();
    json_node_take_object(root, account);
    json_object_set_string_member(account, "host", host);
    set_limit(account, "minute", pace.minute_max);
    set_limit(account, "day", pace.day_max);
    set_limit(account, "connections", pace.connections_max);
    json_object_set_int_member(account, "used", pace.day_used);
    g_autofree char *json = json_to_string(root, TRUE);
    return call_table(call, ACCOUNTS, json, error);
}

static gboolean
account(const Call *call, GError **error)
{
    const OutboxOptions *options = call->options;
    Pace said = { .minute_max = options->minute,
                  .day_max = options->day,
                  .connections_max = options->connections };
    if (call->operand_count != 2)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange en server, till exempel hundra outbox "
                             "account smtp.example.org"));
    const char *operand = call->operands[1];
    if (strspn(operand,
               "abcdefghijklmnopqrstuvwxyz"
               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") != strlen(operand) ||
        *operand == '\0')
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("servern anges med bara sitt namn, utan "
                             "smtp:// och port"));
    g_autofree char *host = g_ascii_strdown(operand, -1);
    gboolean changes =
        said.minute_max >= 0 || said.day_max >= 0 || said.connections_max >= 0;
    return (!changes || pace_set(call->store, host, &said, call->who, error)) &&
           show_account(call, host, error);
}

/* ---- the words ------------------------------------------------------------------------ */

// clang-format off
/* The stop switch and accounts are of all events. */
static const struct {
    const char *name, *help;
    gboolean of_event;
    gboolean (*run)(const Call *call, GError **error);
} WORDS[] = {
    { "stop", N_("stoppar alla utskick, också ett som pågår: stop [SKÄL]"),
      FALSE,      stop },
    { "go", N_("släpper fram dem igen"), FALSE, go },
    { "resend", N_("lägger ut brev en gång till: resend NR…; det som servern "
                   "vägrade går som det var, annat som nytt brev om samma "
                   "inbjudan"), TRUE, resend },
    { "drop", N_("stryker brev som väntar: drop NR… --why TEXT"), TRUE, drop },
    { "account", N_("visar och sätter gränser för en server: account SERVER"),
      FALSE,      account },
};
// clang-format on

static void
topics(CommandTopic tell, gpointer data)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        tell(WORDS[i].name, WORDS[i].help, data);
}

static gboolean
of_event(const Call *call, gboolean (*what)(const Call *, GError **),
         GError **error)
{
    Call chosen = *call;
    chosen.event = call_event(call, error);
    return chosen.event != 0 && what(&chosen, error);
}

static gboolean
run(const Call *call, GError **error)
{
    const char *names[G_N_ELEMENTS(WORDS)];
    if (call->operand_count == 0)
        return of_event(call, list, error);
    const char *word = call->operands[0];
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strcmp(WORDS[i].name, word) == 0)
            return WORDS[i].of_event ? of_event(call, WORDS[i].run, error)
                                     : WORDS[i].run(call, error);
        names[i] = WORDS[i].name;
    }
    const char *near = options_nearest(word, names, G_N_ELEMENTS(WORDS));
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("utkorgen kan inte %s; menade du %s?"), word,
                       near != NULL ? near : names[0]);
}

const Command command_outbox = {
    .name = "outbox",
    .summary = N_("visar utkorgen; stoppar, stryker och skickar om brev"),
    .operands = N_("[VAD [NR…|SKÄL|SERVER]]"),
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(OutboxOptions),
    .store = NEEDS_STORE,
    .run = run,
    .topics = topics,
    .text = N_("Utan VAD listas breven, hur många som väntar, är skickade och "
               "inte gick, hur lång tid resten tar, och om utskicken är "
               "stoppade. Den som fått sitt brev struket har inte fått veta "
               "något: nästa hundra publish lägger ut det som då gäller. VAD "
               "är:"),
    .examples = { "hundra outbox", "hundra outbox stop \"fel lokal\"",
                  "hundra outbox resend 12 --dry-run" },
};
