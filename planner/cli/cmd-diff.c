#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/plan/diff.h"

static gboolean
run(const Call *call, GError **error)
{
    gint64 from = 0, to = 0;
    if (!call_number(call, 0, &from, error) ||
        !call_number(call, 1, &to, error))
        return FALSE;
    g_autofree char *view =
        diff_json(call->store, call->event, from, to, error);
    if (view == NULL)
        return FALSE;
    g_autofree char *text =
        call->globals->json ? g_strdup(view) : diff_text(view, error);
    if (text == NULL)
        return FALSE;
    call_put(text);
    return TRUE;
}

const Command command_diff = {
    .name = "diff",
    .summary = N_("jämför två versioner av planen: vad ändras för vem"),
    .operands = N_("A B"),
    .operands_min = 2,
    .operands_max = 2,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Säger vad som ändras från version A till version B: vilka "
               "som byter grupp, får eller mister ett uppdrag, vilka företag "
               "som får annan tid, läggs till eller utgår, och vems lunch "
               "som flyttas."),
    .examples = { "hundra diff 2 3" },
};
