#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/plan/lock.h"

typedef struct LockOptions {
    const char *why;
} LockOptions;

static const OptionRow OPTIONS[] = {
    { "why", OPTION_STRING, offsetof(LockOptions, why), N_("TEXT"),
      N_("skälet, som står i listan"), 0, 0, NULL },
    { 0 },
};

// clang-format off
static const TableColumn LOCKS[] = {
    { N_("Nr"), .path = "lock", .align = TABLE_RIGHT },
    { N_("Lås"), .path = "text", .align = TABLE_WRAP },
    { N_("Vem"), .path = "who" },
    { N_("När"), .path = "made_local", .format = "stamp" },
    { N_("Läge"), .path = "state", .format = "word" },
    { N_("Varför"), .path = "why", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection SECTIONS[] = {
    { .path = "locks", .columns = LOCKS,
      .empty = N_("Inget är låst; lås med hundra lock \"P051 i grupp 7\".") },
    { 0 },
};
// clang-format on

static gboolean
run(const Call *call, GError **error)
{
    const LockOptions *options = call->options;
    if (call->operand_count == 0) {
        if (options->why != NULL)
            return hundra_fail(error, HUNDRA_ERROR_USAGE,
                               _("--why hör till ett lås; skriv vad som ska "
                                 "låsas"));
        g_autofree char *list = lock_list(call->store, call->event, error);
        return list != NULL && call_table(call, SECTIONS, list, error);
    }
    LockRequest request = { .event = call->event,
                            .statement = call->operands[0],
                            .why = options->why,
                            .who = call->who };
    g_autofree char *what = NULL;
    if (!lock_add(call->store, &request, &what, error))
        return FALSE;
    call_say(call, "%s", what);
    return TRUE;
}

const Command command_lock = {
    .name = "lock",
    .summary = N_("låser en plats, ett besök eller ett par; listar låsen"),
    .operands = N_("[\"LÅS\"]"),
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(LockOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Ett lås är ett påstående som varje plan håller: \"P051 i grupp "
               "7\" (lägg till fm eller em för en halvdag), \"P051 inte i "
               "grupp 7\", \"F044 kl. 10.00\", \"F044 i grupp 3\", \"F044 kl. "
               "10.00 i grupp 3\", \"P051 isär P060\", \"P051 med P060\". "
               "Engelska går också: \"P051 in group 7\". Ett namn duger i "
               "stället för en kod. Ett lås som strider mot ett annat, mot en "
               "hård regel eller mot uppgifterna tas inte emot, och svaret "
               "säger mot vilket. Inget planeras om; svaret säger om den "
               "nyaste planen håller låset. Utan LÅS listas de som finns. Ett "
               "lås om någon som inte är med vilar tills hen är det."),
    .examples = { "hundra lock", "hundra lock \"P051 i grupp 7\"",
                  "hundra lock \"F044 kl. 10.00\" --why \"VD:n kan bara då\"" },
};
