#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/deliver/feed.h"

typedef struct FeedOptions {
    const char *out;
    const char *revoke;
    gboolean links;
} FeedOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "out", OPTION_PATH, offsetof(FeedOptions, out), N_("MAPP"),
      N_("mappen att skriva i, annars feeds; den görs om den saknas"),
      0, 0, NULL },
    { "links", OPTION_FLAG, offsetof(FeedOptions, links), NULL,
      N_("visar vems fil som är vems: den som får veta namnet kan läsa "
         "flödet"), 0, 0, NULL },
    { "revoke", OPTION_STRING, offsetof(FeedOptions, revoke), N_("KOD"),
      N_("tar bort filen för P001 eller grupp-07; nästa hundra feed skriver "
         "en med nytt namn"), 0, 0, NULL },
    { 0 },
};

static const TableColumn LINKS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Fil"), .path = "file", .format = "file" },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .path = "links", .columns = LINKS },
    { 0 },
};

/* REPORT as the JSON that --json prints; the caller owns it.  The names are
 * secret: they stand in it only when asked for. */
static char *
report_json(const FeedReport *report, gboolean links)
{
    const struct {
        const char *name;
        int value;
    } numbers[] = {
        { "plan", report->version },        { "written", report->written },
        { "unchanged", report->unchanged }, { "cancelled", report->cancelled },
        { "removed", report->removed },
    };
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        json_builder_set_member_name(json, numbers[i].name);
        json_builder_add_int_value(json, numbers[i].value);
    }
    json_builder_set_member_name(json, "links");
    json_builder_begin_array(json);
    for (guint i = 0; links && i < report->links->len; i++) {
        const FeedLink *link = g_ptr_array_index(report->links, i);
        json_builder_begin_object(json);
        json_builder_set_member_name(json, "code");
        json_builder_add_string_value(json, link->code);
        json_builder_set_member_name(json, "file");
        json_builder_add_string_value(json, link->file);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

static gboolean
revoke_feed(const Call *call, const FeedRequest *request, const char *code,
            GError **error)
{
    if (!deliver_feed_revoke(call->store, request, code, error))
        return FALSE;
    call_say(call,
             _("Flödet för %s är återkallat. Nästa hundra feed ger det "
               "ett nytt namn."),
             code);
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const FeedOptions *options = call->options;
    const FeedRequest request = {
        .event = call->event,
        .who = call->who,
        .folder = options->out != NULL ? options->out : "feeds",
    };
    if (options->revoke != NULL)
        return revoke_feed(call, &request, options->revoke, error);
    g_autoptr(FeedReport) report = deliver_feed(call->store, &request, error);
    if (report == NULL)
        return FALSE;
    call_say(call, _("Plan %d: %d flöden skrivna i %s, %d oförändrade."),
             report->version, report->written, request.folder,
             report->unchanged);
    if (report->removed > 0)
        call_say(call, _("%d återkallade filer borttagna."), report->removed);
    g_autofree char *json = report_json(report, options->links);
    return (!options->links && !call->globals->json) ||
           call_table(call, SECTIONS, json, error);
}

const Command command_feed = {
    .name = "feed",
    .summary = N_("skriver kalenderflöden att prenumerera på"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(FeedOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Skriver den publicerade dagen för var och en och varje grupp "
               "som filer att lägga på en webbplats och prenumerera på från "
               "en kalender. Filernas namn går inte att gissa; den som får "
               "ett kan läsa det flödet. Det som ställs in står kvar som "
               "inställt i 30 dagar. Google läser om en prenumeration efter "
               "8 till 24 timmar, Outlook när det vill: brådskande ändringar "
               "skickas som brev."),
    .examples = { "hundra feed --out webb/kalender", "hundra feed --links",
                  "hundra feed --revoke P001" },
};
