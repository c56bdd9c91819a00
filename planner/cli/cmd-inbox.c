#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "planner/cli/inbox-ask.h"
#include "planner/cli/rows.h"

typedef struct InboxOptions {
    gboolean ask;
} InboxOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "ask", OPTION_FLAG, offsetof(InboxOptions, ask), NULL,
      N_("visar ett brev i taget; en tangent bokför det"), 0, 0, NULL },
    { 0 },
};

static const TableColumn MAILS[] = {
    { N_("Nr"), .path = "number", .align = TABLE_RIGHT },
    { N_("Kod"), .path = "code" },
    { N_("Brev"), .path = "kind", .format = "word" },
    { N_("Säger"), .path = "answer", .format = "word" },
    { N_("Från"), .path = "sender" },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { N_("Väntar för att"), .path = "why", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection LIST[] = {
    { .path = "inbox", .columns = MAILS, .empty = N_("Inget väntar.") },
    { 0 },
};
// clang-format on

/* The mails of view inbox; NUMBER 0: all that wait.  *VIEW owns them. */
static JsonArray *
mails_of(const Call *call, gint64 number, JsonNode **view, GError **error)
{
    g_autofree char *text =
        store_view(call->store, error, "inbox", "id:i", number);
    *view = text != NULL ? json_from_string(text, error) : NULL;
    return *view != NULL ? json_object_get_array_member(
                               json_node_get_object(*view), "inbox")
                         : NULL;
}

static gboolean
list(const Call *call, GError **error)
{
    g_autoptr(JsonNode) view = NULL;
    JsonArray *mails = mails_of(call, 0, &view, error);
    if (mails == NULL)
        return FALSE;
    /* Sentences are for people; programs have the reason's code. */
    for (guint i = 0; !call->globals->json && i < json_array_get_length(mails);
         i++) {
        JsonObject *mail = json_array_get_object_element(mails, i);
        if (g_strcmp0(json_object_get_string_member(mail, "kind"), "broken") ==
            0)
            json_object_set_string_member(mail, "kind", "unreadable");
        json_object_set_string_member(
            mail, "why",
            inbox_why(json_object_get_string_member_with_default(mail, "reason",
                                                                 NULL)));
    }
    g_autofree char *text = json_to_string(view, FALSE);
    return call_table(call, LIST, text, error);
}

static gboolean
show(const Call *call, gint64 number, GError **error)
{
    g_autoptr(JsonNode) view = NULL;
    JsonArray *mails = mails_of(call, number, &view, error);
    if (mails == NULL)
        return FALSE;
    if (json_array_get_length(mails) == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("inget brev har nummer %" G_GINT64_FORMAT
                             "; hundra inbox listar dem som väntar"),
                           number);
    if (call->globals->json) {
        g_autofree char *text = json_to_string(view, FALSE);
        call_put(text);
        return TRUE;
    }
    g_autofree char *words =
        inbox_describe(json_array_get_object_element(mails, 0));
    call_put(words);
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const InboxOptions *options = call->options;
    gint64 number = 0;
    AnswerChoice choice = ANSWER_DONE;
    if (options->ask)
        return inbox_ask(call, error);
    if (!call_number(call, 0, &number, error))
        return FALSE;
    if (call->operand_count == 0)
        return list(call, error);
    if (call->operand_count == 1)
        return show(call, number, error);
    if (!inbox_choice(call->operands[1], &choice))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("\"%s\" ska vara ja, nej, kanske, stämmer, "
                             "klar, avböj eller skicka"),
                           call->operands[1]);
    if (!answer_mail(call->store, number, choice, call_templates(call),
                     call->who, error))
        return FALSE;
    if (call->globals->json) {
        g_autofree char *json =
            g_strdup_printf("{\"number\":%" G_GINT64_FORMAT "}", number);
        call_put(json);
    }
    call_say(call, _("Brev %" G_GINT64_FORMAT " är bokfört."), number);
    if (choice == ANSWER_DECLINE || choice == ANSWER_RESEND)
        call_say(call, _("Svaret ligger i utkorgen; hundra send skickar "
                         "det."));
    return TRUE;
}

const Command command_inbox = {
    .name = "inbox",
    .summary = N_("visar breven som väntar på en människa, och bokför dem"),
    .operands = N_("[NR [SVAR]]"),
    .operands_min = 0,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(InboxOptions),
    .store = NEEDS_STORE,
    .run = run,
    .text = N_(
        "Visar de brev som hundra receive inte bokförde själv, och "
        "varför. Med ett nummer visas ett brev helt. Svaret är ja, "
        "nej eller kanske (yes, no, maybe), stämmer (ok) för det som "
        "brevet självt säger, eller klar (done) när inget ska "
        "bokföras. Avböj (decline) svarar den som föreslog en annan tid "
        "att tiden står fast, och skicka (resend) lägger ut "
        "inbjudan en gång till; breven väntar i utkorgen. Bokförs ett svar från en ny adress räknas "
        "adressen sedan som personens. hundra undo ångrar."),
    .examples = { "hundra inbox", "hundra inbox 3 ja", "hundra inbox --ask" },
};
