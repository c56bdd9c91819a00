#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/cli/mend-call.h"
#include "planner/cli/rows.h"
#include "planner/plan/replace.h"

typedef struct ReplaceOptions {
    MendOptions mend;
    const char *take;
} ReplaceOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "take", OPTION_STRING, offsetof(ReplaceOptions, take), N_("PERSON"),
      N_("den som tar platsen; utan --yes visas bara följden"), 0, 0, NULL },
    { "half", OPTION_CHOICE, offsetof(MendOptions, half), "am|pm",
      N_("borta bara på förmiddagen (am) eller eftermiddagen (pm)"),
      0, 0, NULL },
    MEND_OPTION_ROWS,
    { 0 },
};

static const TableColumn SUBSTITUTES[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Uppdrag"), .path = "title", .align = TABLE_WRAP },
    { N_("Organ"), .path = "organ_code" },
    { N_("Parti"), .path = "party" },
    { N_("Vem"), .path = "kind", .format = "word" },
    { N_("Går"), .path = "legal" },
    { N_("Hör"), .path = "told.people", .align = TABLE_RIGHT },
    { N_("Företag"), .path = "told.companies", .align = TABLE_RIGHT },
    { N_("Poäng"), .path = "soft", .align = TABLE_RIGHT, .format = "points" },
    { N_("Varför inte"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection SECTIONS[] = {
    { .title = N_("Ersättare, i tur och ordning"), .path = "substitutes",
      .columns = SUBSTITUTES,
      .empty = N_("Ingen är ledig då.") },
    { 0 },
};
// clang-format on

/* The first who can, borrowed from ROOT; NULL: nobody. */
static const char *
first_legal(JsonNode *root)
{
    JsonArray *all =
        json_object_get_array_member(json_node_get_object(root), "substitutes");
    for (guint i = 0; i < json_array_get_length(all); i++) {
        JsonObject *one = json_array_get_object_element(all, i);
        if (json_object_get_boolean_member(one, "legal"))
            return json_object_get_string_member(one, "person");
    }
    return NULL;
}

/* What absent would do; NULL with *FAULT (owned) when nothing legal was found,
 * NULL with ERROR set else. */
static MendReport *
look(const Call *call, const MendRequest *request, char **fault, GError **error)
{
    g_autoptr(GError) inner = NULL;
    MendRequest absent = *request;
    absent.take = NULL;
    absent.keep = FALSE;
    MendReport *report = mend(call->store, &absent, &inner);
    if (g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_NO_PLAN))
        *fault = g_strdup(inner->message);
    else if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    return report;
}

static gboolean
show(const Call *call, const MendRequest *request, GError **error)
{
    g_autofree char *fault = NULL;
    g_autoptr(MendReport) absent = look(call, request, &fault, error);
    if (absent == NULL && fault == NULL)
        return FALSE;
    g_autofree char *text =
        replace_json(call->store, request, absent, fault, error);
    g_autoptr(JsonNode) root =
        text != NULL ? json_from_string(text, error) : NULL;
    if (root == NULL)
        return FALSE;
    g_autofree char *least = absent != NULL ? mend_text(absent) : NULL;
    call_say(call, _("Utan ersättare (hundra absent %s):\n%s"), request->thing,
             least != NULL ? least : fault);
    call_say(call, "\n");
    if (!call_table(call, SECTIONS, text, error))
        return FALSE;
    const char *first = first_legal(root);
    if (first != NULL)
        call_say(call,
                 _("\nInget är ändrat. Näst på tur: hundra replace %s "
                   "--take %s"),
                 request->thing, first);
    return TRUE;
}

/* Adds to ERROR, which says why the one who was asked for cannot, who can. */
static void
propose_next(const Call *call, const MendRequest *request, GError **error)
{
    if (error == NULL ||
        !g_error_matches(*error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED))
        return;
    g_autofree char *text =
        replace_json(call->store, request, NULL, NULL, NULL);
    g_autoptr(JsonNode) root =
        text != NULL ? json_from_string(text, NULL) : NULL;
    const char *next = root != NULL ? first_legal(root) : NULL;
    g_autofree char *was = g_strdup((*error)->message);
    if (next == NULL)
        return;
    g_clear_error(error);
    hundra_fail(error, HUNDRA_ERROR_REFUSED,
                _("%s. Näst på tur är %s: hundra replace %s --take %s"), was,
                next, request->thing, next);
}

static gboolean
run(const Call *call, GError **error)
{
    const ReplaceOptions *options = call->options;
    MendRequest request = { .kind = MEND_ABSENT,
                            .event = call->event,
                            .thing = call->operands[0],
                            .take = options->take,
                            .half = options->mend.half,
                            .now_min = MEND_NO_TIME,
                            .who = call->who };
    if (options->take != NULL) {
        if (mend_call(call, &request, error))
            return TRUE;
        propose_next(call, &request, error);
        return FALSE;
    }
    if (options->mend.yes)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--yes behöver --take PERSON; utan ersättare: "
                             "hundra absent %s --yes"),
                           call->operands[0]);
    return show(call, &request, error);
}

const Command command_replace = {
    .name = "replace",
    .summary = N_("visar vem som kan ta en plats, och sätter in ersättaren"),
    .operands = N_("PERSON"),
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(ReplaceOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("När någon har tackat nej: visar först den minsta ändringen "
               "av planen utan henne, och sedan ersättarna i tur och "
               "ordning: ersättare i samma organ och parti, i listans "
               "ordning, sedan ersättare i samma organ, sist andra ur samma "
               "parti; för en tjänsteperson samma förvaltning först. Var och "
               "en prövas mot alla hårda regler, också jäv. Med --take visas "
               "följden av att just den personen tar platsen, och med --yes "
               "sparas den som en ny version. Inget skickas: hundra publish "
               "är nästa steg."),
    .examples = { "hundra replace P012", "hundra replace P012 --take P044",
                  "hundra replace P012 --take P044 --yes" },
};
